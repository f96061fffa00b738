"""A computer's clock that jumps by years between two saves changes no order and no meaning."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from uuid import UUID

import pytest

from core.access import audit
from core.access.auditing import AuditQuery
from core.assembly import Practice
from core.checking import check_practice
from core.clients.caseload import CaseloadPage, CaseloadQuery
from core.sessions.model import Goal
from core.store.connection import Store
from tests.conftest import KEY, MovingStore
from tests.people import CLINICIAN, JONAS, MARA, NOW, days_ago, phq9, seen
from tests.proof.sizes import SIZES

START = NOW.astimezone(UTC)
SEQUENCE = "SELECT seq FROM audit_trail ORDER BY seq"
NEVER, EVER = datetime(1, 1, 2, tzinfo=UTC), datetime(9998, 12, 30, tzinfo=UTC)


class Clock:
    """Stands where it is put; stands in for `datetime` where events get their time."""

    def __init__(self, jumps: Random | None) -> None:
        self.jumps = jumps
        self.at = START

    def tick(self) -> None:
        """A second on, or years on or back."""
        if self.jumps is None:
            self.at += timedelta(seconds=1)
        else:
            self.at = START + timedelta(seconds=self.jumps.randrange(-(10**9), 10**9))

    def now(self, zone: object = None) -> datetime:  # noqa: ARG002
        return self.at


pytestmark = pytest.mark.usefixtures("auckland")
Saved = dict[UUID, list[str]]


def live(practice: Practice, clock: Clock) -> Saved:
    """The same saves each time, under any clock; returns what every version of a goal said."""
    services, dice = practice.services(), Random(3)  # noqa: S311
    said: Saved = {}
    mara = services.clients.save(CLINICIAN, MARA)
    services.clients.save(CLINICIAN, JONAS)
    for turn in range(SIZES.clock_saves):
        clock.tick()
        known = services.sessions.goals(CLINICIAN, MARA.id)
        if known and dice.random() < 0.7:
            goal = dice.choice(sorted(known, key=lambda one: said[one.id][0]))
            kept = services.sessions.save_goal(CLINICIAN, goal.amended(words=f"changed {turn}"))
        else:
            kept = services.sessions.save_goal(CLINICIAN, Goal(client_id=MARA.id, words=f"{turn}"))
        said.setdefault(kept.id, []).append(kept.words)
        if turn % 5 == 0:
            mara = services.clients.save(CLINICIAN, mara.amended(name=f"Mara {turn}"))
            services.outcomes.record(CLINICIAN, phq9(MARA, turn % 20, days_ago(90 - turn % 60)))
            services.sessions.save(CLINICIAN, seen(JONAS, days_ago(turn % 60)))
    return said


def caseload(practice: Practice) -> CaseloadPage:
    return practice.services().clients.caseload(CLINICIAN, CaseloadQuery(status="all"))


Living = Callable[[Random | None, Path], tuple[Practice, Saved]]


@pytest.fixture
def living(blank_store: Path, moving_store: MovingStore, monkeypatch: pytest.MonkeyPatch) -> Living:
    """Live in a store of its own under a clock, and come back to the present."""

    def lived(jumps: Random | None, place: Path) -> tuple[Practice, Saved]:
        clock = Clock(jumps)
        monkeypatch.setattr(audit, "datetime", clock)
        moving_store.move_to(Path(shutil.copytree(blank_store, place)))
        practice = Practice(moving_store, demo=False, clock=lambda: clock.at)
        said = live(practice, clock)
        clock.at = START
        moving_store.forget()
        return practice, said

    return lived


def test_versions_stay_in_the_order_they_were_saved(living: Living, tmp_path: Path) -> None:
    practice, said = living(Random(5), tmp_path / "jumping")  # noqa: S311
    goals = practice.services().sessions._goals
    for goal, words in said.items():
        versions = goals.versions(goal)
        assert [one.words for one in versions] == words
        assert [one.version for one in versions] == list(range(1, len(words) + 1))
    newest = {goal.id: goal.words for goal in goals.for_client(MARA.id)}
    assert newest == {goal: words[-1] for goal, words in said.items()}
    times = [one.recorded_at for goal in said for one in goals.versions(goal) if one.recorded_at]
    assert times != sorted(times), "the clock did jump"


def test_the_trail_and_the_store_check_out_now_and_when_opened_again(
    living: Living, tmp_path: Path
) -> None:
    practice, _ = living(Random(5), tmp_path / "jumping")  # noqa: S311
    assert check_practice(practice).problems == ()
    numbers = [seq for (seq,) in practice.connection().rows(SEQUENCE)]
    assert numbers == list(range(1, len(numbers) + 1))
    page = practice.services().audit.page(
        CLINICIAN, AuditQuery(since=NEVER, until=EVER, size=len(numbers))
    )
    shown = [line.number for line in page.lines]
    assert shown == sorted(shown, reverse=True), "newest first, by number and not by clock"
    practice.store.close()
    again = Practice(Store(tmp_path / "jumping", KEY), demo=False, clock=lambda: START)
    assert check_practice(again).problems == ()
    again.close()


def test_the_caseload_is_the_same_as_under_a_steady_clock(living: Living, tmp_path: Path) -> None:
    """It goes by the days that were entered, never by when they were saved."""
    jumping = caseload(living(Random(5), tmp_path / "jumping")[0])  # noqa: S311
    steady = caseload(living(None, tmp_path / "steady")[0])
    assert jumping == steady
    assert {row.facts.name for row in jumping.rows} >= {JONAS.name}
