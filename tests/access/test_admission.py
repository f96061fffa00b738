"""Reading leaves a trace, strangers learn nothing, and names stay covered where they must."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import timedelta

import pytest

from core.access.auditing import AuditQuery
from core.access.reads import READ_AGAIN_SECONDS
from core.assembly import Practice, Services
from core.clients.caseload import CaseloadQuery
from core.errors import InvalidEntry, NotAllowedNow, NotFound, NotPermitted
from core.history.model import Figure
from core.sessions.model import Homework
from tests.access.cast import ELSE, OWNER, actor_of, related, staffed
from tests.people import JONAS, MARA, TODAY, at, days_ago, episode, filled_in, phq9_answers, planned

Trail = Callable[[], list[tuple[str, str]]]
ASSISTANT = actor_of("assistant")
SUPERVISOR = actor_of("supervisor")
COLLEAGUE = actor_of("clinician")


@pytest.fixture
def told(practice: Practice) -> Trail:
    """Who did what to Mara's file, or without a file, in the order of the trail."""

    def read() -> list[tuple[str, str]]:
        rows = practice.connection().rows(
            "SELECT actor, action, detail FROM audit_trail WHERE actor <> 'owner' ORDER BY seq"
        )
        return [(actor, f"{action} {detail}".strip()) for actor, action, detail in rows]

    return read


@pytest.fixture
def staff(practice: Practice) -> Services:
    """A practice with Mara, who is somebody's client, and everybody's accounts."""
    services = practice.services()
    mara = services.clients.save(OWNER, MARA.amended(name="Mara Lindqvist"))
    services.triggers.save(
        OWNER, episode(mara, days_ago(2)).amended(situation="Mara waited; Lindqvist senior rang.")
    )
    staffed(practice)
    return practice.services()


@pytest.mark.usefixtures("staff")
def test_a_file_is_told_once_a_quarter_of_an_hour_however_often_a_page_is_drawn(
    practice: Practice, told: Trail, monkeypatch: pytest.MonkeyPatch
) -> None:
    related(practice, COLLEAGUE, "clinician")
    services = practice.services()
    for _ in range(3):
        services.file(COLLEAGUE, MARA.id)
    assert told() == [("theclinician", "file.read")]
    services.file(COLLEAGUE._replace(sign_in="another browser"), MARA.id)
    assert told() == [("theclinician", "file.read")] * 2
    later = time.monotonic() + READ_AGAIN_SECONDS + 1
    monkeypatch.setattr("core.access.reads.time.monotonic", lambda: later)
    practice.services().file(COLLEAGUE, MARA.id)
    assert told() == [("theclinician", "file.read")] * 3


def test_the_caseload_is_told_as_such_and_names_no_client(staff: Services, told: Trail) -> None:
    staff.clients.caseload(COLLEAGUE, CaseloadQuery())
    assert told() == [("theclinician", "caseload.read")]


def test_a_stranger_gets_the_same_sentence_as_for_nobody_and_the_refusal_is_told(
    staff: Services, told: Trail
) -> None:
    with pytest.raises(NotFound) as hers:
        staff.clients.open(COLLEAGUE, MARA.id)
    with pytest.raises(NotFound) as nobodys:
        staff.clients.open(COLLEAGUE, JONAS.id)
    assert hers.value.sentence == nobodys.value.sentence
    assert told() == [("theclinician", "refused caseload.read")] * 2
    assert staff.clients.code_and_name(COLLEAGUE, MARA.id) is None
    assert staff.clients.names(COLLEAGUE) == []
    assert staff.clients.caseload(COLLEAGUE, CaseloadQuery(status="all")).rows == ()


def test_an_auditor_reads_the_trail_and_no_file(staff: Services) -> None:
    auditor = actor_of("auditor")
    page = staff.audit.page(auditor, AuditQuery())
    assert any("saved a diary episode" in line.what for line in page.lines)
    assert {line.client for line in page.lines} <= {MARA.code, ""}
    for look in (staff.clients.open, staff.triggers.episodes, staff.outcomes.courses):
        with pytest.raises(NotPermitted):
            look(auditor, MARA.id)


