"""Where the boxes of the map stand, in inches from the top left corner."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from core.reports.canvas import fitted, wrapped
from core.reports.plots import MapNode, MapPlot

BOX_WIDTH = 1.2
GUTTER = 0.72
TEXT = 7.4
KIND = 6.0
PAD = 0.075
LINE = 0.14
KIND_LINE = 0.118
_ROW = 0.78
_APART = 0.3
_STRETCH = 1.5
_WISHED_HEIGHT = 4.6


@dataclass(frozen=True, slots=True)
class Box:
    """A node as drawn: its place and its text in lines."""

    key: str
    left: float
    top: float
    height: float
    lines: tuple[str, ...]
    kind: str

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + BOX_WIDTH

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.top + self.height

    @property
    def middle(self) -> float:
        """Half way down."""
        return self.top + self.height / 2

    def shares_column_with(self, other: Box) -> bool:
        """True when one of the two stands above the other."""
        return abs(self.left - other.left) < BOX_WIDTH


def placed_boxes(plot: MapPlot) -> list[Box]:
    """All boxes, none over another, the highest at 0; order within a column is kept."""
    scale = _row_scale(plot)
    boxes = [_box(node, scale) for node in plot.nodes]
    height = max((box.bottom for box in _apart(boxes)), default=0.0)
    stretch = min(max(_WISHED_HEIGHT / height, 1.0), _STRETCH) if height else 1.0
    stretched = [replace(box, top=box.middle * stretch - box.height / 2) for box in boxes]
    return _apart(stretched)


def column_left(column: float) -> float:
    """The left edge of a column."""
    return column * (BOX_WIDTH + GUTTER)


def _row_scale(plot: MapPlot) -> float:
    """Inches for one step of `y`: neighbours in a column get about a row each."""
    ordered = sorted(plot.nodes, key=lambda node: (node.x, node.y))
    steps = [b.y - a.y for a, b in pairwise(ordered) if a.x == b.x and b.y > a.y]
    return _ROW / median(steps) if steps else _ROW


def _box(node: MapNode, scale: float) -> Box:
    lines = wrapped(node.text, BOX_WIDTH - 2 * PAD, TEXT)
    kind = fitted(node.kind, BOX_WIDTH - 2 * PAD, KIND)
    height = 2 * PAD + LINE * max(len(lines), 1) + KIND_LINE * bool(kind)
    top = node.y * scale - height / 2
    return Box(node.key, column_left(node.x), top, height, tuple(lines), kind)


def _apart(boxes: list[Box]) -> list[Box]:
    """Boxes pushed down until none touches another; the highest then stands at 0."""
    placed: dict[str, Box] = {}
    for box in sorted(boxes, key=lambda box: (box.middle, box.left)):
        above = [other for other in placed.values() if box.shares_column_with(other)]
        lowest = max((other.bottom + _APART for other in above), default=box.top)
        placed[box.key] = replace(box, top=max(box.top, lowest))
    highest = min((box.top for box in placed.values()), default=0.0)
    return [replace(placed[box.key], top=placed[box.key].top - highest) for box in boxes]
