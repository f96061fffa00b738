"""Checks a whole store: versions without gaps, an event for every act, readable records."""

from __future__ import annotations

from typing import NamedTuple

from core.store.connection import Connection

_CHECKS = {
    "entries with a missing version": """
        SELECT kind, count(*) FROM (
            SELECT kind, id, count(*) AS kept, max(version) AS top, min(version) AS low
            FROM records GROUP BY kind, id
        ) WHERE kept <> top OR low <> 1 GROUP BY kind""",
    "versions that no audit event explains": """
        SELECT kind, count(*) FROM records r ANTI JOIN audit_events e ON e.id = r.event_id
        GROUP BY kind""",
    "entries in the file of a client that does not exist": """
        SELECT kind, count(*) FROM records r
        ANTI JOIN (SELECT id FROM records WHERE kind = 'client') c ON c.id = r.client_id
        WHERE kind <> 'settings' GROUP BY kind""",
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
    return Verification(
        _count(connection, "SELECT count(*) FROM records"),
        _count(connection, "SELECT count(*) FROM audit_events"),
        tuple(problems),
    )


def _count(connection: Connection, sql: str) -> int:
    return int(connection.rows(sql)[0][0])
