"""What a client is given when they ask for their data, and what is checked before."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from core.access.actor import Actor
from core.access.audit import act
from core.assembly import Practice, Services
from core.errors import NotFound, NotPermitted
from core.history.model import Figure
from core.keeping.bundle import DATA, FORMAT, PAGE, REVIEW, TIME_LIMIT
from core.keeping.entry import WORDS
from core.keeping.kinds import KINDS
from core.keeping.model import PrivateNote
from core.keeping.words import facts, texts
from tests.keeping.conftest import fill
from tests.keeping.handed import data, files, words_of
from tests.keeping.planting import MARK, OF_NO_CLIENT, planted, store_of
from tests.people import CLINICIAN, JONAS, MARA, TOVE, days_ago, episode, link, node, phq9, seen

STRANGER = Actor("else", "Dr Else", "clinician")
NASTY = '<script>alert(1)</script><img src=x onerror=alert(2)> [a](javascript:alert(3)) "=1+1'


def frame(services: Services, legal: str) -> None:
    settings = services.settings.current(CLINICIAN)
    services.settings.save(CLINICIAN, settings.amended(legal_frame=legal))


def test_every_text_of_every_version_of_every_kind_of_entry_is_in_both_forms(
    services: Services, practice: Practice
) -> None:
    own_to_jonas = fill(practice)
    made = files(services.keeping.bundle(CLINICIAN, MARA.id, {}))
    connection = practice.connection()
    bodies = connection.rows(
        "SELECT CAST(body AS VARCHAR) FROM records WHERE client_id = $c", {"c": MARA.id}
    )
    expected = {found for (body,) in bodies for found in re.findall(rf"{MARK}\d+", body)}
    jonas = {found for words in own_to_jonas for found in re.findall(rf"{MARK}\d+", words)}
    assert len(expected) > 300
    assert {*re.findall(rf"{MARK}\d+", made[DATA])} == expected - jonas
    assert {*re.findall(rf"{MARK}\d+", made[PAGE])} == expected - jonas


@pytest.mark.parametrize("kind", sorted(set(KINDS) - {"settings", "account", "growth"}))
def test_every_kind_has_words_of_its_own_and_every_field_is_told(kind: str) -> None:
    assert kind in WORDS
    given = {} if kind in OF_NO_CLIENT else {"client_id": MARA.id}
    if kind in ("administration", "break_glass", "client", "period", "assignment"):
        return  # the bundle test above has them, with the values they need
    if kind == "couple":
        given = {"client_id": MARA.id, "partner_id": JONAS.id}
    record = planted(KINDS[kind], **given)
    told = "\n".join(words for _, words in facts(record, {}, {}))
    for text in texts(record):
        if MARK in text:
            assert text.removeprefix("other: ") in told


@pytest.mark.usefixtures("mara")
def test_words_of_the_lists_are_shown_by_their_labels(services: Services) -> None:
    services.triggers.save(CLINICIAN, episode(MARA, days_ago(2), themes=("abandonment",)))
    start = services.formulation.save_node(CLINICIAN, node(MARA, "Silence"))
    end = services.formulation.save_node(CLINICIAN, node(MARA, "Texts again", "strategy"))
    services.formulation.save_link(CLINICIAN, link(start, end))
    services.outcomes.record(CLINICIAN, phq9(MARA, 12, days_ago(3)))
    read = words_of(files(services.keeping.bundle(CLINICIAN, MARA.id, {}))[PAGE])
    assert "reply_delay" not in read
    assert "Link on the map: Silence to Texts again" in read
    assert "Measure: PHQ-9, 8 June 2026" in read
    assert "Total: 12" in read
    assert "not_asked" not in read


@pytest.mark.usefixtures("mara")
def test_earlier_versions_and_retired_entries_stand_in_the_annex(services: Services) -> None:
    first = services.sessions.save(CLINICIAN, seen(MARA, days_ago(9), note="As first written."))
    services.sessions.save(CLINICIAN, first.amended(note="As it stands."))
    gone = services.history.save(CLINICIAN, Figure(client_id=MARA.id, name="Gran"))
    services.history.retire(CLINICIAN, gone)
    read = words_of(files(services.keeping.bundle(CLINICIAN, MARA.id, {}))[PAGE])
    now, annex = read.split("Annex: earlier versions and what was taken out of view")
    assert "As it stands." in now
    assert "As first written." not in now
    assert "As first written." in annex
    assert "Attachment figure: taken out of view" in now
    assert "Gran" in annex
    assert re.search(r"by \w+ \(version 1\)", annex)


@pytest.mark.usefixtures("mara")
def test_the_json_says_the_same_as_the_store(services: Services) -> None:
    saved = services.triggers.save(CLINICIAN, episode(MARA, days_ago(2), situation=NASTY))
    told = data(services.keeping.bundle(CLINICIAN, MARA.id, {}))
    assert told["format"] == FORMAT
    assert told["client"] == {"id": str(MARA.id), "code": "MA-1", "name": "Mara Lindqvist"}
    entry = next(one for one in told["entries"] if one["id"] == str(saved.id))
    version = entry["versions"][0]
    assert version["content"]["situation"] == NASTY
    header = {"id", "client_id", "version", "recorded_at", "recorded_by", "retired"}
    assert version["content"] == saved.model_dump(mode="json", exclude=header)
    assert (version["version"], version["taken_out_of_view"]) == (1, False)


class Tags(HTMLParser):
    """The tags and attributes of a page, as a browser takes them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.addresses: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.addresses |= {value or "" for name, value in attrs if name in ("href", "src")}


