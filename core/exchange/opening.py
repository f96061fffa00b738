"""Opening a text file that came from somewhere: what it is, how it is encoded."""

from __future__ import annotations

import codecs
from pathlib import Path
from stat import S_ISDIR, S_ISREG
from typing import NamedTuple, TextIO

from core.errors import InvalidEntry

LARGEST = 256 * 1024 * 1024
_FIRST = 64 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_UTF32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)  # the first begins like UTF-16


class Opened(NamedTuple):
    """A text file, its encoding, and what a first line "sep=;" (as Excel reads) says."""

    path: Path
    encoding: str
    separator: str = ""
    skipped: int = 0

    def lines(self) -> TextIO:
        """The text, below a "sep=" line."""
        file = self.path.open(encoding=self.encoding, newline="")
        for _ in range(self.skipped):
            file.readline()
        return file


def opened_text(path: Path) -> Opened:
    """How to read the file. Raises InvalidEntry when it is no text file or too large.

    UTF-8 with or without a byte order mark, UTF-16 with one, else Windows-1252.
    """
    try:
        _check_kind(path)
        with path.open("rb") as file:
            start = file.read(_FIRST)
    except PermissionError:
        raise InvalidEntry("This file may not be read by you; ask whoever it belongs to.") from None
    except (OSError, ValueError):
        raise InvalidEntry("There is no file at that path that can be read; check it.") from None
    opened = Opened(path, _encoding(path, start))
    first = start.decode(opened.encoding, errors="ignore").lstrip("\ufeff").split("\n")[0].strip()
    if first[:4].casefold() == "sep=" and len(first) == 5:
        return opened._replace(separator=first[4], skipped=1)
    return opened


def _check_kind(path: Path) -> None:
    found = path.stat()
    if S_ISDIR(found.st_mode):
        raise InvalidEntry("That path is a folder; name the CSV file in it.")
    if not S_ISREG(found.st_mode):
        raise InvalidEntry("That path is no ordinary file; name a CSV file.")
    if found.st_size > LARGEST:
        raise InvalidEntry(
            f"The file has {found.st_size / 1024**2:,.0f} MB, and up to {LARGEST // 1024**2} MB "
            "are read. Split it, or keep only the columns you need."
        )


def _encoding(path: Path, start: bytes) -> str:
    if start.startswith(_UTF16) and not start.startswith(_UTF32):
        return "utf-16"
    if b"\x00" in start:
        raise InvalidEntry("The file is not text. Save the table as CSV and name that file.")
    return "utf-8-sig" if _is_utf8(path) else "cp1252"


def _is_utf8(path: Path) -> bool:
    """Whether the whole file is UTF-8: one stray letter deep down makes it Windows-1252."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as file:
        try:
            while block := file.read(1024 * 1024):
                decoder.decode(block)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
