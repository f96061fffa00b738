"""The relationship map as a figure: styles of line that can be told apart without colour."""

from __future__ import annotations

from collections.abc import Iterator
from math import hypot
from typing import NamedTuple

from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.history.relationships.places import DOT, HALF, LEGEND, RingMap, Spot, ring_places
from dashboard.history.relationships.view import RelationshipMap, bond_words

CENTRE = 24.0  # half the size of the client's circle
TOOTH, SWING = 7.0, 4.0  # of a zigzag
KEPT = {"marker": {"opacity": 1}}


class Style(NamedTuple):
    """How a bond is drawn: lines beside each other, dash, width, and what interrupts it."""

    lines: int = 1
    dash: str = "solid"
    width: float = 1.6
    zigzag: bool = False
    mark: str = ""


STYLES = {
    "close": Style(lines=2),
    "secure_base": Style(width=4),
    "distant": Style(dash="dot"),
    "ambivalent": Style(dash="dashdot"),
    "conflict": Style(zigzag=True, width=1.3),
    "cut_off": Style(mark="‖"),
    "controlling": Style(mark="■"),
    "frightening": Style(zigzag=True, width=3),
    "enmeshed": Style(lines=3),
    "lost": Style(dash="dash", mark="✕"),
}
Point = tuple[float, float]


def relationship_figure(view: RelationshipMap, colours: Palette) -> Spec:
    """The client in the middle, rings by closeness, a line for each bond, arrows for comfort."""
    at = ring_places(view)
    legend = _legend(view)
    low = -at.top - LEGEND * (len(legend) + 0.5)
    rows = [(bond, -at.top - LEGEND * (n + 0.5)) for n, (bond, _) in enumerate(legend)]
    strokes = [s for spot in at.spots for s in _bond(_edge(spot), spot.person.bond)]
    strokes += [s for bond, y in rows for s in _bond(((-HALF + 4, y), (-HALF + 50, y)), bond)]
    return {
        "data": [*_traces(strokes, colours), _middle(colours), _people(at, colours)],
        "layout": {
            "height": int(at.top - low) + 16,
            "margin": {"l": 4, "r": 4, "t": 8, "b": 8},
            "showlegend": False,
            "hovermode": "closest",
            "dragmode": False,
            "xaxis": {"range": [-HALF, HALF], "visible": False, "fixedrange": True},
            "yaxis": {"range": [low, at.top], "visible": False, "fixedrange": True},
            "shapes": _rings(at, colours),
            "annotations": [
                *(one for spot in at.spots for one in _comfort(spot, colours)),
                *_marks(at, rows, colours),
                *_labels(at, colours),
                *_legend_words(legend, rows, colours),
            ],
        },
    }


class Stroke(NamedTuple):
    """One drawn line: its points, its dash and its width."""

    points: tuple[Point, ...]
    dash: str
    width: float


def _edge(spot: Spot) -> tuple[Point, Point]:
    """From the edge of the client's circle to the edge of the person's dot."""
    far = hypot(spot.x, spot.y) or 1.0
    start, end = CENTRE / far, 1 - (DOT - 2) / far
    return (spot.x * start, spot.y * start), (spot.x * end, spot.y * end)


def _bond(line: tuple[Point, Point], bond: str) -> Iterator[Stroke]:
    style = STYLES.get(bond)
    if style is None:
        return
    if style.zigzag:
        yield Stroke(_zigzag(*line), "solid", style.width)
        return
    for n in range(style.lines):
        yield Stroke(_beside(*line, (n - (style.lines - 1) / 2) * 4), style.dash, style.width)


def _across(start: Point, end: Point) -> tuple[float, Point]:
    """How long a line is, and one pixel at right angles to it."""
    dx, dy = end[0] - start[0], end[1] - start[1]
    long = hypot(dx, dy) or 1.0
    return long, (-dy / long, dx / long)


def _beside(start: Point, end: Point, by: float) -> tuple[Point, ...]:
    _, (nx, ny) = _across(start, end)
    return (start[0] + nx * by, start[1] + ny * by), (end[0] + nx * by, end[1] + ny * by)


def _zigzag(start: Point, end: Point) -> tuple[Point, ...]:
    long, (nx, ny) = _across(start, end)
    teeth = max(2, round(long / TOOTH))
    points = [start]
    for n in range(1, teeth):
        part, swing = n / teeth, SWING if n % 2 else -SWING
        points.append((start[0] + (end[0] - start[0]) * part + nx * swing,
                       start[1] + (end[1] - start[1]) * part + ny * swing))  # fmt: skip
    return (*points, end)


def _traces(strokes: list[Stroke], colours: Palette) -> Iterator[Spec]:
    """One trace for each look, its lines set apart by gaps."""
    looks = sorted({(one.dash, one.width) for one in strokes})
    for dash, width in looks:
        alike = [one.points for one in strokes if (one.dash, one.width) == (dash, width)]
        yield {
            "type": "scatter",
            "mode": "lines",
            "x": [x for points in alike for x in (*(p[0] for p in points), None)],
            "y": [y for points in alike for y in (*(p[1] for p in points), None)],
            "line": {"color": colours.ink, "width": width, "dash": dash},
            "hoverinfo": "skip",
        }


