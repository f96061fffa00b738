"""The whole store written into a new file, so that nothing of an erased client is left.

What DELETE frees stays in the file until it is written over. So the store is copied into a
new file with the same key, read back and compared, and put in the place of the old one. A
crash leaves the old file or the new one; a table that only the old one has says that the
work is still to be done.
"""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from core.errors import StorageError, StoreInUse
from core.store.backup import Contents, contents, differences, snapshot
from core.store.connection import DATABASE_FILE, Store
from core.store.erasure import is_rebuild_due, unmark_rebuild_due
from core.store.log import log_of, remove_kept_logs

if sys.platform != "win32":
    import fcntl

SCRATCH = ".rebuilding"
_FAILED = (
    "The client was taken out, but the store could not be rewritten: the disk may be full. "
    "Free as much space as the store takes and start Havenline again; it then tries once more."
)


def finish_rebuilding(store: Store) -> None:
    """On opening: clear away what a crash left, and rewrite the store if that is due.

    With a disk too full for it the store opens all the same, and it stays due.
    """
    shutil.rmtree(store.directory / SCRATCH, ignore_errors=True)
    connection = store.connection()
    due = is_rebuild_due(connection)
    connection.close()
    if due:
        with suppress(StorageError):
            rebuild(store)


def rebuild(store: Store) -> None:
    """Rewrite the store into a new file and put it in the place of the old one.

    Others go on reading, but for the moment of the exchange; writers wait. Raises
    StorageError when it could not be done: then the old file is in place and it stays due.
    """
    scratch = store.directory / SCRATCH
    with store.commits.copying, store.commits.writing:
        try:
            shutil.rmtree(scratch, ignore_errors=True)
            scratch.mkdir(mode=0o700)
            held = snapshot(store, scratch / DATABASE_FILE)
            _check(type(store)(scratch, store.data_key), held)
            _exchange(store, scratch / DATABASE_FILE)
        except StoreInUse:
            raise
        except (OSError, StorageError):
            raise StorageError(_FAILED) from None
        finally:
            shutil.rmtree(scratch, ignore_errors=True)
        store.commits.add()
        store.forget()


def _check(copy: Store, held: Contents) -> None:
    """Read the new file, compare every table, and take the mark out of it."""
    try:
        connection = copy.connection()
        if differences(held, contents(connection)):
            raise StorageError(_FAILED)
        unmark_rebuild_due(connection)
        connection.close()
    finally:
        copy.close()
    if log_of(copy.directory / DATABASE_FILE).exists():
        raise StorageError(_FAILED)


def _exchange(store: Store, new: Path) -> None:
    place = store.directory / DATABASE_FILE
    _kept_by_disk(new)
    with store.let_go(), _nobody_else(place):
        if log_of(place).exists():  # not all of it is in the old file, so it has to stay
            raise StorageError(_FAILED)
        remove_kept_logs(place)
        new.replace(place)
        with suppress(OSError):  # a folder cannot be flushed everywhere
            _kept_by_disk(place.parent)


def _kept_by_disk(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextmanager
def _nobody_else(file: Path) -> Iterator[None]:
    """Keep another process from opening the file while this one has let go of it."""
    if sys.platform == "win32":  # replaces no file that anybody has open, so needs no lock
        yield
        return
    with file.open("r+b") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise StoreInUse(
                "Another Havenline opened this store. Close that one, then start this one again."
            ) from None
        yield
