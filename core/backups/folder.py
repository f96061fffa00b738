"""A folder of backups: how ours are named, which are there, which are old enough to go."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from core.backups.file import read_header
from core.errors import StorageError, UserFacingError
from core.store.backup import key_for
from core.store.connection import Store

_NAMED = re.compile(r"havenline-([0-9a-f]{8})-(\d{4}-\d\d-\d\dT\d{6})Z\.backup")
_TIME = "%Y-%m-%dT%H%M%S"


class KeptBackup(NamedTuple):
    """A backup file of one store and when it was made."""

    file: Path
    made_at: datetime


def store_id(store: Store) -> str:
    """Eight letters that tell a store from any other, also after it was restored.

    They are made from its data key, which they do not tell.
    """
    return key_for(store, "store id").hex()[:8]


def backup_name(store: str, made_at: datetime) -> str:
    """The name of a backup made at this moment; names of one store sort by time."""
    return f"havenline-{store}-{made_at.astimezone(UTC).strftime(_TIME)}Z.backup"


def backups_in(folder: Path, store: str) -> list[KeptBackup]:
    """The backups of one store in a folder, newest first. Anything else is passed over."""
    try:
        found = [kept for file in folder.iterdir() if (kept := _kept(file, store))]
    except OSError:
        return []
    return sorted(found, key=lambda kept: kept.made_at, reverse=True)


def _kept(file: Path, store: str) -> KeptBackup | None:
    named = _NAMED.fullmatch(file.name)
    if named is None or named[1] != store or file.is_symlink():
        return None
    try:
        made_at = datetime.strptime(named[2], _TIME).replace(tzinfo=UTC)
        return KeptBackup(file, made_at) if read_header(file).store == store else None
    except (ValueError, UserFacingError):
        return None


def last_backup(folder: Path, store: str) -> KeptBackup | None:
    """The newest backup of one store in a folder, or None."""
    return next(iter(backups_in(folder, store)), None)


def rotate(folder: Path, store: str, keep: int, made: Path | None = None) -> list[Path]:
    """Remove the backups of one store beyond the newest `keep`; returns what was removed.

    The one just `made` stays, whatever the clock said. So does anything that is not a backup
    of this store under a name of ours. Raises StorageError when a file cannot be removed.
    """
    others = [kept.file for kept in backups_in(folder, store) if kept.file != made]
    old = others[max(keep, 1) - (made is not None) :]
    try:
        for file in old:
            file.unlink(missing_ok=True)
    except OSError:
        raise StorageError(
            f"An old backup in {folder} could not be removed. Check your rights to the folder."
        ) from None
    return old
