"""Backups by themselves: when one is due, and the thread of the server that makes them."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from core.access.settings import Settings
from core.backups.folder import backup_name, backups_in, rotate, store_id
from core.backups.making import BackupReport, make_backup
from core.errors import HavenlineError, InvalidEntry
from core.practice import Practice

LOOK_EVERY = 5 * 60.0  # seconds between two looks at the settings and the folder
APART = 60 * 60.0  # seconds between two tries, whatever the clock and the disk do
_CLOCK_SLIP = timedelta(days=1)


class BackupSchedule(NamedTuple):
    """One backup every so many days; 0 days is never."""

    every_days: int

    def is_due(self, made: Iterable[datetime], now: datetime) -> bool:
        """Whether it is time for another one, by what was made and what the clock says.

        A clock may be put back or be years ahead for an hour. A backup from the future does
        not count, or none would be made until then; one less than a day ahead does, or every
        small correction of the clock would make another.
        """
        if self.every_days < 1:
            return False
        past = [moment for moment in made if moment <= now + _CLOCK_SLIP]
        return not past or now - max(past) >= timedelta(days=self.every_days)


class Failure(NamedTuple):
    """A backup that was due and could not be made: when, and the sentence that says why."""

    at: datetime
    sentence: str


class ScheduledBackups:
    """Makes backups while a practice is open, and removes those that are old enough."""

    def __init__(
        self,
        practice: Practice,
        read_settings: Callable[[], Settings],
        clock: Callable[[], datetime],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._practice = practice
        self._read_settings = read_settings
        self._clock = clock
        self._monotonic = monotonic
        self._tried: tuple[float, str] | None = None
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="scheduled-backups", daemon=True)
        self.last_failure: Failure | None = None

    def start(self) -> None:
        """Look now and every few minutes, in a thread of its own."""
        self._thread.start()

    def stop(self) -> None:
        """Look no more, and wait for a backup that is being made. Before the store closes."""
        self._stopped.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        while not self._stopped.is_set():
            self.look()
            self._stopped.wait(LOOK_EVERY)

    def look(self) -> BackupReport | None:
        """Make a backup when one is due; what goes wrong is kept in `last_failure`.

        A practice that nobody has signed in to since the program started has no key yet.
        """
        if self._practice.locked:
            return None
        try:
            settings = self._read_settings()
            if not self._is_due(settings):
                return None
            self._tried = (self._monotonic(), settings.backup_folder)
            report = self._made(Path(settings.backup_folder))
            self.last_failure = None
            self._rotate(report, settings.backup_keep)
        except HavenlineError as error:
            self._failed(error)
        except Exception as error:  # the thread has to live for the next one
            sentence = f"The backup met a fault of Havenline's own ({type(error).__name__})."
            self.last_failure = Failure(self._clock(), sentence)
        else:
            return report
        return None

    def _made(self, folder: Path) -> BackupReport:
        # The whole name: a folder that is not there would be taken for the name of a file.
        now = self._clock()
        name = backup_name(store_id(self._practice.store), now)
        return make_backup(self._practice, folder / name, now=now)

    def _failed(self, error: HavenlineError) -> None:
        """A disk that stays unplugged is told to the trail once, not every hour."""
        known = self.last_failure and self.last_failure.sentence
        self.last_failure = Failure(self._clock(), error.sentence)
        if isinstance(error, InvalidEntry) and error.sentence != known:
            with suppress(HavenlineError):
                self._practice.note("backup.failed", detail="by schedule")

    def _is_due(self, settings: Settings) -> bool:
        if not settings.backup_folder or self._tried_lately(settings.backup_folder):
            return False
        store = store_id(self._practice.store)
        made = [kept.made_at for kept in backups_in(Path(settings.backup_folder), store)]
        return BackupSchedule(settings.backup_every_days).is_due(made, self._clock())

    def _tried_lately(self, folder: str) -> bool:
        """A folder that was just chosen is tried at once."""
        if self._tried is None or self._tried[1] != folder:
            return False
        return self._monotonic() - self._tried[0] < APART

    def _rotate(self, report: BackupReport, keep: int) -> None:
        if rotate(report.file.parent, report.store, keep, report.file):
            self._practice.note("backup.rotated", detail="by schedule")
