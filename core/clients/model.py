"""A client and a couple, as the practice knows them."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID, uuid4

from pydantic import AfterValidator, Field

from core.approaches.log import SessionStep
from core.record import Filing, Line, Part, Record, Text
from core.vocabulary import (
    ActionTendency,
    ChangeEvent,
    CouplePosition,
    CueType,
    HistoryTopic,
    Need,
    PrimaryEmotion,
    RecordState,
    SecondaryEmotion,
)

ClientStatus = Literal["active", "paused", "ended"]


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


HalfField = Literal[
    "position", "cue", "action", "reading_of_other", "secondary_emotion", "primary_emotion",
    "fear", "longing",
]  # fmt: skip


class Agreed(Part):
    """A field of a partner's half that its owner agreed to show to the other, and since when.

    `words` are those the owner agreed to, as they were read out; the other sees these and no
    others, whatever the field or the map says later. Without words nothing is shown.
    """

    field: HalfField
    on: date | None = None
    words: Line = ""


class HalfNode(Part):
    """A field of a half and the node of its owner's own map that it stands for."""

    field: HalfField
    node_id: UUID


class HalfCycle(Part):
    """One partner's half of the couple's cycle, in the words of the diary's lists.

    It belongs to `client_id`. Of it the other partner may see only the words in `agreed`: on the
    couple view, in the other's report, on the other's page while the screen is shared.
    """

    client_id: UUID
    position: CouplePosition = "unclear"
    cue: CueType = "not_asked"
    action: ActionTendency = "not_asked"
    reading_of_other: Line = ""
    secondary_emotion: SecondaryEmotion = "not_asked"
    primary_emotion: PrimaryEmotion = "not_asked"
    fear: Line = ""
    longing: Need = "not_asked"
    nodes: tuple[HalfNode, ...] = ()
    agreed: tuple[Agreed, ...] = ()


class Injury(Part):
    """An attachment injury: a time the other was not there when needed most, as its owner says.

    It belongs to the hurt partner, `owner`; the other sees of it the headline that was agreed to,
    `agreed_words`, its day and repair, once `agreed_on` is set. `node_id` is the node of the
    owner's map it stands for.
    """

    id: UUID = Field(default_factory=uuid4)
    owner: UUID
    headline: Annotated[str, Field(min_length=1, max_length=200)]
    on: date | None = None
    repair: Literal["open", "in_work", "repaired", "set_aside", "not_asked"] = "open"
    repaired_on: date | None = None
    note: Text = ""
    node_id: UUID | None = None
    agreed_on: date | None = None
    agreed_words: Annotated[str, Field(max_length=200)] = ""


class CoupleEvent(Part):
    """A change event between the partners: what, when, and whose it was, if one's own."""

    event: ChangeEvent
    on: date
    client_id: UUID | None = None
    note: Line = ""


class Couple(Record):
    """Two client files that share one cycle and nothing else.

    `client_id` is the first partner's, `partner_id` the second's; each keeps a file of
    their own. `cycle_name` is the couple's own name for what happens between them.
    `partner_id` is empty once the other partner's file was erased. `log` and `events` are of
    the sessions both came to; halves and injuries belong to one partner each.
    """

    partner_id: UUID | None
    cycle_name: Line = ""
    cycle_words: Text = ""
    halves: tuple[HalfCycle, ...] = ()
    injuries: tuple[Injury, ...] = ()
    log: tuple[SessionStep, ...] = ()
    events: tuple[CoupleEvent, ...] = ()

    def filing(self) -> Filing:
        """Filed about the second partner, so that either partner's file finds it."""
        return Filing(about=str(self.partner_id or ""))
