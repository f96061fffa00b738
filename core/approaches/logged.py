"""The log of an approach: one entry for each therapy session, kept with its plan. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import NamedTuple

from core.approaches.log import SessionStep
from core.approaches.model import Plan, StageReached
from core.errors import InvalidEntry
from core.sessions.model import Session

KEPT_ELSEWHERE = ("eft_couples", "emdr", "ifs")
"""Approaches whose sessions are written down elsewhere: with the couple, a target, a part."""

FROM_THE_LOG = "Noted with a session of the log"
"""The note of a stage that a log entry brought; it goes when that entry is corrected."""

_NOTHING = ("stage", "step", "moves", "enactments", "blocked_step", "blocked_by", "note")


class Tally(NamedTuple):
    """A step or move: in how many of the logged sessions it was made, and when last."""

    id: str
    sessions: int
    of: int
    last: date | None


def plan_of(plans: Sequence[Plan], approach: str) -> Plan | None:
    """The plan whose log an approach's worksheet shows: the first that has not ended.

    `plans` come current ones first. Where every plan has ended it is the one chosen last.
    """
    own = [plan for plan in plans if plan.approach == approach]
    going_on = [plan for plan in own if plan.status != "ended"]
    if going_on:
        return going_on[0]
    return max(own, key=lambda plan: plan.chosen_on or date.min, default=None)


def plans_to_log(plans: Sequence[Plan]) -> list[Plan]:
    """The current plans whose sessions are written down in the plan itself."""
    return [p for p in plans if p.status == "current" and p.approach not in KEPT_ELSEWHERE]


def says_anything(entry: SessionStep) -> bool:
    """Whether an entry holds more than its day."""
    return any(getattr(entry, field) not in ("", (), None) for field in _NOTHING)


def newest_first(log: Sequence[SessionStep]) -> list[SessionStep]:
    """The entries by day, the latest first; of one day the one entered later comes first."""
    return sorted(log, key=lambda entry: entry.on)[::-1]


def entry_of(log: Sequence[SessionStep], session: Session) -> SessionStep | None:
    """The entry of a session; one of the same day that names no session counts as its own."""
    for entry in log:
        if entry.session_id == session.id:
            return entry
    same_day = (e for e in log if e.session_id is None and e.on == session.starts_at.date())
    return next(same_day, None)


def not_logged(log: Sequence[SessionStep], sessions: Sequence[Session]) -> list[Session]:
    """The sessions that were held and have no entry yet, the latest first."""
    held = [session for session in sessions if session.attendance == "attended"]
    return [session for session in held[::-1] if entry_of(log, session) is None]


def joint(sessions: Sequence[Session], others: Sequence[Session]) -> list[Session]:
    """Those of one partner's sessions that the other came to as well: held, on one day, beginning
    within half an hour of each other. A session one came to alone is never joint."""
    near = timedelta(minutes=30)
    return [
        one for one in sessions
        if one.attendance == "attended" and any(
            other.attendance == "attended" and abs(other.starts_at - one.starts_at) <= near
            for other in others
        )
    ]  # fmt: skip


def with_entry(plan: Plan, entry: SessionStep, was: SessionStep | None = None) -> Plan:
    """The plan with an entry added, or in the place of the one it `was`.

    A stage not reached by that day is reached with it: one save for both. Raises InvalidEntry
    when `was` is not in the log any more.
    """
    log = list(plan.log)
    if was is None:
        log.append(entry)
    else:
        log[_place(plan, was)] = entry
    stages = _without_stage_of(plan, was)
    if entry.stage and not any(r.stage == entry.stage and r.on <= entry.on for r in stages):
        stages.append(StageReached(stage=entry.stage, on=entry.on, note=FROM_THE_LOG))
    return plan.amended(log=tuple(log), stages=tuple(stages))


def without_entry(plan: Plan, was: SessionStep) -> Plan:
    """The plan without an entry, and without the stage it brought. Raises InvalidEntry."""
    place = _place(plan, was)
    log = (*plan.log[:place], *plan.log[place + 1 :])
    return plan.amended(log=log, stages=tuple(_without_stage_of(plan, was)))


def _place(plan: Plan, was: SessionStep) -> int:
    if was not in plan.log:
        raise InvalidEntry(
            "This entry of the log was changed meanwhile. Close the form and open the entry again."
        )
    return plan.log.index(was)


def _without_stage_of(plan: Plan, was: SessionStep | None) -> list[StageReached]:
    if was is None:
        return list(plan.stages)
    brought = (was.stage, was.on, FROM_THE_LOG)
    return [one for one in plan.stages if (one.stage, one.on, one.note) != brought]


def tallies(log: Sequence[SessionStep], ids: Sequence[str]) -> list[Tally]:
    """For each step or move how many sessions it was made in. Counts, and no target."""
    found = []
    for one in ids:
        days = [entry.on for entry in log if one == entry.step or one in entry.moves]
        found.append(Tally(one, len(days), len(log), max(days, default=None)))
    return found
