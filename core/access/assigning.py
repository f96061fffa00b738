"""Who works with which client, and opening a file in an emergency (break-glass)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Literal
from uuid import UUID

from core.access import policies
from core.access.assignments import (
    BREAK_GLASS_HOURS,
    Assignment,
    BreakGlass,
    assignment_id,
    opening,
)
from core.access.audit import Actor, act
from core.errors import InvalidEntry, NotFound
from core.record import build

if TYPE_CHECKING:
    from core.access.accounts import AccountService
    from core.access.admission import Admission
    from core.store.records import RecordStore

Working = Literal["clinician", "supervisor", "assistant"]


class AssignmentService:
    """Assigning people to a client's file, and breaking the glass."""

    def __init__(
        self,
        assignments: RecordStore[Assignment],
        openings: RecordStore[BreakGlass],
        accounts: AccountService,
        admission: Admission,
        now: Callable[[], datetime],
        owner_of_code: Callable[[str], UUID | None],
        clients: Callable[[], list[tuple[UUID, str, str]]],
    ) -> None:
        self._clients = clients
        self._owner_of_code = owner_of_code
        self._assignments = assignments
        self._openings = openings
        self._accounts = accounts
        self._admission = admission
        self._now = now

    def of_client(self, actor: Actor, client_id: UUID) -> list[Assignment]:
        """Who works with this client."""
        self._admission.check(actor, "access.assign", client_id)
        return self._assignments.for_client(client_id)

    def codes_of(self, actor: Actor, account: str) -> list[str]:
        """The codes of the clients whose clinician an account is, before it is closed."""
        self._admission.check(actor, "accounts.manage")
        every = self._assignments.select("true", {})
        theirs = {a.client_id for a in every if a.account == account and a.relation == "clinician"}
        known = {client_id: code for client_id, code, _ in self._clients()}
        return sorted(known[one] for one in theirs if one in known)

    def assign(
        self, actor: Actor, client_id: UUID, account: str, relation: Working, *, named: bool = True
    ) -> Assignment:
        """Let an account work with a client. Supervisors see codes unless `named`."""
        self._admission.check(actor, "access.assign", client_id)
        policies.check_can_assign_now(self._accounts.by_key(account), relation)
        fields = {"relation": relation, "named": named or relation != "supervisor"}
        known = self._assignments.get(assignment_id(client_id, account))
        if known is None:
            known = build(
                Assignment, id=assignment_id(client_id, account), client_id=client_id,
                account=account, **fields,
            )  # fmt: skip
        changed = known.amended(retired=False, **fields)
        return self._assignments.save(
            changed, act(actor, "assignment.saved", client_id, f"account:{account}")
        )

    def hand_over(self, actor: Actor, client_id: UUID, account: str) -> None:
        """Make another account this client's clinician, in place of those who were.

        In one transaction, so that the file is never without anybody.
        """
        self._admission.check(actor, "access.assign", client_id)
        with self._assignments.connection.transaction():
            self.assign(actor, client_id, account, "clinician")
            for one in self._assignments.for_client(client_id):
                if one.relation == "clinician" and one.account != account:
                    self._take_away(actor, one)

    def take_away(self, actor: Actor, assignment: Assignment) -> None:
        """End somebody's work with a client; a file without a clinician is the owners'."""
        self._admission.check(actor, "access.assign", assignment.client_id)
        self._take_away(actor, assignment)

    def _take_away(self, actor: Actor, assignment: Assignment) -> None:
        event = act(
            actor, "assignment.retired", assignment.client_id, f"account:{assignment.account}"
        )
        self._assignments.save(assignment.model_copy(update={"retired": True}), event)

    def break_glass(self, actor: Actor, client_id: UUID, reason: str, hours: int) -> BreakGlass:
        """Open a stranger's file for some hours. The client's clinician is told why.

        Raises InvalidEntry without a reason.
        """
        self._admission.check(actor, "break_glass.open", client_id)
        if hours not in BREAK_GLASS_HOURS:
            raise InvalidEntry("Hours: choose 1, 4 or 24 hours.")
        made = build(BreakGlass, **opening(client_id, actor.account, reason, hours, self._now()))
        return self._openings.save(made, act(actor, "break_glass.opened", client_id, f"{hours} h"))

    def find_by_code(self, actor: Actor, code: str) -> UUID:
        """The client with exactly this code, for an emergency. Raises NotFound."""
        found = self._owner_of_code(code.strip().upper())
        if found is None or not self._admission.can(actor, "break_glass.open", found):
            raise NotFound("There is no other client with exactly this code.")
        return found

    def to_be_read(self, actor: Actor) -> list[BreakGlass]:
        """Emergency openings of this account's own clients' files that it has not read of yet."""
        every = self._openings.connection.remembered_by_store(
            "openings", lambda: self._openings.select("true", {})
        )
        mine = [
            one
            for one in every
            if not one.read_by
            and one.account != actor.account
            and self._admission.can(actor, "file.write", one.client_id)
        ]
        return [self._covered(actor, one) for one in mine]

    def _covered(self, actor: Actor, opened: BreakGlass) -> BreakGlass:
        cover = self._admission.cover(actor, opened.client_id)
        return cover.record(opened) if cover else opened

    def mark_read(self, actor: Actor, opened: BreakGlass) -> BreakGlass:
        """The clinician has read that their client's file was opened."""
        self._admission.check(actor, "file.write", opened.client_id)
        known = self._openings.one(opened.id)  # what was shown may have been covered
        return self._openings.save(
            known.amended(read_by=actor.account),
            act(actor, "break_glass.read", opened.client_id),
        )
