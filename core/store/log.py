"""A log that a power cut left with zeros at its end, made good.

Some file systems keep the new length of a file and not what was written there: the log then
ends in zeros. DuckDB 1.5 refuses such a log as a whole, with everything in it that is whole.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from itertools import count
from pathlib import Path

REPAIRED = "store.log_repaired"
_FEWEST = 16  # a tag that seals an entry; by chance nothing ends in so many zeros
_CHUNK = 1 << 16


def log_of(database: Path) -> Path:
    """Where the log of a database file lies."""
    return database.with_name(f"{database.name}.wal")


def mended(database: Path, opens: Callable[[], bool]) -> int:
    """Cut zeros off the end of the log until the database opens; returns how many there were.

    0 when there is nothing to be cut or nothing helps: then the log is as it was. As few as
    can be are cut, because the last entry may end in zeros of its own. The log as it was is
    kept beside it; it is encrypted like everything else.
    """
    log = log_of(database)
    zeros = _zeros_at_end(log)
    if zeros < _FEWEST:
        return 0
    whole, kept = log.stat().st_size, _free_name(log)
    shutil.copyfile(log, kept)
    for left in range(_FEWEST, -1, -1):
        _resize(log, whole - zeros + left)
        if opens():
            return zeros
    _resize(log, whole)  # which fills up with zeros
    kept.unlink()
    return 0


def remove_kept_logs(database: Path) -> None:
    """Remove what was kept of damaged logs: after an erasure, no copy of it may be left."""
    log = log_of(database)
    for kept in database.parent.iterdir():
        if kept.name.startswith(f"{log.name}.damaged"):
            kept.unlink()


def _resize(log: Path, size: int) -> None:
    with log.open("r+b") as opened:
        os.ftruncate(opened.fileno(), size)


def _free_name(log: Path) -> Path:
    names = (f"{log.name}.damaged{f'-{number}' if number else ''}" for number in count())
    return next(free for name in names if not (free := log.with_name(name)).exists())


def _zeros_at_end(log: Path) -> int:
    if not log.is_file():
        return 0
    zeros = 0
    with log.open("rb") as opened:
        at = opened.seek(0, os.SEEK_END)
        while at:
            begin = max(at - _CHUNK, 0)
            opened.seek(begin)
            chunk = opened.read(at - begin)
            zeros += len(chunk) - len(chunk.rstrip(b"\0"))
            if chunk.rstrip(b"\0"):
                break
            at = begin
    return zeros
