"""Mara's file with a marker in every text, her partner Jonas, and a practice that may erase."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC
from pathlib import Path

import duckdb
import pytest

from core.assembly import Practice, Services
from core.store.connection import Connection, Store
from core.store.migrate import migrate
from tests.conftest import KEY
from tests.keeping.planting import plant_couple, plant_file
from tests.people import CLINICIAN, JONAS, MARA, NOW


class PlainStore(Store):
    """A store that is neither encrypted nor compressed, so that its files can be searched."""

    def _attach(self, database: duckdb.DuckDBPyConnection) -> None:
        with suppress(duckdb.Error):  # the settings are locked after the first time
            database.execute("SET force_compression = 'uncompressed'")
        super()._attach(database)

    def attaching(self, file: Path, name: str) -> str:
        return f"ATTACH '{file}' AS {name}"


@pytest.fixture
def plain(tmp_path: Path) -> Iterator[Practice]:
    """A practice on a store whose files hold what is written to them, letter by letter."""
    directory = tmp_path / "plain"
    directory.mkdir()
    store = PlainStore(directory, KEY)
    migrate(store.connection())
    practice = Practice(store, demo=False, clock=lambda: NOW.astimezone(UTC))
    yield practice
    practice.close()


def fill(practice: Practice) -> list[str]:
    """Mara's whole file, Jonas, and the two as a couple; returns what is Jonas's own in it."""
    connection = practice.connection()
    plant_file(connection, MARA.id)
    practice.services().clients.save(CLINICIAN, JONAS)
    own = plant_couple(connection, MARA.id, JONAS.id, whose=JONAS.id)
    connection.close()
    return own


@pytest.fixture
def planted_file(practice: Practice) -> list[str]:
    """The file in the practice of the test; what is Jonas's own in the couple."""
    return fill(practice)


def rows(connection: Connection) -> Iterator[tuple[str, str]]:
    """Every row of every table of the decrypted database, as text, with the table's name."""
    tables = connection.rows("SELECT table_name FROM duckdb_tables() WHERE NOT internal")
    for (table,) in tables:
        for (text,) in connection.rows(f"SELECT CAST(t AS VARCHAR) FROM {table} t"):
            yield table, text


def searched(services: Services, words: str) -> list[str]:
    """The tables that hold a text somewhere, except the audit trail."""
    connection = services.keeping._stores.whole.connection
    return sorted({t for t, text in rows(connection) if words in text and t != "audit_trail"})
