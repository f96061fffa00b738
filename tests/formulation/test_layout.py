"""Where the nodes of a map stand: each in its own place, history left, what helps right."""

from __future__ import annotations

import random
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core.formulation.layout import LAYERS, MOST_ROWS, layer_of, layout, loops
from core.formulation.model import Formulation, Node
from core.vocabulary import terms
from tests.people import MARA, link, node

KINDS = [kind for _, kinds in LAYERS for kind in kinds]


@st.composite
def maps(draw: st.DrawFn) -> Formulation:
    """A map with 5 to 60 nodes of any kinds and any arrows between them."""
    kinds = draw(st.lists(st.sampled_from(KINDS), min_size=5, max_size=60))
    nodes = tuple(node(MARA, f"{kind} {n}", kind) for n, kind in enumerate(kinds))
    ends = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes))
    pairs = draw(st.lists(ends, max_size=80, unique_by=lambda pair: (pair[0].id, pair[1].id)))
    links = tuple(link(start, end) for start, end in pairs if start.id != end.id)
    return Formulation(nodes=nodes, links=links)


def test_every_kind_of_node_has_its_column() -> None:
    assert set(KINDS) == {term.id for term in terms("node_types")}
    assert len(KINDS) == len(set(KINDS))


def test_a_kind_somebody_named_themselves_stands_inside() -> None:
    assert LAYERS[layer_of("other: a dream")][0] == "Inside"


def test_an_empty_map_has_no_place() -> None:
    found = layout(Formulation())
    assert (found.places, found.headings, found.rows) == ((), (), 0)


def test_a_single_node_has_one_place() -> None:
    found = layout(Formulation(nodes=(node(MARA, "No answer"),)))
    assert [(place.layer, place.row) for place in found.places] == [(0, 0)]
    assert found.headings == ("Trigger",)


def test_all_seven_columns_stand_left_to_right() -> None:
    nodes = tuple(node(MARA, kind, kind) for kind in reversed(KINDS))
    found = layout(Formulation(nodes=nodes))
    assert found.headings == (
        "History", "Expectation", "Trigger", "Inside", "Response", "The other",
        "Help, goals, measures",
    )  # fmt: skip
    for place in found.places:
        assert found.headings[place.layer] == LAYERS[layer_of(place.node.kind)][0]


def test_columns_that_are_empty_are_left_out() -> None:
    nodes = (node(MARA, "Dad left", "event"), node(MARA, "Ask once", "strategy"))
    found = layout(Formulation(nodes=nodes))
    assert found.headings == ("History", "Help, goals, measures")
    assert [place.layer for place in found.places] == [0, 1]


def test_linked_nodes_stand_beside_each_other() -> None:
    """Three beliefs and three cues, linked crosswise: the arrows end up level."""
    beliefs = [node(MARA, name, "belief") for name in ("a", "b", "c")]
    cues = [node(MARA, name, "cue") for name in ("x", "y", "z")]
    links = tuple(link(start, end) for start, end in zip(beliefs, reversed(cues), strict=True))
    found = layout(Formulation(nodes=(*beliefs, *cues), links=links))
    for arrow in links:
        assert found.place(arrow.from_node).row == found.place(arrow.to_node).row


def test_nodes_without_arrows_stand_by_kind_and_then_by_name() -> None:
    nodes = [node(MARA, "b", "theme"), node(MARA, "z", "cue"), node(MARA, "a", "cue")]
    found = layout(Formulation(nodes=tuple(nodes)))
    by_row = sorted(found.places, key=lambda place: place.row)
    assert [place.node.name for place in by_row] == ["a", "z", "b"]


@given(maps())
def test_no_two_nodes_share_a_place_and_none_is_left_out(drawn: Formulation) -> None:
    found = layout(drawn)
    places = [(place.layer, place.row) for place in found.places]
    assert len(set(places)) == len(drawn.nodes)
    assert {place.node.id for place in found.places} == {n.id for n in drawn.nodes}


