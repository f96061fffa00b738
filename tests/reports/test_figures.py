"""The figures: the same every time, told apart without colour, nothing over anything."""

from __future__ import annotations

import random
import re
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations, pairwise

import matplotlib
import pytest

from core.formulation.boxes import Box, placed_boxes
from core.formulation.labels import labels
from core.formulation.routes import Route, routes
from core.reports.canvas import fitted, spread, text_width, wrapped
from core.reports.figures import (
    CutOff,
    MapArrow,
    MapNode,
    MapPlot,
    NoChange,
    ScoreBand,
    ScorePlot,
    ScorePoint,
    SessionEvent,
    map_figure,
    score_figure,
)
from core.reports.map_figure import PAPER
from core.reports.picture import picture_size
from core.reports.score_axes import date_ticks, event_label, plot_width, time_span
from core.reports.score_figure import _event_rows
from tests.reports.samples import map_plot, score_plot

ODD = "$x^2$ _a_ {b} \\frac 中文 😀 \x00 Renée"


def crowd(count: int = 60) -> MapPlot:
    """A map as full as maps get, with arrows in all directions."""
    chance = random.Random(7)  # noqa: S311 - a fixed example, no secret
    words = "fear of being left alone again calls many times goes quiet works later".split()
    nodes = tuple(
        MapNode(str(n), " ".join(chance.choices(words, k=3 + n % 7)), n % 6, n // 6, "Action")
        for n in range(count)
    )
    ends = [chance.sample(range(count), 2) for _ in range(80)]
    arrows = tuple(MapArrow(str(a), str(b), "made sensitive to", "low") for a, b in ends)
    return MapPlot(
        nodes, arrows, ("History", "Expectation", "Trigger", "Response", "Other", "Help")
    )


def over(one: Box, other: Box) -> bool:
    return (
        min(one.right, other.right) - max(one.left, other.left) > 1e-6
        and min(one.bottom, other.bottom) - max(one.top, other.top) > 1e-6
    )


def through(route: Route, box: Box) -> bool:
    """True when a straight stretch of the route runs inside the box."""
    stretches = list(pairwise(route.points))
    if route.way in ("forward", "return"):
        stretches = stretches[1::2]
    return any(
        max(a[0], b[0]) > box.left + 0.01
        and min(a[0], b[0]) < box.right - 0.01
        and max(a[1], b[1]) > box.top + 0.01
        and min(a[1], b[1]) < box.bottom - 0.01
        for a, b in stretches
    )


@pytest.mark.parametrize("plot", [map_plot(), crowd()], ids=["eight", "sixty"])
def test_boxes_never_overlap_and_arrows_never_run_through_them(plot: MapPlot) -> None:
    boxes = placed_boxes(plot, PAPER)
    assert not [pair for pair in combinations(boxes, 2) if over(*pair)]
    assert not [(r, b) for r in routes(plot.arrows, boxes, PAPER) for b in boxes if through(r, b)]


def test_all_text_of_a_box_stays_inside_it() -> None:
    for box in placed_boxes(crowd(), PAPER):
        assert all(text_width(line, PAPER.text) <= box.right - box.left for line in box.lines)


def test_boxes_keep_their_order_in_a_column_whatever_the_unit_of_y() -> None:
    nodes = tuple(MapNode(str(n), "Text", 0, 100 * n) for n in (3, 1, 2))
    tops = {box.key: box.top for box in placed_boxes(MapPlot(nodes), PAPER)}
    assert tops["1"] < tops["2"] < tops["3"] < 6


def test_boxes_on_the_same_spot_are_moved_apart() -> None:
    boxes = placed_boxes(MapPlot(tuple(MapNode(str(n), "Text", 0, 0) for n in range(4))), PAPER)
    assert not [pair for pair in combinations(boxes, 2) if over(*pair)]


def test_the_arrow_that_closes_the_loop_goes_below_all_boxes() -> None:
    plot = map_plot()
    boxes = placed_boxes(plot, PAPER)
    back = next(route for route in routes(plot.arrows, boxes, PAPER) if route.way == "back")
    assert back.arrow.label == "seems to confirm"
    assert max(y for _, y in back.points) > max(box.bottom for box in boxes)


def test_every_arrow_has_its_verb_and_no_verb_lies_on_a_box() -> None:
    plot = map_plot()
    boxes = placed_boxes(plot, PAPER)
    placed = labels(routes(plot.arrows, boxes, PAPER), boxes, PAPER)
    assert [" ".join(label.lines) for label in placed] == [arrow.label for arrow in plot.arrows]
    for label in placed:
        assert not any(
            label.left < box.right
            and box.left < label.right
            and label.top < box.bottom
            and box.top < label.bottom
            for box in boxes
        )


def test_an_arrow_to_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="both ends"):
        map_figure(MapPlot((MapNode("a", "A", 0, 0),), (MapArrow("a", "b", "taught"),)))


