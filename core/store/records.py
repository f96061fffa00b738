"""Append-only records of one kind, each save with its audit event in one transaction."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, Generic, NamedTuple, TypeVar
from uuid import UUID

from core.access.audit import AuditEvent
from core.errors import NotFound, StaleEdit
from core.record import HEADER, Record
from core.store.connection import Collision, Connection

R = TypeVar("R", bound=Record)

# Microseconds since 1970 come back four times faster than time stamps with a zone.
_COLUMNS = "kind, id, client_id, version, epoch_us(recorded_at), recorded_by, retired, body"
_OF_CLIENT = f"SELECT {_COLUMNS} FROM records WHERE client_id = $client"  # noqa: S608
_OF_KIND = f"SELECT {_COLUMNS} FROM records WHERE kind = $kind AND "  # noqa: S608
_VERSIONS = f"SELECT {_COLUMNS} FROM records WHERE id = $id ORDER BY version"  # noqa: S608
_TOP_VERSION = "SELECT max(version) FROM records WHERE id = $id"


class Row(NamedTuple):
    """A stored version, before it is read into its model."""

    kind: str
    id: UUID
    client_id: UUID
    version: int
    recorded_us: int
    recorded_by: str
    retired: bool
    body: str


def newest(rows: Iterable[Row]) -> list[Row]:
    """The newest version of each record, in the order the records were first saved."""
    found: dict[UUID, Row] = {}
    for row in sorted(rows, key=lambda row: (row.recorded_us, row.version)):
        kept = found.get(row.id)
        if kept is None or row.version > kept.version:
            found[row.id] = row
    return list(found.values())


def write_event(connection: Connection, event: AuditEvent) -> None:
    """Put the event into the trail; inside a transaction it is saved with the act."""
    connection.insert("audit_events", [event.model_dump()])


class RecordStore(Generic[R]):
    """The records of one kind, such as "episode"."""

    def __init__(self, connection: Connection, kind: str, model: type[R]) -> None:
        self.connection = connection
        self.kind = kind
        self._model = model

    def save(self, record: R, event: AuditEvent) -> R:
        """Append the next version and the event that explains it, or neither.

        Raises StaleEdit with both texts when a newer version exists already.
        """
        saved = record.model_copy(
            update={
                "version": record.version + 1,
                "recorded_at": event.happened_at,
                "recorded_by": event.actor,
            }
        )
        try:
            with self.connection.transaction():
                self._check_follows(record)
                self.connection.insert("records", [self._row(saved, event)])
                write_event(self.connection, event)
                self._derived(saved)
        except Collision:
            raise StaleEdit(record, self.get(record.id)) from None
        return saved

    def _derived(self, saved: R) -> None:
        """For stores that keep figures worked out from a record, in the same transaction."""

    def _check_follows(self, record: R) -> None:
        top = self.connection.rows(_TOP_VERSION, {"id": record.id})[0][0] or 0
        if top != record.version:
            raise StaleEdit(record, self.get(record.id))

    def _row(self, record: R, event: AuditEvent) -> dict[str, Any]:
        filing = record.filing()
        return {
            "kind": self.kind,
            "id": record.id,
            "version": record.version,
            "client_id": record.client_id,
            "filed_on": filing.on,
            "state": filing.state,
            "about": filing.about,
            "retired": record.retired,
            "recorded_at": event.happened_at,
            "recorded_by": event.actor,
            "event_id": event.id,
            "body": record.model_dump_json(exclude=HEADER),
        }

    def _record(self, row: Row) -> R:
        header = f'"id":"{row.id}","client_id":"{row.client_id}"'
        inner = row.body.strip()[1:]
        text = f"{{{header}{'' if inner == '}' else ','}{inner}"
        return self._model.model_validate_json(text).model_copy(
            update={
                "version": row.version,
                "recorded_at": datetime.fromtimestamp(row.recorded_us / 1_000_000, UTC),
                "recorded_by": row.recorded_by,
                "retired": row.retired,
            }
        )

    def select(self, where: str, parameters: dict[str, Any]) -> list[R]:
        """Current records for which a condition written in this package holds.

        The condition has to hold for every version of a record or for none, as one on its
        owner or its partner does.
        """
        found = self.connection.rows(_OF_KIND + where, {"kind": self.kind} | parameters)
        return [self._record(row) for row in newest(Row(*r) for r in found) if not row.retired]

    def for_client(self, client_id: UUID) -> list[R]:
        """The current records of this kind in one client's file, in the order first saved."""
        rows = self.connection.remembered(
            ("file", client_id), lambda: _file_rows(self.connection, client_id)
        )
        return [self._record(row) for row in rows.get(self.kind, ()) if not row.retired]

    def versions(self, record_id: UUID) -> list[R]:
        """Every version ever saved, oldest first."""
        rows = self.connection.rows(_VERSIONS, {"id": record_id})
        return [self._record(Row(*row)) for row in rows if row[0] == self.kind]

    def get(self, record_id: UUID) -> R | None:
        """The newest version, also when it is retired, or None."""
        found = self.versions(record_id)
        return found[-1] if found else None

    def one(self, record_id: UUID) -> R:
        """The newest version. Raises NotFound when there is none or it was retired."""
        record = self.get(record_id)
        if record is None or record.retired:
            raise NotFound("This entry is not in the store any more.")
        return record


def _file_rows(connection: Connection, client_id: UUID) -> dict[str, list[Row]]:
    """A client's whole file in one query, by kind (measured in docs/adr/0002)."""
    by_kind: dict[str, list[Row]] = {}
    for row in newest(Row(*r) for r in connection.rows(_OF_CLIENT, {"client": client_id})):
        by_kind.setdefault(row.kind, []).append(row)
    return by_kind
