"""The log of an approach: one entry for a session, and the stage that comes with it."""

from __future__ import annotations

from datetime import date

import pytest

from core.approaches.log import SessionStep
from core.approaches.logged import (
    FROM_THE_LOG,
    entry_of,
    newest_first,
    not_logged,
    plan_of,
    plans_to_log,
    says_anything,
    tallies,
    with_entry,
    without_entry,
)
from core.approaches.model import Plan, StageReached
from core.errors import InvalidEntry
from core.sessions.model import Session
from tests.people import MARA, at, days_ago, plan, planned, seen

MOVES = ("mirror", "deepen", "engage", "process", "integrate")


def entry(days: int, **more: object) -> SessionStep:
    return SessionStep(on=days_ago(days), **more)


def stages_of(found: Plan) -> list[tuple[str, date]]:
    return [(one.stage, one.on) for one in found.stages]


class TestStages:
    def test_a_stage_not_reached_before_is_reached_with_the_session(self) -> None:
        found = with_entry(plan(MARA, None), entry(7, stage="efit1"))
        assert stages_of(found) == [("efit1", days_ago(7))]
        assert found.stage_now == "efit1"

    def test_a_stage_reached_already_is_not_reached_again(self) -> None:
        begun = plan(MARA, None, stages=(StageReached(stage="efit1", on=days_ago(60)),))
        found = with_entry(begun, entry(7, stage="efit1"))
        assert stages_of(found) == [("efit1", days_ago(60))]

    def test_a_session_back_in_an_earlier_stage_moves_nothing(self) -> None:
        begun = plan(
            MARA,
            None,
            stages=(
                StageReached(stage="efit1", on=days_ago(60)),
                StageReached(stage="efit2", on=days_ago(30)),
            ),
        )
        assert with_entry(begun, entry(7, stage="efit1")).stage_now == "efit2"

    def test_no_stage_said_is_no_stage(self) -> None:
        assert with_entry(plan(MARA, None), entry(7, note="A quiet hour.")).stages == ()

    def test_a_wrong_stage_goes_with_its_correction(self) -> None:
        wrong = entry(7, stage="efit3")
        begun = with_entry(with_entry(plan(MARA, None), entry(14, stage="efit1")), wrong)
        found = with_entry(begun, entry(7, stage="efit2"), wrong)
        assert stages_of(found) == [("efit1", days_ago(14)), ("efit2", days_ago(7))]
        assert len(found.log) == 2

    def test_a_stage_moved_to_by_hand_stays_when_the_entry_goes(self) -> None:
        by_hand = StageReached(stage="efit2", on=days_ago(7), note="Agreed together")
        one = entry(7, stage="efit2")
        found = without_entry(with_entry(plan(MARA, None, stages=(by_hand,)), one), one)
        assert (found.stages, found.log) == ((by_hand,), ())

    def test_a_stage_the_log_brought_goes_with_the_entry(self) -> None:
        one = entry(7, stage="efit2")
        with_it = with_entry(plan(MARA, None), one)
        assert with_it.stages[0].note == FROM_THE_LOG
        assert without_entry(with_it, one).stages == ()


class TestEntries:
    def test_an_entry_changed_meanwhile_is_not_overwritten(self) -> None:
        for act in (
            lambda: with_entry(plan(MARA, None), entry(7, note="New"), entry(7, note="Old")),
            lambda: without_entry(plan(MARA, None), entry(7)),
        ):
            with pytest.raises(InvalidEntry, match="changed meanwhile"):
                act()

    def test_of_two_alike_entries_one_goes(self) -> None:
        twice = plan(MARA, None, log=(entry(7), entry(7)))
        assert len(without_entry(twice, entry(7)).log) == 1

    def test_the_latest_day_comes_first_and_of_one_day_the_later_entry(self) -> None:
        log = (entry(7, note="morning"), entry(20, note="old"), entry(7, note="evening"))
        assert [one.note for one in newest_first(log)] == ["evening", "morning", "old"]

    @pytest.mark.parametrize(
        ("said", "counts"),
        [({}, False), ({"stage": "efit1"}, True), ({"moves": ("mirror",)}, True),
         ({"enactments": 0}, True), ({"blocked_by": "A joke"}, True), ({"note": "x"}, True)],
    )  # fmt: skip
    def test_an_entry_with_its_day_alone_says_nothing(
        self, said: dict[str, object], counts: bool
    ) -> None:
        assert says_anything(entry(7, **said)) is counts

    def test_moves_are_counted_by_session_with_their_last_day(self) -> None:
        log = [entry(21, moves=("mirror", "deepen")), entry(14, moves=("mirror",)), entry(7)]
        found = {one.id: one for one in tallies(log, MOVES)}
        assert (found["mirror"].sessions, found["mirror"].of) == (2, 3)
        assert found["mirror"].last == days_ago(14)
        assert (found["engage"].sessions, found["engage"].last) == (0, None)

    def test_a_step_is_counted_as_a_move_is(self) -> None:
        assert tallies([entry(7, step="step2"), entry(1)], ["step2"])[0][1:3] == (1, 2)

    def test_a_hundred_sessions_are_counted(self) -> None:
        log = [entry(days, moves=MOVES) for days in range(100)]
        assert [one.sessions for one in tallies(log, MOVES)] == [100] * 5


class TestSessions:
    def sessions(self) -> list[Session]:
        missed = Session(client_id=MARA.id, starts_at=at(days_ago(14)), attendance="missed")
        return [
            seen(MARA, days_ago(21)),
            missed,
            seen(MARA, days_ago(7)),
            planned(MARA, days_ago(-7)),
        ]

    def test_only_sessions_held_and_not_logged_are_offered_latest_first(self) -> None:
        first, _, last, _ = self.sessions()
        assert not_logged((), [first, last]) == [last, first]
        assert not_logged((), self.sessions()[1:2]) == []
        log = (SessionStep(on=days_ago(7), session_id=last.id),)
        assert not_logged(log, [first, last]) == [first]

    def test_an_entry_of_the_day_without_a_session_is_that_sessions(self) -> None:
        session = seen(MARA, days_ago(7))
        assert entry_of((entry(7, note="x"),), session) == entry(7, note="x")
        assert not_logged((entry(7),), [session]) == []

    def test_two_sessions_of_one_day_have_an_entry_each(self) -> None:
        morning, evening = seen(MARA, days_ago(7)), seen(MARA, days_ago(7))
        log = (SessionStep(on=days_ago(7), session_id=morning.id),)
        assert entry_of(log, evening) is None
        assert not_logged(log, [morning, evening]) == [evening]


class TestWhichPlan:
    def test_the_plan_that_goes_on_comes_before_an_ended_one(self) -> None:
        ended = plan(MARA, None, status="ended", chosen_on=days_ago(400))
        now = plan(MARA, None)
        assert plan_of([now, ended], "efit") == now
        assert plan_of([ended], "efit") == ended
        assert plan_of([now], "emdr") is None

    def test_of_ended_plans_the_one_chosen_last(self) -> None:
        old = plan(MARA, None, status="ended", chosen_on=days_ago(900))
        undated = plan(MARA, None, status="ended")
        new = plan(MARA, None, status="ended", chosen_on=days_ago(100))
        assert plan_of([old, new, undated], "efit") == new

    def test_only_current_plans_whose_log_is_their_own_are_written_beside_a_session(self) -> None:
        now = plan(MARA, None)
        others = [Plan(client_id=MARA.id, approach=one) for one in ("emdr", "ifs", "eft_couples")]
        paused = plan(MARA, None, status="paused")
        assert plans_to_log([now, *others, paused]) == [now]
