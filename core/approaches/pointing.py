"""Whether what a record names by its id is in the same client's file. Pure.

Asked when something is saved. What the saved version named already may stay, also when it was
taken out since; so an entry can always be saved again.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias
from uuid import UUID

from core.approaches.model import IfsPart, Plan, Target, TargetWork, Weighing, weighing_id
from core.errors import InvalidEntry

Pointing: TypeAlias = Plan | Target | TargetWork | IfsPart | Weighing

_GONE = {
    "map": "What this is about is not on this client's map. Load the page again and choose it.",
    "goals": "This goal is not one of this client's. Load the page again and choose another.",
    "targets": "This target is not in this client's sequence. Load the page again and choose it.",
}
_MERGED = (
    "What was known about this part went to the node it was made one with. Note it there, or "
    "make a new node for this part."
)
_ANOTHER_ID = "There is one weighing for each approach. Load the page again and open it there."


class InFile(NamedTuple):
    """What stands in the client's file: nodes and links of the map, goals, targets, by id."""

    map: frozenset[UUID]
    goals: frozenset[UUID]
    targets: frozenset[UUID]


def names_something(record: Pointing, before: Pointing | None) -> bool:
    """Whether the record names an id that the version saved before did not."""
    return bool(set(_named(record)) - (set(_named(before)) if before else set()))


def check_points(record: Pointing, before: Pointing | None, known: InFile) -> None:
    """Raise InvalidEntry where a record newly names what is not in this client's file."""
    had = set(_named(before)) if before else set()
    for kind, one in _named(record):
        if (kind, one) not in had and one not in getattr(known, kind):
            raise InvalidEntry(_GONE[kind])


def check_own_id(record: IfsPart | Weighing, before: IfsPart | None = None) -> None:
    """Raise InvalidEntry for a weighing with a made-up id, or a part whose record has moved.

    The id of a part's record follows its node. After a merge the record is about the kept node,
    so it cannot be begun again.
    """
    if isinstance(record, Weighing):
        if record.id != weighing_id(record.client_id, record.approach):
            raise InvalidEntry(_ANOTHER_ID)
    elif before and not record.version and (before.retired or before.node_id != record.node_id):
        raise InvalidEntry(_MERGED)


def _named(record: Pointing) -> Iterator[tuple[str, UUID]]:
    if isinstance(record, Target | IfsPart) and record.node_id:
        yield "map", record.node_id
    if isinstance(record, TargetWork):
        yield "targets", record.target_id
    if isinstance(record, Plan):
        yield from (("map", one) for one in record.works_on)
        yield from (("map", one) for cycle in record.cycles for one in cycle.nodes)
        yield from (("goals", one) for one in record.goals)
