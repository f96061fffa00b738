"""The way of each arrow over the map: between the boxes, and back below them.

Forward arrows pass other columns through the gaps between boxes. Arrows that go back
(they close the loop) run down beside their box, along a lane under all boxes, and up
again, so that they cross no box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from core.reports.map_layout import BOX_WIDTH, GUTTER, Box
from core.reports.plots import MapArrow

Point: TypeAlias = tuple[float, float]
Way: TypeAlias = Literal["forward", "back", "beside", "next"]

_LANE = 0.21
_ASIDE = 0.12
_LINE_APART = 0.075
_LINES_IN_GUTTER = 8
_STEP = (GUTTER - 2 * _ASIDE - 0.05) / (_LINES_IN_GUTTER - 1)
_CLEARANCE = 0.06


@dataclass(frozen=True, slots=True)
class Route:
    """The points an arrow passes and how it goes.

    "forward" to a later column, smooth; "back" to an earlier one, below all boxes;
    "beside" to a box of the same column, past others; "next" to the neighbour above or
    below. `points` never run through a box.
    """

    arrow: MapArrow
    points: tuple[Point, ...]
    way: Way

    @property
    def heading(self) -> Point:
        """The direction of the arrow head, as a step of length 1."""
        if self.way == "next":
            return (0.0, 1.0 if self.points[-1][1] > self.points[0][1] else -1.0)
        return (-1.0 if self.way == "beside" else 1.0, 0.0)


@dataclass(frozen=True, slots=True)
class _Trip:
    """An arrow with its two boxes, its way, and the heights at which it leaves and arrives."""

    source: Box
    target: Box
    way: Way
    start: float = 0.0
    end: float = 0.0


@dataclass
class _Traffic:
    """What has been used up: heights in gaps between boxes, lines down each gutter."""

    heights: dict[float, list[float]] = field(default_factory=lambda: defaultdict(list))
    gutters: dict[tuple[float, str], int] = field(default_factory=lambda: defaultdict(int))
    doors: dict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))

    def line_right_of(self, box: Box) -> float:
        """Where the next line goes up or down in the gutter right of a box, from its left on."""
        return box.right + _ASIDE + self._step(box.right, "right")

    def line_left_of(self, box: Box) -> float:
        """The same in the gutter left of a box, from the gutter's right end on."""
        return box.left - _ASIDE - 0.05 - self._step(box.left - GUTTER, "left")

    def _step(self, gutter: float, side: str) -> float:
        place = (round(gutter, 3), side)
        self.gutters[place] += 1
        return _STEP * ((self.gutters[place] - 1) % _LINES_IN_GUTTER)

    def door(self, source: Box, target: Box) -> float:
        """The share of the box's width for the next arrow between two neighbours."""
        pair = tuple(sorted((source.key, target.key)))
        self.doors[pair] += 1
        return (0.25, 0.6, 0.12, 0.45, 0.8)[(self.doors[pair] - 1) % 5]


def routes(arrows: tuple[MapArrow, ...], boxes: list[Box]) -> list[Route]:
    """One route per arrow, in the same order.

    Raises ValueError when an arrow names a box that is not there.
    """
    trips = _trips(arrows, boxes)
    lanes = _lanes(trips, max((box.bottom for box in boxes), default=0.0))
    traffic = _Traffic()
    found = []
    for arrow, trip, lane in zip(arrows, trips, lanes, strict=True):
        match trip.way:
            case "forward":
                points = _forward(trip, boxes, traffic)
            case "back":
                points = _back(trip, lane, traffic)
            case "beside":
                points = _beside(trip, traffic)
            case "next":
                points = _next(trip, traffic)
        found.append(Route(arrow, points, trip.way))
    return found


def _trips(arrows: tuple[MapArrow, ...], boxes: list[Box]) -> list[_Trip]:
    by_key = {box.key: box for box in boxes}
    if any(end not in by_key for arrow in arrows for end in (arrow.source, arrow.target)):
        raise ValueError("an arrow of the map needs a box at both ends")
    pairs = [(by_key[arrow.source], by_key[arrow.target]) for arrow in arrows]
    trips = [_Trip(source, target, _way(source, target, boxes)) for source, target in pairs]
    starts, ends = _ports(trips)
    return [
        _Trip(trip.source, trip.target, trip.way, start, end)
        for trip, start, end in zip(trips, starts, ends, strict=True)
    ]


def _way(source: Box, target: Box, boxes: list[Box]) -> Way:
    if not source.shares_column_with(target):
        return "back" if target.left < source.left else "forward"
    low, high = sorted((source.middle, target.middle))
    column = [box for box in boxes if box.shares_column_with(source)]
    return "beside" if any(low < box.middle < high for box in column) else "next"


