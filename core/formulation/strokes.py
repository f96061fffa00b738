"""The line of an arrow as strokes that both matplotlib and SVG can draw. Pure."""

from __future__ import annotations

from typing import Literal, NamedTuple

from core.formulation.routes import Point, Route

_SMOOTH = ("forward", "return")


class Stroke(NamedTuple):
    """One step of a line: M move, L line, Q and C curves with their points, the end last."""

    pen: Literal["M", "L", "Q", "C"]
    points: tuple[Point, ...]


def strokes(route: Route, head: float, radius: float) -> list[Stroke]:
    """The line of an arrow up to the neck of its head, which is `head` long.

    Smooth in the gutters and straight past columns; an arrow with corners has them rounded.
    """
    points = (*route.points[:-1], neck(route, head))
    return _smooth(points) if route.way in _SMOOTH else _square(points, radius)


def neck(route: Route, head: float) -> Point:
    """Where the line meets the head."""
    (x, y), (dx, dy) = route.points[-1], route.heading
    return x - dx * head, y - dy * head


def between(a: Point, b: Point, share: float) -> Point:
    """A point of the S-curve from a to b, which is level at both ends."""
    middle, rest = (a[0] + b[0]) / 2, 1 - share
    x = a[0] * rest**3 + 3 * middle * share * rest + b[0] * share**3
    return x, a[1] + (b[1] - a[1]) * share * share * (3 - 2 * share)


def _smooth(points: tuple[Point, ...]) -> list[Stroke]:
    drawn = [Stroke("M", points[:1])]
    for index, (x, y) in enumerate(points[1:]):
        last_x, last_y = drawn[-1].points[-1]
        half = (last_x + x) / 2
        if index % 2 == 0:
            drawn.append(Stroke("C", ((half, last_y), (half, y), (x, y))))
        else:
            drawn.append(Stroke("L", ((x, y),)))
    return drawn


def _square(points: tuple[Point, ...], radius: float) -> list[Stroke]:
    drawn = [Stroke("M", points[:1])]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        drawn.append(Stroke("L", (_toward(corner, before, radius),)))
        drawn.append(Stroke("Q", (corner, _toward(corner, after, radius))))
    return [*drawn, Stroke("L", points[-1:])]


def _toward(start: Point, end: Point, distance: float) -> Point:
    length = max(abs(end[0] - start[0]), abs(end[1] - start[1])) or 1.0
    share = min(distance / length, 0.5)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share
