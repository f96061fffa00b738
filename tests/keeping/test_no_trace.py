"""After a client was erased, nothing of what was recorded about them is left anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.access.audit import act
from core.assembly import Practice, Services
from core.checking import check_practice
from core.clients.model import Couple
from core.errors import NotFound
from core.keeping.kinds import KINDS
from core.reports.render import FORMATS, render
from core.reports.service import MADE_NOW, report_document
from core.store.connection import DATABASE_FILE
from core.store.records import RecordStore
from tests.keeping.conftest import fill, rows, searched
from tests.keeping.planting import MARK, plant_couple
from tests.people import CLINICIAN, JONAS, MARA, TOVE, days_ago, episode, link, node, phq9, seen

WITH_HER_FILE = pytest.mark.usefixtures("planted_file")


def bytes_in(directory: Path, words: str) -> dict[str, int]:
    """How often a text stands in each file of a folder, whatever the file is."""
    found = {f.name: f.read_bytes().count(words.encode()) for f in directory.rglob("*")
             if f.is_file()}  # fmt: skip
    return {name: count for name, count in found.items() if count}


def make_reports(services: Services) -> None:
    for kind in MADE_NOW:
        for fmt in FORMATS:
            render(report_document(services, CLINICIAN, MARA.id, kind), fmt)


@WITH_HER_FILE
def test_the_file_of_these_tests_has_every_kind_of_entry(services: Services) -> None:
    connection = services.keeping._stores.whole.connection
    found = {kind for (kind,) in connection.rows("SELECT DISTINCT kind FROM records")}
    assert found >= {*KINDS} - {"settings", "account", "growth"}
    assert searched(services, MARK) == ["records", "scores"]
    assert searched(services, str(MARA.id)) == ["client_codes", "flags", "records", "scores"]


def test_no_row_of_any_table_holds_a_word_or_the_number_of_an_erased_client(
    services: Services, planted_file: list[str], practice: Practice
) -> None:
    make_reports(services)
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    connection = practice.connection()
    left = [text for _, text in rows(connection) if MARK in text]
    assert len(left) == 1, "the half of the couple that is Jonas's own"
    for words in planted_file:
        left = [text.replace(words, "") for text in left]
    assert MARK not in left[0]
    assert searched(services, str(MARA.id)) == []
    assert searched(services, "MA-1") == []


@WITH_HER_FILE
def test_the_trail_keeps_the_fact_and_not_a_word(services: Services, practice: Practice) -> None:
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    trail = [text for table, text in rows(practice.connection()) if table == "audit_trail"]
    assert any("client.erased" in text and str(MARA.id) in text for text in trail)
    assert [text for text in trail if MARK in text or "MA-1" in text] == []


@WITH_HER_FILE
def test_the_store_is_sound_afterwards_and_the_partner_reads_as_before(
    services: Services, practice: Practice
) -> None:
    services.outcomes.record(CLINICIAN, phq9(JONAS, 12, days_ago(3), item_9=1))
    services.triggers.save(CLINICIAN, episode(JONAS, days_ago(2)))
    before = services.file(CLINICIAN, JONAS.id)
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    assert check_practice(practice).problems == ()
    after = practice.services().file(CLINICIAN, JONAS.id)
    assert after._replace(couple=None) == before._replace(couple=None)
    assert [one.code for one in services.clients.names(CLINICIAN)] == ["JO-2"]
    with pytest.raises(NotFound):
        services.clients.open(CLINICIAN, MARA.id)


@pytest.mark.parametrize("rewrite", [True, False], ids=["rewritten", "only taken out"])
def test_no_byte_of_the_files_holds_a_word_of_an_erased_client(
    plain: Practice, rewrite: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a store without encryption, so that the bytes can be searched.

    The second run shows that the search finds what rewriting the store removes.
    """
    own = fill(plain)
    plain.connection().execute("CHECKPOINT store")
    assert bytes_in(plain.directory, MARK)[DATABASE_FILE] > 300
    services = plain.services()
    make_reports(services)
    if not rewrite:
        monkeypatch.setattr("core.practice.rebuild", lambda _: None)
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    left = bytes_in(plain.directory, MARK)
    if rewrite:
        assert left == {DATABASE_FILE: len(own)}, "what is Jonas's own, once"
        assert bytes_in(plain.directory, "MA-1") == {}
    else:
        assert sum(left.values()) > len(own)


@WITH_HER_FILE
def test_the_folder_of_the_store_has_no_other_file_afterwards(
    services: Services, practice: Practice
) -> None:
    before = {file.name for file in practice.directory.iterdir()}
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    after = {file.name for file in practice.directory.iterdir()}
    assert after - {f"{DATABASE_FILE}.wal"} <= before


@WITH_HER_FILE
def test_what_the_process_had_read_is_forgotten(services: Services, practice: Practice) -> None:
    make_reports(services)
    assert MARK in str(practice.store._memory._known)
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    assert str(MARA.id) not in str(practice.store._memory._known)
    assert MARK not in str(practice.store._memory._known)


@WITH_HER_FILE
def test_whoever_keeps_drafts_is_told(services: Services, practice: Practice) -> None:
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    assert practice.erased == {MARA.id}


