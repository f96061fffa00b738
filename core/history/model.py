"""Attachment history: who was there, what happened, and what was learned from it.

Dimensions, never labels: a figure has ratings per period, a client has no "style".
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal, NamedTuple
from uuid import UUID

from pydantic import Field, model_validator

from core.record import Filing, Line, Part, Record, Text, YesNo, ZeroToTen
from core.vocabulary import (
    AdaptationStrategy,
    BondLine,
    CaregiverRole,
    CaregivingQuality,
    CouplePosition,
    DevelopmentalPeriod,
    HistoryEventKind,
    ModelOfOther,
    ModelOfSelf,
    QualityRating,
    RecordState,
)

Age = Annotated[float, Field(ge=0, le=120)]
Percent = Annotated[int, Field(ge=0, le=100)]
Repair = Literal["yes", "sometimes", "never", "not_asked", "declined"]
Comforts = Literal["they_comfort", "client_comforts", "both", "neither", "not_asked", "declined"]


def _check_ages(began: float | None, ended: float | None) -> None:
    if began is not None and ended is not None and ended < began:
        raise ValueError("the age it ended is before the age it began")


class Descriptor(Part):
    """A word for the relationship and the memory behind it, if there is one.

    A word without a memory, or a memory that says otherwise, is something to explore.
    """

    word: Line
    memory: Text = ""
    contradicts: bool = False
    source: Literal["client", "record", "other"] = "client"
    sure: Literal["", "sure", "unsure"] = ""


class CareQuality(Part):
    """How much of one quality of care there was in one period, 0-4 or mixed."""

    period: DevelopmentalPeriod
    quality: CaregivingQuality
    rating: QualityRating
    example: Text = ""


class Figure(Record):
    """An attachment figure: someone the client turned to, or could not turn to.

    `from_age` and `to_age` are the client's ages in years when the figure was present;
    an empty `to_age` means still present. Safe haven: gone to in distress. Secure base:
    explored from.
    """

    name: Annotated[str, Field(min_length=1, max_length=120)]
    relation: Line = ""
    role: CaregiverRole = "not_asked"
    from_age: Age | None = None
    to_age: Age | None = None
    contact_now: Line = ""
    bond_now: BondLine = "not_asked"
    descriptors: Annotated[tuple[Descriptor, ...], Field(max_length=5)] = ()
    qualities: tuple[CareQuality, ...] = ()
    comfort: Text = ""
    repair: Repair = "not_asked"
    safe_haven: bool = False
    secure_base: bool = False
    protective: bool = False
    alive: YesNo = "not_asked"
    closeness: Annotated[int, Field(ge=1, le=3)] | None = None  # 1 closest ring, 3 outer
    comforts: Comforts = "not_asked"  # who comforts whom, now
    role_reversal: Repair = "not_asked"
    mental_health: Text = ""
    substance_use: Text = ""
    violence: Text = ""
    culture: Text = ""
    gave: Text = ""  # what a protective figure gave
    inner_voice: YesNo = "not_asked"
    resource: bool = False  # can be used as a resource figure in preparation
    state: RecordState = "asked"

    @model_validator(mode="after")
    def _ages_in_order(self) -> Figure:
        _check_ages(self.from_age, self.to_age)
        return self


class Period(Record):
    """A stretch of growing up: who lived together, where, and what moved."""

    period: DevelopmentalPeriod
    household: Text = ""
    moves: Text = ""
    care_arrangement: Text = ""
    state: RecordState = "asked"


class HistoryEvent(Record):
    """Something that happened, with what it meant then and means now.

    `age` is the client's age in years, `on` a calendar date when known; `distress_now`
    is 0-10. With the state "headline only" the detail stays parked until steadier.
    """

    kind: HistoryEventKind
    headline: Annotated[str, Field(min_length=1, max_length=200)]
    age: Age | None = None
    on: date | None = None
    approximate: bool = False
    people: tuple[Line, ...] = ()
    detail: Text = ""
    who_helped: Line = ""
    who_knew: Line = ""
    meaning_then: Text = ""
    meaning_now: Text = ""
    distress_now: ZeroToTen | None = None
    state: RecordState = "asked"

    def filing(self) -> Filing:
        """Filed under its date when one is known."""
        return Filing(self.on, self.state)


class BeliefRating(Part):
    """How true the belief felt on a day, 0-100."""

    on: date
    percent: Percent


class WorkingModel(Record):
    """What the client came to expect of self and others, with ratings over time.

    `learned_from` holds ids of events and figures that may have shaped it.
    """

    self_view: ModelOfSelf = "not_asked"
    other_view: ModelOfOther = "not_asked"
    rule: Text = ""
    words: Text = ""
    ratings: tuple[BeliefRating, ...] = ()
    learned_from: tuple[UUID, ...] = ()
    exceptions: Text = ""
    looked_for_exceptions: bool = False  # looked, and found none


class AdultRelationship(Record):
    """A relationship of adult life. Ages are the client's, in years.

    `violence` is for the clinician only: it stands on no shared view, letter or report.
    """

    partner: Annotated[str, Field(min_length=1, max_length=120)]
    figure: UUID | None = None  # the same person among the figures
    from_age: Age | None = None
    to_age: Age | None = None
    current: bool = False
    position: CouplePosition = "unclear"
    bond: BondLine = "not_asked"
    best: Text = ""
    worst: Text = ""
    ending: Text = ""
    injuries: Text = ""
    affection: Text = ""
    violence: Text = ""
    state: RecordState = "asked"

    @model_validator(mode="after")
    def _ages_in_order(self) -> AdultRelationship:
        _check_ages(self.from_age, self.to_age)
        return self


class Adaptation(Record):
    """A way the client learned to adapt when no figure was available; it once made sense.

    A dimension of what somebody does, never a label for the person. `episodes` are ids of
    trigger episodes in which it was seen.
    """

    strategy: AdaptationStrategy = "not_asked"
    behaviours: Text = ""
    protects_from: Text = ""
    costs: Text = ""
    still_helps: Text = ""
    learned_from: tuple[UUID, ...] = ()
    episodes: tuple[UUID, ...] = ()
    state: RecordState = "asked"


HistoryRecord = Figure | Period | HistoryEvent | WorkingModel | AdultRelationship | Adaptation


class History(NamedTuple):
    """All of one client's attachment history."""

    figures: list[Figure]
    periods: list[Period]
    events: list[HistoryEvent]
    working_models: list[WorkingModel]
    relationships: list[AdultRelationship]
    adaptations: list[Adaptation]

    @property
    def empty(self) -> bool:
        """Whether nothing has been recorded yet."""
        return not any(self)
