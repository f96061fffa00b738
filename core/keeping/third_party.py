"""What may be about somebody else, listed for a person to look at before anything is released.

The list is made by rules that catch too much rather than too little, and still cannot know
everything: whoever releases the bundle reads it. Pure.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple
from uuid import UUID

from core.approaches.model import GateOverride, Weighing
from core.clients.model import Couple
from core.formulation.model import Link
from core.history.model import AdultRelationship, Figure, HistoryEvent
from core.keeping.entry import Entry, kind_words
from core.keeping.model import Hold, PrivateNote
from core.keeping.words import texts, title
from core.record import Record
from core.sessions.safety import Concern
from core.triggers.model import Episode

_SHORTEST_NAME = 3
_COLLATERAL = {"partner": "told by the partner", "record_prior": "taken from an earlier record"}


class ForReview(NamedTuple):
    """One entry to look at before release: what it is, what it says, why it is listed."""

    id: UUID
    kind: str
    summary: str
    why: str


def for_review(entries: Iterable[Entry], own_name: str, names: Iterable[str]) -> list[ForReview]:
    """The entries that may hold data about others, in the order they were first saved."""
    others = Names(own_name, names)
    found = []
    every = list(entries)
    titles = {one.id: title(one.newest, {}) for one in every if not isinstance(one.newest, Link)}
    for entry in every:
        why = list(dict.fromkeys(w for version in entry.versions for w in _why(version, others)))
        if why:
            said = _summary(title(entry.newest, titles), entry.newest)
            found.append(ForReview(entry.id, kind_words(entry.kind), said, "; ".join(why)))
    return found


class Names:
    """Names of other people, found as whole words. Words of the client's own name do not count."""

    def __init__(self, own_name: str, names: Iterable[str]) -> None:
        own = {word.casefold() for word in own_name.split()}
        self._patterns = {
            name: re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, words))})(?!\w)", re.IGNORECASE)
            for name in names
            if (words := [w for w in name.split()
                          if len(w) >= _SHORTEST_NAME and w.casefold() not in own])
        }  # fmt: skip

    def inside(self, record: Record) -> list[str]:
        """The names that occur somewhere in a record."""
        words = "\n".join(texts(record))
        return [name for name, pattern in self._patterns.items() if pattern.search(words)]


def _why(record: Record, others: Names) -> Iterator[str]:
    match record:
        case Figure() | AdultRelationship():
            yield "describes another person"
            if record.violence:
                yield "tells of violence, which only the clinician sees on screen"
        case Couple():
            yield "was made together with the partner"
        case HistoryEvent(people=people, who_helped=helped) if people or helped:
            yield "names people who were there"
        case Episode(with_whom=whom) if whom:
            yield "names who was there"
        case Concern():
            yield "a safety concern, which may be about somebody else"
        case Weighing(cautions=cautions) if any(c.reason == "partner_violence" for c in cautions):
            yield "tells of violence, which only the clinician sees on screen"
        case GateOverride():
            yield "says why work was paused, which may be about somebody else"
        case PrivateNote():
            yield "a private note"
        case Hold():
            yield "says why the file is held"
    yield from _collateral(record)
    if not isinstance(record, Figure | AdultRelationship):
        yield from (f"names {name}" for name in others.inside(record))


def _collateral(record: Record) -> Iterator[str]:
    if isinstance(record, Episode) and record.source in _COLLATERAL:
        yield _COLLATERAL[record.source]
    if isinstance(record, Figure) and any(d.source != "client" for d in record.descriptors):
        yield "rests on what others or other records say"
    if isinstance(record, Link) and record.author == "record":
        yield "rests on records of others"


def _summary(name: str, record: Record) -> str:
    longest = max((" ".join(text.split()) for text in texts(record)), key=len, default="")
    if longest and longest != name:
        name = f"{name}: {longest}"
    return name if len(name) <= 160 else f"{name[:159].rstrip()}…"
