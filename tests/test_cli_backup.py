"""havenline backup and havenline restore."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from core.assembly import open_practice
from core.backups.file import program_version
from core.store.connection import Store
from tests.backups.conftest import PASSPHRASE, Real, fill
from tests.backups.conftest import real as real
from tests.command import havenline
from tests.conftest import KEY
from tests.people import CLINICIAN, JONAS


@pytest.fixture
def small_store(directory: Path) -> Path:
    """A closed store with Mara and Jonas in it, which carries its own key."""
    practice = open_practice(directory, str)
    fill(practice)
    practice.services().clients.save(CLINICIAN, JONAS)
    practice.close()
    return directory


@pytest.fixture
def file(here: Any, small_store: Path, tmp_path: Path) -> Path:
    """A backup of that store."""
    ran = here("backup", "--store", str(small_store), "--to", str(tmp_path / "one.backup"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith(f"The backup is {tmp_path / 'one.backup'} (")
    return tmp_path / "one.backup"


def listed(here: Any, store: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = here("clients", "--store", str(store), "--json").data
    return found


def test_a_store_is_backed_up_restored_and_the_same(
    here: Any, small_store: Path, file: Path, tmp_path: Path
) -> None:
    ran = here("restore", "--from", str(file), "--store", str(tmp_path / "again"))
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.splitlines()[-2:] == [
        "No problem found.", f"The store is ready in {tmp_path / 'again'}.",
    ]  # fmt: skip
    assert listed(here, tmp_path / "again") == listed(here, small_store)
    assert here("verify", "--store", str(tmp_path / "again"), "--json").data["ok"] is True


def test_for_scripts(here: Any, small_store: Path, tmp_path: Path) -> None:
    to = tmp_path / "one.backup"
    made = here("backup", "--store", str(small_store), "--to", str(to), "--json").data
    assert set(made) == {"file", "made_at", "program", "store", "size", "record_versions",
                         "audit_events"}  # fmt: skip
    assert (made["file"], made["size"]) == (str(to), to.stat().st_size)
    words = ("restore", "--from", str(to), "--store", str(tmp_path / "again"), "--json")
    found = here(*words, "--dry-run").data
    assert (found["dry_run"], found["problems"]) == (True, [])
    assert found["record_versions"] == made["record_versions"]
    assert found["audit_events"] == made["audit_events"]
    assert found["clients"] == len(listed(here, small_store)) == 2
    assert here(*words).data == found | {"dry_run": False}


def test_into_a_folder_it_gets_a_name_of_ours(here: Any, small_store: Path, tmp_path: Path) -> None:
    here("backup", "--store", str(small_store), "--to", str(tmp_path))
    (made,) = tmp_path.glob("*.backup")
    assert made.match("havenline-????????-????-??-??T??????Z.backup")


def test_a_dry_run_says_what_is_in_it_and_writes_nothing(
    here: Any, file: Path, tmp_path: Path
) -> None:
    before = sorted(tmp_path.rglob("*"))
    ran = here("restore", "--from", str(file), "--store", str(tmp_path / "again"), "--dry-run")
    assert ran.code == 0
    first, second, third, last = ran.out.splitlines()
    assert first.startswith("The backup was made on 20")
    assert first.endswith(f"by version {program_version()}.")
    assert "2 clients" in second
    assert third == "No problem found."
    assert last == f"Nothing was written to {tmp_path / 'again'}: this was a dry run."
    assert sorted(tmp_path.rglob("*")) == before


def test_a_real_store_asks_for_its_passphrase(real: Real, tmp_path: Path) -> None:
    words = ("restore", "--from", str(real.file), "--store", str(tmp_path / "again"))
    asked = havenline(*words)
    assert asked.sentence == "This store needs its passphrase: set HAVENLINE_PASSPHRASE."
    wrong = havenline(*words, HAVENLINE_PASSPHRASE=PASSPHRASE.upper())
    assert wrong.sentence.startswith("That passphrase or recovery code does not open this backup.")
    assert list(tmp_path.iterdir()) == []
    ran = havenline(*words, "--json", HAVENLINE_PASSPHRASE=PASSPHRASE)
    assert ran.data["clients"] == 1


def test_a_store_in_use_says_where_to_make_the_backup(directory: Path, tmp_path: Path) -> None:
    store = Store(directory, KEY)
    ran = havenline("backup", "--store", str(directory), "--to", str(tmp_path / "one.backup"))
    store.close()
    assert ran.sentence == (
        "This store is open in the dashboard. Make the backup there, under Settings > Backup, "
        "or close the dashboard first."
    )
    assert not (tmp_path / "one.backup").exists()


def test_problems_of_the_data_are_told_with_exit_1(
    here: Any, directory: Path, tmp_path: Path
) -> None:
    store = Store(directory, KEY)
    store.connection().execute(
        "INSERT INTO scores VALUES (uuid(), 1, uuid(), current_date, 1, 'phq-9', '', 'total', 9)"
    )
    store.close()
    to = str(tmp_path / "one.backup")
    assert here("backup", "--store", str(directory), "--to", to).code == 0
    ran = here("restore", "--from", to, "--store", str(tmp_path / "again"), "--json")
    assert (ran.code, ran.err) == (1, "")
    assert json.loads(ran.out)["problems"] == ["scores: 1 scores without their administration."]


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (["backup", "--store", "x"], "--to"),
        (["backup", "--store", "x", "--to", "y"], "There is no Havenline store in x."),
        (["restore", "--store", "x"], "--from"),
        (["restore", "--from", "x"], "--store"),
        (["restore", "--from", "README.md", "--store", "x"], "is not a Havenline backup"),
        (["restore", "--from", "x", "--store", "y"], "There is no backup file x."),
        (["restore", "--from", "x", "--store", "y", "--force"], "Unrecognized arguments"),
    ],
)
def test_a_mistake_is_one_sentence_on_stderr_and_exit_2(
    here: Any, words: list[str], part: str
) -> None:
    assert part in here(*words).sentence
