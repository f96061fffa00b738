"""Append-only records of one kind, each save with its audit event in one transaction."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Generic, TypeVar
from uuid import UUID

from core.access.audit import AuditEvent
from core.errors import NotFound, StaleEdit
from core.record import HEADER, Record
from core.store.connection import Collision, Connection

R = TypeVar("R", bound=Record)

_COLUMNS = "id, client_id, version, recorded_at, recorded_by, retired, body"


def newest(table: str, alias: str = "t") -> str:
    """A FROM clause with only the newest version of each record of `table`.

    Versions are consecutive, so a row is the newest when no row has the next number. The
    right side of the anti join holds only records that were ever changed, which keeps it
    cheap (measured in docs/adr/0002).
    """
    return (
        f"{table} {alias} ANTI JOIN "  # noqa: S608
        f"(SELECT id, version - 1 AS version FROM {table} WHERE version > 1) USING (id, version)"
    )


def write_event(connection: Connection, event: AuditEvent) -> None:
    """Put the event into the trail; inside a transaction it is saved with the act."""
    connection.insert("audit_events", [event.model_dump()])


class RecordStore(Generic[R]):
    """The records of one kind. `table` is one of the tables of migration 0001."""

    def __init__(self, connection: Connection, table: str, model: type[R]) -> None:
        self.connection = connection
        self.table = table
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
                self.connection.insert(self.table, [self._row(saved, event)])
                write_event(self.connection, event)
                self._derived(saved)
        except Collision:
            raise StaleEdit(record, self.get(record.id)) from None
        return saved

    def _derived(self, saved: R) -> None:
        """For stores that keep figures worked out from a record, in the same transaction."""

    def _check_follows(self, record: R) -> None:
        sql = f"SELECT max(version) FROM {self.table} WHERE id = $id"  # noqa: S608
        newest_version = self.connection.rows(sql, {"id": record.id})[0][0] or 0
        if newest_version != record.version:
            raise StaleEdit(record, self.get(record.id))

    def _row(self, record: R, event: AuditEvent) -> dict[str, Any]:
        filing = record.filing()
        return {
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

    def _record(self, row: tuple[Any, ...]) -> R:
        record_id, client_id, version, at, by, retired, body = row
        record = self._model.model_validate_json(_with_header(body, record_id, client_id))
        local: datetime = at.astimezone(UTC)
        return record.model_copy(
            update={
                "version": version,
                "recorded_at": local,
                "recorded_by": by,
                "retired": retired,
            }
        )

    def select(self, where: str, parameters: dict[str, Any], order: str = "recorded_at") -> list[R]:
        """The newest versions that fit a condition written in this package; not retired ones."""
        sql = (
            f"SELECT {_COLUMNS} FROM {newest(self.table)} "  # noqa: S608
            f"WHERE NOT retired AND {where} ORDER BY {order}"
        )
        return [self._record(row) for row in self.connection.rows(sql, parameters)]

    def for_client(self, client_id: UUID) -> list[R]:
        """All current records of this kind in one client's file, by date then entry."""
        order = "filed_on NULLS FIRST, recorded_at, id"
        return self.select("client_id = $client", {"client": client_id}, order)

    def versions(self, record_id: UUID) -> list[R]:
        """Every version ever saved, oldest first."""
        sql = f"SELECT {_COLUMNS} FROM {self.table} WHERE id = $id ORDER BY version"  # noqa: S608
        return [self._record(row) for row in self.connection.rows(sql, {"id": record_id})]

    def get(self, record_id: UUID) -> R | None:
        """The newest version, also when it is retired, or None."""
        sql = (
            f"SELECT {_COLUMNS} FROM {self.table} "  # noqa: S608
            "WHERE id = $id ORDER BY version DESC LIMIT 1"
        )
        rows = self.connection.rows(sql, {"id": record_id})
        return self._record(rows[0]) if rows else None

    def one(self, record_id: UUID) -> R:
        """The newest version. Raises NotFound when there is none or it was retired."""
        record = self.get(record_id)
        if record is None or record.retired:
            raise NotFound("This entry is not in the store any more.")
        return record


def _with_header(body: str, record_id: UUID, client_id: UUID) -> str:
    separator = "," if body.strip() != "{}" else ""
    return f'{{"id":"{record_id}","client_id":"{client_id}"{separator}{body.lstrip()[1:]}'
