"""What stands in the safety record puts a client on the list, and says nothing of its kind."""

from __future__ import annotations

import pytest

from core.access.actor import Actor
from core.assembly import Practice, Services
from core.clients.caseload import CaseloadQuery, Reason
from core.clients.model import Client
from core.sessions.safety import Concern
from tests.access.cast import actor_of, related, staffed
from tests.people import CLINICIAN, MARA, days_ago

SAID = "A safety concern was to be looked at again on"


def concern(**more: object) -> Concern:
    fields = {"kind": "partner_violence", "noted_on": days_ago(20)} | more
    return Concern(client_id=MARA.id, **fields)


def reasons(services: Services, actor: Actor = CLINICIAN) -> list[Reason]:
    rows = services.clients.caseload(actor, CaseloadQuery(needs_attention=True)).rows
    kinds = ("concern_acute", "concern_check")
    return [one for row in rows for one in row.reasons if one.kind in kinds]


def test_an_acute_concern_is_told_first_and_without_its_kind(
    services: Services, mara: Client
) -> None:
    services.sessions.save_concern(CLINICIAN, concern(acute=True))
    [said] = reasons(services)
    assert said.kind == "concern_acute"
    assert "marked acute" in said.sentence
    assert "violence" not in said.sentence
    assert mara.name not in said.sentence


@pytest.mark.parametrize(("ahead", "told"), [(-1, False), (0, True), (3, True)])
def test_a_next_check_is_told_when_its_day_has_come(
    services: Services, mara: Client, ahead: int, told: bool
) -> None:
    services.sessions.save_concern(CLINICIAN, concern(next_check=days_ago(ahead)))
    assert [one.sentence.startswith(SAID) for one in reasons(services)] == [True] * told
    assert mara.id == MARA.id


def test_what_is_past_or_closed_or_was_not_found_is_no_reason(
    services: Services, mara: Client
) -> None:
    for more in (
        {"state": "past", "acute": True, "next_check": days_ago(1)},
        {"state": "asked_none", "next_check": days_ago(1)},
        {"acute": True, "closed_on": days_ago(1), "closed_because": "Moved out"},
    ):
        services.sessions.save_concern(CLINICIAN, concern(**more))
    assert mara.id == MARA.id
    assert reasons(services) == []


def test_an_assistant_is_not_told(practice: Practice, mara: Client) -> None:
    services = practice.services()
    services.sessions.save_concern(CLINICIAN, concern(acute=True, next_check=days_ago(1)))
    staffed(practice)
    assistant = actor_of("assistant")
    related(practice, assistant, "assistant")
    assert mara.id == MARA.id
    assert reasons(services, assistant) == []


def test_on_a_shared_screen_it_is_neither_told_nor_counted_nor_put_first(
    services: Services, mara: Client
) -> None:
    """Who stands on the list of those who need attention is itself told by the list."""
    shared = CLINICIAN._replace(screen_share=True)
    needs = CaseloadQuery(status="all", needs_attention=True)
    plain = services.clients.caseload(shared, needs)
    services.sessions.save_concern(CLINICIAN, concern(acute=True, next_check=days_ago(1)))
    assert len(reasons(services)) == 2
    assert reasons(services, shared) == []
    assert services.clients.caseload(shared, needs) == plain
    services.clients.save(CLINICIAN, mara.amended(status="ended"))
    assert services.clients.caseload(shared, CaseloadQuery()).found == 0
    assert services.clients.caseload(CLINICIAN, CaseloadQuery()).found == 1
    row = services.clients.caseload(shared, CaseloadQuery(status="all")).rows[0]
    assert (row.facts.acute_on, row.facts.check_on) == (None, None)
