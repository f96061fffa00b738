"""Risk answers on the time axis, apart from the totals. Answers, never a line, a sum or a tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Literal, NamedTuple

from core.outcomes.definition import RiskItem
from core.outcomes.instrument import Instrument
from core.outcomes.series import Point, Series
from dashboard.components.text import day

State = Literal["endorsed", "answered", "not asked"]


class RiskAnswer(NamedTuple):
    """One answer to a risk item: the number as text, a dash when it was not answered."""

    on: date
    text: str
    state: State
    words: str


class RiskRow(NamedTuple):
    """Every answer to one risk item, oldest first."""

    title: str
    answers: tuple[RiskAnswer, ...]


def risk_rows(courses: Sequence[Series]) -> list[RiskRow]:
    """A row for each risk item that was ever asked; a typed total in between is "not known"."""
    rows = []
    for one, points in _forms(courses):
        for risk in (r for r in one.risk_items if r.usable):
            answers = tuple(_answers(one, risk, points))
            if any(point.administration.answers for point in points):
                topic = one.items[one.position(risk.item)].topic
                rows.append(RiskRow(f"{one.short} item {risk.item}: {topic}", answers))
    return rows


def _forms(courses: Iterable[Series]) -> Iterator[tuple[Instrument, tuple[Point, ...]]]:
    """Each instrument once, with the forms filled in about the client."""
    seen = set()
    for series in courses:
        if series.instrument.id not in seen and not series.about:
            seen.add(series.instrument.id)
            yield series.instrument, series.points


def _answers(one: Instrument, risk: RiskItem, points: Sequence[Point]) -> Iterator[RiskAnswer]:
    for point in points:
        given = point.administration.answers
        on = day(point.on, year=True)
        if given is None:
            yield RiskAnswer(point.on, "–", "not asked", f"{on}: not known, only a total was typed")
            continue
        if risk.item in point.scored.skipped:
            continue
        answer = given[one.position(risk.item)]
        if answer is None:
            words = f"{on}: left unanswered (not asked, not a no)"
            yield RiskAnswer(point.on, "–", "not asked", words)
        else:
            state: State = "endorsed" if answer >= risk.at_least else "answered"
            yield RiskAnswer(point.on, f"{answer}", state, f"{on}: answered {answer}")
