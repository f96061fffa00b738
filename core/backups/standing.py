"""Backups as the settings page uses them: how things stand, and one made now."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from core.access.audit import Actor
from core.backups.folder import backups_in, store_id
from core.backups.making import BackupReport, make_backup
from core.backups.schedule import Failure, ScheduledBackups
from core.errors import InvalidEntry

if TYPE_CHECKING:
    from core.access.settings import Settings
    from core.practice import Practice


class Standing(NamedTuple):
    """How things stand: where backups go, how many are kept there, the last one and why not."""

    folder: str
    every_days: int
    kept: int
    last_made: datetime | None
    last_failure: Failure | None


class Backups:
    """One practice's backups, by schedule and by hand."""

    def __init__(self, practice: Practice) -> None:
        self._practice = practice
        self._scheduled = ScheduledBackups(practice, self._settings, practice.now)

    def _settings(self) -> Settings:
        return self._practice.services().settings.current(self._practice.actor)

    def start(self) -> None:
        """Keep to the schedule from now on, in a thread of its own."""
        self._scheduled.start()

    def stop(self) -> None:
        """Look no more; waits for a backup that is being made."""
        self._scheduled.stop()

    @property
    def last_failure(self) -> Failure | None:
        """The backup that was due and could not be made, until one is made again."""
        return self._scheduled.last_failure

    def state(self, actor: Actor) -> Standing:
        """Where backups stand. Raises NotPermitted for who may not make them."""
        self._practice.services().admission.check(actor, "backup.make")
        settings = self._settings()
        found = []
        if settings.backup_folder:
            found = backups_in(Path(settings.backup_folder), store_id(self._practice.store))
        return Standing(
            settings.backup_folder,
            settings.backup_every_days,
            len(found),
            found[0].made_at if found else None,
            self._scheduled.last_failure,
        )

    def check_folder(self, folder: str) -> Path:
        """The folder, when it is there and named from the root. Raises InvalidEntry."""
        place = Path(folder.strip()).expanduser()
        if not folder.strip() or not place.is_absolute() or not place.is_dir():
            raise InvalidEntry(
                "Folder: name a folder that exists, in full, best on another disk than this "
                "computer's."
            )
        return place

    def make_now(self, actor: Actor, folder: str) -> BackupReport:
        """Make a backup in a folder that exists. Raises InvalidEntry or StorageError."""
        return make_backup(self._practice, self.check_folder(folder), actor=actor)
