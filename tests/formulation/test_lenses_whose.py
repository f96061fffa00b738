"""Whose belief it is, what protects, what relieves: lenses file by more than the kind of a node."""

from __future__ import annotations

from collections.abc import Iterable

from core.formulation.lenses.eft import EftCycle, eft_cycle
from core.formulation.lenses.emdr import EmdrView, emdr_view
from core.formulation.lenses.five_ps import five_ps
from core.formulation.lenses.functional import FunctionalRow, functional_analysis
from core.formulation.model import Formulation, Link, Node
from core.history.on_map import Sources, sources
from dashboard.map.lenses.view import cycle_alt, step_words
from tests.history import entries
from tests.people import MARA, days_ago, episode, link, node, target

BURDEN = entries.belief(self_view="burden")
LEAVE = entries.belief(other_view="leave")
BOTH = entries.belief(self_view="unlovable", other_view="reject")
CAN_COPE = entries.belief(self_view="capable")
GRAN = entries.figure("Gran", protective=True)
RESCUE = entries.event("The aunt came", kind="protective")
KNOWN = sources(
    entries.history(BURDEN, LEAVE, BOTH, CAN_COPE, GRAN, RESCUE, entries.figure("Dad"))
)  # fmt: skip

SELF = node(MARA, "I am a burden", "belief", source_id=BURDEN.id)
OTHERS = node(MARA, "People leave", "belief", source_id=LEAVE.id)
EITHER = node(MARA, "I am not loved, people turn me away", "belief", source_id=BOTH.id)
COPES = node(MARA, "I can cope", "belief", source_id=CAN_COPE.id)
UNSAID = node(MARA, "It always ends", "belief")
BELIEFS = (SELF, OTHERS, EITHER, COPES, UNSAID)


def names(nodes: Iterable[Node]) -> set[str]:
    return {one.name for one in nodes}


class TestEmdr:
    def view(self, *nodes: Node, links: tuple[Link, ...] = ()) -> EmdrView:
        return emdr_view(Formulation(nodes=nodes, links=links), [], [], [], KNOWN)

    def test_only_a_belief_about_the_self_is_a_negative_cognition(self) -> None:
        view = self.view(*BELIEFS)
        assert names(view.cognitions.nodes) == {SELF.name, EITHER.name}
        assert view.about_others.label == "About others"
        assert view.about_others.nodes == (OTHERS,)
        assert view.cognitions.may_fit == (UNSAID,)
        assert view.resources.may_fit == (COPES,)
        assert view.resources.nodes == ()

    def test_what_protected_is_a_resource_and_no_memory_that_may_feed_it(self) -> None:
        gran = node(MARA, "Gran", "care", source_id=GRAN.id)
        aunt = node(MARA, "The aunt came", "event", source_id=RESCUE.id)
        warm = node(MARA, "A warm teacher", "care")
        night = node(MARA, "The night he left", "event")
        links = (link(warm, SELF, "contradicts"), link(night, SELF, "learned"))
        view = self.view(gran, aunt, warm, night, SELF, links=links)
        assert view.prongs[0].slot.nodes == (night,)
        assert names(view.resources.nodes) == {"Gran", "The aunt came", "A warm teacher"}

    def test_a_target_keeps_its_memory_in_the_past(self) -> None:
        aunt = node(MARA, "The aunt came", "event", source_id=RESCUE.id)
        worked_on = [target(MARA, node_id=aunt.id, prong="past")]
        view = emdr_view(Formulation(nodes=(aunt,)), worked_on, [], [], KNOWN)
        assert view.prongs[0].slot.nodes == (aunt,)
        assert view.resources.nodes == ()


class TestFivePs:
    def ps(self, one: Node, *links: Link, others: tuple[Node, ...] = (SELF,)) -> set[str]:
        grid = five_ps(Formulation(nodes=(one, *others), links=links), KNOWN)
        return {slot.id.partition(".")[0] for slot in grid.slots if one in slot.nodes}

    def test_what_only_softens_or_contradicts_protects(self) -> None:
        warm = node(MARA, "A warm teacher", "care")
        softens, learned = link(warm, SELF, "buffers"), link(warm, SELF, "learned")
        assert self.ps(warm, softens) == {"protective"}
        assert self.ps(warm, link(warm, SELF, "contradicts")) == {"protective"}
        assert self.ps(warm, softens, learned) == {"predisposing"}
        assert self.ps(warm) == {"predisposing"}

    def test_what_the_history_marks_as_protective_protects(self) -> None:
        assert self.ps(node(MARA, "Gran", "care", source_id=GRAN.id)) == {"protective"}
        assert self.ps(node(MARA, "Aunt", "event", source_id=RESCUE.id)) == {"protective"}

    def test_a_response_that_does_not_fit_the_belief_keeps_nothing_going(self) -> None:
        stays, goes = node(MARA, "He stays", "response"), node(MARA, "He goes", "response")
        against, drives = link(stays, SELF, "contradicts"), link(SELF, stays)
        assert self.ps(stays, against, drives) == {"protective"}
        assert self.ps(SELF, against, drives, others=(stays,)) == {"predisposing"}
        assert self.ps(stays, against, link(stays, SELF, "maintains")) == {"perpetuating"}
        assert self.ps(goes, link(goes, SELF, "confirms")) == {"perpetuating"}


