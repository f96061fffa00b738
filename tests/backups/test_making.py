"""A backup is made while the practice works, read back, and only then gets its name."""

from __future__ import annotations

import os
import stat
import time
import zipfile
from datetime import UTC, datetime
from pathlib import Path

import pytest

from core.assembly import Practice
from core.backups import making
from core.backups.file import read_header, unpack
from core.backups.folder import store_id
from core.backups.making import make_backup
from core.errors import InvalidEntry, NotPermitted, StorageError, StoreUnusable
from tests.backups.conftest import MARKER, Real, held
from tests.people import CLINICIAN, JONAS

EVENING = datetime(2026, 6, 11, 20, 15, 30, tzinfo=UTC)
FAILED = "The backup could not be written to {folder}: the disk may be full, faulty or read-only."


def actions(practice: Practice) -> list[str]:
    sql = "SELECT action FROM audit_trail WHERE action LIKE 'backup%'"
    return [action for (action,) in practice.connection().rows(sql)]


def test_the_report_says_what_is_in_it(filled: Practice, folder: Path) -> None:
    store = held(filled.store)
    report = make_backup(filled, folder / "one.backup", now=EVENING)
    assert report.file == folder / "one.backup"
    assert (report.made_at, report.store) == (EVENING, store_id(filled.store))
    assert report.size == report.file.stat().st_size
    assert report.record_versions == store.tables["records"].rows
    assert report.audit_events == store.tables["audit_trail"].rows


def test_in_the_clear_stand_only_the_format_the_version_the_time_and_the_stores_number(
    filled: Practice, folder: Path
) -> None:
    report = make_backup(filled, folder / "one.backup", now=EVENING)
    raw = report.file.read_bytes()
    assert MARKER.encode() not in raw
    assert b"Mara" not in raw
    assert b"CREATE TABLE" not in raw
    told = read_header(report.file).model_dump()
    assert told == {"format": 1, "program": report.program, "made_at": EVENING,
                    "store": report.store}  # fmt: skip


def test_a_real_stores_backup_holds_its_key_file_and_no_key(real: Real) -> None:
    with zipfile.ZipFile(real.file) as zipped:
        names = [one.filename for one in zipped.infolist()]
    assert sorted(names) == ["backup.json", "havenline.duckdb", "keys.json", "promise.sealed"]
    assert MARKER.encode() not in real.file.read_bytes()


def test_only_this_account_may_read_it_and_nothing_else_is_left(
    filled: Practice, folder: Path
) -> None:
    file = make_backup(filled, folder / "one.backup").file
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert [left.name for left in folder.iterdir()] == ["one.backup"]


def test_in_a_folder_it_gets_a_name_of_ours(filled: Practice, folder: Path) -> None:
    file = make_backup(filled, folder, now=EVENING).file
    assert file.name == f"havenline-{store_id(filled.store)}-2026-06-11T201530Z.backup"


def test_what_is_saved_after_it_is_not_in_it_and_the_next_one_has_it(
    filled: Practice, folder: Path
) -> None:
    first = make_backup(filled, folder / "one.backup")
    filled.services().clients.save(CLINICIAN, JONAS)
    second = make_backup(filled, folder / "two.backup")
    assert second.record_versions == first.record_versions + 1


def test_the_audit_trail_tells_of_it(filled: Practice, folder: Path) -> None:
    make_backup(filled, folder / "one.backup", actor=CLINICIAN)
    assert actions(filled) == ["backup.made"]


def test_an_account_that_may_not_make_one_is_refused(filled: Practice, folder: Path) -> None:
    with pytest.raises(NotPermitted):
        make_backup(filled, folder / "one.backup", actor=CLINICIAN._replace(role="assistant"))
    assert list(folder.iterdir()) == []


