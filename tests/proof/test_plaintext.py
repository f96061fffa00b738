"""Nothing a client said is readable in any file, on the console or in a log."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from playwright.sync_api import Page, expect

from core.assembly import create_store, open_practice
from core.clients.model import Couple
from core.store.connection import DATABASE_FILE
from tests.browser.conftest import free_port, wait_until_open
from tests.people import MARA, person
from tests.proof.markers import CORE, files_with_traces, marker, traces
from tests.proof.planting import marked

ROOT = Path(__file__).parents[2]
PASSPHRASE = "four unrelated words here"


class Place(NamedTuple):
    """Where a program runs: its home, its temporary files, its working directory, its store."""

    home: Path
    temporary: Path
    here: Path
    store: Path

    def environment(self) -> dict[str, str]:
        mine = {"HOME": self.home, "TMPDIR": self.temporary, "PYTHONPATH": ROOT,
                "XDG_CACHE_HOME": self.home / "cache", "XDG_CONFIG_HOME": self.home / "config",
                "PYTHONDONTWRITEBYTECODE": "1"}  # fmt: skip
        return os.environ | {name: str(value) for name, value in mine.items()}

    def found(self) -> list[str]:
        """Every trace in every file."""
        return list(files_with_traces(self.home, self.temporary, self.here, self.store.parent))


@pytest.fixture
def place(tmp_path: Path) -> Place:
    made = Place(
        *(tmp_path / name for name in ("home", "tmp", "here")), tmp_path / "data" / "store"
    )
    for folder in (made.home, made.temporary, made.here, made.store.parent):
        folder.mkdir()
    return made


@pytest.mark.parametrize(
    "written",
    [
        marker("x").encode(),
        marker("x").upper().encode(),
        f'{{"a": "{marker("x")}"}}'.encode("utf-16-le"),
        b64encode(f"some {marker('x')} more".encode()),
        b64encode(f"some1 {marker('x')} more".encode()),
        b64encode(f"some12 {marker('x')} more".encode()),
        marker("x").encode().hex().encode(),
        b"name=" + "".join(f"%{byte:02X}" for byte in CORE.encode()).encode(),
    ],
)
def test_the_search_finds_a_marker_in_any_disguise(tmp_path: Path, written: bytes) -> None:
    assert traces(b"..." + written + b"...")
    (tmp_path / "file").write_bytes(written)
    assert list(files_with_traces(tmp_path))
    assert not traces(b"words that have nothing to do with it")


def test_no_kind_of_record_and_no_act_leaves_words_in_a_file_or_a_log(
    place: Place, tmp_path: Path
) -> None:
    """Every kind of record, documents in four formats, searches, refusals; all loggers at DEBUG."""
    out, err = tmp_path / "out", tmp_path / "err"
    with out.open("wb") as said, err.open("wb") as logged:
        process = subprocess.Popen(
            [sys.executable, "-X", "dev", "-m", "tests.proof.planting", str(place.store)],
            cwd=place.here, env=place.environment(), stdout=said, stderr=logged,
        )  # fmt: skip
    try:
        wait_for(out, b"planted", process)
        log = place.store / f"{DATABASE_FILE}.wal"
        assert log.stat().st_size > 20_000, "what was saved is in the log"
        assert place.found() == [], "while it runs"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()
    assert place.found() == [], "after it was killed"
    practice = open_practice(place.store, lambda: PASSPHRASE)
    names = practice.services().clients.names(practice.actor)
    assert sum(CORE in one.name for one in names) == 2, "it was there all the time"
    practice.close()
    assert place.found() == [], "after the log was written out"
    assert (traces(out.read_bytes()), traces(err.read_bytes())) == ([], [])
    assert b"not refused" not in out.read_bytes()


def wait_for(file: Path, word: bytes, process: subprocess.Popen[bytes]) -> None:
    for _ in range(1_200):
        if word in file.read_bytes():
            return
        try:
            process.wait(0.1)
            break
        except subprocess.TimeoutExpired:
            continue
    pytest.fail(file.with_name("err").read_text()[-2_000:])


@pytest.fixture
def served(place: Place, tmp_path: Path) -> Iterator[str]:
    """`havenline serve` on a real store with a marked couple, in a place of its own."""
    create_store(place.store, PASSPHRASE, "Dr Test")
    practice = open_practice(place.store, lambda: PASSPHRASE)
    clients = practice.services().clients
    client = clients.save(practice.actor, person(marker("name"), "QZ-1"))
    clients.save(practice.actor, MARA)
    clients.save_couple(practice.actor, marked(Couple, "couple", client))
    practice.close()
    port = free_port()
    words = ["serve", "--store", str(place.store), "--port", str(port)]
    with (tmp_path / "out").open("wb") as said, (tmp_path / "err").open("wb") as logged:
        process = subprocess.Popen(
            [sys.executable, "-m", "dashboard.command", *words], cwd=place.here,
            env=place.environment() | {"HAVENLINE_PASSPHRASE": PASSPHRASE},
            stdout=said, stderr=logged,
        )  # fmt: skip
    try:
        wait_until_open(f"http://127.0.0.1:{port}", process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.send_signal(signal.SIGKILL)
        process.wait()


def sign_in(page: Page, name: str, passphrase: str) -> None:
    if page.get_by_label("Name").count():
        page.get_by_label("Name").fill(name)
    page.get_by_label("Passphrase").fill(passphrase)
    page.get_by_role("button", name="Sign in").click()


@pytest.mark.browser
def test_a_served_store_leaves_no_words_in_a_file_or_on_the_console(
    page: Page, served: str, place: Place, tmp_path: Path
) -> None:
    page.goto(served)
    sign_in(page, marker("who"), marker("secret"))
    expect(page.get_by_role("alert")).to_contain_text("does not open this store")
    page.goto(served)
    sign_in(page, "Dr Test", PASSPHRASE)
    search = page.get_by_label("Search by name or code")
    search.fill(marker("search"))
    search.press("Enter")
    expect(page.get_by_text("Nobody fits this search")).to_be_visible()
    search.fill(CORE[:5])
    search.press("Enter")
    page.get_by_role("link", name=CORE).click()
    for label in ("Approach", "Sessions", "Reports"):
        page.get_by_test_id("stSidebarNav").get_by_role("link", name=label, exact=True).click()
        expect(page.get_by_role("heading", name=label, exact=True)).to_be_visible()
        if label == "Sessions":
            write_a_note(page)
        if label == "Approach":
            look_together(page)
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as PDF").click()
    assert Path(download.value.path()).stat().st_size > 1_000
    assert CORE not in page.url
    assert CORE not in page.title()
    assert page.evaluate("JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
                         ).count(CORE) == 0  # fmt: skip
    assert place.found() == []
    said = (tmp_path / "out").read_bytes() + (tmp_path / "err").read_bytes()
    assert traces(said) == []


def look_together(page: Page) -> None:
    """The couple's worksheet, then the view that both partners may see."""
    page.get_by_test_id("stButtonGroup").first.get_by_text("EFT couple", exact=True).click()
    page.get_by_role("button", name="Couple view").click()
    expect(page.get_by_role("heading", name=CORE).first).to_be_visible()
    page.get_by_role("button", name="Back to the worksheet").click()
    expect(page.get_by_text("Stages, steps and sessions")).to_be_visible()


def write_a_note(page: Page) -> None:
    page.get_by_role("button", name="Write up a session").click()
    page.get_by_label("Note", exact=True).fill(marker("note"))
    page.get_by_role("button", name="Save the session").click()
    expect(page.get_by_text("Session saved.")).to_be_visible()
