"""Missed measures by the plan's planned measures, and goals of a plan in the map's checks."""

from __future__ import annotations

from datetime import date, timedelta

from core.approaches.model import Plan, PlannedMeasure
from core.outcomes.gaps import due_by_plan, gaps
from core.outcomes.instrument import instrument
from core.outcomes.series import find_series, series_of
from core.sessions.model import Goal
from tests.formulation.cases import ASKS, BELIEF, LOOP, LOOP_BOXES, NIGHT, case, check
from tests.people import MARA, days_ago, phq9, plan, seen

FIRST = days_ago(70)


def asking(*planned: tuple[str, str, int], **more: object) -> Plan:
    measures = tuple(PlannedMeasure(instrument=i, at=at, every=every) for i, at, every in planned)
    fields = {"chosen_on": FIRST, "planned_measures": measures}
    return plan(MARA, None, **(fields | more))


def missed(plans: list[Plan], weeks: str = "Ssss") -> list[int]:
    """The weeks in which a PHQ-9 was missed; a capital is a week it was filled in."""
    days = [FIRST + timedelta(weeks=number) for number in range(len(weeks))]
    held = [seen(MARA, on) for on in days]
    taken = [phq9(MARA, 12, on) for on, sign in zip(days, weeks, strict=True) if sign.isupper()]
    series = find_series(series_of(taken), "phq-9")
    assert series is not None
    return [(gap.on - FIRST).days // 7 for gap in gaps(series, held, plans)]


def test_a_measure_planned_at_every_session_is_missed_at_each_without_it() -> None:
    assert missed([asking(("phq-9", "sessions", 1))]) == [1, 2, 3]
    assert missed([asking(("phq-9", "sessions", 2))], "SsSss") == [4]


def test_a_measure_planned_by_the_month_is_missed_at_no_session() -> None:
    for at in ("month", "stage", "start_and_end"):
        assert missed([asking(("phq-9", at, 1))], "SsSsS") == []


def test_a_planned_measure_counts_before_the_older_text() -> None:
    both = asking(("phq-9", "month", 1), measures=("PHQ-9 each session",))
    assert missed([both]) == []
    other = asking(("gad-7", "sessions", 1), measures=("PHQ-9 each session",))
    assert missed([other]) == [1, 2, 3]


def test_the_more_frequent_of_two_current_plans_counts() -> None:
    one, two = asking(("phq-9", "sessions", 4)), asking(("phq-9", "sessions", 2))
    due = due_by_plan(instrument("phq-9"), [one, two])
    assert due is not None
    assert due.every == 2


def test_a_plan_that_ended_or_has_no_day_asks_for_nothing() -> None:
    ended = asking(("phq-9", "sessions", 1), status="ended")
    assert missed([ended]) == []
    assert (
        due_by_plan(instrument("phq-9"), [asking(("phq-9", "sessions", 1), chosen_on=None)]) is None
    )


def goal(**more: object) -> Goal:
    return Goal(client_id=MARA.id, words="Ask once, and wait.", set_on=date(2026, 1, 5), **more)


def test_f17_counts_what_the_plan_of_a_goal_is_aimed_at() -> None:
    loose = goal()
    aimed = plan(MARA, None, works_on=(ASKS.id,), goals=(loose.id,))
    assert check("F17", case(*LOOP_BOXES, links=LOOP, goals=[loose], plans=[aimed])).state == "met"
    by_link = aimed.amended(works_on=(LOOP[0].id,))
    assert (
        check("F17", case(*LOOP_BOXES, links=LOOP, goals=[loose], plans=[by_link])).state == "met"
    )
    ended = aimed.amended(status="ended")
    assert check("F17", case(*LOOP_BOXES, links=LOOP, goals=[loose], plans=[ended])).state == "gap"


def test_f18_a_plan_is_aimed_at_what_its_goals_work_on() -> None:
    works = goal(works_on=(BELIEF.id,))
    through = plan(MARA, None, goals=(works.id,))
    assert check("F18", case(BELIEF, goals=[works], plans=[through])).state == "met"
    elsewhere = goal(works_on=(NIGHT.id,))
    loose = plan(MARA, None, goals=(elsewhere.id,))
    assert check("F18", case(BELIEF, goals=[elsewhere], plans=[loose])).state == "gap"
