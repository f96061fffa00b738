"""One panel a measure: its scale, its lines, its scores and where there are none. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from core.outcomes.course import Band
from core.outcomes.definition import Cutoff
from core.outcomes.gaps import Gap
from core.outcomes.landmarks import dated_scores
from core.outcomes.lines import short_label
from core.outcomes.naming import series_name
from core.outcomes.personal import HIGHEST, LOWEST, PersonalCourse
from core.outcomes.series import Series
from core.outcomes.trend import robust_trend
from dashboard.components.text import day
from dashboard.outcomes.over_time.scores import (
    Kind,
    kind_of,
    panel_title,
    reliable_edges,
    reliable_words,
    score_words,
)

TREND_NEEDS = 4  # scores from which a person's own trend is drawn
_TITLE = 26
_WHY_DUE = {
    "plan": "the plan asks for it at this session",
    "habit": "it was filled in at half or more of the sessions since its first time",
}
Trend = tuple[tuple[date, float], tuple[date, float]]


class Dot(NamedTuple):
    """One score; `at` is where it stands on the time axis, `value` None breaks the line."""

    on: date
    at: str
    value: float | None
    kind: Kind = "score"
    hover: str = ""


class Hollow(NamedTuple):
    """A day without a score: not filled in although due, or with answers left out."""

    on: date
    left_out: bool
    hover: str


class Shade(NamedTuple):
    """A named range of the scale, drawn up to where the next one begins."""

    low: float
    high: float
    words: str


class Line(NamedTuple):
    """A level of the scale with its words, "" for one that another line's words speak of."""

    value: float
    words: str


class Panel(NamedTuple):
    """One measure on its own scale, both ends of which are always drawn.

    `edges` are the scores from which the change since the first is reliable. `trend` is the
    person's own line from its first to its last day, None below four scores. `expected` is
    the band of the practice's norm group.
    """

    key: str
    name: str
    title: str
    low: float
    high: float
    dots: tuple[Dot, ...]
    hollows: tuple[Hollow, ...] = ()
    bands: tuple[Shade, ...] = ()
    cutoffs: tuple[Line, ...] = ()
    edges: tuple[Line, ...] = ()
    trend: Trend | None = None
    expected: tuple[tuple[date, Band], ...] = ()

    @property
    def scores(self) -> list[Dot]:
        """The dots that are scores, not breaks of the line."""
        return [dot for dot in self.dots if dot.value is not None]


def measure_panel(
    series: Series, gaps: Sequence[Gap], drawn: Sequence[Cutoff], step: timedelta
) -> Panel:
    """The panel of one course with the published lines to draw.

    `step` sets forms of one day side by side.
    """
    one, (low, high) = series.instrument, series.extent
    dots = [*_dots(series, drawn, step), *(Dot(g.on, drawn_at(g.on), None) for g in gaps)]
    return Panel(
        key=one.id,
        name=series_name(series, ()),
        title=panel_title(series),
        low=low,
        high=high if high > low else low + 1,
        dots=tuple(sorted(dots, key=lambda dot: dot.at)),
        hollows=(*_unscored(series), *(_missed(gap) for gap in gaps)),
        bands=_bands(series),
        cutoffs=cutoff_lines(drawn),
        edges=tuple(Line(*edge) for edge in reliable_edges(series)),
        trend=own_trend(dated_scores(series)),
    )


def personal_panel(course: PersonalCourse, step: timedelta) -> Panel:
    """The panel of a problem or goal in the client's own words, from 0 to 10."""
    words = f"“{cut(course.words)}”"
    return Panel(
        key=f"own.{course.id}",
        name=words,
        title=f"{words} · {course.better_is} is better · {LOWEST} to {HIGHEST}",
        low=LOWEST,
        high=HIGHEST,
        dots=tuple(_own_dots(course, step)),
        trend=own_trend(course.points),
    )


def cut(words: str, most: int = _TITLE) -> str:
    """Somebody's words, cut at a word where they are long."""
    flat = " ".join(words.split())
    if len(flat) <= most:
        return flat
    return f"{flat[:most].rsplit(' ', 1)[0]} …"


def cutoff_lines(drawn: Sequence[Cutoff]) -> tuple[Line, ...]:
    """Published lines, of several on one value the first; the others are said on hover."""
    by_value: dict[float, str] = {}
    for cutoff in drawn:
        upper = cutoff.value_to
        to = f" to {upper:g}" if upper is not None else ""
        by_value.setdefault(cutoff.value, f"{cutoff.value:g}{to}: {short_label(cutoff)}")
        if upper is not None:
            by_value.setdefault(upper, "")
    return tuple(Line(value, words) for value, words in by_value.items())


def own_trend(scores: Sequence[tuple[date, float]]) -> Trend | None:
    """Both ends of the person's own line (Theil-Sen), None below four scores."""
    found = robust_trend(scores) if len(scores) >= TREND_NEEDS else None
    if found is None:
        return None
    return (found.first, found.at(found.first)), (found.last, found.at(found.last))


def drawn_at(on: date, place: int = 0, step: timedelta = timedelta(0)) -> str:
    """Where a form of a day stands: the second and later ones a little to the right."""
    return (datetime(on.year, on.month, on.day) + place * step).isoformat(timespec="minutes")


def _bands(series: Series) -> tuple[Shade, ...]:
    one = series.instrument
    if not one.bands_source.usable or one.bands_source.note:
        return ()  # ranges with a reservation stay in words: the label of a score, and its meaning
    bands = sorted((b for b in one.bands if b.scale == series.scale), key=lambda b: b.min)
    upper = [*(band.min for band in bands[1:]), *(band.max for band in bands[-1:])]
    return tuple(Shade(b.min, top, b.label) for b, top in zip(bands, upper, strict=True))


def _dots(series: Series, drawn: Sequence[Cutoff], step: timedelta) -> Iterator[Dot]:
    first, reliable = None, reliable_words(series)
    last_on, place = None, 0
    for point in series.points:
        place = place + 1 if point.on == last_on else 0
        last_on, at = point.on, drawn_at(point.on, place, step)
        if point.value is None:
            yield Dot(point.on, at, None)
            continue
        said = [series_name(series, ()), *score_words(series, point, first, reliable, drawn)]
        yield Dot(point.on, at, point.value, kind_of(point), _lines(said, place))
        first = point.value if first is None else first


def _lines(said: Sequence[str], place: int) -> str:
    return "\n".join([*said, *([f"number {place + 1} on that day"] if place else [])])


def _own_dots(course: PersonalCourse, step: timedelta) -> Iterator[Dot]:
    last_on, place = None, 0
    for on, value in course.points:
        place = place + 1 if on == last_on else 0
        last_on = on
        said = [f"“{cut(course.words, 90)}”", f"{value:g} ({course.anchors})", day(on, year=True)]
        yield Dot(on, drawn_at(on, place, step), value, "score", _lines(said, place))


def _missed(gap: Gap) -> Hollow:
    return Hollow(gap.on, False, f"{day(gap.on, year=True)}: not filled in\n{_WHY_DUE[gap.rule]}")


def _unscored(series: Series) -> Iterator[Hollow]:
    for point in series.points:
        if point.value is None:
            why = point.scored.why_no_score or "No score of this scale was typed."
            yield Hollow(point.on, True, f"{day(point.on, year=True)}: no score\n{why}")
