"""A copy of an open store holds exactly what the store held at one moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.assembly import Practice, Services
from core.store.backup import Contents, contents, differences, key_for, snapshot
from core.store.connection import DATABASE_FILE, Collision, Store
from core.store.migrate import migrate
from core.store.verify import verify_store
from tests.conftest import KEY
from tests.people import CLINICIAN, MARA, acknowledged, days_ago, episode, person, phq9

MARKER = "zq-planted-marker-zq"
CLIENTS = "SELECT CAST(id AS VARCHAR) FROM records WHERE kind = 'client'"
TABLES = (
    "applied_migrations", "audit_seals", "audit_trail", "client_codes", "flags", "records",
    "scores",
)  # fmt: skip


@pytest.fixture
def filled(services: Services, store: Store) -> Store:
    """A store with rows in every table."""
    services.clients.save(CLINICIAN, MARA.amended(presenting=MARKER))
    flagged = services.outcomes.record(CLINICIAN, phq9(MARA, 18, days_ago(7), item_9=1))
    services.outcomes.acknowledge(CLINICIAN, acknowledged(flagged, 9, days_ago(6)))
    services.triggers.save(CLINICIAN, episode(MARA, days_ago(3), situation=MARKER))
    return store


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A folder for the copy, as a store directory has it."""
    folder = tmp_path / "copy"
    folder.mkdir()
    return folder


def held(store: Store) -> Contents:
    connection = store.connection()
    try:
        return contents(connection)
    finally:
        connection.close()


@pytest.fixture
def copied(filled: Store, place: Path) -> Iterator[Store]:
    """The copy of the filled store, opened with the same key."""
    snapshot(filled, place / DATABASE_FILE)
    copy = Store(place, KEY)
    yield copy
    copy.close()


def test_every_row_of_every_table_is_copied(filled: Store, copied: Store) -> None:
    expected = held(filled)
    assert set(expected.tables) >= set(TABLES)
    assert all(table.rows for table in expected.tables.values())
    assert held(copied) == expected
    assert differences(expected, held(copied)) == []


def test_what_is_returned_is_what_the_copy_holds(filled: Store, place: Path) -> None:
    told = snapshot(filled, place / DATABASE_FILE)
    copy = Store(place, KEY)
    assert held(copy) == told
    copy.close()


def test_the_copy_is_a_store_like_any_other(copied: Store) -> None:
    connection = copied.connection()
    assert migrate(connection) == [], "nothing is left to bring up to date"
    assert verify_store(connection).problems == ()
    with pytest.raises(Collision):
        connection.execute("INSERT INTO client_codes VALUES ('MA-1', uuid())")


def test_the_copy_is_encrypted_and_one_file(copied: Store, place: Path) -> None:
    assert [file.name for file in place.iterdir()] == [DATABASE_FILE]
    raw = (place / DATABASE_FILE).read_bytes()
    assert MARKER.encode() not in raw
    assert b"Mara" not in raw
    copied.close()


def test_what_others_have_not_committed_is_not_copied_and_they_need_not_wait(
    filled: Store, place: Path
) -> None:
    connection = filled.connection()
    before = held(filled)
    with connection.transaction():
        connection.execute("INSERT INTO client_codes VALUES ('XX-9', uuid())")
        assert snapshot(filled, place / DATABASE_FILE) == before
    assert held(filled).tables["client_codes"].rows == before.tables["client_codes"].rows + 1


def test_a_copy_made_while_four_people_write_is_the_store_at_one_moment(
    practice: Practice, store: Store, tmp_path: Path
) -> None:
    """Whatever was saved before the copy began is in it, and no act without its event."""
    saved: list[str] = []
    done = threading.Event()

    def write(who: int) -> None:
        services, number = practice.services(), 0
        while not done.is_set():
            number += 1
            client = person(f"Person {who} {number}", f"W{who}-{number}")
            saved.append(str(services.clients.save(CLINICIAN, client).id))

    threads = [threading.Thread(target=write, args=(who,)) for who in range(4)]
    for thread in threads:
        thread.start()
    try:
        for number in range(3):
            wait_for(saved, 20 * (number + 1))
            check_copy(store, tmp_path / str(number), saved)
    finally:
        done.set()
        for thread in threads:
            thread.join()
    assert verify_store(store.connection()).problems == ()


def wait_for(saved: list[str], count: int) -> None:
    until = time.monotonic() + 60
    while len(saved) < count and time.monotonic() < until:
        time.sleep(0.01)
    assert len(saved) >= count


def check_copy(store: Store, place: Path, saved: list[str]) -> None:
    place.mkdir()
    before = set(saved)
    told = snapshot(store, place / DATABASE_FILE)
    copy = Store(place, KEY)
    connection = copy.connection()
    assert held(copy) == told
    assert before <= {id_ for (id_,) in connection.rows(CLIENTS)}
    assert verify_store(connection).problems == ()
    copy.close()


@pytest.mark.parametrize("table", TABLES)
def test_a_row_more_or_another_row_is_told_by_the_name_of_the_table(
    filled: Store, table: str
) -> None:
    before, connection = held(filled), filled.connection()
    texts = {"records": "state", "applied_migrations": "checksum", "audit_seals": "hash",
             "audit_trail": "detail", "client_codes": "client_id", "flags": "kind",
             "scores": "about"}  # fmt: skip
    value = "uuid()" if table == "client_codes" else "'changed'"
    connection.execute(f"UPDATE {table} SET {texts[table]} = {value}")
    assert differences(before, held(filled)) == [f"{table}: the rows differ."]
    connection.execute(f"DELETE FROM {table}")
    rows = before.tables[table].rows
    assert differences(before, held(filled)) == [f"{table}: 0 rows instead of {rows}."]


def test_a_table_or_an_index_that_is_missing_is_told(filled: Store) -> None:
    before, connection = held(filled), filled.connection()
    connection.execute("DROP INDEX scores_of_client")
    assert differences(before, held(filled)) == ["The tables are not laid out the same."]
    connection.execute("DROP TABLE scores")
    assert differences(before, held(filled)) == [
        "The tables are not laid out the same.",
        "scores: this table is on one side only.",
    ]


def test_the_hash_does_not_depend_on_where_the_computer_is(
    filled: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A backup made in Auckland is restored in New York."""
    expected, directory = held(filled), filled.directory
    filled.close()
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    elsewhere = Store(directory, KEY)
    assert held(elsewhere) == expected
    elsewhere.close()


def test_a_key_for_a_purpose_is_the_stores_own_and_does_not_tell_the_data_key(
    store: Store,
) -> None:
    assert key_for(store, "store id") == key_for(store, "store id")
    assert len({key_for(store, "store id"), key_for(store, "backup promise"), KEY}) == 3
