"""Therapy sessions, goals, problems and the answer to a flagged risk item."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field

from core.record import Filing, Line, Part, Record, Text, ZeroToTen
from core.vocabulary import ChangeEvent, RiskAction

Attendance = Literal["planned", "attended", "missed", "cancelled"]


class Homework(Part):
    """What was agreed to try between sessions, and how it went."""

    text: Annotated[str, Field(min_length=1, max_length=2_000)]
    outcome: Literal["open", "done", "partly", "not_done", "dropped"] = "open"
    comment: Text = ""


class Session(Record):
    """A therapy session, planned or held. `note` is part of the clinical record."""

    starts_at: AwareDatetime
    minutes: Annotated[int, Field(ge=0, le=600)] = 50
    attendance: Attendance = "planned"
    mode: Literal["in_person", "video", "phone", "not_recorded"] = "not_recorded"
    note: Text = ""
    promised: Text = ""
    homework: tuple[Homework, ...] = ()
    change_events: tuple[ChangeEvent, ...] = ()

    def filing(self) -> Filing:
        """Filed under its day and attendance."""
        return Filing(self.starts_at.date(), self.attendance)


class GoalRating(Part):
    """How close the goal felt on a day, 0 (not at all) to 10 (reached)."""

    on: date
    value: ZeroToTen


class Goal(Record):
    """A goal in the client's own words, rated 0-10 over time."""

    words: Annotated[str, Field(min_length=1, max_length=500)]
    set_on: date | None = None
    status: Literal["open", "reached", "changed", "dropped"] = "open"
    ratings: tuple[GoalRating, ...] = ()
    works_on: tuple[UUID, ...] = ()

    def filing(self) -> Filing:
        """Filed under the day it was set."""
        return Filing(self.set_on, self.status)


class ProblemRating(Part):
    """How troubling the problem was on a day, 0 (not at all) to 10 (as bad as it can be)."""

    on: date
    value: ZeroToTen
    note: Line = ""


class Problem(Record):
    """A problem in the client's own words, rated 0-10 over time; lower is better.

    Ratings of one day stand in the order they were given.
    """

    words: Annotated[str, Field(min_length=1, max_length=500)]
    raised_on: date | None = None
    status: Literal["open", "closed"] = "open"
    ratings: tuple[ProblemRating, ...] = ()

    def filing(self) -> Filing:
        """Filed under the day it was first told."""
        return Filing(self.raised_on, self.status)


class Acknowledgement(Record):
    """What the clinician did about one flagged answer; only this closes a flag.

    `value` is the answer that was acknowledged (None: left unanswered). When the answer is
    corrected later, the flag is open again.
    """

    administration_id: UUID
    item: Annotated[int, Field(ge=1)]
    value: int | None = None
    seen_on: date
    actions: tuple[RiskAction, ...] = ()
    discussed: Text = ""
    told: Line = ""
    rationale: Text = ""
    next_check: date | None = None

    def filing(self) -> Filing:
        """Filed about the administration and item it answers."""
        answer = "-" if self.value is None else self.value
        return Filing(self.seen_on, None, f"{self.administration_id}:{self.item}:{answer}")
