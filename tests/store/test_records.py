"""Append-only records: versions, collisions, and an event for every act."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.access.audit import AuditEvent, act
from core.assembly import Practice, Services
from core.clients.model import Client
from core.errors import NotFound, StaleEdit
from core.sessions.model import Goal
from core.store.connection import Connection, Store
from core.store.records import RecordStore
from core.store.verify import verify_store
from core.triggers.model import Episode
from tests.conftest import KEY
from tests.people import CLINICIAN, MARA, days_ago, episode

Trail = Callable[[], list[tuple[str, str, UUID]]]


@pytest.fixture
def connection(store: Store) -> Connection:
    return store.connection()


@pytest.fixture
def goals(connection: Connection) -> RecordStore[Goal]:
    return RecordStore(connection, "goal", Goal)


@pytest.fixture
def trail(store: Store) -> Trail:
    """The audit trail in order: who did what to whose file."""

    def read() -> list[tuple[str, str, UUID]]:
        rows = store.connection().rows(
            "SELECT actor, action, client_id FROM audit_trail ORDER BY happened_at, id"
        )
        return [(actor, action, client) for actor, action, client in rows]

    return read


def goal(words: str = "Ask once, and wait.") -> Goal:
    return Goal(client_id=MARA.id, words=words)


def saved() -> AuditEvent:
    return act(CLINICIAN, "goal.saved", MARA.id)


def test_each_save_is_a_new_version_with_author_and_time(goals: RecordStore[Goal]) -> None:
    event = saved()
    first = goals.save(goal(), event)
    second = goals.save(first.amended(words="Ask once."), saved())
    assert [v.version for v in goals.versions(first.id)] == [1, 2]
    assert goals.versions(first.id) == [first, second]
    assert (first.recorded_by, first.recorded_at) == ("owner", event.happened_at)
    assert goals.get(first.id) == second


def test_the_newest_version_alone_is_current(goals: RecordStore[Goal]) -> None:
    first = goals.save(goal(), saved())
    goals.save(first.amended(status="reached"), saved())
    assert [g.status for g in goals.for_client(MARA.id)] == ["reached"]


def test_one_clients_records_are_never_anothers(goals: RecordStore[Goal]) -> None:
    goals.save(goal(), saved())
    assert goals.for_client(uuid4()) == []


def test_a_retired_record_is_out_of_sight_and_still_in_the_store(
    goals: RecordStore[Goal],
) -> None:
    first = goals.save(goal(), saved())
    goals.save(first.model_copy(update={"retired": True}), saved())
    assert goals.for_client(MARA.id) == []
    assert len(goals.versions(first.id)) == 2
    assert goals.get(first.id) is not None
    with pytest.raises(NotFound, match="not in the store any more"):
        goals.one(first.id)


def test_a_record_that_never_was_is_not_found(goals: RecordStore[Goal]) -> None:
    assert goals.get(uuid4()) is None
    with pytest.raises(NotFound):
        goals.one(uuid4())


def test_saving_over_a_newer_version_gives_both_texts_and_changes_nothing(
    goals: RecordStore[Goal], trail: Trail
) -> None:
    first = goals.save(goal(), saved())
    theirs = goals.save(first.amended(words="Theirs."), saved())
    mine = first.amended(words="Mine.")
    with pytest.raises(StaleEdit) as stale:
        goals.save(mine, saved())
    assert (stale.value.yours, stale.value.theirs) == (mine, theirs)
    assert "Mine" not in stale.value.sentence
    assert goals.get(first.id) == theirs
    assert len(trail()) == 2


def test_a_version_number_cannot_be_skipped(goals: RecordStore[Goal]) -> None:
    with pytest.raises(StaleEdit):
        goals.save(goal().model_copy(update={"version": 3}), saved())


class Interrupted(RecordStore[Goal]):
    """A store in which something else happens in the middle of a save."""

    moment: str
    meanwhile: Callable[[], object]

    def _check_follows(self, record: Goal) -> None:
        super()._check_follows(record)
        if self.moment == "after it looked":
            self.meanwhile()

    def _derived(self, saved: Goal) -> None:
        super()._derived(saved)
        if self.moment == "after it wrote":
            self.meanwhile()


@pytest.mark.parametrize("moment", ["after it looked", "after it wrote"])
def test_of_two_who_save_at_one_moment_the_second_gets_both_texts(
    store: Store, goals: RecordStore[Goal], trail: Trail, moment: str
) -> None:
    first = goals.save(goal(), saved())
    second = Interrupted(store.connection(), "goal", Goal)
    second.moment = moment
    second.meanwhile = lambda: goals.save(first.amended(words="Theirs."), saved())
    with pytest.raises(StaleEdit) as stale:
        second.save(first.amended(words="Mine."), saved())
    assert isinstance(stale.value.theirs, Goal)
    assert stale.value.theirs.words == "Theirs."
    assert [g.words for g in goals.versions(first.id)] == [first.words, "Theirs."]
    assert len(trail()) == 2


def test_a_save_that_fails_midway_leaves_neither_record_nor_event(
    store: Store, trail: Trail
) -> None:
    broken = Interrupted(store.connection(), "goal", Goal)
    broken.moment, broken.meanwhile = "after it wrote", lambda: 1 // 0
    with pytest.raises(ZeroDivisionError):
        broken.save(goal(), saved())
    assert broken.for_client(MARA.id) == []
    assert trail() == []


def test_the_event_is_saved_with_the_record(goals: RecordStore[Goal], trail: Trail) -> None:
    event = saved()
    goals.save(goal(), event)
    assert trail() == [("owner", "goal.saved", MARA.id)]
    rows = goals.connection.rows("SELECT event_id FROM records")
    assert rows == [(event.id,)]


def test_every_service_act_leaves_exactly_its_own_event(
    practice: Practice, services: Services, trail: Trail
) -> None:
    client = services.clients.save(CLINICIAN, MARA)
    entry = services.triggers.save(CLINICIAN, episode(client, days_ago(1)))
    services.triggers.retire(CLINICIAN, entry)
    services.triggers.episodes(CLINICIAN, client.id)
    services.triggers.episodes(CLINICIAN, client.id)
    assert trail() == [
        ("owner", "client.saved", MARA.id),
        ("owner", "episode.saved", MARA.id),
        ("owner", "episode.retired", MARA.id),
        ("owner", "file.read", MARA.id),
    ]
    assert verify_store(practice.connection()).ok


AWKWARD = [
    "O'Brien said \"no\" -- '); DROP TABLE goals; /* $id */",
    '{"id": "00000000-0000-0000-0000-000000000000", "client_id": null}',
    "back\\slash \\u0041 \\n and a real\nline\tbreak",
    "Ελλάδα 日本語 עברית 👩🏽‍⚕️ é vs é ﬁ",
    "a null \x00 inside, a bell \x07, a byte order mark \ufeff",
    "</script><b>bold</b> & <!-- comment -->",
    "{}",
    "NULL",
]


@pytest.mark.parametrize("words", AWKWARD)
def test_awkward_text_comes_back_as_it_was_typed(goals: RecordStore[Goal], words: str) -> None:
    kept = goals.save(goal(words), saved())
    assert goals.one(kept.id).words == words
    assert goals.for_client(MARA.id) == [kept]


def test_a_very_long_text_comes_back_whole(connection: Connection) -> None:
    episodes = RecordStore(connection, "episode", Episode)
    words = "It was like this: «no». " * 830
    kept = episodes.save(episode(MARA, days_ago(1), situation=words), saved())
    assert episodes.one(kept.id).situation == words.strip()


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300))
def test_any_text_comes_back_as_it_was_typed(goals: RecordStore[Goal], words: str) -> None:
    if not words.strip():
        return
    kept = goals.save(goal(words), saved())
    assert goals.one(kept.id).words == words.strip()


def test_a_filed_word_may_hold_anything_too(services: Services) -> None:
    client = services.clients.save(CLINICIAN, MARA)
    for words in AWKWARD:
        services.settings.save(
            CLINICIAN, services.settings.current(CLINICIAN).amended(practice_name=words[:120])
        )
        assert services.settings.current(CLINICIAN).practice_name == words[:120].strip()
    assert services.clients.open(CLINICIAN, client.id).name == MARA.name


def test_four_threads_that_save_at_once_lose_nothing(practice: Practice) -> None:
    each, failures = 25, []

    def work(number: int) -> None:
        try:
            services = practice.services()
            for place in range(each):
                code = f"T{number}-{place}"
                fresh = uuid4()
                client = services.clients.save(
                    CLINICIAN, Client(id=fresh, client_id=fresh, code=code, name="x")
                )
                services.clients.save(CLINICIAN, client.amended(name=f"Changed {code}"))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    names = practice.services().clients.names(CLINICIAN)
    assert sorted(n.name for n in names) == sorted(
        f"Changed T{number}-{place}" for number in range(4) for place in range(each)
    )
    found = verify_store(practice.connection())
    acts_and_one_look_at_the_names = 200 + 1
    assert (found.problems, found.records) == ((), 200)
    assert found.audit_events == acts_and_one_look_at_the_names


def test_what_one_reads_is_what_another_saved_in_another_run(directory: Path) -> None:
    """Ids, times and authors come back equal, in UTC, from a store opened afresh."""
    first = Store(directory, KEY)
    kept = RecordStore(first.connection(), "goal", Goal).save(goal(), saved())
    first.close()
    second = Store(directory, KEY)
    again = RecordStore(second.connection(), "goal", Goal).one(kept.id)
    assert again == kept
    assert again.recorded_at is not None
    assert str(again.recorded_at.tzinfo) == "UTC"
    second.close()
