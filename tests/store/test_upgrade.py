"""A store that an earlier version made opens today, with everything in it."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from core.access.keys import KEYS_FILE, KeyFile
from core.assembly import open_practice
from core.checking import check_practice
from core.store.connection import Connection, Store
from core.store.migrate import known_migrations, migrate
from tests.people import MARA

EARLIER = sorted(p for p in Path(__file__).with_name("earlier").iterdir() if p.is_dir())
PASSPHRASE = "four unrelated words here"
RECOVERY_CODE = {"0.1.0": "KSOK-U4W3-4R3C-GITA-PJFX-5OC3-FWHR-AGF4"}


def rebuilt(release: Path, directory: Path) -> Path:
    """The store as the release left it: its migrations, its rows, its key file."""
    directory.mkdir()
    shutil.copy(release / KEYS_FILE, directory / KEYS_FILE)
    store = Store(directory, KeyFile(directory).open(PASSPHRASE).data_key)
    connection = store.connection()
    tables = json.loads((release / "rows.json").read_text(encoding="utf-8"))
    done = {row[0] for row in tables.pop("applied_migrations")["rows"]}
    migrate(connection, [m for m in known_migrations() if m.name in done])
    for name, table in tables.items():
        rows = [dict(zip(table["columns"], row, strict=True)) for row in table["rows"]]
        connection.insert(name, rows)
    store.close()
    return directory


@pytest.fixture(params=EARLIER, ids=lambda release: release.name)
def release(request: pytest.FixtureRequest) -> Path:
    return request.param  # type: ignore[no-any-return]


@pytest.fixture
def old_store(release: Path, tmp_path: Path) -> Path:
    return rebuilt(release, tmp_path / "store")


def events(connection: Connection) -> list[tuple[str, str]]:
    rows = connection.rows("SELECT actor, action FROM audit_trail ORDER BY seq")
    return [(actor, action) for actor, action in rows]


def test_everything_that_was_saved_is_there_and_the_trail_is_whole(old_store: Path) -> None:
    practice = open_practice(old_store, lambda: PASSPHRASE)
    services = practice.services()
    mara = services.clients.open(practice.actor, MARA.id)
    assert mara.presenting == "She waits by the phone."
    assert [one.version for one in services.clients._clients.versions(MARA.id)] == [1, 2]
    assert len(services.triggers.episodes(practice.actor, MARA.id)) == 1
    assert check_practice(practice).problems == ()
    told = events(practice.connection())
    assert told[:3] == [
        ("owner", "settings.saved"), ("owner", "client.saved"), ("owner", "client.saved"),
    ]  # fmt: skip
    assert ("owner", "account.created") in told
    practice.close()


def test_the_clinician_becomes_the_owner_under_their_name(old_store: Path) -> None:
    open_practice(old_store, lambda: PASSPHRASE).close()
    assert KeyFile(old_store).names() == {"owner": "Dr Ines Falk"}
    again = open_practice(old_store, lambda: PASSPHRASE)
    assert (again.actor.name, again.actor.role) == ("Dr Ines Falk", "owner")
    assert again.sign_in("dr ines  falk", PASSPHRASE).key == "owner"
    again.close()


def test_the_printed_recovery_code_goes_on_working(old_store: Path, release: Path) -> None:
    open_practice(old_store, lambda: PASSPHRASE).close()
    by_code = open_practice(old_store, lambda: RECOVERY_CODE[release.name])
    assert by_code.actor.account == "owner"
    by_code.close()


@pytest.mark.parametrize("stopped_after", range(1, len(known_migrations())))
def test_an_upgrade_stopped_between_two_steps_goes_on_where_it_stopped(
    release: Path, tmp_path: Path, stopped_after: int
) -> None:
    directory = rebuilt(release, tmp_path / "store")
    store = Store(directory, KeyFile(directory).open(PASSPHRASE).data_key)
    migrate(store.connection(), known_migrations()[:stopped_after])
    store.close()
    practice = open_practice(directory, lambda: PASSPHRASE)
    assert check_practice(practice).problems == ()
    practice.close()


def test_opening_an_upgraded_store_again_changes_nothing_but_the_sign_in(old_store: Path) -> None:
    open_practice(old_store, lambda: PASSPHRASE).close()
    practice = open_practice(old_store, lambda: PASSPHRASE)
    before = events(practice.connection())
    practice.close()
    practice = open_practice(old_store, lambda: PASSPHRASE)
    assert events(practice.connection()) == [*before, ("owner", "account.signed_in")]
    practice.close()
