"""Append-only records of one kind, each save with its audit event in one transaction."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import suppress
from operator import itemgetter
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from pydantic import ValidationError

from core.access.audit import AuditEvent
from core.errors import InvalidEntry, NotFound, StaleEdit
from core.record import HEADER, Record, entry_problem
from core.store.connection import Collision, Connection
from core.store.erasure import check_not_erased
from core.store.sealing import sealed
from core.store.trail import write_event

R = TypeVar("R", bound=Record)

# Times and ids come back as numbers and text: DuckDB's Python objects for them take several
# times longer to make (docs/adr/0006).
_COLUMNS = (
    "kind, CAST(id AS VARCHAR), CAST(client_id AS VARCHAR), version, epoch_us(recorded_at), "
    "recorded_by, retired, CAST(body AS VARCHAR)"
)
_OF_CLIENT = f"SELECT {_COLUMNS} FROM records WHERE client_id = $client"  # noqa: S608
_OF_KIND = f"SELECT {_COLUMNS} FROM records WHERE kind = $kind AND "  # noqa: S608
_ANY = "SELECT 1 FROM records WHERE client_id = $client AND kind = $kind LIMIT 1"
_VERSIONS = f"SELECT {_COLUMNS} FROM records WHERE id = $id ORDER BY version"  # noqa: S608
_TOP_VERSION = """
SELECT max(version), min(client_id), max(client_id), min(kind), max(kind) FROM records
WHERE id = $id
"""

Row = tuple[str, str, str, int, int, str, bool, str]
_KIND: Final = 0
_ID: Final = 1
_CLIENT: Final = 2
_VERSION: Final = 3
_MICROSECONDS: Final = 4
_BY: Final = 5
_RETIRED: Final = 6
_BODY: Final = 7


def newest(rows: Iterable[Any]) -> list[Row]:
    """The newest version of each record, in the order the records were first saved."""
    found: dict[str, Row] = {}
    for row in sorted(rows, key=itemgetter(_MICROSECONDS, _VERSION)):
        kept = found.get(row[_ID])
        if kept is None or row[_VERSION] > kept[_VERSION]:
            found[row[_ID]] = row
    return list(found.values())


def current(rows: Iterable[Row]) -> list[Row]:
    """Those that were not taken out."""
    return [row for row in rows if not row[_RETIRED]]


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
        self._check_readable(saved)
        try:
            with self.connection.transaction():
                check_not_erased(self.connection, record.client_id)
                self._check_follows(record)
                row = self._row(saved, event)
                content = sealed(row)
                self.connection.insert("records", [row])
                write_event(self.connection, event.model_copy(update={"content": content}))
                self._derived(saved)
        except Collision:
            raise StaleEdit(record, self.get(record.id)) from None
        return saved

    def _derived(self, saved: R) -> None:
        """For stores that keep figures worked out from a record, in the same transaction."""

    def _check_readable(self, saved: R) -> None:
        """What is written must be readable again, or the whole file would not open."""
        try:
            self._model.model_validate_json(saved.model_dump_json())
        except ValidationError as error:
            raise InvalidEntry(entry_problem(error)) from None

    def _check_follows(self, record: R) -> None:
        top, *owners = self.connection.rows(_TOP_VERSION, {"id": record.id})[0]
        if top and owners != [record.client_id] * 2 + [self.kind] * 2:
            raise NotFound("This entry is not in this client's file.")
        if (top or 0) != record.version:
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
        header = (
            f'{{"id":"{row[_ID]}","client_id":"{row[_CLIENT]}","version":{row[_VERSION]},'
            f'"recorded_at":{row[_MICROSECONDS] / 1_000_000},"recorded_by":{json.dumps(row[_BY])},'
            f'"retired":{"true" if row[_RETIRED] else "false"}'
        )
        inner = row[_BODY].strip()[1:]
        return self._model.model_validate_json(header + ("" if inner == "}" else ",") + inner)

    def select(self, where: str, parameters: dict[str, Any]) -> list[R]:
        """Current records for which a condition written in this package holds.

        The condition has to hold for every version of a record or for none, as one on its
        owner or its partner does.
        """
        found = self.connection.rows(_OF_KIND + where, {"kind": self.kind} | parameters)
        return [self._record(row) for row in current(newest(found))]

    def for_client(self, client_id: UUID) -> list[R]:
        """The current records of this kind in one client's file, in the order first saved."""
        found = self.connection.remembered(
            (self.kind, client_id), lambda: self._read_client(client_id)
        )
        return list(found)

    def _read_client(self, client_id: UUID) -> list[R]:
        rows = self.connection.remembered_by_store(
            ("file", client_id), lambda: _file_rows(self.connection, client_id)
        )
        return [self._record(row) for row in current(rows.get(self.kind, ()))]

    def has_any(self, client_id: UUID) -> bool:
        """Whether a client's file holds, or ever held, a record of this kind; reads no record."""
        return bool(self.connection.rows(_ANY, {"kind": self.kind, "client": client_id}))

    def versions(self, record_id: UUID) -> list[R]:
        """Every version ever saved, oldest first."""
        rows = self.connection.rows(_VERSIONS, {"id": record_id})
        return [self._record(row) for row in rows if row[_KIND] == self.kind]

    def readable(self) -> Iterator[R]:
        """The newest version of every record of this kind that can be read, for checking."""
        for row in newest(self.connection.rows(_OF_KIND + "true", {"kind": self.kind})):
            with suppress(ValidationError):
                yield self._record(row)

    def count_unreadable(self) -> int:
        """How many versions of this kind cannot be read."""
        rows = self.connection.rows(_OF_KIND + "true", {"kind": self.kind})
        return sum(1 for row in rows if not self._can_be_read(row))

    def _can_be_read(self, row: Row) -> bool:
        try:
            self._record(row)
        except ValidationError:
            return False
        return True

    def every_version(self, client_id: UUID) -> list[R]:
        """Every version of every record in one client's file, retired ones too, by record."""
        where = "client_id = $client ORDER BY id, version"
        rows = self.connection.rows(_OF_KIND + where, {"kind": self.kind, "client": client_id})
        return [self._record(row) for row in rows]

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
    for row in newest(connection.rows(_OF_CLIENT, {"client": client_id})):
        by_kind.setdefault(row[_KIND], []).append(row)
    return by_kind
