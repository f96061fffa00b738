"""What a killed process left of a store it was building goes; what is being built stays."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path

import pytest

from core.assembly import create_demo_store, new_store, open_practice
from core.store.building import clear_abandoned

ROOT = Path(__file__).parents[2]
BUILD = """
import sys
from pathlib import Path
from core.assembly import new_store
with new_store(Path(sys.argv[1])) as scratch:
    (scratch / "havenline.duckdb").write_bytes(b"a whole copy")
    print("building", flush=True)
    sys.stdin.read()
"""


def building(directory: Path) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", BUILD, str(directory)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "building\n"
    return process


def end(process: subprocess.Popen[str]) -> int:
    process.communicate()
    return process.returncode


def copies(folder: Path) -> list[Path]:
    return list(folder.rglob("havenline.duckdb"))


def test_what_is_being_built_by_another_process_is_left_alone_until_it_dies(
    tmp_path: Path,
) -> None:
    process = building(tmp_path / "one")
    clear_abandoned(tmp_path)
    assert len(copies(tmp_path)) == 1
    process.send_signal(signal.SIGKILL)
    assert end(process) == -signal.SIGKILL
    assert len(copies(tmp_path)) == 1
    clear_abandoned(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_this_process_is_building_is_left_alone_too(tmp_path: Path) -> None:
    with new_store(tmp_path / "one") as first, new_store(tmp_path / "two") as second:
        clear_abandoned(tmp_path)
        assert first.is_dir()
        assert second.is_dir()
    assert sorted(tmp_path.iterdir()) == [tmp_path / "one", tmp_path / "two"]


def test_building_or_opening_a_store_beside_it_clears_what_was_left(tmp_path: Path) -> None:
    for number, act in enumerate((create, reopen)):
        process = building(tmp_path / f"left{number}")
        process.kill()
        end(process)
        act(tmp_path / "store")
        assert list(tmp_path.iterdir()) == [tmp_path / "store"]


def create(directory: Path) -> None:
    create_demo_store(directory, lambda practice: None)  # noqa: ARG005


def reopen(directory: Path) -> None:
    open_practice(directory, lambda: "").close()


def test_hidden_folders_that_are_not_ours_are_left_alone(tmp_path: Path) -> None:
    for name in (".store-x.part", ".cache", "store.part"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "something").write_text("of theirs")
    clear_abandoned(tmp_path)
    assert len(list(tmp_path.iterdir())) == 3


def test_a_store_is_built_for_this_account_only(tmp_path: Path) -> None:
    with new_store(tmp_path / "store") as scratch:
        assert scratch.stat().st_mode & 0o777 == 0o700
        assert scratch.parent.stat().st_mode & 0o777 == 0o700


def test_what_fails_while_it_is_built_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), new_store(tmp_path / "store"):
        raise ZeroDivisionError
    assert list(tmp_path.iterdir()) == []
