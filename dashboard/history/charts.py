"""The timeline as a figure."""

from __future__ import annotations

from dashboard.components.plot import Palette, Spec, box, note, safe, segment
from dashboard.history.view import Timeline

PERIODS = ((0, "infancy"), (3, "early"), (6, "childhood"), (12, "teens"), (18, "emerging"),
           (26, "adult"))  # fmt: skip
LANE = 30


def timeline_figure(timeline: Timeline, colours: Palette) -> Spec:
    """An age axis: events on top, a bar for each figure below. Dots and bars can be clicked."""
    lanes = len(timeline.bars)
    top = lanes + 1.6
    return {
        "data": [_dots(timeline, colours, lanes), _bar_handles(timeline, colours, lanes)],
        "layout": {
            "height": 150 + LANE * (lanes + 2),
            "margin": {"l": 8, "r": 8, "t": 8, "b": 36},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "xaxis": {
                "range": [-0.6, timeline.until + 1],
                "title": {"text": "age in years"},
                "gridcolor": colours.grid,
                "zeroline": False,
                "fixedrange": True,
            },
            "yaxis": {"range": [-0.4, top + 1], "visible": False, "fixedrange": True},
            "shapes": [*_periods(timeline, top + 1, colours), *_bars(timeline, colours, lanes)],
            "annotations": _names(timeline, colours, lanes, top + 1),
        },
    }


def _row(place: int, lanes: int) -> float:
    return lanes - 1 - place + 0.2


def _dots(timeline: Timeline, colours: Palette, lanes: int) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [event.age for event in timeline.events],
        "y": [lanes + 0.5 + 0.45 * (place % 4) for place in range(len(timeline.events))],
        "customdata": [str(event.id) for event in timeline.events],
        "hovertext": [
            f"<b>{safe(e.headline)}</b><br>age {e.age:g}<br>{e.words}" for e in timeline.events
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": 13,
            "symbol": ["star" if event.good else "circle" for event in timeline.events],
            "color": [colours.line if event.good else colours.accent for event in timeline.events],
        },
    }


def _bar_handles(timeline: Timeline, colours: Palette, lanes: int) -> Spec:
    middles = [(bar.start + bar.end) / 2 for bar in timeline.bars]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": middles,
        "y": [_row(place, lanes) + 0.3 for place in range(lanes)],
        "customdata": [str(bar.id) for bar in timeline.bars],
        "hovertext": [f"{safe(b.name)}: {b.start:g} to {b.end:g}" for b in timeline.bars],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": 24, "opacity": 0.01, "color": colours.line},
    }


def _bars(timeline: Timeline, colours: Palette, lanes: int) -> list[Spec]:
    edge = {"color": colours.line, "width": 1}
    return [
        box((b.start, b.end), (_row(i, lanes), _row(i, lanes) + 0.6), fillcolor=colours.shade,
            line=edge)
        for i, b in enumerate(timeline.bars)
    ]  # fmt: skip


def _periods(timeline: Timeline, top: float, colours: Palette) -> list[Spec]:
    return [
        segment((age, age), (-0.4, top), colours.grid) for age, _ in PERIODS if age < timeline.until
    ]


def _names(timeline: Timeline, colours: Palette, lanes: int, top: float) -> list[Spec]:
    names = [
        note(b.start, _row(i, lanes) + 0.3, f" {safe(b.name)}" + (f" · {b.mark}" if b.mark else ""),
             colours.ink, xanchor="left")
        for i, b in enumerate(timeline.bars)
    ]  # fmt: skip
    names += [
        note(age, top, words, colours.faint, xanchor="left", yanchor="top",
             font={"size": 10, "color": colours.faint})
        for age, words in PERIODS
        if age < timeline.until
    ]  # fmt: skip
    return names
