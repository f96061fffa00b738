"""Measures that were due at a held session and not filled in. Pure.

Two rules, and each gap says which one found it. By the plan: the current plan asks for the
measure every so many sessions, and that number has been held since it was last filled in; from
the day the plan was chosen. By habit, where no current plan says how often: it was filled
in at half or more of the sessions held since its first time. A form filled in between two
sessions counts for the later one. Where the plan asks for it by the month, at each stage, or at
the start and the end, no session by itself is one at which it was missed.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from core.approaches.model import Plan, PlannedMeasure
from core.outcomes.instrument import Instrument
from core.outcomes.series import Series
from core.sessions.model import Session

HABIT = 0.5  # share of held sessions at which a measure counts as filled in by habit
Rule = Literal["plan", "habit"]
_EACH = re.compile(r"\b(each|every) session\b", re.I)
_OTHER_RHYTHM = re.compile(
    r"\b(every|each|most|some|twice|once|day|week|month|quarter|year|start|end|review|\w+ly)\w*\b",
    re.I,
)


class Gap(NamedTuple):
    """A held session at which a measure was due and not filled in, and by which rule."""

    on: date
    rule: Rule


class Due(NamedTuple):
    """From which day, and every how many held sessions, a measure is due by the plan."""

    since: date
    every: int


def gaps(series: Series, sessions: Sequence[Session], plans: Sequence[Plan]) -> list[Gap]:
    """Every held session at which this measure was due and missing, oldest first.

    Sessions that were planned, missed or cancelled are never gaps. Nothing is due before a
    measure was filled in for the first time, unless the plan asks for it from an earlier day.
    """
    taken = sorted({point.on for point in series.points})
    held = sorted({s.starts_at.date() for s in sessions if s.attendance == "attended"})
    filled = _filled(held, taken)
    due = due_by_plan(series.instrument, plans)
    if due:
        return _by_plan(held, filled, due)
    if planned_in(series.instrument, plans):
        return []
    return _by_habit(held, filled, taken)


def due_by_plan(one: Instrument, plans: Sequence[Plan]) -> Due | None:
    """Every how many held sessions a current plan asks for this measure; None when none does.

    A plan's planned measures count before its older free text, for the measures they name. In
    the text, a clause that names the measure without another rhythm ("PHQ-9", "PHQ-9 and GAD-7
    each session") is read; "monthly" or "most sessions" is not. Of two plans that plan it by
    the session, the more frequent one counts.
    """
    current = [plan for plan in plans if plan.status == "current"]
    planned = [
        Due(plan.chosen_on, asked.every)
        for plan in current if plan.chosen_on
        for asked in _asked(one, plan) if asked.at == "sessions"
    ]  # fmt: skip
    if planned:
        return min(planned, key=lambda due: (due.every, due.since))
    if planned_in(one, plans):
        return None
    return next((due for plan in current if (due := _due_by_text(one, plan))), None)


def planned_in(one: Instrument, plans: Sequence[Plan]) -> bool:
    """Whether a current plan has this measure among its planned measures, however often."""
    return any(_asked(one, plan) for plan in plans if plan.status == "current")


def _asked(one: Instrument, plan: Plan) -> list[PlannedMeasure]:
    return [asked for asked in plan.planned_measures if asked.instrument == one.id]


def _due_by_text(one: Instrument, plan: Plan) -> Due | None:
    if plan.chosen_on is None:
        return None
    for clause in (c for line in plan.measures for c in re.split("[,;]", line)):
        every = _every(clause, one, plan.every_sessions)
        if every:
            return Due(plan.chosen_on, every)
    return None


def _every(clause: str, one: Instrument, otherwise: int) -> int | None:
    names = "|".join(re.escape(name) for name in (one.id, one.short))
    if not re.search(rf"(?<![\w-])({names})(?![\w-])", clause, re.I):
        return None
    rest = re.sub(names, " ", clause, flags=re.I)
    if _EACH.search(rest):
        return 1
    return None if _OTHER_RHYTHM.search(rest) else otherwise


def _filled(held: Sequence[date], taken: Sequence[date]) -> list[bool]:
    """For each held session, whether the measure was filled in after the one before it."""
    found, before = [], date.min
    for on in held:
        found.append(any(before < day <= on for day in taken))
        before = on
    return found


def _by_plan(held: Sequence[date], filled: Sequence[bool], due: Due) -> list[Gap]:
    found, since = [], due.every - 1  # at the first session of the plan it is due
    for on, done in zip(held, filled, strict=True):
        if done:
            since = 0
        elif on >= due.since:
            since += 1
            if since >= due.every:
                found.append(Gap(on, "plan"))
    return found


def _by_habit(held: Sequence[date], filled: Sequence[bool], taken: Sequence[date]) -> list[Gap]:
    if not taken:
        return []
    later = [(on, done) for on, done in zip(held, filled, strict=True) if on >= taken[0]]
    if not later or sum(done for _, done in later) < HABIT * len(later):
        return []
    return [Gap(on, "habit") for on, done in later if not done]
