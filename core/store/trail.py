"""The audit trail: a chain of events, each sealed with the hash of the one before.

An event is written in the transaction of the act it tells of. One process owns the store
and one transaction writes at a time (core/store/connection.py), so the chain has one end.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any, NamedTuple

import orjson

from core.access.audit import AuditEvent
from core.store.anchor import CUT_SHORT
from core.store.connection import Connection

FIRST = "0" * 64
PROGRAM = "havenline"  # who tells what opening the store found out
_END = "SELECT seq, hash FROM audit_trail WHERE seq = (SELECT max(seq) FROM audit_trail)"
_LEGACY = (
    "SELECT id, happened_at, actor, action, client_id FROM audit_events ORDER BY happened_at, id"
)
_ALL = (
    "SELECT seq, CAST(id AS VARCHAR), epoch_us(happened_at), actor, sign_in, action, "
    "CAST(client_id AS VARCHAR), detail, content, previous, hash FROM audit_trail ORDER BY seq"
)
_LOST = f"SELECT happened_at, detail FROM audit_trail WHERE action = '{CUT_SHORT}' ORDER BY seq"  # noqa: S608
_UNLIKE_SEALS = """
SELECT count(*) FROM audit_seals s FULL JOIN audit_trail e ON e.seq = s.seq
WHERE e.seq IS NULL OR s.seq IS NULL OR e.hash <> s.hash
"""


class End(NamedTuple):
    """The last event of a trail: its number and its hash."""

    seq: int
    hash: str


def _link(previous: str, seq: int, told: Iterable[Any]) -> str:
    return sha256(orjson.dumps([previous, seq, *told])).hexdigest()


def _microseconds(moment: datetime) -> int:
    seconds = int(moment.replace(microsecond=0).timestamp())
    return seconds * 1_000_000 + moment.microsecond


def end_of_trail(connection: Connection) -> End:
    """Where the trail ends, as this connection sees it; number 0 before the first event."""
    rows = connection.rows(_END)
    return End(*rows[0]) if rows else End(0, FIRST)


def write_event(connection: Connection, event: AuditEvent) -> None:
    """Put the event at the end of the trail, in the transaction that is going on.

    What opening the store found out goes before the first one.
    """
    with connection.transaction(changes_records=False):
        for found in connection.commits.to_be_told():
            _append(connection, AuditEvent(actor=PROGRAM, happened_at=found.at,
                                           action=found.action, detail=found.detail))  # fmt: skip
        _append(connection, event)


def _append(connection: Connection, event: AuditEvent) -> None:
    # Known only while somebody writes: a reader would put back what it saw a moment ago.
    seq, previous = connection.commits.trail_end or end_of_trail(connection)
    seq += 1
    told = [
        str(event.id), _microseconds(event.happened_at), event.actor, event.sign_in,
        event.action, event.client_id and str(event.client_id), event.detail, event.content,
    ]  # fmt: skip
    hash_ = _link(previous, seq, told)
    row = event.model_dump() | {"seq": seq, "previous": previous, "hash": hash_}
    connection.insert("audit_trail", [row])
    connection.insert("audit_seals", [{"seq": seq, "hash": hash_}])
    connection.commits.trail_end = (seq, hash_)


def chain_earlier_events(connection: Connection) -> None:
    """Take the events of a store made by version 0.1 into the chain (migration 0002)."""
    for id_, at, actor, action, client_id in connection.rows(_LEGACY):
        event = AuditEvent(id=id_, happened_at=at, actor=actor, action=action, client_id=client_id)
        with connection.transaction(changes_records=False):
            _append(connection, event)


def lost_events(connection: Connection) -> list[str]:
    """When the trail was found cut short, in sentences, for ever. Reads only."""
    told = [(at, detail) for at, detail in connection.rows(_LOST)]
    told += [(one.at, one.detail) for one in connection.commits.found if one.action == CUT_SHORT]
    return [_lost(at.astimezone(UTC), detail) for at, detail in told]


def _lost(at: datetime, detail: str) -> str:
    number, _, seal = detail.partition(" events up to ")
    unusual = {"1": "1 event was missing at its end", "other": "its end was another one"}
    missing = unusual.get(number, f"{number} events were missing at its end")
    return (
        f"audit trail: {missing} when the store was opened on {at.day} {at:%b %Y} (the seal of "
        f"the last one was {seal}). They are lost here, with what they tell of. Restore a backup "
        "into another folder and compare."
    )


def check_trail(connection: Connection) -> list[str]:
    """What is wrong with the trail, in sentences that name events by number. Reads only."""
    problems = list(_broken_links(connection))
    if connection.rows(_UNLIKE_SEALS)[0][0] and not problems:
        problems.append("audit trail: events at its end are missing or were altered.")
    return problems + lost_events(connection)


def _broken_links(connection: Connection) -> Iterator[str]:
    last, expected = FIRST, 1
    for seq, *told, previous, hash_ in connection.rows(_ALL):
        if seq != expected:
            yield f"audit trail: events {expected} to {seq - 1} are missing."
        elif previous != last:
            yield f"audit trail: event {seq} does not follow the one before it."
        if hash_ != _link(previous, seq, told):
            yield f"audit trail: event {seq} was altered."
        last, expected = hash_, seq + 1


class Told(NamedTuple):
    """One event as the audit page shows it."""

    seq: int
    happened_at: datetime
    actor: str
    action: str
    client_id: str | None
    detail: str
    sign_in: str