@WITH_HER_FILE
def test_a_page_that_is_still_open_saves_nothing_into_an_erased_file(
    services: Services, practice: Practice
) -> None:
    other_tab = practice.services()
    held = other_tab.sessions.save(CLINICIAN, seen(MARA, days_ago(1)))
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    for save in (
        lambda: other_tab.sessions.save(CLINICIAN, held.amended(note="more")),
        lambda: other_tab.triggers.save(CLINICIAN, episode(MARA, days_ago(1))),
        lambda: other_tab.outcomes.record(CLINICIAN, phq9(MARA, 3, days_ago(1))),
        lambda: other_tab.clients.save(CLINICIAN, MARA),
    ):
        with pytest.raises(NotFound, match="erased"):
            save()
    assert check_practice(practice).problems == ()
    practice.store.commits.erased = None  # as after a restart
    with pytest.raises(NotFound, match="erased"):
        other_tab.triggers.save(CLINICIAN, episode(MARA, days_ago(1)))


@WITH_HER_FILE
def test_the_code_of_an_erased_client_is_free_again(services: Services) -> None:
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    assert services.clients.save(CLINICIAN, TOVE.amended(code="MA-1")).code == "MA-1"


class TestCouples:
    """What two people shared goes; what the one who stays said about themselves stays."""

    def test_the_partner_keeps_their_own_half_without_the_shared_words(
        self, services: Services, planted_file: list[str]
    ) -> None:
        services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
        couple = services.clients.couple_of(CLINICIAN, JONAS.id)
        assert couple is not None
        assert (couple.client_id, couple.partner_id) == (JONAS.id, None)
        assert (couple.cycle_name, couple.cycle_words) == ("", "")
        assert [half.client_id for half in couple.halves] == [JONAS.id]
        assert [one.owner for one in couple.injuries] == [JONAS.id]
        half, event, injury = couple.halves[0], couple.events[0], couple.injuries[0]
        assert (half.agreed, injury.agreed_on) == ((), None)
        own = [*half.model_dump(mode="json").values(), injury.headline, injury.note]
        own += [event.event, event.note]
        assert [words for words in own if MARK in words] == planted_file

    def test_also_when_the_couple_was_first_saved_in_the_file_of_the_one_who_stays(
        self, services: Services, practice: Practice
    ) -> None:
        services.clients.save(CLINICIAN, MARA)
        services.clients.save(CLINICIAN, JONAS)
        own = plant_couple(practice.connection(), JONAS.id, MARA.id, whose=JONAS.id)
        services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
        couple = services.clients.couple_of(CLINICIAN, JONAS.id)
        assert couple is not None
        assert couple.version == 1
        assert searched(services, own[0]) == ["records"]
        assert searched(services, str(MARA.id)) == []
        assert check_practice(practice).problems == ()

    @WITH_HER_FILE
    def test_when_both_are_erased_nothing_of_the_couple_is_left(
        self, services: Services, practice: Practice
    ) -> None:
        services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
        services.keeping.erase(CLINICIAN, JONAS.id, "JO-2")
        assert searched(services, MARK) == []
        assert check_practice(practice).problems == ()

    def test_a_partner_of_long_ago_is_taken_out_of_the_couple_of_two_others(
        self, services: Services, practice: Practice
    ) -> None:
        for one in (MARA, JONAS, TOVE):
            services.clients.save(CLINICIAN, one)
        first = Couple(client_id=JONAS.id, partner_id=MARA.id, cycle_name="The old one")
        saved = services.clients.save_couple(CLINICIAN, first)
        services.clients.save_couple(
            CLINICIAN, saved.amended(partner_id=TOVE.id, cycle_name="The new one")
        )
        services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
        now = services.clients.couple_of(CLINICIAN, TOVE.id)
        assert now is not None
        assert (now.cycle_name, now.version) == ("The new one", 1)
        assert searched(services, "The old one") == []
        assert check_practice(practice).problems == ()


@WITH_HER_FILE
def test_an_entry_of_somebody_else_that_points_to_an_erased_one_points_nowhere(
    services: Services, practice: Practice
) -> None:
    theirs = services.triggers.save(CLINICIAN, episode(MARA, days_ago(4)))
    start = services.formulation.save_node(
        CLINICIAN, node(JONAS, "Silence", source_id=theirs.id, words=f"as in {MARA.id}")
    )
    end = services.formulation.save_node(CLINICIAN, node(JONAS, "Steps back", "strategy"))
    arrow = services.formulation.save_link(CLINICIAN, link(start, end))
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    assert searched(services, str(theirs.id)) == searched(services, str(MARA.id)) == []
    map_now = services.formulation.formulation(CLINICIAN, JONAS.id)
    known = map_now.node(start.id)
    assert known is not None
    assert (known.name, known.source_id) == ("Silence", None)
    assert [one.id for one in map_now.links] == [arrow.id]
    assert check_practice(practice).problems == ()


@WITH_HER_FILE
def test_two_clients_erased_while_the_store_could_not_be_rewritten_go_with_the_next_rewriting(
    services: Services, practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr("core.store.rebuilding._exchange", _no_room)
        for client, code in ((MARA, "MA-1"), (JONAS, "JO-2")):
            made = render(services.keeping.erase(CLINICIAN, client.id, code), "md").decode()
            assert "could not yet be written into a new file" in made
    assert services.keeping.rewrite_is_due(CLINICIAN)
    assert not (practice.directory / ".rebuilding").exists()
    services.keeping.rewrite(CLINICIAN)
    assert not services.keeping.rewrite_is_due(CLINICIAN)
    assert check_practice(practice).problems == ()


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


@WITH_HER_FILE
def test_an_event_saved_after_the_rewriting_follows_the_ones_before(
    services: Services, practice: Practice
) -> None:
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    services.triggers.save(CLINICIAN, episode(JONAS, days_ago(1)))
    connection = practice.connection()
    RecordStore(connection, "episode", KINDS["episode"]).save(
        episode(JONAS, days_ago(2)), act(CLINICIAN, "episode.saved", JONAS.id)
    )
    assert check_practice(practice).problems == ()
