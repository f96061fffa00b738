"""The plane of avoidance and anxiety as a figure."""

from __future__ import annotations

from dashboard.components.plot import Palette, Spec, box, note, safe
from dashboard.outcomes.attachment.view import Plane, Trail
from dashboard.outcomes.charts import DASHES, SYMBOLS

ROOM = 0.35
_SYMBOLS = (*SYMBOLS, "pentagon", "hourglass")  # five relationships and three means


def plane_figure(plane: Plane, colours: Palette) -> Spec:
    """A path for each relationship or mean: hollow where it begins, an arrow to where it is now.

    A mean is thin and grey, and its days stand in the table only.
    """
    axis = {
        "range": [plane.low - ROOM, plane.high + ROOM],
        "dtick": 1,
        "showgrid": True,
        "gridcolor": colours.grid,
        "zeroline": False,
        "fixedrange": True,
    }
    low, high = f"{plane.low:g}", f"{plane.high:g}"
    return {
        "data": [_path(trail, place, colours) for place, trail in enumerate(plane.trails)],
        "layout": {
            "height": 470,
            "margin": {"l": 56, "r": 16, "t": 16, "b": 56},
            "showlegend": True,
            "legend": {"orientation": "h", "y": -0.18},
            "hovermode": "closest",
            "xaxis": axis
            | {"title": {"text": f"Avoidance ({low} to {high}, lower = at ease with closeness)",
                         "font": {"size": 12}}},
            "yaxis": axis
            | {"title": {"text": f"Anxiety ({low} to {high}, lower = less worry)",
                         "font": {"size": 12}}},
            "shapes": [s for trail in plane.trails for s in _error(plane, trail, colours)],
            "annotations": [
                *(n for at, t in enumerate(plane.trails) for n in _arrow(t, at, colours)),
                *(n for t in plane.trails if not t.is_mean for n in _ends(t, colours)),
            ],
        },
    }  # fmt: skip


def _path(trail: Trail, place: int, colours: Palette) -> Spec:
    symbol = _SYMBOLS[place % len(_SYMBOLS)]
    colour = _colour(trail, place, colours)
    last = len(trail.places) - 1
    return {
        "type": "scatter",
        "mode": "lines+markers",
        "name": safe(trail.name),
        "x": [p.avoidance for p in trail.places],
        "y": [p.anxiety for p in trail.places],
        "text": [f"{p.on.day} {p.on:%b %Y}" for p in trail.places],
        "hovertemplate": f"{safe(trail.name)}, %{{text}}<br>avoidance %{{x:.2f}}<br>"
        "anxiety %{y:.2f}<extra></extra>",
        "line": {"color": colour, "width": _width(trail), "dash": DASHES[place % len(DASHES)]},
        "marker": {
            "size": 10,
            "color": colour,
            "symbol": [f"{symbol}-open" if last and not n else symbol for n in range(last + 1)],
        },
    }


def _colour(trail: Trail, place: int, colours: Palette) -> str:
    return colours.faint if trail.is_mean else colours.series[place % len(colours.series)]


def _width(trail: Trail) -> float:
    return 1.2 if trail.is_mean else 2


def _error(plane: Plane, trail: Trail, colours: Palette) -> list[Spec]:
    if plane.error is None or len(trail.places) < 2:
        return []
    first, (across, up) = trail.places[0], plane.error
    return [
        box(
            (first.avoidance - across, first.avoidance + across),
            (first.anxiety - up, first.anxiety + up),
            fillcolor=colours.shade,
        )
    ]


def _arrow(trail: Trail, place: int, colours: Palette) -> list[Spec]:
    if len(trail.places) < 2:
        return []
    before, last = trail.places[-2], trail.places[-1]
    return [
        {
            "x": last.avoidance, "y": last.anxiety, "xref": "x", "yref": "y",
            "ax": before.avoidance, "ay": before.anxiety, "axref": "x", "ayref": "y",
            "showarrow": True, "text": "", "arrowhead": 2, "arrowsize": 1.2,
            "arrowwidth": _width(trail), "standoff": 6,
            "arrowcolor": _colour(trail, place, colours),
        }
    ]  # fmt: skip


def _ends(trail: Trail, colours: Palette) -> list[Spec]:
    """The day of the first rating above its point, that of the latest one below."""
    last = len(trail.places) - 1
    return [
        note(
            p.avoidance, p.anxiety, f"{p.on.day} {p.on:%b}", colours.faint, xanchor=side,
            yanchor="top" if n else "bottom", xshift=-6 if n else 6, yshift=-6 if n else 4,
            font={"size": 11, "color": colours.faint},
        )
        for n, p in enumerate(trail.places)
        for side in ("right" if n else "left",)
        if n in (0, last)
    ]  # fmt: skip
