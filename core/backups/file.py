"""A backup file: an ordinary zip with an encrypted copy of the store in it, and its key file.

Nothing in it is compressed. In the clear stand only the format, the version of the program,
the time and the number of the store. The last 64 letters of the file are the SHA-256 of
everything before them, so that a file cut short or changed anywhere is known before any
secret is asked for. What the copy must hold is sealed under the store's own key
(core/backups/promise.py).
"""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Sequence
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from shutil import copyfileobj
from typing import IO, Annotated

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from core.access.keys import DEMO_KEY_FILE, KEYS_FILE
from core.errors import NotFound, StoreUnusable
from core.store.connection import DATABASE_FILE

FORMAT = 1
PROMISE_FILE = "promise.sealed"
_HEADER_FILE = "backup.json"
_LONGEST_HEADER = 4_096
_MARK = b"havenline-backup sha256 "
_DIGITS = 64
_START = b"PK\x03\x04"
_NAME_AT = 30  # where a zip file has the name of its first member
_CHUNK = 1 << 20
_BINARY = getattr(os, "O_BINARY", 0)  # without it Windows changes line ends
_KEY_FILES = ({KEYS_FILE}, {DEMO_KEY_FILE})
_BROKEN = (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, KeyError)


class Header(BaseModel):
    """What stands in a backup file in the clear. `store` is a number that tells stores apart."""

    model_config = ConfigDict(frozen=True, hide_input_in_errors=True)

    format: int = FORMAT
    program: Annotated[str, Field(pattern=r"^[0-9A-Za-z.+-]{1,40}$")]
    made_at: AwareDatetime
    store: Annotated[str, Field(pattern=r"^[0-9a-f]{8}$")]


def program_version() -> str:
    """The version of this program."""
    try:
        return version("havenline")
    except PackageNotFoundError:
        return "unknown"


def damaged(file: Path) -> StoreUnusable:
    """What is said of a backup that was cut short or changed."""
    return StoreUnusable(
        f"The backup {file.name} is damaged or incomplete. Nothing was restored; use another one."
    )


def _foreign(file: Path) -> StoreUnusable:
    return StoreUnusable(
        f"{file.name} is not a Havenline backup. Choose a file that 'havenline backup' made."
    )


def pack(out: Path, header: Header, members: Sequence[Path]) -> None:
    """Write the backup file and have the disk keep it. Raises OSError, also for a file there."""
    with open(os.open(out, os.O_RDWR | os.O_CREAT | os.O_EXCL | _BINARY, 0o600), "w+b") as file:
        with zipfile.ZipFile(file, "w", strict_timestamps=False) as zipped:
            zipped.writestr(zipfile.ZipInfo(_HEADER_FILE), header.model_dump_json())
            for member in members:
                zipped.write(member, member.name)
            zipped.comment = _MARK + b"0" * _DIGITS
        digest = _digest(file)
        file.seek(-_DIGITS, os.SEEK_END)
        file.write(digest)
        file.flush()
        os.fsync(file.fileno())


def _digest(file: IO[bytes]) -> bytes:
    """The SHA-256 of everything but the last 64 letters, as 64 letters."""
    left = file.seek(0, os.SEEK_END) - _DIGITS
    file.seek(0)
    found = sha256()
    while left > 0 and (chunk := file.read(min(left, _CHUNK))):
        found.update(chunk)
        left -= len(chunk)
    return found.hexdigest().encode()


def read_header(file: Path) -> Header:
    """What the backup says of itself, without checking the rest of it.

    Raises NotFound, or StoreUnusable for what is no backup, damaged, or of a newer format.
    """
    with _opened(file) as opened:
        return _header(file, opened)


def unpack(file: Path, into: Path) -> Header:
    """Check every byte of the backup and put the copy of the store into a folder.

    Raises NotFound or StoreUnusable; OSError when the folder cannot be written. The names
    of what is written are our own, and it is never larger than the backup file.
    """
    with _opened(file) as opened:
        if not _whole(opened):
            raise damaged(file)
        header = _header(file, opened)
        with _zip(file, opened) as zipped:
            for name in _members(file, zipped):
                _extract(file, zipped, name, into)
    return header


def _whole(opened: IO[bytes]) -> bool:
    size = opened.seek(0, os.SEEK_END)
    expected = _MARK + _digest(opened)
    opened.seek(max(0, size - len(expected)))
    return opened.read() == expected


def _opened(file: Path) -> IO[bytes]:
    if not file.is_file():
        raise NotFound(f"There is no backup file {file}. Check the path and try again.")
    try:
        opened = file.open("rb")
        first = opened.read(_NAME_AT + len(_HEADER_FILE))
    except OSError:
        raise StoreUnusable(
            f"The backup {file.name} cannot be read. Check the disk it is on and your rights."
        ) from None
    if not (first.startswith(_START) and first.endswith(_HEADER_FILE.encode())):
        opened.close()
        raise _foreign(file)
    return opened


def _zip(file: Path, opened: IO[bytes]) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(opened)
    except (*_BROKEN, OSError):
        raise damaged(file) from None


def _header(file: Path, opened: IO[bytes]) -> Header:
    with _zip(file, opened) as zipped:
        try:
            if zipped.getinfo(_HEADER_FILE).file_size > _LONGEST_HEADER:
                raise damaged(file)
            told = json.loads(zipped.read(_HEADER_FILE))
            if told["format"] > FORMAT:
                raise StoreUnusable(
                    "This backup was made by a newer Havenline. Update the program to restore it."
                )
            return Header.model_validate(told)
        except (*_BROKEN, OSError, TypeError, ValidationError):
            raise damaged(file) from None


def _members(file: Path, zipped: zipfile.ZipFile) -> list[str]:
    """The names in the backup, when they are exactly ours and no larger than they may be."""
    every = zipped.infolist()
    names = sorted(one.filename for one in every)
    ours = [sorted({_HEADER_FILE, PROMISE_FILE, DATABASE_FILE} | keys) for keys in _KEY_FILES]
    plain = all(
        one.compress_type == zipfile.ZIP_STORED and one.file_size == one.compress_size
        for one in every
    )
    if names not in ours or not plain or sum(o.file_size for o in every) > file.stat().st_size:
        raise damaged(file)
    return [name for name in names if name != _HEADER_FILE]


def _extract(file: Path, zipped: zipfile.ZipFile, name: str, into: Path) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY
    try:
        packed = zipped.open(name)
    except (*_BROKEN, OSError):
        raise damaged(file) from None
    try:
        with packed, open(os.open(into / name, flags, 0o600), "wb") as out:
            copyfileobj(packed, out, _CHUNK)
            out.flush()
            os.fsync(out.fileno())
    except _BROKEN:
        raise damaged(file) from None
