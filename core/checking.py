"""Checks that every record of a store can be read and every score is still what it was."""

from __future__ import annotations

from collections import Counter

from pydantic import ValidationError

from core.access.accounts import Account
from core.access.assignments import Assignment, BreakGlass
from core.access.settings import Settings
from core.approaches.model import Plan, Target
from core.assembly import Practice
from core.clients.model import Client, Couple
from core.errors import UserFacingError
from core.formulation.model import Link, Node
from core.history.model import Figure, HistoryEvent, Period, WorkingModel
from core.outcomes.model import Administration
from core.outcomes.scoring import score_administration
from core.record import Record
from core.sessions.model import Acknowledgement, Goal, Session
from core.store.connection import Connection
from core.store.records import RecordStore
from core.store.verify import Verification, verify_store
from core.triggers.model import Episode

KINDS: dict[str, type[Record]] = {
    "client": Client, "couple": Couple, "figure": Figure, "period": Period,
    "history_event": HistoryEvent, "working_model": WorkingModel, "episode": Episode,
    "node": Node, "link": Link, "plan": Plan, "target": Target, "session": Session,
    "goal": Goal, "administration": Administration, "acknowledgement": Acknowledgement,
    "settings": Settings, "account": Account, "assignment": Assignment,
    "break_glass": BreakGlass,
}  # fmt: skip


def check_practice(practice: Practice) -> Verification:
    """Everything verify_store checks, and that records read and scores agree. Reads only."""
    connection = practice.connection()
    found = verify_store(connection)
    problems = [*found.problems, *_unreadable(connection), *_wrong_scores(connection)]
    return found._replace(problems=tuple(problems))


def _ids(connection: Connection, kind: str) -> list[object]:
    sql = "SELECT DISTINCT id FROM records WHERE kind = $kind"
    return [row[0] for row in connection.rows(sql, {"kind": kind})]


def _unreadable(connection: Connection) -> list[str]:
    bad: Counter[str] = Counter()
    kinds = [row[0] for row in connection.rows("SELECT DISTINCT kind FROM records")]
    for kind in kinds:
        if kind not in KINDS:
            bad[kind] += 1
            continue
        store = RecordStore(connection, kind, KINDS[kind])
        for record_id in _ids(connection, kind):
            try:
                store.get(record_id)  # type: ignore[arg-type]
            except ValidationError:
                bad[kind] += 1
    return [f"{kind}: {count} entries that cannot be read." for kind, count in bad.items()]


def _wrong_scores(connection: Connection) -> list[str]:
    store = RecordStore(connection, "administration", Administration)
    stored: dict[tuple[object, int], dict[str, float]] = {}
    rows = connection.rows("SELECT administration_id, version, scale, value FROM scores")
    for administration_id, version, scale, value in rows:
        stored.setdefault((administration_id, version), {})[scale] = value
    wrong = 0
    for record_id in _ids(connection, "administration"):
        try:
            one = store.get(record_id)  # type: ignore[arg-type]
            if one is None or one.retired:
                continue
            scores = score_administration(one).scores
        except (ValidationError, UserFacingError):
            continue  # told above, or an instrument this program does not have
        known = {scale: value for scale, value in scores.items() if value is not None}
        wrong += known != stored.get((one.id, one.version), {})
    return [f"scores: {wrong} differ from what the answers give."] if wrong else []
