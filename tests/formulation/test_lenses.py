"""Lenses file the map's own nodes: nothing is copied, nothing goes missing, nothing is guessed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core.approaches.model import Target
from core.clients.model import Couple, HalfCycle
from core.exchange.sample import client_from, read_file, sample_files
from core.formulation.layout import LAYERS
from core.formulation.lenses.client_view import client_view
from core.formulation.lenses.eft import eft_cycle, shared_cycle_of
from core.formulation.lenses.emdr import emdr_view
from core.formulation.lenses.five_ps import five_ps
from core.formulation.lenses.functional import functional_analysis
from core.formulation.lenses.ifs import ifs_map
from core.formulation.lenses.slot import Slot
from core.formulation.model import Formulation, Link, Node
from core.sessions.model import Goal
from core.triggers.model import Episode
from tests.people import JONAS, MARA, days_ago, episode, link, node, target

KINDS = [kind for _, kinds in LAYERS for kind in kinds]
CLIENTS = [name for name in sample_files() if "partners" not in read_file(name)]
Filed = tuple[Sequence[Slot], tuple[Node, ...]]


def sample(name: str) -> tuple[Formulation, list[Episode], list[Target], list[Goal]]:
    """A sample client's map, diary, targets and goals."""
    records = client_from(name, read_file(name), date(2026, 6, 11)).records

    def of(kind: type) -> list:  # type: ignore[type-arg]
        return [record for record in records if isinstance(record, kind)]

    drawn = Formulation(nodes=tuple(of(Node)), links=tuple(of(Link)))
    return drawn, of(Episode), of(Target), of(Goal)


def every_lens(
    drawn: Formulation,
    episodes: Sequence[Episode] = (),
    targets: Sequence[Target] = (),
    goals: Sequence[Goal] = (),
) -> dict[str, Filed]:
    """What each lens but the client's does with all nodes: its slots, and the rest."""
    grid, cycle, parts = five_ps(drawn), eft_cycle(drawn, episodes), ifs_map(drawn)
    prongs = emdr_view(drawn, targets, goals, episodes)
    analysis = functional_analysis(drawn, episodes)
    return {
        "five_ps": (grid.slots, grid.elsewhere),
        "eft": (cycle.slots, cycle.elsewhere),
        "ifs": (parts.slots, parts.elsewhere),
        "emdr": (prongs.slots, prongs.elsewhere),
        "functional": (analysis.slots, analysis.elsewhere),
    }


def shown_nodes(filed: Filed) -> list[Node]:
    slots, rest = filed
    return [*(n for slot in slots for n in (*slot.nodes, *slot.may_fit)), *rest]


def names(nodes: Iterable[Node]) -> list[str]:
    return [one.name for one in nodes]


@st.composite
def maps(draw: st.DrawFn) -> Formulation:
    """A map with up to 60 nodes of any kinds and any arrows between them."""
    kinds = draw(st.lists(st.sampled_from(KINDS), max_size=60))
    nodes = tuple(node(MARA, f"{kind} {n}", kind) for n, kind in enumerate(kinds))
    if not nodes:
        return Formulation()
    ends = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes))
    kind = st.sampled_from(["drives", "confirms", "protects", "maintains", "learned"])
    pairs = draw(st.lists(st.tuples(ends, kind), max_size=80))
    links = (link(a, b, how) for (a, b), how in pairs if a.id != b.id)
    return Formulation(nodes=nodes, links=tuple(links))


@pytest.mark.parametrize("name", CLIENTS)
def test_every_lens_holds_the_very_nodes_of_each_sample_client(name: str) -> None:
    drawn, episodes, targets, goals = sample(name)
    own = {id(one) for one in drawn.nodes}
    for filed in every_lens(drawn, episodes, targets, goals).values():
        shown = shown_nodes(filed)
        assert {id(one) for one in shown} == own
    assert {id(one) for one in client_view(drawn).nodes} <= own


@given(maps())
@examples(max_examples=40)
def test_no_node_goes_missing_and_none_is_both_filed_and_left_over(drawn: Formulation) -> None:
    for slots, rest in every_lens(drawn).values():
        placed = {n.id for slot in slots for n in (*slot.nodes, *slot.may_fit)}
        assert placed | {n.id for n in rest} == {n.id for n in drawn.nodes}
        assert not placed & {n.id for n in rest}


@given(maps(), st.integers(0, 9))
@examples(max_examples=30)
def test_a_lens_does_not_depend_on_the_order_of_the_store(drawn: Formulation, seed: int) -> None:
    nodes, links = list(drawn.nodes), list(drawn.links)
    random.Random(seed).shuffle(nodes)  # noqa: S311
    random.Random(seed).shuffle(links)  # noqa: S311
    again = Formulation(nodes=tuple(nodes), links=tuple(links))
    assert every_lens(again) == every_lens(drawn)


def test_an_empty_map_is_all_gaps() -> None:
    for slots, rest in every_lens(Formulation()).values():
        assert rest == ()
        assert all(slot.empty for slot in slots)
    assert client_view(Formulation()).nodes == ()


