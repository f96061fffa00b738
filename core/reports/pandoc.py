"""Runs pandoc: bytes in, bytes out, nothing on disk."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import pypandoc

from core.errors import UserFacingError

TEMPLATES = Path(__file__).parent / "templates"
_SECONDS = 60
_TOO_SLOW = "The report took too long to make, so it was stopped. Try a shorter period."
_FAILED = "The report could not be made in this format. Try another one, such as HTML."
_MISSING = "The report writer (pandoc) is missing. Install Havenline again."


def convert(tree: bytes, to: str, *options: str) -> bytes:
    """A pandoc syntax tree in the format `to`.

    Pandoc runs in its sandbox: it reads and writes its pipes and no other file, so no
    client text reaches the disk. Raises UserFacingError, without what pandoc said: it
    may quote the text.
    """
    command = [pandoc_path(), "--sandbox", f"--data-dir={TEMPLATES}", "--from=json", f"--to={to}"]
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments; client text goes to stdin only
            [*command, "--wrap=none", *options, "--output=-"],
            input=tree,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )
    except subprocess.TimeoutExpired:
        raise UserFacingError(_TOO_SLOW) from None
    except OSError:
        raise UserFacingError(_MISSING) from None
    if done.returncode != 0:
        raise UserFacingError(_FAILED)
    return done.stdout


@cache
def pandoc_path() -> str:
    """The pandoc that came with the wheel; another one only where the wheel has none."""
    name = "pandoc.exe" if sys.platform == "win32" else "pandoc"
    bundled = Path(pypandoc.__file__).parent / "files" / name
    if bundled.exists():
        return str(bundled)
    return str(pypandoc.get_pandoc_path())
