"""SUD and VOC of one target as a figure of two panels over the same ratings."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from dashboard.components.plot import Palette, Spec, safe, segment
from dashboard.outcomes.targets.view import Rating, Ratings, TargetCourse

NARROWEST = 0.22  # part of the axis a label like "12 Nov" takes of 390 px, with room beside it
MARKS = (("circle", "solid"), ("square", "dash"))


def target_figure(course: TargetCourse, colours: Palette) -> Spec:
    """The SUD above, the VOC below; a thin line begins each day."""
    shown = [kind for kind in course.kinds if kind.ratings]
    last = max(r.place for kind in shown for r in kind.ratings)
    named = days_named(course.days, last)
    panels = [_panel(kind, at, len(shown), colours) for at, kind in enumerate(shown)]
    return {
        "data": [_line(kind, at, colours) for at, kind in enumerate(shown)],
        "layout": {
            "height": 60 + 140 * len(shown),
            "margin": {"l": 64, "r": 16, "t": 16, "b": 36},
            "showlegend": False,
            "hovermode": "closest",
            "xaxis": {
                "range": [0.5, last + 0.5],
                "tickvals": [place for place, _ in named],
                "ticktext": [f"{on.day} {on:%b}" for _, on in named],
                "tickangle": 0,
                "showgrid": False,
                "zeroline": False,
                "anchor": _y(len(shown) - 1),
            },
            **{axis: spec for axis, spec in panels},
            "shapes": [
                segment((place - 0.5, place - 0.5), (0, 1), colours.faint, yref="paper",
                        line={"dash": "dot"})
                for place, _ in course.days[1:]
            ],
        },
    }  # fmt: skip


def days_named(days: Sequence[tuple[int, date]], last: int) -> list[tuple[int, date]]:
    """The days with a label below, so far apart that no two touch on a telephone.

    The newest is always among them; every day keeps its dotted line, and stands in the table.
    """
    named: list[tuple[int, date]] = []
    for place, on in reversed(days):
        if not named or named[-1][0] - place >= last * NARROWEST:
            named.append((place, on))
    return named[::-1]


def _y(at: int) -> str:
    return "y" if at == 0 else f"y{at + 1}"


def _panel(kind: Ratings, at: int, count: int, colours: Palette) -> tuple[str, Spec]:
    top, height = 1 - at / count, 1 / count
    spec = {
        "domain": [top - height + (0.06 if at < count - 1 else 0), top],
        "range": [kind.low - 0.5, kind.high + 0.5],
        "tick0": kind.low,
        "dtick": 2,
        "showgrid": True,
        "gridcolor": colours.grid,
        "zeroline": False,
        "fixedrange": True,
        "title": {"text": f"{kind.name}<br>{kind.better} is better", "font": {"size": 12}},
    }
    return ("yaxis" if at == 0 else f"yaxis{at + 1}"), spec


def _line(kind: Ratings, at: int, colours: Palette) -> Spec:
    symbol, dash = MARKS[at % len(MARKS)]
    colour = colours.series[at]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": kind.name,
        "yaxis": _y(at),
        "x": [r.place for r in kind.ratings],
        "y": [r.value for r in kind.ratings],
        "text": [f"{r.value:g}" for r in kind.ratings],
        "textposition": "top center",
        "cliponaxis": False,
        "customdata": [", ".join(_told(r)) for r in kind.ratings],
        "hovertemplate": f"{kind.name} %{{y:g}}, rating %{{x}}, %{{customdata}}<extra></extra>",
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {
            "size": [13 if r.marked else 9 for r in kind.ratings],
            "symbol": symbol,
            "color": colour,
        },
    }


def _told(rating: Rating) -> list[str]:
    """The day, and the set a rating was asked after with what was noted then."""
    on = f"{rating.on.day} {rating.on:%b %Y}"
    return [on, safe(rating.after)] if rating.after else [on]
