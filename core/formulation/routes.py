"""The way of each arrow over the map: between the boxes, and back below them. Pure.

Forward arrows pass other columns through the gaps between boxes. Arrows that go back over
several columns (they close the loop) run down beside their box, along a lane under all
boxes, and up again; back by a column or two they go straight. No arrow crosses a box.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from core.formulation.boxes import Box, Sizes
from core.formulation.plot import MapArrow

Point: TypeAlias = tuple[float, float]
Way: TypeAlias = Literal["forward", "back", "return", "beside", "next"]

_LINES_IN_GUTTER = 8
_FAR_BELOW = 1e6
_PASSED_STRAIGHT = 1  # an arrow back past more columns than this goes below the map
_SIDES = {
    "forward": ("right", "left"), "back": ("right", "left"), "return": ("left", "right"),
    "beside": ("right", "right"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    """The points an arrow passes and how it goes.

    "forward" to a later column, smooth; "back" to an earlier one, below all boxes;
    "return" to the column before or the next but one, smooth; "beside" to a box of the same
    column, past others; "next" to the neighbour above or below. `points` never run through a
    box.
    """

    arrow: MapArrow
    points: tuple[Point, ...]
    way: Way

    @property
    def heading(self) -> Point:
        """The direction of the arrow head, as a step of length 1."""
        if self.way == "next":
            return (0.0, 1.0 if self.points[-1][1] > self.points[0][1] else -1.0)
        return (-1.0 if self.way in ("beside", "return") else 1.0, 0.0)


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

    sizes: Sizes
    heights: dict[float, list[float]] = field(default_factory=lambda: defaultdict(list))
    gutters: dict[tuple[float, str], int] = field(default_factory=lambda: defaultdict(int))
    doors: dict[tuple[str, ...], int] = field(default_factory=lambda: defaultdict(int))

    def line_right_of(self, box: Box) -> float:
        """Where the next line goes up or down in the gutter right of a box, from its left on."""
        return box.right + self.sizes.aside + self._step(box.right, "right")

    def line_left_of(self, box: Box) -> float:
        """The same in the gutter left of a box, from the gutter's right end on."""
        end = box.left - self.sizes.aside - self.sizes.clearance
        return end - self._step(box.left - self.sizes.gutter, "left")

    def _step(self, gutter: float, side: str) -> float:
        place = (round(gutter, 3), side)
        self.gutters[place] += 1
        room = self.sizes.gutter - 2 * self.sizes.aside - self.sizes.clearance
        return room / (_LINES_IN_GUTTER - 1) * ((self.gutters[place] - 1) % _LINES_IN_GUTTER)

    def door(self, source: Box, target: Box) -> float:
        """The share of the box's width for the next arrow between two neighbours."""
        pair = tuple(sorted((source.key, target.key)))
        self.doors[pair] += 1
        return (0.25, 0.6, 0.12, 0.45, 0.8)[(self.doors[pair] - 1) % 5]


def routes(arrows: tuple[MapArrow, ...], boxes: list[Box], sizes: Sizes) -> list[Route]:
    """One route per arrow, in the same order.

    Raises ValueError when an arrow names a box that is not there.
    """
    trips = _trips(arrows, boxes)
    lanes = _lanes(trips, max((box.bottom for box in boxes), default=0.0), sizes)
    traffic = _Traffic(sizes)
    found = []
    for arrow, trip, lane in zip(arrows, trips, lanes, strict=True):
        match trip.way:
            case "forward" | "return":
                points = _across(trip, boxes, traffic)
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
        if target.left > source.left:
            return "forward"
        lefts = {box.left for box in boxes}
        passed = sum(target.left < left < source.left for left in lefts)
        return "back" if passed > _PASSED_STRAIGHT else "return"
    low, high = sorted((source.middle, target.middle))
    column = [box for box in boxes if box.shares_column_with(source)]
    return "beside" if any(low < box.middle < high for box in column) else "next"


