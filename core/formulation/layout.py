"""Where each node stands: layers from left (history) to right (what helps). Pure.

The columns are the clinical chain; within a column, nodes are ordered by the mean height
of their neighbours (the barycentre rule of Sugiyama, Tagawa & Toda 1981), which keeps
arrows short and crossings few. A column of more nodes than a reader takes in at once is
split into several under the same heading.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise
from math import fsum
from typing import NamedTuple
from uuid import UUID

import networkx

from core.formulation.model import SYMMETRICAL, Formulation, Node

LAYERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("History", ("event", "care", "context")),
    ("Expectation", ("belief",)),
    ("Trigger", ("cue", "theme")),
    ("Inside", ("prim_emotion", "sec_emotion", "body", "part")),
    ("Response", ("action", "problem")),
    ("The other", ("response",)),
    ("Help, goals, measures", ("strength", "strategy", "goal", "approach", "measure")),
)
_SWEEPS = 6
MOST_ROWS = 10
MOST_LOOPS = 200  # a dense map has thousands; a reader follows a few


class Place(NamedTuple):
    """Where a node stands: its column and its height, both in whole steps from the top left."""

    node: Node
    layer: int
    row: float


class Layout(NamedTuple):
    """Every node's place, the headings of the used columns and the tallest column's height."""

    places: tuple[Place, ...]
    headings: tuple[str, ...]
    rows: int

    def place(self, node_id: UUID) -> Place:
        """The place of one node."""
        return next(place for place in self.places if place.node.id == node_id)


def layer_of(kind: str) -> int:
    """The column a kind of node belongs to; an unknown kind stands inside."""
    for number, (_, kinds) in enumerate(LAYERS):
        if kind in kinds:
            return number
    return 3


def layout(formulation: Formulation) -> Layout:
    """Place every node so that no two share a place; empty columns are left out."""
    used = sorted({layer_of(node.kind) for node in formulation.nodes})
    columns = [[n for n in formulation.nodes if layer_of(n.kind) == layer] for layer in used]
    columns = [sorted(column, key=_reading_order) for column in columns]
    neighbours = _neighbours(formulation)
    columns = _swept(columns, neighbours)
    parts = [_split(column) for column in columns]
    headings = [LAYERS[layer][0] for layer, some in zip(used, parts, strict=True) for _ in some]
    if len(headings) > len(columns):
        columns = _swept([part for some in parts for part in some], neighbours)
    tallest = max((len(column) for column in columns), default=0)
    places = tuple(
        Place(node, number, row + (tallest - len(column)) / 2)
        for number, column in enumerate(columns)
        for row, node in enumerate(column)
    )
    return Layout(places, tuple(headings), tallest)


def _swept(columns: list[list[Node]], neighbours: dict[UUID, list[UUID]]) -> list[list[Node]]:
    for sweep in range(_SWEEPS):
        columns = _sweep(columns, neighbours, forward=sweep % 2 == 0)
    return columns


def _split(column: list[Node]) -> list[list[Node]]:
    """The column in as few parts as needed, all nearly as long."""
    parts = -(-len(column) // MOST_ROWS)
    cuts = [round(len(column) * part / parts) for part in range(parts + 1)]
    return [column[low:high] for low, high in pairwise(cuts)]


def _reading_order(node: Node) -> tuple[int, str, str]:
    kinds = LAYERS[layer_of(node.kind)][1]
    return (kinds.index(node.kind) if node.kind in kinds else 0, node.name, str(node.id))


def _neighbours(formulation: Formulation) -> dict[UUID, list[UUID]]:
    found: dict[UUID, list[UUID]] = {node.id: [] for node in formulation.nodes}
    for link in formulation.links:
        if link.from_node in found and link.to_node in found:
            found[link.from_node].append(link.to_node)
            found[link.to_node].append(link.from_node)
    return found


def _sweep(
    columns: Sequence[list[Node]], neighbours: dict[UUID, list[UUID]], *, forward: bool
) -> list[list[Node]]:
    ordered = list(columns)
    steps = range(1, len(ordered)) if forward else range(len(ordered) - 2, -1, -1)
    for number in steps:
        beside = ordered[number - 1 if forward else number + 1]
        ordered[number] = _by_neighbours(ordered[number], _heights(beside), neighbours)
    return ordered


def _heights(column: Sequence[Node]) -> dict[UUID, float]:
    return {node.id: (row + 0.5) / len(column) for row, node in enumerate(column)}


def _by_neighbours(
    column: Sequence[Node], beside: dict[UUID, float], neighbours: dict[UUID, list[UUID]]
) -> list[Node]:
    wanted = _heights(column)
    for node in column:
        near = [beside[other] for other in neighbours[node.id] if other in beside]
        if near:
            wanted[node.id] = fsum(near) / len(near)  # the same in any order of the links
    return sorted(column, key=lambda node: wanted[node.id])


def loops(formulation: Formulation, longest: int = 8) -> list[list[str]]:
    """The closed loops of the map by node names, shortest first: what may keep it going.

    A loop starts at its leftmost node, so that it reads from expectation to response.
    """
    graph = networkx.DiGraph(
        (link.from_node, link.to_node) for link in formulation.links if link.kind not in SYMMETRICAL
    )
    nodes = {node.id: node for node in formulation.nodes}
    found = []
    for cycle in islice(networkx.simple_cycles(graph, length_bound=longest), MOST_LOOPS):
        start = min(range(len(cycle)), key=lambda place: layer_of(nodes[cycle[place]].kind))
        found.append([nodes[node_id].name for node_id in (*cycle[start:], *cycle[:start])])
    return sorted(found, key=lambda loop: (len(loop), loop))
