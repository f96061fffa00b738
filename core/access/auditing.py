"""The audit trail in words: who did what, when, to whose file."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from core.access.audit import Actor, act
from core.access.permissions import RULES

if TYPE_CHECKING:
    from core.access.accounts import AccountService
    from core.access.admission import Admission
    from core.store.audit import AuditStore
    from core.store.trail import Told

_EARLIEST = datetime(1970, 1, 1, tzinfo=UTC)
_LATEST = datetime(9999, 1, 1, tzinfo=UTC)
_EVERYTHING = 1_000_000
KINDS = {
    "client": "the client's record", "couple": "a couple", "figure": "an attachment figure",
    "period": "a period", "history_event": "a history event",
    "working_model": "a working model", "episode": "a diary episode", "node": "a node on the map",
    "link": "a link on the map", "plan": "a plan", "target": "an EMDR target",
    "session": "a session", "goal": "a goal", "problem": "a problem",
    "administration": "a measure",
    "settings": "the practice's settings", "assignment": "who works with the client",
    "private_note": "a private note", "hold": "a legal hold", "account": "an account",
    "growth": "an expected course", "adult_relationship": "an adult relationship",
    "adaptation": "a way of adapting", "consideration": "what was considered",
    "verdict": "a verdict on a link", "weighing": "a weighing",
    "target_work": "work on a target", "ifs_part": "a part", "concern": "a safety concern",
}  # fmt: skip
WORDS = {
    "file.read": "read the file",
    "measures.read": "read the measures",
    "schedule.read": "read when sessions are",
    "caseload.read": "looked at the caseload",
    "private_note.read": "read their private notes",
    "audit.read": "read the audit trail",
    "audit.exported": "exported the audit trail",
    "account.created": "set up the first account",
    "account.signed_in": "signed in",
    "account.signed_out": "signed out",
    "account.refused": "was refused at sign-in",
    "account.locked": "locked the screen",
    "account.unlocked": "unlocked the screen",
    "account.invited": "invited somebody",
    "account.invited_again": "gave somebody a new invitation",
    "account.role_set": "set somebody's role",
    "account.closed": "closed an account",
    "account.reopened": "opened an account again",
    "account.passphrase_set": "chose a new passphrase",
    "account.opened_by_code": "signed in with a printed code",
    "account.recovery_code_made": "made a new recovery code",
    "account.second_factor_on": "turned a second factor on",
    "account.second_factor_off": "turned a second factor off",
    "account.app_code_used": "used a code from an authenticator app",
    "account.one_time_code_used": "used a one-time code",
    "account.server_key_made": "gave the server a key of its own",
    "account.server_key_revoked": "took the server's key away",
    "break_glass.opened": "opened a file in an emergency",
    "break_glass.read": "read that a file was opened in an emergency",
    "flag.acknowledged": "acknowledged a flagged answer",
    "gate.overridden": "went on although something pauses the work",
    "gate.paused_again": "paused the work again",
    "document.made": "made a document",
    "page.printed": "printed a page",
    "access_request.made": "put a client's own data together",
    "client.erased": "erased a client",
    "hold.read": "read the legal holds",
    "hold.set": "put a file on legal hold",
    "hold.lifted": "lifted a legal hold",
    "backup.made": "made a backup",
    "backup.failed": "could not make a backup",
    "backup.rotated": "removed old backups",
    "backup.restored": "restored a backup",
    "store.log_repaired": "found the end of the log damaged by a power cut and repaired it",
    "trail.cut_short": "found events missing at the end of the trail",
    "refused": "was not let",
}
_GATES = {
    "emdr_processing": "EMDR from phase 3 on",
    "couple_enactment": "enactments in couple work",
}
# What one may filter by, and which events that is.
GROUPS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "Everything": ((), ()),
    "Reading": (
        ("file.read", "measures.read", "schedule.read", "caseload.read", "private_note.read",
         "audit.read"), (),
    ),
    "Writing": (
        ("flag.acknowledged", "gate.overridden", "gate.paused_again"),
        tuple(kind for kind in KINDS if kind not in ("account", "hold")),
    ),
    "Taking away": (
        ("document.made", "page.printed", "access_request.made", "audit.exported"), ("backup",),
    ),
    "Accounts and sign-in": ((), ("account",)),
    "Access changes": (("client.erased",), ("assignment", "break_glass", "hold")),
    "Refusals": (("refused", "account.refused"), ()),
    "Damage": (("store.log_repaired", "trail.cut_short"), ()),
}  # fmt: skip


class AuditQuery(NamedTuple):
    """Which events to show."""

    account: str = ""
    client_id: UUID | None = None
    actions: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    since: datetime = _EARLIEST
    until: datetime = _LATEST
    page: int = 1
    size: int = 50


class AuditLine(NamedTuple):
    """One event in words."""

    number: int
    at: datetime
    who: str
    what: str
    client: str


class AuditPage(NamedTuple):
    """One page of events, how many fit in all, and the seal on the last event of the trail.

    `lost` says when the trail was found cut short, whatever the page is filtered by.
    """

    lines: tuple[AuditLine, ...]
    found: int
    seal: str
    lost: tuple[str, ...] = ()


class AuditService:
    """Reading the trail. Reading it is in the trail too."""

    def __init__(self, trail: AuditStore, accounts: AccountService, admission: Admission) -> None:
        self._trail = trail
        self._accounts = accounts
        self._admission = admission

    def page(self, actor: Actor, query: AuditQuery) -> AuditPage:
        """One page, newest first. Clients stand under their codes."""
        self._admission.check(actor, "audit.read")
        return self._admission.look_at_list(actor, "audit.read", lambda: self._page(query))

    def _page(self, query: AuditQuery) -> AuditPage:
        told, found = self._trail.page(query)
        names = self._accounts.names()
        codes = {str(client_id): code for code, client_id in self._trail.codes().items()}
        end = self._trail.end()
        lines = tuple(_line(one, names, codes) for one in told)
        return AuditPage(lines, found, f"{end.seq}:{end.hash[:16]}", self._trail.lost())

    def codes(self, actor: Actor) -> dict[str, UUID]:
        """Codes of clients, to filter by."""
        self._admission.check(actor, "audit.read")
        return self._trail.codes()

    def export(self, actor: Actor, query: AuditQuery) -> str:
        """All events that fit, as CSV text, with the seal of the trail's end in the last line."""
        self._admission.check(actor, "audit.read")
        self._admission.tell(act(actor, "audit.exported"))
        page = self._page(query._replace(page=1, size=_EVERYTHING))
        out = io.StringIO()
        writer = csv.writer(out)
        writer.writerow(["number", "at", "who", "what", "client"])
        for line in page.lines:
            at = line.at.isoformat(timespec="seconds")
            writer.writerow([line.number, at, _cell(line.who), line.what, line.client])
        writer.writerow(["seal", page.seal, "", "", ""])
        return out.getvalue()


def _cell(text: str) -> str:
    """A name that a spreadsheet would take for a formula stays a name."""
    return f"'{text}" if text[:1] in "=+-@\t\r" else text


def _line(one: Told, names: dict[str, str], codes: dict[str, str]) -> AuditLine:
    client = codes.get(str(one.client_id), "erased client") if one.client_id else ""
    who = names.get(one.actor, one.actor)
    return AuditLine(one.seq, one.happened_at, who, in_words(one, names), client)


def in_words(one: Told, names: dict[str, str]) -> str:
    """What an event says, such as "saved a diary episode"."""
    kind, _, verb = one.action.partition(".")
    words = WORDS.get(one.action)
    if words is None:
        done = {"saved": "saved", "retired": "took out"}.get(verb, verb)
        words = f"{done} {KINDS.get(kind, kind.replace('_', ' '))}"
    if one.action == "refused":
        rule = RULES.get(one.detail)
        return f"{words} {rule.words if rule else one.detail}"
    if one.detail.startswith("account:"):
        key = one.detail.partition(":")[2]
        return f"{words}: {names.get(key, key)}"
    if one.detail == "break_glass":
        return f"{words} (opened in an emergency)"
    return f"{words} ({_GATES.get(one.detail, one.detail)})" if one.detail else words
