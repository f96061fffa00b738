"""The client's map as a small loop: two columns read round, clockwise from the top left.

Neighbours along the chain stand next to each other. Every other arrow runs in the free
strip between the columns, each in a lane of its own, so none passes behind a box.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.formulation.lenses.client_view import ClientView, plain
from core.formulation.model import Node
from dashboard.components.plot import Palette, Spec
from dashboard.map.lenses.beads import WIDTH, Bead, axes, frames, handles, pointed, said
from dashboard.map.lenses.view import for_client

LEFT, RIGHT = 0.24, 0.76
GAP = 30
STRIP = (0.475, 0.525)  # what is free between the columns on a telephone
_PORT = 11


class Way(NamedTuple):
    """An arrow between two boxes: straight down a column, or through the strip."""

    start: Bead
    end: Bead
    leaves: float
    arrives: float
    lane: float | None


def ring_figure(view: ClientView, colours: Palette, selected: str = "", scale: float = 1.0) -> Spec:
    """Draw the loop. The height follows from the words, the width from the page.

    `scale` draws boxes and letters larger, for a page that has the room.
    """
    beads = ring(view.nodes, scale)
    by_id = {node.id: bead for node, bead in zip(view.nodes, beads, strict=True)}
    ends = [*((link.from_node, link.to_node) for link in view.links), *view.bridges]
    ways = _ways([(by_id[start], by_id[end]) for start, end in ends])
    height = max((bead.bottom for bead in beads), default=40) + 12
    return {
        "data": [handles(beads)],
        "layout": {
            **axes(height),
            "shapes": [_through(way, colours) for way in ways if way.lane is not None],
            "annotations": [
                *(_arrow(way, colours) for way in ways),
                *frames(beads, colours, selected),
            ],
        },
    }


def ring(nodes: Sequence[Node], scale: float = 1.0) -> list[Bead]:
    """The boxes in the order of the nodes: first top left, down the right, up the left."""
    beads = [
        Bead(0, 0, for_client(n), (said(plain(n), f"node:{n.id}", most=5),), scale=scale)
        for n in nodes
    ]
    right = (len(beads)) // 2
    columns = {LEFT: [0, *range(len(beads) - 1, right, -1)], RIGHT: list(range(1, right + 1))}
    if not beads:
        return []
    rows = max(len(places) for places in columns.values())
    tops = _tops([[beads[place] for place in places] for places in columns.values()], rows)
    for x, places in columns.items():
        for row, place in enumerate(places):
            top, tall = tops[row]
            beads[place] = beads[place].at(x, top + tall / 2)
    return beads


def _tops(columns: list[list[Bead]], rows: int) -> list[tuple[float, float]]:
    """Top and height of each row: as tall as the taller of its two boxes."""
    found, top = [], 8.0
    for row in range(rows):
        tall = max(column[row].height for column in columns if row < len(column))
        found.append((top, tall))
        top += tall + GAP * columns[0][0].scale
    return found


def _ways(pairs: list[tuple[Bead, Bead]]) -> list[Way]:
    """Each arrow with its own height at both boxes and its own lane in the strip."""
    through = [pair for pair in pairs if not _next_to(*pair, pairs)]
    ports: dict[tuple[float, float], list[tuple[float, int, str]]] = {}
    for number, (start, end) in enumerate(through):
        ports.setdefault((start.x, start.y), []).append((end.y, number, "out"))
        ports.setdefault((end.x, end.y), []).append((start.y, number, "in"))
    heights: dict[tuple[int, str], float] = {}
    for (_, y), wanted in ports.items():
        for place, (_, number, side) in enumerate(sorted(wanted)):
            heights[number, side] = y + (place - (len(wanted) - 1) / 2) * _PORT
    low, high = STRIP
    step = (high - low) / (len(through) + 1)
    found = [Way(start, end, heights[n, "out"], heights[n, "in"], low + step * (n + 1))
             for n, (start, end) in enumerate(through)]  # fmt: skip
    straight = [pair for pair in pairs if pair not in through]
    return found + [Way(start, end, start.y, end.y, None) for start, end in straight]


def _next_to(start: Bead, end: Bead, pairs: list[tuple[Bead, Bead]]) -> bool:
    """Whether an arrow can run straight down or up a column, with nothing between."""
    gap = max(start.top, end.top) - min(start.bottom, end.bottom)
    tallest = start.scale * (GAP + 5 * 16)
    return start.x == end.x and 0 < gap <= tallest and not _between(start, end, pairs)


def _between(start: Bead, end: Bead, pairs: list[tuple[Bead, Bead]]) -> bool:
    low, high = sorted((start.y, end.y))
    return any(bead.x == start.x and low < bead.y < high for pair in pairs for bead in pair)


def _through(way: Way, colours: Palette) -> Spec:
    lane = way.lane or 0.5
    path = (
        f"M {way.start.x:.4f},{way.leaves:.1f} L {lane:.4f},{way.leaves:.1f} "
        f"L {lane:.4f},{way.arrives:.1f} L {way.end.x:.4f},{way.arrives:.1f}"
    )
    return {"type": "path", "path": path, "layer": "below",
            "line": {"color": colours.line, "width": 1.6}}  # fmt: skip


def _arrow(way: Way, colours: Palette) -> Spec:
    if way.lane is not None:
        return pointed(way.end.x, way.arrives, (way.lane, way.arrives), colours.line,
                       arrowwidth=1.6, standoff=way.end.scale * WIDTH / 2 + 1)  # fmt: skip
    down = way.end.y > way.start.y
    edge, leaves = (way.end.top, way.start.bottom) if down else (way.end.bottom, way.start.top)
    aside = 0.02 if down else -0.02
    return pointed(way.end.x + aside, edge, (way.start.x + aside, leaves), colours.line,
                   arrowwidth=1.6)  # fmt: skip
