"""Files for the tests of reading them."""

from __future__ import annotations

from pathlib import Path


def csv_file(folder: Path, content: bytes) -> Path:
    """A file with exactly these bytes."""
    file = folder / "table.csv"
    file.write_bytes(content)
    return file