def _ports(trips: list[_Trip]) -> tuple[list[float], list[float]]:
    """The heights at which the arrows leave and reach a side of a box, in order of the far
    end so that they do not cross in front of it."""
    sides: dict[tuple[str, str], list[tuple[float, int, Box]]] = defaultdict(list)
    for index, trip in enumerate(trips):
        below = 1000.0 * (trip.way == "back")
        if trip.way == "next":
            continue
        side = "right" if trip.way == "beside" else "left"
        leaving = (trip.target.middle + below, index, trip.source)
        reaching = (trip.source.middle + below, index + len(trips), trip.target)
        sides[trip.source.key, "right"].append(leaving)
        sides[trip.target.key, side].append(reaching)
    heights = [0.0] * (2 * len(trips))
    for wanted in sides.values():
        for rank, (_, index, box) in enumerate(sorted(wanted, key=_by_height), start=1):
            heights[index] = box.top + box.height * rank / (len(wanted) + 1)
    return heights[: len(trips)], heights[len(trips) :]


def _by_height(port: tuple[float, int, Box]) -> tuple[float, int]:
    return port[:2]


def _forward(trip: _Trip, boxes: list[Box], traffic: _Traffic) -> tuple[Point, ...]:
    first, last = (trip.source.right, trip.start), (trip.target.left, trip.end)
    between = [box for box in boxes if first[0] < box.left and box.right < last[0]]
    points = [first]
    for left in sorted({box.left for box in between}):
        column = [box for box in between if box.left == left]
        share = (left + BOX_WIDTH / 2 - first[0]) / (last[0] - first[0])
        height = _free_height(column, first[1] + (last[1] - first[1]) * share, traffic, left)
        points += [(left - _ASIDE, height), (left + BOX_WIDTH + _ASIDE, height)]
    return (*points, last)


def _free_height(column: list[Box], wanted: float, traffic: _Traffic, left: float) -> float:
    """The height nearest to `wanted` at which a line passes between the boxes of a column."""
    edges = [edge for box in column for edge in (box.top - _CLEARANCE, box.bottom + _CLEARANCE)]
    used = traffic.heights[left]
    lines = [height + step * _LINE_APART for height in used for step in (-1.001, 1.001)]
    height = min(
        (height for height in (wanted, *edges, *lines) if _is_free(height, column, used)),
        key=lambda height: (abs(height - wanted), height),
    )
    used.append(height)
    return height


def _is_free(height: float, column: list[Box], used: list[float]) -> bool:
    inside = (box.top - _CLEARANCE < height < box.bottom + _CLEARANCE for box in column)
    return not any(inside) and all(abs(height - other) >= _LINE_APART for other in used)


def _back(trip: _Trip, lane: float, traffic: _Traffic) -> tuple[Point, ...]:
    """Down beside the source, along the lane under all boxes, up to the target's left."""
    down, up = traffic.line_right_of(trip.source), traffic.line_left_of(trip.target)
    start, end = (trip.source.right, trip.start), (trip.target.left, trip.end)
    return start, (down, start[1]), (down, lane), (up, lane), (up, end[1]), end


def _beside(trip: _Trip, traffic: _Traffic) -> tuple[Point, ...]:
    """Out to the right, past the boxes between, and back in."""
    start, end = (trip.source.right, trip.start), (trip.target.right, trip.end)
    x = traffic.line_right_of(trip.source if start[0] > end[0] else trip.target)
    return start, (x, start[1]), (x, end[1]), end


def _next(trip: _Trip, traffic: _Traffic) -> tuple[Point, ...]:
    """Straight down or up to the neighbour."""
    x = trip.source.left + BOX_WIDTH * traffic.door(trip.source, trip.target)
    if trip.source.middle < trip.target.middle:
        return (x, trip.source.bottom), (x, trip.target.top)
    return (x, trip.source.top), (x, trip.target.bottom)


def _lanes(trips: list[_Trip], floor: float) -> list[float]:
    """The height of each backward arrow's lane, short ones nearest to the boxes."""
    lanes = [0.0] * len(trips)
    rows: list[list[Point]] = []
    spans = [(t.target.left - GUTTER / 2, t.source.right + GUTTER / 2) for t in trips]
    back = [index for index, trip in enumerate(trips) if trip.way == "back"]
    for index in sorted(back, key=lambda index: spans[index][1] - spans[index][0]):
        span = spans[index]
        row = next((row for row, taken in enumerate(rows) if not _meets(span, taken)), len(rows))
        rows += [[]] * (row == len(rows))
        rows[row] = [*rows[row], span]
        lanes[index] = floor + 0.22 + _LANE * row
    return lanes


def _meets(span: Point, others: Iterable[Point]) -> bool:
    return any(span[0] < right and left < span[1] for left, right in others)
