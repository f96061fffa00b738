"""Boxes with words that keep their size in pixels while a figure grows with the page.

Across, a place is a share of the figure's width, 0 to 1; down, a pixel from the top. Two
columns of boxes stand side by side from NARROWEST on, the width of a small telephone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.formulation.lettering import cut, screen_width
from dashboard.components.plot import Palette, Spec, note, safe

NARROWEST = 300
WIDTH = 140
SIZE, LINE = 12, 15.6
SMALL, SMALL_LINE = 10, 15.6
PAD = 7
MOST_LINES = 3
_ACROSS = (-0.11, -0.055, 0.0, 0.055, 0.11)
_UNSEEN = {"marker": {"opacity": 0.01}}


class Said(NamedTuple):
    """One thing written in a box. `key` is what a click on it opens, or empty."""

    lines: tuple[str, ...]
    whole: str
    key: str = ""


class Bead(NamedTuple):
    """A box: its middle, its small heading, what is written in it; a gap is written faint."""

    x: float
    y: float
    heading: str
    said: tuple[Said, ...]
    gap: bool = False
    scale: float = 1.0

    @property
    def height(self) -> float:
        """Height in pixels."""
        heading = SMALL_LINE if self.heading else 0
        lines = LINE * sum(len(one.lines) for one in self.said)
        return self.scale * (2 * PAD + heading + lines)

    @property
    def top(self) -> float:
        """The upper edge in pixels from the top of the figure."""
        return self.y - self.height / 2

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height / 2

    def at(self, x: float, y: float) -> Bead:
        """The same box elsewhere."""
        return self._replace(x=x, y=y)


def said(words: str, key: str = "", most: int = MOST_LINES) -> Said:
    """Words wrapped to the width of a box; long ones end in an ellipsis."""
    lines = cut(words, WIDTH - 2 * PAD, SIZE, most, screen_width)
    return Said(tuple(lines), words, key)


def axes(height: float) -> Spec:
    """The layout all figures of boxes share: shares of the width across, pixels down."""
    return {
        "height": int(height),
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "dragmode": False,
        "hovermode": "closest",
        "clickmode": "event+select",
        "xaxis": {"range": [0, 1], "visible": False, "fixedrange": True},
        "yaxis": {"range": [int(height), 0], "visible": False, "fixedrange": True},
    }


def frames(beads: Sequence[Bead], colours: Palette, selected: str = "") -> list[Spec]:
    """The boxes with their words, above every line of the figure."""
    return [_frame(bead, colours, selected) for bead in beads]


def _frame(bead: Bead, colours: Palette, selected: str) -> Spec:
    chosen = bool(selected) and any(one.key == selected for one in bead.said)
    small = SMALL * bead.scale
    head = [
        f"<span style='font-size:{small:g}px;color:{colours.faint}'>{safe(bead.heading)}</span>"
    ]
    words = [safe(line) for one in bead.said for line in one.lines]
    return note(
        bead.x,
        bead.y,
        "<br>".join([*(head if bead.heading else []), *words]),
        colours.faint if bead.gap else colours.ink,
        font={"size": SIZE * bead.scale, "color": colours.faint if bead.gap else colours.ink},
        align="center",
        width=WIDTH * bead.scale,
        height=bead.height,
        bgcolor=colours.box,
        bordercolor=colours.accent if chosen else colours.box_edge,
        borderwidth=3 if chosen else 1,
        borderpad=0,
        captureevents=False,
    )


def handles(beads: Sequence[Bead]) -> Spec:
    """What takes clicks and hovers: unseen marks over the words of each box."""
    marks = [(bead.x + across, *mark) for bead in beads for mark in _marks(bead)
             for across in _ACROSS]  # fmt: skip
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, *_ in marks],
        "y": [y for _, y, *_ in marks],
        "customdata": [one.key for _, _, _, one, _ in marks],
        "hovertext": [f"<b>{safe(one.whole)}</b><br>{safe(heading)}"
                      for _, _, _, one, heading in marks],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": [size for _, _, size, *_ in marks], "symbol": "square",
                   "opacity": 0.01, "color": "#888888"},
        "selected": _UNSEEN,
        "unselected": _UNSEEN,
    }  # fmt: skip


def _marks(bead: Bead) -> list[tuple[float, float, Said, str]]:
    """For each thing in the box the height of its middle, its size, itself and the heading."""
    top = bead.top + bead.scale * (PAD + (SMALL_LINE if bead.heading else 0))
    found = []
    for one in bead.said:
        tall = bead.scale * LINE * len(one.lines)
        found.append((top + tall / 2, max(20.0, tall), one, bead.heading))
        top += tall
    return found


def pointed(x: float, y: float, before: tuple[float, float], colour: str, **more: object) -> Spec:
    """An arrowhead at a place, coming from another; with its line when `arrowwidth` says so."""
    return {
        "x": x, "y": y, "ax": before[0], "ay": before[1], "xref": "x", "yref": "y",
        "axref": "x", "ayref": "y", "text": "", "showarrow": True, "arrowhead": 2,
        "arrowsize": 1.1, "arrowwidth": 2, "arrowcolor": colour,
    } | more  # fmt: skip
