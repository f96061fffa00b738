"""Which approach was chosen and why, where the work is, and what each approach keeps."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID, uuid5

from pydantic import Field

from core.approaches.log import SessionStep
from core.record import Filing, Line, Part, Record, Text, YesNo, ZeroToTen
from core.vocabulary import (
    ApproachId,
    BodyPlace,
    CautionDecision,
    CautionReason,
    CognitionTheme,
    EmdrProng,
    EmdrStimulation,
    Stage,
    TargetStatus,
)

Gate = Literal["emdr_processing", "couple_enactment"]
Mark = Literal[
    "image_changed", "emotion_changed", "belief_changed", "body_changed", "looping", "blocked",
    "strong_reaction", "leaving_present",
]  # fmt: skip


class Caution(Part):
    """Something to weigh before or during an approach, and what the clinician decided."""

    reason: CautionReason
    found: Literal["present", "absent", "not_asked"] = "not_asked"
    decision: CautionDecision = "not_asked"
    why: Text = ""
    on: date | None = None


class Readiness(Part):
    """One readiness check of an approach's definition: ticked or not, when, by whom."""

    check: Line
    state: Literal["met", "not_yet", "not_asked", "not_relevant"] = "not_asked"
    on: date | None = None
    by: Line = ""
    note: Text = ""


class Weighing(Record):
    """Whether one approach suits this client now: readiness and cautions, each with a decision.

    One for each approach of a client (`weighing_id`); kept before, and without, a choice. It
    never blocks and never recommends. In couple work each partner's is in their own file.
    """

    approach: ApproachId
    readiness: tuple[Readiness, ...] = ()
    cautions: tuple[Caution, ...] = ()
    note: Text = ""

    def filing(self) -> Filing:
        """Filed by its approach."""
        return Filing(state=self.approach)


def weighing_id(client_id: UUID, approach: str) -> UUID:
    """The id of a client's weighing of an approach: there is one of each."""
    return uuid5(client_id, f"weighing:{approach}")


class StageReached(Part):
    """The stage or phase the work was in from a day onwards."""

    stage: Stage
    on: date
    note: Line = ""


class CriterionMet(Part):
    """A criterion for entering or leaving a stage that the clinician sees as met."""

    criterion: Line
    on: date
    note: Line = ""


class Consent(Part):
    """What the client was told and agreed to before this work."""

    item: Line
    state: Literal["given", "declined", "withdrawn", "not_asked"] = "not_asked"
    on: date | None = None
    note: Line = ""


class PlannedMeasure(Part):
    """A measure the plan asks for: an instrument's id, and how often.

    `every` counts held sessions where `at` is "sessions".
    """

    instrument: Line
    at: Literal["sessions", "month", "stage", "start_and_end"] = "sessions"
    every: Annotated[int, Field(ge=1, le=52)] = 1


class Cycle(Part):
    """A cycle of individual attachment work as nodes of the map: with oneself or with others."""

    with_whom: Literal["self", "others"]
    nodes: tuple[UUID, ...] = ()
    words: Text = ""


