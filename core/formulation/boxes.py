"""Where the boxes of the map stand, from the top left corner, in the units of the drawing. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from statistics import median

from core.formulation.lettering import Measure, cut, fitted, screen_width
from core.formulation.plot import MapNode, MapPlot


@dataclass(frozen=True, slots=True)
class Sizes:
    """The measures of one way of drawing: letters in points or pixels, the rest in units.

    `verb` 0 draws no words on arrows; `badge` 0 no circle to click on.
    """

    measure: Measure
    width: float  # of a box
    gutter: float  # between two columns
    text: float
    line: float
    kind: float
    kind_line: float
    pad: float
    row: float  # from one box of a column to the next, where there is room
    apart: float  # the least room between two boxes of a column
    aside: float  # from a box to the nearest line that goes up or down
    lane: float  # between two arrows below the map
    line_apart: float  # between two arrows through one gap
    clearance: float  # between an arrow and a box it passes
    most_lines: int = 12
    wished_height: float = 0.0
    verb: float = 0.0
    verb_line: float = 0.0
    badge: float = 0.0

    def left(self, column: float) -> float:
        """The left edge of a column."""
        return column * (self.width + self.gutter)


SCREEN = Sizes(
    screen_width, width=96, gutter=28, text=11.5, line=15, kind=9.5, kind_line=15, pad=6,
    row=78, apart=26, aside=6, lane=14, line_apart=5, clearance=4, most_lines=4, badge=13,
)  # fmt: skip
"""Pixels: seven columns fit a window of 1280 pixels with the navigation open."""

WORDED = replace(
    SCREEN, width=122, gutter=98, row=92, apart=34, aside=10, verb=10, verb_line=12, lane=20
)
"""Pixels, with the verb on each arrow that has room for it."""

_STRETCH = 1.5


@dataclass(frozen=True, slots=True)
class Box:
    """A node as drawn: its place and its text in lines."""

    key: str
    left: float
    top: float
    width: float
    height: float
    lines: tuple[str, ...]
    kind: str

    @property
    def right(self) -> float:
        """The right edge."""
        return self.left + self.width

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
        return abs(self.left - other.left) < self.width


def placed_boxes(plot: MapPlot, sizes: Sizes) -> list[Box]:
    """All boxes, none over another, the highest at 0; order within a column is kept."""
    scale = _row_scale(plot, sizes)
    boxes = [_box(node, scale, sizes) for node in plot.nodes]
    height = max((box.bottom for box in _apart(boxes, sizes)), default=0.0)
    stretch = min(max(sizes.wished_height / height, 1.0), _STRETCH) if height else 1.0
    stretched = [replace(box, top=box.middle * stretch - box.height / 2) for box in boxes]
    return _apart(stretched, sizes)


def _row_scale(plot: MapPlot, sizes: Sizes) -> float:
    """Units for one step of `y`: neighbours in a column get about a row each."""
    ordered = sorted(plot.nodes, key=lambda node: (node.x, node.y))
    steps = [b.y - a.y for a, b in pairwise(ordered) if a.x == b.x and b.y > a.y]
    return sizes.row / median(steps) if steps else sizes.row


def _box(node: MapNode, scale: float, sizes: Sizes) -> Box:
    room = sizes.width - 2 * sizes.pad
    lines = cut(node.text, room, sizes.text, sizes.most_lines, sizes.measure)
    kind = fitted(node.kind, room, sizes.kind, sizes.measure)
    height = 2 * sizes.pad + sizes.line * max(len(lines), 1) + sizes.kind_line * bool(kind)
    top = node.y * scale - height / 2
    return Box(node.key, sizes.left(node.x), top, sizes.width, height, tuple(lines), kind)


def _apart(boxes: list[Box], sizes: Sizes) -> list[Box]:
    """Boxes pushed down until none touches another; the highest then stands at 0."""
    placed: dict[str, Box] = {}
    lowest: dict[float, Box] = {}  # by column: the box placed last
    for box in sorted(boxes, key=lambda box: (box.middle, box.left, box.key)):
        above = (other for other in lowest.values() if box.shares_column_with(other))
        free = max((other.bottom + sizes.apart for other in above), default=box.top)
        placed[box.key] = lowest[box.left] = replace(box, top=max(box.top, free))
    highest = min((box.top for box in placed.values()), default=0.0)
    return [replace(placed[box.key], top=placed[box.key].top - highest) for box in boxes]
