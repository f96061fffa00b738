"""Which approach was chosen and why, where the work is, and the EMDR targets."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field

from core.clients.model import Line, Text
from core.record import Filing, Part, Record
from core.vocabulary import (
    ApproachId,
    CautionDecision,
    CautionReason,
    EmdrProng,
    Stage,
    TargetStatus,
)


class Caution(Part):
    """Something to weigh before or during an approach, and what the clinician decided."""

    reason: CautionReason
    found: Literal["present", "absent", "not_asked"] = "not_asked"
    decision: CautionDecision = "not_asked"
    why: Text = ""
    on: date | None = None


class StageReached(Part):
    """The stage or phase the work was in from a day onwards."""

    stage: Stage
    on: date
    note: Line = ""


class Plan(Record):
    """A chosen approach: reasons, alternatives weighed, stage over time, review date.

    The software recommends nothing; the reasons are the clinician's. `works_on` are ids
    of map nodes and links the approach is aimed at.
    """

    approach: ApproachId
    status: Literal["current", "planned", "paused", "ended"] = "current"
    chosen_on: date | None = None
    reasons: Text = ""
    alternatives: Text = ""
    expected: Text = ""
    obstacles: Text = ""
    change_course_if: Text = ""
    works_on: tuple[UUID, ...] = ()
    stages: tuple[StageReached, ...] = ()
    cautions: tuple[Caution, ...] = ()
    measures: tuple[Line, ...] = ()
    every_sessions: Annotated[int, Field(ge=1, le=52)] = 1
    review_on: date | None = None

    def filing(self) -> Filing:
        """Filed under the review date, so that overdue reviews are found."""
        return Filing(self.review_on, self.status, self.approach)

    @property
    def stage_now(self) -> str | None:
        """Id of the latest stage reached, by date, or None before the first."""
        ordered = sorted(self.stages, key=lambda reached: reached.on)
        return ordered[-1].stage if ordered else None


class Target(Record):
    """An EMDR target. Its SUD and VOC over sessions are measures about this id.

    The title is a headline only; the memory's detail is not asked for here.
    """

    title: Annotated[str, Field(min_length=1, max_length=120)]
    prong: EmdrProng = "past"
    status: TargetStatus = "planned"
    order: int = 1
    negative_cognition: Line = ""
    positive_cognition: Line = ""
    emotions: tuple[Line, ...] = ()
    body_place: Line = ""
    node_id: UUID | None = None
    closure: Text = ""

    def filing(self) -> Filing:
        """Filed by status: an incomplete target must be found again."""
        return Filing(state=self.status)
