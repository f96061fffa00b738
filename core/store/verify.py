"""Checks a whole store: versions without gaps, an event for every act, readable records."""

from __future__ import annotations

from typing import NamedTuple

from core.store.connection import Connection
from core.store.sealing import ROW_TEXT
from core.store.trail import check_trail

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
            OR (e.content = '' AND r.salt IS NOT NULL)
        GROUP BY r.kind""",  # noqa: S608
    "entries in the file of a client that does not exist": """
        SELECT kind, count(*) FROM records r
        ANTI JOIN (SELECT id FROM records WHERE kind = 'client') c ON c.id = r.client_id
        WHERE kind NOT IN ('settings', 'account') GROUP BY kind""",
    "scores without their administration": """
        SELECT 'scores', count(*) FROM scores s
        ANTI JOIN records a ON a.id = s.administration_id AND a.version = s.version
        HAVING count(*) > 0""",
    "flags without their administration": """
        SELECT 'flags', count(*) FROM flags s
        ANTI JOIN records a ON a.id = s.administration_id AND a.version = s.version
        HAVING count(*) > 0""",
}


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
    problems += check_trail(connection)
    return Verification(
        _count(connection, "SELECT count(*) FROM records"),
        _count(connection, "SELECT count(*) FROM audit_trail"),
        tuple(problems),
    )


def _count(connection: Connection, sql: str) -> int:
    return int(connection.rows(sql)[0][0])
