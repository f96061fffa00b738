"""Checks a whole store: versions without gaps, an event for every act, readable records."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any, NamedTuple

from core.store.connection import Connection
from core.store.sealing import ROW_TEXT
from core.store.trail import check_trail

# The verb of the event for an entry of another file that named an erased client: its earlier
# versions are gone, and as many of the events before it have nothing to fit any more.
CLEARED = "cleared"
# An event of version 0.1 has no hash of what it saved, and says nothing but whose and what.
_OF_0_1 = """
e.seq < (SELECT coalesce(min(seq), 9223372036854775807) FROM audit_trail WHERE content <> '')
    AND e.sign_in = '' AND e.detail = ''
    AND (e.action IN (r.kind || '.saved', r.kind || '.retired')
        OR (e.action = 'flag.acknowledged' AND r.kind = 'acknowledgement'))
    AND (e.client_id IS NOT DISTINCT FROM r.client_id
        OR (e.client_id IS NULL AND r.kind = 'settings'))
"""
_CHECKS = {
    "entries with a missing version": """
        SELECT kind, count(*) FROM (
            SELECT kind, id, count(*) AS kept, max(version) AS top, min(version) AS low
            FROM records GROUP BY kind, id
        ) WHERE kept <> top OR low <> 1 GROUP BY kind""",
    "versions that no audit event explains": """
        SELECT kind, count(*) FROM records r ANTI JOIN audit_trail e ON e.id = r.event_id
        GROUP BY kind""",
    "versions that their audit event does not fit": f"""
        SELECT r.kind, count(*) FROM records r JOIN audit_trail e ON e.id = r.event_id
        WHERE e.actor <> r.recorded_by OR e.happened_at <> r.recorded_at
            OR (e.client_id IS NOT NULL AND e.client_id <> r.client_id)
            OR (e.content <> '' AND e.content IS DISTINCT FROM sha256({ROW_TEXT}))
            OR (e.content = '' AND (r.salt IS NOT NULL OR NOT ({_OF_0_1})))
        GROUP BY r.kind""",  # noqa: S608
    "audit events that stand for several versions": """
        SELECT kind, count(*) FROM (
            SELECT min(kind) AS kind FROM records GROUP BY event_id HAVING count(*) > 1
        ) GROUP BY kind""",
    "entries in the file of a client that does not exist": """
        SELECT kind, count(*) FROM records r
        ANTI JOIN (SELECT id FROM records WHERE kind = 'client') c ON c.id = r.client_id
        WHERE kind NOT IN ('settings', 'account', 'growth') GROUP BY kind""",
    "scores without their administration": """
        SELECT 'scores', count(*) FROM scores s
        ANTI JOIN records a ON a.id = s.administration_id AND a.version = s.version
        HAVING count(*) > 0""",
    "flags without their administration": """
        SELECT 'flags', count(*) FROM flags s
        ANTI JOIN records a ON a.id = s.administration_id AND a.version = s.version
        HAVING count(*) > 0""",
}

# Events that saved a version which is not there, but for those of a client erased since.
_UNKEPT = """
SELECT e.client_id, e.seq, split_part(e.action, '.', 1) FROM audit_trail e
ANTI JOIN records r ON r.event_id = e.id
LEFT JOIN (
    SELECT client_id, max(seq) AS seq FROM audit_trail
    WHERE action = 'client.erased' GROUP BY client_id
) gone ON gone.client_id = e.client_id
WHERE e.content <> '' AND (gone.seq IS NULL OR gone.seq < e.seq) ORDER BY e.seq
"""
_CLEARED = f"""
SELECT client_id, seq, TRY_CAST(split_part(detail, ' ', 1) AS INTEGER) FROM audit_trail
WHERE ends_with(action, '.{CLEARED}') ORDER BY seq
"""  # noqa: S608


class Verification(NamedTuple):
    """How many rows were checked and every problem found, in sentences without content."""

    records: int
    audit_events: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def verify_store(connection: Connection) -> Verification:
    """Check every table of the store. Reads only."""
    problems = [
        f"{kind}: {count} {what}."
        for what, sql in _CHECKS.items()
        for kind, count in connection.rows(sql)
    ]
    problems += _unkept(connection)
    problems += check_trail(connection)
    return Verification(
        _count(connection, "SELECT count(*) FROM records"),
        _count(connection, "SELECT count(*) FROM audit_trail"),
        tuple(problems),
    )


def _unkept(connection: Connection) -> Iterator[str]:
    """Versions that an event says were saved and that are nowhere: the newest, or all of one."""
    events: dict[Any, list[tuple[int, str]]] = defaultdict(list)
    for client_id, seq, kind in connection.rows(_UNKEPT):
        events[client_id].append((seq, kind))
    for client_id, seq, versions in connection.rows(_CLEARED) if events else ():
        before = [event for event in events[client_id] if event[0] < seq]
        del events[client_id][: min(versions or 0, len(before))]
    missing = Counter(kind for left in events.values() for _, kind in left)
    for kind, count in sorted(missing.items()):
        yield f"{kind}: {count} versions are missing that the audit trail tells of."


def _count(connection: Connection, sql: str) -> int:
    return int(connection.rows(sql)[0][0])
