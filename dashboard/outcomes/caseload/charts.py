"""The caseload as a figure: first score across, latest score up."""

from __future__ import annotations

from dashboard.components.plot import Palette, Spec, note, safe, segment
from dashboard.outcomes.caseload.view import BY_CONVENTION, VERDICTS, Dot, Scatter

SYMBOLS = ("circle", "square-open", "x", "diamond-open")
PLACES = {
    words[kind]: place for words in (VERDICTS, BY_CONVENTION) for place, kind in enumerate(words)
}
MOST_NAMED = 30  # dots from which codes beside them would only hide each other
ROOM = 0.03


def scatter_figure(view: Scatter, colours: Palette) -> Spec:
    """Dots by verdict, each with its own symbol, and the lines they are read against."""
    room = (view.high - view.low) * ROOM
    named = len(view.dots) <= MOST_NAMED
    axis = {
        "range": [view.low - room, view.high + room],
        "showgrid": True,
        "gridcolor": colours.grid,
        "zeroline": False,
        "fixedrange": True,
    }
    return {
        "data": [
            _dots([d for d in view.dots if d.verdict == verdict], verdict, named, colours)
            for verdict in PLACES
            if any(d.verdict == verdict for d in view.dots)
        ],
        "layout": {
            "height": 500,
            "margin": {"l": 56, "r": 16, "t": 24, "b": 56},
            "showlegend": True,
            "legend": {"orientation": "h", "y": -0.16},
            "hovermode": "closest",
            "xaxis": axis | {"title": {"text": "First score", "font": {"size": 12}}},
            "yaxis": axis
            | {"title": {"text": f"Latest score ({view.better} is better)", "font": {"size": 12}}},
            "shapes": _lines(view, colours),
            "annotations": _notes(view, colours),
        },
    }


def _dots(dots: list[Dot], verdict: str, named: bool, colours: Palette) -> Spec:
    place = PLACES[verdict]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "name": verdict,
        "x": [d.pre for d in dots],
        "y": [d.post for d in dots],
        "text": [_beside(d, named) for d in dots],
        "textposition": "top right",
        "textfont": {"size": 11, "color": colours.faint},
        "customdata": [safe(", ".join(d.who[:8]) + (" …" if len(d.who) > 8 else "")) for d in dots],
        "hovertemplate": "%{customdata}<br>%{x:g} to %{y:g}: " + verdict + "<extra></extra>",
        "marker": {
            "size": [10 + 2 * min(len(d.who) - 1, 4) for d in dots],
            "symbol": SYMBOLS[place],
            "color": colours.series[place % len(colours.series)],
            "line": {"width": 2, "color": colours.series[place % len(colours.series)]},
        },
    }


def _beside(dot: Dot, named: bool) -> str:
    """The code, or how many are there."""
    if len(dot.who) > 1:
        return f"{len(dot.who)} clients"
    return safe(dot.codes[0]) if named else ""


def _lines(view: Scatter, colours: Palette) -> list[Spec]:
    ends = (view.low, view.high)
    lines = [segment(ends, ends, colours.ink)]
    for by in (view.reliable, -view.reliable) if view.reliable else ():
        shifted = (view.low + by, view.high + by)
        lines.append(segment(ends, shifted, colours.faint, line={"dash": "dot"}))
    if view.cutoff:
        at = (view.cutoff[0], view.cutoff[0])
        lines.append(segment(ends, at, colours.accent, line={"dash": "dash"}))
        lines.append(segment(at, ends, colours.accent, line={"dash": "dash"}))
    return lines


def _notes(view: Scatter, colours: Palette) -> list[Spec]:
    notes = []
    if view.cutoff:
        notes.append(
            note(0.99, view.cutoff[0], view.cutoff[1], colours.accent, xref="paper",
                 xanchor="right", yanchor="bottom")
        )  # fmt: skip
    upper, lower = ("better", "worse") if view.better == "higher" else ("worse", "better")
    corner = {"xref": "paper", "yref": "paper", "showarrow": False}
    notes.append(note(0.01, 0.99, f"{upper} now", colours.faint, xanchor="left", yanchor="top",
                      **corner))  # fmt: skip
    notes.append(note(0.99, 0.01, f"{lower} now", colours.faint, xanchor="right",
                      yanchor="bottom", **corner))  # fmt: skip
    return notes
