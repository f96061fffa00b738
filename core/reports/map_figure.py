"""Draws the map: boxes in columns, arrows with a verb, dotted to solid by confidence."""

from __future__ import annotations

from typing import TypeAlias

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch, PathPatch, Polygon, Rectangle
from matplotlib.path import Path

from core.reports.canvas import (
    ACCENT,
    HAIRLINE,
    INK,
    QUIET,
    drawing,
    fitted,
    saved,
    sheet,
    text_width,
)
from core.reports.map_labels import LABEL, Label, labels
from core.reports.map_layout import (
    BOX_WIDTH,
    GUTTER,
    KIND,
    KIND_LINE,
    LINE,
    PAD,
    TEXT,
    Box,
    column_left,
    placed_boxes,
)
from core.reports.map_routes import Point, Route, routes
from core.reports.plots import Confidence, MapPlot
from core.vocabulary import label as meaning_of

_HEAD = 0.085
_STYLES: dict[Confidence, tuple[object, float]] = {
    "low": ((0, (1, 2.2)), 1.0),
    "medium": ((0, (4.5, 2.2)), 1.0),
    "high": ("solid", 1.3),
}
Area: TypeAlias = tuple[float, float, float, float]


def map_figure(plot: MapPlot) -> tuple[bytes, bytes]:
    """The map as (svg, png), as large as its boxes need: about 10 by 6 inches for twenty.

    Columns are drawn from left to right under their headings; the line of an arrow says
    how sure the hypothesis is: dotted a hunch, dashed some support, solid well supported.
    Raises ValueError when an arrow has no box at one end.
    """
    with drawing():
        boxes = placed_boxes(plot)
        ways = routes(plot.arrows, boxes)
        verbs = labels(ways, boxes)
        left, top, right, bottom = _extent(plot, boxes, ways, verbs)
        figure = sheet(right - left, bottom - top)
        # One unit is an inch; y runs downwards.
        axes = figure.add_axes((0, 0, 1, 1), xlim=(left, right), ylim=(bottom, top))
        axes.axis("off")
        _draw_headings(axes, plot)
        for way in ways:
            _draw_arrow(axes, way)
        for box in boxes:
            _draw_box(axes, box)
        for verb in verbs:
            _draw_label(axes, verb)
        _draw_key(axes, left + 0.1, bottom - 0.14)
        return saved(figure)


def _extent(plot: MapPlot, boxes: list[Box], ways: list[Route], verbs: list[Label]) -> Area:
    """Left, top, right and bottom of everything drawn, with a margin."""
    items: list[Box | Label] = [*boxes, *verbs]
    across = [x for way in ways for x, _ in way.points]
    across += [x for item in items for x in (item.left, item.right)]
    across += [column_left(len(plot.columns) - 1) + BOX_WIDTH] if plot.columns else []
    down = [y for way in ways for _, y in way.points]
    down += [y for item in items for y in (item.top, item.bottom)]
    left, right = min(across, default=0.0) - 0.1, max(across, default=0.0) + 0.1
    above = 0.45 if plot.columns else 0.1
    return left, min(down, default=0.0) - above, max(right, left + 5), max(down, default=1.0) + 0.42


def _draw_headings(axes: Axes, plot: MapPlot) -> None:
    top = axes.get_ylim()[1] + 0.1
    for index, heading in enumerate(plot.columns):
        left = column_left(index)
        words = fitted(heading, BOX_WIDTH + GUTTER - 0.15, 7.6, bold=True)
        axes.text(left, top, words, fontsize=7.6, weight="bold", color=ACCENT, va="top")
        axes.plot([left, left + BOX_WIDTH], [top + 0.17] * 2, color=HAIRLINE, linewidth=0.8)


def _draw_box(axes: Axes, box: Box) -> None:
    frame = FancyBboxPatch(
        (box.left + 0.04, box.top + 0.04),
        BOX_WIDTH - 0.08,
        box.height - 0.08,
        boxstyle="round,pad=0.04,rounding_size=0.07",
        facecolor="#f5f7f8",
        edgecolor=ACCENT,
        linewidth=0.9,
        zorder=4,
    )
    axes.add_patch(frame)
    top = box.top + PAD
    if box.kind:
        _write(axes, box.left + PAD, top, box.kind, KIND, QUIET)
        top += KIND_LINE
    for rank, line in enumerate(box.lines):
        _write(axes, box.left + PAD, top + rank * LINE, line, TEXT, INK)


def _write(axes: Axes, x: float, y: float, text: str, size: float, color: str) -> None:
    axes.text(x, y + 0.005, text, fontsize=size, color=color, va="top", zorder=5)


def _draw_arrow(axes: Axes, way: Route) -> None:
    style, width = _STYLES[way.arrow.confidence]
    (x, y), (dx, dy) = way.points[-1], way.heading
    neck = (x - dx * _HEAD, y - dy * _HEAD)
    points = (*way.points[:-1], neck)
    path = _smooth(points) if way.way == "forward" else _square(points)
    line = PathPatch(path, fill=False, edgecolor=ACCENT, linewidth=width, zorder=2)
    line.set(linestyle=style, capstyle="butt")
    axes.add_patch(line)
    side = (dy * _HEAD * 0.45, dx * _HEAD * 0.45)
    corners = [(x, y), (neck[0] + side[0], neck[1] + side[1])]
    corners.append((neck[0] - side[0], neck[1] - side[1]))
    axes.add_patch(Polygon(corners, closed=True, facecolor=ACCENT, linewidth=0, zorder=3))


def _smooth(points: tuple[Point, ...]) -> Path:
    """S-curves in the gutters, straight lines past the columns."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for index, (x, y) in enumerate(points[1:]):
        last_x, last_y = vertices[-1]
        half = (last_x + x) / 2
        if index % 2 == 0:
            vertices += [(half, last_y), (half, y), (x, y)]
            codes += [Path.CURVE4] * 3
        else:
            vertices.append((x, y))
            codes.append(Path.LINETO)
    return Path(vertices, codes)


def _square(points: tuple[Point, ...], radius: float = 0.08) -> Path:
    """Straight lines with rounded corners."""
    vertices, codes = [points[0]], [Path.MOVETO]
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        vertices += [_toward(corner, before, radius), corner, _toward(corner, after, radius)]
        codes += [Path.LINETO, Path.CURVE3, Path.CURVE3]
    return Path([*vertices, points[-1]], [*codes, Path.LINETO])


def _toward(start: Point, end: Point, distance: float) -> Point:
    length = max(abs(end[0] - start[0]), abs(end[1] - start[1])) or 1.0
    share = min(distance / length, 0.5)
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def _draw_label(axes: Axes, label: Label) -> None:
    corner, size = (label.left, label.top), (label.right - label.left, label.bottom - label.top)
    axes.add_patch(Rectangle(corner, *size, facecolor="white", linewidth=0, zorder=2.5))
    text = axes.text(*label.middle, "\n".join(label.lines), fontsize=LABEL, color=INK, zorder=6)
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
