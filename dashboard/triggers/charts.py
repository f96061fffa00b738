"""Counts from the diary as figures."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.components.plot import Palette, Spec, safe
from dashboard.triggers.view import CountBars


def count_figure(bars: Sequence[CountBars], colours: Palette) -> Spec:
    """Small bar charts side by side; every bar carries its count."""
    wide = 1 / max(1, len(bars))
    data, layout = [], {}
    for place, one in enumerate(bars):
        number = "" if place == 0 else str(place + 1)
        data.append(
            {
                "type": "bar",
                "orientation": "h",
                "x": one.counts[::-1],
                "y": [safe(name) for name in one.names[::-1]],
                "text": [str(count) for count in one.counts[::-1]],
                "textposition": "outside",
                "cliponaxis": False,
                "marker": {"color": colours.series[place]},
                "hoverinfo": "skip",
                "xaxis": f"x{number}",
                "yaxis": f"y{number}",
            }
        )
        start = place * wide
        layout[f"xaxis{number}"] = {
            "domain": [start + 0.14, start + wide - 0.03],
            "visible": False,
            "anchor": f"y{number}",
            "fixedrange": True,
        }
        layout[f"yaxis{number}"] = {
            "anchor": f"x{number}",
            "automargin": False,
            "tickfont": {"size": 12},
            "fixedrange": True,
        }
    titles = [
        {"text": f"<b>{one.title}</b>", "x": place * wide, "y": 1.12, "xref": "paper",
         "yref": "paper", "showarrow": False, "xanchor": "left", "font": {"color": colours.ink}}
        for place, one in enumerate(bars)
    ]  # fmt: skip
    margin = {"l": 8, "r": 8, "t": 36, "b": 8}
    return {
        "data": data,
        "layout": layout
        | {"height": 240, "showlegend": False, "margin": margin, "annotations": titles},
    }
