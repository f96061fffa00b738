"""Measures in words: what each says, how it changed, and on what that rests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core.approaches.model import Target
from core.outcomes.definition import Cutoff
from core.outcomes.flags import FlaggedAnswer
from core.outcomes.naming import series_name
from core.outcomes.sentences import change_words
from core.outcomes.series import Series
from core.sessions.model import Session
from core.vocabulary import label
from dashboard.components.text import day, escaped, spark


class CourseRow(NamedTuple):
    """One line of the table of measures."""

    measure: str
    latest: str
    on: str
    course: str
    change: str


class ChartPoint(NamedTuple):
    """A score on a chart; `mark` says what is special about it in a word."""

    on: date
    value: float
    mark: str


class Line(NamedTuple):
    """A horizontal line of a chart with its words."""

    value: float
    words: str


class Shade(NamedTuple):
    """A horizontal stretch of a chart with its words."""

    low: float
    high: float
    words: str


class EventMark(NamedTuple):
    """Something that happened in therapy, marked on the time axis."""

    on: date
    words: str


class CourseChart(NamedTuple):
    """Everything a chart of one measure shows."""

    title: str
    low: float
    high: float
    points: tuple[tuple[str, tuple[ChartPoint, ...]], ...]
    bands: tuple[Shade, ...]
    cutoffs: tuple[Line, ...]
    error: Shade | None
    events: tuple[EventMark, ...]
    missing: tuple[date, ...]
    notes: tuple[str, ...]
    better: str

    @property
    def numbered(self) -> list[tuple[int, EventMark]]:
        """The events within the chart's days, numbered for the list below it."""
        days = [p.on for _, points in self.points for p in points]
        inside = [e for e in self.events if min(days) <= e.on <= max(days)]
        return list(enumerate(inside, start=1))

    @property
    def alt(self) -> str:
        """The chart in one sentence, for those who cannot see it."""
        parts = [f"{self.title}, from {self.low:g} to {self.high:g}."]
        for name, points in self.points:
            if points:
                said = ", ".join(f"{p.value:g} on {day(p.on)}" for p in points[-6:])
                parts.append(f"{name or 'Scores'}: {said}.")
        return " ".join(parts)


def course_rows(courses: Sequence[Series], targets: Sequence[Target]) -> list[CourseRow]:
    """The table: every scale worth a line, its latest score and its change with a reason."""
    return [_row(series, targets) for series in courses if _worth_a_line(series)]


def _worth_a_line(series: Series) -> bool:
    return series.instrument.about != "client" or series.scale == series.instrument.main_scale.id


def _row(series: Series, targets: Sequence[Target]) -> CourseRow:
    latest = series.latest
    value = "no score" if latest is None or latest.value is None else f"{latest.value:.3g}"
    if latest and latest.scored.band and series.scale == series.instrument.main_scale.id:
        value += f" ({latest.scored.band})"
    return CourseRow(
        series_name(series, targets),
        value,
        _on_words(series),
        spark([p.value for p in series.scored_points if p.value is not None]),
        change_words(series),
    )


def _on_words(series: Series) -> str:
    latest, newest = series.latest, series.points[-1]
    words = day(latest.on) if latest else "–"
    if newest.value is None and newest.scored.missing:
        items = ", ".join(str(number) for number in newest.scored.missing)
        words += f"; {day(newest.on)}: no score, item {items} left out"
    return words


def course_chart(
    family: Sequence[Series], sessions: Sequence[Session], targets: Sequence[Target]
) -> CourseChart:
    """One chart for the courses of one instrument (several when about several people)."""
    first = family[0]
    on_main = len({series.scale for series in family}) == 1
    usable = [c for c in first.instrument.cutoffs if c.status == "verified"]
    lines = _lines([c for c in usable if c.scale == first.scale]) if on_main else ()
    bands = [b for b in first.instrument.bands if b.scale == first.scale and on_main]
    return CourseChart(
        title=first.instrument.title,
        low=first.extent[0],
        high=first.extent[1],
        points=tuple((_name_in(family, s, targets), _points(s)) for s in family),
        bands=tuple(Shade(b.min, b.max, b.label) for b in bands),
        cutoffs=lines,
        error=_error(first) if len(family) == 1 else None,
        events=_events(sessions, first),
        missing=tuple(p.on for s in family for p in s.points if p.value is None),
        notes=_notes(first),
        better="lower" if first.instrument.better_is == "lower" else "higher",
    )


