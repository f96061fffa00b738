"""What stands on the timeline, in words and ages. Ages are the client's, in years."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.approaches.model import Plan
from core.clients.model import Client
from core.history.model import AdultRelationship, Figure, History, HistoryEvent
from core.history.qualities import ages_of, care_by_period
from core.vocabulary import inside, label
from dashboard.components.text import day
from dashboard.history.words import event_facts, known, marks

ADULT = 26.0  # how far the axis goes when no age is known
GOOD = ("protective", "birth")
FIGURES, ADULTS, THERAPY = "Figures", "Adult relationships", "Therapy"


class Cell(NamedTuple):
    """The ratings of one period: 0-4 on each side (None: not rated), and every one in words."""

    start: float
    end: float
    gave: int | None
    hurt: int | None
    mixed: bool
    words: tuple[str, ...]
    ratings: int = 1


class Lane(NamedTuple):
    """Somebody (or the therapy) along the age axis; without ages only the ratings are drawn."""

    section: str
    entry: UUID | None
    name: str
    marks: str
    start: float | None
    end: float | None
    cells: tuple[Cell, ...] = ()
    rated: UUID | None = None  # the figure whose ratings these are


class EventDot(NamedTuple):
    """An event at an age; `about` when the age is not exact."""

    entry: UUID
    headline: str
    age: float
    words: str
    good: bool
    about: bool


class Unplaced(NamedTuple):
    """An entry without an age: it is listed, not drawn."""

    entry: UUID
    words: str


class Timeline(NamedTuple):
    """Everything the timeline shows."""

    lanes: tuple[Lane, ...]
    events: tuple[EventDot, ...]
    until: float
    unplaced: tuple[Unplaced, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to draw (the therapy alone is not a history)."""
        return not self.events and all(lane.section == THERAPY for lane in self.lanes)

    @property
    def rated(self) -> bool:
        """Whether any quality of care is drawn, so that it needs explaining."""
        return any(lane.cells for lane in self.lanes)

    @property
    def several(self) -> bool:
        """Whether a period has several ratings, of which the picture shows the highest."""
        return any(cell.ratings > 1 for lane in self.lanes for cell in lane.cells)

    @property
    def alt(self) -> str:
        """The timeline in sentences."""
        lanes = "; ".join(f"{lane.name}{_ages(lane)}" for lane in self.lanes)
        dots = "; ".join(f"{e.headline} at {e.age:g}" for e in self.events)
        return f"Timeline by age. {lanes or 'No figures'}. Events: {dots or 'none'}."


def _ages(lane: Lane) -> str:
    if lane.start is None or lane.end is None:
        return ""
    return f" from {ages_said(lane.start, lane.end)}"


def ages_said(start: float, end: float) -> str:
    """From one age to another; the first alone where both are one (the end is not known)."""
    return f"{start:g} to {end:g}" if end > start else f"{start:g}"


def timeline(
    client: Client, history: History, plans: Sequence[Plan] = (), today: date | None = None
) -> Timeline:
    """Figures, adult relationships and therapy as lanes, events as dots, on an age axis."""
    until = _until(client, history, today)
    linked = {one.figure for one in history.relationships if one.figure}
    people = [_figure(one, until) for one in history.figures if one.id not in linked]
    figures = {one.id: one for one in history.figures}
    adults = [_adult(one, figures, until) for one in history.relationships]
    drawn = [one for one in (*people, *adults) if one.start is not None or one.cells]
    ages = [(event, _age(event, client)) for event in history.events]
    dots = [_dot(event, age, until) for event, age in ages if age is not None]
    left_out = [Unplaced(e.id, e.headline) for e, age in ages if age is None]
    left_out += [
        Unplaced(one.entry, one.name)
        for one in (*people, *adults)
        if one.start is None and one.entry
    ]
    return Timeline(
        (*drawn, *_therapy(client, plans, until)),
        tuple(sorted(dots, key=lambda dot: dot.age)),
        until,
        tuple(left_out),
    )


