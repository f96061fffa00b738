"""The end of the audit trail, written down a second time, in a small file beside the database.

The database's log may lose its newest commits without a word: a bit that flips in the length
of an entry makes DuckDB take the rest for torn, and a log that was deleted is not missed. So
number and hash of the last event stand in a file of their own, written after each commit.

It counts for the very file it was written for: a copy of the folder has another inode, and
one made while the store was open may rightly be behind it. It is sealed under a key made
from the data key; whatever is torn, foreign or altered counts as nothing. It is not proof
against somebody who wants to deceive: they can take it away.
"""

from __future__ import annotations

import hmac
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

ANCHOR_FILE = "trail.end"
Rows = Callable[[str], list[tuple[Any, ...]]]
CUT_SHORT = "trail.cut_short"
_PURPOSE = b"havenline end of the trail"
_LENGTH = 20 + 1 + 64 + 1 + 20 + 1 + 64 + 1
_LARGEST = 1 << 64
_OPEN = os.O_WRONLY | os.O_CREAT | getattr(os, "O_BINARY", 0)
_HAS_TRAIL = """
SELECT count(*) FROM duckdb_tables() WHERE database_name = 'store' AND table_name = 'audit_trail'
"""
_ENDS = """
SELECT coalesce(max(seq), 0), max(hash) FILTER (WHERE seq = {seq}),
    count(*) FILTER (WHERE action = '{action}' AND ends_with(detail, '{seal}'))
FROM store.audit_trail
"""


class Anchor:
    """Where the trail of one database file ended after its last commit."""

    def __init__(self, database: Path, data_key: bytes) -> None:
        self._file = database.with_name(ANCHOR_FILE)
        self._key = hmac.digest(data_key, _PURPOSE, "sha256")
        self._inode = database.stat().st_ino % _LARGEST
        self._written: tuple[int, str] | None = None

    def write(self, seq: int, hash_: str) -> None:
        """Write the end down. What cannot be written is left: then it tells of less."""
        if self._written == (seq, hash_):
            return
        with suppress(OSError):
            opened = os.open(self._file, _OPEN, 0o600)
            try:
                os.write(opened, self._sealed(seq, hash_))
            finally:
                os.close(opened)
            self._written = (seq, hash_)

    def _sealed(self, seq: int, hash_: str) -> bytes:
        told = f"{seq:020d} {hash_} {self._inode:020d} ".encode()
        return told + hmac.digest(self._key, told, "sha256").hex().encode() + b"\n"

    def read(self) -> tuple[int, str] | None:
        """Number and hash of the last event, or None when nothing here tells of this file."""
        try:
            with self._file.open("rb") as opened:
                found = opened.read(_LENGTH)
            seq, hash_ = int(found[:20]), found[21:85].decode()
        except (OSError, ValueError):
            return None
        return (seq, hash_) if hmac.compare_digest(found, self._sealed(seq, hash_)) else None

    def cut_short(self, rows: Rows) -> str:
        """What the trail of the opened store lacks, as an event says it; empty when nothing.

        The words end with the seal of the lost end, so that it is told once however often
        the program stops before it is written down.
        """
        known = self.read()
        if known is None:
            return ""
        seal = f"{known[0]}:{known[1][:16]}"
        last, hash_, told = 0, None, 0
        if rows(_HAS_TRAIL)[0][0]:
            sql = _ENDS.format(seq=known[0], action=CUT_SHORT, seal=f" {seal}")
            last, hash_, told = rows(sql)[0]
        if told or hash_ == known[1]:
            return ""
        return f"{max(known[0] - last, 0) or 'other'} events up to {seal}"
