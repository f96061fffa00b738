"""What keeping needs to read of the whole store, or of one whole file."""

from __future__ import annotations

from itertools import groupby
from uuid import UUID

from core.keeping.entry import Entry
from core.keeping.kinds import KINDS
from core.keeping.retention import EndedFile
from core.store.connection import Connection
from core.store.records import RecordStore

_ENDED = """
WITH superseded AS (SELECT id, version - 1 AS version FROM records WHERE version > 1),
newest AS (
    SELECT r.* FROM records r
    ANTI JOIN superseded s ON s.id = r.id AND s.version = r.version WHERE NOT r.retired
),
seen AS (
    SELECT client_id, max(filed_on) AS on_day FROM newest
    WHERE kind = 'session' AND state = 'attended' GROUP BY client_id
),
entered AS (
    SELECT client_id, CAST(max(recorded_at) AS DATE) AS on_day FROM records
    WHERE kind NOT IN ('assignment', 'break_glass', 'hold') GROUP BY client_id
),
held AS (
    SELECT client_id, count(*) AS holds FROM newest
    WHERE kind = 'hold' AND state = 'stands' GROUP BY client_id
)
SELECT c.id, c.about, CAST(c.body->>'born' AS INTEGER), seen.on_day, entered.on_day,
    coalesce(held.holds, 0)
FROM newest c JOIN entered ON entered.client_id = c.id
LEFT JOIN seen ON seen.client_id = c.id LEFT JOIN held ON held.client_id = c.id
WHERE c.kind = 'client' AND c.state = 'ended' ORDER BY c.about
"""
_KINDS = "SELECT DISTINCT kind FROM records WHERE client_id = $client"
# A couple is found from either partner's file, whichever of them it was first saved in.
_AS_PARTNER = """
SELECT DISTINCT id FROM records
WHERE kind = 'couple' AND about = CAST($client AS VARCHAR) AND client_id <> $client
"""


class KeepingStore:
    """Reads across kinds."""

    def __init__(self, connection: Connection) -> None:
        self.connection = connection

    def ended(self) -> list[EndedFile]:
        """Every client whose therapy has ended."""
        return [EndedFile(*row) for row in self.connection.rows(_ENDED)]

    def file(self, client_id: UUID) -> list[Entry]:
        """Everything recorded about one client, in the order first saved."""
        with self.connection.transaction(changes_records=False):
            asked = {"client": client_id}
            kinds = [row[0] for row in self.connection.rows(_KINDS, asked)]
            found = [one for kind in kinds for one in self._of_kind(kind, client_id)]
            couples = RecordStore(self.connection, "couple", KINDS["couple"])
            for (record_id,) in self.connection.rows(_AS_PARTNER, asked):
                found.append(Entry("couple", tuple(couples.versions(record_id))))
        return sorted(found, key=_first_saved)

    def _of_kind(self, kind: str, client_id: UUID) -> list[Entry]:
        store = RecordStore(self.connection, kind, KINDS[kind])
        versions = groupby(store.every_version(client_id), key=lambda record: record.id)
        return [Entry(kind, tuple(of_one)) for _, of_one in versions]


def _first_saved(entry: Entry) -> tuple[float, str]:
    first = entry.versions[0]
    return (first.recorded_at.timestamp() if first.recorded_at else 0.0, str(first.id))
