"""The ratings of one expectation as a small figure."""

from __future__ import annotations

from dashboard.components.plot import Palette, Spec
from dashboard.history.beliefs.view import BeliefCourse


def belief_figure(course: BeliefCourse, colours: Palette) -> Spec:
    """Dots joined in order of time, on the whole scale from 0 to 100."""
    return {
        "data": [
            {
                "type": "scatter",
                "mode": "lines+markers",
                "x": [f"{on:%Y-%m-%d}" for on in course.days],
                "y": list(course.percents),
                "line": {"color": colours.line, "width": 2},
                "marker": {"size": 7, "color": colours.line},
                "hovertemplate": "%{y} of 100, %{x|%-d %b %Y}<extra></extra>",
            }
        ],
        "layout": {
            "height": 120,
            "margin": {"l": 32, "r": 8, "t": 6, "b": 22},
            "showlegend": False,
            "dragmode": False,
            "xaxis": {
                "type": "date", "fixedrange": True, "showgrid": False, "nticks": 4,
                "tickformat": "%-d %b %Y" if _spans_years(course) else "%-d %b",
                "tickfont": {"size": 10, "color": colours.faint},
            },
            "yaxis": {
                "range": [-6, 106], "tickvals": [0, 50, 100], "fixedrange": True,
                "gridcolor": colours.grid, "zeroline": False,
                "tickfont": {"size": 10, "color": colours.faint},
            },
        },
    }  # fmt: skip


def _spans_years(course: BeliefCourse) -> bool:
    return course.days[0].year != course.days[-1].year