def test_a_new_client_belongs_to_the_clinician_who_took_them_on(staff: Services) -> None:
    staff.clients.save(COLLEAGUE, JONAS)
    assert [row.facts.code for row in staff.clients.caseload(COLLEAGUE, CaseloadQuery()).rows] == [
        JONAS.code
    ]
    owners = staff.clients.caseload(OWNER, CaseloadQuery(status="all")).rows
    assert [row.facts.code for row in owners] == [MARA.code]
    with pytest.raises(NotFound):
        staff.triggers.episodes(OWNER, JONAS.id)


def test_a_supervisor_sees_codes_for_names_also_inside_notes(
    practice: Practice, staff: Services
) -> None:
    staff.history.save(OWNER, Figure(client_id=MARA.id, name="Gudrun", role="primary"))
    staff.history.save(OWNER, Figure(client_id=MARA.id, name="x", comfort="Gudrun's lap"))
    related(practice, SUPERVISOR, "supervisor")
    services = practice.services()
    shown = services.clients.open(SUPERVISOR, MARA.id)
    assert (shown.name, shown.email, shown.born) == (MARA.code, "", None)
    assert services.clients.code_and_name(SUPERVISOR, MARA.id) == (MARA.code, MARA.code)
    [entry] = services.triggers.episodes(SUPERVISOR, MARA.id)
    assert entry.situation == f"{MARA.code} waited; {MARA.code} senior rang."
    figures = services.history.history(SUPERVISOR, MARA.id).figures
    assert {figure.name for figure in figures} == {"Main caregiver", "x"}
    assert "Main caregiver's lap" in {figure.comfort for figure in figures}
    rows = services.clients.caseload(SUPERVISOR, CaseloadQuery()).rows
    assert [row.facts.name for row in rows] == [MARA.code]


def test_the_clinician_may_let_a_supervisor_see_the_name(
    practice: Practice, staff: Services
) -> None:
    staff.assignments.assign(OWNER, MARA.id, SUPERVISOR.account, "supervisor", named=True)
    assert practice.services().clients.open(SUPERVISOR, MARA.id).name == "Mara Lindqvist"


@pytest.mark.usefixtures("staff")
def test_searching_by_name_does_not_tell_a_supervisor_whose_code_it_is(
    practice: Practice,
) -> None:
    related(practice, SUPERVISOR, "supervisor")
    found = practice.services().clients.caseload(SUPERVISOR, CaseloadQuery(search="lindqvist"))
    assert found.rows == ()


def test_screen_share_mode_covers_names_and_lets_nothing_be_saved_over_them(
    staff: Services,
) -> None:
    sharing = OWNER._replace(screen_share=True)
    shown = staff.clients.open(sharing, MARA.id)
    assert shown.name == MARA.code
    [entry] = staff.triggers.episodes(sharing, MARA.id)
    with pytest.raises(NotAllowedNow, match="Screen-share mode is on"):
        staff.triggers.save(sharing, entry)
    staff.triggers.save(sharing, episode(shown, days_ago(1)))
    assert staff.clients.open(OWNER, MARA.id).name == "Mara Lindqvist"
    assert staff.clients.caseload(sharing, CaseloadQuery(search="lindqvist")).rows == ()


def test_an_assistant_plans_sessions_and_never_sees_or_loses_a_note(
    practice: Practice, staff: Services
) -> None:
    held = planned(MARA, TODAY).amended(
        attendance="attended", note="She wept.", promised="A letter.",
        homework=(Homework(text="Ring once."),),
    )  # fmt: skip
    known = staff.sessions.save(OWNER, held)
    related(practice, ASSISTANT, "assistant")
    services = practice.services()
    [shown] = services.sessions.sessions(ASSISTANT, MARA.id)
    assert (shown.note, shown.promised, shown.homework) == ("", "", ())
    services.sessions.save(ASSISTANT, shown.amended(starts_at=at(days_ago(-1))))
    [after] = practice.services().sessions.sessions(ELSE, MARA.id)
    assert (after.note, after.promised, after.homework) == (
        known.note, known.promised, known.homework,
    )  # fmt: skip
    with pytest.raises(NotPermitted):
        services.sessions.save(ASSISTANT, after.amended(note="I was here."))
    for look in (services.sessions.goals, services.approaches.plans, services.history.history):
        with pytest.raises(NotPermitted):
            look(ASSISTANT, MARA.id)


