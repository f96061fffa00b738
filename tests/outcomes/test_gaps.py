"""Missed measures: held sessions at which one was due and not filled in."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.approaches.model import Plan
from core.outcomes.gaps import due_by_plan, gaps
from core.outcomes.instrument import instrument
from core.outcomes.series import Series, find_series, series_of
from tests.people import MARA, days_ago, phq9, plan, planned, seen
from tests.spec.table import Row, table

FIRST = days_ago(70)

# S: session held and filled in; s: held, not filled in; m: missed session; f: filled in between.
COURSES = table("""
    what                                    | weeks    | plan says       | every | missing
    ----------------------------------------+----------+-----------------+-------+--------
    every session, all there                | SSSS     | PHQ-9           | 1     |
    every session, one left out             | SSsS     | PHQ-9           | 1     | 2
    every second session, one between       | SsSsS    | PHQ-9           | 2     |
    every second session, late once         | SsssS    | PHQ-9           | 2     | 2 3
    asked for from the first session on     | ssS      | PHQ-9           | 1     | 0 1
    filled in at home before the session    | SfsS     | PHQ-9           | 1     |
    a session that was missed is no gap     | SmSmS    | PHQ-9           | 1     |
    in a list of measures with their rhythm | SsS   | PHQ-9 each session, PCL-5 monthly | 4 | 1
    a rhythm in words is not guessed        | SsssS    | PHQ-9 monthly   | 1     |
    another measure is asked for            | SssssS   | GAD-7           | 1     |
    by habit: at half of the sessions       | SsSs     |                 | 1     | 1 3
    by habit: at fewer than half            | SsssS    |                 | 1     |
    by habit: nothing before the first time | ssSS     |                 | 1     |
""")


def course(weeks: str) -> tuple[Series, list[object]]:
    """A PHQ-9 course and the sessions, a week a letter."""
    days = [FIRST + timedelta(weeks=number) for number in range(len(weeks))]
    sessions: list[object] = [
        seen(MARA, on) for on, sign in zip(days, weeks, strict=True) if sign in "Ss"
    ]
    sessions += [planned(MARA, on) for on, sign in zip(days, weeks, strict=True) if sign == "m"]
    taken = [phq9(MARA, 12, on) for on, sign in zip(days, weeks, strict=True) if sign in "Sf"]
    found = find_series(series_of(taken), "phq-9")
    assert found is not None
    return found, sessions


@pytest.mark.parametrize("row", COURSES)
def test_a_measure_is_missing_where_it_was_due(row: Row) -> None:
    series, sessions = course(row["weeks"])
    asked = [plan(MARA, None, chosen_on=FIRST, measures=(row["plan says"],),
                  every_sessions=int(row["every"]))] if row["plan says"] else []  # fmt: skip
    found = gaps(series, sessions, asked)
    weeks = [(gap.on - FIRST).days // 7 for gap in found]
    assert weeks == [int(week) for week in row["missing"].split()]
    assert {gap.rule for gap in found} <= {"plan" if asked else "habit"}


@pytest.mark.parametrize("status", ["planned", "paused", "ended"])
def test_only_a_current_plan_asks_for_anything(status: str) -> None:
    asked = plan(MARA, None, chosen_on=FIRST, measures=("PHQ-9",), status=status)
    assert due_by_plan(instrument("phq-9"), [asked]) is None


@pytest.mark.parametrize(
    ("line", "every"),
    [
        ("phq-9", 3), ("PHQ-9", 3), ("PHQ-9 each session", 1), ("phq-9; gad-7", 3),
        ("PHQ-9 every second or third session", None), ("PHQ-9 most sessions", None),
        ("PHQ-9 every two months", None), ("PHQ-90", None), ("mood", None),
    ],
)  # fmt: skip
def test_the_plans_free_text_is_read_only_where_it_is_plain(line: str, every: int | None) -> None:
    asked = Plan(client_id=MARA.id, approach="efit", chosen_on=FIRST, measures=(line,),
                 every_sessions=3)  # fmt: skip
    due = due_by_plan(instrument("phq-9"), [asked])
    assert (due.every if due else None) == every
