"""Backups by themselves, also with a clock that jumps and a disk that is not there."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from core.access.settings import Settings
from core.assembly import Practice
from core.backups.folder import last_backup, store_id
from core.backups.schedule import APART, BackupSchedule, ScheduledBackups
from core.errors import StorageError

NOON = datetime(2026, 6, 11, 12, 0, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class Wall:
    """The clock on the wall, which people set, and the hours that really pass."""

    def __init__(self) -> None:
        self.now = NOON
        self.passed = 1_000_000.0

    def wait(self, time_: timedelta) -> None:
        self.now += time_
        self.passed += time_.total_seconds()


class TestWhenOneIsDue:
    def test_never_when_it_is_switched_off(self) -> None:
        assert not BackupSchedule(0).is_due([], NOON)

    def test_at_once_when_there_is_none(self) -> None:
        assert BackupSchedule(7).is_due([], NOON)

    @pytest.mark.parametrize(
        ("ago", "due"), [(DAY - HOUR, False), (DAY, True), (400 * DAY, True), (0 * DAY, False)]
    )
    def test_a_day_after_the_last(self, ago: timedelta, due: bool) -> None:
        assert BackupSchedule(1).is_due([NOON - 9 * DAY, NOON - ago], NOON) == due

    def test_a_backup_from_the_future_does_not_stop_them(self) -> None:
        """The clock was years ahead when it was made."""
        assert BackupSchedule(1).is_due([NOON + 3000 * DAY, NOON - 2 * DAY], NOON)
        assert not BackupSchedule(1).is_due([NOON + 3000 * DAY, NOON - HOUR], NOON)

    def test_a_small_correction_of_the_clock_makes_no_other_one(self) -> None:
        assert not BackupSchedule(1).is_due([NOON + 2 * HOUR], NOON)


class TestTheServersThread:
    @pytest.fixture
    def wall(self) -> Wall:
        return Wall()

    @pytest.fixture
    def backups(self, filled: Practice, folder: Path, wall: Wall) -> ScheduledBackups:
        self.settings = Settings(backup_folder=str(folder), backup_every_days=1, backup_keep=3)
        return ScheduledBackups(
            filled, lambda: self.settings, lambda: wall.now, lambda: wall.passed
        )

    def count(self, folder: Path) -> int:
        return len(list(folder.iterdir()))

    def actions(self, practice: Practice) -> list[str]:
        sql = "SELECT action FROM audit_trail WHERE action LIKE 'backup%'"
        return sorted(action for (action,) in practice.connection().rows(sql))

    def test_one_is_made_each_day_and_the_newest_are_kept(
        self, backups: ScheduledBackups, wall: Wall, folder: Path, filled: Practice
    ) -> None:
        made = 0
        for _ in range(5 * 6):
            made += backups.look() is not None
            wall.wait(4 * HOUR)
        assert made == 5
        assert self.count(folder) == 3
        assert self.actions(filled) == ["backup.made"] * 5 + ["backup.rotated"] * 2
        last = last_backup(folder, store_id(filled.store))
        assert last is not None
        assert last.made_at == NOON + 4 * DAY
        assert backups.last_failure is None

    def test_a_clock_that_jumps_to_and_fro_makes_no_storm_and_no_stop(
        self, backups: ScheduledBackups, wall: Wall
    ) -> None:
        made = []
        for step in range(200):
            if backups.look():
                made.append(wall.passed)
            wall.wait(timedelta(minutes=5))
            wall.now += (900 * DAY, -1800 * DAY, 900 * DAY)[step % 3]
        assert all(later - earlier >= APART for earlier, later in pairwise(made))
        assert len(made) >= 1
        wall.now = NOON + 2 * DAY
        wall.wait(DAY)
        assert backups.look(), "and with the right time again they go on"

    @pytest.mark.parametrize("jump", [-5000 * DAY, 5000 * DAY])
    def test_a_clock_that_is_wrong_for_good_still_makes_one_a_day(
        self, backups: ScheduledBackups, wall: Wall, jump: timedelta
    ) -> None:
        assert backups.look()
        wall.now += jump
        made = 0
        for _ in range(3 * 24):
            wall.wait(HOUR)
            made += backups.look() is not None
        assert made in (3, 4)

    def test_a_disk_that_is_not_there_is_told_and_tried_again_after_an_hour(
        self, backups: ScheduledBackups, wall: Wall, folder: Path, filled: Practice
    ) -> None:
        folder.rmdir()
        for _ in range(13):
            assert backups.look() is None
            wall.wait(HOUR / 2)
        assert self.actions(filled) == ["backup.failed"], "told once, and not every hour"
        assert backups.last_failure is not None
        assert backups.last_failure.at == NOON + 6 * HOUR
        assert backups.last_failure.sentence.startswith(f"There is no folder {folder}")
        folder.mkdir()
        assert backups.look() is None
        wall.wait(HOUR / 2)
        assert backups.look()
        assert backups.last_failure is None

    def test_a_folder_that_was_just_chosen_is_tried_at_once(
        self, backups: ScheduledBackups, folder: Path, tmp_path: Path
    ) -> None:
        self.settings = Settings(backup_folder=str(tmp_path / "wrong"), backup_every_days=1)
        assert backups.look() is None
        self.settings = Settings(backup_folder=str(folder), backup_every_days=1)
        assert backups.look()

    def test_switched_off_nothing_happens(self, backups: ScheduledBackups, folder: Path) -> None:
        self.settings = Settings(backup_folder=str(folder), backup_every_days=0)
        assert backups.look() is None
        self.settings = Settings(backup_folder="", backup_every_days=1)
        assert backups.look() is None
        assert (self.count(folder), backups.last_failure) == (0, None)

    def test_settings_that_cannot_be_read_are_told_and_the_thread_lives(
        self, filled: Practice, wall: Wall
    ) -> None:
        def broken() -> Settings:
            raise StorageError("The store cannot be read now.")

        def faulty() -> Settings:
            raise RuntimeError("a name that must not be told")

        for read, said in ((broken, "The store cannot be read now."), (faulty, "RuntimeError")):
            backups = ScheduledBackups(filled, read, lambda: wall.now)
            assert backups.look() is None
            assert backups.last_failure is not None
            assert said in backups.last_failure.sentence
            assert "must not be told" not in backups.last_failure.sentence

    def test_it_looks_by_itself_and_stops_when_it_is_told(
        self, backups: ScheduledBackups, folder: Path
    ) -> None:
        backups.start()
        until = time.monotonic() + 30
        while not list(folder.glob("*.backup")) and time.monotonic() < until:
            time.sleep(0.02)
        backups.stop()
        assert [file.suffix for file in folder.iterdir()] == [".backup"]

    def test_stopping_what_was_never_started_is_no_fault(self, backups: ScheduledBackups) -> None:
        backups.stop()
