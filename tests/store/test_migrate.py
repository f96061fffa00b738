"""Numbered files, each applied once, whole or not at all."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.assembly import open_practice, services_on
from core.errors import StorageError, StoreUnusable
from core.store.connection import Connection, Store
from core.store.migrate import Migration, known_migrations, migrate
from core.store.verify import verify_store
from tests.conftest import KEY
from tests.people import CLINICIAN, MARA, TODAY

ROOMS = Migration("0001_rooms.sql", "CREATE TABLE rooms (name VARCHAR);\n")
DOORS = Migration(
    "0002_doors.sql",
    "-- a door; of a room\nCREATE TABLE doors (room VARCHAR);\n"
    "INSERT INTO doors VALUES ('hall');\n",
)
BROKEN = Migration(
    "0003_broken.sql",
    "CREATE TABLE windows (room VARCHAR);\nINSERT INTO windows VALUES ('hall');\nNOT SQL AT ALL;\n",
)
AFTER = Migration("0004_after.sql", "CREATE TABLE stairs (name VARCHAR);\n")


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Connection]:
    """A database in which nothing was ever done."""
    store = Store(tmp_path, KEY)
    yield store.connection()
    store.close()


def tables(connection: Connection) -> set[str]:
    sql = "SELECT table_name FROM information_schema.tables WHERE table_catalog = 'store'"
    return {name for (name,) in connection.rows(sql)}


def applied(connection: Connection) -> list[str]:
    return [n for (n,) in connection.rows("SELECT name FROM applied_migrations ORDER BY name")]


def test_a_blank_store_gets_every_migration_in_order(empty: Connection) -> None:
    names = [migration.name for migration in known_migrations()]
    assert migrate(empty) == names == sorted(names)
    assert applied(empty) == names
    assert verify_store(empty).ok


def test_migrating_twice_does_nothing_the_second_time(empty: Connection) -> None:
    migrate(empty)
    before = empty.rows("SELECT * FROM applied_migrations")
    assert migrate(empty) == []
    assert empty.rows("SELECT * FROM applied_migrations") == before


def test_a_list_of_ones_own_is_applied_in_its_order(empty: Connection) -> None:
    assert migrate(empty, [ROOMS, DOORS]) == ["0001_rooms.sql", "0002_doors.sql"]
    assert empty.rows("SELECT room FROM doors") == [("hall",)]


@pytest.mark.parametrize("done", [[], [ROOMS], [ROOMS, DOORS]])
def test_a_store_that_stands_anywhere_on_the_way_is_brought_to_the_end(
    empty: Connection, done: list[Migration]
) -> None:
    migrate(empty, done)
    assert migrate(empty, [ROOMS, DOORS, AFTER]) == [
        m.name for m in (ROOMS, DOORS, AFTER) if m not in done
    ]
    assert tables(empty) == {"applied_migrations", "rooms", "doors", "stairs"}


def test_a_migration_that_fails_leaves_nothing_of_itself_and_keeps_those_before_it(
    empty: Connection,
) -> None:
    with pytest.raises(StorageError):
        migrate(empty, [ROOMS, DOORS, BROKEN, AFTER])
    assert applied(empty) == ["0001_rooms.sql", "0002_doors.sql"]
    assert tables(empty) == {"applied_migrations", "rooms", "doors"}


def test_a_mended_migration_goes_on_where_the_broken_one_stopped(empty: Connection) -> None:
    with pytest.raises(StorageError):
        migrate(empty, [ROOMS, DOORS, BROKEN])
    mended = BROKEN._replace(sql=BROKEN.sql.replace("NOT SQL AT ALL;\n", ""))
    assert migrate(empty, [ROOMS, DOORS, mended, AFTER]) == ["0003_broken.sql", "0004_after.sql"]
    assert empty.rows("SELECT room FROM windows") == [("hall",)]


def test_an_altered_migration_stops_the_store_before_anything_is_changed(
    empty: Connection,
) -> None:
    migrate(empty, [ROOMS])
    altered = ROOMS._replace(sql="CREATE TABLE rooms (name VARCHAR, floor INTEGER);\n")
    with pytest.raises(StoreUnusable, match=r"migration 0001_rooms\.sql was altered"):
        migrate(empty, [altered, DOORS])
    assert tables(empty) == {"applied_migrations", "rooms"}


def test_a_newer_store_is_left_as_it_is(empty: Connection) -> None:
    migrate(empty, [ROOMS, DOORS])
    with pytest.raises(StoreUnusable, match=r"made by a newer Havenline\. Update the program"):
        migrate(empty, [ROOMS])
    assert applied(empty) == ["0001_rooms.sql", "0002_doors.sql"]


def test_line_endings_do_not_make_a_migration_look_altered(empty: Connection) -> None:
    migrate(empty, [ROOMS])
    from_windows = [m._replace(sql=m.sql.replace("\n", "\r\n")) for m in (ROOMS, DOORS)]
    assert migrate(empty, from_windows) == ["0002_doors.sql"]
    assert empty.rows("SELECT room FROM doors") == [("hall",)]


def test_a_migration_added_to_a_store_with_clients_keeps_them(
    directory: Path, tmp_path: Path
) -> None:
    store = Store(directory, KEY)
    saved = services_on(store.connection(), lambda: TODAY).clients.save(CLINICIAN, MARA)
    store.close()
    grown = Store(Path(shutil.copytree(directory, tmp_path / "grown")), KEY)
    letters = Migration(
        "9999_letters.sql",
        "CREATE TABLE letters AS SELECT id AS client_id, about AS code FROM records;\n",
    )
    assert migrate(grown.connection(), [*known_migrations(), letters]) == ["9999_letters.sql"]
    assert grown.connection().rows("SELECT * FROM letters") == [(MARA.id, "MA-1")]
    again = services_on(grown.connection(), lambda: TODAY)
    assert again.clients.open(CLINICIAN, MARA.id) == saved
    assert verify_store(grown.connection()).ok
    grown.close()
    with pytest.raises(StoreUnusable, match="newer Havenline"):
        open_practice(tmp_path / "grown", lambda: "")


def test_a_refused_store_is_let_go_of(directory: Path) -> None:
    store = Store(directory, KEY)
    migrate(store.connection(), [*known_migrations(), ROOMS])
    store.close()
    for _ in range(2):
        with pytest.raises(StoreUnusable, match="newer Havenline"):
            open_practice(directory, lambda: "")