def test_what_was_taken_off_the_map_is_in_no_lens() -> None:
    gone = tuple(node(MARA, kind, kind, retired=True, shareable=True) for kind in KINDS)
    for filed in every_lens(Formulation(nodes=gone)).values():
        assert shown_nodes(filed) == []


def test_sixty_nodes_are_filed_completely() -> None:
    nodes = tuple(node(MARA, f"n{n}", KINDS[n % len(KINDS)]) for n in range(60))
    drawn = Formulation(nodes=nodes, links=tuple(map(link, nodes, nodes[1:])))
    for filed in every_lens(drawn).values():
        assert {n.id for n in shown_nodes(filed)} == {n.id for n in nodes}


class TestFivePs:
    belief = node(MARA, "They will leave", "belief", domain="psychological")
    cue = node(MARA, "No answer", "cue")
    dated = node(MARA, "The move", "event", on=days_ago(200))

    def row(self, p: str, *nodes: Node, links: tuple[Link, ...] = ()) -> dict[str, list[str]]:
        grid = five_ps(Formulation(nodes=nodes, links=links))
        return {slot.domain: names(slot.nodes) for slot in grid.row(p) if slot.nodes}

    def test_a_belief_that_a_loop_confirms_stands_with_the_roots_and_with_what_keeps_going(
        self,
    ) -> None:
        loop = (link(self.belief, self.cue), link(self.cue, self.belief, "confirms"))
        filed = {"psychological": ["They will leave"]}
        assert self.row("predisposing", self.belief, self.cue, links=loop) == filed
        kept = {"": ["No answer"]} | filed
        assert self.row("perpetuating", self.belief, self.cue, links=loop) == kept
        assert "psychological" not in self.row("perpetuating", self.belief, self.cue)

    def test_only_what_is_marked_came_just_before(self) -> None:
        assert self.row("precipitating", self.dated) == {}
        marked = self.dated.model_copy(update={"precipitating": True, "domain": "social"})
        assert self.row("precipitating", marked) == {"social": ["The move"]}
        assert self.row("predisposing", marked) == {}

    def test_a_dated_event_is_offered_there(self) -> None:
        grid = five_ps(Formulation(nodes=(self.dated,)))
        assert names(grid.row("precipitating")[0].may_fit) == ["The move"]


class TestEmotionallyFocused:
    def test_the_other_half_holds_only_what_can_be_seen(self) -> None:
        nodes = tuple(node(MARA, kind, kind) for kind in ("action", "response", "prim_emotion"))
        own, other = eft_cycle(Formulation(nodes=nodes), []).halves
        assert [names(step.slot.nodes) for step in other.steps] == [["action"], ["response"]]
        assert other.client_id is None
        assert len(own.steps) == 6

    def test_position_and_longing_are_counted_among_the_episodes_that_say(self) -> None:
        said = [("pursuer", "closeness"), ("pursuer", "not_asked"), ("withdrawer", "comfort"),
                ("unclear", "comfort")]  # fmt: skip
        diary = [episode(MARA, days_ago(n), position=position, hoped_for=hoped)
                 for n, (position, hoped) in enumerate(said)]  # fmt: skip
        cycle = eft_cycle(Formulation(), diary)
        assert cycle.position == ("pursuer", 2, 3)
        assert cycle.longing == ("comfort", 2, 3)

    def test_the_shared_cycle_reads_the_couple_and_no_map(self) -> None:
        halves = (HalfCycle(client_id=JONAS.id, position="withdrawer", action="stonewall"),
                  HalfCycle(client_id=MARA.id, cue="reply_delay"))  # fmt: skip
        couple = Couple(client_id=JONAS.id, partner_id=MARA.id, halves=halves)
        own, other = shared_cycle_of(couple, MARA.id).halves
        assert (own.client_id, other.client_id) == (MARA.id, JONAS.id)
        assert [step.said for step in own.steps] == ["Slow or missing reply", *[""] * 5]
        assert other.position == "withdrawer"
        assert all(step.slot.empty for half in (own, other) for step in half.steps)

    def test_when_the_partner_was_erased_one_half_is_left(self) -> None:
        couple = Couple(client_id=MARA.id, partner_id=None)
        assert [half.client_id for half in shared_cycle_of(couple, MARA.id).halves] == [MARA.id]


def test_emdr_places_a_target_with_the_node_it_works_on() -> None:
    door, cue = node(MARA, "The door", "event"), node(MARA, "A raised voice", "cue")
    goal = node(MARA, "Stay at the table", "goal")
    targets = [target(MARA, node_id=cue.id, prong="future"), target(MARA, node_id=door.id)]
    said = (("Stay at the table.", "open"), ("x", "open"), ("y", "reached"))
    goals = [Goal(client_id=MARA.id, words=words, status=status) for words, status in said]
    seen = [episode(MARA, days_ago(1), nodes=(cue.id,)), episode(MARA, days_ago(2))]
    view = emdr_view(Formulation(nodes=(door, cue, goal)), targets, goals, seen)
    past, present, future = view.prongs
    assert [one.node for one in past.targets] == [door]
    assert names(future.slot.nodes) == ["A raised voice", "Stay at the table"]
    assert [one.words for one in future.goals] == ["x"]
    assert names(present.slot.nodes) == ["A raised voice"]
    assert view.shown_in[cue.id] == (1, 2)
