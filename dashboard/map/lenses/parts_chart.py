"""The parts around Self as a figure: a circle for each, its letter for the role in it.

Protectors stand above (managers) and below (firefighters), exiles beside Self in the
middle. Every part has its own place of a third of the width, so no two names meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from core.formulation.lenses.ifs import IfsMap, role_of
from core.formulation.lettering import cut, screen_width
from core.formulation.model import Link, Node
from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.map.lenses.beads import LINE, SIZE, axes, pointed

LETTERS = {"manager": "M", "firefighter": "F", "exile": "E", "self": "S", "unknown": "?"}
CIRCLE = 46
ACROSS = 3
NAME_WIDTH = 96
MOST_LINES = 3
ROW = 132
_PLACES = {1: (0.5,), 2: (0.32, 0.68), 3: (1 / 6, 0.5, 5 / 6)}
ASIDE = 0.02
BOW_ASIDE = 24
_GAPS = (1 / 3, 2 / 3, 0.5, 0.02, 0.98)
Point: TypeAlias = tuple[float, float]
BOW = 12  # the outer places of a row stand nearer to the middle: the rows bend round it


class Spot(NamedTuple):
    """A part as drawn: the middle of its circle, its name's lines and on which side they are."""

    node: Node | None
    role: str
    x: float
    y: float
    lines: tuple[str, ...]
    name_above: bool
    row: int = 0

    @property
    def above(self) -> float:
        """The upper end of circle and name together."""
        return self.y - CIRCLE / 2 - (self._name if self.name_above else 0)

    @property
    def below(self) -> float:
        """The lower end of circle and name together."""
        return self.y + CIRCLE / 2 + (0 if self.name_above else self._name)

    @property
    def _name(self) -> float:
        return LINE * len(self.lines) + 4


def spots(parts: IfsMap) -> list[Spot]:
    """Every part's place: managers, then exiles around Self, then firefighters and the rest."""
    own = parts.slot("self").nodes
    exiles = parts.slot("exile").nodes
    groups = (
        (_in_rows(parts.slot("manager").nodes), True, 1),
        ([_centre(exiles[:2], own), *_in_rows([*exiles[2:], *own[1:]])], False, 0),
        (_in_rows(parts.slot("firefighter").nodes), False, -1),
        (_in_rows(parts.slot("unknown").nodes), False, 0),
    )
    found: list[Spot] = []
    for rows, above, bend in groups:
        for row in rows:
            y = 22 + ROW * (len({spot.row for spot in found}) + 0.5)
            number = len({spot.row for spot in found})
            found += [_spot(node, x, y, above, bend, number) for node, x in row]
    return found


def _in_rows(nodes: Sequence[Node]) -> list[list[tuple[Node | None, float]]]:
    """Three to a row, each row around the middle."""
    rows = [nodes[start : start + ACROSS] for start in range(0, len(nodes), ACROSS)]
    return [list(zip(row, _PLACES[len(row)], strict=True)) for row in rows]


def _centre(exiles: Sequence[Node], own: Sequence[Node]) -> list[tuple[Node | None, float]]:
    """Self in the middle, whether a part stands for it or not, and an exile at each side."""
    outer = [(node, x) for node, x in zip(exiles, (1 / 6, 5 / 6), strict=False)]
    return [*outer, (own[0] if own else None, 0.5)]


def _spot(node: Node | None, x: float, y: float, above: bool, bend: int, row: int) -> Spot:
    down = (16 if above else -16) + (bend * BOW if abs(x - 0.5) > 0.2 else 0)
    name = node.name if node else "Self"
    lines = tuple(cut(name, NAME_WIDTH, SIZE, MOST_LINES, screen_width))
    return Spot(node, role_of(node) if node else "self", x, y + down, lines, above, row)


def parts_figure(parts: IfsMap, colours: Palette, selected: str = "") -> Spec:
    """Draw the parts. A solid arrow guards; a dotted one is any other link."""
    placed = spots(parts)
    height = max(spot.below for spot in placed) + 30
    by_id = {spot.node.id: spot for spot in placed if spot.node}
    ways = [(link, way(by_id[link.from_node], by_id[link.to_node], placed))
            for link in parts.links]  # fmt: skip
    return {
        "data": [_circles(placed, colours, selected)],
        "layout": {
            **axes(height),
            "shapes": [_around(height, colours), *(_line(*one, colours) for one in ways)],
            "annotations": [*(_head(corners, colours) for _, corners in ways),
                            *(_name(spot, colours) for spot in placed)],
        },
    }  # fmt: skip