def _name_in(family: Sequence[Series], series: Series, targets: Sequence[Target]) -> str:
    return series_name(series, targets) if len(family) > 1 else ""


def _points(series: Series) -> tuple[ChartPoint, ...]:
    found = []
    for point in series.scored_points:
        mark = "total only, no items" if point.total_only else ""
        if point.scored.flags:
            mark = "risk item flagged"
        assert point.value is not None  # noqa: S101 (scored points have a value)
        found.append(ChartPoint(point.on, point.value, mark))
    return tuple(found)


def _lines(cutoffs: Sequence[Cutoff]) -> tuple[Line, ...]:
    by_value: dict[float, list[str]] = {}
    for cutoff in cutoffs:
        by_value.setdefault(cutoff.value, []).append(cutoff.label)
    return tuple(Line(v, f"{v:g}: {' and '.join(words)}") for v, words in by_value.items())


def _error(series: Series) -> Shade | None:
    threshold = series.instrument.threshold(series.scale)
    points = series.scored_points
    if threshold is None or not points or points[0].value is None:
        return None
    start, (lowest, highest) = points[0].value, series.extent
    low, high = start - threshold.value, start + threshold.value
    words = f"within {threshold.value:g} points of the start: not a reliable change"
    return Shade(max(low, lowest), min(high, highest), words)


def _events(sessions: Sequence[Session], series: Series) -> tuple[EventMark, ...]:
    if not series.points:
        return ()
    return tuple(
        EventMark(
            s.starts_at.date(),
            escaped(", ".join(label("change_events", event) for event in s.change_events))
            + f" ({day(s.starts_at.date())})",
        )
        for s in sessions
        if s.change_events
    )


def _notes(series: Series) -> tuple[str, ...]:
    one = series.instrument
    moved = series.since_start
    notes = [change_words(series)]
    if moved:
        notes.append(f"Reliable change: {moved.basis}")
    notes += [
        f"Cut-off {c.op} {c.value:g}: {c.meaning} ({c.status}; {c.sources[0]})."
        for c in one.cutoffs
        if c.status == "verified" and c.scale == series.scale and c.sources
    ]
    if one.bands and one.bands_source.sources:
        status, source = one.bands_source.status, one.bands_source.sources[0]
        notes.append(f"Bands: {status}; {source}.")
    elif one.bands_source.note:
        notes.append(f"Bands: {one.bands_source.note}")
    if len(series.scored_points) < 4:
        notes.append("Fewer than four scores: no trend can be read from them.")
    return tuple(notes)


def flag_words(flagged: FlaggedAnswer) -> str:
    """A flagged answer that nobody has acknowledged yet."""
    return f"{escaped(flagged.sentence)}."


def acknowledged_words(flagged: FlaggedAnswer) -> str:
    """What was done about a flagged answer, as it was written down."""
    done = flagged.acknowledged
    if done is None:
        return flag_words(flagged)
    actions = ", ".join(label("risk_actions", action) for action in done.actions)
    lines = [f"**{escaped(flagged.sentence)}**", f"{day(done.seen_on, year=True)}: {actions}"]
    for title, text in (("Discussed", done.discussed), ("Told", done.told),
                        ("Why enough for now", done.rationale)):  # fmt: skip
        if text:
            lines.append(f"{title}: {escaped(text)}")
    if done.next_check:
        lines.append(f"Next check: {day(done.next_check, year=True)}")
    return "  \n".join(lines)
