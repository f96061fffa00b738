"""The havenline command when something is wrong: one sentence, exit 2, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from core.assembly import services_on
from core.store.connection import Store
from tests.command import ROOT, havenline
from tests.conftest import KEY
from tests.people import CLINICIAN, MARA, TODAY


@pytest.mark.parametrize(
    ("words", "part"),
    [
        ([], "following arguments are required"),
        (["fly"], "invalid choice"),
        (["score"], "required"),
        (["score", "bdi-ii", "1"], "There is no instrument of that name here."),
        (["score", "phq-9", "1", "2"], "PHQ-9 has 9 items, and 2 answers were given."),
        (["score", "phq-9", *"222211204", "--json"], "PHQ-9 item 9: answers go from 0 to 3."),
        (["score", "phq-9", *"22221120x"], "Item 9: type a number"),
        (["instruments", "show"], "Name the instrument"),
        (["instruments", "show", "nothing"], "There is no instrument of that name here."),
        (["change", "phq-9", "--pre", "18"], "--post"),
        (["change", "phq-9", "--pre", "many", "--post", "6"], "invalid float value"),
        (["change", "phq-9", "--pre", "28", "--post", "6"], "total goes from 0 to 27"),
        (["change", "phq-9", "--pre", "nan", "--post", "6"], "total goes from 0 to 27"),
        (["change", "phq-9", "--pre", "-1", "--post", "6"], "total goes from 0 to 27"),
        (["change", "sud", "--pre", "8", "--post", "2", "--method", "JT"], "cannot be worked out"),
        (["change", "phq-9", "--pre", "18", "--post", "6", "--method", "HLM"], "invalid choice"),
        (["clients"], "--store"),
        (["clients", "--store", "/dev/null"], "There is no Havenline store in /dev/null."),
        (["init", "--store", "x"], "--clinician"),
        (["serve", "--store", "x", "--host", "192.0.2.7"], "listens on this computer only"),
        (["cohort", "none.csv", "--id", "id", "--time", "time"], "Name the column of scores"),
        (["services", "none.csv", "--json"], "There is no file at that path"),
    ],
)
def test_a_mistake_is_one_sentence_on_stderr_and_exit_2(
    here: Any, words: list[str], part: str
) -> None:
    assert part in here(*words).sentence


def test_an_init_that_is_refused_makes_nothing(
    here: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HAVENLINE_PASSPHRASE", "short")
    ran = here("init", "--store", str(tmp_path / "practice"), "--clinician", "Dr Ines Falk")
    assert ran.sentence.startswith("The passphrase is too short")
    assert list(tmp_path.iterdir()) == []


def test_a_reader_that_goes_away_early_sees_no_traceback() -> None:
    """As in `havenline instruments show phq-9 --json | head -1`."""
    writer = subprocess.Popen(
        [sys.executable, "-m", "core.cli", "instruments", "show", "phq-9", "--json"],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert writer.stdout is not None
    assert writer.stderr is not None
    writer.stdout.close()
    said = writer.stderr.read()
    writer.stderr.close()
    writer.wait()
    assert said == ""


def test_a_terminal_that_cannot_show_a_letter_still_gets_the_json(directory: Path) -> None:
    """A Windows console or a C locale."""
    store = Store(directory, KEY)
    services = services_on(store.connection(), lambda: TODAY)
    services.clients.save(CLINICIAN, MARA.amended(name="Ærø Čapek 李"))
    store.close()
    listed = havenline("clients", "--store", str(directory), "--json", PYTHONIOENCODING="ascii")
    assert [one["name"] for one in listed.data] == ["Ærø Čapek 李"]
