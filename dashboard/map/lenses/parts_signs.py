"""How a part and a relation of two parts are drawn, and what each sign means. Pure.

Every role has a letter and a shape of its own, every relation a kind of line; some have a sign
on the line. Colour says the same once more and is never needed.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.vocabulary import label
from dashboard.components.plot import Palette, Spec, note, segment
from dashboard.map.lenses.beads import pointed

LETTERS = {"manager": "M", "firefighter": "F", "exile": "E", "self": "S", "unknown": "?"}
ROW = 26
_COLUMNS = (0.05, 0.53)
_LONG = 0.1
_TEXT = 0.025


class Sign(NamedTuple):
    """A shape and its name in the legend; `tone` is the place of its colour in the palette.

    `size` makes shapes that are drawn larger than a circle as tall as one.
    """

    name: str
    symbol: str
    tone: int
    size: float = 1.0


class Line(NamedTuple):
    """A kind of line and its name in the legend, perhaps with a sign in its middle."""

    name: str
    dash: str
    width: float
    tone: int
    middle: str = ""
    headed: bool = True


SIGNS = {
    "manager": Sign("Manager", "square", 0, 0.9),
    "firefighter": Sign("Firefighter", "diamond", 1, 0.78),
    "exile": Sign("Exile", "circle", 2),
    "self": Sign("Self", "octagon", 3),
    "unknown": Sign("Role not known", "hexagon2", 5),
}
LINES = {
    "protects": Line("guards", "solid", 2.2, 0),
    "polarised": Line("in conflict", "dash", 2, 1, "≠", headed=False),
    "allied": Line("work together", "solid", 1.4, 3, "=", headed=False),
    "blended": Line("takes over from", "longdashdot", 2, 4),
}
_OTHER = Line("", "dot", 1.4, 5)


def line_of(kind: str) -> Line:
    """How a link of this kind is drawn between two parts; its name is what the map calls it."""
    return LINES.get(kind) or _OTHER._replace(name=label("edge_types", kind))


def tone(place: int, colours: Palette) -> str:
    """The colour of a shape or a line."""
    return colours.series[place]


def legend_height(roles: Sequence[str], lines: Sequence[Line]) -> float:
    """How tall the legend is, two signs to a row."""
    return ROW * -(-(len(roles) + len(lines)) // 2) + 8


def legend(
    roles: Sequence[str], lines: Sequence[Line], top: float, colours: Palette
) -> tuple[list[Spec], list[Spec]]:
    """The shapes and the texts of a legend that begins at `top`, in pixels."""
    shapes: list[Spec] = []
    texts: list[Spec] = []
    for number, one in enumerate([*roles, *lines]):
        x, y = _COLUMNS[number % 2], top + ROW * (number // 2 + 0.5)
        if isinstance(one, Line):
            shapes += [_sample(one, x, y, colours)]
            texts += [*_ends(one, x, y, colours)]
            name = one.name
        else:
            texts.append(_letter(one, x + _LONG / 2, y, colours))
            name = SIGNS[one].name
        texts.append(note(x + _LONG + _TEXT, y, name, colours.ink, xanchor="left"))
    return shapes, texts


def _sample(line: Line, x: float, y: float, colours: Palette) -> Spec:
    look = {"width": line.width, "dash": line.dash}
    return segment((x, x + _LONG), (y, y), tone(line.tone, colours), line=look)


def _ends(line: Line, x: float, y: float, colours: Palette) -> list[Spec]:
    found = []
    if line.headed:
        colour = tone(line.tone, colours)
        found.append(pointed(x + _LONG, y, (x + _LONG - 0.02, y), colour, arrowwidth=1.4))
    if line.middle:
        found.append(middle(line, x + _LONG / 2, y, colours))
    return found


def middle(line: Line, x: float, y: float, colours: Palette) -> Spec:
    """The sign in the middle of a line."""
    colour = tone(line.tone, colours)
    return note(x, y, f"<b>{line.middle}</b>", colour, bgcolor=colours.page, borderpad=0,
                captureevents=False, font={"size": 15, "color": colour})  # fmt: skip


def _letter(role: str, x: float, y: float, colours: Palette) -> Spec:
    return note(x, y, f"<b>{LETTERS[role]}</b>", tone(SIGNS[role].tone, colours),
                captureevents=False)  # fmt: skip


def legend_marks(roles: Sequence[str], top: float, colours: Palette) -> Spec:
    """The shapes of the roles in the legend, below their letters."""
    places = [(_COLUMNS[n % 2] + _LONG / 2, top + ROW * (n // 2 + 0.5)) for n in range(len(roles))]
    return {
        "type": "scatter", "mode": "markers", "hoverinfo": "skip",
        "x": [x for x, _ in places], "y": [y for _, y in places],
        "customdata": [""] * len(places),
        "marker": {
            "size": [22 * SIGNS[role].size for role in roles],
            "symbol": [SIGNS[role].symbol for role in roles],
            "color": colours.box,
            "line": {"width": 2, "color": [tone(SIGNS[role].tone, colours) for role in roles]},
        },
        "selected": {"marker": {"opacity": 1}}, "unselected": {"marker": {"opacity": 1}},
    }  # fmt: skip
