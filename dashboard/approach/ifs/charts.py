"""Self-access toward one part over time. Pure."""

from __future__ import annotations

from core.approaches.model import IfsPart
from dashboard.components.plot import Palette, Spec

HEIGHT = 130


def self_access_figure(part: IfsPart, colours: Palette) -> Spec:
    """A line from 0 (blended) to 10, one point for each day it was rated."""
    days = [one.on.isoformat() for one in part.self_access]
    axis = {"gridcolor": colours.grid, "zeroline": False, "fixedrange": True,
            "tickfont": {"size": 11, "color": colours.faint}}  # fmt: skip
    return {
        "data": [{
            "type": "scatter",
            "mode": "lines+markers",
            "x": days,
            "y": [one.value for one in part.self_access],
            "line": {"color": colours.line, "width": 2},
            "marker": {"size": 8, "color": colours.line},
            "hovertemplate": "%{x|%d %b %Y}: %{y} of 10<extra></extra>",
        }],
        "layout": {
            "height": HEIGHT,
            "margin": {"l": 26, "r": 10, "t": 8, "b": 22},
            "paper_bgcolor": "rgba(0,0,0,0)",
            "plot_bgcolor": "rgba(0,0,0,0)",
            "showlegend": False,
            "dragmode": False,
            "xaxis": axis | {"type": "date", "showgrid": False, "nticks": 4,
                             "tickformat": "%d %b"},
            "yaxis": axis | {"range": [-0.7, 10.7], "tickvals": [0, 5, 10]},
        },
    }  # fmt: skip
