"""Saving several episodes at once: all of them or none, and the data are looked at once."""

from __future__ import annotations

from uuid import UUID

import pytest

from core.access.audit import Actor
from core.assembly import Practice, Services
from core.errors import InvalidEntry, StaleEdit
from core.store.records import RecordStore
from core.triggers.model import Episode
from core.triggers.service import TriggerService
from tests.people import CLINICIAN, JONAS, MARA, days_ago, episode

pytestmark = pytest.mark.usefixtures("mara")


def test_all_are_saved_each_with_its_event(practice: Practice, services: Services) -> None:
    made = [episode(MARA, days_ago(day)) for day in (3, 2, 1)]
    saved = services.triggers.save_all(CLINICIAN, MARA.id, made)
    assert [one.version for one in saved] == [1, 1, 1]
    assert len(services.triggers.episodes(CLINICIAN, MARA.id)) == 3
    rows = practice.connection().rows(
        "SELECT count(*) FROM audit_trail WHERE action = 'episode.saved'"
    )
    assert rows == [(3,)]


def test_none_is_saved_when_one_cannot_be(services: Services) -> None:
    there = services.triggers.save(CLINICIAN, episode(MARA, days_ago(5)))
    services.triggers.save(CLINICIAN, there.amended(learning="Saved by somebody else."))
    with pytest.raises(StaleEdit):
        services.triggers.save_all(CLINICIAN, MARA.id, [episode(MARA, days_ago(1)), there])
    assert len(services.triggers.episodes(CLINICIAN, MARA.id)) == 1


def test_an_episode_of_somebody_else_is_refused(services: Services) -> None:
    services.clients.save(CLINICIAN, JONAS)
    both = [episode(MARA, days_ago(1)), episode(JONAS, days_ago(1))]
    with pytest.raises(InvalidEntry, match="not all of one client's file"):
        services.triggers.save_all(CLINICIAN, MARA.id, both)
    assert services.triggers.episodes(CLINICIAN, MARA.id) == []


def test_the_hypotheses_are_tested_once_however_many_are_saved(
    practice: Practice, services: Services
) -> None:
    asked: list[UUID] = []

    def recheck(_: Actor, client_id: UUID) -> None:
        asked.append(client_id)

    store = RecordStore(practice.connection(), "episode", Episode)
    triggers = TriggerService(store, services.admission, recheck)
    triggers.save_all(CLINICIAN, MARA.id, [episode(MARA, days_ago(day)) for day in (3, 2, 1)])
    assert asked == [MARA.id]
