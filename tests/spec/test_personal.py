"""Problems and goals in the client's own words: order, direction and difference, no verdict."""

from __future__ import annotations

from datetime import date
from uuid import uuid4

import pytest

from core.outcomes.personal import PersonalCourse, moved_words, personal_courses
from core.sessions.model import Goal, GoalRating, Problem, ProblemRating
from tests.spec.table import Row, table

title = "Problems and goals in the client's own words"
CLIENT = uuid4()


def course(kind: str, ratings: str) -> PersonalCourse:
    """A course from ratings such as "1:8 15:6", each a day of March 2026 and a value."""
    given = [
        (date(2026, 3, int(day)), int(value))
        for day, _, value in (one.partition(":") for one in ratings.split())
    ]
    if kind == "goal":
        rated = tuple(GoalRating(on=on, value=value) for on, value in given)
        return personal_courses([Goal(client_id=CLIENT, words="x", ratings=rated)], [])[0]
    told = tuple(ProblemRating(on=on, value=value) for on, value in given)
    return personal_courses([], [Problem(client_id=CLIENT, words="x", ratings=told)])[0]


# Differences are counted by hand; two ratings of one day keep the order they were given in.
@pytest.mark.parametrize(
    "row",
    table("""
        kind    | ratings        | values | difference | words
        --------+----------------+--------+------------+-----------------------------------
        problem |                |        |            | not rated yet
        problem | 3:8            | 8      |            | 8 on 3 Mar (lower is better)
        problem | 3:8 10:5       | 8 5    | -3         | 8 to 5 since 3 Mar (lower is better)
        problem | 10:5 3:8       | 8 5    | -3         | 8 to 5 since 3 Mar (lower is better)
        problem | 3:0 10:10      | 0 10   | 10         | 0 to 10 since 3 Mar (lower is better)
        problem | 3:6 3:4        | 6 4    | -2         | 6 to 4 since 3 Mar (lower is better)
        problem | 10:5 3:6 3:4   | 6 4 5  | -1         | 6 to 5 since 3 Mar (lower is better)
        goal    | 3:2 10:7       | 2 7    | 5          | 2 to 7 since 3 Mar (higher is better)
        goal    | 3:7 10:7       | 7 7    | 0          | 7 to 7 since 3 Mar (higher is better)
    """),
)
def test_a_course_stands_in_order_and_tells_its_difference(row: Row) -> None:
    found = course(row["kind"], row["ratings"])
    assert [f"{value:g}" for _, value in found.points] == row["values"].split()
    difference = "" if found.difference is None else f"{found.difference:g}"
    assert difference == row["difference"]
    assert moved_words(found) == row["words"]


def test_both_ends_of_a_scale_are_named() -> None:
    assert course("problem", "").anchors == "0 not at all troubling, 10 as bad as it can be"
    assert course("goal", "").anchors == "0 not at all, 10 reached"


def test_open_ones_stand_first_and_problems_before_goals() -> None:
    goals = [
        Goal(client_id=CLIENT, words="reached goal", status="reached"),
        Goal(client_id=CLIENT, words="open goal"),
    ]
    problems = [
        Problem(client_id=CLIENT, words="closed problem", status="closed"),
        Problem(client_id=CLIENT, words="open problem"),
    ]
    found = personal_courses(goals, problems)
    assert [(one.words, one.open) for one in found] == [
        ("open problem", True), ("open goal", True),
        ("closed problem", False), ("reached goal", False),
    ]  # fmt: skip


def test_no_course_carries_a_verdict() -> None:
    assert {"reliable", "verdict", "band"}.isdisjoint(dir(course("problem", "3:8 10:1")))
