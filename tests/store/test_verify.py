"""Checking a whole store finds what a hand in the database has done to it."""

from __future__ import annotations

import pytest

from core.assembly import Services
from core.store.connection import Store
from core.store.verify import Verification, verify_store
from tests.people import (
    CLINICIAN,
    MARA,
    acknowledged,
    days_ago,
    episode,
    node,
    phq9,
    plan,
    seen,
    target,
)


@pytest.fixture
def filled(services: Services, store: Store) -> Store:
    """A store with something of several kinds in it."""
    client = services.clients.save(CLINICIAN, MARA)
    services.clients.save(CLINICIAN, client.amended(name="Mara L."))
    flagged = services.outcomes.record(CLINICIAN, phq9(MARA, 18, days_ago(7), item_9=1))
    services.outcomes.acknowledge(CLINICIAN, acknowledged(flagged, 9, days_ago(6)))
    services.triggers.save(CLINICIAN, episode(MARA, days_ago(3)))
    services.sessions.save(CLINICIAN, seen(MARA, days_ago(7)))
    services.approaches.save_plan(CLINICIAN, plan(MARA, None))
    services.approaches.save_target(CLINICIAN, target(MARA))
    services.formulation.save_node(CLINICIAN, node(MARA, "No answer"))
    services.settings.save(CLINICIAN, services.settings.current(CLINICIAN))
    return store


def checked(store: Store) -> Verification:
    return verify_store(store.connection())


def test_an_empty_store_is_sound(store: Store) -> None:
    assert checked(store) == Verification(0, 0, ())


def test_a_store_in_use_is_sound_and_everything_is_counted(filled: Store) -> None:
    found = checked(filled)
    assert found.ok
    assert (found.records, found.audit_events) == (10, 10)


@pytest.mark.parametrize(
    ("tampering", "problem"),
    [
        (
            "DELETE FROM audit_trail WHERE action = 'episode.saved'",
            "episode: 1 versions that no audit event explains.",
        ),
        (
            "DELETE FROM records WHERE kind = 'client' AND version = 1",
            "client: 1 entries with a missing version.",
        ),
        (
            "UPDATE records SET version = 5 WHERE kind = 'client' AND version = 2",
            "client: 1 entries with a missing version.",
        ),
        (
            "DELETE FROM records WHERE kind = 'administration'",
            "scores: 1 scores without their administration.",
        ),
        (
            "DELETE FROM records WHERE kind = 'administration'",
            "flags: 1 flags without their administration.",
        ),
        (
            "UPDATE records SET client_id = uuid() WHERE kind = 'session'",
            "session: 1 entries in the file of a client that does not exist.",
        ),
        (
            "UPDATE records SET event_id = uuid() WHERE kind = 'settings'",
            "settings: 1 versions that no audit event explains.",
        ),
    ],
)
def test_tampering_is_found_and_told_without_content(
    filled: Store, tampering: str, problem: str
) -> None:
    filled.connection().execute(tampering)
    found = checked(filled)
    assert not found.ok
    assert problem in found.problems
    assert not any("Mara" in sentence for sentence in found.problems)


def test_checking_changes_nothing(filled: Store) -> None:
    before = filled.connection().rows("SELECT count(*), max(happened_at) FROM audit_trail")
    checked(filled)
    assert filled.connection().rows("SELECT count(*), max(happened_at) FROM audit_trail") == before
