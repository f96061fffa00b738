"""First and latest scores of the caseload: whose, under which name, and which count."""

from __future__ import annotations

import pytest

from core.access.permissions import RULES
from core.assembly import Practice, Services
from core.errors import NotFound
from core.outcomes.pairs import Pair
from core.outcomes.series import find_series
from tests.access.cast import OWNER, actor_of, related, staffed
from tests.people import CLINICIAN, JONAS, MARA, days_ago, filled_in, phq9


def pairs(services: Services) -> list[Pair]:
    return services.outcomes.caseload_pairs(CLINICIAN, "phq-9")


@pytest.mark.usefixtures("mara")
def test_first_and_latest_by_date_whatever_the_order_of_typing(services: Services) -> None:
    for score, ago in ((7, 7), (16, 70), (11, 35)):
        services.outcomes.record(CLINICIAN, phq9(MARA, score, days_ago(ago)))
    assert pairs(services) == [
        Pair(MARA.id, MARA.code, MARA.name, days_ago(70), 16, days_ago(7), 7, 3)
    ]


@pytest.mark.usefixtures("mara")
def test_a_corrected_score_counts_as_corrected_and_a_retired_one_not_at_all(
    services: Services,
) -> None:
    first = services.outcomes.record(CLINICIAN, phq9(MARA, 16, days_ago(70)))
    services.outcomes.record(CLINICIAN, first.amended(answers=phq9(MARA, 12, days_ago(70)).answers))
    wrong = services.outcomes.record(CLINICIAN, phq9(MARA, 27, days_ago(1), item_9=3))
    services.outcomes.retire(CLINICIAN, wrong, "typed for somebody else")
    [found] = pairs(services)
    assert (found.pre, found.post, found.n_scores, found.has_change) == (12, 12, 1, False)


@pytest.mark.usefixtures("mara")
def test_other_measures_and_scores_about_a_relationship_do_not_count(services: Services) -> None:
    services.outcomes.record(
        CLINICIAN, filled_in(MARA, "ecr-rs", "777711111", days_ago(1), about="partner")
    )
    assert pairs(services) == []
    assert services.outcomes.caseload_pairs(CLINICIAN, "ecr-rs", "anxiety") == []
    with pytest.raises(NotFound):
        services.outcomes.caseload_pairs(CLINICIAN, "phq-9", "no such scale")


def test_on_a_shared_screen_everybody_is_a_code(services: Services) -> None:
    for client, score in ((services.clients.save(CLINICIAN, MARA), 16), (JONAS, 9)):
        if client is JONAS:
            services.clients.save(CLINICIAN, JONAS)
        services.outcomes.record(CLINICIAN, phq9(client, score, days_ago(3)))
    shared = CLINICIAN._replace(screen_share=True)
    found = services.outcomes.caseload_pairs(shared, "phq-9")
    assert [one.name for one in found] == [one.code for one in found]
    assert {one.name for one in pairs(services)} == {MARA.name, JONAS.name}


def test_a_supervisor_sees_the_supervised_as_codes_and_nobody_else(practice: Practice) -> None:
    services = practice.services()
    for client in (MARA, JONAS):
        services.clients.save(OWNER, client)
        services.outcomes.record(OWNER, phq9(client, 12, days_ago(2)))
    staffed(practice)
    supervisor = actor_of("supervisor")
    related(practice, supervisor, "supervisor", MARA)
    found = practice.services().outcomes.caseload_pairs(supervisor, "phq-9")
    assert [(one.code, one.name) for one in found] == [(MARA.code, MARA.code)]


def test_whoever_sees_a_client_on_the_caseload_may_read_their_measures() -> None:
    """caseload_pairs asks for the caseload only; the two must not come apart."""
    assert RULES["caseload.read"].holders <= RULES["measures.read"].holders


@pytest.mark.usefixtures("mara")
def test_two_forms_of_one_place_on_a_day_come_in_the_same_order_as_in_the_file(
    services: Services,
) -> None:
    for score in (20, 5, 12):
        services.outcomes.record(CLINICIAN, phq9(MARA, score, days_ago(7)))
    course = find_series(services.outcomes.courses(CLINICIAN, MARA.id), "phq-9")
    assert course is not None
    [found] = pairs(services)
    assert (found.pre, found.post) == (course.points[0].value, course.points[-1].value)
