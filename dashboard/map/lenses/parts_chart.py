"""The parts around Self as a figure: a shape for each, its letter for the role in it.

Protectors stand above (managers) and below (firefighters), exiles beside Self in the
middle. Every part has its own place of a third of the width, so no two names meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple, TypeAlias

from core.formulation.lenses.ifs import RELATIONS, IfsMap, role_of
from core.formulation.lettering import cut, screen_width
from core.formulation.model import Link, Node
from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.map.lenses.beads import LINE, SIZE, axes, pointed
from dashboard.map.lenses.parts_signs import (
    LETTERS,
    SIGNS,
    legend,
    legend_height,
    legend_marks,
    line_of,
    middle,
    tone,
)

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
    """Draw the parts, every relation between them as its own kind of line, and the legend."""
    placed = spots(parts)
    bottom = max(spot.below for spot in placed) + 30
    by_id = {spot.node.id: spot for spot in placed if spot.node}
    ways = [(link, way(by_id[link.from_node], by_id[link.to_node], placed, _aside(link)))
            for link in parts.links]  # fmt: skip
    roles = [role for role in SIGNS if any(spot.role == role for spot in placed)]
    lines = list(dict.fromkeys(line_of(link.kind) for link in parts.links))
    samples, texts = legend(roles, lines, bottom + 6, colours)
    signs = [mark for link, corners in ways for mark in _signs(link, corners, colours)]
    return {
        "data": [_circles(placed, colours, selected), legend_marks(roles, bottom + 6, colours)],
        "layout": {
            **axes(bottom + legend_height(roles, lines)),
            "shapes": [_around(bottom, colours), *(_line(*one, colours) for one in ways),
                       *samples],
            "annotations": [*signs, *(_name(spot, colours) for spot in placed), *texts],
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
            "size": [CIRCLE * SIGNS[spot.role].size for spot in placed],
            "opacity": 1,
            "color": colours.box,
            "symbol": [SIGNS[spot.role].symbol for spot in placed],
            "line": {
                "color": [tone(SIGNS[spot.role].tone, colours) for spot in placed],
                "width": [5 if one else 2 for one in chosen],
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


def _aside(link: Link) -> float:
    """How far from the middle a line stands: two relations of the same parts are two lines."""
    if not line_of(link.kind).headed:
        return 0.0
    return ASIDE if link.kind in RELATIONS else 2 * ASIDE


def _ends(start: Spot, end: Spot, aside: float) -> tuple[Point, Point]:
    """Where a line leaves and where it arrives: at the sides that face each other.

    A line down stands a little to the right of one up, so that a pair of them is two lines.
    """
    if start.row == end.row:
        side = start.below if start.name_above else start.above
        return (start.x, side), (end.x, end.below if end.name_above else end.above)
    if start.y < end.y:
        return (start.x + aside, start.below), (end.x + aside, end.above)
    return (start.x - aside, start.above), (end.x - aside, end.below)


def way(start: Spot, end: Spot, placed: Sequence[Spot], aside: float = ASIDE) -> list[Point]:
    """The corners of a line: it passes every row between its ends where nothing stands."""
    first, last = _ends(start, end, aside)
    if start.row == end.row:
        bow = BOW_ASIDE if start.name_above else -BOW_ASIDE
        return [first, ((first[0] + last[0]) / 2, first[1] + bow), last]
    corners = [first]
    step = 1 if end.row > start.row else -1
    for row in range(start.row + step, end.row, step):
        here = [spot for spot in placed if spot.row == row]
        x = _gap(here, (first[0] + last[0]) / 2) + aside - ASIDE
        edges = [min(spot.above for spot in here) - 4, max(spot.below for spot in here) + 4]
        corners += [(x, y) for y in edges[::step]]
    return [*corners, last]


def _gap(here: Sequence[Spot], wanted: float) -> float:
    """The place between the parts of a row that is nearest to where the line would pass."""
    free = [x for x in _GAPS if all(abs(x - spot.x) > 0.16 for spot in here)]
    return min(free, key=lambda x: (abs(x - wanted), x))


def _line(link: Link, corners: list[Point], colours: Palette) -> Spec:
    look = line_of(link.kind)
    return {
        "type": "path",
        "path": _smooth(corners),
        "layer": "below",
        "line": {"color": tone(look.tone, colours), "width": look.width, "dash": look.dash},
    }


def _smooth(corners: list[Point]) -> str:
    """Every piece leaves and arrives upright, so that it runs into its arrowhead."""
    words = [f"M {corners[0][0]:.4f},{corners[0][1]:.1f}"]
    for (x, y), (to_x, to_y) in pairwise(corners):
        half = (y + to_y) / 2
        words.append(f"C {x:.4f},{half:.1f} {to_x:.4f},{half:.1f} {to_x:.4f},{to_y:.1f}")
    return " ".join(words)


def _signs(link: Link, corners: list[Point], colours: Palette) -> list[Spec]:
    """The head of a line that goes one way, and the sign in its middle."""
    look = line_of(link.kind)
    found = [_head(corners, tone(look.tone, colours))] if look.headed else []
    if look.middle:
        half = len(corners) // 2
        before, after = corners[half - 1], corners[half]
        here = after if len(corners) % 2 else (
            (before[0] + after[0]) / 2, (before[1] + after[1]) / 2)  # fmt: skip
        found.append(middle(look, *here, colours))
    return found


def _head(corners: list[Point], colour: str) -> Spec:
    (_, before), (x, y) = corners[-2:]
    away = 9 if y > before else -9
    return pointed(x, y, (x, y - away), colour, arrowwidth=1.4)
