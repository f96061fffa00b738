"""The lenses drawn: no two boxes meet on a telephone, arrows stay clear, words are the client's."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st
from plotly.graph_objects import Figure
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.clients.model import Couple, HalfCycle
from core.exchange.sample import client_from, read_file, sample_files
from core.formulation.layout import LAYERS
from core.formulation.lenses.client_view import client_view
from core.formulation.lenses.eft import eft_cycle, shared_cycle_of
from core.formulation.lenses.ifs import ifs_map
from core.formulation.lettering import screen_width
from core.formulation.model import Formulation, Link, Node
from dashboard import workspace
from dashboard.components.plot import DARK, LIGHT, Spec
from dashboard.components.scrolling import LARGE
from dashboard.map.lenses.beads import NARROWEST, PAD, SIZE, WIDTH
from dashboard.map.lenses.charts import eft_figure
from dashboard.map.lenses.parts_chart import CIRCLE, NAME_WIDTH, Spot, parts_figure, spots, way
from dashboard.map.lenses.ring_chart import ring_figure
from dashboard.map.lenses.screen import LENSES
from dashboard.map.lenses.view import in_words
from tests.people import JONAS, MARA, link, node

KINDS = [kind for _, kinds in LAYERS for kind in kinds]
CLIENTS = [name for name in sample_files() if "partners" not in read_file(name)]
PAGES = (NARROWEST, 390, 700)
LONG = (
    "Checks the timetable, the depot line and the little grey tick, then rings the neighbour " * 2
)
Area = tuple[float, float, float, float]


def sample(name: str) -> Formulation:
    records = client_from(name, read_file(name), date(2026, 6, 11)).records
    return Formulation(
        nodes=tuple(one for one in records if isinstance(one, Node)),
        links=tuple(one for one in records if isinstance(one, Link)),
    )


def boxes(drawn: Spec, page: int) -> list[Area]:
    """Every box with words: left, top, right, bottom in pixels on a page so wide."""
    return [
        (note["x"] * page - note["width"] / 2, note["y"] - note["height"] / 2,
         note["x"] * page + note["width"] / 2, note["y"] + note["height"] / 2)
        for note in drawn["layout"]["annotations"] if "width" in note
    ]  # fmt: skip


def meet(one: Area, other: Area) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def check_boxes(drawn: Spec) -> None:
    """On every page no two boxes meet, none leaves the page, and all words fit in theirs."""
    for page in PAGES:
        found = boxes(drawn, page)
        assert not [pair for pair in combinations(found, 2) if meet(*pair)]
        assert all(box[0] >= 0 and box[2] <= page for box in found)
        assert all(0 <= box[1] and box[3] <= drawn["layout"]["height"] for box in found)
    for words in (note for note in drawn["layout"]["annotations"] if "width" in note):
        for line in words["text"].split("<br>")[1:]:
            assert screen_width(line, SIZE) <= WIDTH - 2 * PAD


def pages(formulation: Formulation) -> Sequence[Spec]:
    names = ["Mara", "The other"]
    return (
        eft_figure(eft_cycle(formulation, []), names, LIGHT),
        ring_figure(client_view(formulation), LIGHT),
    )


@st.composite
def maps(draw: st.DrawFn) -> Formulation:
    """A map of shareable nodes with short and long names, and any arrows between them."""
    rows = draw(st.lists(st.tuples(st.sampled_from(KINDS), st.integers(1, 120)), max_size=60))
    nodes = tuple(
        node(MARA, f"{n} {LONG}"[:length].strip(), kind, shareable=True,
             part_role=["manager", "firefighter", "exile", "self", ""][n % 5])
        for n, (kind, length) in enumerate(rows)
    )  # fmt: skip
    nodes = tuple({one.id: one for one in nodes}.values())
    if not nodes:
        return Formulation()
    ends = st.tuples(st.sampled_from(nodes), st.sampled_from(nodes))
    pairs = draw(st.lists(ends, max_size=60))
    return Formulation(nodes=nodes, links=tuple(link(a, b) for a, b in pairs if a.id != b.id))


@pytest.mark.parametrize("name", CLIENTS)
def test_each_sample_client_is_drawn_without_overlaps(name: str) -> None:
    formulation = sample(name)
    for drawn in pages(formulation):
        check_boxes(drawn)
    check_parts(formulation)


@pytest.mark.parametrize("name", CLIENTS)
def test_what_a_client_is_shown_hangs_together(name: str) -> None:
    """Every shown step of the chain leads on to another: no arrow missing in the middle."""
    view = client_view(sample(name))
    ends = [(one.from_node, one.to_node) for one in view.links] + list(view.bridges)
    helping = ("strength", "strategy", "goal")
    for one in view.nodes:
        if one.kind not in helping:
            assert any(start == one.id for start, _ in ends), one.name


def test_a_large_loop_has_no_overlaps_where_it_is_shown() -> None:
    """From 700 pixels on the loop is drawn larger (dashboard/components/scrolling.py)."""
    for name in CLIENTS:
        drawn = ring_figure(client_view(sample(name)), LIGHT, scale=LARGE)
        for page in (700, 1000):
            found = boxes(drawn, page)
            assert not [pair for pair in combinations(found, 2) if meet(*pair)]
            assert all(0 <= box[0] and box[2] <= page for box in found)


@given(maps())
@examples(max_examples=40, deadline=None)
def test_any_map_is_drawn_without_overlaps(formulation: Formulation) -> None:
    for drawn in pages(formulation):
        check_boxes(drawn)
    check_parts(formulation)


@given(maps())
@examples(max_examples=15, deadline=None)
def test_the_same_map_is_always_drawn_the_same_way(formulation: Formulation) -> None:
    again = Formulation(nodes=formulation.nodes[::-1], links=formulation.links[::-1])
    assert pages(again) == pages(formulation)


def areas(spot: Spot, page: int) -> Area:
    half = max(CIRCLE, NAME_WIDTH) / 2
    return spot.x * page - half, spot.above, spot.x * page + half, spot.below


def check_parts(formulation: Formulation) -> None:
    """Circles with their names stand apart, and no line passes through another part."""
    parts = ifs_map(formulation)
    placed = spots(parts)
    for page in (NARROWEST, 700):
        found = [areas(spot, page) for spot in placed]
        assert not [pair for pair in combinations(found, 2) if meet(*pair)]
    by_id = {spot.node.id: spot for spot in placed if spot.node}
    for one in parts.links:
        start, end = by_id[one.from_node], by_id[one.to_node]
        if start.row != end.row:
            for x, y in way(start, end, placed)[1:-1]:
                assert not [s for s in placed if abs(s.x - x) < 0.16 and s.above < y < s.below]


def test_the_arrows_of_the_clients_loop_never_run_behind_a_box() -> None:
    """Upright pieces stand in the strip between the columns; level ones leave their own box."""
    nodes = tuple(node(MARA, f"{n} {LONG}"[:40], kind, shareable=True)
                  for n, kind in enumerate(KINDS[:7]))  # fmt: skip
    links = tuple(link(a, b) for a in nodes for b in nodes if a.id != b.id)
    drawn = ring_figure(client_view(Formulation(nodes=nodes, links=links)), LIGHT)
    for page in PAGES:
        inner = [box for box in boxes(drawn, page)]
        for shape in drawn["layout"]["shapes"]:
            lane = float(shape["path"].split(" L ")[1].split(",")[0]) * page
            assert not [box for box in inner if box[0] <= lane <= box[2]]


def test_figures_are_in_plotlys_own_words_in_light_and_dark() -> None:
    formulation = sample(CLIENTS[2])
    for colours in (LIGHT, DARK):
        Figure(eft_figure(eft_cycle(formulation, []), ["a", "b"], colours))
        Figure(ring_figure(client_view(formulation), colours))
        Figure(parts_figure(ifs_map(formulation), colours))


def test_a_box_opens_the_node_it_names_and_the_selected_one_stands_out() -> None:
    formulation = sample(CLIENTS[0])
    belief = next(one for one in formulation.nodes if one.kind == "belief")
    key = f"node:{belief.id}"
    drawn = eft_figure(eft_cycle(formulation, []), ["a", "b"], LIGHT, key)
    assert key in drawn["data"][0]["customdata"]
    marked = [n for n in drawn["layout"]["annotations"] if n.get("bordercolor") == LIGHT.accent]
    assert len(marked) == 1


def test_the_shared_cycle_is_drawn_from_the_shared_words_alone() -> None:
    said = ((MARA, "pursue", "Gone already"), (JONAS, "stonewall", "About to be told off"))
    halves = tuple(
        HalfCycle(client_id=one.id, cue="reply_delay", action=did, reading_of_other=read)
        for one, did, read in said
    )
    couple = Couple(client_id=MARA.id, partner_id=JONAS.id, halves=halves)
    drawn = eft_figure(shared_cycle_of(couple, MARA.id), ["Mara", "Jonas"], LIGHT)
    check_boxes(drawn)
    assert set(drawn["data"][0]["customdata"]) == {""}
    written = str(drawn["layout"]["annotations"])
    for words in ("Gone already", "About to be told off", "Go silent", "not known yet"):
        assert words in written


@pytest.mark.parametrize("name", CLIENTS)
def test_the_clients_frame_has_no_clinicians_words(name: str) -> None:
    view = client_view(sample(name))
    said = (str(ring_figure(view, LIGHT)["layout"]) + " ".join(in_words(view))).lower()
    for word in ("hunch", "support", "hypothes", "evidence", "confidence", "primary emotion",
                 "secondary emotion", "threat theme", "parked"):  # fmt: skip
        assert word not in said


def page(code: str) -> None:
    """A page that holds the lens its address names, as the map page draws it."""
    import streamlit as st

    from core.exchange.sample import sample_id
    from dashboard.map.lenses.screen import render
    from dashboard.workspace import current

    space, client_id = current(), sample_id(code)
    space.pick(client_id)
    formulation = space.services.formulation.formulation(space.actor, client_id)
    selected = space.opened("map.selected")
    render(space, client_id, formulation, st.query_params["lens"], selected)


def shown(lens: str, code: str) -> AppTest:
    drawn = AppTest.from_function(page, kwargs={"code": code}, default_timeout=30)
    drawn.query_params["lens"] = lens
    return drawn.run()


@pytest.mark.parametrize("lens", LENSES)
@pytest.mark.parametrize("code", ["HL-101", "HL-103", "HL-104", "HL-107"])
def test_every_lens_draws_full_and_empty_maps(
    sample_practice: Practice, lens: str, code: str
) -> None:
    workspace.use(sample_practice)
    drawn = shown(lens, code)
    assert not drawn.exception
    assert [one.value for one in drawn.error] == []


def test_what_is_selected_in_one_lens_is_selected_in_the_next(sample_practice: Practice) -> None:
    workspace.use(sample_practice)
    drawn = shown("five_ps", "HL-101")
    next(b for b in drawn.button if b.label == "Fear").click().run()
    for lens in ("five_ps", "eft", "functional"):
        drawn.query_params["lens"] = lens
        drawn.run()
        lit = [b.label for b in drawn.button if b.proto.type == "primary"]
        assert set(lit) == {"Fear"}


def test_a_gap_opens_a_new_node_of_its_kind_and_domain(sample_practice: Practice) -> None:
    workspace.use(sample_practice)
    drawn = shown("five_ps", "HL-107")
    gap = next(b for b in drawn.button if str(b.key).endswith("add.precipitating.cultural"))
    gap.click().run()
    assert not drawn.exception
    chosen = {box.label: box.value for box in drawn.selectbox}
    assert (chosen["Kind"], chosen["Domain"]) == ("event", "cultural")
    assert next(b for b in drawn.checkbox if b.label.startswith("Came just before")).value
