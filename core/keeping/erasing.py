"""Taking one client out of the store, and leaving their partner what is the partner's own."""

from __future__ import annotations

from typing import Any, NamedTuple
from uuid import UUID, uuid4

from pydantic import ValidationError

from core.access.audit import Actor, act
from core.approaches.log import SessionStep
from core.clients.model import Couple
from core.clients.sharing import not_agreed, own_part
from core.keeping.kinds import KINDS
from core.record import HEADER, Record
from core.store import erasure
from core.store.connection import Connection
from core.store.records import RecordStore
from core.store.trail import End, end_of_trail, write_event
from core.store.verify import CLEARED

_NOBODY = str(UUID(int=0))


class Counted(NamedTuple):
    """How many entries a file has, and how many versions of them in all."""

    entries: int
    versions: int


class Eraser:
    """Takes out everything about one client, in the transaction that is going on."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def count(self, client_id: UUID) -> Counted:
        """How much is kept about the client."""
        return Counted(*erasure.counts(self.connection, client_id))

    def take_out(self, actor: Actor, client_id: UUID) -> Counted:
        """Take the client out; what others keep of an entry they shared is saved anew."""
        with self.connection.transaction():
            counted = self.count(client_id)
            gone = erasure.ids_of(self.connection, client_id)
            shared = self._shared(client_id)
            kept = [one for kind, record in shared if (one := _kept(kind, record, gone))]
            erasure.take_out_client(self.connection, client_id)
            for kind, record in shared:
                self._clear(actor, kind, record)
            for kind, record in kept:
                event = act(actor, f"{kind}.saved", record.client_id)
                RecordStore(self.connection, kind, type(record)).save(record, event)
        return counted

    def _clear(self, actor: Actor, kind: str, record: Record) -> None:
        """Take every version out; the trail tells how many, or they would seem to be lost."""
        taken = erasure.take_out_record(self.connection, record.id)
        if taken:
            event = act(actor, f"{kind}.{CLEARED}", record.client_id, f"{taken} versions")
            write_event(self.connection, event)

    def _shared(self, client_id: UUID) -> list[tuple[str, Record]]:
        """Entries that name this client and somebody else, each as it stands now."""
        own = erasure.of_kind(self.connection, client_id, "couple")
        named = erasure.mentions(self.connection, client_id)
        return [
            (kind, found)
            for kind, id_ in (*own, *named)
            if (found := RecordStore(self.connection, kind, KINDS[kind]).get(id_))
        ]

    def left(self, client_id: UUID) -> int:
        """How many rows outside the audit trail still name the client; 0 after an erasure."""
        return erasure.rows_left(self.connection, client_id)

    def rewrite_is_due(self) -> bool:
        """Whether the store has still to be rewritten after an erasure."""
        return erasure.is_rebuild_due(self.connection)

    def end(self) -> End:
        """Number and hash of the last event of the audit trail."""
        return end_of_trail(self.connection)


def _kept(kind: str, record: Record, gone: set[str]) -> tuple[str, Record] | None:
    if isinstance(record, Couple):
        couple = what_the_partner_keeps(record, gone)
        return (kind, couple) if couple else None
    model = type(record)
    fields = _without(record.model_dump(mode="json", exclude=HEADER), gone)
    header = {"id": record.id, "client_id": record.client_id, "retired": record.retired}
    try:
        return kind, model.model_validate(fields | header)
    except ValidationError:  # it was nothing without the client, as a link to their node is
        return None


def what_the_partner_keeps(couple: Couple, gone: set[str]) -> Couple | None:
    """The partner's own half, injuries and events, and the steps of the sessions both came to.

    Without the words the two shared and without what was written about their sessions; nothing
    is agreed to be shown any more, so that a later partner does not see it. None when neither
    is anybody's who stays, or the one who stays has said nothing.
    """
    stays = [p for p in (couple.client_id, couple.partner_id) if p and str(p) not in gone]
    if len(stays) == 2:  # an earlier version named the client, this one does not
        log = tuple(_of_nobody_gone(step, gone) for step in couple.log)
        return couple.model_copy(update={"id": uuid4(), "version": 0, "log": log})
    if not stays:
        return None
    own = not_agreed(own_part(couple, stays[0]))
    kept = Couple(
        client_id=stays[0],
        partner_id=None,
        halves=own.halves,
        injuries=own.injuries,
        log=own.log,
        events=own.events,
        retired=couple.retired,
    )
    return kept if kept.halves or kept.injuries or kept.log or kept.events else None


def _of_nobody_gone(step: SessionStep, gone: set[str]) -> SessionStep:
    return step.model_copy(update={"session_id": None}) if str(step.session_id) in gone else step


def _without(value: Any, gone: set[str]) -> Any:
    """The fields of an entry with the ids that are gone taken out, whatever the form."""
    if isinstance(value, dict):
        return {key: _without(one, gone) for key, one in value.items()}
    if isinstance(value, list):
        return [_without(one, gone) for one in value if one not in gone]
    if not isinstance(value, str):
        return value
    if value in gone:
        return None
    for one in gone:
        value = value.replace(one, _NOBODY) if one in value else value
    return value
