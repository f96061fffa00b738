"""The map as the client sees it: seven nodes at most, plain words, only what may be shown. Pure.

Marked as shareable, not parked, not taken off. Nothing of confidence, evidence or author.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import NamedTuple
from uuid import UUID

from core.formulation.layout import layer_of
from core.formulation.lenses.slot import arrows, on_the_map
from core.formulation.model import Formulation, Link, Node

MOST = 7
"""As many as a person reads at once; clinical-model section 3 sets the number."""


class ClientView(NamedTuple):
    """What is shown, along the chain; the links among it; and all that could be chosen."""

    nodes: tuple[Node, ...]
    links: tuple[Link, ...]
    offered: tuple[Node, ...]

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
    wanted = [node for node in offered if node.id in chosen]
    nodes = tuple(wanted[:MOST]) or _hanging_together(offered, links)
    known = {node.id for node in nodes}
    pairs = {(link.from_node, link.to_node): link for link in links
             if {link.from_node, link.to_node} <= known}  # fmt: skip
    return ClientView(nodes, tuple(pairs.values()), offered)


def _hanging_together(offered: tuple[Node, ...], links: Sequence[Link]) -> tuple[Node, ...]:
    """Node by node the one with most links to those already taken, and one thing that helps.

    Between equals, the pattern of now comes before history, then the order of the chain.
    """
    place = {node.id: number for number, node in enumerate(offered)}
    ends = [{link.from_node, link.to_node} for link in links]
    pairs = [pair for pair in ends if pair <= set(place)]
    helping = [node for node in offered if node.kind in ("strength", "strategy")]
    taken: list[Node] = []

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


def plain(node: Node) -> str:
    """The node in the words for the client."""
    return node.plain_words or node.name
