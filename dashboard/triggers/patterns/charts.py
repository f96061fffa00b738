"""Counts from the diary as figures. Every figure's numbers can be read on it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from textwrap import wrap
from typing import Any

from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.triggers.patterns.view import CountBars, Matrix, ThemeBars, Trend

_STEP = 40
_TREND_STEP = 84
_MINUTES = {5: "5 min", 15: "15 min", 60: "1 h", 240: "4 h", 1440: "1 day", 10_080: "1 week"}


def count_figure(bars: CountBars, colours: Palette) -> Spec:
    """A small bar chart; each bar has its name and its count above it."""
    rows = len(bars.names)
    notes = [
        note(0, row - 0.36, f"{safe(name)}  <b>{count}</b>", colours.ink, xanchor="left")
        for row, (name, count) in enumerate(zip(bars.names, bars.counts, strict=True))
    ]
    title = note(0, -1.0, f"<b>{bars.title}</b>", colours.faint, xanchor="left")
    drawn = {
        "type": "bar", "orientation": "h", "x": list(bars.counts), "y": list(range(rows)),
        "width": 0.22, "marker": {"color": colours.series[0]}, "hoverinfo": "skip",
    }  # fmt: skip
    hidden = {"visible": False, "fixedrange": True}
    return {
        "data": [drawn],
        "layout": {
            "xaxis": hidden | {"range": [0, max(1, *bars.counts)]},
            "yaxis": hidden | {"range": [rows - 0.3, -1.2]},
            "annotations": [title, *notes],
        }
        | _plain(_STEP * (rows + 1)),
    }


def _plain(height: int, **margin: int) -> Spec:
    return {
        "height": height,
        "showlegend": False,
        "margin": {"l": 4, "r": 4, "t": 4, "b": 4} | margin,
    }


def _see_through(colour: str, alpha: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{alpha})"


def _in_lines(name: str, wide: int) -> str:
    return "<br>".join(safe(line) for line in wrap(name, wide) or [name])


def _short(name: str) -> str:
    return safe(name.partition(" (")[0])


def matrix_figure(matrix: Matrix, colours: Palette) -> Spec:
    """Themes by actions; the count stands in each cell and the shade follows it."""
    rows, columns = list(range(len(matrix.rows))), list(range(len(matrix.columns)))
    most = max(map(max, matrix.counts))
    cells = {
        "type": "heatmap",
        "x": columns, "y": rows, "z": [list(row) for row in matrix.counts],
        "text": [[str(count) if count else "" for count in row] for row in matrix.counts],
        "texttemplate": "%{text}", "textfont": {"color": colours.ink, "size": 14},
        "colorscale": [[0, _see_through(colours.line, 0.03)], [1, _see_through(colours.line, 0.5)]],
        "zmin": 0, "zmax": most, "showscale": False, "xgap": 3, "ygap": 3, "hoverinfo": "skip",
    }  # fmt: skip
    common = {"fixedrange": True, "showgrid": False, "zeroline": False, "automargin": True,
              "tickfont": {"color": colours.ink, "size": 12}}  # fmt: skip
    return {
        "data": [cells],
        "layout": {
            "xaxis": common | {
                "tickvals": columns, "ticktext": [_short(one) for one in matrix.columns],
                "tickangle": -50, "side": "top",
            },
            "yaxis": common | {
                "tickvals": rows, "ticktext": [_in_lines(one, 20) for one in matrix.rows],
                "autorange": "reversed",
            },
        } | _plain(44 * len(rows) + 130),
    }  # fmt: skip


def trend_figure(trend: Trend, colours: Palette) -> Spec:
    """For each theme a row of bars, one a week, all on one scale; a line from week four on."""
    most = max(1, *(max(one.counts) for one in trend.themes))
    count = len(trend.themes)
    data: list[Spec] = []
    layout: dict[str, Any] = {}
    notes: list[Spec] = []
    for place, one in enumerate(trend.themes):
        number = "" if place == 0 else str(place + 1)
        bottom = (count - place - 1) / count
        layout[f"yaxis{number}"] = {
            "domain": [bottom + 0.04 / count, bottom + 0.62 / count],
            "range": [0, most * 1.1], "dtick": most, "fixedrange": True,
            "gridcolor": colours.grid, "zeroline": True, "zerolinecolor": colours.grid,
            "tickfont": {"color": colours.faint, "size": 11},
        }  # fmt: skip
        data += _weeks(one, trend, number, colours)
        notes.append(_row_title(one, bottom + 0.94 / count, colours))
    layout["xaxis"] = _week_axis(trend.mondays, colours)
    return {
        "data": data,
        "layout": layout
        | _plain(_TREND_STEP * count + 30, l=24, b=24)
        | {"annotations": notes, "bargap": 0.25},
    }


def _weeks(one: ThemeBars, trend: Trend, number: str, colours: Palette) -> list[Spec]:
    days = [day.isoformat() for day in trend.mondays]
    bars = {
        "type": "bar", "x": days, "y": list(one.counts), "yaxis": f"y{number}",
        "marker": {"color": _see_through(colours.line, 0.55)},
        "customdata": list(trend.episodes),
        "hovertemplate": "week of %{x}: %{y} of %{customdata} episodes<extra></extra>",
    }  # fmt: skip
    if not one.trend:
        return [bars]
    line = {
        "type": "scatter", "mode": "lines", "x": days[one.trend_from :][: len(one.trend)],
        "y": list(one.trend),
        "yaxis": f"y{number}", "line": {"color": colours.accent, "width": 2},
        "hoverinfo": "skip",
    }  # fmt: skip
    return [bars, line]


def _row_title(one: ThemeBars, height: float, colours: Palette) -> Spec:
    return note(
        0, height, f"{safe(one.name)}  <b>{sum(one.counts)}</b>", colours.ink,
        xref="paper", yref="paper", xanchor="left", yanchor="top",
    )  # fmt: skip


def _week_axis(mondays: Sequence[date], colours: Palette) -> Spec:
    return {
        "type": "date", "fixedrange": True, "showgrid": False, "anchor": "free", "position": 0,
        "tickformat": "%-d %b", "nticks": 6, "tickfont": {"color": colours.faint, "size": 11},
        "range": [str(mondays[0] - timedelta(days=4)), str(mondays[-1] + timedelta(days=4))],
    }  # fmt: skip


def recovery_figure(recovered: Sequence[tuple[date, int]], colours: Palette) -> Spec:
    """Minutes until calm by day, on a scale on which each step is a multiple."""
    dots = {
        "type": "scatter", "mode": "markers",
        "x": [day.isoformat() for day, _ in recovered],
        "y": [max(1, minutes) for _, minutes in recovered],
        "marker": {"color": colours.line, "size": 9, "opacity": 0.75},
        "hovertemplate": "%{x|%-d %b}: %{y} min<extra></extra>",
    }  # fmt: skip
    font = {"color": colours.faint, "size": 11}
    return {
        "data": [dots],
        "layout": {
            "xaxis": {"type": "date", "fixedrange": True, "showgrid": False, "tickfont": font,
                      "tickformat": "%-d %b", "nticks": 6},
            "yaxis": {"type": "log", "fixedrange": True, "gridcolor": colours.grid,
                      "tickfont": font, "tickvals": list(_MINUTES),
                      "ticktext": list(_MINUTES.values()), "automargin": True},
        } | _plain(220, b=24),
    }  # fmt: skip
