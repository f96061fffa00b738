"""Arousal before and after each strategy, drawn as dots; medians where there are enough."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.triggers.patterns.view import BeforeAfter

_ROW = 62


def before_after_figure(rows: Sequence[BeforeAfter], colours: Palette) -> Spec:
    """A row for each strategy: hollow dots before, filled dots after, a bar at each median."""
    data: list[Spec] = []
    notes: list[Spec] = []
    for place, row in enumerate(rows):
        data += [
            _dots(row.before, place - 0.02, colours.accent, hollow=True),
            _dots(row.after, place + 0.24, colours.line, hollow=False),
        ]
        if row.medians:
            data += [
                _median(row.medians[0], place - 0.02, colours.ink),
                _median(row.medians[1], place + 0.24, colours.ink),
            ]
        notes.append(_title(row, place, colours))
    return {"data": data, "layout": _layout(rows, colours) | {"annotations": notes}}


def _title(row: BeforeAfter, place: int, colours: Palette) -> Spec:
    return note(
        0, place - 0.34, f"<b>{safe(row.name)}</b>  {row.note}", colours.ink,
        xref="paper", xanchor="left",
    )  # fmt: skip


def _dots(values: Sequence[int], height: float, colour: str, *, hollow: bool) -> Spec:
    return {
        "type": "scatter", "mode": "markers", "x": list(values), "y": [height] * len(values),
        "marker": {"color": colour, "size": 10, "opacity": 0.75,
                   "symbol": "circle-open" if hollow else "circle", "line": {"width": 2}},
        "hovertemplate": ("before" if hollow else "after") + ": %{x}<extra></extra>",
    }  # fmt: skip


def _median(value: float, height: float, colour: str) -> Spec:
    return {
        "type": "scatter", "mode": "markers", "x": [value], "y": [height],
        "marker": {"color": colour, "size": 20, "symbol": "line-ns-open", "line": {"width": 3}},
        "hovertemplate": "median: %{x}<extra></extra>",
    }  # fmt: skip


def _layout(rows: Sequence[BeforeAfter], colours: Palette) -> Spec:
    top = rows[0].top
    return {
        "height": _ROW * len(rows) + 34,
        "showlegend": False,
        "margin": {"l": 4, "r": 4, "t": 4, "b": 28},
        "xaxis": {
            "range": [-0.03 * top, 1.03 * top], "dtick": top / 5, "fixedrange": True,
            "gridcolor": colours.grid, "zeroline": False,
            "tickfont": {"color": colours.faint, "size": 11},
        },
        "yaxis": {
            "range": [len(rows) - 0.45, -0.6], "visible": False, "fixedrange": True,
        },
    }  # fmt: skip
