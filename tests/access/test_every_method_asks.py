"""Every method a screen may call asks who is calling; all are walked, none is forgotten."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from core.access.accounts import Account
from core.access.actor import Actor
from core.access.assignments import Assignment, BreakGlass
from core.access.audit import act
from core.access.auditing import AuditQuery
from core.approaches.model import IfsPart, TargetWork, Weighing
from core.approaches.target_day import TargetEntries
from core.assembly import Practice, Services
from core.clients.caseload import CaseloadPage, CaseloadQuery
from core.clients.model import Couple
from core.errors import NotAllowedNow, NotFound, NotPermitted
from core.formulation.model import Consideration, FormulationVersion, Verdict
from core.history.model import Figure
from core.keeping.model import PrivateNote
from core.outcomes.growth_file import GrowthFile
from core.sessions.model import Goal, Problem
from core.sessions.safety import Concern
from core.store.records import RecordStore
from tests.access.cast import ELSE, OWNER, actor_of, related, staffed
from tests.people import (
    JONAS,
    MARA,
    acknowledged,
    days_ago,
    episode,
    filled_in,
    link,
    node,
    phq9_answers,
    plan,
    planned,
    target,
)

STRANGERS = ("auditor", "assistant", "supervisor", "clinician")
# Open to everybody who is signed in, because no client is in what they answer.
HARMLESS = {"settings.current", "accounts.every", "outcomes.growth", "outcomes.growth_files"}
# Answered with what is one's own; a stranger has nothing.
EMPTY = {
    "clients.caseload", "clients.names", "clients.code_and_name", "assignments.to_be_read",
    "outcomes.caseload_pairs",
}  # fmt: skip
# A clinician opens a colleague's file in an emergency; once it is open, its code finds no more.
OF_ANY_CLINICIAN = {"assignments.break_glass"}
OF_AN_AUDITOR = {"audit.page", "audit.codes", "audit.export"}


@pytest.fixture
def practice_of_others(practice: Practice) -> Practice:
    """Mara is Dr Else's client, and nobody else has to do with her."""
    services = practice.services()
    services.clients.save(OWNER, MARA)
    services.outcomes.record(OWNER, filled_in(MARA, "phq-9", phq9_answers(9, 1), days_ago(2)))
    staffed(practice)
    related(practice, ELSE, "none")
    return practice


def given(services: Services) -> dict[str, Any]:
    """Something for every parameter there is, all of it about Mara."""
    taken = services.outcomes.administrations(ELSE, MARA.id)[0]
    ends = node(MARA, "No answer"), node(MARA, "She rings again", kind="action")
    return {
        "client_id": MARA.id, "client": services.clients.open(ELSE, MARA.id),
        "couple": Couple(client_id=MARA.id, partner_id=JONAS.id),
        "episode": episode(MARA, days_ago(1)), "episodes": [episode(MARA, days_ago(1))],
        "node": ends[0], "keep": ends[0], "other": ends[1], "link": link(*ends),
        "entry": Figure(client_id=MARA.id, name="x"),
        "plan": plan(MARA, None), "target": target(MARA), "session": planned(MARA, days_ago(-1)),
        "goal": Goal(client_id=MARA.id, words="x"), "administration": taken,
        "problem": Problem(client_id=MARA.id, words="x"), "on": days_ago(1), "ratings": {},
        "text": "", "growth": GrowthFile(name="x", text="x", instrument="phq-9", scale="total"),
        "acknowledgement": acknowledged(taken, 9, days_ago(1)),
        "work": list,
        "acknowledgements": [acknowledged(taken, 9, days_ago(1))],
        "settings": services.settings.current(ELSE), "assignment": Assignment(
            client_id=MARA.id, account="else", relation="clinician"),
        "opened": BreakGlass(client_id=MARA.id, account="x", reason="a long reason",
                             until=taken.recorded_at),
        "note": PrivateNote(client_id=MARA.id, text="x"), "note_id": uuid4(),
        "hold_id": services.keeping.hold(OWNER, MARA.id, "A court asked.").id,
        "reason": "a reason that is long enough", "typed_code": MARA.code, "left_out": {},
        "hours": 1, "code": MARA.code, "name": "Somebody New", "role": "owner", "email": "",
        "relation": "supervisor", "named": True, "query": CaseloadQuery(), "version": 1,
        "instrument_id": "phq-9", "scale_id": "",
        "entries": ends, "verdicts": [
            Verdict(client_id=MARA.id, link_id=uuid4(), prediction={"kind": "next_day"},
                    state="untested", sentence="x", found_on=days_ago(1))],
        "reviewed": FormulationVersion(client_id=MARA.id, reviewed_on=days_ago(1)),
        "consideration": Consideration(client_id=MARA.id, topic="health", text="x"),
        "nodes": (), "weighing": Weighing(client_id=MARA.id, approach="emdr"), "approach": "emdr",
        "part": IfsPart(client_id=MARA.id, node_id=ends[0].id),
        "gate": "emdr_processing", "seen": (), "reasons": {},
        "worked": TargetWork(client_id=MARA.id, target_id=ends[0].id, on=days_ago(1)),
        "together": TargetEntries(targets=(target(MARA),)),
        "concern": Concern(client_id=MARA.id, kind="suicide", noted_on=days_ago(1)),
    }  # fmt: skip


