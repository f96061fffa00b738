"""A process killed at any moment while four threads write: nothing acknowledged is lost."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from random import Random
from threading import Lock

import pytest

from core.assembly import open_practice
from core.checking import check_practice
from core.store.connection import Connection
from core.store.verify import verify_store
from tests.people import CLINICIAN, MARA
from tests.proof.sizes import SIZES

ROOT = Path(__file__).parents[2]
KILLS_OF_ONE_STORE = 10
WRITERS = 4
LONGEST = 0.1  # seconds
VERSIONS = "SELECT CAST(id AS VARCHAR), version FROM records"
SIGN_INS = "SELECT DISTINCT sign_in FROM audit_trail WHERE sign_in <> ''"
# Acts and their events come in one transaction, and so do a measure and its scores.
EVENTS_OF_RECORDS = "SELECT count(*) FROM audit_trail WHERE content <> ''"
UNSCORED = """
SELECT count(*) FROM records r ANTI JOIN scores s ON s.administration_id = r.id
WHERE r.kind = 'administration'
"""


class Nursery:
    """Starts writers and kills them."""

    def __init__(self, stderr: Path) -> None:
        self._lock = Lock()
        self.stderr = stderr
        one_thread = {"OPENBLAS_NUM_THREADS": "1", "OMP_NUM_THREADS": "1"}
        with stderr.open("wb") as errors:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "tests.proof.writers"], cwd=ROOT, text=True,
                env=os.environ | one_thread, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                stderr=errors,
            )  # fmt: skip

    def ask(self, *words: object) -> int:
        """Hand over one command; returns the answer."""
        with self._lock:
            assert self.process.stdin is not None
            assert self.process.stdout is not None
            print(json.dumps(words), file=self.process.stdin, flush=True)
            return int(self.process.stdout.readline())

    def close(self) -> None:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()


@pytest.fixture
def nursery(tmp_path: Path) -> Iterator[Nursery]:
    running = Nursery(tmp_path / "stderr")
    yield running
    running.close()


def with_mara(blank: Path, place: Path) -> Path:
    """A store of its own with Mara in it, closed."""
    directory = Path(shutil.copytree(blank, place))
    practice = open_practice(directory, lambda: "")
    practice.services().clients.save(CLINICIAN, MARA)
    practice.close()
    return directory


def killed(nursery: Nursery, directory: Path, dice: Random) -> None:
    """Kill a writer: one in four while it opens the store, the others while they write."""
    done = directory.with_suffix(".done")
    before = done.stat().st_size if done.exists() else 0
    pid = nursery.ask("start", str(directory), str(done))
    if dice.random() < 0.75:
        wait_for_more(done, before)
    time.sleep(dice.uniform(0, LONGEST))
    assert nursery.ask("kill", pid) == -signal.SIGKILL, nursery.stderr.read_text()


def wait_for_more(done: Path, before: int) -> None:
    until = time.monotonic() + 60
    while not (done.exists() and done.stat().st_size > before):
        assert time.monotonic() < until, "the writer writes nothing"
        time.sleep(0.005)


def acknowledged(directory: Path) -> tuple[set[tuple[str, int]], set[str]]:
    """The versions and the readings that were said to be done."""
    file = directory.with_suffix(".done")
    lines = [line.split() for line in file.read_text().splitlines()] if file.exists() else []
    versions = {(name, int(version)) for what, name, version in lines if what == "record"}
    return versions, {name for what, name, _ in lines if what == "read"}


def check(directory: Path, kills: int) -> int:
    """The store opens and everything holds; returns how many versions it has."""
    practice = open_practice(directory, lambda: "")
    connection = practice.connection()
    versions, sign_ins = acknowledged(directory)
    found = {(name, version) for name, version in connection.rows(VERSIONS)}
    assert versions <= found, "an acknowledged version is lost"
    assert len(found - versions) <= 1 + WRITERS * kills, "more than was under way came of it"
    assert sign_ins <= {one for (one,) in connection.rows(SIGN_INS)}, "a reading is not told"
    assert verify_store(connection).problems == ()
    assert _one(connection, EVENTS_OF_RECORDS) == len(found), "half a transaction"
    assert _one(connection, UNSCORED) == 0, "half a transaction"
    if kills == KILLS_OF_ONE_STORE:
        assert check_practice(practice).problems == ()
    practice.close()
    return len(found)


def _one(connection: Connection, sql: str) -> int:
    return int(connection.rows(sql)[0][0])


def life(nursery: Nursery, directory: Path, dice: Random) -> tuple[int, int]:
    """Kill one store's writers time and again; returns the kills and the versions in the end.

    Half of the checks are made in place, which writes the log out; half on a copy, so that
    the next writer has to recover what the last one left.
    """
    found = 0
    for kills in range(1, KILLS_OF_ONE_STORE + 1):
        killed(nursery, directory, dice)
        if dice.random() < 0.5:
            found = check(directory, kills)
        else:
            copy = Path(shutil.copytree(directory, directory.with_name(f"{directory.name}-copy")))
            if (done := directory.with_suffix(".done")).exists():
                shutil.copy(done, copy.with_suffix(".done"))
            found = check(copy, kills)
            shutil.rmtree(copy)
    return kills, found


def test_a_process_killed_at_any_moment_loses_nothing_and_breaks_nothing(
    blank_store: Path, tmp_path: Path, nursery: Nursery
) -> None:
    lives = SIZES.kills // KILLS_OF_ONE_STORE
    stores = [with_mara(blank_store, tmp_path / f"store{number}") for number in range(lives)]
    with ThreadPoolExecutor(3) as several:
        each = [
            several.submit(life, nursery, store, Random(number))  # noqa: S311
            for number, store in enumerate(stores)
        ]
        results = [one.result() for one in each]
    assert sum(kills for kills, _ in results) == SIZES.kills
    assert sum(found for _, found in results) > SIZES.kills, "something was written in between"
