"""The drawing of a map: no text leaves its box, nothing covers a box, arrows pass between."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples

from core.formulation.boxes import SCREEN, WORDED, Box, Sizes
from core.formulation.drawing import Drawing, drawn
from core.formulation.labels import Label
from core.formulation.lettering import DOTS, cut, screen_width
from core.formulation.model import Formulation
from core.formulation.plot import MapArrow, MapNode, MapPlot, map_plot
from core.formulation.routes import Route
from core.formulation.strokes import between
from core.reports.map_figure import PAPER
from tests.formulation.drawn_maps import made_up, maps, sample_maps
from tests.people import MARA, link, node

SAMPLES = sample_maps()
SHAPES = {
    "none": made_up(0, 0),
    "one": made_up(1, 0),
    "ten": made_up(10, 15),
    "sixty": made_up(60, 90),
    "hundred": made_up(100, 60),
    "dense": made_up(40, 150),
    "one column": made_up(60, 40, kinds=["cue"]),
}
WAYS = {"screen": SCREEN, "worded": WORDED, "paper": PAPER}
either = pytest.mark.parametrize("sizes", WAYS.values(), ids=WAYS.keys())


def shared(one: Box | Label, other: Box | Label) -> float:
    """The area two things share."""
    across = min(one.right, other.right) - max(one.left, other.left)
    down = min(one.bottom, other.bottom) - max(one.top, other.top)
    return max(0.0, across - 1e-6) * max(0.0, down - 1e-6)


def overlaps(found: Drawing) -> list[tuple[object, object]]:
    """Boxes over boxes, verbs over boxes and over each other or a circle."""
    solid: list[Box | Label] = [*found.boxes, *found.verbs]
    pairs = [pair for pair in combinations(solid, 2) if shared(*pair)]
    return pairs + [(a, b) for a in found.verbs for b in found.badges if shared(a, b)]


def behind_a_box(route: Route, boxes: list[Box]) -> bool:
    """True when a point of the drawn line lies inside a box; ends touch their own box's edge."""
    for a, b in pairwise(route.points):
        for step in range(1, 40):
            x, y = between(a, b, step / 40)
            if any(x0.left < x < x0.right and x0.top < y < x0.bottom for x0 in boxes):
                return True
    return False


def text_outside(box: Box, sizes: Sizes) -> bool:
    widest = max((sizes.measure(line, sizes.text) for line in box.lines), default=0.0)
    kind = sizes.measure(box.kind, sizes.kind)
    tall = sizes.line * len(box.lines) + sizes.kind_line * bool(box.kind)
    return max(widest, kind) > box.width - 2 * sizes.pad + 1e-6 or tall > box.height


