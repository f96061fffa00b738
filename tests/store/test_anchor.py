"""The end of the trail is known a second time: what a damaged log loses is told, for ever."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.access.auditing import AuditQuery
from core.assembly import Practice
from core.checking import check_practice
from core.store.anchor import ANCHOR_FILE, CUT_SHORT, Anchor
from core.store.connection import DATABASE_FILE, Store
from core.store.rebuilding import rebuild
from tests.conftest import KEY
from tests.people import CLINICIAN, MARA, days_ago, episode

LOG = f"{DATABASE_FILE}.wal"
SAID = "audit trail: 5 events were missing at its end when the store was opened on "


def opened(directory: Path) -> Practice:
    return Practice(Store(directory, KEY), demo=False)


def told(practice: Practice) -> list[tuple[int, str]]:
    sql = f"SELECT seq, detail FROM audit_trail WHERE action = '{CUT_SHORT}' ORDER BY seq"
    return practice.connection().rows(sql)  # type: ignore[return-value]


def write(practice: Practice, entries: int) -> None:
    for number in range(entries):
        practice.services().triggers.save(CLINICIAN, episode(MARA, days_ago(number)))


@pytest.fixture
def killed(directory: Path, tmp_path: Path) -> Path:
    """A store whose process was killed: two events in its file, five more in its log only."""
    practice = opened(directory)
    practice.services().clients.save(CLINICIAN, MARA)
    write(practice, 1)
    practice.close()
    practice = opened(directory)
    write(practice, 5)
    kept = Path(shutil.copytree(directory, tmp_path / "kept"))
    practice.close()
    for file in kept.iterdir():  # into the same files, as a copy would not be the same store
        (directory / file.name).write_bytes(file.read_bytes())
    return directory


def test_a_log_that_is_gone_is_missed_told_once_and_reported_for_ever(killed: Path) -> None:
    (killed / LOG).unlink()
    practice = opened(killed)
    assert check_practice(practice).problems[0].startswith(SAID), "before anything is written"
    assert told(practice) == []
    write(practice, 2)
    practice.close()
    for _ in range(2):
        practice = opened(killed)
        [(seq, detail)] = told(practice)
        assert seq == 3
        assert detail.startswith("5 events up to 7:")
        [problem] = check_practice(practice).problems
        assert problem.startswith(SAID)
        assert problem.endswith("Restore a backup into another folder and compare.")
        page = practice.services().audit.page(CLINICIAN, AuditQuery())
        assert page.lost == (problem,)
        assert any("found events missing at the end" in line.what for line in page.lines)
        practice.close()


def test_what_was_lost_is_told_once_also_when_the_program_stops_in_between(killed: Path) -> None:
    before = (killed / ANCHOR_FILE).read_bytes()
    (killed / LOG).unlink()
    practice = opened(killed)
    write(practice, 1)
    practice.close()
    (killed / ANCHOR_FILE).write_bytes(before)  # as if it had not been written any more
    practice = opened(killed)
    write(practice, 1)
    assert len(told(practice)) == 1
    practice.close()


def test_a_telling_that_is_taken_back_is_told_with_the_next_act(killed: Path) -> None:
    (killed / LOG).unlink()
    practice = opened(killed)
    services = practice.services()
    connection = services.settings._settings.connection
    with pytest.raises(ZeroDivisionError), connection.transaction():  # noqa: PT012
        services.settings.save(CLINICIAN, services.settings.current(CLINICIAN))
        raise ZeroDivisionError
    assert told(practice) == []
    write(practice, 1)
    assert [seq for seq, _ in told(practice)] == [3]
    practice.close()


def test_a_store_that_was_killed_and_lost_nothing_is_said_to_have_lost_nothing(
    killed: Path,
) -> None:
    practice = opened(killed)
    assert check_practice(practice).problems == ()
    write(practice, 1)
    assert told(practice) == []
    practice.close()


def test_an_older_database_put_in_place_of_a_newer_one_is_told(killed: Path) -> None:
    older = (killed / DATABASE_FILE).read_bytes()
    practice = opened(killed)
    write(practice, 1)
    practice.close()
    (killed / DATABASE_FILE).write_bytes(older)
    practice = opened(killed)
    assert "audit trail: 6 events were missing" in check_practice(practice).problems[0]
    practice.close()


def test_another_end_of_the_same_length_is_told(killed: Path) -> None:
    end = Anchor(killed / DATABASE_FILE, KEY)
    end.write(4, "a" * 64)
    practice = opened(killed)
    assert "its end was another one when the store" in check_practice(practice).problems[0]
    practice.close()


@pytest.mark.parametrize("content", [None, b"", b"x" * 300, b"\xff" * 173, b"torn"])
def test_a_torn_or_foreign_file_counts_as_none(killed: Path, content: bytes | None) -> None:
    file = killed / ANCHOR_FILE
    whole = file.read_bytes()
    assert len(whole) == 172
    (killed / LOG).unlink()
    if content is None:
        file.unlink()
    else:
        file.write_bytes(whole[:100] if content == b"torn" else content)
    practice = opened(killed)
    assert check_practice(practice).problems == ()
    write(practice, 1)
    assert Anchor(killed / DATABASE_FILE, KEY).read() is not None
    practice.close()


def test_one_sealed_under_another_key_counts_as_none(killed: Path) -> None:
    Anchor(killed / DATABASE_FILE, bytes(32)).write(99, "b" * 64)
    practice = opened(killed)
    assert check_practice(practice).problems == ()
    practice.close()


def test_a_copy_made_while_the_store_was_open_raises_no_alarm(killed: Path, tmp_path: Path) -> None:
    """Its end of the trail may be newer than its log: they were not copied at one moment."""
    copy = Path(shutil.copytree(killed, tmp_path / "copy"))
    (copy / LOG).unlink()
    practice = opened(copy)
    assert check_practice(practice).problems == ()
    practice.close()


def test_a_folder_that_is_moved_keeps_its_end(killed: Path, tmp_path: Path) -> None:
    moved = killed.rename(tmp_path / "moved")
    (moved / LOG).unlink()
    practice = opened(moved)
    assert check_practice(practice).problems[0].startswith(SAID)
    practice.close()


def test_a_store_that_is_rewritten_begins_a_new_end(killed: Path) -> None:
    practice = opened(killed)
    rebuild(practice.store)
    practice.close()
    practice = opened(killed)
    assert check_practice(practice).problems == ()
    write(practice, 1)
    known = Anchor(killed / DATABASE_FILE, KEY).read()
    assert known is not None
    assert known[0] == 8
    practice.close()


def test_an_end_that_cannot_be_written_keeps_nobody_from_saving(directory: Path) -> None:
    (directory / ANCHOR_FILE).mkdir()
    practice = opened(directory)
    practice.services().clients.save(CLINICIAN, MARA)
    assert check_practice(practice).problems == ()
    practice.close()