@pytest.mark.usefixtures("mara")
@pytest.mark.parametrize("name", [PAGE, REVIEW])
def test_whatever_somebody_typed_runs_nothing_in_a_browser(services: Services, name: str) -> None:
    services.triggers.save(
        CLINICIAN,
        episode(MARA, days_ago(2), situation=NASTY, with_whom=NASTY, cue=f"other:{NASTY}"),
    )
    services.history.save(CLINICIAN, Figure(client_id=MARA.id, name=NASTY[:100]))
    page = files(services.keeping.bundle(CLINICIAN, MARA.id, {}))[name]
    found = Tags(page)
    assert "script" not in found.tags
    assert not found.tags & {"img", "iframe", "object", "embed", "form", "a"}
    assert not [name for name in found.attributes if name.startswith("on")]
    assert found.addresses == set()
    assert "alert(1)" in words_of(page), "it is shown as it was typed"


@pytest.mark.usefixtures("mara")
class TestPrivateNotes:
    """Which private notes go in follows the legal setting, and whose they are."""

    def test_under_uk_and_eu_law_they_are_in_and_listed(self, services: Services) -> None:
        saved = services.private_notes.save(
            CLINICIAN, PrivateNote(client_id=MARA.id, text="zqprivate")
        )
        for legal in ("uk_eu", "other"):
            frame(services, legal)
            made = files(services.keeping.bundle(CLINICIAN, MARA.id, {}))
            assert "zqprivate" in made[PAGE]
            listed = services.keeping.third_party_list(CLINICIAN, MARA.id)
            assert [one.id for one in listed] == [saved.id]
            assert TIME_LIMIT[legal] in words_of(made[REVIEW])

    def test_under_hipaa_they_stay_out_and_a_line_says_so(self, services: Services) -> None:
        services.private_notes.save(CLINICIAN, PrivateNote(client_id=MARA.id, text="zqprivate"))
        frame(services, "us_hipaa")
        made = files(services.keeping.bundle(CLINICIAN, MARA.id, {}))
        assert [name for name, text in made.items() if "zqprivate" in text] == []
        assert "separate authorisation" in made[PAGE]
        assert "30 days" in words_of(made[REVIEW])
        assert services.keeping.third_party_list(CLINICIAN, MARA.id) == []

    def test_those_of_another_clinician_are_only_counted(
        self, services: Services, practice: Practice
    ) -> None:
        other = Actor("earlier", "Dr Earlier", "clinician")
        note = PrivateNote(client_id=MARA.id, text="zqprivate")
        connection = practice.connection()
        store_of(connection, "private_note").save(note, act(other, "private_note.saved", MARA.id))
        made = files(services.keeping.bundle(CLINICIAN, MARA.id, {}))
        assert [name for name, text in made.items() if "zqprivate" in text] == []
        assert "1 private note by another clinician" in made[PAGE]


@pytest.mark.usefixtures("mara")
def test_only_the_clients_clinician_makes_the_bundle(services: Services) -> None:
    for ask in (
        lambda who: services.keeping.bundle(who, MARA.id, {}),
        lambda who: services.keeping.third_party_list(who, MARA.id),
    ):
        with pytest.raises(NotFound):
            ask(STRANGER)
        with pytest.raises(NotPermitted):
            ask(Actor("audit", "Dr Audit", "auditor"))


def test_nobody_elses_entries_are_in_it(services: Services) -> None:
    services.clients.save(CLINICIAN, MARA)
    services.clients.save(CLINICIAN, TOVE)
    services.triggers.save(CLINICIAN, episode(TOVE, days_ago(2), situation="zqtove"))
    made = files(services.keeping.bundle(CLINICIAN, MARA.id, {}))
    assert [name for name, text in made.items() if "zqtove" in text or str(TOVE.id) in text] == []
