"""When the disk is full: a sentence, nothing lost, nothing half-written."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from core.assembly import open_practice
from core.store.verify import verify_store
from tests.people import CLINICIAN

ROOT = Path(__file__).parents[2]
DISK = (
    "The store could not be written: the disk may be full or read-only. Nothing was saved "
    "in part, and what you typed is still on the screen. Free some space and save again."
)


def on_a_small_disk(job: str, directory: Path) -> list[dict[str, Any]]:
    """What a process said that ran out of disk while it wrote."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.store.writer", job, str(directory)],
        cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return [json.loads(line) for line in done.stdout.splitlines()]


def kept(directory: Path) -> set[str]:
    """The clients of the store as the next process finds them; the store must check out."""
    practice = open_practice(directory, lambda: "")
    found = {str(name.id) for name in practice.services().clients.names(CLINICIAN)}
    assert verify_store(practice.connection()).problems == ()
    practice.close()
    return found


def saved(said: list[dict[str, Any]]) -> set[str]:
    return {line["result"] for line in said if line["tried"] == "save" and "result" in line}


def test_a_commit_that_does_not_fit_is_refused_and_everything_else_stays(directory: Path) -> None:
    said = on_a_small_disk("log", directory)
    refused = [line for line in said if "sentence" in line]
    assert [line["sentence"] for line in refused] == [DISK, DISK]
    assert len(saved(said)) > 20
    read = next(line for line in said if line["tried"] == "read")
    assert read["result"] == len(saved(said)) - 1, "reading goes on while the disk is full"
    assert "result" in said[-1], "saving works again once there is room"
    assert kept(directory) == saved(said)


def test_when_duckdb_gives_the_database_up_it_is_taken_up_again(directory: Path) -> None:
    """A checkpoint that cannot be written makes DuckDB refuse everything until re-attached."""
    said = on_a_small_disk("checkpoint", directory)
    first = next(place for place, line in enumerate(said) if "sentence" in line)
    assert said[first]["sentence"] == DISK
    after = said[first + 1 :]
    assert [line["tried"] for line in after] == ["read", "save", "close"]
    assert all("result" in line for line in after), "the next script run works again"
    found = kept(directory)
    assert saved(said) <= found, "nothing acknowledged is lost"
    assert len(found - saved(said)) <= 1, "the refused save is whole or not there at all"