def _ports(trips: list[_Trip]) -> tuple[list[float], list[float]]:
    """The heights at which the arrows leave and reach a side of a box, in order of the far
    end so that they do not cross in front of it."""
    sides: dict[tuple[str, str], list[tuple[float, int, Box]]] = defaultdict(list)
    for index, trip in enumerate(trips):
        below = _FAR_BELOW * (trip.way == "back")
        if trip.way == "next":
            continue
        leaving = (trip.target.middle + below, index, trip.source)
        reaching = (trip.source.middle + below, index + len(trips), trip.target)
        out, into = _SIDES[trip.way]
        sides[trip.source.key, out].append(leaving)
        sides[trip.target.key, into].append(reaching)
    heights = [0.0] * (2 * len(trips))
    for wanted in sides.values():
        for rank, (_, index, box) in enumerate(sorted(wanted, key=_by_height), start=1):
            heights[index] = box.top + box.height * rank / (len(wanted) + 1)
    return heights[: len(trips)], heights[len(trips) :]


def _by_height(port: tuple[float, int, Box]) -> tuple[float, int]:
    return port[:2]


def _across(trip: _Trip, boxes: list[Box], traffic: _Traffic) -> tuple[Point, ...]:
    """From side to side, past the columns between through the gaps of their boxes."""
    on = trip.way == "forward"
    first = (trip.source.right if on else trip.source.left, trip.start)
    last = (trip.target.left if on else trip.target.right, trip.end)
    low, high = sorted((first[0], last[0]))
    between = [box for box in boxes if low < box.left and box.right < high]
    aside, points = traffic.sizes.aside, [first]
    for left in sorted({box.left for box in between}, reverse=not on):
        column = [box for box in between if box.left == left]
        width = trip.source.width
        share = (left + width / 2 - first[0]) / (last[0] - first[0])
        height = _free_height(column, first[1] + (last[1] - first[1]) * share, traffic, left)
        sides = [(left - aside, height), (left + width + aside, height)]
        points += sides if on else sides[::-1]
    return (*points, last)


def _free_height(column: list[Box], wanted: float, traffic: _Traffic, left: float) -> float:
    """The height nearest to `wanted` at which a line passes between the boxes of a column."""
    sizes, used = traffic.sizes, traffic.heights[left]
    bands = [(box.top - sizes.clearance, box.bottom + sizes.clearance) for box in column]
    edges = [edge for band in bands for edge in band]
    lines = [line + step * sizes.line_apart for line in used for step in (-1.001, 1.001)]
    choices = sorted((wanted, *edges, *lines), key=lambda height: (abs(height - wanted), height))
    height = next(one for one in choices if _is_free(one, bands, used, sizes.line_apart))
    used.append(height)
    return height


def _is_free(height: float, bands: list[Point], used: list[float], apart: float) -> bool:
    if any(low < height < high for low, high in bands):
        return False
    return all(abs(height - other) >= apart for other in used)


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
    x = trip.source.left + trip.source.width * traffic.door(trip.source, trip.target)
    if trip.source.middle < trip.target.middle:
        return (x, trip.source.bottom), (x, trip.target.top)
    return (x, trip.source.top), (x, trip.target.bottom)


def _lanes(trips: list[_Trip], floor: float, sizes: Sizes) -> list[float]:
    """The height of each backward arrow's lane, short ones nearest to the boxes."""
    lanes = [0.0] * len(trips)
    rows: list[list[Point]] = []
    aside = sizes.gutter / 2
    spans = [(t.target.left - aside, t.source.right + aside) for t in trips]
    back = [index for index, trip in enumerate(trips) if trip.way == "back"]
    for index in sorted(back, key=lambda index: spans[index][1] - spans[index][0]):
        span = spans[index]
        row = next((row for row, taken in enumerate(rows) if not _meets(span, taken)), len(rows))
        rows += [[]] * (row == len(rows))
        rows[row] = [*rows[row], span]
        lanes[index] = floor + sizes.lane * (row + 1.05)
    return lanes


def _meets(span: Point, others: Iterable[Point]) -> bool:
    return any(span[0] < right and left < span[1] for left, right in others)
