"""Saving several entries of a map at once, reviews, and the retest after a save."""

from __future__ import annotations

from datetime import date

import pytest

from core.access.actor import Actor
from core.assembly import Services
from core.clients.model import Client
from core.errors import InvalidEntry, NotPermitted, StoreUnusable
from core.formulation.model import FormulationVersion, Prediction
from core.triggers.service import TriggerService
from tests.people import CLINICIAN, JONAS, days_ago, episode, link, node


@pytest.fixture
def jonas(services: Services) -> Client:
    return services.clients.save(CLINICIAN, JONAS)


def test_a_link_to_another_clients_node_is_refused_and_nothing_is_saved(
    services: Services, mara: Client, jonas: Client
) -> None:
    his, hers = node(jonas, "His"), node(mara, "Hers")
    services.formulation.save_node(CLINICIAN, his)
    across = link(hers, node(mara, "x")).amended(to_node=his.id)
    with pytest.raises(InvalidEntry):
        services.formulation.save_all(CLINICIAN, mara.id, [hers, across])
    assert services.formulation.formulation(CLINICIAN, mara.id).nodes == ()


def test_saving_nothing_asks_too(services: Services, mara: Client) -> None:
    auditor = Actor("a", "Auditor", "auditor")
    with pytest.raises(NotPermitted):
        services.formulation.save_all(auditor, mara.id, [])


def test_what_a_review_froze_cannot_be_emptied(services: Services, mara: Client) -> None:
    services.formulation.save_node(CLINICIAN, node(mara, "Silence"))
    kept = services.formulation.review(
        CLINICIAN, FormulationVersion(client_id=mara.id, reviewed_on=days_ago(1))
    )
    changed = services.formulation.review(CLINICIAN, kept.amended(frozen=(), note="Read together"))
    assert (changed.frozen, changed.note) == (kept.frozen, "Read together")


def test_a_retest_that_fails_does_not_undo_or_hide_the_save(
    services: Services, mara: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, end = node(mara, "Silence"), node(mara, "Checks", "action")
    services.formulation.save_all(CLINICIAN, mara.id, [start, end])
    asked = Prediction(kind="same_episode", set_on=date(2026, 1, 1))
    services.formulation.save_link(CLINICIAN, link(start, end, prediction=asked))

    def unreadable(*_: object) -> object:
        raise StoreUnusable("The store cannot be read.")

    monkeypatch.setattr("core.formulation.hypotheses.findings", unreadable)
    diary: TriggerService = services.triggers
    diary.save(CLINICIAN, episode(mara, days_ago(1)))
    assert len(diary.episodes(CLINICIAN, mara.id)) == 1