class TestAPlaceThatWillNotDo:
    def test_a_file_that_is_there_is_not_overwritten(self, filled: Practice, folder: Path) -> None:
        (folder / "one.backup").write_text("something else")
        with pytest.raises(InvalidEntry) as refused:
            make_backup(filled, folder / "one.backup")
        assert refused.value.sentence == (
            f"There is a file {folder / 'one.backup'} already. Choose a new name for the backup."
        )
        assert (folder / "one.backup").read_text() == "something else"

    def test_nor_one_that_appears_meanwhile(
        self, filled: Practice, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read_back = making._read_back

        def slow(*given: object) -> None:
            read_back(*given)  # type: ignore[arg-type]
            (folder / "one.backup").write_text("somebody else's")

        monkeypatch.setattr(making, "_read_back", slow)
        with pytest.raises(InvalidEntry):
            make_backup(filled, folder / "one.backup")
        assert (folder / "one.backup").read_text() == "somebody else's"
        assert actions(filled) == []

    def test_the_stores_own_folder(self, filled: Practice) -> None:
        for place in (filled.directory, filled.directory / "one.backup"):
            with pytest.raises(InvalidEntry, match="would be lost with it"):
                make_backup(filled, place)

    def test_a_folder_that_is_not_there_is_not_made(self, filled: Practice, folder: Path) -> None:
        """A disk that was unplugged leaves an empty place to mount it; nothing may go there."""
        with pytest.raises(InvalidEntry, match="There is no folder"):
            make_backup(filled, folder / "stick" / "one.backup")
        assert list(folder.iterdir()) == []

    @pytest.mark.parametrize("name", ["x" * 5_000, "a\0b", "loop/one.backup"])
    def test_a_path_that_cannot_be(self, filled: Practice, folder: Path, name: str) -> None:
        (folder / "loop").symlink_to(folder / "loop")
        with pytest.raises(InvalidEntry):
            make_backup(filled, folder / name)
        assert [left.name for left in folder.iterdir()] == ["loop"]

    def test_a_folder_that_cannot_be_written(
        self, filled: Practice, folder: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def refused(**_: object) -> str:
            raise PermissionError(13, "Permission denied")

        monkeypatch.setattr(making.tempfile, "mkdtemp", refused)
        with pytest.raises(StorageError, match="could not be written") as failed:
            make_backup(filled, folder / "one.backup")
        assert failed.value.sentence.startswith(FAILED.format(folder=folder))
        assert actions(filled) == ["backup.failed"]

    def test_a_store_whose_key_file_is_damaged(self, filled: Practice, folder: Path) -> None:
        """The open store still works, but its backup would open for nobody."""
        for file in filled.directory.glob("*key*"):
            file.unlink()
        with pytest.raises(StoreUnusable, match="key file"):
            make_backup(filled, folder / "one.backup")
        assert list(folder.iterdir()) == []


def test_a_disk_that_gives_back_something_else_is_found_before_the_backup_gets_its_name(
    filled: Practice, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pack = making.pack

    def faulty(out: Path, *given: object) -> None:
        pack(out, *given)  # type: ignore[arg-type]
        raw = bytearray(out.read_bytes())
        raw[len(raw) // 2] ^= 1
        out.write_bytes(raw)

    monkeypatch.setattr(making, "pack", faulty)
    with pytest.raises(StorageError, match="full, faulty or read-only"):
        make_backup(filled, folder / "one.backup")
    assert list(folder.iterdir()) == []


def test_what_a_killed_process_left_goes_after_a_day(filled: Practice, folder: Path) -> None:
    store = store_id(filled.store)
    old, young, foreign = (
        folder / name for name in (f".havenline-{store}-a.part", f".havenline-{store}-b.part",
                                   ".havenline-00000000-c.part")
    )  # fmt: skip
    for left in (old, young, foreign):
        left.mkdir()
        (left / "havenline.duckdb").write_text("x")
    for left in (old, foreign):
        os.utime(left, (time.time() - 90_000, time.time() - 90_000))
    make_backup(filled, folder / "one.backup")
    assert (old.exists(), young.exists(), foreign.exists()) == (False, True, True)


def test_every_file_of_it_can_be_unpacked_by_an_ordinary_zip_program(
    made: Path, tmp_path: Path
) -> None:
    (tmp_path / "ours").mkdir()
    unpack(made, tmp_path / "ours")
    with zipfile.ZipFile(made) as zipped:
        assert zipped.testzip() is None
        zipped.extractall(tmp_path / "theirs")
    for file in (tmp_path / "ours").iterdir():
        assert file.read_bytes() == (tmp_path / "theirs" / file.name).read_bytes()
