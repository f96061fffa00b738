"""The entries of the history as cards. Dimensions, never labels; silence is said."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from core.history.beliefs import ratings_in_order
from core.history.exploring import HEADINGS, Kind, ToExplore, adaptation_name, belief_name
from core.history.model import (
    Adaptation,
    AdultRelationship,
    CareQuality,
    Figure,
    History,
    HistoryEvent,
    HistoryRecord,
    Period,
    WorkingModel,
)
from core.history.qualities import ages_words, rating_words
from core.vocabulary import inside, label
from dashboard.components.text import day, escaped
from dashboard.history.words import event_facts, known, marks, state_words

PARKED = "headline_only"
ON_THE_MAP = ":material/account_tree: on the map"
PARTS: dict[str, str] = {
    "figures": "Figures", "events": "Events", "relationships": "Adult relationships",
    "working_models": "Expectations", "adaptations": "Adapting", "periods": "Periods",
    "explore": "To explore",
}  # fmt: skip
NONE_YET: dict[str, str] = {
    "figures": "No figure recorded yet.",
    "events": "No event recorded yet.",
    "relationships": "No adult relationship recorded yet.",
    "working_models": "No expectation recorded yet.",
    "adaptations": "No way of adapting recorded yet.",
    "periods": "No period recorded yet.",
}


class Card(NamedTuple):
    """One entry: a title and the Markdown under it."""

    id: UUID
    title: str
    detail: str


def names_in(history: History) -> dict[UUID, str]:
    """What figures, events and relationships are called, by id."""
    return (
        {one.id: one.name for one in history.figures}
        | {one.id: one.headline for one in history.events}
        | {one.id: one.partner for one in history.relationships}
    )


def card_of(entry: HistoryRecord, names: Mapping[UUID, str], mapped: Collection[UUID]) -> Card:
    """An entry as a card. Parked detail is not shown; violence between adults never is."""
    title, lines = _said(entry, names)
    if entry.id in mapped:
        lines.append(ON_THE_MAP)
    return Card(entry.id, title, "\n".join(f"- {line}" for line in lines if line))


def _said(entry: HistoryRecord, names: Mapping[UUID, str]) -> tuple[str, list[str]]:
    match entry:
        case Figure():
            return entry.name, _figure(entry)
        case HistoryEvent():
            return entry.headline, _event(entry)
        case AdultRelationship():
            return entry.partner, _relationship(entry, names)
        case WorkingModel():
            return _belief_title(entry), _belief(entry, names)
        case Adaptation():
            return known("adaptation_strategies", entry.strategy) or adaptation_name(entry), (
                _adaptation(entry, names)
            )
        case Period():
            return label("developmental_periods", entry.period), _period(entry)


def _joined(*parts: str) -> str:
    return " · ".join(part for part in parts if part)


def _line(words: str, text: str) -> str:
    return f"{words}: {escaped(text)}" if text else ""


def _ages(start: float | None, end: float | None) -> str:
    if start is None and end is None:
        return "ages not known"
    return f"age {start or 0:g} to {'now' if end is None else f'{end:g}'}"


def _figure(figure: Figure) -> list[str]:
    bond = known("bond_lines", figure.bond_now)
    who = _joined(
        escaped(figure.relation),
        known("caregiver_roles", figure.role),
        _ages(figure.from_age, figure.to_age),
        f"now: {inside(bond)}" if bond else "",
        "died" if figure.alive == "no" else "",
        marks(figure),
        state_words(figure.state),
    )
    if figure.state == PARKED:
        return [who]
    turned = figure.role_reversal in ("yes", "sometimes")
    lines = [who]
    lines += [_descriptor(d.word, d.memory, contradicts=d.contradicts) for d in figure.descriptors]
    lines += [
        _line("When upset", figure.comfort),
        f"Made up after hurts: {figure.repair}" if figure.repair not in ("not_asked",) else "",
        f"The child looked after them: {figure.role_reversal}" if turned else "",
        _qualities(figure.qualities),
        _line("What they gave", figure.gave),
    ]
    return lines


def _descriptor(word: str, memory: str, *, contradicts: bool) -> str:
    if not memory:
        return f"“{escaped(word)}”: *no memory given yet, to explore*"
    but = " *(the memory says otherwise, to explore)*" if contradicts else ""
    return f"“{escaped(word)}”: {escaped(memory)}{but}"


def _qualities(qualities: Sequence[CareQuality]) -> str:
    shown = [f"{escaped(rating_words(q))} ({escaped(ages_words(q.period))})" for q in qualities]
    return f"Rated: {', '.join(shown)}" if shown else ""


def _event(event: HistoryEvent) -> list[str]:
    about = "about " if event.approximate else ""
    age = "" if event.age is None else f"{about}age {event.age:g}"
    on = day(event.on, year=True) if event.on else ""
    lines = [_joined(age, on, event_facts(event), state_words(event.state))]
    if event.state == PARKED:
        return lines
    return [
        *lines,
        escaped(event.detail),
        _line("Then", event.meaning_then),
        _line("Now", event.meaning_now),
        _line("With", ", ".join(event.people)),
        _line("Who helped", event.who_helped),
        _line("Who knew", event.who_knew),
    ]


def _relationship(one: AdultRelationship, names: Mapping[UUID, str]) -> list[str]:
    unclear = one.position == "unclear"
    bond = known("bond_lines", one.bond)
    figure = names.get(one.figure, "") if one.figure else ""
    lines = [
        _joined(
            *_when(one),
            "" if unclear else f"client: {inside(known('couple_positions', one.position))}",
            f"bond: {inside(bond)}" if bond else "",
            f"also the figure {escaped(figure)}" if figure and figure != one.partner else "",
            state_words(one.state),
        )
    ]
    if one.state == PARKED:
        return lines
    return [
        *lines,
        _line("At its best", one.best),
        _line("At its worst", one.worst),
        _line("Let down", one.injuries),
        _line("How it ended", one.ending),
        _line("Affection", one.affection),
    ]


def _when(one: AdultRelationship) -> tuple[str, ...]:
    """When it was: one that is not now, with no age of its end, is not said to last."""
    if one.current:
        return "together now", _ages(one.from_age, one.to_age)
    if one.to_age is not None:
        return (_ages(one.from_age, one.to_age),)
    begun = "" if one.from_age is None else f"from age {one.from_age:g}"
    return begun, "ended, age not known"


def _belief_title(model: WorkingModel) -> str:
    heads = (known("model_of_self", model.self_view), known("model_of_other", model.other_view))
    return _joined(*heads) or belief_name(model)


def _belief(model: WorkingModel, names: Mapping[UUID, str]) -> list[str]:
    rated = ", ".join(f"{r.percent} ({day(r.on)})" for r in ratings_in_order(model))
    looked = "Exceptions: looked together, found none" if model.looked_for_exceptions else ""
    return [
        f"“{escaped(model.words)}”" if model.words else "",
        _line("Rule", model.rule),
        f"Believed, 0 to 100: {rated}" if rated else "",
        _may_have(model.learned_from, names),
        _line("Exceptions", model.exceptions) or looked,
    ]


def _may_have(entries: Iterable[UUID], names: Mapping[UUID, str]) -> str:
    return _line("May have been learned from", "; ".join(names[i] for i in entries if i in names))


def _adaptation(way: Adaptation, names: Mapping[UUID, str]) -> list[str]:
    if way.state == PARKED:
        return [state_words(way.state)]
    seen = len(way.episodes)
    return [
        state_words(way.state),
        _line("What they do", way.behaviours),
        _line("Protects from", way.protects_from),
        _line("Costs", way.costs),
        _line("Still helps", way.still_helps),
        _may_have(way.learned_from, names),
        f"Seen in {seen} {'episode' if seen == 1 else 'episodes'}" if seen else "",
    ]


def _period(period: Period) -> list[str]:
    if period.state == PARKED:
        return [state_words(period.state)]
    return [
        state_words(period.state),
        _line("Who lived together", period.household),
        _line("Who looked after whom", period.care_arrangement),
        _line("Moves", period.moves),
    ]


class Open(NamedTuple):
    """One kind of thing to explore: its heading and its entries."""

    kind: Kind
    heading: str
    found: tuple[ToExplore, ...]

    @property
    def topics(self) -> str:
        """The topics of this kind as Markdown; empty where entries can be opened instead."""
        return "\n".join(f"- {escaped(one.words)}" for one in self.found if one.entry is None)


def open_things(found: Sequence[ToExplore]) -> list[Open]:
    """What is left open, by kind."""
    kinds = dict.fromkeys(one.kind for one in found)
    return [
        Open(kind, HEADINGS[kind], tuple(one for one in found if one.kind == kind))
        for kind in kinds
    ]