@either
@pytest.mark.parametrize("name", [*SAMPLES, *SHAPES])
def test_nothing_covers_anything_and_no_arrow_runs_behind_a_box(name: str, sizes: Sizes) -> None:
    found = drawn(map_plot((SAMPLES | SHAPES)[name]), sizes)
    assert overlaps(found) == []
    assert [box.key for box in found.boxes if text_outside(box, sizes)] == []
    assert [way.arrow for way in found.routes if behind_a_box(way, found.boxes)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_the_circles_of_a_real_map_stand_clear_of_boxes_and_each_other(name: str) -> None:
    found = drawn(map_plot(SAMPLES[name]), SCREEN)
    solid: list[Box | Label] = [*found.boxes, *found.badges]
    assert len(found.badges) == len(SAMPLES[name].links)
    assert [pair for pair in combinations(solid, 2) if shared(*pair)] == []


@pytest.mark.parametrize("name", SAMPLES)
def test_a_real_map_fits_a_window_of_1280_pixels_with_the_navigation_open(name: str) -> None:
    """The page has 890 pixels beside the open navigation, measured in the browser."""
    left, _, right, _ = drawn(map_plot(SAMPLES[name]), SCREEN).area
    assert right - left <= 890 - 2 * 8


@given(maps())
@examples(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_any_map_is_drawn_clear_and_the_same_every_time(drawing: Formulation) -> None:
    found = drawn(map_plot(drawing), WORDED)
    assert overlaps(found) == []
    assert not any(behind_a_box(way, found.boxes) for way in found.routes)
    mixed = Formulation(nodes=drawing.nodes[::-1], links=drawing.links[::-1])
    assert drawn(map_plot(mixed), WORDED) == found


class TestWays:
    """Which way an arrow goes round."""

    plot = MapPlot(
        tuple(MapNode(str(n), f"Box {n}", n, 0) for n in range(5)),
        tuple(
            MapArrow(start, end, "leads to")
            for start, end in (("0", "1"), ("0", "3"), ("2", "1"), ("3", "1"), ("4", "1"))
        ),
    )

    def test_forward_and_short_ways_back_are_direct_and_long_ones_go_below(self) -> None:
        found = drawn(self.plot, SCREEN)
        ways = [way.way for way in found.routes]
        assert ways == ["forward", "forward", "return", "return", "back"]
        floor = max(box.bottom for box in found.boxes) + SCREEN.clearance
        assert [max(y for _, y in way.points) > floor for way in found.routes] == [
            False, False, False, False, True,
        ]  # fmt: skip

    def test_each_arrow_ends_at_its_box(self) -> None:
        boxes = {box.key: box for box in drawn(self.plot, SCREEN).boxes}
        for way in drawn(self.plot, SCREEN).routes:
            target = boxes[way.arrow.target]
            assert way.points[-1][0] in (target.left, target.right)
            assert target.top < way.points[-1][1] < target.bottom

    def test_an_arrow_without_a_box_is_refused(self) -> None:
        with pytest.raises(ValueError, match="both ends"):
            drawn(MapPlot((MapNode("a", "A", 0, 0),), (MapArrow("a", "b", "x"),)), SCREEN)

    def test_a_loop_of_two_is_drawn_as_two_arrows_apart(self) -> None:
        first, second = node(MARA, "a", "cue"), node(MARA, "b", "body")
        both = (link(first, second), link(second, first))
        plot = map_plot(Formulation(nodes=(first, second), links=both))
        one, other = drawn(plot, SCREEN).routes
        assert abs(one.points[0][1] - other.points[-1][1]) >= 5


def test_a_very_long_name_is_cut_with_dots_and_a_long_word_is_broken() -> None:
    long = "Waits by the door and counts the minutes until the key turns in the lock " * 2
    word = "Donaudampfschifffahrtsgesellschaftskapitän"
    plot = MapPlot((MapNode("a", long, 0, 0), MapNode("b", word, 0, 1)))
    first, second = drawn(plot, SCREEN).boxes
    assert len(first.lines) == SCREEN.most_lines
    assert first.lines[-1].endswith(DOTS)
    assert "".join(second.lines) == word


@pytest.mark.parametrize(
    ("text", "pixels"),
    [
        ("Messages, calls, checking the train times", 1675.6),
        ("I am too much, and people go", 1236.4),
        ("Renée øre", 416.9),
    ],
)
def test_widths_are_those_a_browser_measures(text: str, pixels: float) -> None:
    """Canvas measureText of Chromium with Source Sans at 100 px; ours may be a little wider."""
    assert pixels <= screen_width(text, 100) <= pixels * 1.04


def test_letters_of_other_scripts_are_taken_as_wide() -> None:
    assert screen_width("沉", 10) == 10
    assert screen_width("é", 10) == screen_width("e", 10)


def test_what_is_cut_ends_at_a_word() -> None:
    """Ten letters wide, every letter one unit; folded by hand."""

    def ten(text: str, size: float) -> float:
        return len(text) * size

    assert cut("one room, wall shared with", 10, 1, 2, ten) == ["one room,", "wall …"]
    assert cut("one room shared with him", 10, 1, 2, ten) == ["one room", "shared …"]
    assert cut("one room neighbour noise", 10, 1, 2, ten) == ["one room", "…"]
    assert cut("neighbours again", 10, 1, 1, ten) == ["neighbour…"]
    assert cut("short", 10, 1, 1, ten) == ["short"]
