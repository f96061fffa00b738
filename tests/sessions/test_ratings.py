"""Rating problems and goals: all of a day or none, nobody's rating lost, each in the trail."""

from __future__ import annotations

from uuid import uuid4

import pytest

from core.assembly import Practice, Services
from core.clients.model import Client
from core.errors import InvalidEntry, NotAllowedNow, NotFound
from core.sessions.model import Goal, Problem, ProblemRating
from tests.people import CLINICIAN, JONAS, MARA, TODAY, days_ago


@pytest.fixture
def goal(services: Services, mara: Client) -> Goal:
    return services.sessions.save_goal(CLINICIAN, Goal(client_id=mara.id, words="Ask once."))


@pytest.fixture
def problem(services: Services, mara: Client) -> Problem:
    freeze = Problem(client_id=mara.id, words="I freeze when he raises his voice.")
    return services.sessions.save_problem(CLINICIAN, freeze)


def values(services: Services) -> tuple[list[int], list[int]]:
    """Ratings of Mara's one problem and one goal, in the order they are kept."""
    (problem,), (goal,) = (
        services.sessions.problems(CLINICIAN, MARA.id),
        services.sessions.goals(CLINICIAN, MARA.id),
    )
    return [r.value for r in problem.ratings], [r.value for r in goal.ratings]


def test_one_save_rates_problems_and_goals(
    practice: Practice, services: Services, goal: Goal, problem: Problem
) -> None:
    services.sessions.rate(CLINICIAN, MARA.id, TODAY, {problem.id: 8, goal.id: 0})
    assert values(services) == ([8], [0])
    told = practice.connection().rows("SELECT action FROM audit_trail ORDER BY seq DESC LIMIT 4")
    assert ("problem.saved",) in told
    assert ("goal.saved",) in told


def test_several_ratings_of_one_day_keep_their_order(
    services: Services, goal: Goal, problem: Problem
) -> None:
    for value in (8, 5, 6):
        services.sessions.rate(CLINICIAN, MARA.id, TODAY, {problem.id: value})
    services.sessions.rate(CLINICIAN, MARA.id, days_ago(7), {problem.id: 9, goal.id: 2})
    assert values(services) == ([8, 5, 6, 9], [2])


@pytest.mark.parametrize("wrong", [-1, 11])
def test_a_rating_outside_the_scale_takes_the_others_back(
    services: Services, goal: Goal, problem: Problem, wrong: int
) -> None:
    with pytest.raises(InvalidEntry, match="Value"):
        services.sessions.rate(CLINICIAN, MARA.id, TODAY, {problem.id: 8, goal.id: wrong})
    assert values(services) == ([], [])


def test_two_people_rating_at_once_lose_nothing(
    practice: Practice, services: Services, goal: Goal, problem: Problem
) -> None:
    other = practice.services()
    assert other.sessions.goals(CLINICIAN, MARA.id) == [goal]
    services.sessions.rate(CLINICIAN, MARA.id, TODAY, {problem.id: 8})
    other.sessions.rate(CLINICIAN, MARA.id, TODAY, {problem.id: 7})
    assert values(practice.services())[0] == [8, 7]


def test_what_is_not_in_this_file_is_not_rated(
    services: Services, problem: Problem, goal: Goal
) -> None:
    services.clients.save(CLINICIAN, JONAS)
    for client_id, record_id in ((JONAS.id, problem.id), (MARA.id, uuid4())):
        with pytest.raises(NotFound, match="not in the file"):
            services.sessions.rate(CLINICIAN, client_id, TODAY, {record_id: 3})
    assert (values(services), goal.version) == (([], []), 1)


def test_nothing_is_rated_while_names_are_covered(services: Services, problem: Problem) -> None:
    sharing = CLINICIAN._replace(screen_share=True)
    with pytest.raises(NotAllowedNow):
        services.sessions.rate(sharing, MARA.id, TODAY, {problem.id: 3})


def test_names_inside_the_words_are_covered(services: Services, mara: Client) -> None:
    rated = (ProblemRating(on=TODAY, value=3, note="Mara said it twice"),)
    services.sessions.save_problem(
        CLINICIAN, Problem(client_id=mara.id, words="Being Mara Lindqvist.", ratings=rated)
    )
    sharing = CLINICIAN._replace(screen_share=True)
    (shown,) = services.sessions.problems(sharing, mara.id)
    assert "Mara" not in shown.words + shown.ratings[0].note
    assert "MA-1" in shown.words


def test_open_problems_stand_first(services: Services, mara: Client) -> None:
    for words, status in (("gone", "closed"), ("there", "open")):
        services.sessions.save_problem(
            CLINICIAN, Problem(client_id=mara.id, words=words, status=status)
        )
    found = services.sessions.problems(CLINICIAN, mara.id)
    assert [one.words for one in found] == ["there", "gone"]
