"""The audit trail: altered, missing, moved or cut off, it is found out."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest

from core.assembly import Practice
from core.checking import check_practice
from core.clients.model import Couple, HalfCycle
from core.store.connection import Connection
from tests.people import CLINICIAN, JONAS, MARA, days_ago, episode, phq9


@pytest.fixture
def lived_in(practice: Practice) -> Practice:
    """A practice in which some things happened."""
    services = practice.services()
    mara = services.clients.save(CLINICIAN, MARA)
    entry = services.triggers.save(CLINICIAN, episode(mara, days_ago(3)))
    services.triggers.save(CLINICIAN, entry.amended(learning="She said it again."))
    services.triggers.episodes(CLINICIAN, mara.id)
    services.settings.save(CLINICIAN, services.settings.current(CLINICIAN))
    return practice


def raw(practice: Practice) -> Connection:
    return practice.connection()


def test_the_chain_can_be_followed_with_nothing_but_sha_256(lived_in: Practice) -> None:
    """By hand: the hash of an event is SHA-256 of the JSON list of what it says."""
    previous = "0" * 64
    rows = raw(lived_in).rows(
        "SELECT seq, CAST(id AS VARCHAR), epoch_us(happened_at), actor, sign_in, action, "
        "CAST(client_id AS VARCHAR), detail, content, hash FROM audit_trail ORDER BY seq"
    )
    for seq, *told, hash_ in rows:
        text = json.dumps([previous, seq, *told], separators=(",", ":"), ensure_ascii=False)
        previous = sha256(text.encode()).hexdigest()
        assert previous == hash_
    assert len(rows) == 5


@pytest.mark.parametrize(
    ("tampering", "problem"),
    [
        ("UPDATE audit_trail SET actor = 'x' WHERE seq = 2", "event 2 was altered"),
        ("UPDATE audit_trail SET happened_at = now() WHERE seq = 3", "event 3 was altered"),
        ("UPDATE audit_trail SET client_id = NULL WHERE seq = 4", "event 4 was altered"),
        ("DELETE FROM audit_trail WHERE seq = 1", "events 1 to 1 are missing"),
        ("DELETE FROM audit_trail WHERE seq IN (2, 3)", "events 2 to 3 are missing"),
        ("DELETE FROM audit_trail WHERE seq = 5", "at its end are missing"),
        ("DELETE FROM audit_trail", "at its end are missing"),
        ("DELETE FROM audit_seals WHERE seq = 5", "at its end are missing or were altered"),
        (
            "UPDATE audit_trail SET seq = CASE seq WHEN 2 THEN 30 ELSE seq END WHERE seq = 2",
            "events 2 to 2 are missing",
        ),
        ("UPDATE records SET body = '{}' WHERE kind = 'episode' AND version = 2",
         "episode: 1 versions that their audit event does not fit"),
        ("UPDATE records SET filed_on = NULL WHERE kind = 'episode' AND version = 1",
         "episode: 1 versions that their audit event does not fit"),
        ("UPDATE records SET recorded_by = 'other' WHERE kind = 'client'",
         "client: 1 versions that their audit event does not fit"),
        ("UPDATE records SET salt = NULL WHERE kind = 'client'",
         "client: 1 versions that their audit event does not fit"),
    ],
)  # fmt: skip
def test_tampering_is_found(lived_in: Practice, tampering: str, problem: str) -> None:
    raw(lived_in).execute(tampering)
    found = check_practice(lived_in)
    assert any(problem in sentence for sentence in found.problems), found.problems


FORGE = """
UPDATE records SET body = replace(CAST(body AS VARCHAR), 'again', 'never')::JSON, salt = NULL,
    event_id = e.id, recorded_at = e.happened_at, recorded_by = e.actor
