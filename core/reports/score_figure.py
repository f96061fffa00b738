"""Draws one measure over time. Every mark is told apart without colour."""

from __future__ import annotations

from math import nan
from typing import Any, TypeAlias

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch, Rectangle
from matplotlib.patheffects import withStroke

from core.reports.canvas import (
    ACCENT,
    INK,
    QUIET,
    drawing,
    fitted,
    saved,
    sheet,
    text_width,
)
from core.reports.plots import ScorePlot, ScorePoint
from core.reports.score_axes import (
    PLOT_HEIGHT,
    SMALL,
    WIDTH,
    event_label,
    frame_height,
    plot_width,
    score_axes,
    time_span,
)

_ROW = 0.15
_LABEL_ALL = 12
_HATCH = "#8d989d"
_HALO = [withStroke(linewidth=2, foreground="white")]
Entry: TypeAlias = tuple[Artist, str]
Scored: TypeAlias = tuple[ScorePoint, float]


def score_figure(plot: ScorePlot) -> tuple[bytes, bytes]:
    """The measure over time as (svg, png): points, bands, cut-off and reliable change.

    The hatched band holds the scores that do not count as a change from the first. A measure
    that was not filled in leaves a gap in the line and a cross at the foot; a score known only
    as a total is drawn hollow. No trend line is drawn.
    """
    with drawing():
        rows = _event_rows(plot)
        legend = _legend(plot)
        above = 0.32 + _ROW * (max(rows, default=-1) + 1)
        below = 0.52 + 0.155 * ((len(legend) + 1) // 2)
        figure = sheet(WIDTH, frame_height(above, below))
        axes = score_axes(figure, plot, above, below)
        _draw_no_change(axes, plot)
        _draw_cut_off(axes, plot)
        _draw_events(axes, plot, rows)
        _draw_scores(axes, plot)
        _draw_legend(figure, legend)
        return saved(figure)


def _scored(plot: ScorePlot) -> list[Scored]:
    """Points with a score, and the score, in order of time."""
    by_day = sorted(plot.points, key=lambda point: point.on)
    return [(point, point.value) for point in by_day if point.value is not None]


def _draw_scores(axes: Axes, plot: ScorePlot) -> None:
    if not plot.points:
        note = axes.text(0.5, 0.5, "No scores yet", transform=axes.transAxes)
        note.set(fontsize=9, color=QUIET, ha="center", va="center")
    by_day = sorted(plot.points, key=lambda point: point.on)
    days = [point.on.toordinal() for point in by_day]
    values = [nan if point.value is None else point.value for point in by_day]
    axes.plot(days, values, color=ACCENT, linewidth=1.3, zorder=3, clip_on=False)
    scored = _scored(plot)
    _mark(axes, [item for item in scored if not item[0].total_only], ACCENT)
    _mark(axes, [item for item in scored if item[0].total_only], "white")
    missing = [point.on.toordinal() for point in by_day if point.value is None]
    foot = [plot.low + (plot.high - plot.low) * 0.035] * len(missing)
    axes.plot(missing, foot, "x", color=QUIET, markersize=4, zorder=3)
    _write_values(axes, plot)


def _mark(axes: Axes, scored: list[Scored], fill: str) -> None:
    axes.plot(
        [point.on.toordinal() for point, _ in scored],
        [value for _, value in scored],
        "o",
        markersize=5,
        markerfacecolor=fill,
        markeredgecolor=ACCENT,
        markeredgewidth=1.2,
        zorder=4,
        clip_on=False,
    )


def _write_values(axes: Axes, plot: ScorePlot) -> None:
    """The score beside its point: all of a few, the first and last of many."""
    scored = _scored(plot)
    for point, value in scored if len(scored) <= _LABEL_ALL else (scored[0], scored[-1]):
        below = value > plot.low + (plot.high - plot.low) * 0.9
        axes.annotate(
            f"{value:g}",
            (point.on.toordinal(), value),
            (0, -6 if below else 6),
            textcoords="offset points",
            fontsize=SMALL,
            color=INK,
            ha="center",
            va="top" if below else "bottom",
            path_effects=_HALO,
            zorder=5,
        )


def _draw_no_change(axes: Axes, plot: ScorePlot) -> None:
    scored = _scored(plot)
    if plot.no_change is None or not scored:
        return
    (point, first), reach = scored[0], plot.no_change.points
    low, high = max(plot.low, first - reach), min(plot.high, first + reach)
    start, end = point.on.toordinal(), time_span(plot)[1]
    band = Rectangle((start, low), end - start, high - low, zorder=1)
    band.set(facecolor="none", edgecolor=_HATCH, linewidth=0, hatch="////")
    axes.add_patch(band)
    for edge in (first - reach, first + reach):
        if plot.low <= edge <= plot.high:
            axes.hlines(edge, start, end, colors=QUIET, linestyles="dotted", linewidth=0.9)


def _draw_cut_off(axes: Axes, plot: ScorePlot) -> None:
    if plot.cut_off:
        axes.axhline(plot.cut_off.value, color=INK, linewidth=1, linestyle="dashdot", zorder=2)


def _draw_events(axes: Axes, plot: ScorePlot, rows: list[int]) -> None:
    for event, row in zip(sorted(plot.events, key=lambda event: event.on), rows, strict=True):
        day, rise = event.on.toordinal(), row * _ROW
        top = 1 + (rise + 0.09) / PLOT_HEIGHT
        across = axes.get_xaxis_transform()
        line = Line2D([day, day], [0, top], color=QUIET, linewidth=0.6, transform=across)
        line.set(clip_on=False, zorder=1.5)
        axes.add_line(line)
        label = event_label(event)
        axes.annotate(
            label,
            (day, 1),
            (3, 1.5 + rise * 72),
            xycoords=across,
            textcoords="offset points",
            fontsize=6.5,
            color=QUIET,
            annotation_clip=False,
        )


def _event_rows(plot: ScorePlot) -> list[int]:
    """The line of text above the plot for each event.

    A label that reaches over later events stands above their labels, so that no label is
    crossed by another event's line.
    """
    start, end = time_span(plot)
    scale = plot_width(plot) / (end - start)
    rows: list[int] = []
    later: list[tuple[float, int]] = []
    for event in sorted(plot.events, key=lambda event: event.on, reverse=True):
        left = (event.on.toordinal() - start) * scale
        right = left + text_width(event_label(event), 6.5) + 0.12
        rows.insert(0, 1 + max((row for x, row in later if x < right), default=-1))
        later.append((left, rows[0]))
    return rows


def _legend(plot: ScorePlot) -> list[Entry]:
    entries: list[Entry] = [(_sample(marker="o", color=ACCENT), "score")]
    if any(point.total_only for point, _ in _scored(plot)):
        hollow = _sample(marker="o", color=ACCENT, markerfacecolor="white")
        entries.append((hollow, "only the total is known"))
    if any(point.value is None for point in plot.points):
        entries.append((_sample(marker="x", color=QUIET, linestyle="none"), "no score"))
    if plot.cut_off:
        words = fitted(plot.cut_off.label, 2.6, SMALL) or "cut-off"
        entries.append((_sample(color=INK, linestyle="dashdot"), words))
    if plot.no_change and _scored(plot):
        patch = Patch(facecolor="none", edgecolor=_HATCH, hatch="//////", linewidth=0)
        entries.append((patch, fitted(plot.no_change.label, 2.9, SMALL) or "no reliable change"))
    return entries


def _sample(**style: Any) -> Line2D:
    return Line2D([], [], linewidth=1.2, markersize=4.5, **style)


def _draw_legend(figure: Figure, entries: list[Entry]) -> None:
    samples, words = zip(*entries, strict=True)
    figure.legend(
        list(samples),
        list(words),
        loc="lower left",
        bbox_to_anchor=(0.0, 0.0),
        ncols=2,
        fontsize=SMALL,
        labelcolor=QUIET,
        frameon=False,
        handlelength=2.4,
        columnspacing=1.6,
    )
