"""Reading what a client is handed."""

from __future__ import annotations

import io
import json
import re
import zipfile
from typing import Any

from core.keeping.bundle import DATA


def files(packed: bytes) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(packed)) as zipped:
        return {name: zipped.read(name).decode("utf-8") for name in zipped.namelist()}


def data(packed: bytes) -> Any:
    return json.loads(files(packed)[DATA])


def words_of(page: str) -> str:
    """What a reader sees of a page."""
    body = page[page.index("<body") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body))
