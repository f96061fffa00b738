"""Who may do what. One table; the page docs/reference/permissions.md is made from it.

A role is what an account is in the practice. A relation is what it has to do with one
client: their clinician, their clinician's supervisor, an assistant who looks after dates
and measures, somebody who opened the file in an emergency (break-glass), or nothing. When
something may be done is the other question: policies.py.
"""

from __future__ import annotations

import sys
from typing import Literal, NamedTuple

from core.access.actor import ROLES, Actor, Role
from core.errors import NotPermitted

Relation = Literal["clinician", "supervisor", "assistant", "break_glass", "none"]
RELATIONS: tuple[Relation, ...] = ("clinician", "supervisor", "assistant", "break_glass", "none")
Holder = tuple[Role, Relation]
# As what somebody can be assigned to a client; an assignment that does not fit counts for nothing.
RELATIONS_OF: dict[Role, tuple[Relation, ...]] = {
    "owner": ("clinician", "supervisor"),
    "clinician": ("clinician", "supervisor"),
    "supervisor": ("supervisor",),
    "assistant": ("assistant",),
    "auditor": (),
}

OWN: frozenset[Holder] = frozenset({("owner", "clinician"), ("clinician", "clinician")})
CLINICIANS_OWN: frozenset[Holder] = frozenset({("clinician", "clinician")})
SUPERVISED: frozenset[Holder] = frozenset(
    {("owner", "supervisor"), ("clinician", "supervisor"), ("supervisor", "supervisor")}
)
ASSISTED: frozenset[Holder] = frozenset({("assistant", "assistant")})
OPENED: frozenset[Holder] = frozenset({("owner", "break_glass"), ("clinician", "break_glass")})
STRANGERS: frozenset[Holder] = frozenset({("owner", "none"), ("clinician", "none")})


def _any_relation(*roles: Role) -> frozenset[Holder]:
    return frozenset((role, relation) for role in roles for relation in RELATIONS)


class Rule(NamedTuple):
    """One action: what it is in words, and which (role, relation) may do it."""

    words: str
    holders: frozenset[Holder]


RULES: dict[str, Rule] = {
    "caseload.read": Rule("see the client on the caseload", OWN | SUPERVISED | ASSISTED | OPENED),
    "file.read": Rule("read history, diary, map, plans and notes", OWN | SUPERVISED | OPENED),
    "measures.read": Rule("read measures", OWN | SUPERVISED | ASSISTED | OPENED),
    "schedule.read": Rule("read when sessions are", OWN | SUPERVISED | ASSISTED | OPENED),
    "client.write": Rule("change name, contact and status", OWN),
    "file.write": Rule("write history, diary, map, plans and notes", OWN),
    "measures.write": Rule("record and correct measures", OWN | ASSISTED),
    "schedule.write": Rule("plan and move sessions", OWN | ASSISTED | OPENED),
    "document.make": Rule("make a document to take away", OWN),
    "private_note.write": Rule("keep private notes of one's own", OWN),
    "access_request.make": Rule("put a client's own data together for them", OWN),
    "hold.set": Rule("hold a file back from erasure", OWN | _any_relation("owner")),
    "break_glass.open": Rule("open a file in an emergency", STRANGERS),
    "access.assign": Rule(
        "say who works with a client",
        CLINICIANS_OWN | _any_relation("owner"),
    ),
    "client.erase": Rule("erase a client", _any_relation("owner")),
    "client.create": Rule("take on a new client", _any_relation("owner", "clinician")),
    "accounts.manage": Rule("invite people and set their role", _any_relation("owner")),
    "settings.write": Rule("change the practice's settings", _any_relation("owner")),
    "audit.read": Rule("read the audit trail", _any_relation("owner", "auditor")),
    "backup.make": Rule("make a backup", _any_relation("owner")),
}
# Actions that concern no client: the relation plays no part.
OF_THE_PRACTICE = (
    "client.create", "accounts.manage", "settings.write", "audit.read", "backup.make",
)  # fmt: skip


def check_can(actor: Actor, action: str, relation: Relation = "none") -> None:
    """Raises NotPermitted when this role in this relation may not do this at all."""
    rule = RULES[action]
    if (actor.role, relation) not in rule.holders:
        raise NotPermitted(
            f"Your account ({actor.role}) may not {rule.words} here. "
            "The owner of the practice can change who may do what."
        )


def can(actor: Actor, action: str, relation: Relation = "none") -> bool:
    """Whether check_can would let it pass: what a screen asks before it shows a button."""
    try:
        check_can(actor, action, relation)
    except NotPermitted:
        return False
    return True


def truth_table() -> str:
    """The whole table as a Markdown page: what concerns a client, and what does not."""
    with_clients = {a: rule for a, rule in RULES.items() if a not in OF_THE_PRACTICE}
    holders = [
        (role, relation)
        for role in ROLES
        for relation in RELATIONS
        if relation in (*RELATIONS_OF[role], "break_glass", "none")
        and any((role, relation) in rule.holders for rule in with_clients.values())
    ]
    heads = [f"{role}, {_RELATION_WORDS[relation]}" for role, relation in holders]
    clients = _rows(heads, holders, list(with_clients.values()))
    practice = _rows(
        list(ROLES), [(role, "none") for role in ROLES], [RULES[a] for a in OF_THE_PRACTICE]
    )
    return _PAGE.format(clients=clients, practice=practice)


def _rows(heads: list[str], holders: list[Holder], rules: list[Rule]) -> str:
    lines = ["| may | " + " | ".join(heads) + " |", "|---" * (len(heads) + 1) + "|"]
    for rule in rules:
        cells = ["yes" if holder in rule.holders else "no" for holder in holders]
        lines.append(f"| {rule.words} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


_RELATION_WORDS: dict[Relation, str] = {
    "clinician": "own client", "supervisor": "supervised client",
    "assistant": "client they assist with", "break_glass": "file opened in an emergency",
    "none": "any other client",
}  # fmt: skip
_PAGE = """# Who may do what

Made from `core/access/permissions.py`; do not edit. Every cell is tried on a real store by
`tests/access/test_truth_table.py`, and every combination that has no column may do nothing.

## With a client

{clients}

## In the practice, whoever the client

{practice}

A supervisor sees codes instead of names unless the client's clinician says otherwise. Times
and states in which something is refused although the role may do it (a legal hold, the last
owner, screen-share mode) are in `core/access/policies.py`.
"""


if __name__ == "__main__":
    sys.stdout.write(truth_table())
