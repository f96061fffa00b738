"""Reading the audit trail: a page at a time, filtered."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from core.store.connection import Connection
from core.store.trail import End, Told, end_of_trail, lost_events

if TYPE_CHECKING:
    from core.access.auditing import AuditQuery

_COLUMNS = "seq, happened_at, actor, action, CAST(client_id AS VARCHAR), detail, sign_in"
_FITTING = """
FROM audit_trail WHERE ($account = '' OR actor = $account)
    AND ($client IS NULL OR client_id = $client)
    AND ($some = false OR list_contains($actions, action)
        OR list_contains($kinds, split_part(action, '.', 1)))
    AND happened_at >= $from AND happened_at < $until
"""
_PAGE = f"SELECT {_COLUMNS} {_FITTING} ORDER BY seq DESC LIMIT $limit OFFSET $offset"
_COUNT = f"SELECT count(*) {_FITTING}"
_CODES = "SELECT code, client_id FROM client_codes ORDER BY code"


class AuditStore:
    """The trail, newest event first."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def page(self, query: AuditQuery) -> tuple[list[Told], int]:
        """The events of one page, and how many fit in all."""
        parameters = _parameters(query)
        found = self.connection.rows(_COUNT, parameters)[0][0]
        more = {"limit": query.size, "offset": (query.page - 1) * query.size}
        rows = self.connection.rows(_PAGE, parameters | more)
        return [Told(*row) for row in rows], int(found)

    def codes(self) -> dict[str, Any]:
        """Every code that is or was in use, and whose it is."""
        return {code: client_id for code, client_id in self.connection.rows(_CODES)}

    def lost(self) -> tuple[str, ...]:
        """When the trail was found cut short, in sentences."""
        return tuple(lost_events(self.connection))

    def end(self) -> End:
        """Number and hash of the last event."""
        return end_of_trail(self.connection)


def _parameters(query: AuditQuery) -> dict[str, Any]:
    return {
        "account": query.account,
        "client": query.client_id,
        "some": bool(query.actions or query.kinds),
        "actions": list(query.actions),
        "kinds": list(query.kinds),
        "from": query.since,
        "until": query.until,
    }
