"""The timeline as a figure. One unit up is one pixel, so nothing moves with the data."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.components.plot import Palette, Spec, box, note, safe, segment
from dashboard.history.timeline.places import PERIODS, Label, LanePlace, Places, places
from dashboard.history.timeline.view import Cell, EventDot, Timeline, ages_said

AXIS = 46  # pixels under the picture
CENTRE, STEP, LEAST = 3.0, 3.0, 2.0  # of a rating: from the line, for each point, for a zero
KEPT = {"marker": {"opacity": 1}}  # nothing fades when something else was clicked
NO_FILL = "rgba(0,0,0,0)"


def timeline_figure(timeline: Timeline, colours: Palette) -> Spec:
    """An age axis: events on top, a lane for each figure below. Everything can be clicked."""
    at = places(timeline)
    return {
        "data": [
            _presence(at, colours),
            _side(at, colours, gave=True),
            _side(at, colours, gave=False),
            _mixed_handles(at, colours),
            _dots(at, colours),
        ],
        "layout": {
            "height": int(at.height) + AXIS,
            "margin": {"l": 8, "r": 8, "t": 0, "b": AXIS},
            "showlegend": False,
            "hovermode": "closest",
            "barmode": "overlay",
            "dragmode": False,
            "xaxis": _age_axis(at, timeline, colours),
            "yaxis": {"range": [-at.height, 0], "visible": False, "fixedrange": True},
            "shapes": [*_boundaries(at, timeline, colours), *_mixed(at, colours)],
            "annotations": [
                *(_words(one, colours.ink, bold=True) for one in at.headings),
                *(_words(one, colours.ink) for one in (*at.names, *at.headlines)),
                *(_words(one, colours.faint) for one in at.periods),
            ],
        },
    }


def _age_axis(at: Places, timeline: Timeline, colours: Palette) -> Spec:
    ticks: list[float] = [age for age, _ in PERIODS if age <= timeline.until]
    ticks += [age for age in range(40, int(timeline.until) + 1, 20) if age <= timeline.until]
    return {
        "range": [at.low, at.high],
        "tickvals": ticks,
        "title": {"text": "age in years", "font": {"size": 12}},
        "tickfont": {"size": 11, "color": colours.faint},
        "showgrid": False,
        "zeroline": False,
        "fixedrange": True,
    }


def _boundaries(at: Places, timeline: Timeline, colours: Palette) -> list[Spec]:
    return [
        segment((age, age), (-at.height, 0), colours.grid, layer="below")
        for age, _ in PERIODS
        if age < timeline.until
    ]


def _words(label: Label, colour: str, *, bold: bool = False) -> Spec:
    text = "<br>".join(safe(line) for line in label.lines)
    return note(
        label.age, -label.y, f"<b>{text}</b>" if bold else text, colour,
        xanchor="left" if label.right else "right", yanchor="middle",
        xshift=label.shift if label.right else -label.shift,
        font={"size": 11, "color": colour}, align="left" if label.right else "right",
        borderpad=0,
    )  # fmt: skip


def _presence(at: Places, colours: Palette) -> Spec:
    """A thin bar from one age to another: there at all."""
    drawn = [p for p in at.lanes if p.lane.start is not None and p.lane.end is not None]
    spans = [(p.lane.start or 0.0, p.lane.end or 0.0) for p in drawn]
    least = (at.high - at.low) * 0.008  # what began this year is still seen
    ends = zip(drawn, spans, strict=True)
    return _bars(
        [(start, max(end - start, least), -p.y, 5.0) for p, (start, end) in ends],
        [str(p.lane.entry or "") for p in drawn],
        [f"<b>{safe(p.lane.name)}</b><br>age {ages_said(*span)}"
         + _more(p.lane.marks)
         for p, span in zip(drawn, spans, strict=True)],
        {"color": colours.box_edge, "line": {"width": 0}},
    )  # fmt: skip


def _more(words: str) -> str:
    return f"<br>{safe(words)}" if words else ""


def _side(at: Places, colours: Palette, *, gave: bool) -> Spec:
    """Ratings above the line (what was given) or below it, hatched (what strained)."""
    found = [
        (place, cell, value)
        for place in at.lanes
        for cell in place.lane.cells
        if (value := cell.gave if gave else cell.hurt) is not None
    ]
    bars = []
    for place, cell, value in found:
        tall = LEAST + STEP * value
        away = CENTRE + tall / 2
        bars.append((cell.start, cell.end - cell.start, -place.y + (away if gave else -away), tall))
    colour = colours.line if gave else colours.accent
    hatch = {"shape": "/", "size": 5, "solidity": 0.35, "fgcolor": colour, "bgcolor": NO_FILL}
    marker = {"color": colour, "line": {"width": 1, "color": colour}}
    return _bars(
        bars,
        [str(place.lane.rated or "") for place, _, _ in found],
        [_rated_words(cell) for _, cell, _ in found],
        marker if gave else marker | {"pattern": hatch},
    )


def _rated_words(cell: Cell) -> str:
    head, *rest = cell.words
    return "<br>".join([f"<b>{safe(head)}</b>", *(safe(line) for line in rest)])


def _bars(
    bars: list[tuple[float, float, float, float]], entries: list[str], hover: list[str],
    marker: Spec,
) -> Spec:  # fmt: skip
    """Bars as start, length, middle and height."""
    return {
        "type": "bar",
        "orientation": "h",
        "base": [bar[0] for bar in bars],
        "x": [bar[1] for bar in bars],
        "y": [bar[2] for bar in bars],
        "width": [bar[3] for bar in bars],
        "customdata": entries,
        "hovertext": hover,
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": marker,
        "selected": KEPT,
        "unselected": KEPT,
    }


def _mixed(at: Places, colours: Palette) -> Iterator[Spec]:
    for place, cell in _mixed_cells(at):
        tall = CENTRE + LEAST + STEP * 4
        yield box((cell.start, cell.end), (-place.y - tall, -place.y + tall),
                  line={"color": colours.faint, "width": 1, "dash": "dot"})  # fmt: skip


def _mixed_handles(at: Places, colours: Palette) -> Spec:
    """An open diamond on the line where a quality differed a lot."""
    found = list(_mixed_cells(at))
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [(cell.start + cell.end) / 2 for _, cell in found],
        "y": [-place.y for place, _ in found],
        "customdata": [str(place.lane.rated or "") for place, _ in found],
        "hovertext": [_rated_words(cell) for _, cell in found],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": 9, "symbol": "diamond-open", "color": colours.ink},
        "selected": KEPT,
        "unselected": KEPT,
    }


def _mixed_cells(at: Places) -> Iterator[tuple[LanePlace, Cell]]:
    return ((place, cell) for place in at.lanes for cell in place.lane.cells if cell.mixed)


def _dots(at: Places, colours: Palette) -> Spec:
    events = [place.event for place in at.events]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [event.age for event in events],
        "y": [-place.y for place in at.events],
        "customdata": [str(event.entry) for event in events],
        "hovertext": [
            f"<b>{safe(e.headline)}</b><br>{_aged(e)}<br>{safe(e.words)}" for e in events
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": 11,
            "symbol": ["star" if event.good else "circle" for event in events],
            "color": [colours.line if event.good else colours.accent for event in events],
        },
        "selected": KEPT,
        "unselected": KEPT,
    }


def _aged(event: EventDot) -> str:
    return f"about age {event.age:.0f}" if event.about else f"age {event.age:g}"
