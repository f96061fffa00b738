"""Every score there is, a row each, in plain words: the pictures are never the only way."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from core.approaches.model import Target
from core.outcomes.definition import Cutoff
from core.outcomes.landmarks import landmarks
from core.outcomes.naming import about_words
from core.outcomes.personal import PersonalCourse
from core.outcomes.series import Point, Series
from dashboard.outcomes.over_time.panels import cut
from dashboard.outcomes.over_time.scores import (
    better_words,
    range_words,
    side_words,
    special_words,
)
from dashboard.outcomes.over_time.view import File

ROWS_A_PAGE = 50
ALL, OWN, LANDMARKS = "all", "own", "landmarks"
HEADER = ("Day", "Measure", "About", "Score", "Since the one before", "Band and cut-off", "Scale",
          "Left out, marks")  # fmt: skip
_KINDS = {"plan": "Plan", "stage": "Stage", "event": "Event"}


class Row(NamedTuple):
    """One line: the day it is sorted by, which measure it belongs to, and its cells."""

    on: date
    measure: str
    cells: tuple[str, ...]


def all_rows(file: File, targets: Sequence[Target]) -> list[Row]:
    """Every scale of every form, every own rating and every landmark, newest first."""
    rows = [row for series in file.courses for row in _course_rows(series, series.lines, targets)]
    rows += [row for course in file.own for row in _own_rows(course)]
    rows += [
        Row(one.on, LANDMARKS, (_day(one.on), _KINDS[one.kind], one.words, *[""] * 5))
        for one in landmarks(file.plans, file.sessions)
    ]
    return sorted(reversed(rows), key=lambda row: row.on, reverse=True)


def filters(file: File, rows: Sequence[Row]) -> dict[str, str]:
    """What the rows can be narrowed to, by id."""
    named = {s.instrument.id: s.instrument.short for s in file.courses}
    there = {row.measure for row in rows}
    named |= {OWN: "In the client's own words", LANDMARKS: "Plans, stages and events"}
    return {ALL: "All"} | {name: words for name, words in named.items() if name in there}


def narrowed(rows: Sequence[Row], measure: str) -> list[Row]:
    """The rows of one measure, or all."""
    return [row for row in rows if measure in (ALL, row.measure)]


def pages(rows: Sequence[Row]) -> int:
    """How many pages the rows fill, at least one."""
    return max(1, -(-len(rows) // ROWS_A_PAGE))


def page_of(rows: Sequence[Row], number: int) -> list[tuple[str, ...]]:
    """The cells of one page, the first being 1."""
    start = (number - 1) * ROWS_A_PAGE
    return [row.cells for row in rows[start : start + ROWS_A_PAGE]]


def _course_rows(
    series: Series, drawn: Sequence[Cutoff], targets: Sequence[Target]
) -> Iterator[Row]:
    before: float | None = None
    scale = series.instrument.scale(series.scale)
    scored = scale.method != "unscored"
    named = f"{scale.title}, {range_words(series)}, {better_words(series)}"
    about = about_words(series.about, targets)
    for point in series.points:
        yield Row(
            point.on,
            series.instrument.id,
            (
                _day(point.on),
                series.instrument.short,
                about,
                _score(point) if scored else "not scored",
                _since(point.value, before),
                _lines(series, point, drawn) if scored else "",
                named if scored else scale.title,
                "; ".join([*_left_out(point), *special_words(series, point)]),
            ),
        )
        before = before if point.value is None else point.value


def _left_out(point: Point) -> list[str]:
    items = ", ".join(str(number) for number in point.scored.missing)
    return [f"item {items} left out"] if items else []


def _day(on: date) -> str:
    """Without a space, so that a narrow column does not break it."""
    return f"{on:%d/%m/%Y}"


def _score(point: Point) -> str:
    return "no score" if point.value is None else f"{point.value:.3g}"


def _lines(series: Series, point: Point, drawn: Sequence[Cutoff]) -> str:
    if point.value is None:
        return point.scored.why_no_score or ""
    main = series.scale == series.instrument.main_scale.id
    band = [point.scored.band] if main and point.scored.band else []
    return "; ".join([*band, *side_words(point.value, drawn)])


def _since(value: float | None, before: float | None) -> str:
    if value is None or before is None:
        return ""
    moved = round(value - before, 6)
    if moved == 0:
        return "the same"
    return f"{round(abs(moved), 2):g} {'lower' if moved < 0 else 'higher'}"


def _own_rows(course: PersonalCourse) -> Iterator[Row]:
    before: float | None = None
    for on, value in course.points:
        words = f"0 to 10, {course.direction}"
        cells = (_day(on), f"“{cut(course.words, 60)}”", f"own {course.kind}", f"{value:g}",
                 _since(value, before), "", words, "")  # fmt: skip
        yield Row(on, OWN, cells)
        before = value
