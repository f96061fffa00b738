"""A person's scores beside the course that a norm group leads one to expect. Pure.

Which session a score belongs to: as many sessions as were held up to and including its day.
The starting score is the first one taken at or before the first held session; where the model
begins at session 1 it stands for session 1. Other scores from before the first session are
left out, and so is everything when no score was taken by then: a later one is not a start.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from core.outcomes.course import Alert, Band, Growth, SessionScore, expected, off_course
from core.outcomes.series import Series
from core.sessions.model import Session


class Expected(NamedTuple):
    """What to expect of one course: scores by session, the band on days, an alert with why.

    `band` holds, in points, the mean and the middle 80% of the norm group at the start and at
    each held session after it that the model covers. It is empty when `why_not` says why
    nothing can be expected.
    """

    growth: Growth
    scores: tuple[SessionScore, ...]
    band: tuple[tuple[date, Band], ...]
    alert: Alert | None
    why_not: str = ""


def growth_for(series: Series, known: Iterable[Growth]) -> Growth | None:
    """The practice's model for this scale, or None; none for a measure about somebody else."""
    if series.about:
        return None
    wanted = (series.instrument.id, series.scale)
    return next((g for g in known if g.usable and (g.instrument, g.scale) == wanted), None)


def expected_course(series: Series, sessions: Sequence[Session], growth: Growth) -> Expected:
    """The scores of a course by session, the band to expect and whether the latest is outside."""
    scores = session_scores(series, sessions, growth)
    seen = [score for score in scores if growth.covers(score[0])]
    if not seen:
        return Expected(growth, scores, (), None, _why_not(series, growth, scores))
    scale = series.instrument.scale(series.scale)
    better_is = series.instrument.better(series.scale)
    alert = off_course(growth, scores, better_is, (scale.min, scale.max))
    return Expected(growth, scores, _band(growth, seen[0], held_days(sessions)), alert)


def course_words(expected: Expected) -> str:
    """Whether the latest score lies outside what the norm group leads one to expect, and whose."""
    if expected.why_not:
        return expected.why_not
    growth = expected.growth
    said = (
        expected.alert.reason
        if expected.alert
        else (
            "The latest score is not outside the range in which four in five people of the norm "
            f"group lie ({growth.norm_group})."
        )
    )
    return f"{said} Figures: {'; '.join(growth.sources)} ({growth.status})."


def session_scores(
    series: Series, sessions: Sequence[Session], growth: Growth
) -> tuple[SessionScore, ...]:
    """(session number, value, day) of the starting score and all later ones; see the top."""
    held = held_days(sessions)
    points = [(p.on, p.value) for p in series.scored_points if p.value is not None]
    if not held or not points or points[0][0] > held[0]:
        return ()
    (start_on, start), *rest = points
    begin = max(bisect_right(held, start_on), min(1, growth.first_session))
    later = [(bisect_right(held, on), value, on) for on, value in rest if on > held[0]]
    return ((begin, start, start_on), *later)


def held_days(sessions: Iterable[Session]) -> list[date]:
    """The days of the sessions that took place, in order."""
    return sorted(one.starts_at.date() for one in sessions if one.attendance == "attended")


def _band(
    growth: Growth, start: SessionScore, held: Sequence[date]
) -> tuple[tuple[date, Band], ...]:
    since, baseline, began = start
    days = {since: began} | {
        number: day for number, day in enumerate(held, start=1) if day > began and number > since
    }
    made = ((day, expected(growth, baseline, number, since)) for number, day in days.items())
    return tuple((day, band) for day, band in made if band is not None)


def _why_not(series: Series, growth: Growth, scores: Sequence[SessionScore]) -> str:
    if scores:
        first, last = scores[0][0], scores[-1][0]
        there = f"session {first}" if first == last else f"sessions {first} to {last}"
        return (
            f"The norm group's course covers sessions {growth.first_session} to "
            f"{growth.last_session}, and the {series.instrument.short} scores are of {there}, so "
            "no expected course is drawn."
        )
    return (
        f"No {series.instrument.short} score was taken at or before the first session, so there "
        "is no start to expect a course from."
    )
