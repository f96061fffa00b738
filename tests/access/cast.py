"""The people of a small practice, each with an account, and one client between them."""

from __future__ import annotations

from datetime import timedelta
from typing import get_args

from core.access.accounts import Account, new_account
from core.access.actor import Actor, Role
from core.access.assignments import Assignment, BreakGlass, assignment_id, opening
from core.access.audit import act
from core.access.permissions import Relation
from core.assembly import Practice
from core.clients.model import Client
from core.record import build
from core.store.records import RecordStore
from tests.people import MARA

OWNER = Actor("owner", "Dr Ines Falk", "owner")
ELSE = Actor("else", "Dr Somebody Else", "clinician")
ROLES = get_args(Role)
RELATIONS = get_args(Relation)


def actor_of(role: Role) -> Actor:
    """One person of this role, with an account of their own."""
    return Actor(f"the{role}", f"The {role.capitalize()}", role, sign_in="abc")


def staffed(practice: Practice) -> None:
    """Give everybody of the cast an account."""
    accounts = RecordStore(practice.connection(), "account", Account)
    for person in (OWNER, ELSE, *(actor_of(role) for role in ROLES)):
        made = new_account(person.account, person.name, person.role)
        accounts.save(made, act(OWNER, "account.created"))


def related(practice: Practice, actor: Actor, relation: Relation, client: Client = MARA) -> None:
    """Let an actor stand in this relation to a client who otherwise is somebody else's."""
    connection = practice.connection()
    if relation != "clinician":
        _assign(practice, ELSE.account, "clinician", client)
    if relation in ("clinician", "supervisor", "assistant"):
        _assign(practice, actor.account, relation, client)
    if relation == "break_glass":
        fields = opening(client.id, actor.account, "the colleague is ill", 4, practice.now())
        RecordStore(connection, "break_glass", BreakGlass).save(
            build(BreakGlass, **fields), act(actor, "break_glass.opened", client.id)
        )


def _assign(practice: Practice, account: str, relation: str, client: Client) -> None:
    RecordStore(practice.connection(), "assignment", Assignment).save(
        build(
            Assignment, id=assignment_id(client.id, account), client_id=client.id,
            account=account, relation=relation,
        ),
        act(OWNER, "assignment.saved", client.id),
    )  # fmt: skip


LONG_AGO = timedelta(days=3)
