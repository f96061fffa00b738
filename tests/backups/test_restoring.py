"""A backup becomes a store again, complete or not at all."""

from __future__ import annotations

import shutil
from base64 import b64encode
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.access.keys import DEMO_KEY_FILE
from core.assembly import Practice, open_practice
from core.backups.file import PROMISE_FILE, Header, pack, program_version
from core.backups.folder import store_id
from core.backups.making import make_backup
from core.backups.promise import Promise, file_hashes, seal
from core.backups.restoring import restore_backup
from core.checking import check_practice
from core.errors import InvalidEntry, NotFound, StoreUnusable, WrongSecret
from core.store.anchor import ANCHOR_FILE
from core.store.backup import snapshot
from core.store.connection import DATABASE_FILE, Store
from core.store.migrate import known_migrations, migrate
from tests.backups.conftest import MARKER, PASSPHRASE, Real, held
from tests.conftest import KEY
from tests.people import CLINICIAN, MARA


def traces(folder: Path) -> list[str]:
    """Every file and folder below, hidden ones too."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_the_restored_store_holds_every_row_and_one_event_more(
    filled: Practice, folder: Path, tmp_path: Path
) -> None:
    expected = held(filled.store)
    file = make_backup(filled, folder / "one.backup").file
    report = restore_backup(file, tmp_path / "restored", str)
    assert (report.clients, report.problems, report.updated) == (1, (), False)
    assert report.record_versions == expected.tables["records"].rows
    assert report.audit_events == expected.tables["audit_trail"].rows
    practice = open_practice(tmp_path / "restored", str)
    found = held(practice.store)
    for table in ("records", "scores", "flags", "client_codes", "applied_migrations"):
        assert found.tables[table] == expected.tables[table]
    assert found.layout == expected.layout
    told = practice.connection().rows("SELECT action FROM audit_trail")
    assert ("backup.restored",) in told
    assert practice.services().clients.open(CLINICIAN, MARA.id).presenting == MARKER
    assert check_practice(practice).ok
    practice.close()


def test_only_the_store_is_in_the_folder(made: Path, tmp_path: Path) -> None:
    restore_backup(made, tmp_path / "restored", str)
    assert traces(tmp_path / "restored") == [
        DEMO_KEY_FILE, DATABASE_FILE, ANCHOR_FILE,
    ]  # fmt: skip
    assert traces(made.parent) == ["one.backup"]


def test_a_restored_store_has_the_same_number_so_its_backups_go_on_in_one_row(
    filled: Practice, made: Path, tmp_path: Path
) -> None:
    restore_backup(made, tmp_path / "restored", str)
    practice = open_practice(tmp_path / "restored", str)
    assert store_id(practice.store) == store_id(filled.store)
    practice.close()


def test_it_opens_with_the_same_passphrase_and_the_same_recovery_code(
    real: Real, tmp_path: Path
) -> None:
    report = restore_backup(real.file, tmp_path / "restored", lambda: PASSPHRASE)
    assert report.problems == ()
    for secret in (PASSPHRASE, real.code):
        practice = open_practice(tmp_path / "restored", lambda secret=secret: secret)
        assert practice.services().clients.open(CLINICIAN, MARA.id).presenting == MARKER
        practice.close()


def test_the_recovery_code_restores_too(real: Real, tmp_path: Path) -> None:
    report = restore_backup(real.file, tmp_path / "restored", lambda: real.code, dry_run=True)
    assert report.clients == 1


def test_a_wrong_passphrase_restores_nothing(real: Real, tmp_path: Path) -> None:
    with pytest.raises(WrongSecret) as refused:
        restore_backup(real.file, tmp_path / "restored", lambda: "four other words here")
    assert refused.value.sentence == (
        "That passphrase or recovery code does not open this backup. Use one that was valid when "
        "the backup was made."
    )
    assert traces(tmp_path) == []


def test_a_folder_with_something_in_it_is_left_alone(made: Path, tmp_path: Path) -> None:
    place = tmp_path / "in use"
    place.mkdir()
    (place / "letter.txt").write_text("mine")
    for dry_run in (False, True):
        with pytest.raises(InvalidEntry, match="is not empty"):
            restore_backup(made, place, str, dry_run=dry_run)
    assert traces(place) == ["letter.txt"]


def test_a_file_that_is_not_there_is_one_sentence(tmp_path: Path) -> None:
    for place in (tmp_path / "nothing.backup", tmp_path):
        with pytest.raises(NotFound, match="There is no backup file"):
            restore_backup(place, tmp_path / "restored", str)
    assert traces(tmp_path) == []


class TestADryRun:
    def test_says_what_would_be_restored(self, made: Path, tmp_path: Path) -> None:
        report = restore_backup(made, tmp_path / "restored", str, dry_run=True)
        real = restore_backup(made, tmp_path / "restored", str)
        assert report == real._replace(dry_run=True)

    @pytest.mark.parametrize("place", ["restored", "not/yet/there"])
    def test_leaves_no_trace(self, made: Path, tmp_path: Path, place: str) -> None:
        before = traces(tmp_path)
        restore_backup(made, tmp_path / place, str, dry_run=True)
        assert traces(tmp_path) == before

    def test_leaves_an_empty_folder_empty(self, made: Path, tmp_path: Path) -> None:
        (tmp_path / "empty").mkdir()
        restore_backup(made, tmp_path / "empty", str, dry_run=True)
        assert traces(tmp_path / "empty") == []


class TestOtherVersions:
    def packed(self, directory: Path, folder: Path) -> Path:
        """A backup of a store as it stands, without bringing it up to date first."""
        store, copy = Store(directory, KEY), folder / "copy"
        copy.mkdir()
        shutil.copy(directory / DEMO_KEY_FILE, copy)
        members = [copy / DEMO_KEY_FILE, copy / DATABASE_FILE]
        contents = snapshot(store, copy / DATABASE_FILE)
        header = Header(program=program_version(), made_at=datetime.now(UTC), store=store_id(store))
        promise = copy / PROMISE_FILE
        promise.write_bytes(seal(store, header, Promise(file_hashes(members), contents)))
        pack(folder / "one.backup", header, [promise, *members])
        store.close()
        shutil.rmtree(copy)
        return folder / "one.backup"

    def test_a_backup_of_an_earlier_version_is_brought_up_to_date(
        self, folder: Path, tmp_path: Path
    ) -> None:
        early = tmp_path / "early"
        early.mkdir()
        (early / DEMO_KEY_FILE).write_text(b64encode(KEY).decode())
        store = Store(early, KEY)
        migrate(store.connection(), known_migrations()[:1])
        store.close()
        report = restore_backup(self.packed(early, folder), tmp_path / "restored", str)
        assert report.updated == (len(known_migrations()) > 1)
        assert report.problems == ()

    def test_a_backup_of_a_newer_version_is_refused(
        self, directory: Path, folder: Path, tmp_path: Path
    ) -> None:
        store = Store(directory, KEY)
        store.connection().execute("INSERT INTO applied_migrations VALUES ('9999', 'x', now())")
        store.close()
        with pytest.raises(StoreUnusable, match="made by a newer Havenline"):
            restore_backup(self.packed(directory, folder), tmp_path / "restored", str)
        assert not (tmp_path / "restored").exists()

    def test_what_was_wrong_in_the_store_is_told_and_restored_all_the_same(
        self, directory: Path, folder: Path, tmp_path: Path
    ) -> None:
        store = Store(directory, KEY)
        store.connection().execute(
            "INSERT INTO scores "
            "VALUES (uuid(), 1, uuid(), current_date, 1, 'phq-9', '', 'total', 9)"
        )
        store.close()
        report = restore_backup(self.packed(directory, folder), tmp_path / "restored", str)
        assert report.problems == ("scores: 1 scores without their administration.",)
        assert (tmp_path / "restored" / DATABASE_FILE).exists()
