"""Who is let into which file, and the trail of it.

Every service asks here before it reads or writes. A read is told to the audit trail in the
transaction it happens in: once for a quarter of an hour in each sign-in and file, because a
page is read again at every click. Refusals are told too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from uuid import UUID

from core.access import policies
from core.access.actor import FIRST_ACCOUNT, Actor
from core.access.assignments import Assignment, BreakGlass
from core.access.audit import AuditEvent, act
from core.access.covering import Cover
from core.access.permissions import OF_THE_PRACTICE, Relation, can, check_can
from core.access.reads import Reads
from core.errors import NotFound, NotPermitted, StorageError
from core.record import Record

if TYPE_CHECKING:
    from core.access.accounts import Account
    from core.store.connection import Connection
    from core.store.records import RecordStore

T = TypeVar("T")
R = TypeVar("R", bound=Record)
NOT_THERE = "There is no client at this address. Pick one from the caseload."


class Listed(NamedTuple):
    """Which clients a list may show: exactly `ids`, or all but these.

    Of those in `covered`, or of everybody with `all_covered`, only the code may be seen, so
    that searching for a name must not find them either.
    """

    all_but: bool
    ids: tuple[UUID, ...]
    covered: tuple[UUID, ...] = ()
    all_covered: bool = False


class Admission:
    """Lets an actor into a file, or not, and tells the trail."""

    def __init__(
        self,
        connection: Connection,
        assignments: RecordStore[Assignment],
        openings: RecordStore[BreakGlass],
        accounts: RecordStore[Account],
        tell: Callable[[Connection, AuditEvent], None],
        names_in: Callable[[UUID], dict[str, str]],
        reads: Reads | None = None,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._connection = connection
        self._assignments = assignments
        self._openings = openings
        self._accounts = accounts
        self._tell = tell
        self._names_in = names_in
        self._reads = reads or Reads()
        self._now = now

    def standing(self, actor: Actor) -> Actor:
        """The actor in the role their account has now, whatever it was when the page was drawn.

        Raises NotPermitted when the account is closed or not in this store. The demo has no
        accounts.
        """
        known = self._known_accounts()
        if not known:
            return actor
        account = known.get(actor.account)
        if account is None or not account.active:
            raise NotPermitted("Your account is closed. The owner of the practice can open it.")
        return actor._replace(role=account.role)

    def _known_accounts(self) -> dict[str, Account]:
        return self._connection.remembered_by_store(
            "accounts by key",
            lambda: {one.key: one for one in self._accounts.select("true", {})},
        )

    def _working(self, assigned: Iterable[Assignment]) -> list[Assignment]:
        """Those that count: of an account that is open and has a role that fits."""
        known = self._known_accounts()
        if not known:
            return list(assigned)
        return [
            one
            for one in assigned
            if (account := known.get(one.account))
            and policies.can_assign_now(account, one.relation)
        ]

    def relation(self, actor: Actor, client_id: UUID) -> Relation:
        """What this account has to do with this client, the closest first."""
        assigned = self._working(self._assignments.for_client(client_id))
        for relation in ("clinician", "supervisor", "assistant"):
            if any(a.account == actor.account and a.relation == relation for a in assigned):
                return relation
        if actor.role == "owner" and not any(a.relation == "clinician" for a in assigned):
            return "clinician"
        return "break_glass" if self.opened_until(actor, client_id) else "none"

    def opened_until(self, actor: Actor, client_id: UUID) -> datetime | None:
        """Until when this account's emergency opening of the file lasts, or None."""
        now = self._now()
        mine = (o for o in self._openings.for_client(client_id) if o.account == actor.account)
        return max((o.until for o in mine if o.until > now), default=None)

    def can(self, actor: Actor, action: str, client_id: UUID | None = None) -> bool:
        """Whether this would be let pass: what a screen asks before it shows a button."""
        try:
            actor = self.standing(actor)
        except NotPermitted:
            return False
        return can(actor, action, self.relation(actor, client_id) if client_id else "none")

    def check(self, actor: Actor, action: str, client_id: UUID | None = None) -> None:
        """Raises NotPermitted; NotFound where not even the client's existence is theirs to know."""
        relation: Relation = "none"
        try:
            actor = self.standing(actor)
            if client_id is not None and action not in OF_THE_PRACTICE:
                relation = self.relation(actor, client_id)
            check_can(actor, action, relation)
        except NotPermitted:
            self._refused(actor, action, client_id)
            if relation == "none" and client_id is not None and actor.role != "auditor":
                raise NotFound(NOT_THERE) from None
            raise

    def check_write(self, actor: Actor, action: str, record: Record) -> None:
        """Raises what `check` raises, and NotAllowedNow for a change while names are covered."""
        self.check(actor, action, record.client_id)
        policies.check_can_change_now(actor, record.version)

    def read(
        self, actor: Actor, action: str, client_id: UUID, look: Callable[[], list[R]]
    ) -> list[R]:
        """Records of one file, with codes for names where the actor may not see those."""
        found = self.look(actor, action, client_id, look)
        cover = self.cover(actor, client_id)
        return [cover.record(one) for one in found] if cover else found

    def look(self, actor: Actor, action: str, client_id: UUID, look: Callable[[], T]) -> T:
        """Look at something in one file, with the audit event of it in one transaction."""
        self.check(actor, action, client_id)
        widest = "file.read" if self.can(actor, "file.read", client_id) else action
        opened = self.relation(actor, client_id) == "break_glass"
        detail = "break_glass" if opened else ""
        return self._told_once(act(actor, widest, client_id, detail), look)

    def look_as(self, actor: Actor, event: str, client_id: UUID, look: Callable[[], T]) -> T:
        """Look at something in one file that `check` was asked about, under its own event."""
        return self._told_once(act(actor, event, client_id), look)

    def look_at_list(self, actor: Actor, action: str, look: Callable[[], T]) -> T:
        """Look at something that concerns several clients, with its audit event."""
        return self._told_once(act(actor, action), look)

    def cover(self, actor: Actor, client_id: UUID) -> Cover | None:
        """What replaces names in this file for this actor; None when they see names."""
        if not self.is_covered(actor, client_id):
            return None
        return self._connection.remembered(
            ("cover", client_id), lambda: Cover(self._names_in(client_id))
        )

    def is_covered(self, actor: Actor, client_id: UUID) -> bool:
        """Whether this actor sees a code where the name of this client would stand."""
        if actor.screen_share:
            return True
        mine = (a for a in self._every() if a.account == actor.account)
        supervised = any(a.client_id == client_id and a.relation == "supervisor" for a in mine)
        return supervised and self._supervises_unnamed(actor, client_id)

    def _every(self) -> list[Assignment]:
        return self._connection.remembered_by_store(
            "assignments", lambda: self._assignments.select("true", {})
        )

    def _supervises_unnamed(self, actor: Actor, client_id: UUID) -> bool:
        if self.relation(actor, client_id) != "supervisor":
            return False
        assigned = self._assignments.for_client(client_id)
        return not any(a.account == actor.account and a.named for a in assigned)

    def listed(self, actor: Actor) -> Listed:
        """The clients this account works with, for the caseload."""
        actor = self.standing(actor)
        every = self._working(self._every())
        mine = {a.client_id for a in every if a.account == actor.account}
        mine |= {o.client_id for o in self._open_now(actor)}
        if actor.role != "owner":
            allowed = (i for i in mine if self.can(actor, "caseload.read", i))
            mine = set(allowed)
            covered = tuple(sorted(i for i in mine if self.is_covered(actor, i)))
            return Listed(False, tuple(sorted(mine)), covered, actor.screen_share)
        others = {a.client_id for a in every if a.relation == "clinician"} - mine
        covered = tuple(sorted(i for i in mine if self.is_covered(actor, i)))
        return Listed(True, tuple(sorted(others)), covered, actor.screen_share)

    def _open_now(self, actor: Actor) -> Iterable[BreakGlass]:
        every = self._connection.remembered_by_store(
            "openings", lambda: self._openings.select("true", {})
        )
        now = self._now()
        return (o for o in every if o.account == actor.account and o.until > now)

    def _told_once(self, event: AuditEvent, look: Callable[[], T]) -> T:
        what = (event.actor, event.sign_in, event.action, event.client_id, event.detail)
        if not self._reads.is_due(what):
            return look()
        waiting = self._reads.take_waiting()
        try:
            with self._connection.transaction(changes_records=False):
                found = look()
                for one in (*waiting, event):
                    self._tell(self._connection, one)
        except StorageError:
            # A full disk must not keep a file from being read; the events follow later.
            self._reads.wait(*waiting, event)
            found = look()
        except BaseException:
            self._reads.wait(*waiting)
            raise
        self._reads.told(what)
        return found

    def tell(self, event: AuditEvent) -> None:
        """Put an event, and any that had to wait, into the trail."""
        waiting = self._reads.take_waiting()
        try:
            with self._connection.transaction(changes_records=False):
                for one in (*waiting, event):
                    self._tell(self._connection, one)
        except BaseException:
            self._reads.wait(*waiting)
            raise

    def _refused(self, actor: Actor, action: str, client_id: UUID | None) -> None:
        event = act(actor, "refused", client_id, action)
        what = (event.actor, event.sign_in, event.action, event.client_id, event.detail)
        if not self._reads.is_due(what):
            return
        # What is refused takes the transaction around it back, so its event must stand apart.
        if self._connection.in_transaction:
            self._reads.wait(event)
        else:
            self.tell(event)
        self._reads.told(what)


__all__ = ["FIRST_ACCOUNT", "NOT_THERE", "Admission", "Listed", "Reads"]
