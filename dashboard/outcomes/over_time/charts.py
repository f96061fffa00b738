"""The stacked figure in plotly's own words: strips and panels above one time axis."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from dashboard.components.plot import Palette, Spec, box, safe, segment
from dashboard.outcomes.over_time.labels import heading, panel_notes
from dashboard.outcomes.over_time.panels import Panel
from dashboard.outcomes.over_time.places import FOOT, HEAD, ROOM, Place, mark_rows, places, split
from dashboard.outcomes.over_time.risk import RiskRow
from dashboard.outcomes.over_time.view import Mark, Stack

_SYMBOLS = {"score": "circle", "total": "circle-open", "prorated": "diamond-open",
            "flagged": "diamond"}  # fmt: skip
_RISK_SYMBOLS = {"endorsed": "circle", "answered": "circle", "not asked": "square-open"}
_SMALL = {"size": 11}


def stack_figure(shown: Stack, colours: Palette) -> Spec:
    """All panels on one time axis, landmarks across them, risk answers in rows of their own."""
    rows = mark_rows(shown)
    standing, height = places(shown, max(rows, default=-1) + 1)
    top, risks, panels = split(standing, shown)
    drawn = list(zip(shown.panels, panels, strict=True))
    strips = list(zip(shown.risks, risks, strict=True))
    return {
        "data": [
            *([_mark_trace(shown, rows, top, colours)] if top else []),
            *(_risk_trace(row, place, colours) for row, place in strips),
            *(trace for panel, place in drawn for trace in _traces(panel, place, colours)),
        ],
        "layout": {
            "height": height,
            "margin": {"l": 34, "r": 8, "t": HEAD, "b": FOOT},
            "showlegend": False,
            "hovermode": "closest",
            "hoverlabel": {"align": "left"},
            "xaxis": _time_axis(shown, standing[-1], colours),
            **{p.axis: _axis(p, shown, i, colours) for i, p in enumerate(standing)},
            "shapes": [
                *_landmark_lines(shown, colours),
                *(s for panel, place in drawn for s in _shapes(panel, place, colours)),
            ],
            "annotations": [
                *(n for row, place in strips for n in heading(row.title, place, colours)),
                *(n for panel, place in drawn for n in panel_notes(panel, place, colours)),
            ],
        },
    }


def _time_axis(shown: Stack, lowest: Place, colours: Palette) -> Spec:
    days = max((shown.end - shown.start).days, 7)
    start = shown.start - timedelta(days=max(2, days * 0.03))
    end = shown.end + timedelta(days=max(3, days * 0.17))  # room for the words at the right
    return {
        "type": "date",
        "range": [start.isoformat(), end.isoformat()],
        "anchor": lowest.ref,
        "gridcolor": colours.grid,
        "nticks": 7,
        "tickformatstops": [
            {"dtickrange": [None, "M1"], "value": "%-d %b\n%Y"},
            {"dtickrange": ["M1", None], "value": "%b\n%Y"},
        ],
        "zeroline": False,
    }


def _axis(place: Place, shown: Stack, number: int, colours: Palette) -> Spec:
    axis: Spec = {"domain": [place.bottom, place.top], "anchor": "x", "fixedrange": True,
                  "zeroline": False}  # fmt: skip
    panel_number = number - bool(shown.marks) - len(shown.risks)
    if panel_number < 0:
        return axis | {"visible": False, "range": [-0.5, max(mark_rows(shown), default=0) + 0.5]
                       if number == 0 and shown.marks else [-1, 1]}  # fmt: skip
    panel = shown.panels[panel_number]
    room = (panel.high - panel.low) * ROOM
    return axis | {
        "range": [panel.low - room, panel.high + room],
        "gridcolor": colours.grid,
        "nticks": 5,
        "tickfont": _SMALL,
    }


def _mark_trace(shown: Stack, rows: list[int], place: Place, colours: Palette) -> Spec:
    events = [mark.landmark.kind == "event" for mark in shown.marks]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "yaxis": place.ref,
        "x": [mark.landmark.on.isoformat() for mark in shown.marks],
        "y": [max(rows) - row for row in rows],
        "text": [f"<b>{mark.sign}</b>" for mark in shown.marks],
        "textfont": {"size": 11, "color": colours.ink},
        "hovertext": [_html(mark.words) for mark in shown.marks],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "size": 18,
            "opacity": 1,
            "symbol": ["circle" if event else "square" for event in events],
            "color": colours.page,
            "line": {"width": 1, "color": colours.faint},
        },
    }


def _landmark_lines(shown: Stack, colours: Palette) -> list[Spec]:
    return [_landmark_line(mark, colours) for mark in shown.marks]


def _landmark_line(mark: Mark, colours: Palette) -> Spec:
    """Plans and stages are drawn solid, events dash-dotted: told apart without colour."""
    event = mark.landmark.kind == "event"
    line = {"dash": "dashdot" if event else "solid", "width": 1}
    on = mark.landmark.on.isoformat()
    return segment((on, on), (0, 1), colours.box_edge, line=line, yref="paper", layer="below")


def _risk_trace(row: RiskRow, place: Place, colours: Palette) -> Spec:
    states = [answer.state for answer in row.answers]
    filled = {"endorsed": colours.ink, "answered": colours.shade, "not asked": colours.ink}
    return {
        "type": "scatter",
        "mode": "markers+text",
        "yaxis": place.ref,
        "x": [answer.at for answer in row.answers],
        "y": [0] * len(row.answers),
        "text": [answer.text for answer in row.answers],
        "textfont": {
            "size": 10,
            "color": [colours.page if s == "endorsed" else colours.ink for s in states],
        },
        "hovertext": [_html(f"{row.title}\n{answer.words}") for answer in row.answers],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "size": 14,
            "opacity": 1,
            "symbol": [_RISK_SYMBOLS[state] for state in states],
            "color": [filled[state] for state in states],
            "line": {"width": 1, "color": colours.faint},
        },
    }


def _traces(panel: Panel, place: Place, colours: Palette) -> Iterator[Spec]:
    if panel.expected:
        yield _expected_trace(panel, place, colours)
    if panel.trend:
        (first, start), (last, end) = panel.trend
        yield _plain(place, [first.isoformat(), last.isoformat()], [start, end]) | {
            "mode": "lines",
            "hoverinfo": "skip",
            "line": {"color": colours.line, "width": 1.5, "dash": "dot"},
        }
    if any(dot.value is None for dot in panel.dots):
        yield _across_gaps(panel, place, colours)
    yield _plain(place, [d.at for d in panel.dots], [d.value for d in panel.dots]) | {
        "mode": "lines+markers",
        "name": safe(panel.name),
        "hovertext": [_html(dot.hover) for dot in panel.dots],
        "hoverinfo": "text",
        "cliponaxis": False,
        "line": {"color": colours.line, "width": 2},
        "marker": {
            "opacity": 1,
            "size": [10 if dot.kind == "flagged" else 8 for dot in panel.dots],
            "symbol": [_SYMBOLS[dot.kind] for dot in panel.dots],
            "color": [colours.accent if d.kind == "flagged" else colours.line for d in panel.dots],
        },
    }
    if panel.hollows:
        yield _hollow_trace(panel, place, colours)


def _across_gaps(panel: Panel, place: Place, colours: Palette) -> Spec:
    """A faint line through every score, so that the dots read as one course across a gap."""
    scores = panel.scores
    return _plain(place, [d.at for d in scores], [d.value for d in scores]) | {
        "mode": "lines",
        "hoverinfo": "skip",
        "opacity": 0.4,
        "line": {"color": colours.line, "width": 1},
    }


def _expected_trace(panel: Panel, place: Place, colours: Palette) -> Spec:
    """The middle 80% of the norm group as a shape between its two edges."""
    days = [on.isoformat() for on, _ in panel.expected]
    high = [min(band.high, panel.high) for _, band in panel.expected]
    low = [max(band.low, panel.low) for _, band in panel.expected]
    return _plain(place, days + days[::-1], high + low[::-1]) | {
        "mode": "lines",
        "fill": "toself",
        "fillcolor": colours.shade,
        "hoverinfo": "skip",
        "line": {"color": colours.box_edge, "width": 1},
    }


def _hollow_trace(panel: Panel, place: Place, colours: Palette) -> Spec:
    on = [hollow.on.isoformat() for hollow in panel.hollows]
    return _plain(place, on, [panel.low] * len(on)) | {
        "mode": "markers",
        "hovertext": [_html(hollow.hover) for hollow in panel.hollows],
        "hoverinfo": "text",
        "cliponaxis": False,
        "marker": {
            "size": 9,
            "symbol": ["x-thin-open" if h.left_out else "triangle-down-open"
                       for h in panel.hollows],
            "color": colours.faint,
        },
    }  # fmt: skip


def _plain(place: Place, x: Sequence[str], y: Sequence[float | None]) -> Spec:
    return {"type": "scatter", "yaxis": place.ref, "x": list(x), "y": list(y)}


def _shapes(panel: Panel, place: Place, colours: Palette) -> Iterator[Spec]:
    across = {"xref": "paper", "yref": place.ref}
    for band in panel.bands[1::2]:
        yield box((0, 1), (band.low, band.high), fillcolor=colours.shade, **across)
    for cutoff in panel.cutoffs:
        yield segment((0, 1), (cutoff.value,) * 2, colours.ink, line={"dash": "dash"}, **across)
    for edge in panel.edges:
        yield segment((0, 1), (edge.value,) * 2, colours.accent, line={"dash": "dashdot"}, **across)


def _html(text: str) -> str:
    return safe(text).replace("\n", "<br>")
