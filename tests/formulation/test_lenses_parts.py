"""Parts, functional analysis, and what the client may see."""

from __future__ import annotations

from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core.formulation.layout import LAYERS
from core.formulation.lenses.client_view import MOST, ClientView, client_view, plain
from core.formulation.lenses.functional import functional_analysis
from core.formulation.lenses.ifs import ifs_map
from core.formulation.model import Formulation, Link, Node
from dashboard.map.lenses.view import in_words
from tests.people import MARA, days_ago, episode, link, node

KINDS = [kind for _, kinds in LAYERS for kind in kinds]


class TestParts:
    guard = node(MARA, "The Shutter", "part", part_role="firefighter")
    child = node(MARA, "The girl on the trunk", "part", part_role="exile")
    burden = node(MARA, "It is too late to ask", "belief")
    origin = node(MARA, "Left at school", "event")
    blank = node(MARA, "Goes blank", "action")

    def drawn(self) -> Formulation:
        links = (
            link(self.guard, self.child, "protects"),
            link(self.burden, self.child),
            link(self.origin, self.burden, "learned"),
            link(self.guard, self.blank),
        )
        return Formulation(
            nodes=(self.guard, self.child, self.burden, self.origin, self.blank), links=links
        )

    def test_an_exile_carries_a_burden_that_began_somewhere(self) -> None:
        parts = ifs_map(self.drawn())
        child = next(card for card in parts.cards if card.part == self.child)
        assert child.burdens == (self.burden,)
        assert child.origins == (self.origin,)
        assert child.protected_by == (self.guard,)
        assert parts.elsewhere == ()

    def test_a_protector_does_something_and_guards_somebody(self) -> None:
        guard = next(card for card in ifs_map(self.drawn()).cards if card.role == "firefighter")
        assert (guard.does, guard.protects) == ((self.blank,), (self.child,))

    def test_a_part_in_a_pair_or_without_a_role_stands_by_itself(self) -> None:
        roles = ("polarised", "", "not_asked")
        nodes = tuple(node(MARA, f"part {n}", "part", part_role=r) for n, r in enumerate(roles))
        assert len(ifs_map(Formulation(nodes=nodes)).slot("unknown").nodes) == 3

    def test_without_parts_actions_and_feelings_are_offered_never_filed(self) -> None:
        fear = node(MARA, "Fear", "prim_emotion")
        parts = ifs_map(Formulation(nodes=(self.blank, fear, self.burden)))
        assert parts.slot("manager").may_fit == (self.blank,)
        assert parts.slot("exile").may_fit == (fear,)
        assert parts.slot("burden").may_fit == (self.burden,)
        assert all(slot.empty for slot in parts.slots)


class TestFunctional:
    night = node(MARA, "Night shifts", "context")
    cue = node(MARA, "No answer", "cue")
    fear = node(MARA, "Fear", "prim_emotion")
    sends = node(MARA, "Sends the fourth message", "action")
    short = node(MARA, "Answers shorter", "response")
    sits = node(MARA, "Sits down", "response")
    later = node(MARA, "Rings later", "response")
    belief = node(MARA, "I am too much", "belief")
    problem = node(MARA, "Cannot work", "problem")

    def drawn(self) -> Formulation:
        pairs = (
            (self.night, self.cue, "sensitises"), (self.cue, self.fear, "felt_as"),
            (self.fear, self.sends, "drives"), (self.sends, self.short, "evokes"),
            (self.sends, self.sits, "evokes"), (self.sends, self.later, "evokes"),
            (self.short, self.belief, "confirms"), (self.sits, self.belief, "contradicts"),
            (self.belief, self.cue, "sensitises"), (self.sends, self.problem, "maintains"),
        )  # fmt: skip
        nodes = {one.id: one for pair in pairs for one in pair[:2]}
        return Formulation(nodes=tuple(nodes.values()), links=tuple(link(*p) for p in pairs))

    def test_an_action_is_followed_back_to_its_cue_and_on_to_what_it_does_to_the_map(self) -> None:
        (row,) = functional_analysis(self.drawn(), []).rows
        assert row.setting.nodes == (self.night,)
        assert row.antecedent.nodes == (self.cue,)
        assert row.function.nodes == (self.fear,)
        assert row.payoff.nodes == (self.sits,)
        assert set(row.cost.nodes) == {self.short, self.problem}
        assert row.follows.nodes == (self.later,)

    def test_what_came_afterwards_is_counted_among_the_episodes_that_show_it(self) -> None:
        """Four show the action, three of them say what came after; two others do not count."""
        after = ("relief", "further", "relief", "not_asked")
        diary = [episode(MARA, days_ago(n), aftermath=word, nodes=(self.sends.id,))
                 for n, word in enumerate(after)]  # fmt: skip
        diary += [episode(MARA, days_ago(9), aftermath="closer") for _ in range(2)]
        (row,) = functional_analysis(self.drawn(), diary).rows
        assert row.episodes == 4
        assert row.after_good == ((("relief", 2),), 3)
        assert row.after_hard == ((("further", 1),), 3)
        assert row.hoped_for == ((), 0)


