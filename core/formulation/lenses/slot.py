"""A place of a lens and the nodes that stand in it; finding a node's neighbours. Pure.

A lens never makes or copies a node: its slots hold the very nodes of the formulation, so
what is entered through one view is there in every other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

from core.formulation.checks_graph import EXPLAINING
from core.formulation.layout import LAYERS, layer_of
from core.formulation.model import Domain, Formulation, Link, Node
from core.history.on_map import Sources

NO_SOURCES = Sources()
_SOFTENS = ("buffers", "contradicts")


class Slot(NamedTuple):
    """One place of a lens.

    `kind`, `domain` and `role` are what a new node of this place would be; `may_fit` are
    nodes that could belong here, offered and never counted as filed.
    """

    id: str
    label: str
    nodes: tuple[Node, ...] = ()
    kind: str = ""
    domain: Domain = ""
    role: str = ""
    may_fit: tuple[Node, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing stands here yet."""
        return not self.nodes


def on_the_map(formulation: Formulation) -> tuple[Node, ...]:
    """The nodes that are not taken off the map, along the chain from history to help.

    Within a column by kind, then by name, so that every lens lists them the same way.
    """
    return tuple(sorted((n for n in formulation.nodes if not n.retired), key=_along_the_chain))


def arrows(formulation: Formulation) -> tuple[Link, ...]:
    """The links that stand, between nodes that stand."""
    known = {node.id for node in formulation.nodes if not node.retired}
    return tuple(
        link
        for link in formulation.links
        if not link.retired and {link.from_node, link.to_node} <= known
    )


def _along_the_chain(node: Node) -> tuple[int, int, str, str]:
    column = layer_of(node.kind)
    kinds = LAYERS[column][1]
    return column, kinds.index(node.kind) if node.kind in kinds else 99, node.name, str(node.id)


def of_kind(nodes: Iterable[Node], *kinds: str) -> tuple[Node, ...]:
    """Those of the nodes that are of one of the kinds, in the order given."""
    return tuple(node for node in nodes if node.kind in kinds)


def elsewhere(nodes: Sequence[Node], slots: Iterable[Slot]) -> tuple[Node, ...]:
    """The nodes no slot shows, neither filed nor offered: the lens has no place for them."""
    placed = {node.id for slot in slots for node in (*slot.nodes, *slot.may_fit)}
    return tuple(node for node in nodes if node.id not in placed)


class Neighbours:
    """Who leads to whom, looked up many times."""

    def __init__(self, formulation: Formulation) -> None:
        self._nodes = {node.id: node for node in on_the_map(formulation)}
        self._into: dict[UUID, list[Link]] = {}
        self._out_of: dict[UUID, list[Link]] = {}
        for link in arrows(formulation):
            self._into.setdefault(link.to_node, []).append(link)
            self._out_of.setdefault(link.from_node, []).append(link)

    def before(self, node: Node, *links: str) -> tuple[Node, ...]:
        """The nodes with an arrow to this one; of these kinds of link, or of any."""
        found = (link for link in self._into.get(node.id, ()) if not links or link.kind in links)
        return self._in_order(link.from_node for link in found)

    def after(self, node: Node, *links: str) -> tuple[Node, ...]:
        """The nodes this one has an arrow to; of these kinds of link, or of any."""
        found = (link for link in self._out_of.get(node.id, ()) if not links or link.kind in links)
        return self._in_order(link.to_node for link in found)

    def beside(self, node: Node) -> tuple[Node, ...]:
        """The nodes with an arrow to or from this one."""
        ids = {other.id for other in (*self.before(node), *self.after(node))}
        return self._in_order(ids)

    def upstream(self, node: Node, through: Sequence[str]) -> tuple[Node, ...]:
        """Everything that leads here, followed back only through nodes of these kinds."""
        seen = {node.id}
        waiting = [node]
        while waiting:
            for other in self.before(waiting.pop()):
                if other.id not in seen:
                    seen.add(other.id)
                    waiting += [other] if other.kind in through else []
        return self._in_order(seen - {node.id})

    def _in_order(self, ids: Iterable[UUID]) -> tuple[Node, ...]:
        wanted = set(ids)
        return tuple(node for node in self._nodes.values() if node.id in wanted)


def softens_only(node: Node, near: Neighbours) -> bool:
    """Whether a node softens or does not fit something, and no arrow of it explains anything."""
    return bool(near.after(node, *_SOFTENS)) and not near.after(node, *EXPLAINING)


def protective(node: Node, near: Neighbours, known: Sources) -> bool:
    """Whether something from the past protects: its entry of the history is marked so, or its
    arrows only soften or contradict."""
    if node.kind not in ("event", "care"):
        return False
    return node.source_id in known.protective or softens_only(node, near)


def each_once(groups: Iterable[Iterable[Node]]) -> Iterator[Node]:
    """The nodes of all groups, each the first time it comes."""
    seen: set[UUID] = set()
    for node in (node for group in groups for node in group):
        if node.id not in seen:
            seen.add(node.id)
            yield node
