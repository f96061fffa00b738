"""The map as screens use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from uuid import UUID

from core.access.audit import Actor, act
from core.approaches.model import IfsPart, Plan, Target
from core.clients.couple_changes import with_own_nodes_turned
from core.errors import InvalidEntry
from core.formulation.merging import (
    check_same_thing,
    merged_links,
    merged_node,
    merged_parts,
    repointed,
)
from core.formulation.model import (
    Consideration,
    Formulation,
    FormulationVersion,
    Frozen,
    Link,
    Node,
)
from core.record import Recheck, Record, no_recheck
from core.sessions.model import Goal
from core.triggers.model import Episode

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.clients.store import CoupleStore
    from core.store.records import RecordStore

F = TypeVar("F", Node, Link)
R = TypeVar("R", bound=Record)


class Mentions(NamedTuple):
    """Where nodes of the map are named by their id: a store for each kind."""

    parts: RecordStore[IfsPart]
    targets: RecordStore[Target]
    plans: RecordStore[Plan]
    goals: RecordStore[Goal]
    episodes: RecordStore[Episode]
    couples: CoupleStore


class FormulationService:
    """Everything a screen may do with the nodes and links of a map."""

    def __init__(
        self,
        nodes: RecordStore[Node],
        links: RecordStore[Link],
        versions: RecordStore[FormulationVersion],
        considerations: RecordStore[Consideration],
        mentions: Mentions,
        admission: Admission,
        recheck: Recheck = no_recheck,
    ) -> None:
        self._mentions = mentions
        self._versions = versions
        self._considerations = considerations
        self._recheck = recheck
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
        saved = self._nodes.save(node, act(actor, "node.saved", node.client_id))
        self._recheck(actor, node.client_id)
        return saved

    def save_link(self, actor: Actor, link: Link) -> Link:
        """Save a new or changed link between two nodes of this client's map."""
        self._admission.check_write(actor, "file.write", link)
        ends = [self._nodes.one(link.from_node), self._nodes.one(link.to_node)]
        if any(end.client_id != link.client_id for end in ends):
            raise InvalidEntry("A link joins two nodes of the same client's map.")
        saved = self._links.save(link, act(actor, "link.saved", link.client_id))
        self._recheck(actor, link.client_id)
        return saved

    def save_all(self, actor: Actor, client_id: UUID, entries: Sequence[Node | Link]) -> None:
        """Save several nodes and links of one map: all are saved, or none is.

        Raises InvalidEntry when one belongs to another client, StaleEdit when one was changed
        meanwhile.
        """
        self._admission.check(actor, "file.write", client_id)
        for entry in entries:
            self._admission.check_write(actor, "file.write", entry)
        nodes = {one.id for one in entries if isinstance(one, Node)}
        nodes |= {node.id for node in self._nodes.for_client(client_id)}
        for entry in entries:
            ends = {entry.from_node, entry.to_node} if isinstance(entry, Link) else set()
            if entry.client_id != client_id or not ends <= nodes:
                raise InvalidEntry("These entries are not all of one client's map.")
        with self._nodes.connection.transaction():
            for entry in entries:
                if isinstance(entry, Node):
                    self._nodes.save(entry, act(actor, "node.saved", client_id))
                else:
                    self._links.save(entry, act(actor, "link.saved", client_id))
        self._recheck(actor, client_id)

    def earlier(self, actor: Actor, entry: F) -> list[F]:
        """Every version of a node or link as it was saved, the first one first."""
        store: RecordStore[F] = self._nodes if isinstance(entry, Node) else self._links
        return self._admission.read(
            actor, "file.read", entry.client_id, lambda: store.versions(entry.id)
        )

    def retire(self, actor: Actor, entry: Node | Link) -> None:
        """Take a node or link off the map; its versions stay in the store."""
        self._admission.check_write(actor, "file.write", entry)
        if isinstance(entry, Node):
            event = act(actor, "node.retired", entry.client_id)
            self._nodes.save(entry.model_copy(update={"retired": True}), event)
        else:
            event = act(actor, "link.retired", entry.client_id)
            self._links.save(entry.model_copy(update={"retired": True}), event)
        self._recheck(actor, entry.client_id)

    def merge(self, actor: Actor, keep: Node, other: Node) -> Node:
        """Make two nodes one: `keep` takes over what `other` held, and everything that named it.

        Links, parts, targets, plans, goals, episodes and the couple's shared fields name the
        kept node afterwards; `other` is taken off the map. All of it happens, or none; every
        version stays in the store. Raises InvalidEntry when they cannot be one, StaleEdit when
        either was changed meanwhile.
        """
        client_id = keep.client_id
        self._admission.check_write(actor, "file.write", other)
        self._admission.check_write(actor, "file.write", keep)
        check_same_thing(keep, other)
        self._check_on_the_map(keep, other)
        with self._nodes.connection.transaction():
            same_links = self._merge_links(actor, keep, other)
            self._merge_parts(actor, keep, other)
            self._repoint(actor, keep.client_id, ((other.id, keep.id), *same_links))
            gone = other.model_copy(update={"retired": True})
            self._nodes.save(gone, act(actor, "node.merged", client_id))
            saved = self._nodes.save(merged_node(keep, other), act(actor, "node.saved", client_id))
        self._recheck(actor, client_id)
        return saved

    def _check_on_the_map(self, *nodes: Node) -> None:
        if any(
            known is None or known.retired for known in (self._nodes.get(one.id) for one in nodes)
        ):
            raise InvalidEntry(
                "One of these nodes is not on the map any more. Load the page again to see the "
                "map as it stands."
            )

    def _merge_links(self, actor: Actor, keep: Node, other: Node) -> Sequence[tuple[UUID, UUID]]:
        """Turn the links; returns those that went, each with the one that says the same."""
        found = merged_links(keep.id, other.id, self._links.for_client(keep.client_id))
        for link in found.changed:
            self._links.save(link, act(actor, "link.saved", keep.client_id))
        for link in found.dropped:
            gone = link.model_copy(update={"retired": True})
            self._links.save(gone, act(actor, "link.retired", keep.client_id))
        return found.replaced

    def _merge_parts(self, actor: Actor, keep: Node, other: Node) -> None:
        store, client_id = self._mentions.parts, keep.client_id
        found = merged_parts(store.for_client(client_id), keep.id, other.id)
        if found.kept:
            store.save(found.kept, act(actor, "ifs_part.saved", client_id))
        if found.dropped:
            gone = found.dropped.model_copy(update={"retired": True})
            store.save(gone, act(actor, "ifs_part.retired", client_id))

    def _repoint(self, actor: Actor, client_id: UUID, turns: Sequence[tuple[UUID, UUID]]) -> None:
        """Turn what names a node or link that went to the one that stays."""

        def turn(store: RecordStore[R], records: Sequence[R]) -> None:
            for record in records:
                moved = record
                for was, now in turns:
                    moved = repointed(moved, was, now)
                if moved != record:
                    self._admission.check_write(actor, "file.write", record)
                    store.save(moved, act(actor, f"{store.kind}.saved", record.client_id))

        kept = self._mentions
        turn(kept.targets, kept.targets.for_client(client_id))
        turn(kept.plans, kept.plans.for_client(client_id))
        turn(kept.goals, kept.goals.for_client(client_id))
        turn(kept.episodes, kept.episodes.for_client(client_id))
        self._repoint_own_side(actor, client_id, turns)

    def _repoint_own_side(
        self, actor: Actor, client_id: UUID, turns: Sequence[tuple[UUID, UUID]]
    ) -> None:
        """Turn what the client's own half and injuries stand for.

        It is the client's own, whichever partner's file the couple is filed in, so that nobody
        needs the partner's file for it; the partner's side stays as it is.
        """
        couple = self._mentions.couples.of(client_id)
        if couple is None:
            return
        moved = with_own_nodes_turned(couple, client_id, turns)
        if moved != couple:
            self._mentions.couples.save(moved, act(actor, "couple.saved", client_id))

    def versions(self, actor: Actor, client_id: UUID) -> list[FormulationVersion]:
        """The reviewed versions, oldest first."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._versions.for_client(client_id)
        )
        return sorted(found, key=lambda version: version.reviewed_on)

    def review(self, actor: Actor, reviewed: FormulationVersion) -> FormulationVersion:
        """Freeze the map as it stands now as a dated version, or amend what was said about one.

        A new version holds the ids and versions of every node and link of the map; what is
        already frozen is never changed.
        """
        self._admission.check_write(actor, "file.write", reviewed)
        if not reviewed.version:
            now = self.formulation(actor, reviewed.client_id)
            kept = (Frozen(id=one.id, version=one.version) for one in (*now.nodes, *now.links))
            reviewed = reviewed.amended(frozen=tuple(kept))
        elif before := self._versions.get(reviewed.id):
            reviewed = reviewed.amended(frozen=before.frozen)
        event = act(actor, "formulation.reviewed", reviewed.client_id)
        return self._versions.save(reviewed, event)

    def as_of(self, actor: Actor, reviewed: FormulationVersion) -> Formulation:
        """The map as it stood when it was reviewed."""
        wanted = {(one.id, one.version): place for place, one in enumerate(reviewed.frozen)}
        client_id = reviewed.client_id

        def frozen(store: RecordStore[F]) -> tuple[F, ...]:
            every = self._admission.read(
                actor, "file.read", client_id, lambda: store.every_version(client_id)
            )
            then = (one for one in every if (one.id, one.version) in wanted)
            return tuple(sorted(then, key=lambda one: wanted[one.id, one.version]))

        return Formulation(nodes=frozen(self._nodes), links=frozen(self._links))

    def considerations(self, actor: Actor, client_id: UUID) -> list[Consideration]:
        """What was considered (health, services, culture, social context, risk)."""
        return self._admission.read(
            actor, "file.read", client_id, lambda: self._considerations.for_client(client_id)
        )

    def save_consideration(self, actor: Actor, consideration: Consideration) -> Consideration:
        """Save what was considered. Raises StaleEdit when it was changed meanwhile."""
        self._admission.check_write(actor, "file.write", consideration)
        event = act(actor, "consideration.saved", consideration.client_id)
        return self._considerations.save(consideration, event)
