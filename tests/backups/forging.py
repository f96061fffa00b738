"""Backup files made by hand, with a checksum that fits."""

from __future__ import annotations

import zipfile
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

MARK = b"havenline-backup sha256 "
HEADER = "backup.json"


class Member(NamedTuple):
    """One file in the zip; `kind` is how it is compressed."""

    name: str
    content: bytes
    kind: int = zipfile.ZIP_STORED


def members(file: Path) -> list[Member]:
    """What is in a backup file."""
    with zipfile.ZipFile(file) as zipped:
        return [Member(one.filename, zipped.read(one)) for one in zipped.infolist()]


def forge(file: Path, packed: list[Member]) -> Path:
    """Write a zip of these members that ends like a backup does."""
    with zipfile.ZipFile(file, "w") as zipped:
        for member in packed:
            zipped.writestr(zipfile.ZipInfo(member.name), member.content, member.kind)
        zipped.comment = MARK + b"0" * 64
    return recheck(file)


def recheck(file: Path) -> Path:
    """Make the checksum at the end fit what is before it."""
    raw = file.read_bytes()[:-64]
    file.write_bytes(raw + sha256(raw).hexdigest().encode())
    return file
