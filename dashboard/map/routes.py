"""The way each arrow takes between the boxes of the map, in steps of columns and rows. Pure.

Forward arrows are curves from one box to the next. An arrow back over several columns goes
down the gap beside its box, along a lane of its own below all boxes, and up again, so that
the loop that keeps a pattern going can be followed with the eye.
"""

from __future__ import annotations

from typing import NamedTuple

from dashboard.map.view import MapArrow, MapView

HALF_WIDTH, HALF_HEIGHT = 0.42, 0.38
LANE = 0.2
_ROUND = 0.07
Point = tuple[float, float]


class Route(NamedTuple):
    """An arrow's path in SVG words, the point to click, and its last short stretch."""

    path: str
    middle: Point
    before_end: Point
    end: Point


class Routes(NamedTuple):
    """Every arrow's route by link id, and how far down the lowest lane goes."""

    by_link: dict[str, Route]
    bottom: float


def routes(view: MapView) -> Routes:
    """Find a way for every arrow."""
    loops = sorted(
        (a for a in view.arrows if a.start.x - a.end.x > 1),
        key=lambda a: (a.start.x - a.end.x, a.start.y),
    )
    floor = view.rows - 0.5
    found: dict[str, Route] = {}
    for arrow in view.arrows:
        if arrow in loops:
            found[arrow.id] = _under(arrow, loops.index(arrow), len(loops), floor)
        elif arrow.start.x == arrow.end.x:
            found[arrow.id] = _beside(arrow, view)
        else:
            found[arrow.id] = _across(arrow, view)
    return Routes(found, floor + LANE * (len(loops) + 1))


def _on_a_box(point: Point, view: MapView) -> bool:
    return any(
        abs(point[0] - box.x) < HALF_WIDTH + 0.05 and abs(point[1] - box.y) < HALF_HEIGHT + 0.08
        for box in view.boxes
    )


def _free_point(curve: tuple[Point, ...], view: MapView) -> Point:
    """The point nearest the middle of a curve that is not on a box, so it can be clicked."""
    tries = (_at(curve, 0.5 + step * 0.05 * way) for step in range(10) for way in (1, -1))
    free = (point for point in tries if not _on_a_box(point, view))
    return next(free, _at(curve, 0.5))


def _at(curve: tuple[Point, ...], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    x = sum(weight * point[0] for weight, point in zip(weights, curve, strict=True))
    return x, sum(weight * point[1] for weight, point in zip(weights, curve, strict=True))


def _across(arrow: MapArrow, view: MapView) -> Route:
    way = 1 if arrow.end.x > arrow.start.x else -1
    shift = 0.1 * way  # an arrow forth and one back between two boxes keep apart
    start = (arrow.start.x + HALF_WIDTH * way, arrow.start.y - shift)
    end = (arrow.end.x - HALF_WIDTH * way, arrow.end.y - shift)
    bend = max(0.12, abs(end[0] - start[0]) * 0.5) * way
    return _curve((start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end), view)


def _beside(arrow: MapArrow, view: MapView) -> Route:
    side, down = arrow.start.x + HALF_WIDTH, 1 if arrow.end.y > arrow.start.y else -1
    start = (side, arrow.start.y + 0.18 * down)
    end = (side, arrow.end.y - 0.18 * down)
    bulge = side + 0.12 + 0.03 * min(3, abs(arrow.end.y - arrow.start.y))
    return _curve((start, (bulge, start[1]), (bulge, end[1]), end), view)


def _curve(curve: tuple[Point, ...], view: MapView) -> Route:
    start, first, second, end = curve
    path = " ".join(["M", _xy(start), "C", _xy(first), _xy(second), _xy(end)])
    back = 0.05 if end[0] >= second[0] else -0.05
    return Route(path, _free_point(curve, view), (end[0] - back, end[1]), end)


def _under(arrow: MapArrow, place: int, count: int, floor: float) -> Route:
    spread = (place + 1) / (count + 1) - 0.5
    lane = floor + LANE * (place + 1)
    down_x = arrow.start.x - 0.5 + 0.14 * spread
    up_x = arrow.end.x + 0.5 + 0.14 * spread
    corners = [
        (arrow.start.x - HALF_WIDTH, arrow.start.y + 0.22),
        (down_x, arrow.start.y + 0.22),
        (down_x, lane),
        (up_x, lane),
        (up_x, arrow.end.y + 0.22),
        (arrow.end.x + HALF_WIDTH, arrow.end.y + 0.22),
    ]
    end = corners[-1]
    return Route(_rounded(corners), ((down_x + up_x) / 2, lane), (end[0] + 0.05, end[1]), end)


def _rounded(corners: list[Point]) -> str:
    words = [f"M {_xy(corners[0])}"]
    for before, corner, after in zip(corners, corners[1:], corners[2:], strict=False):
        words.append(f"L {_xy(_towards(corner, before))}")
        words.append(f"Q {_xy(corner)} {_xy(_towards(corner, after))}")
    words.append(f"L {_xy(corners[-1])}")
    return " ".join(words)


def _towards(corner: Point, other: Point) -> Point:
    dx, dy = other[0] - corner[0], other[1] - corner[1]
    length = abs(dx) + abs(dy)
    part = min(_ROUND, length / 2) / length if length else 0.0
    return corner[0] + dx * part, corner[1] + dy * part


def _xy(point: Point) -> str:
    return f"{point[0]:.3f},{point[1]:.3f}"