def _around(height: float, colours: Palette) -> Spec:
    return {"type": "circle", "x0": 0.015, "x1": 0.985, "y0": 3, "y1": height - 3,
            "layer": "below", "line": {"color": colours.grid, "width": 2}}  # fmt: skip


def _circles(placed: Sequence[Spot], colours: Palette, selected: str) -> Spec:
    keys = [f"node:{spot.node.id}" if spot.node else "" for spot in placed]
    chosen = [bool(key) and key == selected for key in keys]
    still = {"marker": {"opacity": 1}}
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [spot.x for spot in placed],
        "y": [spot.y for spot in placed],
        "text": [LETTERS[spot.role] for spot in placed],
        "textposition": "middle center",
        "textfont": {"size": 16, "color": colours.ink},
        "customdata": keys,
        "hovertext": [f"<b>{safe(spot.node.name if spot.node else 'Self')}</b>" for spot in placed],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": CIRCLE,
            "opacity": 1,
            "color": colours.box,
            "line": {
                "color": [colours.accent if one else colours.line for one in chosen],
                "width": [4 if one else 2 for one in chosen],
            },
        },
        "selected": still,
        "unselected": still,
    }


def _name(spot: Spot, colours: Palette) -> Spec:
    y = (spot.above + spot.y - CIRCLE / 2) / 2 if spot.name_above else (
        (spot.below + spot.y + CIRCLE / 2) / 2)  # fmt: skip
    words = "<br>".join(safe(line) for line in spot.lines)
    faint = spot.node is None
    colour = colours.faint if faint else colours.ink
    return note(spot.x, y, words, colour, align="center", captureevents=False,
                bgcolor=colours.page, borderpad=0,
                font={"size": SIZE, "color": colour})  # fmt: skip


def _ends(start: Spot, end: Spot) -> tuple[Point, Point]:
    """Where a line leaves and where it arrives: at the sides that face each other.

    A line down stands a little to the right of one up, so that a pair of them is two lines.
    """
    if start.row == end.row:
        side = start.below if start.name_above else start.above
        return (start.x, side), (end.x, end.below if end.name_above else end.above)
    if start.y < end.y:
        return (start.x + ASIDE, start.below), (end.x + ASIDE, end.above)
    return (start.x - ASIDE, start.above), (end.x - ASIDE, end.below)


def way(start: Spot, end: Spot, placed: Sequence[Spot]) -> list[Point]:
    """The corners of a line: it passes every row between its ends where nothing stands."""
    first, last = _ends(start, end)
    if start.row == end.row:
        bow = BOW_ASIDE if start.name_above else -BOW_ASIDE
        return [first, ((first[0] + last[0]) / 2, first[1] + bow), last]
    corners = [first]
    step = 1 if end.row > start.row else -1
    for row in range(start.row + step, end.row, step):
        here = [spot for spot in placed if spot.row == row]
        x = _gap(here, (first[0] + last[0]) / 2)
        edges = [min(spot.above for spot in here) - 4, max(spot.below for spot in here) + 4]
        corners += [(x, y) for y in edges[::step]]
    return [*corners, last]


def _gap(here: Sequence[Spot], wanted: float) -> float:
    """The place between the parts of a row that is nearest to where the line would pass."""
    free = [x for x in _GAPS if all(abs(x - spot.x) > 0.16 for spot in here)]
    return min(free, key=lambda x: (abs(x - wanted), x))


def _line(link: Link, corners: list[Point], colours: Palette) -> Spec:
    return {
        "type": "path",
        "path": _smooth(corners),
        "layer": "below",
        "line": {
            "color": colours.line,
            "width": 2 if link.kind == "protects" else 1.4,
            "dash": "solid" if link.kind == "protects" else "dot",
        },
    }


def _smooth(corners: list[Point]) -> str:
    """Every piece leaves and arrives upright, so that it runs into its arrowhead."""
    words = [f"M {corners[0][0]:.4f},{corners[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in pairwise(corners):
        half = (y + to_y) / 2
        words.append(f"C {x:.4f},{half:.1f} {to_x:.4f},{half:.1f} {to_x:.4f},{to_y:.1f}")
    return " ".join(words)


def _head(corners: list[Point], colours: Palette) -> Spec:
    (_, before), (x, y) = corners[-2:]
    away = 9 if y > before else -9
    return pointed(x, y, (x, y - away), colours.line, arrowwidth=1.4)
