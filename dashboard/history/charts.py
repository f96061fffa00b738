"""The timeline as a figure."""

from __future__ import annotations

from dashboard.components.plot import Palette, Spec, box, note, safe, segment
from dashboard.history.view import EventDot, Timeline

PERIODS = ((0, "infancy"), (3, "early"), (6, "childhood"), (12, "teens"), (18, "emerging"),
           (26, "adult"))  # fmt: skip
LANE = 30
STEP = 0.8  # height of one row of events, in lanes
CHARACTER = 1 / 140  # width of a letter, in widths of the figure
LONGEST = 44


def timeline_figure(timeline: Timeline, colours: Palette) -> Spec:
    """An age axis: events on top, a bar for each figure below. Dots and bars can be clicked."""
    lanes = len(timeline.bars)
    rows = _event_rows(timeline)
    top = lanes + 0.6 + STEP * (max(rows, default=0) + 1)
    return {
        "data": [_dots(timeline, colours, lanes, rows), _bar_handles(timeline, colours, lanes)],
        "layout": {
            "height": int(80 + LANE * (top + 1)),
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
            "yaxis": {"range": [-0.4, top + 0.6], "visible": False, "fixedrange": True},
            "shapes": [*_periods(timeline, top + 0.6, colours), *_bars(timeline, colours, lanes)],
            "annotations": _names(timeline, colours, lanes, rows, top + 0.6),
        },
    }


def _row(place: int, lanes: int) -> float:
    return lanes - 1 - place + 0.2


def _event_rows(timeline: Timeline) -> list[int]:
    """A row for each event, so that no two headlines stand on each other."""
    taken: list[list[tuple[float, float]]] = []
    rows = []
    for event in timeline.events:
        start, end = _reach(event, timeline)
        free = (all(e < start or s > end for s, e in row) for row in taken)
        row = next((number for number, is_free in enumerate(free) if is_free), len(taken))
        if row == len(taken):
            taken.append([])
        taken[row].append((start, end))
        rows.append(row)
    return rows


def _to_the_right(event: EventDot, timeline: Timeline) -> bool:
    return event.age < timeline.until * 0.6


def _reach(event: EventDot, timeline: Timeline) -> tuple[float, float]:
    width = (len(_headline(event.headline)) + 4) * (timeline.until + 1.6) * CHARACTER
    margin = (timeline.until + 1.6) * CHARACTER * 2
    if _to_the_right(event, timeline):
        return event.age - margin, event.age + width
    return event.age - width, event.age + margin


def _headline(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1].rstrip()}…"


def _dots(timeline: Timeline, colours: Palette, lanes: int, rows: list[int]) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [event.age for event in timeline.events],
        "y": [lanes + 0.6 + STEP * row for row in rows],
        "customdata": [str(event.id) for event in timeline.events],
        "hovertext": [
            f"<b>{safe(e.headline)}</b><br>age {e.age:g}<br>{safe(e.words)}"
            for e in timeline.events
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


def _names(
    timeline: Timeline, colours: Palette, lanes: int, rows: list[int], top: float
) -> list[Spec]:
    names = [
        note(b.start, _row(i, lanes) + 0.3, f" {safe(b.name)}" + (f" · {b.mark}" if b.mark else ""),
             colours.ink, xanchor="left")
        for i, b in enumerate(timeline.bars)
    ]  # fmt: skip
    names += [
        note(e.age, lanes + 0.6 + STEP * row, safe(_headline(e.headline)), colours.ink,
             xanchor="left", xshift=9)
        if _to_the_right(e, timeline)
        else note(e.age, lanes + 0.6 + STEP * row, safe(_headline(e.headline)), colours.ink,
                  xanchor="right", xshift=-9)
        for e, row in zip(timeline.events, rows, strict=True)
    ]  # fmt: skip
    names += [
        note(age, top, words, colours.faint, xanchor="left", yanchor="top",
             font={"size": 10, "color": colours.faint})
        for age, words in PERIODS
        if age < timeline.until
    ]  # fmt: skip
    return names
