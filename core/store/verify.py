"""Checks a whole store: versions without gaps, an event for every act, readable records."""

from __future__ import annotations

from typing import NamedTuple

from core.store.connection import Connection

RECORD_TABLES = (
    "clients", "couples", "figures", "periods", "history_events", "working_models", "episodes",
    "nodes", "links", "plans", "targets", "sessions", "goals", "administrations",
    "acknowledgements", "settings",
)  # fmt: skip
_GAPS = """
SELECT count(*) FROM (SELECT id, count(*) AS kept, max(version) AS top, min(version) AS low
FROM {table} GROUP BY id) WHERE kept <> top OR low <> 1
"""
_UNEXPLAINED = """
SELECT count(*) FROM {table} t ANTI JOIN audit_events e ON e.id = t.event_id
"""
_NO_CLIENT = """
SELECT count(DISTINCT client_id) FROM {table} t ANTI JOIN clients c ON c.id = t.client_id
"""
_ORPHAN_SCORES = """
SELECT count(*) FROM {table} s
ANTI JOIN administrations a ON a.id = s.administration_id AND a.version = s.version
"""


class Verification(NamedTuple):
    """How many rows were checked and every problem found, in sentences without content."""

    records: int
    audit_events: int
    problems: tuple[str, ...]

    @property
    def ok(self) -> bool:
        """Whether nothing was found."""
        return not self.problems


def _count(connection: Connection, sql: str, table: str) -> int:
    return int(connection.rows(sql.format(table=table))[0][0])


def verify_tables(connection: Connection) -> Verification:
    """Check every table of the store. Reads only."""
    problems: list[str] = []
    records = 0
    for table in RECORD_TABLES:
        records += _count(connection, "SELECT count(*) FROM {table}", table)
        checks = {
            _GAPS: "entries with a missing version",
            _UNEXPLAINED: "versions that no audit event explains",
        }
        if table not in ("settings",):
            checks[_NO_CLIENT] = "clients that do not exist"
        for sql, what in checks.items():
            if found := _count(connection, sql, table):
                problems.append(f"{table}: {found} {what}.")
    for table in ("scores", "flags"):
        if found := _count(connection, _ORPHAN_SCORES, table):
            problems.append(f"{table}: {found} without their administration.")
    events = _count(connection, "SELECT count(*) FROM {table}", "audit_events")
    return Verification(records, events, tuple(problems))
