"""The frame a measure is drawn in: scale, dates, named bands, and room for the labels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.ticker import MaxNLocator

from core.reports.canvas import HAIRLINE, INK, QUIET, fitted, spread, text_width, wrapped
from core.reports.plots import ScoreBand, ScorePlot, SessionEvent

WIDTH = 6.4
SMALL = 7.0
_LEFT = 0.55
PLOT_HEIGHT = 2.35
_BAND_WIDTH = 1.15
_EVENT_WIDTH = 1.8
_NO_DAY = date(2000, 1, 1).toordinal()
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def frame_height(above: float, below: float) -> float:
    """Height of the whole figure in inches, given the room above and below the plot."""
    return above + PLOT_HEIGHT + below


def score_axes(figure: Figure, plot: ScorePlot, above: float, below: float) -> Axes:
    """Empty axes over the whole scale and time, with title, dates and shaded bands."""
    height = frame_height(above, below)
    box = (_LEFT / WIDTH, below / height, plot_width(plot) / WIDTH, PLOT_HEIGHT / height)
    axes = figure.add_axes(box)
    axes.spines[["top", "right"]].set_visible(False)
    axes.spines[["left", "bottom"]].set_color(HAIRLINE)
    axes.tick_params(labelsize=SMALL, colors=QUIET, length=3, width=0.6)
    axes.set_ylim(plot.low, plot.high + (plot.high - plot.low) * 0.02)
    axes.yaxis.set_major_locator(MaxNLocator(6, integer=plot.high - plot.low >= 3))
    axes.set_xlim(*time_span(plot))
    axes.set_xticks(*_ticks(plot))
    better = f" ({plot.better} is better)" if plot.better else ""
    axes.set_ylabel(f"Score{better}", fontsize=SMALL, color=QUIET)
    title = fitted(plot.measure, WIDTH - 0.3, 9, bold=True)
    bold = FontProperties(size=9, weight="bold")
    figure.text(0.012, 1 - 0.05 / height, title, fontproperties=bold, color=INK, va="top")
    _draw_bands(axes, plot)
    return axes


def plot_width(plot: ScorePlot) -> float:
    """Width of the plot in inches: what the labels of the bands leave."""
    return WIDTH - _LEFT - _right_margin(plot)


def _right_margin(plot: ScorePlot) -> float:
    labels = [text_width(line, 6.5) for band in plot.bands for line in _band_lines(band)]
    return max(labels, default=0.0) + 0.16


def time_span(plot: ScorePlot) -> tuple[float, float]:
    """First and last day to show, as day numbers, with room for the labels of the events."""
    days = [point.on.toordinal() for point in plot.points]
    days += [event.on.toordinal() for event in plot.events]
    first, last = min(days, default=_NO_DAY), max(days, default=_NO_DAY)
    room = max((last - first) * 0.04, 3) if last > first else 15
    start, end = first - room, last + room
    width, whole = plot_width(plot), plot_width(plot) + _right_margin(plot) - 0.1
    for event in plot.events:
        free = whole - text_width(event_label(event), 6.5)
        end = max(end, start + (event.on.toordinal() - start) * width / free)
    return start, end


def event_label(event: SessionEvent) -> str:
    """The words of an event, cut where they would not fit beside each other."""
    return fitted(event.label, _EVENT_WIDTH, 6.5)


def _ticks(plot: ScorePlot) -> tuple[list[int], list[str]]:
    """The days of the scores when they are few and far apart, else a calendar."""
    start, end = time_span(plot)
    days = sorted({point.on.toordinal() for point in plot.points})
    apart = [(b - a) / (end - start) * plot_width(plot) for a, b in pairwise(days)]
    if len(days) <= 8 and min(apart, default=1.0) > 0.45:
        return days, [_day(date.fromordinal(day)) for day in days]
    return date_ticks(start, end)


def date_ticks(start: float, end: float) -> tuple[list[int], list[str]]:
    """Up to seven dates: weeks in a short span, first days of months in a long one."""
    if end - start <= 100:
        step = next(days for days in (7, 14, 28) if (end - start) / days <= 7.5)
        days = list(range(int(start) + 3, int(end) + 1, step))
        return days, [_day(date.fromordinal(day)) for day in days]
    months = _months(date.fromordinal(int(start)), date.fromordinal(int(end)))
    step = next((count for count in (1, 2, 3, 6, 12, 24) if len(months) / count <= 7), 60)
    shown = [day for day in months if (day.year * 12 + day.month - 1) % step == 0]
    return [day.toordinal() for day in shown], [_month(day) for day in shown]


def _months(start: date, end: date) -> list[date]:
    first, last = start.year * 12 + start.month, end.year * 12 + end.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(first, last + 1)]


def _day(day: date) -> str:
    return f"{day.day} {_MONTHS[day.month - 1]}\n{day.year}"


def _month(day: date) -> str:
    return f"{_MONTHS[day.month - 1]}\n{day.year}"


def _draw_bands(axes: Axes, plot: ScorePlot) -> None:
    bands = sorted(plot.bands, key=lambda band: band.low)
    if not bands:
        return
    edges = [bands[0].low, *((a.high + b.low) / 2 for a, b in pairwise(bands)), bands[-1].high]
    for index, (low, high) in enumerate(pairwise(edges)):
        rank = index if plot.better != "higher" else len(bands) - 1 - index
        grey = 0.98 - 0.14 * rank / max(len(bands) - 1, 1)
        axes.axhspan(low, high, color=str(round(grey, 3)), linewidth=0, zorder=0)
        if index:
            axes.axhline(low, color="white", linewidth=0.8, zorder=0.1)
    _label_bands(axes, bands, [(low + high) / 2 for low, high in pairwise(edges)], plot)


def _label_bands(
    axes: Axes, bands: Sequence[ScoreBand], middles: list[float], plot: ScorePlot
) -> None:
    tallest = max(len(_band_lines(band)) for band in bands)
    gap = (plot.high - plot.low) * 0.125 * tallest / PLOT_HEIGHT
    for band, y in zip(bands, spread(middles, gap), strict=True):
        axes.annotate(
            "\n".join(_band_lines(band)),
            (1, y),
            (5, 0),
            xycoords=("axes fraction", "data"),
            textcoords="offset points",
            fontsize=6.5,
            color=QUIET,
            va="center",
            annotation_clip=False,
        )


def _band_lines(band: ScoreBand) -> list[str]:
    return wrapped(band.label, _BAND_WIDTH, 6.5)