def methods(services: Services) -> Iterator[tuple[str, Any, list[str]]]:
    for field, service in services._asdict().items():
        if field in ("today", "admission"):
            continue
        for name, method in inspect.getmembers(service, inspect.ismethod):
            wanted = list(inspect.signature(method).parameters)
            if not name.startswith("_") and wanted[:1] == ["actor"]:
                yield f"{field}.{name}", method, wanted[1:]


def called(name: str, method: Any, actor: Actor, wanted: list[str], known: dict[str, Any]) -> Any:
    values = dict(known)
    if name.startswith("audit."):
        values["query"] = AuditQuery()
    if name.startswith("accounts."):
        values["account"] = next(a for a in known["accounts"] if a.key == ELSE.account)
    else:
        values["account"] = ELSE.account
    return method(actor, **{one: values[one] for one in wanted})


@pytest.mark.parametrize("role", STRANGERS)
def test_a_stranger_gets_nothing_from_any_method(practice_of_others: Practice, role: str) -> None:
    services = practice_of_others.services()
    known = given(services) | {"accounts": services.accounts.every(OWNER)}
    actor = actor_of(role)  # type: ignore[arg-type]
    let_pass = set()
    for name, method, wanted in methods(services):
        try:
            found = called(name, method, actor, wanted, known)
        except (NotPermitted, NotFound):
            continue
        if name in EMPTY:
            empty = found.rows if isinstance(found, CaseloadPage) else found
            assert not empty, name
        elif name not in HARMLESS:
            let_pass.add(name)
    expected = {"clinician": OF_ANY_CLINICIAN, "auditor": OF_AN_AUDITOR}.get(role, set())
    assert let_pass == expected


def test_what_everybody_may_read_holds_no_secret(practice_of_others: Practice) -> None:
    accounts = practice_of_others.services().accounts.every(actor_of("auditor"))
    assert all(one.second_factor in ("", "on") and not one.one_time_hashes for one in accounts)


def test_a_role_that_was_taken_away_counts_at_once_also_on_an_open_page(
    practice_of_others: Practice,
) -> None:
    services = practice_of_others.services()
    was_owner = actor_of("owner")
    account = next(a for a in services.accounts.every(OWNER) if a.key == was_owner.account)
    services.accounts.change(OWNER, account, role="auditor", email="")
    for try_it in (
        lambda: practice_of_others.services().accounts.invite(was_owner, "New", "owner"),
        lambda: practice_of_others.services().settings.save(
            was_owner, services.settings.current(OWNER)
        ),
        lambda: practice_of_others.services().keeping.erase(was_owner, MARA.id, MARA.code),
    ):
        with pytest.raises(NotPermitted):
            try_it()


def test_the_clients_of_a_closed_account_are_the_owners(practice_of_others: Practice) -> None:
    store = RecordStore(practice_of_others.connection(), "account", Account)
    [theirs] = [a for a in store.select("true", {}) if a.key == ELSE.account]
    with pytest.raises(NotFound):
        practice_of_others.services().clients.open(OWNER, MARA.id)
    store.save(theirs.amended(active=False), act(OWNER, "account.closed"))
    services = practice_of_others.services()
    assert services.clients.open(OWNER, MARA.id).code == MARA.code
    rows = services.clients.caseload(OWNER, CaseloadQuery()).rows
    assert [row.facts.code for row in rows] == [MARA.code]
    with pytest.raises(NotPermitted, match="closed"):
        services.audit.page(ELSE, AuditQuery())


def test_a_refused_act_of_several_steps_is_in_the_trail(practice_of_others: Practice) -> None:
    services = practice_of_others.services()
    for _ in range(2):
        with pytest.raises(NotFound):
            services.assignments.hand_over(actor_of("assistant"), MARA.id, ELSE.account)
    rows = practice_of_others.connection().rows(
        "SELECT detail FROM audit_trail WHERE action = 'refused'"
    )
    assert rows == [("access.assign",)]


def test_an_assistant_is_told_no_word_of_why_somebody_came(
    practice_of_others: Practice,
) -> None:
    services = practice_of_others.services()
    services.clients.save(
        ELSE, services.clients.open(ELSE, MARA.id).amended(presenting="Since the attack.")
    )
    services.assignments.assign(ELSE, MARA.id, "theassistant", "assistant")
    shown = practice_of_others.services().clients.open(actor_of("assistant"), MARA.id)
    assert (shown.presenting, shown.tags, shown.asked) == ("", (), ())


def test_a_new_client_with_a_known_id_hands_nobody_a_strangers_record(
    practice_of_others: Practice,
) -> None:
    with pytest.raises(NotFound) as refused:
        practice_of_others.services().clients.save(
            actor_of("clinician"), MARA.model_copy(update={"version": 0})
        )
    assert not hasattr(refused.value, "theirs")


def test_of_two_owners_one_stays_when_both_step_down_at_once(
    practice_of_others: Practice,
) -> None:
    one, other = practice_of_others.services(), practice_of_others.services()
    accounts = [a for a in one.accounts.every(OWNER) if a.role == "owner"]
    assert len(accounts) == 2
    one.accounts.change(OWNER, accounts[0], role="clinician", email="")
    with pytest.raises((NotAllowedNow, NotPermitted)):
        other.accounts.change(OWNER, accounts[1], role="clinician", email="")
