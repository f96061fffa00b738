"""What each lens knows about one node, and what it must not say."""

from __future__ import annotations

from core.approaches.model import Cycle, IfsPart, SelfAccess, Target
from core.clients.model import Couple, HalfCycle, HalfNode, Injury
from core.formulation.lenses.ifs import ifs_map, is_part
from core.formulation.lenses.meeting import Inputs, every_fact, facts_about
from core.formulation.model import Formulation, Node
from core.history.model import History, HistoryEvent
from core.outcomes.model import Administration
from core.outcomes.series import series_of
from tests.people import JONAS, MARA, days_ago, filled_in, link, node, plan

SHAME = node(MARA, "Shame", "prim_emotion", part_role="exile")
BELIEF = node(MARA, "I am too much", "belief")
CUE = node(MARA, "No answer")
MAP = Formulation(nodes=(SHAME, BELIEF, CUE), links=(link(BELIEF, SHAME, "felt_as"),))
EMPTY = History((), (), (), (), (), ())
NOTHING = Inputs(MAP, EMPTY)
STAIRS = Target(client_id=MARA.id, title="The stairs", status="incomplete", node_id=SHAME.id,
                negative_cognition="I am bad", image="The third step")  # fmt: skip


def rated(target: Target, instrument: str, answer: int, days: int) -> Administration:
    return filled_in(MARA, instrument, (answer,), days_ago(days), about=str(target.id))


def said(node_: Node, known: Inputs, without: str = "") -> dict[str, str]:
    """The sentences by approach."""
    found: dict[str, str] = {}
    for fact in facts_about(node_, known, without):
        found[fact.approach] = f"{found.get(fact.approach, '')} {fact.sentence}".strip()
    return found


class TestOneNode:
    """An exile, an EMDR target and a primary emotion that are the same thing."""

    part = IfsPart(client_id=MARA.id, node_id=SHAME.id, permission="given",
                   permission_on=days_ago(9),
                   self_access=(SelfAccess(on=days_ago(9), value=2),
                                SelfAccess(on=days_ago(2), value=6)))  # fmt: skip
    courses = series_of([rated(STAIRS, "sud", 9, 20), rated(STAIRS, "sud", 4, 6),
                         rated(STAIRS, "voc", 2, 20)])  # fmt: skip
    couple = Couple(
        client_id=MARA.id, partner_id=JONAS.id,
        halves=(HalfCycle(client_id=MARA.id,
                          nodes=(HalfNode(field="primary_emotion", node_id=SHAME.id),)),),
        injuries=(Injury(owner=MARA.id, headline="The ward", node_id=SHAME.id),),
    )  # fmt: skip
    known = Inputs(MAP, EMPTY, (part,), (STAIRS,), courses,
                   (plan(MARA, None, cycles=(Cycle(with_whom="self", nodes=(SHAME.id,)),)),),
                   couple)  # fmt: skip

    def test_every_lens_tells_what_it_knows(self) -> None:
        found = said(SHAME, self.known)
        assert "A part: exile. Self-access 6 of 10 on 9 Jun 2026." in found["ifs"]
        assert "Permission given (2 Jun 2026)" in found["ifs"]
        assert "“The stairs”: incomplete" in found["emdr"]
        assert "SUD 9 → 4 · VOC 2" in found["emdr"]
        assert "“I am bad”" in found["emdr"]
        assert "“Feels underneath”" in found["eft_couples"]
        assert "“The ward”: open" in found["eft_couples"]
        assert "cycle with oneself" in found["efit"]

    def test_the_worksheet_that_asks_is_left_out(self) -> None:
        assert "ifs" not in said(SHAME, self.known, without="ifs")
        assert "emdr" in said(SHAME, self.known, without="ifs")

    def test_another_node_has_its_own_facts_only(self) -> None:
        assert set(said(CUE, self.known)) == {"eft_couples"}

    def test_a_target_at_its_headline_says_title_status_and_numbers_only(self) -> None:
        quiet = STAIRS.amended(headline_only=True)
        words = said(SHAME, self.known._replace(targets=(quiet,)))["emdr"]
        assert words == "EMDR target “The stairs”: incomplete. SUD 9 → 4 · VOC 2."

    def test_so_does_one_whose_memory_was_left_at_its_headline(self) -> None:
        event = HistoryEvent(
            client_id=MARA.id, kind="separation", headline="The stairs", state="headline_only"
        )
        shame = SHAME.amended(source_id=event.id)
        known = self.known._replace(
            formulation=Formulation(nodes=(shame, BELIEF)), history=EMPTY._replace(events=(event,))
        )
        assert "I am bad" not in str(every_fact(known))
        assert "third step" not in str(every_fact(self.known))

    def test_the_partners_half_is_not_told(self) -> None:
        theirs = Couple(
            client_id=JONAS.id, partner_id=MARA.id,
            halves=(HalfCycle(client_id=JONAS.id,
                              nodes=(HalfNode(field="fear", node_id=SHAME.id),)),),
            injuries=(Injury(owner=JONAS.id, headline="The party", node_id=SHAME.id),),
        )  # fmt: skip
        found = str(every_fact(NOTHING._replace(couple=theirs)))
        assert "Fears" not in found
        assert "The party" not in found


