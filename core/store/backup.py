"""A consistent copy of an open store, and what tells whether two copies hold the same.

The copy is read in one transaction, so that it shows the store at one moment while others
go on writing. DuckDB's own COPY FROM DATABASE needs a setting that the store locks.
"""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from secrets import token_hex
from typing import NamedTuple

from core.errors import StorageError
from core.store.connection import Connection, Store

_TABLES = """
SELECT table_name, sql FROM duckdb_tables() WHERE database_name = $database AND NOT internal
ORDER BY table_oid
"""
_INDEXES = """
SELECT index_name, sql FROM duckdb_indexes() WHERE database_name = $database ORDER BY index_name
"""
# Views are not copied: one that is added would show as a different layout.
_VIEWS = """
SELECT view_name, sql FROM duckdb_views() WHERE database_name = $database AND NOT internal
"""
_COLUMNS = """
SELECT column_name, data_type FROM duckdb_columns()
WHERE database_name = $database AND table_name = $table ORDER BY column_index
"""


class Table(NamedTuple):
    """How many rows a table has, and a hash of them in any order."""

    rows: int
    hash: str


class Contents(NamedTuple):
    """What a database holds: a hash of how its tables are laid out, and each table."""

    layout: str
    tables: dict[str, Table]


def contents(connection: Connection, database: str = "store") -> Contents:
    """Count and hash every table. Inside a transaction, all at one moment."""
    laid_out = [
        f"{name}: {sql}"
        for query in (_TABLES, _INDEXES, _VIEWS)
        for name, sql in connection.rows(query, {"database": database})
    ]
    layout = sha256("\n".join(sorted(laid_out)).encode()).hexdigest()
    names = sorted(name for name, _ in connection.rows(_TABLES, {"database": database}))
    return Contents(layout, {name: _table(connection, database, name) for name in names})


def _columns(connection: Connection, database: str, table: str) -> list[tuple[str, str]]:
    found = connection.rows(_COLUMNS, {"database": database, "table": table})
    return [(f'"{name}"', kind) for name, kind in found]


def _table(connection: Connection, database: str, name: str) -> Table:
    # The text of a moment depends on the computer's time zone, its microseconds do not.
    values = ", ".join(
        f"epoch_us({column})" if kind.endswith("TIME ZONE") else f"CAST({column} AS VARCHAR)"
        for column, kind in _columns(connection, database, name)
    )
    sql = (
        f"SELECT count(*), bit_xor(md5_number(CAST(json_array({values}) AS VARCHAR))) "  # noqa: S608
        f"FROM {database}.main.{name}"
    )
    rows, mixed = connection.rows(sql)[0]
    return Table(rows, format(mixed or 0, "032x"))


def differences(expected: Contents, found: Contents) -> list[str]:
    """What two databases do not share, in sentences that name tables only."""
    return list(_differences(expected, found))


def _differences(expected: Contents, found: Contents) -> Iterator[str]:
    if expected.layout != found.layout:
        yield "The tables are not laid out the same."
    for name in sorted({*expected.tables, *found.tables}):
        there, here = expected.tables.get(name), found.tables.get(name)
        if there is None or here is None:
            yield f"{name}: this table is on one side only."
        elif there.rows != here.rows:
            yield f"{name}: {here.rows} rows instead of {there.rows}."
        elif there.hash != here.hash:
            yield f"{name}: the rows differ."


def key_for(store: Store, purpose: str) -> bytes:
    """A key for one purpose, made from the store's data key, which it does not tell."""
    return hmac.digest(store.data_key, f"havenline {purpose}".encode(), "sha256")


def snapshot(store: Store, file: Path) -> Contents:
    """Copy an open store into a new database file with the same key; returns what it held.

    Others go on writing meanwhile; what they commit after the copy has begun is not in it.
    Raises StorageError when the copy cannot be written; the store itself is not touched.
    """
    with store.commits.copying, _attached(store, file) as copy:
        connection = store.connection()
        try:
            held = _copied(connection, copy)
        finally:
            connection.close()
    if file.with_name(f"{file.name}.wal").exists():
        raise StorageError("The copy of the store was not written out. Try again.")
    return held


@contextmanager
def _attached(store: Store, file: Path) -> Iterator[str]:
    """Attach a new database of the same key for a while; gives the name it goes by."""
    name = f"copy_{token_hex(4)}"
    connection = store.connection()
    try:
        connection.execute(store.attaching(file, name))
        yield name
    finally:
        with suppress(StorageError):  # when DuckDB gave everything up, it is gone already
            connection.execute(f"DETACH DATABASE IF EXISTS {name}")
        connection.close()


def _copied(connection: Connection, copy: str) -> Contents:
    # Not Connection.transaction(): that would make writers wait, and this one changes nothing.
    connection.execute("BEGIN")
    held = contents(connection)
    connection.execute(f"USE {copy}")
    for name, sql in connection.rows(_TABLES, {"database": "store"}):
        connection.execute(sql)
        columns = ", ".join(column for column, _ in _columns(connection, "store", name))
        connection.execute(
            f"INSERT INTO {copy}.main.{name} ({columns}) "  # noqa: S608
            f"SELECT {columns} FROM store.main.{name}"
        )
    for _, sql in connection.rows(_INDEXES, {"database": "store"}):
        connection.execute(sql)
    connection.execute("COMMIT")
    connection.execute(f"CHECKPOINT {copy}")
    return held
