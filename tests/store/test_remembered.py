"""A connection reads a client's file once, and again as soon as anything was committed."""

from __future__ import annotations

import pytest

from core.access.audit import act
from core.assembly import Practice
from core.clients.caseload import CaseloadQuery
from core.sessions.model import Goal
from core.store.connection import Store
from core.store.records import RecordStore
from tests.people import CLINICIAN, JONAS, MARA, days_ago, phq9


def goals(store: Store) -> RecordStore[Goal]:
    """The goals as a script run of its own reads them."""
    return RecordStore(store.connection(), "goal", Goal)


def save(where: RecordStore[Goal], words: str) -> Goal:
    event = act(CLINICIAN, "goal.saved", MARA.id)
    return where.save(Goal(client_id=MARA.id, words=words), event)


def words(where: RecordStore[Goal]) -> list[str]:
    return [goal.words for goal in where.for_client(MARA.id)]


def test_a_change_of_ones_own_is_seen_at_once(store: Store) -> None:
    mine = goals(store)
    assert words(mine) == []
    save(mine, "Ask once.")
    assert words(mine) == ["Ask once."]


def test_a_change_made_in_another_tab_is_seen_at_once(store: Store) -> None:
    mine, theirs = goals(store), goals(store)
    assert words(mine) == words(theirs) == []
    kept = save(theirs, "Ask once.")
    assert words(mine) == ["Ask once."]
    theirs.save(kept.amended(words="Ask twice."), act(CLINICIAN, "goal.saved", MARA.id))
    assert words(mine) == ["Ask twice."]


def test_a_change_not_yet_committed_is_seen_only_by_whoever_makes_it(store: Store) -> None:
    mine, theirs = goals(store), goals(store)
    with theirs.connection.transaction():
        save(theirs, "Ask once.")
        assert words(theirs) == ["Ask once."]
        assert words(mine) == []
    assert words(mine) == ["Ask once."]


def test_what_was_read_in_a_transaction_that_is_taken_back_is_forgotten(store: Store) -> None:
    mine = goals(store)
    with pytest.raises(ZeroDivisionError), mine.connection.transaction():  # noqa: PT012
        save(mine, "Never happened.")
        assert words(mine) == ["Never happened."]
        raise ZeroDivisionError
    assert words(mine) == []


def test_a_save_that_is_refused_leaves_no_trace_in_what_is_remembered(store: Store) -> None:
    mine, theirs = goals(store), goals(store)
    first = save(mine, "Ask once.")
    theirs.save(first.amended(words="Theirs."), act(CLINICIAN, "goal.saved", MARA.id))
    with pytest.raises(Exception, match="changed by someone else"):
        mine.save(first.amended(words="Mine."), act(CLINICIAN, "goal.saved", MARA.id))
    assert words(mine) == ["Theirs."]


def test_one_clients_file_is_never_taken_for_anothers(store: Store) -> None:
    mine = goals(store)
    save(mine, "Ask once.")
    assert words(mine) == ["Ask once."]
    assert mine.for_client(JONAS.id) == []


def test_the_caseload_is_read_again_after_any_commit(practice: Practice) -> None:
    mine, theirs = practice.services(), practice.services()
    everyone = CaseloadQuery(status="all")
    assert mine.clients.caseload(CLINICIAN, everyone).found == 0
    client = theirs.clients.save(CLINICIAN, MARA)
    assert mine.clients.caseload(CLINICIAN, everyone).found == 1
    theirs.outcomes.record(CLINICIAN, phq9(client, 18, days_ago(1)))
    theirs.clients.save(CLINICIAN, client.amended(name="Mara L."))
    row = mine.clients.caseload(CLINICIAN, everyone).rows[0]
    assert (row.facts.name, row.scores) == ("Mara L.", (18,))


def test_kinds_of_one_file_do_not_mix(store: Store) -> None:
    mine = goals(store)
    save(mine, "Ask once.")
    other = RecordStore(mine.connection, "other", Goal)
    assert other.for_client(MARA.id) == []
    assert other.get(mine.for_client(MARA.id)[0].id) is None