class Plan(Record):
    """A chosen approach: reasons, alternatives weighed, stage over time, review date.

    The software recommends nothing; the reasons are the clinician's. `works_on` are ids
    of map nodes and links the approach is aimed at, `goals` ids of the client's goals. `within`
    is the plan this one is a part of (EMDR for one memory inside an EFIT plan). `cautions` were
    kept here before weighings; they are still read.
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
    goals: tuple[UUID, ...] = ()
    within: UUID | None = None
    stages: tuple[StageReached, ...] = ()
    criteria: tuple[CriterionMet, ...] = ()
    consents: tuple[Consent, ...] = ()
    cautions: tuple[Caution, ...] = ()
    measures: tuple[Line, ...] = ()
    planned_measures: tuple[PlannedMeasure, ...] = ()
    every_sessions: Annotated[int, Field(ge=1, le=52)] = 1
    review_on: date | None = None
    log: tuple[SessionStep, ...] = ()
    cycles: tuple[Cycle, ...] = ()

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

    The title is a headline. With `headline_only`, or where the entry of the history it stands
    for was left at a headline or declined, nothing more is asked for or shown: see
    core/approaches/headline.py.
    """

    title: Annotated[str, Field(min_length=1, max_length=120)]
    prong: EmdrProng = "past"
    rank: Literal["", "first", "worst", "recent"] = ""
    status: TargetStatus = "planned"
    order: int = 1
    headline_only: bool = False
    image: Line = ""
    negative_theme: CognitionTheme = ""
    negative_cognition: Line = ""
    positive_theme: CognitionTheme = ""
    positive_cognition: Line = ""
    emotions: tuple[Line, ...] = ()
    body_place: Line = ""
    node_id: UUID | None = None
    closure: Text = ""

    def filing(self) -> Filing:
        """Filed by status: an incomplete target must be found again."""
        return Filing(state=self.status)


class SetDone(Part):
    """One set of stimulation. Its SUD, when asked, is the measure `administration_id`."""

    administration_id: UUID | None = None
    marks: tuple[Mark, ...] = ()
    note: Line = ""


class TargetWork(Record):
    """Work on one EMDR target on one day: phases, sets, how it was closed, how it was after.

    SUD and VOC of the day are measures about the target, never typed twice. `disturbance` is
    what the client reports at the next session of the time between (0-10), asked on
    `looked_again_on`. `fits` is whether disturbance that is left fits the situation
    ("ecologically sound"), as client and clinician see it.
    """

    target_id: UUID
    on: date
    session_id: UUID | None = None
    phases: tuple[Stage, ...] = ()
    stimulation: EmdrStimulation = "not_asked"
    sets: tuple[SetDone, ...] = ()
    closure: Literal["not_asked", "complete", "incomplete"] = "not_asked"
    body_scan: Literal["not_asked", "clear", "not_clear"] = "not_asked"
    fits: YesNo = "not_asked"
    closed_with: Line = ""
    steady: YesNo = "not_asked"
    disturbance: ZeroToTen | None = None
    looked_again_on: date | None = None
    note: Text = ""

    def filing(self) -> Filing:
        """Filed under its day, about the target."""
        return Filing(self.on, self.closure, str(self.target_id))


class SelfAccess(Part):
    """How much Self was there toward a part on a day, 0 (blended) to 10."""

    on: date
    value: ZeroToTen
    note: Line = ""


class Backlash(Part):
    """A part's reaction between sessions, and whether it was met."""

    on: date
    what: Line
    met_on: date | None = None


class IfsPart(Record):
    """What Internal Family Systems work knows about one part: a node of the map, `node_id`.

    `steps` are the six Fs and what follows them, reached or done again on a day; a permission
    can be withdrawn. Relations to other parts are links of the map.
    """

    node_id: UUID
    age: Line = ""
    job: Text = ""
    fear: Text = ""
    body_place: BodyPlace = "not_asked"
    burden: Text = ""
    feeling_toward: Line = ""
    self_access: tuple[SelfAccess, ...] = ()
    steps: tuple[StageReached, ...] = ()
    permission: Literal["not_asked", "not_yet", "given", "withdrawn"] = "not_asked"
    permission_on: date | None = None
    follow_up: Line = ""
    follow_up_on: date | None = None
    backlash: tuple[Backlash, ...] = ()

    def filing(self) -> Filing:
        """Filed under the day of its follow-up, about the node."""
        return Filing(self.follow_up_on, self.permission, str(self.node_id))


class GateOverride(Record):
    """The clinician goes on although something pauses the work, and says why.

    It counts for the records in `causes` only: a new cause pauses the work again.
    """

    gate: Gate
    causes: tuple[UUID, ...]
    reason: Annotated[str, Field(min_length=1, max_length=20_000)]
    on: date

    def filing(self) -> Filing:
        """Filed under its day, by the gate."""
        return Filing(self.on, self.gate)
