"""Running the havenline command, as a shell would or in this process."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[1]


class Ran(NamedTuple):
    """What a command answered."""

    code: int
    out: str
    err: str

    @property
    def data(self) -> Any:
        """The one JSON document on stdout; fails when anything else is there."""
        assert (self.code, self.err) == (0, "")
        return json.loads(self.out)

    @property
    def sentence(self) -> str:
        """The one sentence on stderr; fails when anything else was said."""
        assert (self.code, self.out) == (2, "")
        assert self.err.count("\n") == 1
        assert self.err.rstrip().endswith((".", "?", "!")) or "'" in self.err
        return self.err.rstrip("\n")


def havenline(*words: str, cwd: Path = ROOT, **environment: str) -> Ran:
    """Run the command as a shell would, without a terminal."""
    clean = {k: v for k, v in os.environ.items() if k != "HAVENLINE_PASSPHRASE"}
    done = subprocess.run(
        [sys.executable, "-m", "core.cli", *words],
        cwd=cwd, env=clean | {"PYTHONPATH": str(ROOT)} | environment, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, check=False, encoding="utf-8",
    )  # fmt: skip
    assert "Traceback" not in done.stderr
    return Ran(done.returncode, done.stdout, done.stderr)
