"""How well the client says it fits, over time, as a figure."""

from __future__ import annotations

from collections.abc import Sequence

from core.formulation.versions import FEWEST_FOR_A_LINE, Fit
from dashboard.components.plot import Palette, Spec


def fit_figure(rated: Sequence[Fit], colours: Palette) -> Spec:
    """One point for each rating, 0 to 10, with its number; a line from four ratings on."""
    line = len(rated) >= FEWEST_FOR_A_LINE
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers+text" if line else "markers+text",
                "x": [fit.on.isoformat() for fit in rated],
                "y": [fit.value for fit in rated],
                "text": [str(fit.value) for fit in rated],
                "textposition": "top center",
                "textfont": {"size": 13, "color": colours.ink},
                "marker": {"size": 9, "color": colours.line},
                "line": {"color": colours.line, "width": 1.5},
                "cliponaxis": False,
                "hovertemplate": "%{x|%d %b %Y}: %{y} of 10<extra></extra>",
            }
        ],
        "layout": {
            "height": 190,
            "showlegend": False,
            "margin": {"l": 28, "r": 24, "t": 24, "b": 28},
            "xaxis": {
                "type": "date", "tickvals": [fit.on.isoformat() for fit in rated[:: _every(rated)]],
                "tickformat": "%d %b<br>%Y", "gridcolor": colours.grid, "fixedrange": True,
                "tickfont": {"color": colours.faint},
            },
            "yaxis": {
                "range": [0, 12], "tickvals": [0, 5, 10], "gridcolor": colours.grid,
                "fixedrange": True, "zeroline": False, "tickfont": {"color": colours.faint},
            },
        },
    }  # fmt: skip


def _every(rated: Sequence[Fit]) -> int:
    """Name every day, or every second, third ...: at most six stand side by side."""
    return -(-len(rated) // 6) or 1