class TestEmotionallyFocused:
    shame = node(MARA, "I am too much", "theme", terms=("shame",))
    left = node(MARA, "Being left", "theme", themes=("abandonment",))
    mixed = node(MARA, "Failed and left", "theme", terms=("failure", "abandonment"))

    def cycle(self, *hoped: str) -> EftCycle:
        drawn = Formulation(nodes=(*BELIEFS, self.shame, self.left, self.mixed))
        diary = [episode(MARA, days_ago(n), hoped_for=word) for n, word in enumerate(hoped)]
        return eft_cycle(drawn, diary, KNOWN)

    def test_about_others_is_how_the_other_is_read_and_about_the_self_is_feared(self) -> None:
        _, reading, _, need, *_ = self.cycle().halves[0].steps
        assert names(reading.slot.nodes) == {
            OTHERS.name, "Being left", "Failed and left",
        }  # fmt: skip
        assert names(need.slot.nodes) == {
            SELF.name, EITHER.name, UNSAID.name, "I am too much", "Failed and left",
        }  # fmt: skip
        assert need.said == ""

    def test_what_was_hoped_for_stands_in_the_step_of_the_longing(self) -> None:
        cycle = self.cycle("comfort", "comfort", "closeness", "not_asked")
        need = cycle.halves[0].steps[3]
        assert need.said == "Hoped for most often: to be soothed (2 of 3)"
        assert step_words(need).names[-1] == (need.said, "")
        assert need.said in cycle_alt(cycle, ["Mara", "The other"])
        only_said = need._replace(slot=need.slot._replace(nodes=()))
        assert not only_said.empty
        assert step_words(only_said) == ("Fear or longing", ((need.said, ""),), 0, False)


class TestRelief:
    """A response that relieves now and keeps the problem going: negative reinforcement."""

    asks = node(MARA, "Asks again", "action")
    worry = node(MARA, "Worry", "problem")
    soothes = node(MARA, "He reassures", "response", terms=("reassured",))
    sighs = node(MARA, "He sighs", "response", terms=("dismissed",))

    def row(self, response: Node, *after: str, kinds: tuple[str, ...] = ()) -> FunctionalRow:
        links = [link(self.asks, response, "evokes"), link(response, self.worry, "maintains")]
        links += [link(response, SELF, kind) for kind in kinds]
        diary = [episode(MARA, days_ago(n), aftermath=word, nodes=(response.id, self.asks.id))
                 for n, word in enumerate(after)]  # fmt: skip
        nodes = (self.asks, self.worry, response, SELF)
        drawn = Formulation(nodes=nodes, links=tuple(links))
        return functional_analysis(drawn, diary).rows[0]

    def test_its_word_says_that_it_relieves(self) -> None:
        row = self.row(self.soothes)
        assert (row.payoff.nodes, row.cost.nodes) == ((self.soothes,), (self.worry,))
        assert row.follows.empty

    def test_what_came_after_says_that_it_relieves(self) -> None:
        row = self.row(self.sighs, "relief", "relief", "regret")
        assert (row.payoff.nodes, row.cost.nodes) == ((self.sighs,), (self.worry,))

    def test_without_relief_it_is_what_the_other_does(self) -> None:
        for after in ((), ("relief", "regret"), ("not_asked",)):
            row = self.row(self.sighs, *after)
            assert row.payoff.empty
            assert row.follows.nodes == (self.sighs,)
            assert row.cost.nodes == (self.worry,)

    def test_one_that_seems_to_confirm_a_belief_is_still_a_cost(self) -> None:
        row = self.row(self.sighs, kinds=("confirms",))
        assert set(row.cost.nodes) == {self.sighs, self.worry}
        assert row.follows.empty


def test_without_a_history_nothing_is_known_about_beliefs() -> None:
    assert sources(entries.history()) == Sources()
    assert frozenset({BURDEN.id, BOTH.id, CAN_COPE.id}) == KNOWN.about_self
    assert frozenset({LEAVE.id, BOTH.id}) == KNOWN.about_others
    assert frozenset({GRAN.id, RESCUE.id}) == KNOWN.protective
