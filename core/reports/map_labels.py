"""Where the verb of each arrow stands: on its line, off the boxes and the other verbs."""

from __future__ import annotations

from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from core.reports.canvas import text_width, wrapped
from core.reports.map_layout import BOX_WIDTH, GUTTER, Box
from core.reports.map_routes import Point, Route

LABEL = 6.2
_LINE = 0.108
_LANE_LABEL = 2.0
_CLOSE = 0.04
_PER_POINT = 0.0004
_SHARES = (0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8)
Array: TypeAlias = NDArray[Any]


class Label(NamedTuple):
    """The lines of a verb and the white ground they stand on."""

    lines: list[str]
    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> Point:
        """The centre of the ground."""
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2


def labels(ways: list[Route], boxes: list[Box]) -> list[Label]:
    """One label per arrow that has a verb, each where it covers least."""
    taken = [Label([], box.left, box.top, box.right, box.bottom) for box in boxes]
    owners, points = _sampled(ways)
    for index, way in enumerate(ways):
        lines = wrapped(way.arrow.label, _room(way), LABEL)
        if lines:
            others = points[owners != index]
            choices = (_at(point, lines) for point in _places(way, lines))
            taken.append(min(choices, key=partial(_cost, grounds=taken, lines=others)))
    return taken[len(boxes) :]


def _sampled(ways: list[Route]) -> tuple[Array, Array]:
    """Points on all arrows, close together, with the number of the arrow of each."""
    owners: list[int] = []
    points: list[Point] = []
    for index, way in enumerate(ways):
        for a, b in pairwise(way.points):
            count = 2 + int((abs(a[0] - b[0]) + abs(a[1] - b[1])) / _CLOSE)
            points += [_between(a, b, step / count) for step in range(count + 1)]
        owners += [index] * (len(points) - len(owners))
    return np.array(owners), np.array(points).reshape(-1, 2)


def _room(way: Route) -> float:
    """How wide a label may be before it is written in two lines."""
    match way.way:
        case "back":
            return _LANE_LABEL
        case "next":
            return BOX_WIDTH * 0.9
        case _:
            return GUTTER - 0.14


def _places(way: Route, lines: list[str]) -> list[Point]:
    """Places for the label, the best first: on the lane, in the gutters, or by the line."""
    pairs = list(pairwise(way.points))
    match way.way:
        case "back":
            return [_between(*pairs[2], share) for share in _SHARES]
        case "beside":
            return [_between(*pairs[1], share) for share in _SHARES]
        case "next":
            aside = max(text_width(line, LABEL) for line in lines) / 2 + 0.07
            x, y = _between(*pairs[0], 0.5)
            return [(x + aside, y), (x - aside, y)]
        case "forward":
            gutters = [pairs[0], *pairs[:1:-2]]
            return [_between(*pair, share) for share in _SHARES for pair in gutters]


def _between(a: Point, b: Point, share: float) -> Point:
    """A point of the S-curve from a to b, which is level at both ends."""
    middle, rest = (a[0] + b[0]) / 2, 1 - share
    x = a[0] * rest**3 + 3 * middle * share * rest + b[0] * share**3
    bend = share * share * (3 - 2 * share)
    return x, a[1] + (b[1] - a[1]) * bend


def _at(point: Point, lines: list[str]) -> Label:
    width = max(text_width(line, LABEL) for line in lines) + 0.04
    height = len(lines) * _LINE + 0.02
    x, y = point
    return Label(lines, x - width / 2, y - height / 2, x + width / 2, y + height / 2)


def _cost(label: Label, grounds: list[Label], lines: Array) -> float:
    """How much a label hides: boxes and other verbs above all, then other arrows' lines."""
    hidden = sum(
        max(0.0, min(label.right, other.right) - max(label.left, other.left))
        * max(0.0, min(label.bottom, other.bottom) - max(label.top, other.top))
        for other in grounds
    )
    across = (lines[:, 0] > label.left) & (lines[:, 0] < label.right)
    crossed = across & (lines[:, 1] > label.top) & (lines[:, 1] < label.bottom)
    return hidden + _PER_POINT * float(np.count_nonzero(crossed))