def test_a_full_map_grows_and_a_small_one_fits_a_page() -> None:
    small, large = (picture_size(map_figure(plot)[1]) for plot in (map_plot(), crowd()))
    assert small[0] < 300
    assert small[1] < 170
    assert large[1] > small[1]


def test_maps_and_charts_without_anything_are_drawn() -> None:
    assert map_figure(MapPlot(()))[0].startswith(b"<?xml")
    assert score_figure(ScorePlot("PHQ-9", 0, 27, ()))[0].startswith(b"<?xml")


def test_odd_text_is_drawn_as_text() -> None:
    day = date(2026, 1, 1)
    map_figure(MapPlot((MapNode("a", ODD, 0, 0, ODD), MapNode("b", "", 1, 0)),
                       (MapArrow("a", "b", ODD),), (ODD,)))  # fmt: skip
    score_figure(
        ScorePlot(
            ODD, 0, 10, (ScorePoint(day, 3),), None, (ScoreBand(0, 5, ODD),), CutOff(4, ODD),
            NoChange(2, ODD),
            (SessionEvent(day, ODD),),
        )
    )  # fmt: skip


def test_a_figure_is_the_same_every_time_and_carries_no_date() -> None:
    svg, png = score_figure(score_plot())
    assert (svg, png) == score_figure(score_plot())
    assert map_figure(map_plot()) == map_figure(map_plot())
    assert not re.search(rb"<dc:date>|<text|Matplotlib v", svg)
    assert b"Software" not in png


def test_figures_drawn_at_once_are_the_same_as_one_by_one() -> None:
    with ThreadPoolExecutor(4) as threads:
        scores = [threads.submit(score_figure, score_plot()) for _ in range(4)]
        maps = [threads.submit(map_figure, map_plot()) for _ in range(4)]
    assert {job.result() for job in scores} == {score_figure(score_plot())}
    assert {job.result() for job in maps} == {map_figure(map_plot())}


def test_drawing_leaves_the_settings_of_matplotlib_alone() -> None:
    before = dict(matplotlib.rcParams)
    score_figure(score_plot())
    assert dict(matplotlib.rcParams) == before


def test_each_mark_of_a_chart_changes_the_picture() -> None:
    plot = score_plot()
    without = (
        replace(plot, cut_off=None),
        replace(plot, no_change=None),
        replace(plot, bands=()),
        replace(plot, events=()),
        replace(plot, points=tuple(replace(p, total_only=False) for p in plot.points)),
        replace(plot, points=tuple(p for p in plot.points if p.value is not None)),
    )
    pictures = {score_figure(each)[0] for each in (plot, *without)}
    assert len(pictures) == len(without) + 1


def test_a_scale_has_two_ends() -> None:
    with pytest.raises(ValueError, match="low end"):
        ScorePlot("PHQ-9", 5, 5, ())


@pytest.mark.parametrize("days", [1, 20, 60, 99, 101, 200, 400, 900, 4000, 9000])
def test_dates_on_the_axis_are_few_and_inside_it(days: int) -> None:
    start = date(2020, 1, 15).toordinal()
    ticks, names = date_ticks(start - 3, start + days + 3)
    assert 1 <= len(ticks) <= 9
    assert len(names) == len(ticks)
    assert all(start - 3 <= tick <= start + days + 3 for tick in ticks)


def test_the_labels_of_events_stand_clear_of_each_other_and_of_their_lines() -> None:
    start = date(2026, 1, 1)
    events = tuple(SessionEvent(start + timedelta(days=7 * n), "cycle named") for n in range(6))
    plot = replace(score_plot(), events=events)
    first, last = time_span(plot)
    scale = plot_width(plot) / (last - first)
    spots = [
        ((event.on.toordinal() - first) * scale, text_width(event_label(event), 6.5), row)
        for event, row in zip(events, _event_rows(plot), strict=True)
    ]
    for (left, width, row), (later, _, other) in combinations(spots, 2):
        assert later > left + width or row > other


def test_words_are_wrapped_within_their_width_and_cut_with_dots() -> None:
    text = "Donaudampfschifffahrtsgesellschaftskapitän is late again"
    assert all(text_width(line, 7) <= 1 for line in wrapped(text, 1, 7))
    assert "".join(wrapped(text, 1, 7)).replace(" ", "") == text.replace(" ", "")
    assert fitted("short", 1, 7) == "short"
    assert fitted(text, 1, 7).endswith("…")


def test_labels_are_spread_apart_in_order() -> None:
    placed = spread([1.0, 1.1, 5.0, 0.9], 1.0)
    assert sorted(placed) == [placed[3], placed[0], placed[1], placed[2]]
    assert all(b - a >= 1 - 1e-9 for a, b in pairwise(sorted(placed)))
    assert placed[2] == 5.0
