"""Problems and goals in the client's own words, as courses from 0 to 10. Pure.

Each is the client's own scale. No measurement error is known for it, so a change is told in
points and never given a verdict.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

from core.sessions.model import Goal, Problem

Kind = Literal["problem", "goal"]
LOWEST, HIGHEST = 0, 10
ANCHORS: dict[Kind, tuple[str, str]] = {
    "problem": ("not at all troubling", "as bad as it can be"),
    "goal": ("not at all", "reached"),
}
NO_VERDICT = "The client's own scale: no measurement error is known, so no verdict is given."


class PersonalCourse(NamedTuple):
    """One problem or goal over time: (day, rating 0-10) by day, then as they were given."""

    id: UUID
    words: str
    kind: Kind
    better_is: Literal["lower", "higher"]
    points: tuple[tuple[date, float], ...]
    status: str

    @property
    def open(self) -> bool:
        """Whether it is still asked about."""
        return self.status == "open"

    @property
    def first(self) -> tuple[date, float] | None:
        """The first rating, or None before one was given."""
        return self.points[0] if self.points else None

    @property
    def latest(self) -> tuple[date, float] | None:
        """The newest rating, or None before one was given."""
        return self.points[-1] if self.points else None

    @property
    def difference(self) -> float | None:
        """Points from the first to the latest rating (latest minus first); None with one."""
        return self.points[-1][1] - self.points[0][1] if len(self.points) > 1 else None

    @property
    def direction(self) -> str:
        """Which way is better, in words."""
        return f"{self.better_is} is better"

    @property
    def anchors(self) -> str:
        """Both ends of the scale in words."""
        low, high = ANCHORS[self.kind]
        return f"{LOWEST} {low}, {HIGHEST} {high}"


def personal_courses(goals: Iterable[Goal], problems: Iterable[Problem]) -> list[PersonalCourse]:
    """Every problem and goal as a course: open ones first, problems before goals."""
    courses = [_problem(one) for one in problems] + [_goal(one) for one in goals]
    return sorted(courses, key=lambda course: not course.open)


def moved_words(course: PersonalCourse) -> str:
    """ "8 to 5 since 3 Mar (lower is better)", the one rating there is, or that there is none."""
    if course.first is None or course.latest is None:
        return "not rated yet"
    (start, before), (_, now) = course.first, course.latest
    if course.difference is None:
        return f"{now:g} on {_day(start)} ({course.direction})"
    return f"{before:g} to {now:g} since {_day(start)} ({course.direction})"


def _problem(one: Problem) -> PersonalCourse:
    points = _in_order((rating.on, rating.value) for rating in one.ratings)
    return PersonalCourse(one.id, one.words, "problem", "lower", points, one.status)


def _goal(one: Goal) -> PersonalCourse:
    points = _in_order((rating.on, rating.value) for rating in one.ratings)
    return PersonalCourse(one.id, one.words, "goal", "higher", points, one.status)


def _in_order(ratings: Iterable[tuple[date, int]]) -> tuple[tuple[date, float], ...]:
    given: Sequence[tuple[date, int]] = sorted(ratings, key=lambda rated: rated[0])
    return tuple((on, float(value)) for on, value in given)


def _day(on: date) -> str:
    return f"{on.day} {on:%b}"
