"""The node of the map that stands for an entry of the history, so that it is entered once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from core.formulation.model import Node
from core.history.exploring import adaptation_name, belief_name
from core.history.model import (
    Adaptation,
    AdultRelationship,
    Figure,
    History,
    HistoryEvent,
    HistoryRecord,
    WorkingModel,
)

LONGEST = 120  # letters of a node's name


def node_for(entry: HistoryRecord) -> Node | None:
    """A new node for an entry: event, care, belief or action; None for a period.

    The node takes the headline only. Detail stays in the history, and violence in an adult
    relationship never leaves it.
    """
    kind, name = _kind_and_name(entry)
    if not kind:
        return None
    return Node(
        client_id=entry.client_id,
        kind=kind,
        name=_short(name),
        words=entry.words if isinstance(entry, WorkingModel) else "",
        on=entry.on if isinstance(entry, HistoryEvent) else None,
        source_id=entry.id,
    )


def _kind_and_name(entry: HistoryRecord) -> tuple[str, str]:
    match entry:
        case Figure():
            return "care", f"{entry.name} ({entry.relation})" if entry.relation else entry.name
        case HistoryEvent():
            return "event", entry.headline
        case WorkingModel():
            return "belief", belief_name(entry)
        case AdultRelationship():
            return "care", entry.partner
        case Adaptation():
            return "action", adaptation_name(entry)
        case _:
            return "", ""


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else f"{line[: LONGEST - 1].rstrip()}…"


def on_the_map(nodes: Iterable[Node]) -> dict[UUID, Node]:
    """For each entry that stands on the map already: its node."""
    return {node.source_id: node for node in nodes if node.source_id}


class Sources(NamedTuple):
    """What the history knows about the nodes that stand for its entries, by the entry's id.

    `protective` are figures and events marked so. A belief is about the self when its
    expectation has a word of the list for the self, about others when it has one for others;
    it may be both. `kind_to_self` are those whose word for the self is a good one.
    """

    protective: frozenset[UUID] = frozenset()
    about_self: frozenset[UUID] = frozenset()
    about_others: frozenset[UUID] = frozenset()
    kind_to_self: frozenset[UUID] = frozenset()


_UNSAID = ("", "not_asked", "declined")
_KIND = ("lovable", "capable", "worthy")


def sources(history: History) -> Sources:
    """What a lens asks the history about the nodes of the map."""
    figures = {one.id for one in history.figures if one.protective}
    events = {one.id for one in history.events if one.kind == "protective"}
    models = history.working_models
    return Sources(
        frozenset(figures | events),
        frozenset(one.id for one in models if one.self_view not in _UNSAID),
        frozenset(one.id for one in models if one.other_view not in _UNSAID),
        frozenset(one.id for one in models if one.self_view in _KIND),
    )
