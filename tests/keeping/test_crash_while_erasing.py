"""However an erasure ends, either everything is there or nothing is, and nothing in between."""

from __future__ import annotations

import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from core.access.keys import DEMO_KEY_FILE
from core.assembly import Practice, Services, open_practice
from core.checking import check_practice
from core.errors import NotFound
from core.store.anchor import ANCHOR_FILE
from core.store.connection import DATABASE_FILE, Store
from core.store.erasure import is_rebuild_due
from core.store.rebuilding import SCRATCH, rebuild
from tests.conftest import KEY
from tests.keeping.conftest import fill, searched
from tests.keeping.eraser import MOMENTS
from tests.keeping.planting import MARK
from tests.people import CLINICIAN, JONAS, MARA, days_ago, episode, person
from tests.proof.sizes import SOAK

ROOT = Path(__file__).parents[2]
KILLS = 60 if SOAK else 6


@pytest.fixture(scope="module")
def prepared(blank_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed store with Mara's whole file and enough of others to take a while to copy."""
    directory = Path(shutil.copytree(blank_store, tmp_path_factory.mktemp("erasing") / "store"))
    practice = Practice(Store(directory, KEY), demo=True)
    fill(practice)
    services = practice.services()
    with practice.connection().transaction():
        for number in range(150):
            services.triggers.save(CLINICIAN, episode(JONAS, days_ago(number), learning="x" * 3000))
    practice.close()
    return directory


@pytest.fixture
def place(prepared: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(prepared, tmp_path / "store"))


def start(directory: Path, *moment: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.keeping.eraser", str(directory), *moment],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


def end(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    said = process.stdout.read()
    process.wait()
    process.stdout.close()
    return said


@pytest.fixture
def opened() -> Iterator[list[Practice]]:
    practices: list[Practice] = []
    yield practices
    for practice in practices:
        practice.close()


def check_all_or_nothing(place: Path, opened: list[Practice]) -> bool:
    """Open the store after a crash and check it; returns whether Mara is still there."""
    practice = open_practice(place, lambda: "")
    opened.append(practice)
    services, connection = practice.services(), practice.connection()
    left = connection.rows("SELECT count(*) FROM records WHERE client_id = $c", {"c": MARA.id})
    assert check_practice(practice).problems == ()
    assert not is_rebuild_due(connection), "the next opening has finished the work"
    names = {file.name for file in place.iterdir()} - {f"{DATABASE_FILE}.wal", ANCHOR_FILE}
    assert names == {DATABASE_FILE, DEMO_KEY_FILE}
    assert len(services.triggers.episodes(CLINICIAN, JONAS.id)) == 150
    if left[0][0]:
        assert services.keeping.before_erasing(CLINICIAN, MARA.id)[1:3] == (58, 116)
        assert partner(services) == [MARA.id, JONAS.id]
        return True
    assert searched(services, str(MARA.id)) == []
    assert partner(services) == [JONAS.id]
    told = connection.rows("SELECT count(*) FROM audit_trail WHERE action = 'client.erased'")
    assert told == [(1,)]
    return False


def partner(services: Services) -> list[object]:
    """Whose halves the couple that Jonas is in holds."""
    couple = services.clients.couple_of(CLINICIAN, JONAS.id)
    return [half.client_id for half in couple.halves] if couple else []


@pytest.mark.parametrize("moment", MOMENTS)
def test_the_power_goes_at_this_moment(moment: str, place: Path, opened: list[Practice]) -> None:
    process = start(place, moment)
    assert end(process) == ""
    assert process.returncode == -signal.SIGKILL
    there = check_all_or_nothing(place, opened)
    assert there == (moment in ("before anything", "taken out, not committed"))


def test_the_process_is_killed_at_a_random_moment(
    prepared: Path, tmp_path: Path, opened: list[Practice]
) -> None:
    chance = random.Random(3)  # noqa: S311
    process = start(Path(shutil.copytree(prepared, tmp_path / "whole")))
    began = time.monotonic()
    assert end(process) == "done\n"
    takes = time.monotonic() - began
    for number in range(KILLS):
        place = Path(shutil.copytree(prepared, tmp_path / str(number)))
        process = start(place)
        time.sleep(takes * (number + chance.random()) / KILLS)
        process.kill()
        end(process)
        check_all_or_nothing(place, opened)
        opened.pop().close()


def test_others_read_and_write_while_the_store_is_rewritten(
    services: Services, practice: Practice
) -> None:
    """Six threads go on; nobody is told anything but what is so, and nothing is lost."""
    for one in (MARA, JONAS):
        services.clients.save(CLINICIAN, one)
    stop, faults, saved, reads = threading.Event(), [], [], []

    def reader() -> None:
        while not stop.is_set():
            try:
                connection = practice.connection()
                found = connection.rows("SELECT count(*), count(DISTINCT id) FROM records")
                assert found[0][0] >= 2
                reads.append(practice.services().clients.open(CLINICIAN, MARA.id).name)
                connection.close()
            except BaseException as error:
                faults.append(error)

    def writer(number: int) -> None:
        while not stop.is_set():
            try:
                one = episode(JONAS, days_ago(1), learning=f"{number}")
                saved.append(practice.services().triggers.save(CLINICIAN, one).id)
            except BaseException as error:
                faults.append(error)

    threads = [threading.Thread(target=reader) for _ in range(4)]
    threads += [threading.Thread(target=writer, args=(n,)) for n in range(2)]
    for thread in threads:
        thread.start()
    for _ in range(8):
        rebuild(practice.store)
    stop.set()
    for thread in threads:
        thread.join()
    assert faults == []
    assert set(reads) == {MARA.name}
    kept = {one.id for one in services.triggers.episodes(CLINICIAN, JONAS.id)}
    assert kept == set(saved)
    assert check_practice(practice).problems == ()


def test_a_connection_from_before_the_rewriting_reads_what_is_so_after_it(
    services: Services, practice: Practice
) -> None:
    services.clients.save(CLINICIAN, MARA)
    services.clients.save(CLINICIAN, JONAS)
    earlier = practice.services()
    assert earlier.clients.open(CLINICIAN, MARA.id).name == MARA.name
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    with pytest.raises(NotFound):
        earlier.clients.open(CLINICIAN, MARA.id)
    assert earlier.clients.save(CLINICIAN, person("Ada Brandt", "AD-5")).version == 1


def test_a_backup_that_is_being_copied_makes_the_rewriting_wait(practice: Practice) -> None:
    order: list[str] = []
    practice.store.commits.copying.acquire()
    thread = threading.Thread(target=lambda: (rebuild(practice.store), order.append("rewritten")))
    thread.start()
    time.sleep(0.2)
    assert practice.connection().rows("SELECT 1") == [(1,)], "nobody else waits meanwhile"
    order.append("copied")
    practice.store.commits.copying.release()
    thread.join()
    assert order == ["copied", "rewritten"]


def test_on_a_disk_too_full_for_the_new_file_the_store_goes_on_and_the_work_stays_due(
    place: Path, opened: list[Practice]
) -> None:
    process = start(place, "small disk")
    said = end(process).splitlines()
    assert process.returncode == 0
    assert said[0] == "True True", "the certificate says so, and so does the settings page"
    assert said[1].startswith("The store could not be rewritten: the disk may be full.")
    assert said[2] == "1 left"
    assert said[3] == "False", "with room again it is done"
    assert not check_all_or_nothing(place, opened)


def test_what_a_crash_left_of_the_copying_is_cleared_away_on_opening(
    place: Path, opened: list[Practice]
) -> None:
    (place / SCRATCH).mkdir()
    (place / SCRATCH / DATABASE_FILE).write_bytes(b"half")
    opened.append(open_practice(place, lambda: ""))
    assert not (place / SCRATCH).exists()
    assert searched(opened[0].services(), MARK) == ["records", "scores"]