FROM (SELECT * FROM audit_trail WHERE action = '{action}' ORDER BY seq DESC LIMIT 1) e
WHERE kind = 'episode' AND version = 2
"""


@pytest.mark.parametrize("action", ["file.read", "client.saved", "settings.saved"])
def test_a_forged_version_tied_to_another_event_is_found(lived_in: Practice, action: str) -> None:
    """A reading explains nothing, and an act explains one version only."""
    raw(lived_in).execute(FORGE.format(action=action))
    problems = check_practice(lived_in).problems
    assert "episode: 1 versions that their audit event does not fit." in problems
    assert "episode: 1 versions are missing that the audit trail tells of." in problems


def test_one_event_does_not_stand_for_two_versions(lived_in: Practice) -> None:
    raw(lived_in).execute(
        "INSERT INTO records SELECT kind, uuid(), 1, client_id, filed_on, state, about, retired, "
        "recorded_at, recorded_by, event_id, body, salt FROM records WHERE kind = 'client'"
    )
    assert (
        "client: 1 audit events that stand for several versions."
        in check_practice(lived_in).problems
    )


@pytest.mark.parametrize(
    ("tampering", "missing"),
    [
        ("DELETE FROM records WHERE kind = 'episode' AND version = 2", "episode: 1 versions"),
        ("DELETE FROM records WHERE kind = 'episode'", "episode: 2 versions"),
        ("DELETE FROM records WHERE kind = 'settings'", "settings: 1 versions"),
    ],
)
def test_the_newest_version_or_a_whole_entry_taken_away_is_found(
    lived_in: Practice, tampering: str, missing: str
) -> None:
    raw(lived_in).execute(tampering)
    assert check_practice(lived_in).problems == (
        f"{missing} are missing that the audit trail tells of.",
    )


@pytest.mark.parametrize(
    "tampering",
    [
        "DELETE FROM flags",
        "UPDATE flags SET kind = 'unanswered'",
        "UPDATE flags SET client_id = uuid()",
        "INSERT INTO flags SELECT * REPLACE (3 AS item) FROM flags",
    ],
)
def test_a_flag_taken_away_changed_or_invented_is_found(lived_in: Practice, tampering: str) -> None:
    lived_in.services().outcomes.record(CLINICIAN, phq9(MARA, 18, days_ago(7), item_9=1))
    assert check_practice(lived_in).ok
    raw(lived_in).execute(tampering)
    assert check_practice(lived_in).problems == (
        "flags: 1 measures have other flags than the answers give.",
    )


def test_a_score_filed_under_another_client_is_found(lived_in: Practice) -> None:
    lived_in.services().outcomes.record(CLINICIAN, phq9(MARA, 18, days_ago(7)))
    raw(lived_in).execute("UPDATE scores SET client_id = uuid()")
    assert check_practice(lived_in).problems == ("scores: 1 differ from what the answers give.",)


def test_after_an_erasure_what_else_is_taken_away_is_still_found(practice: Practice) -> None:
    """The partner's own entries were saved anew; the trail says how many versions went."""
    services = practice.services()
    for one in (MARA, JONAS):
        services.clients.save(CLINICIAN, one)
    half = HalfCycle(client_id=JONAS.id, reading_of_other="She is cross.")
    couple = Couple(client_id=JONAS.id, partner_id=MARA.id, halves=(half,))
    kept = services.clients.save_couple(CLINICIAN, couple)
    services.clients.save_couple(CLINICIAN, kept.amended(cycle_words="Chase and hide."))
    first = services.triggers.save(CLINICIAN, episode(JONAS, days_ago(3)))
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    assert check_practice(practice).problems == ()
    told = raw(practice).rows("SELECT action, detail FROM audit_trail WHERE detail <> ''")
    assert ("couple.cleared", "2 versions") in told
    raw(practice).execute(f"DELETE FROM records WHERE id = '{first.id}'")
    [problem] = check_practice(practice).problems
    assert problem.endswith("1 versions are missing that the audit trail tells of.")


def test_two_events_that_change_places_are_found(lived_in: Practice) -> None:
    connection = raw(lived_in)
    for was, becomes in ((2, 99), (3, 2), (99, 3)):
        connection.execute(f"UPDATE audit_trail SET seq = {becomes} WHERE seq = {was}")
    problems = check_practice(lived_in).problems
    assert any("event 2" in sentence for sentence in problems)
    assert any("event 3" in sentence for sentence in problems)


def test_a_copy_of_an_event_put_at_the_end_is_found(lived_in: Practice) -> None:
    raw(lived_in).execute(
        "INSERT INTO audit_trail SELECT 6, id, happened_at, actor, sign_in, action, client_id, "
        "detail, content, previous, hash FROM audit_trail WHERE seq = 5"
    )
    assert any("event 6" in sentence for sentence in check_practice(lived_in).problems)


def test_a_record_without_an_event_is_found(lived_in: Practice) -> None:
    raw(lived_in).execute(
        "INSERT INTO records SELECT kind, uuid(), 1, client_id, filed_on, state, about, retired, "
        "recorded_at, recorded_by, uuid(), body, salt FROM records WHERE kind = 'client'"
    )
    assert any(
        "no audit event explains" in sentence for sentence in check_practice(lived_in).problems
    )


def test_an_event_holds_no_word_that_somebody_typed(lived_in: Practice) -> None:
    for row in raw(lived_in).rows("SELECT * FROM audit_trail"):
        assert "again" not in str(row)
        assert MARA.name not in str(row)
