"""The whole drawing of a map: boxes, arrows, circles, verbs, headings and their extent. Pure.

Screen and paper draw from this; only letters, colours and units differ.
"""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from core.formulation.boxes import Box, Sizes, placed_boxes
from core.formulation.labels import Grounds, Label, badges, labels
from core.formulation.lettering import fitted
from core.formulation.plot import MapPlot
from core.formulation.routes import Route, routes


class Heading(NamedTuple):
    """The words over one column, or over several that belong together."""

    words: str
    left: float
    right: float


class Drawing(NamedTuple):
    """Everything that is drawn; `area` is left, top, right, bottom without headings."""

    boxes: list[Box]
    routes: list[Route]
    badges: list[Label]
    verbs: list[Label]
    headings: list[Heading]
    area: tuple[float, float, float, float]


def drawn(plot: MapPlot, sizes: Sizes) -> Drawing:
    """Find the place of everything. Raises ValueError when an arrow has no box at one end."""
    boxes = placed_boxes(plot, sizes)
    ways = routes(plot.arrows, boxes, sizes)
    grounds = Grounds(ways, boxes)
    circles = badges(ways, sizes, grounds) if sizes.badge else []
    verbs = labels(ways, boxes, sizes, grounds) if sizes.verb else []
    headings = _headings(plot, sizes)
    area = _area(boxes, ways, [*circles, *verbs], headings)
    return Drawing(boxes, ways, circles, verbs, headings, area)


def _headings(plot: MapPlot, sizes: Sizes) -> list[Heading]:
    """One heading for neighbouring columns with the same words."""
    found = []
    for words, group in groupby(enumerate(plot.columns), key=lambda column: column[1]):
        columns = [number for number, _ in group]
        left, right = sizes.left(columns[0]), sizes.left(columns[-1]) + sizes.width
        room = right - left + sizes.gutter * 0.8
        found.append(Heading(fitted(words, room, sizes.text, sizes.measure), left, right))
    return found


def _area(
    boxes: list[Box], ways: list[Route], items: list[Label], headings: list[Heading]
) -> tuple[float, float, float, float]:
    solid: list[Box | Label] = [*boxes, *items]
    across = [x for way in ways for x, _ in way.points]
    across += [x for item in solid for x in (item.left, item.right)]
    across += [x for heading in headings for x in (heading.left, heading.right)]
    down = [y for way in ways for _, y in way.points]
    down += [y for item in solid for y in (item.top, item.bottom)]
    return (
        min(across, default=0.0), min(down, default=0.0),
        max(across, default=0.0), max(down, default=0.0),
    )  # fmt: skip
