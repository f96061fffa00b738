"""Old backups go, and nothing else ever does."""

from __future__ import annotations

import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from core.assembly import Practice
from core.backups.file import Header, pack
from core.backups.folder import backup_name, backups_in, last_backup, rotate, store_id
from core.backups.making import make_backup

OURS, THEIRS = "0a1b2c3d", "ffff0000"
FIRST = datetime(2026, 6, 1, 20, 0, tzinfo=UTC)


def put(folder: Path, store: str, day: int) -> Path:
    """A backup file of a store, made so many days after the first."""
    made_at = FIRST + timedelta(days=day)
    file = folder / backup_name(store, made_at)
    pack(file, Header(program="0.1.0", made_at=made_at, store=store), [])
    return file


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_the_newest_are_kept(folder: Path) -> None:
    files = [put(folder, OURS, day) for day in range(6)]
    assert set(rotate(folder, OURS, keep=4)) == set(files[:2])
    assert names(folder) == {file.name for file in files[2:]}
    assert rotate(folder, OURS, keep=4) == []


def test_two_practices_in_one_folder_leave_each_other_alone(folder: Path) -> None:
    theirs = [put(folder, THEIRS, day) for day in range(5)]
    ours = [put(folder, OURS, day) for day in range(5)]
    rotate(folder, OURS, keep=1)
    assert names(folder) == {file.name for file in (*theirs, ours[-1])}


def test_at_least_one_is_kept(folder: Path) -> None:
    files = [put(folder, OURS, day) for day in range(3)]
    rotate(folder, OURS, keep=0)
    assert names(folder) == {files[-1].name}


def test_the_one_just_made_is_kept_when_the_clock_was_put_back(folder: Path) -> None:
    later = [put(folder, OURS, day) for day in range(10, 14)]
    made = put(folder, OURS, 0)
    rotate(folder, OURS, keep=3, made=made)
    assert names(folder) == {made.name, later[-1].name, later[-2].name}


def test_what_only_looks_like_a_backup_of_ours_is_left_alone(folder: Path) -> None:
    kept = [put(folder, OURS, day) for day in range(2)]
    old = FIRST - timedelta(days=100)
    named = folder / backup_name(OURS, old)
    named.write_text("a letter that somebody gave this name")
    lookalikes = [
        f"{backup_name(OURS, old)}.txt", f"copy of {backup_name(OURS, old)}",
        f"havenline-{OURS}-2026-13-45T996199Z.backup", f"havenline-{OURS}.backup",
        backup_name(OURS, old - timedelta(days=1)).upper(),
    ]  # fmt: skip
    for name in lookalikes:
        shutil.copy(kept[0], folder / name)
    (folder / backup_name(OURS, old - timedelta(days=2))).mkdir()
    (folder / backup_name(OURS, old - timedelta(days=3))).symlink_to(kept[1])
    renamed = folder / backup_name(OURS, old - timedelta(days=4))
    shutil.copy(put(folder, THEIRS, 0), renamed)
    before = names(folder)
    rotate(folder, OURS, keep=1)
    assert before - names(folder) == {kept[0].name}


def test_the_last_backup_is_found_by_its_name(folder: Path) -> None:
    assert last_backup(folder, OURS) is None
    assert last_backup(folder / "unplugged", OURS) is None
    put(folder, OURS, 3)
    newest = put(folder, OURS, 5)
    put(folder, OURS, 4)
    put(folder, THEIRS, 9)
    last = last_backup(folder, OURS)
    assert last is not None
    assert (last.file, last.made_at) == (newest, FIRST + timedelta(days=5))


def test_what_is_made_is_what_is_found_and_rotated(filled: Practice, folder: Path) -> None:
    moments = [FIRST + timedelta(days=day, microseconds=5) for day in range(3)]
    files = [make_backup(filled, folder, now=moment).file for moment in moments]
    store = store_id(filled.store)
    assert [kept.file for kept in backups_in(folder, store)] == files[::-1]
    rotate(folder, store, keep=2, made=files[-1])
    assert names(folder) == {file.name for file in files[1:]}


@pytest.mark.parametrize("hours", [-14, 0, 13])
def test_the_name_has_the_time_of_greenwich(hours: int) -> None:
    here = FIRST.astimezone(datetime.now(UTC).tzinfo) + timedelta(hours=hours)
    assert backup_name(OURS, here) == f"havenline-{OURS}-{here:%Y-%m-%dT%H%M%S}Z.backup"