def test_nothing_recorded_says_the_role_and_what_is_not_there_yet() -> None:
    assert said(SHAME, NOTHING)["ifs"] == "A part: exile."
    target = Inputs(MAP, EMPTY, targets=(STAIRS.amended(negative_cognition=""),))
    assert said(SHAME, target)["emdr"].endswith("No SUD or VOC yet.")
    blank = IfsPart(client_id=MARA.id, node_id=SHAME.id)
    assert "Permission" not in said(SHAME, NOTHING._replace(parts=(blank,)))["ifs"]


def test_nothing_is_told_of_a_node_that_was_taken_off_the_map() -> None:
    gone = Formulation(nodes=(SHAME.amended(retired=True), CUE))
    assert SHAME.id not in every_fact(NOTHING._replace(formulation=gone, targets=(STAIRS,)))
    assert every_fact(Inputs(Formulation(), EMPTY, targets=(STAIRS,))) == {}


class TestAnyNodeMayBeAPart:
    def test_by_its_kind_or_by_its_role(self) -> None:
        assert is_part(node(MARA, "The Guard", "part"))
        assert is_part(SHAME)
        assert is_part(node(MARA, "Checks", "action", part_role="manager"))
        assert is_part(node(MARA, "x", "belief", part_role="other: a chorus"))

    def test_what_a_part_carries_is_none(self) -> None:
        for kind, role in (("part", "burden"), ("belief", "burden"), ("belief", ""),
                           ("prim_emotion", "not_asked")):  # fmt: skip
            assert not is_part(node(MARA, "x", kind, part_role=role)), (kind, role)

    def test_the_lens_files_it_once_with_what_it_carries(self) -> None:
        parts = ifs_map(MAP)
        (card,) = parts.cards
        assert (card.part, card.role, card.burdens) == (SHAME, "exile", (BELIEF,))
        assert parts.slot("exile").nodes == (SHAME,)
        assert parts.slot("exile").may_fit == ()

    def test_a_belief_that_is_an_exile_is_nobodys_burden(self) -> None:
        child = BELIEF.amended(part_role="exile")
        guard = node(MARA, "The Guard", "part", part_role="manager")
        drawn = Formulation(nodes=(child, guard), links=(link(guard, child, "protects"),))
        cards = {card.part.id: card for card in ifs_map(drawn).cards}
        assert cards[guard.id].burdens == ()
        assert cards[guard.id].protects == (child,)
        assert ifs_map(drawn).slot("burden").may_fit == ()

    def test_a_conflict_stands_on_both_cards(self) -> None:
        first, second = (node(MARA, name, "part") for name in ("The Guard", "The Rebel"))
        drawn = Formulation(nodes=(first, second), links=(link(first, second, "polarised"),))
        assert [card.polarised for card in ifs_map(drawn).cards] == [(second,), (first,)]
