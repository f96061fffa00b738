"""Words planted in every act, and the search for them in whatever a program has written."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path

CORE = "QzxjvWkpyq"


def marker(act: str) -> str:
    """Words that nobody writes by chance, with the name of the act they were planted in."""
    return f"{CORE} {act} ö"


def disguises() -> dict[str, bytes]:
    """The marker as it would look in each way of writing bytes down."""
    found = {}
    for name, code in (("utf-8", "utf-8"), ("utf-16-le", "utf-16-le"), ("utf-16-be", "utf-16-be")):
        raw = CORE.encode(code)
        found[name] = raw
        found[f"{name} in hex"] = raw.hex().encode()
        for shift in range(3):
            # What is left when the letters that depend on the neighbours are taken off.
            inner = b64encode(bytes(shift) + raw)[4 if shift else 0 : -4]
            found[f"{name} in base64, {shift}"] = inner
    found["url"] = "".join(f"%{byte:02x}" for byte in CORE.encode()).encode()
    found["backwards"] = CORE[::-1].encode()
    return found


def traces(content: bytes) -> list[str]:
    """The disguises found in these bytes, whatever their capitals."""
    low = content.lower()
    return [name for name, look in disguises().items() if look.lower() in low]


def files_with_traces(*folders: Path) -> Iterator[str]:
    """Every file below these folders that holds the marker, or is called by it."""
    for folder in folders:
        for file in folder.rglob("*"):
            if traces(str(file).encode("utf-8", "surrogateescape")):
                yield f"{file.name}: its name"
            if file.is_file() and not file.is_symlink():
                yield from (f"{file}: {name}" for name in traces(file.read_bytes()))
