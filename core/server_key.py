"""Opening a store by the server's own key, from its environment or from a key file."""

from __future__ import annotations

import os
from pathlib import Path

from core.access.keys import KeyFile
from core.assembly import Practice, locked_practice
from core.errors import InvalidEntry

KEY, KEY_FILE = "HAVENLINE_KEY", "HAVENLINE_KEY_FILE"
_LONGEST = 1_000


def server_key() -> str | None:
    """The server's key from HAVENLINE_KEY_FILE or HAVENLINE_KEY, or None when neither is set.

    It is taken out of the environment, so that no program we start is handed it.
    """
    code, file = os.environ.pop(KEY, None), os.environ.pop(KEY_FILE, None)
    if code is not None and file is not None:
        raise InvalidEntry(f"Set either {KEY_FILE} or {KEY}, not both.")
    return code if file is None else _read(Path(file))


def _read(file: Path) -> str:
    try:
        with file.open("rb") as reading:
            return reading.read(_LONGEST).decode("ascii").strip()
    except (OSError, ValueError):
        raise InvalidEntry(
            f"The key file {file} cannot be read. Check {KEY_FILE}, and who may read the file."
        ) from None


def opened_by_server(directory: Path, code: str) -> Practice:
    """A store opened by the server's key; people sign in all the same.

    Raises WrongSecret, NotFound, StoreInUse or StoreUnusable.
    """
    practice = locked_practice(directory)
    try:
        if practice.locked:  # the demo store brings a key of its own
            practice.open_with(KeyFile(directory).open_for_server(code))
    except BaseException:
        practice.close()
        raise
    return practice
