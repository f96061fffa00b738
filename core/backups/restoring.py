"""Restoring a backup into a new store folder, which appears complete or not at all."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from core.access.keys import KeyFile, demo_key
from core.assembly import new_store
from core.backups.file import PROMISE_FILE, Header, damaged, unpack
from core.backups.promise import Promise, file_hashes, unseal
from core.checking import check_practice
from core.errors import StorageError, StoreUnusable, WrongSecret
from core.practice import Practice
from core.store.backup import contents, differences
from core.store.connection import Store

_CLIENTS = "SELECT count(DISTINCT id) FROM records WHERE kind = 'client'"
_MIGRATIONS = "applied_migrations"
_APPLIED = f"SELECT count(*) FROM {_MIGRATIONS}"  # noqa: S608


class RestoreReport(NamedTuple):
    """What a backup holds and where it went; nothing was written there in a dry run."""

    directory: Path
    dry_run: bool
    made_at: datetime
    program: str
    clients: int
    record_versions: int
    audit_events: int
    updated: bool
    problems: tuple[str, ...]


class _Rehearsed(Exception):
    """Ends a dry run, so that what was unpacked is thrown away."""

    def __init__(self, report: RestoreReport) -> None:
        self.report = report


def restore_backup(
    file: Path, directory: Path, secret: Callable[[], str], *, dry_run: bool = False
) -> RestoreReport:
    """Restore a backup into a new folder, or say in a dry run what would be restored.

    Every byte is checked before the secret is asked for. The copy is opened, compared with
    what the backup promises, brought up to date and verified before it gets its name.
    `problems` were in the store when the backup was made.

    Raises NotFound, InvalidEntry, WrongSecret, StoreUnusable or StorageError.
    """
    try:
        with new_store(_rehearsal(directory) if dry_run else directory) as scratch:
            report = _restored(file, scratch, secret)._replace(directory=directory)
            if dry_run:
                raise _Rehearsed(report._replace(dry_run=True))
    except _Rehearsed as rehearsed:
        return rehearsed.report
    except OSError:
        raise StorageError(
            f"The backup could not be unpacked to {directory}: the disk may be full or read-only. "
            "Nothing was restored; free some space or choose another folder."
        ) from None
    return report


def _rehearsal(directory: Path) -> Path:
    """Where to unpack so that nothing is left: no folder above it has to be made."""
    place = directory.resolve()
    while not place.parent.exists():
        place = place.parent
    return place


def _restored(file: Path, scratch: Path, secret: Callable[[], str]) -> RestoreReport:
    header = unpack(file, scratch)
    sealed = (scratch / PROMISE_FILE).read_bytes()
    (scratch / PROMISE_FILE).unlink()
    account, data_key = _key(scratch, secret)
    promise = _kept_promise(file, scratch, data_key, header, sealed)
    practice = Practice(None, demo=demo_key(scratch) is not None, directory=scratch)
    try:
        practice.open_with(data_key)  # brings an older store up to date
        report = _report(practice, header, promise)
        practice.note("backup.restored", account)
        return report
    finally:
        practice.close()


def _key(scratch: Path, secret: Callable[[], str]) -> tuple[str, bytes]:
    """Whose secret it was, and the data key. Raises WrongSecret."""
    key = demo_key(scratch)
    if key is not None:
        return "", key
    try:
        opened = KeyFile(scratch).open(secret())
    except WrongSecret:
        raise WrongSecret(
            "That passphrase or recovery code does not open this backup. Use one that was valid "
            "when the backup was made."
        ) from None
    return opened.account, opened.data_key


def _kept_promise(
    file: Path, scratch: Path, data_key: bytes, header: Header, sealed: bytes
) -> Promise:
    """What was promised. Raises StoreUnusable when something else was packed."""
    hashes = file_hashes(sorted(scratch.iterdir()))
    try:
        store = Store(scratch, data_key)
    except StoreUnusable:
        raise damaged(file) from None
    try:
        promise = unseal(store, header, sealed)
        if promise is None or promise.files != hashes:
            raise damaged(file)
        if differences(promise.contents, contents(store.connection())):
            raise damaged(file)
        return promise
    finally:
        store.close()


def _report(practice: Practice, header: Header, promise: Promise) -> RestoreReport:
    connection = practice.connection()
    checked = check_practice(practice)
    applied = int(connection.rows(_APPLIED)[0][0])
    return RestoreReport(
        directory=practice.directory,
        dry_run=False,
        made_at=header.made_at,
        program=header.program,
        clients=int(connection.rows(_CLIENTS)[0][0]),
        record_versions=checked.records,
        audit_events=checked.audit_events,
        updated=applied != promise.contents.tables[_MIGRATIONS].rows,
        problems=checked.problems,
    )
