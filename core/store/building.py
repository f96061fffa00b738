"""Where a store is built before it gets its name, and how what a killed process left is cleared.

A store is built in a hidden folder beside its place. Whoever builds holds a lock on a file
in that folder; a process that died holds none, so what it left can be told from what is in
use, and goes.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

if sys.platform != "win32":
    import fcntl

_LOCK = "havenline.building"
_TAKING = "taking"
_SUFFIX = ".part"
_BUILT = "store"


@contextmanager
def building_place(directory: Path) -> Iterator[Path]:
    """An empty folder beside `directory` that only this account may read, gone afterwards."""
    clear_abandoned(directory.parent)
    hidden = Path(
        tempfile.mkdtemp(prefix=f".{directory.name}-", suffix=_SUFFIX, dir=directory.parent)
    )
    held = -1
    try:
        held = _taken(hidden)
        built = hidden / _BUILT
        built.mkdir(mode=0o700)
        yield built
    finally:
        if held >= 0:
            os.close(held)
        shutil.rmtree(hidden, ignore_errors=True)


def clear_abandoned(folder: Path) -> None:
    """Remove what processes left in this folder that were killed while they built a store."""
    with suppress(OSError):
        for left in folder.glob(f".*{_SUFFIX}/{_LOCK}"):
            if _is_abandoned(left):
                shutil.rmtree(left.parent, ignore_errors=True)


def _taken(hidden: Path) -> int:
    """Hold the lock. It gets its name once it is held, so that nobody takes it for left."""
    taking = hidden / _TAKING
    if sys.platform == "win32":  # no file that is open can be removed there: that is the lock
        return os.open(hidden / _LOCK, os.O_WRONLY | os.O_CREAT, 0o600)
    held = os.open(taking, os.O_WRONLY | os.O_CREAT, 0o600)
    with suppress(OSError):  # on a file system without locks nothing is ever taken for left
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        taking.rename(hidden / _LOCK)
    return held


def _is_abandoned(lock: Path) -> bool:
    try:
        if sys.platform == "win32":
            lock.unlink()
            return True
        asked = os.open(lock, os.O_WRONLY)
    except OSError:
        return False
    try:
        fcntl.flock(asked, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    else:
        return True
    finally:
        os.close(asked)
