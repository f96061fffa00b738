"""A set and its SUD are saved together, or neither is; what pauses processing pauses them."""

from __future__ import annotations

import pytest

from core.approaches.model import Target
from core.approaches.target_day import TargetDay, TargetEntries, last_set_taken_back, set_done
from core.assembly import Services
from core.errors import NotAllowedNow, StaleEdit, UserFacingError
from core.sessions.safety import Concern
from tests.people import CLINICIAN, TODAY, TOVE, target


@pytest.fixture(autouse=True)
def door(services: Services) -> Target:
    services.clients.save(CLINICIAN, TOVE)
    return services.approaches.save_target(CLINICIAN, target(TOVE, "planned"))


def day(services: Services) -> TargetDay:
    work = services.approaches.target_work(CLINICIAN, TOVE.id)
    measures = services.outcomes.administrations(CLINICIAN, TOVE.id)
    now = services.approaches.targets(CLINICIAN, TOVE.id)[0]
    return TargetDay(now, TODAY, work[0] if work else None, measures)


def sets_and_ratings(services: Services) -> tuple[int, int]:
    now = day(services)
    return len(now.begun.sets), len(now.measures)


def test_a_set_comes_with_its_measure_and_the_target(services: Services) -> None:
    services.approaches.save_sets(CLINICIAN, set_done(day(services), 8))
    services.approaches.save_sets(CLINICIAN, set_done(day(services), None))
    assert sets_and_ratings(services) == (2, 1)
    assert day(services).target.status == "in_progress"
    services.approaches.save_sets(CLINICIAN, last_set_taken_back(day(services)))
    services.approaches.save_sets(CLINICIAN, last_set_taken_back(day(services)))
    assert sets_and_ratings(services) == (0, 0)


def test_a_rating_that_cannot_be_kept_takes_the_set_with_it(services: Services) -> None:
    made = set_done(day(services), 8)
    wrong = made.measures[0].model_copy(update={"answers": (11,)})
    with pytest.raises(UserFacingError):
        services.approaches.save_sets(CLINICIAN, made._replace(measures=(wrong,)))
    assert sets_and_ratings(services) == (0, 0)
    assert day(services).target.status == "planned"


def test_of_two_first_sets_at_once_one_is_told_and_leaves_no_rating(services: Services) -> None:
    mine, theirs = (set_done(day(services), sud) for sud in (8, 5))
    services.approaches.save_sets(CLINICIAN, theirs)
    with pytest.raises(StaleEdit):
        services.approaches.save_sets(CLINICIAN, mine)
    assert sets_and_ratings(services) == (1, 1)


def test_sets_are_paused_with_processing_and_closing_is_not(services: Services) -> None:
    services.approaches.save_sets(CLINICIAN, set_done(day(services), 8))
    services.sessions.save_concern(
        CLINICIAN, Concern(client_id=TOVE.id, kind="suicide", acute=True, noted_on=TODAY)
    )
    with pytest.raises(NotAllowedNow):
        services.approaches.save_sets(CLINICIAN, set_done(day(services), 7))
    now = day(services)
    closed = now.begun.amended(closure="incomplete", closed_with="The shed")
    kept = TargetEntries((now.target.amended(status="incomplete"),), (closed,))
    services.approaches.save_sets(CLINICIAN, kept)
    assert day(services).begun.closure == "incomplete"
    assert sets_and_ratings(services) == (1, 1)
