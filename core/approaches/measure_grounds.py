"""What a client's measures say to a rule of a definition. Pure.

Published lines are of screening: on their marked side nothing is diagnosed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import UUID

from core.approaches.definition import Rule
from core.clients.file import ClientFile
from core.days import day_words
from core.outcomes.change import side
from core.outcomes.naming import about_words
from core.outcomes.scoring import beyond
from core.outcomes.series import Point, Series


def measured(rule: Rule, file: ClientFile) -> Iterator[tuple[str, UUID, date]]:
    """For each course of the rule's measure that counts: what it shows, the newest form, its day.

    Where the rule asks for a score beyond a line, the newest one has to be: see `no_longer`.
    """
    for course in _courses(rule, file):
        if words := _words(rule, course, file):
            newest = course.latest or course.points[-1]
            yield words, newest.administration.id, newest.on


def no_longer(rules: Iterable[Rule], file: ClientFile) -> tuple[str, ...]:
    """What was beyond a published line and is not any more: told, and no reason for anything."""
    every = (
        _was_beyond(course, file)
        for rule in rules if rule.record == "measure" and rule.over_line
        for course in _courses(rule, file)
    )  # fmt: skip
    return tuple(words for words in dict.fromkeys(every) if words)


def _courses(rule: Rule, file: ClientFile) -> Iterator[Series]:
    for course in file.courses:
        scale = rule.scale or course.instrument.main_scale.id
        if (course.instrument.id, course.scale) == (rule.instrument, scale):
            yield course


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
    return ""


def _newest_day(course: Series) -> str:
    return day_words(course.points[-1].on)


def _takes_any(rule: Rule, course: Series) -> bool:
    """Whether a form counts although it has no score."""
    return bool(course.points) and rule.from_score is None and not rule.over_line


def _was_beyond(course: Series, file: ClientFile) -> str:
    """That a score was on the marked side of a line once, although the newest is not."""
    newest, earlier = course.latest, [p for p in course.scored_points if _beyond(course, p)]
    if newest is None or not earlier or _beyond(course, newest):
        return ""
    first, last = course.scored_points[0], earlier[-1]
    start = "" if last == first else f"{_score(first)} at the start, and "
    return (
        f"{_name(course, file)} is now {_side(course, newest)[2:]}: {_score(newest)} on "
        f"{day_words(newest.on)}. It was {start}last {_side(course, last)[2:]} on "
        f"{day_words(last.on)} ({_score(last)})."
    )


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
