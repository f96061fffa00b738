"""Risk answers on the time axis, apart from the totals. Answers, never a line, a sum or a tier."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import Literal, NamedTuple

from core.outcomes.definition import RiskItem
from core.outcomes.instrument import Instrument
from core.outcomes.series import Point, Series
from dashboard.components.text import day
from dashboard.outcomes.over_time.panels import drawn_at

State = Literal["endorsed", "answered", "not asked"]


class RiskAnswer(NamedTuple):
    """One answer to a risk item: the number as text, a dash when it was not answered."""

    on: date
    text: str
    state: State
    words: str
    at: str = ""  # where it stands on the time axis


class RiskRow(NamedTuple):
    """Every answer to one risk item, oldest first."""

    title: str
    answers: tuple[RiskAnswer, ...]
    measure: str = ""
    item: int = 0

    @property
    def quiet(self) -> bool:
        """Whether every answer was 0, or the form never came to the question."""
        return all(answer.text == "0" for answer in self.answers)


def risk_rows(courses: Sequence[Series], step: timedelta = timedelta(0)) -> list[RiskRow]:
    """A row for each risk item that was ever asked; a typed total in between is "not known".

    `step` sets answers of one day side by side.
    """
    rows = []
    for one, points in _forms(courses):
        for risk in (r for r in one.risk_items if r.usable):
            answers = tuple(_answers(one, risk, points, step))
            if any(point.administration.answers for point in points):
                topic = one.items[one.position(risk.item)].topic
                title = f"{one.short} item {risk.item}: {topic}"
                rows.append(RiskRow(title, answers, one.short, risk.item))
    return rows


def folded(rows: Sequence[RiskRow]) -> list[RiskRow]:
    """The same with the items of one measure that were answered 0 every time in one row."""
    kept = []
    for measure, found in groupby(rows, lambda row: row.measure):
        of_measure = list(found)
        quiet = [row for row in of_measure if row.quiet]
        if len(quiet) > 1 and any(row.answers for row in quiet):
            kept.append(_together(measure, quiet))
            of_measure = [row for row in of_measure if not row.quiet]
        kept += of_measure
    return kept


def _together(measure: str, quiet: Sequence[RiskRow]) -> RiskRow:
    asked = [row for row in quiet if row.answers]
    never = [row.item for row in quiet if not row.answers]
    title = f"{measure} {_items([row.item for row in asked])}: all 0"
    title += f" ({_items(never)} not asked)" if never else ""
    by_time = {answer.at: answer for row in asked for answer in row.answers}
    return RiskRow(title, tuple(by_time[at] for at in sorted(by_time)), measure)


def _items(numbers: Sequence[int]) -> str:
    """Numbers of items, a run of them by its ends: "items 1 to 3, 6"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    said = [f"{run[0]} to {run[-1]}" if len(run) > 2 else ", ".join(map(str, run)) for run in runs]
    return f"item{'s' if len(numbers) > 1 else ''} {', '.join(said)}"


def _forms(courses: Iterable[Series]) -> Iterator[tuple[Instrument, tuple[Point, ...]]]:
    """Each instrument once, with the forms filled in about the client."""
    seen = set()
    for series in courses:
        if series.instrument.id not in seen and not series.about:
            seen.add(series.instrument.id)
            yield series.instrument, series.points


def _answers(
    one: Instrument, risk: RiskItem, points: Sequence[Point], step: timedelta
) -> Iterator[RiskAnswer]:
    last_on, place = None, 0
    for point in points:
        place = place + 1 if point.on == last_on else 0
        last_on = point.on
        if risk.item not in point.scored.skipped:
            at = drawn_at(point.on, place, step)
            yield _answer(one, risk, point)._replace(at=at)


def _answer(one: Instrument, risk: RiskItem, point: Point) -> RiskAnswer:
    given, on = point.administration.answers, day(point.on, year=True)
    if given is None:
        return RiskAnswer(point.on, "–", "not asked", f"{on}: not known, only a total was typed")
    answer = given[one.position(risk.item)]
    if answer is None:
        words = f"{on}: left unanswered (not asked, not a no)"
        return RiskAnswer(point.on, "–", "not asked", words)
    state: State = "endorsed" if answer >= risk.at_least else "answered"
    return RiskAnswer(point.on, f"{answer}", state, f"{on}: answered {answer}")