@st.composite
def shareable_maps(draw: st.DrawFn) -> Formulation:
    """A map of up to 60 nodes, each of them perhaps shareable, parked or taken off."""
    rows = draw(st.lists(st.tuples(st.sampled_from(KINDS), *[st.booleans()] * 3), max_size=60))
    nodes = tuple(
        node(MARA, f"{kind} {n}", kind, shareable=shareable, retired=retired,
             parked_because="later" if parked else "")
        for n, (kind, shareable, parked, retired) in enumerate(rows)
    )  # fmt: skip
    return Formulation(nodes=nodes, links=tuple(map(link, nodes, nodes[1:])))


@given(shareable_maps(), st.booleans())
@examples(max_examples=60)
def test_the_client_sees_seven_at_most_and_only_what_may_be_shown(
    drawn: Formulation, everything: bool
) -> None:
    view = client_view(drawn, [n.id for n in drawn.nodes] if everything else ())
    assert len(view.nodes) <= MOST
    for one in view.offered:
        assert (one.shareable, one.parked_because, one.retired) == (True, "", False)
    assert set(view.nodes) <= set(view.offered)
    known = {one.id for one in view.nodes}
    assert all({one.from_node, one.to_node} <= known for one in view.links)
    assert len(view.nodes) == min(MOST, len(view.offered))


class TestChoice:
    """What is shown before the clinician chooses: a loop, and something that helps."""

    kinds = ("belief", "cue", "theme", "prim_emotion", "action", "response")
    loop = tuple(node(MARA, kind, kind, shareable=True) for kind in kinds)
    round_ = tuple(map(link, loop, [*loop[1:], loop[0]]))
    past = tuple(node(MARA, f"event {n}", "event", shareable=True) for n in range(4))
    nan = node(MARA, "Nan", "strength", shareable=True)

    def test_the_closed_loop_and_a_strength_come_before_loose_history(self) -> None:
        drawn = Formulation(nodes=(*self.past, self.nan, *self.loop), links=self.round_)
        view = client_view(drawn)
        assert view.nodes == (*self.loop, self.nan)
        assert view.left_out == 4
        assert len(view.links) == 6

    def test_the_clinician_chooses_others(self) -> None:
        drawn = Formulation(nodes=(*self.past, self.nan, *self.loop), links=self.round_)
        assert client_view(drawn, [self.past[2].id, self.nan.id]).nodes == (self.past[2], self.nan)

    def test_of_two_arrows_between_the_same_nodes_one_is_shown(self) -> None:
        first, second, *_ = self.loop
        twice = (link(first, second), link(first, second, "sensitises"))
        assert len(client_view(Formulation(nodes=(first, second), links=twice)).links) == 1


def test_a_node_is_said_in_the_words_for_the_client() -> None:
    cue = node(MARA, "Perceived partner withdrawal")
    assert plain(cue) == "Perceived partner withdrawal"
    said: Node = cue.model_copy(update={"plain_words": "He goes quiet"})
    assert plain(said) == "He goes quiet"


class TestBridges:
    """What is not shown is passed over with a plain "then", and never named."""

    cue, fear, does, says = (node(MARA, name, kind, shareable=True) for name, kind in (
        ("It goes quiet", "cue"), ("Fear", "prim_emotion"), ("I ring", "action"),
        ("He sighs", "response")))  # fmt: skip
    hidden = node(MARA, "Panic, then crossness", "sec_emotion")
    shown = (cue, fear, does, says)
    direct = (link(cue, fear, "felt_as"), link(does, says, "evokes"), link(says, cue, "confirms"))
    over = (link(fear, hidden, "covered_by"), link(hidden, does))

    def view(self, *links: Link, hidden: Node = hidden) -> ClientView:
        return client_view(Formulation(nodes=(*self.shown, hidden), links=(*self.direct, *links)))

    def test_the_loop_is_closed_over_what_is_not_shown(self) -> None:
        view = self.view(*self.over)
        assert view.bridges == ((self.fear.id, self.does.id),)
        assert "Fear → then → I ring" in in_words(view)
        assert "Panic" not in str(in_words(view))

    def test_nothing_is_joined_that_the_map_does_not_join(self) -> None:
        assert self.view(self.over[0]).bridges == ()
        assert self.view(*self.over, link(self.fear, self.does)).bridges == ()

    def test_no_way_leads_through_what_helps_guards_or_is_parked(self) -> None:
        for kind in ("buffers", "targets", "protects", "contradicts", "tracks"):
            assert self.view(link(self.fear, self.hidden, kind), self.over[1]).bridges == ()
        parked = self.hidden.model_copy(update={"parked_because": "until steadier"})
        assert self.view(*self.over, hidden=parked).bridges == ()

    def test_what_was_not_chosen_counts_as_not_shown(self) -> None:
        drawn = Formulation(nodes=(*self.shown, self.hidden), links=(*self.direct, *self.over))
        view = client_view(drawn, [self.cue.id, self.says.id])
        assert view.bridges == ((self.cue.id, self.says.id),)
