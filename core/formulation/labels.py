"""Where the circle and the verb of each arrow stand: on its line, off everything else. Pure."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.formulation.boxes import Box, Sizes
from core.formulation.lettering import wrapped
from core.formulation.routes import Point, Route
from core.formulation.strokes import between

_SHARES = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8, 0.12, 0.88)
_NEVER = 2**30
_GUTTERS = 3  # where to look on a long arrow: by its start and by its end
_CELL = 0.08  # of a box's width: how finely it is known where lines run
Array: TypeAlias = NDArray[Any]


class Label(NamedTuple):
    """What stands on an arrow: its lines (a circle has none), its ground, whose it is."""

    lines: tuple[str, ...]
    left: float
    top: float
    right: float
    bottom: float
    arrow: int

    @property
    def middle(self) -> Point:
        """The centre of the ground."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def labels(
    ways: list[Route], boxes: list[Box], sizes: Sizes, grounds: Grounds | None = None
) -> list[Label]:
    """A label for each arrow that has a verb and room for it; none covers another or a box.

    In a crowded map some verbs find no room; they are read in the list of sentences instead.
    """
    grounds = grounds or Grounds(ways, boxes)
    found = []
    for index, way in enumerate(ways):
        lines = wrapped(way.arrow.label, _room(way, sizes), sizes.verb, sizes.measure)
        if lines:
            wide = max(sizes.measure(line, sizes.verb) for line in lines)
            size = wide + sizes.verb * 0.005, len(lines) * sizes.verb_line
            best, hidden = grounds.best(index, _places(way, wide, sizes), size, tuple(lines))
            if hidden <= 0:
                found.append(grounds.take(best))
    return found


def badges(ways: list[Route], sizes: Sizes, grounds: Grounds) -> list[Label]:
    """The circle of each arrow, in the same order: where it covers least, never on a box
    while there is a place beside it."""
    size = (sizes.badge, sizes.badge)
    found = []
    for index, way in enumerate(ways):
        best, _ = grounds.best(index, _places(way, sizes.badge, sizes), size, ())
        found.append(grounds.take(best))
    return found


class Grounds:
    """What is covered already: boxes, labels, and how many lines run where."""

    def __init__(self, ways: list[Route], boxes: list[Box]) -> None:
        areas = [(box.left, box.top, box.right, box.bottom) for box in boxes]
        self._areas = np.zeros((len(areas) + 2 * len(ways), 4))
        self._areas[: len(areas)] = np.array(areas).reshape(-1, 4)
        self._used = len(areas)
        self._lines = _Lines(ways, _CELL * (boxes[0].width if boxes else 1.0))

    def best(
        self, index: int, places: list[Point], size: tuple[float, float], lines: tuple[str, ...]
    ) -> tuple[Label, float]:
        """The first place that hides least, and how much it hides of boxes and labels."""
        (wide, tall), centre = size, np.array(places)
        left, top = centre[:, 0] - wide / 2, centre[:, 1] - tall / 2
        hidden = self._hidden(left, top, left + wide, top + tall)
        crossed = self._lines.within(left, top, left + wide, top + tall)
        least = hidden.min()
        best = int(np.where(hidden <= least + 1e-6, crossed, _NEVER).argmin())
        x, y = float(left[best]), float(top[best])
        return Label(lines, x, y, x + wide, y + tall, index), float(hidden[best])

    def _hidden(self, left: Array, top: Array, right: Array, bottom: Array) -> Array:
        """What each rectangle covers of boxes and labels; only those near are looked at."""
        areas = self._areas[: self._used]
        near = (areas[:, 0] < right.max()) & (areas[:, 2] > left.min())
        near &= (areas[:, 1] < bottom.max()) & (areas[:, 3] > top.min())
        x0, y0, x1, y1 = areas[near].T
        across = np.minimum(right[:, None], x1) - np.maximum(left[:, None], x0)
        down = np.minimum(bottom[:, None], y1) - np.maximum(top[:, None], y0)
        found: Array = (np.maximum(across, 0) * np.maximum(down, 0)).sum(axis=1)
        return found

    def take(self, label: Label) -> Label:
        """Cover the ground of a label."""
        self._areas[self._used] = label[1:5]
        self._used += 1
        return label


class _Lines:
    """How much line there is in any rectangle: a table of sums over a fine grid."""

    def __init__(self, ways: list[Route], cell: float) -> None:
        points = [_along(a, b, cell) for way in ways for a, b in pairwise(way.points)]
        every = np.concatenate(points) if points else np.zeros((1, 2))
        self._origin, self._cell = every.min(axis=0) - 4 * cell, cell
        cells = ((every - self._origin) / cell).astype(int)
        grid = np.zeros(cells.max(axis=0) + 6, dtype=np.int32)
        np.add.at(grid, (cells[:, 0] + 1, cells[:, 1] + 1), 1)
        self._sums = grid.cumsum(axis=0).cumsum(axis=1)

    def within(self, left: Array, top: Array, right: Array, bottom: Array) -> Array:
        """The line in each rectangle, in steps of a cell."""
        (x0, y0), (wide, tall) = self._origin, np.array(self._sums.shape) - 1
        low, high = ((x - x0) / self._cell + 0.5 for x in (left, right))
        above, below = ((y - y0) / self._cell + 0.5 for y in (top, bottom))
        i, j = (np.minimum(np.maximum(x, 0), wide).astype(int) for x in (low, high))
        k, m = (np.minimum(np.maximum(y, 0), tall).astype(int) for y in (above, below))
        sums = self._sums
        found: Array = sums[j, m] - sums[i, m] - sums[j, k] + sums[i, k]
        return found


def _along(a: Point, b: Point, step: float) -> Array:
    """Points of the S-curve from a to b, about a step apart."""
    count = 2 + int((abs(a[0] - b[0]) + abs(a[1] - b[1])) / step)
    share = np.arange(count + 1) / count
    rest = 1 - share
    x = a[0] * rest**3 + 1.5 * (a[0] + b[0]) * share * rest + b[0] * share**3
    return np.column_stack((x, a[1] + (b[1] - a[1]) * share * share * (3 - 2 * share)))


def _room(way: Route, sizes: Sizes) -> float:
    """How wide a label may be before it is written in two lines."""
    match way.way:
        case "back":
            return sizes.width * 1.6
        case "next":
            return sizes.width * 0.9
        case _:
            return sizes.gutter * 0.8


def _places(way: Route, wide: float, sizes: Sizes) -> list[Point]:
    """Places for a label, the best first: on the lane, in the gutters, or by the line."""
    pairs = list(pairwise(way.points))
    match way.way:
        case "back":
            return [between(*pairs[2], share) for share in _SHARES]
        case "beside":
            return [between(*pairs[1], share) for share in _SHARES]
        case "next":
            aside = wide / 2 + sizes.pad if wide > sizes.badge else 0.0
            x, y = between(*pairs[0], 0.5)
            return [(x + aside, y), (x - aside, y)]
        case _:
            gutters = [pairs[0], *pairs[:1:-2]][:_GUTTERS]
            return [between(*pair, share) for share in _SHARES for pair in gutters]
