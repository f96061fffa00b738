"""Counts from the diary as figures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.triggers.view import CountBars

_STEP = 40


def count_figure(bars: Sequence[CountBars], colours: Palette) -> Spec:
    """Small bar charts side by side; each bar has its name and its count above it."""
    wide = 1 / max(1, len(bars))
    data: list[Spec] = []
    layout: dict[str, Any] = {}
    notes: list[Spec] = []
    rows = max((len(one.names) for one in bars), default=0)
    for place, one in enumerate(bars):
        number = "" if place == 0 else str(place + 1)
        data.append(_bar(one, number, colours.series[place]))
        start = place * wide
        layout[f"xaxis{number}"] = _axis(start, start + wide - 0.04, number, max(one.counts))
        layout[f"yaxis{number}"] = {
            "anchor": f"x{number}", "visible": False, "fixedrange": True,
            "range": [rows - 0.3, -1.2],
        }  # fmt: skip
        notes += _names(one, number, colours)
    return {
        "data": data,
        "layout": layout
        | {
            "height": _STEP * (rows + 1),
            "showlegend": False,
            "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
            "annotations": notes,
        },
    }


def _bar(one: CountBars, number: str, colour: str) -> Spec:
    return {
        "type": "bar",
        "orientation": "h",
        "x": list(one.counts),
        "y": list(range(len(one.counts))),
        "width": 0.22,
        "marker": {"color": colour},
        "hoverinfo": "skip",
        "xaxis": f"x{number}",
        "yaxis": f"y{number}",
    }


def _axis(start: float, end: float, number: str, most: int) -> Spec:
    return {
        "domain": [start, end], "visible": False, "anchor": f"y{number}",
        "fixedrange": True, "range": [0, most],
    }  # fmt: skip


def _names(one: CountBars, number: str, colours: Palette) -> list[Spec]:
    here = {"xref": f"x{number}", "yref": f"y{number}", "xanchor": "left"}
    names = [
        note(0, row - 0.36, f"{safe(name)}  <b>{count}</b>", colours.ink, **here)
        for row, (name, count) in enumerate(zip(one.names, one.counts, strict=True))
    ]
    return [note(0, -1.0, f"<b>{one.title}</b>", colours.faint, **here), *names]
