"""A backup whose process is killed, or whose disk is full, leaves nothing half-made."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from core.assembly import open_practice
from core.backups.restoring import restore_backup
from core.store.verify import verify_store
from tests.command import ROOT
from tests.people import CLINICIAN


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the backups go."""
    place = tmp_path / "backups"
    place.mkdir()
    return place


def started(what: str, directory: Path, folder: Path) -> subprocess.Popen[str]:
    words = [sys.executable, "-m", "tests.backups.working", what, str(directory), str(folder)]
    return subprocess.Popen(
        words, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def clients(directory: Path) -> set[str]:
    practice = open_practice(directory, lambda: "")
    found = {str(name.id) for name in practice.services().clients.names(CLINICIAN)}
    assert verify_store(practice.connection()).problems == ()
    practice.close()
    return found


class TestAKilledProcess:
    @pytest.mark.parametrize("chance", range(3))
    def test_the_store_is_whole_and_so_is_every_backup_that_has_its_name(
        self, directory: Path, folder: Path, tmp_path: Path, chance: int
    ) -> None:
        worker = started("forever", directory, folder)
        assert worker.stdout is not None
        lines = [worker.stdout.readline() for _ in range(3)]
        time.sleep(random.Random(chance).uniform(0, 0.6))  # noqa: S311
        worker.send_signal(signal.SIGKILL)
        rest, _ = worker.communicate()
        said = [json.loads(x) for x in (*lines, *rest.splitlines()) if x.strip().endswith("}")]
        assert {line["saved"] for line in said if "saved" in line} <= clients(directory)

        named = sorted(folder.glob("*.backup"))
        assert {Path(line["made"]) for line in said if "made" in line} <= set(named)
        for number, file in enumerate(named):
            report = restore_backup(file, tmp_path / f"restored {number}", str)
            assert report.problems == ()
            assert report.clients >= 120
        left = [file for file in folder.iterdir() if file not in named]
        assert all(file.name.startswith(".") for file in left), "at most a hidden folder is left"


def test_a_full_disk_is_one_sentence_each_time_and_nothing_is_left(
    directory: Path, folder: Path
) -> None:
    worker = started("full", directory, folder)
    out, err = worker.communicate()
    assert (worker.returncode, err) == (0, "")
    said = [json.loads(line) for line in out.splitlines()]
    tried = [line for line in said if line.get("tried") == "backup"]
    assert len(tried) == 5
    assert {line.get("sentence") for line in tried[:-1]} == {
        f"The backup could not be written to {folder}: the disk may be full, faulty or "
        "read-only. The store is as it was and nothing was left behind; free some space or "
        "choose another folder."
    }
    assert tried[-1]["result"] == str(folder / "one.backup"), "with room it works again"
    left = [line["left"] for line in said if "left" in line]
    assert left == [[], [], [], [], ["one.backup"]]

    others = [line for line in said if line.get("tried") in ("read", "save")]
    assert len(others) == 5
    assert all("result" in line for line in others), "the store goes on working meanwhile"
    assert len(clients(directory)) == 121

    restored = next(line for line in said if line.get("tried") == "restore")
    assert restored["sentence"] == (
        f"The backup could not be unpacked to {folder / 'restored'}: the disk may be full or "
        "read-only. Nothing was restored; free some space or choose another folder."
    )
