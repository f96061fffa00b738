"""What a history leaves open: things to explore together. Pure.

A general word without a memory, or with a memory that says otherwise, is where attachment
interviews look closer (clinical model, section 1). Here it is only a reminder of what has not
been talked about yet: no class, no score, and nothing says that it should be asked today.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from core.clients.model import Asked, Client
from core.history.model import (
    Adaptation,
    AdultRelationship,
    Figure,
    History,
    HistoryEvent,
    WorkingModel,
)
from core.history.qualities import ages_words, rating_words
from core.vocabulary import inside, label, terms

HIGH_DISTRESS = 7
"""Distress now, 0-10, from which a missing meaning is listed. Our proposal, no cut-off."""

Kind = Literal[
    "contradiction", "no_memory", "no_example", "no_meaning", "parked", "not_told", "comfort",
    "gave", "exceptions", "protects", "topic_not_asked", "topic_declined",
]  # fmt: skip

HEADINGS: dict[Kind, str] = {
    "contradiction": "The word and the memory say different things",
    "no_memory": "A word without a memory yet",
    "no_example": "Rated without an example",
    "no_meaning": "Much distress now, and no meaning now recorded",
    "parked": "Headline only: the detail is parked until steadier",
    "not_told": "Not asked, declined or not known",
    "comfort": "Not recorded: what happened when the client was upset, hurt or ill",
    "gave": "Protective, and what they gave is not recorded",
    "exceptions": "Expected, and exceptions not looked for yet",
    "protects": "A way of adapting, and what it protects from is not recorded",
    "topic_not_asked": "Topics not asked yet",
    "topic_declined": "Topics declined, parked or not known",
}


class ToExplore(NamedTuple):
    """One thing left open: which kind, in words, and the entry it opens (None: a topic)."""

    kind: Kind
    words: str
    entry: UUID | None = None


def to_explore(client: Client, history: History) -> list[ToExplore]:
    """Everything left open, in the order of HEADINGS and then of the history itself."""
    found = [
        *(one for figure in history.figures for one in _figure(figure)),
        *(one for event in history.events for one in _event(event)),
        *(one for relation in history.relationships for one in _state(relation, relation.partner)),
        *(one for model in history.working_models for one in _belief(model)),
        *(one for way in history.adaptations for one in _adaptation(way)),
        *_topics(client.asked),
    ]
    order = list(HEADINGS)
    return sorted(found, key=lambda one: order.index(one.kind))


def _figure(figure: Figure) -> Iterator[ToExplore]:
    for said in figure.descriptors:
        if said.contradicts:
            yield ToExplore("contradiction", f"{figure.name}: “{said.word}”", figure.id)
        elif not said.memory:
            yield ToExplore("no_memory", f"{figure.name}: “{said.word}”", figure.id)
    for rated in figure.qualities:
        if not rated.example:
            words = f"{figure.name}, {ages_words(rated.period)}: {rating_words(rated)}"
            yield ToExplore("no_example", words, figure.id)
    cared = figure.role in ("primary", "secondary", "substitute")
    if cared and not figure.comfort and figure.state == "asked":
        yield ToExplore("comfort", figure.name, figure.id)
    if figure.protective and not figure.gave:
        yield ToExplore("gave", figure.name, figure.id)
    yield from _state(figure, figure.name)


def _event(event: HistoryEvent) -> Iterator[ToExplore]:
    high = event.distress_now is not None and event.distress_now >= HIGH_DISTRESS
    if high and not event.meaning_now and event.state != "headline_only":
        words = f"{event.headline} (distress {event.distress_now} of 10)"
        yield ToExplore("no_meaning", words, event.id)
    yield from _state(event, event.headline)


def _state(
    entry: Figure | HistoryEvent | AdultRelationship | Adaptation, name: str
) -> Iterator[ToExplore]:
    if entry.state == "headline_only":
        yield ToExplore("parked", name, entry.id)
    elif entry.state in ("not_asked", "declined", "unknown"):
        words = f"{name}: {inside(label('record_states', entry.state))}"
        yield ToExplore("not_told", words, entry.id)


def _belief(model: WorkingModel) -> Iterator[ToExplore]:
    if not model.exceptions and not model.looked_for_exceptions:
        yield ToExplore("exceptions", belief_name(model), model.id)


def belief_name(model: WorkingModel) -> str:
    """What an expectation is called: the client's words, the rule, or the words of the lists."""
    views = (("model_of_self", model.self_view), ("model_of_other", model.other_view))
    unsaid = ("", "not_asked", "declined")
    listed = [label(words, term) for words, term in views if term not in unsaid]
    return model.words or model.rule or " · ".join(listed) or "Expectation"


def adaptation_name(way: Adaptation) -> str:
    """What a way of adapting is called: what the client does, or the word of the list."""
    known = way.strategy not in ("", "not_asked", "declined")
    return way.behaviours or (label("adaptation_strategies", way.strategy) if known else "Adapting")


def _adaptation(way: Adaptation) -> Iterator[ToExplore]:
    if way.behaviours and not way.protects_from and way.state == "asked":
        yield ToExplore("protects", adaptation_name(way), way.id)
    yield from _state(way, adaptation_name(way))


def _topics(asked: tuple[Asked, ...]) -> Iterator[ToExplore]:
    known = {one.topic: one for one in asked}
    for topic in terms("history_asked_topics"):
        was = known.get(topic.id)
        if was is None or was.state == "not_asked":
            yield ToExplore("topic_not_asked", topic.label)
        elif was.state in ("declined", "headline_only", "unknown"):
            state = inside(label("record_states", was.state))
            yield ToExplore("topic_declined", f"{topic.label}: {state}{_when(was.on, was.why)}")


def _when(on: date | None, why: str) -> str:
    said = [*([f"{on.day} {on:%b %Y}"] if on else []), *([why] if why else [])]
    return f" ({': '.join(said)})" if said else ""
