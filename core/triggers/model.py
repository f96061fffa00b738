"""A trigger episode: one moment, from cue to aftermath."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AwareDatetime, Field, model_validator

from core.record import Filing, Line, Part, Record, Text
from core.vocabulary import (
    ActionTendency,
    Aftermath,
    BodyPlace,
    BodySensation,
    CouplePosition,
    CueType,
    EntrySource,
    Need,
    PartnerResponse,
    PrimaryEmotion,
    RegulationStrategy,
    SecondaryEmotion,
    ThreatTheme,
)

Setting = Literal["not_asked", "text", "phone", "in_person", "alone"]
Repaired = Literal["not_asked", "none", "client", "other", "both"]
ArousalScale = Literal["0-100", "SUD 0-10"]
SCALE_TOP: dict[str, int] = {"0-100": 100, "SUD 0-10": 10}
NOT_KNOWN = ("not_asked", "declined", "unknown", "")
"""Answers after which a step of the chain is still open."""
Arousal = Annotated[int, Field(ge=0, le=100)]
Minutes = Annotated[int, Field(ge=0, le=43_200)]


class StrategyTried(Part):
    """Something the client tried, for how long, and the arousal after it."""

    strategy: RegulationStrategy
    minutes: Annotated[int, Field(ge=0, le=1440)] | None = None
    arousal_after: Arousal | None = None
    helped: Annotated[int, Field(ge=0, le=4)] | None = None  # 0 not at all, 4 very much
    keep: Literal["", "yes", "no"] = ""


class Episode(Record):
    """One trigger episode of the diary.

    `time_known` is False where only the day was given: `happened_at` then lies somewhere on
    that day and says nothing about the time. `arousal` is kept on the scale it was given on
    (0-100 or SUD 0-10) and never converted silently. `shareable` says whether the client
    agreed to see it on shared views. `nodes`
    are the nodes of the map it was linked to by hand; `memory_event` is a history event that
    came to mind; `repaired` is who began to make up. Minutes count from the cue.
    """

    happened_at: AwareDatetime
    time_known: bool = True
    place: Line = ""
    setting: Setting = "not_asked"
    with_whom: Line = ""
    situation: Annotated[str, Field(min_length=1, max_length=20_000)]
    cue: CueType = "not_asked"
    cue_certainty: Annotated[int, Field(ge=0, le=100)] | None = None
    appraisal: Text = ""
    themes: tuple[ThreatTheme, ...] = ()
    memory: Text = ""
    memory_event: UUID | None = None
    body: tuple[BodySensation, ...] = ()
    body_places: tuple[BodyPlace, ...] = ()
    secondary_emotion: SecondaryEmotion = "not_asked"
    primary_emotion: PrimaryEmotion = "not_asked"
    arousal: Arousal | None = None
    arousal_scale: ArousalScale = "0-100"
    minutes_to_peak: Minutes | None = None
    arousal_half_hour: Arousal | None = None  # thirty minutes after the peak
    minutes_to_recover: Minutes | None = None
    urge: ActionTendency = "not_asked"
    action: ActionTendency = "not_asked"
    hoped_for: Need = "not_asked"
    response: PartnerResponse = "not_asked"
    reading_of_response: Text = ""
    repaired: Repaired = "not_asked"
    position: CouplePosition = "not_asked"
    part: UUID | None = None  # the part that was active, a node of the map
    aftermath: Aftermath = "not_asked"
    strategies: tuple[StrategyTried, ...] = ()
    learning: Text = ""
    source: EntrySource = "therapist_session"
    recall_delay_hours: Annotated[float, Field(ge=0)] | None = None
    nodes: tuple[UUID, ...] = ()
    shareable: bool = False

    @model_validator(mode="after")
    def _arousal_fits_its_scale(self) -> Episode:
        top = SCALE_TOP[self.arousal_scale]
        after = (tried.arousal_after for tried in self.strategies)
        given = [self.arousal, self.arousal_half_hour, *after]
        if any(value is not None and value > top for value in given):
            raise ValueError(f"arousal is above the top of its scale ({self.arousal_scale})")
        return self

    def filing(self) -> Filing:
        """Filed under the day it happened and its cue."""
        return Filing(self.happened_at.date(), self.cue)

    @property
    def local(self) -> datetime:
        """When it happened by this computer's clock: hours, days and weekdays are counted by it."""
        return self.happened_at.astimezone()

    @property
    def day(self) -> date:
        """The day it happened where this computer is."""
        return self.local.date()

    @property
    def chain_complete(self) -> bool:
        """True when cue, theme, primary emotion, action and the other's response are known; a
        response recorded as "Not known" is not."""
        steps = (self.cue, self.primary_emotion, self.action, self.response)
        return bool(self.themes) and all(step not in NOT_KNOWN for step in steps)
