"""A client and a couple, as the practice knows them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import AfterValidator, Field

from core.record import Filing, Part, Record
from core.vocabulary import (
    ActionTendency,
    CouplePosition,
    CueType,
    HistoryTopic,
    Need,
    PrimaryEmotion,
    RecordState,
    SecondaryEmotion,
)

ClientStatus = Literal["active", "paused", "ended"]
Line = Annotated[str, Field(max_length=200)]
Text = Annotated[str, Field(max_length=20_000)]


class Asked(Part):
    """Whether a topic of the history was asked about, and when. Silence is not an answer."""

    topic: HistoryTopic
    state: RecordState = "not_asked"
    on: date | None = None
    why: Line = ""


class Client(Record):
    """A person in therapy. `id` is also `client_id`: the file is the person's own.

    `code` stands for the client wherever a name should not be seen; it is 2 to 12 letters,
    digits or hyphens. Contact is optional, and `presenting` is in the client's own words.
    """

    code: Annotated[
        str,
        Field(min_length=2, max_length=12, pattern=r"^[A-Za-z0-9-]+$"),
        AfterValidator(str.upper),
    ]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    pronouns: Line = ""
    born: Annotated[int, Field(ge=1900, le=2100)] | None = None
    email: Line = ""
    phone: Line = ""
    status: ClientStatus = "active"
    started_on: date | None = None
    presenting: Text = ""
    presenting_since: Line = ""
    main_measure: Annotated[str, Field(max_length=40)] = ""
    tags: tuple[Line, ...] = ()
    asked: tuple[Asked, ...] = ()

    def filing(self) -> Filing:
        """Filed under the start of therapy and the status, about the code."""
        return Filing(self.started_on, self.status, self.code)


class HalfCycle(Part):
    """One partner's half of the couple's cycle, in the words of the diary's lists."""

    client_id: UUID
    position: CouplePosition = "unclear"
    cue: CueType = "not_asked"
    action: ActionTendency = "not_asked"
    reading_of_other: Line = ""
    secondary_emotion: SecondaryEmotion = "not_asked"
    primary_emotion: PrimaryEmotion = "not_asked"
    longing: Need = "not_asked"


class Couple(Record):
    """Two client files that share one cycle and nothing else.

    `client_id` is the first partner's, `partner_id` the second's; each keeps a file of
    their own. `cycle_name` is the couple's own name for what happens between them.
    `partner_id` is empty once the other partner's file was erased.
    """

    partner_id: UUID | None
    cycle_name: Line = ""
    cycle_words: Text = ""
    halves: tuple[HalfCycle, ...] = ()

    def filing(self) -> Filing:
        """Filed about the second partner, so that either partner's file finds it."""
        return Filing(about=str(self.partner_id or ""))
