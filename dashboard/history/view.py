"""The history in words. Dimensions, never labels; silence is shown as "not asked"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from core.clients.model import Client
from core.history.model import CareQuality, Figure, History, HistoryEvent, WorkingModel
from core.vocabulary import inside, label
from dashboard.components.text import day, escaped

_ADULT = 26.0


class Bar(NamedTuple):
    """A figure on the timeline: from one age to another."""

    id: UUID
    name: str
    start: float
    end: float
    mark: str


class EventDot(NamedTuple):
    """An event on the timeline, at an age."""

    id: UUID
    headline: str
    age: float
    words: str
    good: bool


class Timeline(NamedTuple):
    """Everything the timeline shows; ages in years."""

    bars: tuple[Bar, ...]
    events: tuple[EventDot, ...]
    until: float
    undated: tuple[str, ...]

    @property
    def alt(self) -> str:
        """The timeline in sentences."""
        bars = "; ".join(f"{b.name} from {b.start:g} to {b.end:g}" for b in self.bars)
        dots = "; ".join(f"{e.headline} at {e.age:g}" for e in self.events)
        return f"Timeline by age. Figures: {bars or 'none'}. Events: {dots or 'none'}."


class Card(NamedTuple):
    """One entry: a title and the Markdown under it."""

    id: UUID
    title: str
    detail: str


def timeline(client: Client, history: History, this_year: int) -> Timeline:
    """Figures as bars and events as dots on an age axis."""
    ages = [e.age for e in history.events if e.age is not None]
    ages += [a for f in history.figures for a in (f.from_age, f.to_age) if a is not None]
    now = float(this_year - client.born) if client.born else max([_ADULT, *ages])
    until = max([now, *ages])
    bars = tuple(
        Bar(f.id, f.name, f.from_age or 0.0, until if f.to_age is None else f.to_age, _mark(f))
        for f in history.figures
        if f.from_age is not None or f.to_age is not None
    )
    dots = tuple(
        EventDot(e.id, e.headline, e.age, _event_words(e), e.kind in ("protective", "birth"))
        for e in history.events
        if e.age is not None
    )
    undated = tuple(e.headline for e in history.events if e.age is None)
    return Timeline(bars, dots, until, undated)


def _mark(figure: Figure) -> str:
    marks = [
        word
        for word, given in (
            ("safe haven", figure.safe_haven),
            ("secure base", figure.secure_base),
            ("protective", figure.protective),
        )
        if given
    ]
    return ", ".join(marks)


def _event_words(event: HistoryEvent) -> str:
    words = label("history_events", event.kind)
    if event.distress_now is not None:
        words += f"; distress now {event.distress_now} of 10"
    return words


def figure_card(figure: Figure) -> Card:
    """A figure: who, how it was, words with and without a memory."""
    who = " · ".join(
        part
        for part in (
            escaped(figure.relation),
            _known("caregiver_roles", figure.role),
            f"now: {_known('bond_lines', figure.bond_now)}"
            if figure.bond_now != "not_asked"
            else "",
            _mark(figure),
        )
        if part
    )
    lines = [who] if who else []
    lines += [_descriptor(d.word, d.memory, contradicts=d.contradicts) for d in figure.descriptors]
    if figure.comfort:
        lines.append(f"When upset: {escaped(figure.comfort)}")
    if figure.repair != "not_asked":
        lines.append(f"Made up after hurts: {figure.repair}")
    if rated := _qualities(figure.qualities):
        lines.append(rated)
    return Card(figure.id, figure.name, "\n".join(f"- {line}" for line in lines))


def _known(words: str, term: str) -> str:
    return "" if term == "not_asked" else label(words, term)


def _descriptor(word: str, memory: str, *, contradicts: bool) -> str:
    if not memory:
        return f"“{escaped(word)}”: *no memory given yet, to explore*"
    but = " *(the memory says otherwise, to explore)*" if contradicts else ""
    return f"“{escaped(word)}”: {escaped(memory)}{but}"


def _qualities(qualities: Sequence[CareQuality]) -> str:
    shown = [
        f"{inside(label('caregiving_qualities', q.quality))} "
        f"{q.rating if q.rating == 'mixed' else f'{q.rating} of 4'} "
        f"({label('developmental_periods', q.period).split(' ')[0]})"
        for q in qualities
    ]
    return f"Rated: {', '.join(shown)}" if shown else ""


def event_card(event: HistoryEvent) -> Card:
    """An event: what it meant then and now. Detail stays parked when headline only."""
    age = "" if event.age is None else f"age {event.age:g}"
    about = " · ".join(part for part in (age, _event_words(event), _state(event)) if part)
    lines = [about]
    if event.state != "headline_only" and event.detail:
        lines.append(escaped(event.detail))
    if event.meaning_then:
        lines.append(f"Then: {escaped(event.meaning_then)}")
    if event.meaning_now:
        lines.append(f"Now: {escaped(event.meaning_now)}")
    if event.who_helped:
        lines.append(f"Who helped: {escaped(event.who_helped)}")
    return Card(event.id, event.headline, "\n".join(f"- {line}" for line in lines))


def _state(event: HistoryEvent) -> str:
    return "" if event.state == "asked" else label("record_states", event.state)


def belief_card(model: WorkingModel) -> Card:
    """What the client came to expect, in their words, and how true it felt over time."""
    heads = [
        _known("model_of_self", model.self_view),
        _known("model_of_other", model.other_view),
    ]
    title = " · ".join(head for head in heads if head) or "Expectation"
    lines = []
    if model.words:
        lines.append(f"“{escaped(model.words)}”")
    if model.rule:
        lines.append(f"Rule: {escaped(model.rule)}")
    if model.ratings:
        ordered = sorted(model.ratings, key=lambda rating: rating.on)
        rated = ", ".join(f"{r.percent} ({day(r.on)})" for r in ordered)
        lines.append(f"Believed, 0 to 100: {rated}")
    if model.exceptions:
        lines.append(f"Exceptions: {escaped(model.exceptions)}")
    return Card(model.id, title, "\n".join(f"- {line}" for line in lines))