def _rings(at: RingMap, colours: Palette) -> list[Spec]:
    return [
        {
            "type": "circle", "layer": "below",
            "x0": -ring.across, "x1": ring.across, "y0": -ring.high, "y1": ring.high,
            "line": {"color": colours.box_edge, "width": 1,
                     "dash": "dot" if ring.ring > 3 else "solid"},
        }
        for ring in at.rings
    ]  # fmt: skip


def _middle(colours: Palette) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [0],
        "y": [0],
        "hoverinfo": "skip",
        "marker": {
            "size": 2 * CENTRE, "color": colours.box, "opacity": 1,
            "line": {"color": colours.line, "width": 2},
        },
        "selected": KEPT,
        "unselected": KEPT,
    }  # fmt: skip


def _people(at: RingMap, colours: Palette) -> Spec:
    people = [spot.person for spot in at.spots]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [spot.x for spot in at.spots],
        "y": [spot.y for spot in at.spots],
        "customdata": [str(person.entry) for person in people],
        "hovertext": [
            f"<b>{safe(p.name)}</b><br>" + "<br>".join(safe(p.said).split("; ")) for p in people
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": 14,
            "color": [colours.page if p.died else colours.line for p in people],
            "symbol": ["square" if "safe haven" in p.marks else "circle" for p in people],
            "line": {"color": colours.line, "width": 2},
        },
        "selected": KEPT,
        "unselected": KEPT,
    }


def _comfort(spot: Spot, colours: Palette) -> Iterator[Spec]:
    """An arrow along the outer part of the line, towards whoever is comforted."""
    (x0, y0), (x1, y1) = _edge(spot)
    near = (x0 + (x1 - x0) * 0.08, y0 + (y1 - y0) * 0.08)
    inner, outer = (x0 + (x1 - x0) * 0.5, y0 + (y1 - y0) * 0.5), (x1, y1)
    if spot.person.comforts in ("they_comfort", "both"):
        yield _arrow(inner, near, colours)
    if spot.person.comforts in ("client_comforts", "both"):
        yield _arrow(inner, outer, colours)


def _arrow(tail: Point, head: Point, colours: Palette) -> Spec:
    return {
        "x": head[0], "y": head[1], "xref": "x", "yref": "y",
        "ax": tail[0], "ay": tail[1], "axref": "x", "ayref": "y",
        "showarrow": True, "text": "", "arrowhead": 2, "arrowsize": 1.1,
        "arrowwidth": 2.4, "arrowcolor": colours.accent,
    }  # fmt: skip


def _marks(at: RingMap, rows: list[tuple[str, float]], colours: Palette) -> Iterator[Spec]:
    """What interrupts a line, in its middle."""
    middles = []
    for spot in at.spots:
        (x0, y0), (x1, y1) = _edge(spot)
        middles.append((spot.person.bond, (x0 + x1) / 2, (y0 + y1) / 2))
    for bond, x, y in (*middles, *((bond, -HALF + 27, y) for bond, y in rows)):
        style = STYLES.get(bond)
        if style and style.mark:
            yield _on_the_spot(x, y, style.mark, 12, colours.ink, colours)


def _labels(at: RingMap, colours: Palette) -> Iterator[Spec]:
    for spot in at.spots:
        right = spot.right
        yield note(
            spot.x, spot.y, "<br>".join(safe(line) for line in spot.lines), colours.ink,
            xanchor="left" if right else "right", yanchor="middle",
            xshift=DOT if right else -DOT, align="left" if right else "right",
            bgcolor=colours.page, borderpad=0, font={"size": 11, "color": colours.ink},
        )  # fmt: skip
    for ring in at.rings:
        yield _on_the_spot(0, ring.high, ring.words, 10, colours.faint, colours)
    yield _on_the_spot(0, 0, "client", 11, colours.ink, colours) | {"bgcolor": colours.box}


def _on_the_spot(x: float, y: float, words: str, size: int, ink: str, colours: Palette) -> Spec:
    return note(x, y, words, ink, xanchor="center", yanchor="middle", bgcolor=colours.page,
                borderpad=0, font={"size": size, "color": ink})  # fmt: skip


def _legend(view: RelationshipMap) -> list[tuple[str, str]]:
    """The rows under the map: a kind of bond with its words, or words alone."""
    rows = [(bond, bond_words(bond)) for bond in view.bonds]
    if view.arrows:
        rows.append(("comfort", "Comfort goes this way"))
    if any("safe haven" in person.marks for person in view.people):
        rows.append(("haven", "Square, “haven”: safe haven"))
    if any("secure base" in person.marks for person in view.people):
        rows.append(("base", "“base”: secure base"))
    return rows


def _legend_words(
    legend: list[tuple[str, str]], rows: list[tuple[str, float]], colours: Palette
) -> Iterator[Spec]:
    for (kind, words), (_, y) in zip(legend, rows, strict=True):
        yield note(-HALF + 58, y, safe(words), colours.ink, xanchor="left", yanchor="middle",
                   font={"size": 11, "color": colours.ink})  # fmt: skip
        if kind == "comfort":
            yield _arrow((-HALF + 4, y), (-HALF + 46, y), colours)
