"""Who may do what, tried on a real store, cell by cell, against the page in docs/reference."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

import pytest

from core.access.actor import Actor, Role
from core.access.auditing import AuditQuery
from core.access.permissions import (
    OF_THE_PRACTICE,
    RELATIONS_OF,
    RULES,
    Relation,
    can,
    truth_table,
)
from core.assembly import Practice, Services
from core.backups.making import make_backup
from core.clients.model import Client
from core.errors import NotAllowedNow, NotFound, NotPermitted
from core.keeping.model import PrivateNote
from core.reports.service import document_file
from tests.access.cast import ELSE, OWNER, RELATIONS, ROLES, actor_of, related, staffed
from tests.people import MARA, days_ago, filled_in, node, phq9_answers, planned

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "permissions.md"
Act = Callable[[Services, Actor], object]


def _on_the_caseload(services: Services, actor: Actor) -> object:
    if services.clients.code_and_name(actor, MARA.id) is None:
        raise NotPermitted("not shown")
    return services.clients.open(actor, MARA.id)


def _note(services: Services, actor: Actor) -> object:
    return services.private_notes.save(actor, PrivateNote(client_id=MARA.id, text="Mine."))


def _new_client(services: Services, actor: Actor) -> object:
    fresh = uuid4()
    made = Client(id=fresh, client_id=fresh, code=f"N-{fresh.hex[:6]}", name="x")
    return services.clients.save(actor, made)


def _rename(services: Services, actor: Actor) -> object:
    known = services.clients._clients.one(MARA.id)
    return services.clients.save(actor, known.amended(pronouns="she"))


def _end_work(services: Services, actor: Actor) -> object:
    return services.assignments.assign(actor, MARA.id, ELSE.account, "clinician")


def _erase(services: Services, actor: Actor) -> object:
    # With a wrong code, so that the many cells of the table do not rewrite the store.
    with pytest.raises(NotAllowedNow):
        services.keeping.erase(actor, MARA.id, "no such code")
    return services.keeping.before_erasing(actor, MARA.id)


def _role(services: Services, actor: Actor) -> object:
    account = services.accounts.one(ELSE.account)
    return services.accounts.change(actor, account, role="clinician", email="")


ACTS: dict[str, Act] = {
    "caseload.read": _on_the_caseload,
    "file.read": lambda s, a: s.triggers.episodes(a, MARA.id),
    "measures.read": lambda s, a: s.outcomes.courses(a, MARA.id),
    "schedule.read": lambda s, a: s.sessions.sessions(a, MARA.id),
    "client.write": _rename,
    "file.write": lambda s, a: s.formulation.save_node(a, node(MARA, "No answer")),
    "measures.write": lambda s, a: s.outcomes.record(
        a, filled_in(MARA, "phq-9", phq9_answers(9), days_ago(1))
    ),
    "schedule.write": lambda s, a: s.sessions.save(a, planned(MARA, days_ago(-3))),
    "document.make": lambda s, a: document_file(s, a, MARA.id, "brief", "md"),
    "private_note.write": _note,
    "access_request.make": lambda s, a: s.keeping.bundle(a, MARA.id, {}),
    "hold.set": lambda s, a: s.keeping.hold(a, MARA.id, "A court asked for the file."),
    "break_glass.open": lambda s, a: s.assignments.break_glass(
        a, MARA.id, "the colleague is ill today", 1
    ),
    "access.assign": _end_work,
    "client.erase": _erase,
    "client.create": _new_client,
    "accounts.manage": _role,
    "settings.write": lambda s, a: s.settings.save(a, s.settings.current(a)),
    "audit.read": lambda s, a: s.audit.page(a, AuditQuery()),
    "backup.make": lambda s, a: s.admission.check(a, "backup.make"),
}


class Undone(Exception):
    """Takes an act back, so that one store serves a whole row of the table."""


def tried(services: Services, actor: Actor, act: Act) -> bool:
    """Whether the act was let pass; nothing of it stays."""
    allowed = False
    try:
        with services.admission._connection.transaction():
            try:
                act(services, actor)
                allowed = True
            except (NotPermitted, NotFound):
                allowed = False
            raise Undone
    except Undone:
        return allowed


def test_every_action_of_the_table_is_tried() -> None:
    assert ACTS.keys() == RULES.keys()


@pytest.mark.parametrize("role", ROLES)
@pytest.mark.parametrize("relation", RELATIONS)
def test_an_account_may_do_what_the_table_says_and_nothing_else(
    practice: Practice, role: Role, relation: Relation
) -> None:
    practice.services().clients.save(OWNER, MARA)
    staffed(practice)
    actor = actor_of(role)
    related(practice, actor, relation)
    services = practice.services()
    done = {action: tried(services, actor, act) for action, act in ACTS.items()}
    # As what nobody of this role can be assigned, an assignment counts for nothing.
    fits = relation in (*RELATIONS_OF[role], "break_glass")
    counts: Relation = relation if fits else "none"
    table = {action: (role, counts) in rule.holders for action, rule in RULES.items()}
    assert done == table
    assert done == {action: can(actor, action, counts) for action in RULES}


def test_a_backup_is_made_by_an_owner_only(practice: Practice, tmp_path: Path) -> None:
    for role in ROLES:
        actor = actor_of(role)
        if can(actor, "backup.make"):
            assert make_backup(practice, tmp_path / f"{role}.backup", actor=actor).file.exists()
        else:
            with pytest.raises(NotPermitted):
                make_backup(practice, tmp_path / f"{role}.backup", actor=actor)
            assert not (tmp_path / f"{role}.backup").exists()


def test_what_concerns_no_client_does_not_depend_on_one() -> None:
    for action in OF_THE_PRACTICE:
        for role in ROLES:
            answers = {(role, relation) in RULES[action].holders for relation in RELATIONS}
            assert len(answers) == 1, (action, role)


def test_the_page_in_the_docs_is_the_table() -> None:
    assert PAGE.read_text(encoding="utf-8") == truth_table(), (
        "Run: python -m core.access.permissions > docs/reference/permissions.md"
    )