def _until(client: Client, history: History, today: date | None) -> float:
    ages = [age for e in history.events if (age := _age(e, client)) is not None]
    spans: list[Figure | AdultRelationship] = [*history.figures, *history.relationships]
    ages += [age for one in spans for age in (one.from_age, one.to_age) if age is not None]
    now = float(today.year - client.born) if client.born and today else ADULT
    return max([now if client.born else max(now, 1), *ages])


def age_on(on: date, born: int) -> float:
    """About how old somebody born in a year was on a day, in years: half a year either way."""
    return max(0.0, round(on.year + (on.timetuple().tm_yday - 1) / 365 - born - 0.5, 1))


def _age(event: HistoryEvent, client: Client) -> float | None:
    if event.age is not None or event.on is None or client.born is None:
        return event.age
    return age_on(event.on, client.born)


def _dot(event: HistoryEvent, age: float | None, until: float) -> EventDot:
    about = event.approximate or event.age is None
    return EventDot(
        event.id, event.headline, min(age or 0.0, until), event_facts(event),
        event.kind in GOOD, about,
    )  # fmt: skip


def _span(one: Figure | AdultRelationship, until: float) -> tuple[float, float] | tuple[None, None]:
    if one.from_age is None and one.to_age is None:
        return None, None
    return one.from_age or 0.0, until if one.to_age is None else one.to_age


def _figure(figure: Figure, until: float) -> Lane:
    start, end = _span(figure, until)
    return Lane(FIGURES, figure.id, figure.name, marks(figure), start, end,
                _cells(figure, until), figure.id)  # fmt: skip


def _cells(figure: Figure, until: float) -> tuple[Cell, ...]:
    """The ratings, each within the ages at which the figure was there."""
    cells = []
    first = figure.from_age or 0.0
    last = until if figure.to_age is None else max(figure.to_age, first + 1)
    for care in care_by_period(figure):
        ages = ages_of(care.period) or (0.0, 0.0)
        start, end = max(ages[0], first), min(ages[1], last, until)
        if start < end:
            when = label("developmental_periods", care.period)
            words = (f"{figure.name}, {when}", *care.words)
            cells.append(Cell(start, end, care.gave, care.hurt, care.mixed, words, len(care.words)))
    return tuple(cells)


def _adult(one: AdultRelationship, figures: dict[UUID, Figure], until: float) -> Lane:
    figure = figures.get(one.figure) if one.figure else None
    start, end = _span(one, until)
    if start is None and figure:
        start, end = _span(figure, until)
    ended = not one.current and one.to_age is None
    if ended and one.from_age is not None:
        start, end = one.from_age, one.from_age  # how long it lasted is not known
    now = "current" if one.current else "ended, age not known" if ended else ""
    said = [now, inside(known("couple_positions", one.position)),
            marks(figure) if figure else ""]  # fmt: skip
    unclear = one.position == "unclear"
    shown = ", ".join(part for n, part in enumerate(said) if part and not (n == 1 and unclear))
    cells = _cells(figure, until) if figure else ()
    return Lane(ADULTS, one.id, one.partner, shown, start, end, cells,
                figure.id if figure else None)  # fmt: skip


def _therapy(client: Client, plans: Sequence[Plan], until: float) -> list[Lane]:
    if client.started_on is None or client.born is None:
        return []
    since = f"since {day(client.started_on, year=True)}"
    start = min(age_on(client.started_on, client.born), until)
    lanes = [Lane(THERAPY, None, "This therapy", since, start, until)]
    for plan in plans:
        if plan.chosen_on and plan.status != "planned":
            begun = f"chosen {day(plan.chosen_on, year=True)}, {plan.status}"
            start = min(age_on(plan.chosen_on, client.born), until)
            lanes.append(
                Lane(THERAPY, None, label("approaches", plan.approach), begun, start, until)
            )
    return lanes
