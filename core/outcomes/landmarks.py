"""Days that divide a course: when a plan began, a stage was reached, something happened. Pure.

A landmark says when, never why a score moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from core.approaches.model import Plan
from core.outcomes.series import Series
from core.sessions.model import Session
from core.vocabulary import label

LandmarkKind = Literal["plan", "stage", "event"]
Score = tuple[date, float]


class Landmark(NamedTuple):
    """One dated line across a course, with its words ("Stage 2: Restructuring the bond")."""

    on: date
    kind: LandmarkKind
    words: str


def landmarks(plans: Sequence[Plan], sessions: Sequence[Session]) -> list[Landmark]:
    """Every plan begun, stage reached and change event of held sessions, oldest first.

    A plan that is only planned has not begun. Where a plan's first stage falls on the day it
    was chosen, the stage alone is named.
    """
    begun = [plan for plan in plans if plan.status != "planned"]
    stages = [
        Landmark(reached.on, "stage", label("stages", reached.stage))
        for plan in begun
        for reached in plan.stages
    ]
    days = {stage.on for stage in stages}
    starts = [
        Landmark(plan.chosen_on, "plan", f"{label('approaches', plan.approach)} chosen")
        for plan in begun
        if plan.chosen_on and plan.chosen_on not in days
    ]
    return sorted({*starts, *stages, *_events(sessions)})


def _events(sessions: Sequence[Session]) -> list[Landmark]:
    return [
        Landmark(s.starts_at.date(), "event", label("change_events", event))
        for s in sessions
        if s.attendance == "attended"
        for event in s.change_events
    ]


def dated_scores(series: Series) -> list[Score]:
    """The scores of a course with their days, in order of time and of their place in a day."""
    return [(p.on, p.value) for p in series.points if p.value is not None]


def around(scores: Sequence[Score], day: date) -> tuple[list[Score], list[Score]]:
    """Scores up to and including a day, and after it.

    A score of the day itself lies before: the form is filled in before the session begins in
    which a stage is reached or something happens.
    """
    return [s for s in scores if s[0] <= day], [s for s in scores if s[0] > day]
