"""Draws the map: boxes in columns, arrows with a verb, dotted to solid by confidence."""

from __future__ import annotations

from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from core.formulation.boxes import Box, Sizes
from core.formulation.drawing import Drawing, Heading, drawn
from core.formulation.labels import Label
from core.formulation.plot import Confidence, MapPlot
from core.formulation.routes import Route
from core.formulation.strokes import neck, strokes
from core.reports.canvas import (
    ACCENT,
    HAIRLINE,
    INK,
    QUIET,
    drawing,
    readable,
    saved,
    sheet,
    text_width,
)
from core.vocabulary import label as meaning_of

PAPER = Sizes(
    lambda text, size: text_width(readable(text), size),
    width=1.2, gutter=0.72, text=7.4, line=0.14, kind=6.0, kind_line=0.118, pad=0.075,
    row=0.78, apart=0.3, aside=0.12, lane=0.21, line_apart=0.075, clearance=0.06,
    wished_height=4.6, verb=6.2, verb_line=0.108,
)  # fmt: skip
"""Letters in points, the rest in inches."""

_HEAD = 0.085
_RADIUS = 0.08
_HEADING = 7.6
_STYLES: dict[Confidence, tuple[object, float]] = {
    "low": ((0, (1, 2.2)), 1.0),
    "medium": ((0, (4.5, 2.2)), 1.0),
    "high": ("solid", 1.3),
}
Area: TypeAlias = tuple[float, float, float, float]
_PENS = {"M": Path.MOVETO, "L": Path.LINETO, "Q": Path.CURVE3, "C": Path.CURVE4}


def map_figure(plot: MapPlot) -> tuple[bytes, bytes]:
    """The map as (svg, png), as large as its boxes need: about 10 by 6 inches for twenty.

    Columns are drawn from left to right under their headings; the line of an arrow says
    how sure the hypothesis is: dotted a hunch, dashed fairly sure, solid sure.
    Raises ValueError when an arrow has no box at one end.
    """
    with drawing():
        found = drawn(plot, PAPER)
        left, top, right, bottom = _extent(found)
        figure = sheet(right - left, bottom - top)
        # One unit is an inch; y runs downwards.
        axes = figure.add_axes((0, 0, 1, 1), xlim=(left, right), ylim=(bottom, top))
        axes.axis("off")
        for heading in found.headings:
            _draw_heading(axes, heading)
        for way in found.routes:
            _draw_arrow(axes, way)
        for box in found.boxes:
            _draw_box(axes, box)
        for verb in found.verbs:
            _draw_label(axes, verb)
        _draw_key(axes, left + 0.1, bottom - 0.14)
        return saved(figure)


def _extent(found: Drawing) -> Area:
    """Left, top, right and bottom of everything drawn, with a margin."""
    left, top, right, bottom = found.area
    above = 0.45 if found.headings else 0.1
    left, bottom = left - 0.1, max(bottom, 0.0 if found.boxes else 1.0) + 0.42
    return left, top - above, max(right + 0.1, left + 5), bottom


def _draw_heading(axes: Axes, heading: Heading) -> None:
    top = axes.get_ylim()[1] + 0.1
    words = readable(heading.words)
    axes.text(heading.left, top, words, fontsize=_HEADING, weight="bold", color=ACCENT, va="top")
    axes.plot([heading.left, heading.right], [top + 0.17] * 2, color=HAIRLINE, linewidth=0.8)


def _draw_box(axes: Axes, box: Box) -> None:
    frame = FancyBboxPatch(
        (box.left + 0.04, box.top + 0.04),
        box.width - 0.08,
        box.height - 0.08,
        boxstyle="round,pad=0.04,rounding_size=0.07",
        facecolor="#f5f7f8",
        edgecolor=ACCENT,
        linewidth=0.9,
        zorder=4,
    )
    axes.add_patch(frame)
    left, top = box.left + PAPER.pad, box.top + PAPER.pad
    if box.kind:
        _write(axes, left, top, box.kind, PAPER.kind, QUIET)
        top += PAPER.kind_line
    for rank, line in enumerate(box.lines):
        _write(axes, left, top + rank * PAPER.line, line, PAPER.text, INK)


def _write(axes: Axes, x: float, y: float, text: str, size: float, color: str) -> None:
    axes.text(x, y + 0.005, readable(text), fontsize=size, color=color, va="top", zorder=5)


def _draw_arrow(axes: Axes, way: Route) -> None:
    style, width = _STYLES[way.arrow.confidence]
    drawn_line = strokes(way, 0 if way.arrow.both_ways else _HEAD, _RADIUS)
    vertices = [point for stroke in drawn_line for point in stroke.points]
    codes = [_PENS[stroke.pen] for stroke in drawn_line for _ in stroke.points]
    path = Path(vertices, codes)
    line = PathPatch(path, fill=False, edgecolor=ACCENT, linewidth=width, zorder=2)
    line.set(linestyle=style, capstyle="butt")
    axes.add_patch(line)
    if not way.arrow.both_ways:
        _draw_head(axes, way)


def _draw_head(axes: Axes, way: Route) -> None:
    (x, y), (dx, dy), (back_x, back_y) = way.points[-1], way.heading, neck(way, _HEAD)
    side = (dy * _HEAD * 0.45, dx * _HEAD * 0.45)
    corners = [(x, y), (back_x + side[0], back_y + side[1])]
    corners.append((back_x - side[0], back_y - side[1]))
    axes.add_patch(Polygon(corners, closed=True, facecolor=ACCENT, linewidth=0, zorder=3))


def _draw_label(axes: Axes, label: Label) -> None:
    corner, size = (label.left, label.top), (label.right - label.left, label.bottom - label.top)
    axes.add_patch(Rectangle(corner, *size, facecolor="white", linewidth=0, zorder=2.5))
    words = "\n".join(readable(line) for line in label.lines)
    text = axes.text(*label.middle, words, fontsize=PAPER.verb, color=INK, zorder=6)
    text.set(ha="center", va="center_baseline", linespacing=1.05)


def _draw_key(axes: Axes, x: float, y: float) -> None:
    """What the three kinds of line mean, in the words of the screens."""
    for confidence, (style, width) in _STYLES.items():
        line = Line2D([x, x + 0.45], [y, y], color=ACCENT, linewidth=width)
        line.set_linestyle(style)  # type: ignore[arg-type]
        axes.add_line(line)
        meaning = meaning_of("confidence", confidence)
        axes.text(x + 0.52, y, meaning, fontsize=6.5, color=QUIET, va="center")
        x += 0.8 + text_width(meaning, 6.5)
