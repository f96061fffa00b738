"""Measures over time as figures. Plain dictionaries in plotly's own words."""

from __future__ import annotations

from datetime import date, timedelta

from dashboard.components.plot import Palette, Spec, box, note, safe, segment
from dashboard.outcomes.view import ChartPoint, CourseChart

SYMBOLS = ("circle", "square", "diamond", "triangle-up", "x", "star")
DASHES = ("solid", "dash", "dot", "dashdot", "longdash", "solid")


def course_figure(chart: CourseChart, colours: Palette) -> Spec:
    """Points and lines of one measure, with bands, cut-offs, error band and events."""
    days = [*(p.on for _, points in chart.points for p in points), *chart.missing]
    start, end = _span(days)
    return {
        "data": [
            *(_line(name, p, place, colours) for place, (name, p) in enumerate(chart.points)),
            _without_score(chart, colours),
        ],
        "layout": {
            "height": 380,
            "margin": {"l": 48, "r": 150, "t": 24, "b": 40},
            "showlegend": len(chart.points) > 1,
            "legend": {"orientation": "h", "y": -0.15},
            "hovermode": "closest",
            "xaxis": {"range": [start.isoformat(), end.isoformat()], "gridcolor": colours.grid},
            "yaxis": {
                "range": [chart.low - 0.5, chart.high + 0.5],
                "gridcolor": colours.grid,
                "zeroline": False,
                "title": {"text": f"{chart.better} is better", "font": {"size": 12}},
            },
            "shapes": _shapes(chart, colours),
            "annotations": _notes(chart, colours),
        },
    }


def _span(days: list[date]) -> tuple[date, date]:
    first, last = min(days), max(days)
    room = timedelta(days=max(4, (last - first).days // 20))
    return first - room, last + room


def _line(name: str, points: tuple[ChartPoint, ...], place: int, colours: Palette) -> Spec:
    colour = colours.series[place % len(colours.series)]
    solid = SYMBOLS[place % len(SYMBOLS)]
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": safe(name),
        "x": [p.on.isoformat() for p in points],
        "y": [p.value for p in points],
        "text": [f"<br>{p.mark}" if p.mark else "" for p in points],
        "hovertemplate": "%{y:.3~g} on %{x|%-d %b %Y}%{text}<extra></extra>",
        "line": {"color": colour, "width": 2, "dash": DASHES[place % len(DASHES)]},
        "marker": {
            "size": [11 if p.mark else 8 for p in points],
            "symbol": [_symbol(p, solid) for p in points],
            "color": colour,
        },
    }


def _without_score(chart: CourseChart, colours: Palette) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "showlegend": False,
        "x": [on.isoformat() for on in chart.missing],
        "y": [chart.low for _ in chart.missing],
        "hovertemplate": "filled in on %{x|%-d %b %Y}, no score: an answer was left out"
        "<extra></extra>",
        "marker": {"symbol": "x-thin", "size": 10, "line": {"width": 2, "color": colours.faint}},
    }


def _symbol(point: ChartPoint, solid: str) -> str:
    if point.mark.startswith("total"):
        return f"{solid}-open"
    return "diamond-wide" if point.mark else solid


def _shapes(chart: CourseChart, colours: Palette) -> list[Spec]:
    across = {"xref": "paper"}
    shapes = [
        box((0, 1), (band.low - 0.5, band.high + 0.5), fillcolor=colours.shade, **across)
        for band in chart.bands[::2]
    ]
    if chart.error:
        edge = {"color": colours.accent, "width": 1, "dash": "dot"}
        shapes.append(box((0, 1), (chart.error.low, chart.error.high), line=edge, **across))
    shapes += [
        segment((0, 1), (c.value, c.value), colours.ink, line={"dash": "dash"}, **across)
        for c in chart.cutoffs
    ]
    shapes += [
        segment((e.on.isoformat(),) * 2, (0, 1), colours.faint, line={"dash": "dot"}, yref="paper")
        for _, e in chart.numbered
    ]
    return shapes


def _notes(chart: CourseChart, colours: Palette) -> list[Spec]:
    beside = {"xref": "paper", "xanchor": "left"}
    notes = [
        note(1.01, (band.low + band.high) / 2, band.words, colours.faint, **beside)
        for band in chart.bands
    ]
    notes += [
        note(0.005, line.value, line.words, colours.ink, xref="paper", xanchor="left",
             yanchor="bottom")
        for line in chart.cutoffs
    ]  # fmt: skip
    if chart.error:
        notes.append(
            note(
                0.995,
                chart.error.high,
                chart.error.words,
                colours.accent,
                xref="paper",
                xanchor="right",
                yanchor="top",
                font={"size": 11, "color": colours.accent},
            )
        )
    notes += [
        note(e.on.isoformat(), 1.0, f"<b>{place}</b>", colours.faint, yref="paper",
             yanchor="bottom", xanchor="center")
        for place, e in chart.numbered
    ]  # fmt: skip
    return notes
