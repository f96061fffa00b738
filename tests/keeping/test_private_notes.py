"""A clinician's private notes are read by nobody else, by whatever way."""

from __future__ import annotations

import pytest

from core.access.actor import Actor, Role
from core.assembly import Practice, Services
from core.checking import check_practice
from core.errors import NotFound, NotPermitted, StaleEdit, UserFacingError
from core.keeping.model import PrivateNote
from core.reports.render import render
from core.reports.service import MADE_NOW, report_document
from tests.people import CLINICIAN, JONAS, MARA, days_ago, seen

WORDS = "I noticed how irritated I was. zqprivate"


@pytest.fixture
def note(services: Services) -> PrivateNote:
    services.clients.save(CLINICIAN, MARA)
    return services.private_notes.save(CLINICIAN, PrivateNote(client_id=MARA.id, text=WORDS))


def test_its_author_reads_it_with_every_version(services: Services, note: PrivateNote) -> None:
    held = services.sessions.save(CLINICIAN, seen(MARA, days_ago(1)))
    changed = services.private_notes.save(
        CLINICIAN, note.amended(text="Less so today.", session_id=held.id)
    )
    assert services.private_notes.notes(CLINICIAN, MARA.id) == [changed]
    kept = services.private_notes.versions(CLINICIAN, note.id)
    assert [one.text for one in kept] == [WORDS, "Less so today."]
    services.private_notes.retire(CLINICIAN, changed)
    assert services.private_notes.notes(CLINICIAN, MARA.id) == []
    assert len(services.private_notes.versions(CLINICIAN, note.id)) == 3


@pytest.mark.parametrize("role", ["owner", "clinician", "supervisor", "assistant", "auditor"])
def test_nobody_else_reads_or_changes_it_in_any_role(
    services: Services, note: PrivateNote, role: Role
) -> None:
    other = Actor("else", "Dr Else", role)
    for ask in (
        lambda: services.private_notes.versions(other, note.id),
        lambda: services.private_notes.save(other, note.amended(text="Mine now.")),
        lambda: services.private_notes.retire(other, note),
    ):
        with pytest.raises((NotFound, NotPermitted)):
            ask()
    try:
        found = services.private_notes.notes(other, MARA.id)
    except UserFacingError:
        found = []
    assert found == []


def test_breaking_the_glass_does_not_open_it(services: Services, note: PrivateNote) -> None:
    other = Actor("else", "Dr Else", "clinician")
    services.assignments.break_glass(other, MARA.id, "She may be in danger tonight.", 4)
    assert services.clients.open(other, MARA.id).name == MARA.name
    with pytest.raises(NotPermitted):
        services.private_notes.notes(other, MARA.id)
    with pytest.raises((NotFound, NotPermitted)):
        services.private_notes.versions(other, note.id)


def test_it_cannot_be_moved_into_another_file(services: Services, note: PrivateNote) -> None:
    services.clients.save(CLINICIAN, JONAS)
    with pytest.raises(NotFound):
        services.private_notes.save(CLINICIAN, note.amended(client_id=JONAS.id))


def test_it_stands_in_no_report_and_on_no_caseload(services: Services, note: PrivateNote) -> None:
    assert note.version == 1
    for kind in MADE_NOW:
        document = report_document(services, CLINICIAN, MARA.id, kind)
        assert b"zqprivate" not in render(document, "html")
    assert "zqprivate" not in str(services.file(CLINICIAN, MARA.id))


def test_reading_is_in_the_trail_once_a_while_and_writing_always(
    services: Services, note: PrivateNote, practice: Practice
) -> None:
    for _ in range(3):
        services.private_notes.notes(CLINICIAN, MARA.id)
    told = practice.connection().rows(
        "SELECT action FROM audit_trail WHERE action LIKE 'private_note%' ORDER BY seq"
    )
    assert told == [("private_note.saved",), ("private_note.read",)]
    assert note.recorded_by == CLINICIAN.account
    assert check_practice(practice).problems == ()


def test_two_tabs_that_change_one_note_are_told(services: Services, note: PrivateNote) -> None:
    services.private_notes.save(CLINICIAN, note.amended(text="First."))
    with pytest.raises(StaleEdit):
        services.private_notes.save(CLINICIAN, note.amended(text="Second."))
