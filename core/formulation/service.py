"""The map as screens use it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.access.audit import Actor, act
from core.errors import InvalidEntry
from core.formulation.model import Formulation, Link, Node

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.store.records import RecordStore


class FormulationService:
    """Everything a screen may do with the nodes and links of a map."""

    def __init__(
        self, nodes: RecordStore[Node], links: RecordStore[Link], admission: Admission
    ) -> None:
        self._nodes = nodes
        self._admission = admission
        self._links = links

    def formulation(self, actor: Actor, client_id: UUID) -> Formulation:
        """The map as it stands. A link to a node taken off the map is not shown."""
        read = self._admission.read
        nodes = tuple(
            read(actor, "file.read", client_id, lambda: self._nodes.for_client(client_id))
        )
        known = {node.id for node in nodes}
        links = read(actor, "file.read", client_id, lambda: self._links.for_client(client_id))
        shown = (link for link in links if {link.from_node, link.to_node} <= known)
        return Formulation(nodes=nodes, links=tuple(shown))

    def save_node(self, actor: Actor, node: Node) -> Node:
        """Save a new or changed node. Raises StaleEdit when it was changed meanwhile."""
        self._admission.check_write(actor, "file.write", node)
        return self._nodes.save(node, act(actor, "node.saved", node.client_id))

    def save_link(self, actor: Actor, link: Link) -> Link:
        """Save a new or changed link between two nodes of this client's map."""
        self._admission.check_write(actor, "file.write", link)
        ends = [self._nodes.one(link.from_node), self._nodes.one(link.to_node)]
        if any(end.client_id != link.client_id for end in ends):
            raise InvalidEntry("A link joins two nodes of the same client's map.")
        return self._links.save(link, act(actor, "link.saved", link.client_id))

    def retire(self, actor: Actor, entry: Node | Link) -> None:
        """Take a node or link off the map; its versions stay in the store."""
        self._admission.check_write(actor, "file.write", entry)
        if isinstance(entry, Node):
            event = act(actor, "node.retired", entry.client_id)
            self._nodes.save(entry.model_copy(update={"retired": True}), event)
        else:
            event = act(actor, "link.retired", entry.client_id)
            self._links.save(entry.model_copy(update={"retired": True}), event)
