"""What a client's measures say to a rule of a definition. Pure.

Published lines are of screening: on their marked side nothing is diagnosed.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from core.approaches.definition import Rule
from core.clients.file import ClientFile
from core.outcomes.change import side
from core.outcomes.naming import about_words
from core.outcomes.scoring import beyond
from core.outcomes.series import Point, Series


def measured(rule: Rule, file: ClientFile) -> Iterator[tuple[str, UUID]]:
    """For each course of the rule's measure that counts: what it shows, and the newest form."""
    for course in file.courses:
        scale = rule.scale or course.instrument.main_scale.id
        if (course.instrument.id, course.scale) != (rule.instrument, scale):
            continue
        if words := _words(rule, course, file):
            newest = course.latest or course.points[-1]
            yield words, newest.administration.id


def day_words(on: date) -> str:
    """A day with its year, "3 Feb 2026"."""
    return f"{on.day} {on:%b %Y}"


def _words(rule: Rule, course: Series, file: ClientFile) -> str:
    name = _name(course, file)
    newest = course.latest
    if newest is None or newest.value is None:
        return f"{name} filled in on {_newest_day(course)}" if _takes_any(rule, course) else ""
    if rule.from_score is not None and newest.value < rule.from_score:
        return ""
    if not rule.over_line or not course.lines or _beyond(course, newest):
        said = f"{_score(newest)}{_side(course, newest)}"
        return f"{name} filled in on {day_words(newest.on)}, {said}"
    return _was_beyond(course, newest, name)


def _newest_day(course: Series) -> str:
    return day_words(course.points[-1].on)


def _takes_any(rule: Rule, course: Series) -> bool:
    """Whether a form counts although it has no score."""
    return bool(course.points) and rule.from_score is None and not rule.over_line


def _was_beyond(course: Series, newest: Point, name: str) -> str:
    """That an earlier score was on the marked side of a line, although the newest is not."""
    earlier = [point for point in course.scored_points if _beyond(course, point)]
    if not earlier:
        return ""
    last = earlier[-1]
    was = f"{_score(last)} on {day_words(last.on)}{_side(course, last)}"
    return f"{name} was {was}; on {day_words(newest.on)} it was {_score(newest)}"


def _beyond(course: Series, point: Point) -> bool:
    value = point.value
    return value is not None and any(beyond(line, value) for line in course.lines)


def _name(course: Series, file: ClientFile) -> str:
    about = f" about {about_words(course.about, file.targets)}" if course.about else ""
    scored = [one for one in course.instrument.scales if one.method != "unscored"]
    title = course.instrument.scale(course.scale).title.split("(")[0].strip().lower()
    return f"{course.instrument.short}{f' ({title})' if len(scored) > 1 else ''}{about}"


def _score(point: Point) -> str:
    return f"{point.value:.3g}"


def _side(course: Series, point: Point) -> str:
    """The side of the published line the score is beyond, or of the first line."""
    if point.value is None or not course.lines:
        return ""
    line = next((one for one in course.lines if beyond(one, point.value)), course.lines[0])
    return f", {side(line, point.value)}"
