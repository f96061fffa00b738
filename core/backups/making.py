"""Making a backup: copied, packed, read back from the disk and compared, then named."""

from __future__ import annotations

import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from core.access.audit import Actor
from core.access.keys import DEMO_KEY_FILE, KEYS_FILE, KeyFile, demo_key
from core.backups.file import PROMISE_FILE, Header, pack, program_version, unpack
from core.backups.folder import backup_name, store_id
from core.backups.promise import Promise, file_hashes, seal, unseal
from core.errors import InvalidEntry, StorageError, UserFacingError
from core.practice import Practice
from core.store.backup import contents, differences, snapshot
from core.store.connection import DATABASE_FILE, Store

_ONE_AT_A_TIME = threading.Lock()
_A_DAY = 24 * 60 * 60
_PACKED = "packed.backup"


class BackupReport(NamedTuple):
    """A backup that was made and read back: where it is and how much is in it."""

    file: Path
    made_at: datetime
    program: str
    store: str
    size: int
    record_versions: int
    audit_events: int


def make_backup(
    practice: Practice, to: Path, *, actor: Actor | None = None, now: datetime | None = None
) -> BackupReport:
    """Back an open store up into a new file, or under a name of ours in a folder.

    The file appears under its name only after it was unpacked again, opened with the key and
    found to hold the same rows; until then it lies in a hidden folder beside it, which is
    always removed. The audit trail tells of it before the file appears.

    Without an actor it is the practice's own schedule that asks. Raises NotPermitted,
    InvalidEntry for a place that will not do, StorageError when it could not be made.
    """
    if actor is not None:
        practice.services().admission.check(actor, "backup.make")
    made_at = (now or practice.now()).astimezone(UTC).replace(microsecond=0)
    header = Header(program=program_version(), made_at=made_at, store=store_id(practice.store))
    with _ONE_AT_A_TIME:
        target = _place(practice.directory, to, header)
        _check_keys(practice.directory)
        try:
            return _made(practice, target, header, actor)
        except (OSError, StorageError):
            with suppress(UserFacingError):
                _note(practice, "backup.failed", actor)
            raise _failed(target) from None


def _place(directory: Path, to: Path, header: Header) -> Path:
    try:
        return _target(directory, to, header)
    except (
        OSError,
        ValueError,
        RuntimeError,
    ):  # a loop, too long, a letter no path may have, no right to look
        raise InvalidEntry(
            "A backup cannot go there. Check the path and your rights to the folder."
        ) from None


def _target(directory: Path, to: Path, header: Header) -> Path:
    target = to / backup_name(header.store, header.made_at) if to.is_dir() else to
    target = target.resolve()
    if not target.parent.is_dir():
        raise InvalidEntry(f"There is no folder {target.parent}. Make it, or choose another.")
    if target.is_relative_to(directory.resolve()):
        raise InvalidEntry(
            "A backup inside the store's own folder would be lost with it. Choose another folder, "
            "best on another disk."
        )
    _check_free(target)
    return target


def _check_free(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise InvalidEntry(f"There is a file {target} already. Choose a new name for the backup.")


def _check_keys(directory: Path) -> None:
    """A backup with a damaged key file would open for nobody. Raises StoreUnusable."""
    if demo_key(directory) is None:
        KeyFile(directory).names()


def _made(practice: Practice, target: Path, header: Header, actor: Actor | None) -> BackupReport:
    store = practice.store
    with _scratch(target.parent, header.store) as scratch:
        packed = scratch / _PACKED
        promise = _pack(store, scratch / "copy", packed, header)
        _read_back(store, packed, scratch / "check", promise)
        size = packed.stat().st_size
        _check_free(target)
        _note(practice, "backup.made", actor)
        _publish(packed, target)
    tables = promise.contents.tables
    counts = (tables["records"].rows, tables["audit_trail"].rows)
    return BackupReport(target, header.made_at, header.program, header.store, size, *counts)


def _publish(packed: Path, target: Path) -> None:
    packed.rename(target)
    with suppress(OSError):  # so that a power cut does not take the name away; not on Windows
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


@contextmanager
def _scratch(folder: Path, store: str) -> Iterator[Path]:
    """A hidden folder that only this account may read, gone afterwards."""
    prefix, suffix = f".havenline-{store}-", ".part"
    for left in folder.glob(f"{prefix}*{suffix}"):  # by a process that was killed
        if time.time() - left.stat().st_mtime > _A_DAY:
            shutil.rmtree(left, ignore_errors=True)
    scratch = Path(tempfile.mkdtemp(prefix=prefix, suffix=suffix, dir=folder))
    try:
        yield scratch
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def _pack(store: Store, copy: Path, packed: Path, header: Header) -> Promise:
    copy.mkdir()
    members = [copy / _copy_keys(store.directory, copy), copy / DATABASE_FILE]
    held = snapshot(store, copy / DATABASE_FILE)
    promise = Promise(file_hashes(members), held)
    (copy / PROMISE_FILE).write_bytes(seal(store, header, promise))
    pack(packed, header, [copy / PROMISE_FILE, *members])
    shutil.rmtree(copy)  # so that a large store needs room for two copies and not for three
    return promise


def _copy_keys(directory: Path, copy: Path) -> str:
    name = DEMO_KEY_FILE if (directory / DEMO_KEY_FILE).exists() else KEYS_FILE
    (copy / name).write_bytes((directory / name).read_bytes())
    return name


def _read_back(store: Store, packed: Path, check: Path, promise: Promise) -> None:
    """Open what was really written, and compare every table with what was read."""
    check.mkdir()
    header = unpack(packed, check)
    sealed = (check / PROMISE_FILE).read_bytes()
    copy = Store(check, store.data_key)
    try:
        found = contents(copy.connection())
    finally:
        copy.close()
    if unseal(store, header, sealed) != promise or differences(promise.contents, found):
        raise StorageError("The backup does not hold what the store held.")


def _note(practice: Practice, action: str, actor: Actor | None) -> None:
    if actor is None:
        practice.note(action, detail="by schedule")
    else:
        practice.note(action, actor.account, actor.sign_in)


def _failed(target: Path) -> StorageError:
    return StorageError(
        f"The backup could not be written to {target.parent}: the disk may be full, faulty or "
        "read-only. The store is as it was and nothing was left behind; free some space or choose "
        "another folder."
    )
