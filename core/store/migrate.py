"""Numbered SQL files, each applied once, in its own transaction, with its checksum."""

from __future__ import annotations

from collections.abc import Callable
from hashlib import sha256
from importlib.resources import files
from typing import NamedTuple

from core.errors import StoreUnusable
from core.store.connection import Connection
from core.store.trail import chain_earlier_events

# What a migration needs beyond SQL, done in the same transaction.
_STEPS: dict[str, Callable[[Connection], None]] = {"0002_audit_trail.sql": chain_earlier_events}
_TABLE = """
CREATE TABLE IF NOT EXISTS applied_migrations
(name VARCHAR PRIMARY KEY, checksum VARCHAR NOT NULL, applied_at TIMESTAMPTZ NOT NULL)
"""
_RECORD = "INSERT INTO applied_migrations VALUES ($name, $checksum, now())"


class Migration(NamedTuple):
    """One file of core/store/migrations."""

    name: str
    sql: str

    @property
    def checksum(self) -> str:
        """SHA-256 of the file, line endings normalised."""
        return sha256(self.sql.replace("\r\n", "\n").encode()).hexdigest()


def known_migrations() -> list[Migration]:
    """The migrations this program brings, in order."""
    folder = files("core.store").joinpath("migrations")
    found = [m for m in folder.iterdir() if m.name.endswith(".sql")]
    return sorted(Migration(m.name, m.read_text(encoding="utf-8")) for m in found)


def migrate(connection: Connection, known: list[Migration] | None = None) -> list[str]:
    """Bring the store up to date; returns the names applied now.

    Raises StoreUnusable when the store is newer than this program or was altered.
    """
    migrations = known_migrations() if known is None else known
    connection.execute(_TABLE)
    applied = dict(connection.rows("SELECT name, checksum FROM applied_migrations"))
    _check_known(applied, {m.name: m.checksum for m in migrations})
    waiting = [m for m in migrations if m.name not in applied]
    for migration in waiting:
        _apply(connection, migration)
    return [m.name for m in waiting]


def _check_known(applied: dict[str, str], known: dict[str, str]) -> None:
    for name, checksum in applied.items():
        if name not in known:
            raise StoreUnusable(
                "This store was made by a newer Havenline. Update the program; "
                "nothing in the store was changed."
            )
        if known[name] != checksum:
            raise StoreUnusable(
                f"This store does not match this program (migration {name} was altered). "
                "Install the release that made it, or restore a backup."
            )


def _apply(connection: Connection, migration: Migration) -> None:
    with connection.transaction():
        for statement in migration.sql.split(";\n"):
            if statement.strip():
                connection.execute(statement)
        if step := _STEPS.get(migration.name):
            step(connection)
        connection.execute(_RECORD, {"name": migration.name, "checksum": migration.checksum})
