"""One entry of a file in all its versions, as an access request needs it. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from uuid import UUID

from core.clients.model import Couple
from core.clients.sharing import own_part
from core.keeping.model import PrivateNote
from core.keeping.words import title
from core.record import Record

# One entry of each kind, and the heading over all of them.
WORDS = {
    "client": ("Personal details", "Personal details"),
    "couple": ("Couple", "As a couple"),
    "figure": ("Attachment figure", "People in your history"),
    "period": ("Period of growing up", "Periods of growing up"),
    "history_event": ("Event", "Events in your history"),
    "adult_relationship": ("Adult relationship", "Relationships of your adult life"),
    "adaptation": ("Way of adapting", "Ways you learned to adapt"),
    "working_model": ("Expectation", "What you came to expect of yourself and others"),
    "episode": ("Diary episode", "Diary"),
    "node": ("Node on the map", "Map: nodes"),
    "link": ("Link on the map", "Map: links, each a hypothesis"),
    "verdict": ("Verdict on a link", "What your diary and measures said about links"),
    "formulation_version": ("Review of the map", "When the map was reviewed"),
    "consideration": ("What was considered", "What was considered"),
    "plan": ("Plan", "Plans"),
    "weighing": ("Weighing of an approach", "What was weighed for each approach"),
    "target": ("EMDR target", "EMDR targets"),
    "target_work": ("Work on a target", "Work on your EMDR targets"),
    "ifs_part": ("Part", "Parts you work with"),
    "concern": ("Safety concern", "Safety record"),
    "gate_override": ("Decision to go on", "When work went on although something paused it"),
    "session": ("Session", "Sessions"),
    "goal": ("Goal", "Goals"),
    "problem": ("Problem", "Problems in your words"),
    "administration": ("Measure", "Measures"),
    "acknowledgement": ("Answer to a flagged item", "What was done about flagged answers"),
    "private_note": ("Private note", "Private notes of your clinician"),
    "assignment": ("Person working with the file", "Who works with your file"),
    "break_glass": ("Emergency opening", "When your file was opened in an emergency"),
    "hold": ("Legal hold", "Legal holds"),
}


class Entry(NamedTuple):
    """An entry and everything it ever said, oldest version first."""

    kind: str
    versions: tuple[Record, ...]

    @property
    def id(self) -> UUID:
        """The id all versions share."""
        return self.newest.id

    @property
    def newest(self) -> Record:
        """The entry as it stands."""
        return self.versions[-1]

    @property
    def author(self) -> str:
        """The account that first wrote it."""
        return self.versions[0].recorded_by


def kind_words(kind: str) -> str:
    """What one entry of a kind is called."""
    return WORDS[kind][0] if kind in WORDS else kind.replace("_", " ").capitalize()


def heading(kind: str) -> str:
    """The heading over all entries of a kind."""
    return WORDS[kind][1] if kind in WORDS else kind_words(kind)


def titles_of(entries: Iterable[Entry], left_out: Iterable[UUID]) -> dict[UUID, str]:
    """What each entry is called where another one points to it."""
    hidden = set(left_out)
    titles: dict[UUID, str] = {}
    # A link is named by its ends, a verdict by its link, work by its target, a part by its node.
    last = ("link", "verdict", "target_work", "ifs_part")
    plain = sorted(entries, key=lambda one: last.index(one.kind) if one.kind in last else -1)
    for one in plain:
        titles[one.id] = "[left out]" if one.id in hidden else title(one.newest, titles)
    return titles


def own_side(entries: Iterable[Entry], client_id: UUID) -> list[Entry]:
    """The entries without what belongs to the partner of a couple alone, agreed to or not."""
    return [
        entry._replace(versions=tuple(_own_half(v, client_id) for v in entry.versions))
        for entry in entries
    ]


def _own_half(record: Record, client_id: UUID) -> Record:
    if not isinstance(record, Couple):
        return record
    own = own_part(record, client_id)
    return own.model_copy(update={"client_id": client_id, "partner_id": None})


def is_private(entry: Entry) -> bool:
    """Whether it is a private note, in which case only its author reads it."""
    return isinstance(entry.newest, PrivateNote)