@pytest.mark.usefixtures("staff")
def test_an_assistant_records_a_measure_and_is_told_of_no_plan(
    practice: Practice,
) -> None:
    related(practice, ASSISTANT, "assistant")
    services = practice.services()
    services.outcomes.record(
        ASSISTANT, filled_in(MARA, "phq-9", phq9_answers(12, item_9=1), days_ago(0))
    )
    [row] = services.clients.caseload(ASSISTANT, CaseloadQuery()).rows
    kinds = {reason.kind for reason in row.reasons}
    assert "risk_item" in kinds
    assert not kinds & {"review", "target_incomplete"}


@pytest.mark.usefixtures("staff")
def test_an_emergency_opens_the_file_for_a_time_and_the_clinician_reads_why(
    practice: Practice, told: Trail
) -> None:
    related(practice, ELSE, "clinician")
    services = practice.services()
    with pytest.raises(InvalidEntry, match="Reason"):
        services.assignments.break_glass(COLLEAGUE, MARA.id, "short", 1)
    services.assignments.break_glass(COLLEAGUE, MARA.id, "She rang and Dr Else is ill.", 1)
    assert len(practice.services().triggers.episodes(COLLEAGUE, MARA.id)) == 1
    with pytest.raises(NotPermitted):
        practice.services().triggers.save(COLLEAGUE, episode(MARA, days_ago(1)))
    [opened] = practice.services().assignments.to_be_read(ELSE)
    assert (opened.account, opened.reason) == ("theclinician", "She rang and Dr Else is ill.")
    practice.services().assignments.mark_read(ELSE, opened)
    assert practice.services().assignments.to_be_read(ELSE) == []
    assert ("theclinician", "break_glass.opened 1 h") in told()
    assert ("theclinician", "file.read break_glass") in told()
    began = practice.now()
    practice._clock = lambda: began + timedelta(hours=1, seconds=1)
    with pytest.raises(NotFound):
        practice.services().triggers.episodes(COLLEAGUE, MARA.id)


def test_handing_over_leaves_one_clinician(practice: Practice, staff: Services) -> None:
    staff.assignments.hand_over(OWNER, MARA.id, COLLEAGUE.account)
    services = practice.services()
    assert services.clients.open(COLLEAGUE, MARA.id).name == "Mara Lindqvist"
    with pytest.raises(NotFound):
        services.clients.open(OWNER, MARA.id)
    services.assignments.hand_over(COLLEAGUE, MARA.id, ELSE.account)
    with pytest.raises(NotFound):
        practice.services().clients.open(COLLEAGUE, MARA.id)


def test_nobody_is_assigned_as_what_their_role_cannot_be(staff: Services) -> None:
    with pytest.raises(NotAllowedNow, match="cannot be a client's clinician"):
        staff.assignments.assign(OWNER, MARA.id, ASSISTANT.account, "clinician")
    with pytest.raises(NotAllowedNow, match="closed"):
        staff.assignments.assign(OWNER, MARA.id, "nobody", "clinician")


def test_an_entry_cannot_be_moved_into_another_file(practice: Practice, staff: Services) -> None:
    staff.clients.save(OWNER, JONAS)
    [entry] = staff.triggers.episodes(OWNER, MARA.id)
    with pytest.raises(NotFound):
        staff.triggers.save(OWNER, entry.model_copy(update={"client_id": JONAS.id}))
    assert practice.services().triggers.episodes(OWNER, JONAS.id) == []
