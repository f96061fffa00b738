"""Erasing: the only place besides migrations where rows of a store are taken out.

Everything of one client goes, from every table that names whose file a row is in. The
audit trail keeps the fact: events hold our own words and ids, never content.
"""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

from core.errors import NotFound
from core.store.connection import Connection

_OWNED = """
SELECT table_name FROM duckdb_columns()
WHERE database_name = 'store' AND column_name = 'client_id' AND table_name <> 'audit_trail'
ORDER BY table_name
"""
_COUNTS = "SELECT count(DISTINCT id), count(*) FROM records WHERE client_id = $client"
_ID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
# Entries of other files that name this client, or an entry of theirs, in any version.
_MENTIONS = f"""
WITH gone AS (
    SELECT CAST(id AS VARCHAR) AS id FROM records WHERE client_id = $client
    UNION SELECT CAST($client AS VARCHAR)
),
named AS (
    SELECT kind, id, unnest(list_append(
        regexp_extract_all(CAST(body AS VARCHAR), '{_ID}'), coalesce(about, ''))) AS mentioned
    FROM records WHERE client_id <> $client
)
SELECT DISTINCT kind, id FROM named WHERE mentioned IN (SELECT id FROM gone) ORDER BY kind, id
"""  # noqa: S608
_OF_KIND = "SELECT DISTINCT id FROM records WHERE client_id = $client AND kind = $kind ORDER BY id"
_GONE_IDS = "SELECT DISTINCT CAST(id AS VARCHAR) FROM records WHERE client_id = $client"
_ERASED = "SELECT DISTINCT client_id FROM audit_trail WHERE action = 'client.erased'"
# A table that only a store which has still to be rewritten has.
_MARK = "CREATE TABLE IF NOT EXISTS rebuild_due (since TIMESTAMPTZ)"
_UNMARK = "DROP TABLE IF EXISTS rebuild_due"
_MARKED = """
SELECT count(*) FROM duckdb_tables() WHERE database_name = 'store' AND table_name = 'rebuild_due'
"""
_SEALED_VERSIONS = "SELECT count(salt) FROM records WHERE id = $id"
_FORGET_RECORD = "DELETE FROM records WHERE id = $id"


class Counts(NamedTuple):
    """How many entries a file has, and how many versions of them in all."""

    entries: int
    versions: int


class Entry(NamedTuple):
    """One entry, in all its versions."""

    kind: str
    id: UUID


def counts(connection: Connection, client_id: UUID) -> Counts:
    """How much is kept about one client."""
    return Counts(*connection.rows(_COUNTS, {"client": client_id})[0])


def mentions(connection: Connection, client_id: UUID) -> list[Entry]:
    """Entries of other files that name this client or an entry of theirs."""
    return [Entry(*row) for row in connection.rows(_MENTIONS, {"client": client_id})]


def of_kind(connection: Connection, client_id: UUID, kind: str) -> list[Entry]:
    """The entries of one kind in a client's file."""
    found = connection.rows(_OF_KIND, {"client": client_id, "kind": kind})
    return [Entry(kind, row[0]) for row in found]


def ids_of(connection: Connection, client_id: UUID) -> set[str]:
    """The ids that go with this client: their own and those of all their entries."""
    found = connection.rows(_GONE_IDS, {"client": client_id})
    return {str(client_id), *(row[0] for row in found)}


def take_out_record(connection: Connection, record_id: UUID) -> int:
    """Take every version of one entry out; how many of them an event's hash fitted."""
    with connection.transaction():
        sealed = int(connection.rows(_SEALED_VERSIONS, {"id": record_id})[0][0])
        connection.execute(_FORGET_RECORD, {"id": record_id})
    return sealed


def take_out_client(connection: Connection, client_id: UUID) -> None:
    """Take every row of a client out, in the transaction that is going on.

    The store has to be rewritten afterwards (core/store/rebuilding.py), and is marked so.
    """
    with connection.transaction():
        for (table,) in connection.rows(_OWNED):
            connection.execute(f"DELETE FROM {table} WHERE client_id = $client",  # noqa: S608
                               {"client": client_id})  # fmt: skip
        connection.execute(_MARK)
        connection.commits.erased = _erased(connection) | {client_id}


def is_rebuild_due(connection: Connection) -> bool:
    """Whether something was taken out and the store not yet rewritten."""
    return bool(connection.rows(_MARKED)[0][0])


def unmark_rebuild_due(connection: Connection) -> None:
    """Say, in the new file, that nothing is left to be done."""
    connection.execute(_UNMARK)


def rows_left(connection: Connection, client_id: UUID) -> int:
    """How many rows still name the client, in any column of any table but the audit trail."""
    text = str(client_id)
    tables = connection.rows(
        "SELECT table_name FROM duckdb_tables() WHERE database_name = 'store' "
        "AND table_name <> 'audit_trail'"
    )
    return sum(
        connection.rows(
            f"SELECT count(*) FROM {table} t WHERE contains(CAST(t AS VARCHAR), $text)",  # noqa: S608
            {"text": text},
        )[0][0]
        for (table,) in tables
    )


def check_not_erased(connection: Connection, client_id: UUID) -> None:
    """Nothing is saved into an erased file, whatever a page still shows. Raises NotFound."""
    if client_id in _erased(connection):
        raise NotFound("This client was erased. Nothing was saved; pick another client.")


def _erased(connection: Connection) -> frozenset[UUID]:
    known = connection.commits.erased
    if known is None:
        known = frozenset(row[0] for row in connection.rows(_ERASED))
        connection.commits.erased = known
    return known