@given(maps())
def test_nodes_of_a_column_stand_a_whole_step_apart_within_the_height(
    drawn: Formulation,
) -> None:
    found = layout(drawn)
    for layer in range(len(found.headings)):
        rows = sorted(place.row for place in found.places if place.layer == layer)
        assert rows == [rows[0] + step for step in range(len(rows))]
        assert rows[0] >= 0
        assert rows[-1] <= found.rows - 1


@given(maps())
def test_a_node_never_stands_left_of_an_earlier_step_of_the_chain(drawn: Formulation) -> None:
    found = layout(drawn)
    by_layer = sorted(found.places, key=lambda place: place.layer)
    steps = [layer_of(place.node.kind) for place in by_layer]
    assert steps == sorted(steps)


def shuffled(items: tuple[Node, ...], seed: int) -> tuple[Node, ...]:
    mixed = list(items)
    random.Random(seed).shuffle(mixed)  # noqa: S311
    return tuple(mixed)


@given(maps(), st.integers(0, 9))
def test_the_same_map_is_always_drawn_the_same_way(drawn: Formulation, seed: int) -> None:
    """Whatever order the nodes come out of the store in."""
    again = Formulation(nodes=shuffled(drawn.nodes, seed), links=drawn.links)
    first = {place.node.id: (place.layer, place.row) for place in layout(drawn).places}
    assert {p.node.id: (p.layer, p.row) for p in layout(again).places} == first


class TestLoops:
    belief = node(MARA, "They will leave", "belief")
    cue = node(MARA, "No answer", "cue")
    action = node(MARA, "Fourth message", "action")
    response = node(MARA, "He goes quiet", "response")

    def test_a_loop_reads_from_expectation_to_response(self) -> None:
        chain = [self.cue, self.action, self.response, self.belief]
        links = [link(a, b) for a, b in zip(chain, [*chain[1:], chain[0]], strict=True)]
        for turn in range(4):
            drawn = Formulation(nodes=tuple(chain), links=tuple(links[turn:] + links[:turn]))
            assert loops(drawn) == [
                ["They will leave", "No answer", "Fourth message", "He goes quiet"]
            ]

    def test_without_a_way_back_there_is_no_loop(self) -> None:
        links = (link(self.belief, self.cue), link(self.cue, self.action))
        drawn = Formulation(nodes=(self.belief, self.cue, self.action), links=links)
        assert loops(drawn) == []

    @given(maps(), st.integers(0, 9))
    @examples(max_examples=25)
    def test_loops_do_not_depend_on_the_order_of_the_links(
        self, drawn: Formulation, seed: int
    ) -> None:
        few = drawn.links[:25]
        mixed = list(few)
        random.Random(seed).shuffle(mixed)  # noqa: S311
        one = loops(Formulation(nodes=drawn.nodes, links=few))
        other = loops(Formulation(nodes=drawn.nodes, links=tuple(mixed)))
        assert one == other


def test_a_column_too_tall_to_take_in_is_split_under_one_heading() -> None:
    nodes = tuple(node(MARA, f"cue {n}", "cue") for n in range(60))
    found = layout(Formulation(nodes=nodes))
    assert found.headings == ("Trigger",) * 6
    assert found.rows == MOST_ROWS == 10


def test_nodes_with_the_same_name_stand_the_same_way_in_any_order() -> None:
    nodes = tuple(Node(client_id=MARA.id, kind="cue", name="No answer") for _ in range(5))
    first = [place.node.id for place in layout(Formulation(nodes=nodes)).places]
    again = layout(Formulation(nodes=nodes[::-1]))
    assert [place.node.id for place in again.places] == first


@pytest.mark.parametrize("count", [60])
def test_a_large_map_is_laid_out_completely(count: int) -> None:
    nodes = tuple(node(MARA, f"n{n}", KINDS[n % len(KINDS)]) for n in range(count))
    links = tuple(link(a, b) for a, b in pairwise(nodes))
    assert len(layout(Formulation(nodes=nodes, links=links)).places) == count
