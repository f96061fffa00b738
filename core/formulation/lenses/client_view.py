"""The map as the client sees it: seven nodes at most, plain words, only what may be shown. Pure.

Marked as shareable, not parked, not taken off. Nothing of confidence, evidence or author.
Where the chain runs on through what is not shown, the two ends are joined by a plain "then".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import islice
from typing import NamedTuple
from uuid import UUID

import networkx

from core.formulation.checks_graph import EXPLAINING
from core.formulation.layout import MOST_LOOPS, layer_of
from core.formulation.lenses.slot import arrows, on_the_map
from core.formulation.model import Formulation, Link, Node

MOST = 7
"""As many as a person reads at once; clinical-model section 3 sets the number."""

LEADING_ON = tuple(kind for kind in EXPLAINING if kind != "protects")
"""Links along which one thing comes after another; what helps, aims or guards is none of it."""

Ends = tuple[UUID, UUID]


class ClientView(NamedTuple):
    """What is shown, along the chain; the links among it; and all that could be chosen.

    `bridges` are pairs of shown nodes that the map joins only through nodes that are not shown.
    """

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    offered: tuple[Node, ...]
    bridges: tuple[Ends, ...] = ()

    @property
    def left_out(self) -> int:
        """How many shareable nodes are not shown."""
        return len(self.offered) - len(self.nodes)


def client_view(formulation: Formulation, chosen: Collection[UUID] = ()) -> ClientView:
    """The chosen shareable nodes; when none is chosen, those that hang together best.

    An id that may not be shown is left out, whoever asked for it.
    """
    offered = tuple(n for n in on_the_map(formulation) if n.shareable and not n.parked_because)
    links = sorted(arrows(formulation), key=lambda link: str(link.id))
    chain = _chain(formulation, links)
    wanted = [node for node in offered if node.id in chosen]
    nodes = tuple(wanted[:MOST]) or _hanging_together(offered, links, chain)
    known = {node.id for node in nodes}
    pairs = {(link.from_node, link.to_node): link for link in links
             if {link.from_node, link.to_node} <= known}  # fmt: skip
    bridges = _needed([node.id for node in nodes], chain)
    return ClientView(nodes, tuple(pairs.values()), offered, bridges)


def _chain(formulation: Formulation, links: Sequence[Link]) -> networkx.DiGraph[UUID]:
    """What leads on to what. What is parked stands apart: no way goes through it."""
    nodes = on_the_map(formulation)
    parked = {node.id for node in nodes if node.parked_because}
    chain: networkx.DiGraph[UUID] = networkx.DiGraph()
    chain.add_nodes_from(node.id for node in nodes if node.id not in parked)
    chain.add_edges_from(
        (link.from_node, link.to_node)
        for link in links
        if link.kind in LEADING_ON and not {link.from_node, link.to_node} & parked
    )
    return chain


def _ways(shown: Sequence[UUID], chain: networkx.DiGraph[UUID]) -> list[tuple[int, UUID, UUID]]:
    """Every two shown nodes that the chain joins with nothing shown between, shortest first.

    With how many steps there are; one step is a link of the map.
    """
    found = []
    for start in shown:
        hidden = chain.subgraph(set(chain) - set(shown) | {start})
        reached = networkx.single_source_shortest_path_length(hidden, start)
        for end in shown:
            before = [reached[one] for one in chain.predecessors(end) if one in reached]
            if end != start and before:
                found.append((min(before) + 1, start, end))
    return sorted(found, key=lambda way: way[0])


def _needed(shown: Sequence[UUID], chain: networkx.DiGraph[UUID]) -> tuple[Ends, ...]:
    """The bridges without which the chain would break off, the shortest first."""
    ways = _ways(shown, chain)
    joined: networkx.DiGraph[UUID] = networkx.DiGraph()
    joined.add_nodes_from(shown)
    joined.add_edges_from((start, end) for steps, start, end in ways if steps == 1)
    found = []
    for steps, start, end in ways:
        if steps > 1 and not networkx.has_path(joined, start, end):
            joined.add_edge(start, end)
            found.append((start, end))
    return tuple(found)


def _hanging_together(
    offered: tuple[Node, ...], links: Sequence[Link], chain: networkx.DiGraph[UUID]
) -> tuple[Node, ...]:
    """A loop if there is one; then node by node the one with most links to those already taken,
    and one thing that helps.

    Between equals, the pattern of now comes before history, then the order of the chain.
    """
    place = {node.id: number for number, node in enumerate(offered)}
    ways = [(start, end) for _, start, end in _ways(list(place), chain)]
    ends = [{link.from_node, link.to_node} for link in links]
    pairs = [pair for pair in ends if pair <= set(place)]
    pairs += [{start, end} for start, end in ways if {start, end} not in pairs]
    helping = [node for node in offered if node.kind in ("strength", "strategy")]
    taken = _loop(offered, ways, MOST - bool(helping))

    def rank(node: Node) -> tuple[int, int, bool, int]:
        own = [pair for pair in pairs if node.id in pair]
        near = sum(any(one.id in pair for one in taken) for pair in own)
        return -near, -len(own), layer_of(node.kind) == 0, place[node.id]

    while len(taken) < min(MOST, len(offered)):
        left = [node for node in offered if node not in taken]
        if len(taken) == MOST - 1 and helping and not set(helping) & set(taken):
            left = helping
        taken.append(min(left, key=rank))
    return tuple(sorted(taken, key=lambda node: place[node.id]))


def _loop(offered: Sequence[Node], ways: Iterable[Ends], most: int) -> list[Node]:
    """The loop with most steps of the chain in it, of at most so many nodes; or nothing."""
    place = {node.id: number for number, node in enumerate(offered)}
    graph: networkx.DiGraph[int] = networkx.DiGraph()
    graph.add_edges_from(sorted((place[start], place[end]) for start, end in ways))
    found = islice(networkx.simple_cycles(graph, length_bound=most), MOST_LOOPS)
    loops = [sorted(loop) for loop in found]

    def rank(loop: list[int]) -> tuple[int, int, list[int]]:
        return -len({offered[one].kind for one in loop}), -len(loop), loop

    return [offered[one] for one in min(loops, key=rank)] if loops else []


def plain(node: Node) -> str:
    """The node in the words for the client."""
    return node.plain_words or node.name
