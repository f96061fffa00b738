"""Clients, couples and the caseload in the store."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.resources import files
from typing import Any
from uuid import UUID

from core.access.admission import Listed
from core.access.covering import Cover
from core.clients.caseload import LONG_GAP, MEASURE_GAP, CaseloadFacts, CaseloadQuery
from core.clients.model import Client, Couple
from core.errors import InvalidEntry
from core.history.model import Figure
from core.store.connection import Connection
from core.store.records import RecordStore
from core.vocabulary import label

_CASELOAD = files("core.clients").joinpath("caseload.sql").read_text(encoding="utf-8")
_COURSES = """
SELECT client_id, instrument, list(value ORDER BY moment) FROM scores s
ANTI JOIN (
    SELECT id AS administration_id, version - 1 AS version FROM records WHERE version > 1
) USING (administration_id, version)
WHERE client_id IN (SELECT unnest($clients)) AND about = ''
    AND list_contains($scales, instrument || ':' || scale)
GROUP BY client_id, instrument
"""
_PEOPLE = """
FROM records c ANTI JOIN (SELECT id, version - 1 AS version FROM records WHERE version > 1)
USING (id, version) WHERE kind = 'client' AND NOT retired
"""
_NAMES = f"SELECT id, about, body->>'name' {_PEOPLE} ORDER BY about"
_CODE_AND_NAME = f"SELECT about, body->>'name' {_PEOPLE} AND id = $client"
# Two halves rather than one OR: four times faster in a large store.
_NAMES_EVER = """
WITH people AS MATERIALIZED (
    SELECT $client AS id
    UNION SELECT client_id FROM records
    WHERE kind = $couples AND about = CAST($client AS VARCHAR)
    UNION SELECT TRY_CAST(about AS UUID) FROM records
    WHERE kind = $couples AND client_id = $client
),
named AS (
    SELECT r.id, r.version, r.recorded_at, r.client_id, r.kind, r.about AS code, r.body
    FROM people JOIN records r ON r.client_id = people.id WHERE r.kind = $people
    UNION ALL
    SELECT id, version, recorded_at, client_id, kind, NULL, body
    FROM records WHERE kind IN ($figures, $relationships) AND client_id = $client
)
SELECT CAST(id AS VARCHAR), code, coalesce(body->>'name', body->>'partner', ''),
    CASE WHEN kind = $relationships THEN 'other: partner' ELSE body->>'role' END
FROM named
ORDER BY kind = $people DESC, client_id = $client DESC, version, recorded_at
"""
_CODE_OWNER = "SELECT client_id FROM client_codes WHERE code = $code"
CODE_TAKEN = "Code: another client has this code already. Choose another one."


class ClientStore(RecordStore[Client]):
    """Client records, found by id, by code and on the caseload."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "client", Client)

    def caseload(
        self,
        query: CaseloadQuery,
        today: date,
        thresholds: Iterable[tuple[str, str, float, int]],
        shown: Listed,
    ) -> list[CaseloadFacts]:
        """One page of facts about the clients in `shown`.

        `thresholds` are (instrument, scale, points, sign of getting worse).
        """
        parameters: dict[str, Any] = {
            "today": today,
            "long_ago": today - LONG_GAP,
            "unmeasured_since": today - MEASURE_GAP,
            "status": query.status,
            "search": query.search.strip().lower(),
            "needs": query.needs_attention,
            "all_but": shown.all_but,
            "listed": list(shown.ids),
            "covered": list(shown.covered),
            "all_covered": shown.all_covered,
            "limit": query.size,
            "offset": (query.page - 1) * query.size,
        }
        listed = ", ".join(f"('{i}', '{s}', {p:f}, {sign})" for i, s, p, sign in thresholds)
        sql = (
            f"WITH thresholds(instrument, scale, points, worse_sign) AS (VALUES {listed}), "
            + (_CASELOAD.partition("WITH ")[2])
        )
        return self.connection.remembered_by_store(
            ("caseload", query, today, shown),
            lambda: [CaseloadFacts(*row) for row in self.connection.rows(sql, parameters)],
        )

    def courses(
        self, clients: list[UUID], scales: Iterable[tuple[str, str]]
    ) -> dict[tuple[UUID, str], list[float]]:
        """Scores in order, by client and instrument, for the sparklines of one page.

        `scales` are (instrument, the scale of it that is shown).
        """
        asked = {"clients": clients, "scales": [":".join(one) for one in scales]}
        return self.connection.remembered_by_store(
            ("courses", *clients),
            lambda: {
                (client, instrument): values
                for client, instrument, values in self.connection.rows(_COURSES, asked)
            },
        )

    def owner_of_code(self, code: str) -> UUID | None:
        """Whose code this is, or None."""
        rows = self.connection.rows(_CODE_OWNER, {"code": code})
        return rows[0][0] if rows else None

    def names(self) -> list[tuple[UUID, str, str]]:
        """Id, code and name of every client, by code, for the picker."""
        return [(i, code, name) for i, code, name in self.connection.rows(_NAMES)]

    def code_and_name(self, client_id: UUID) -> tuple[str, str] | None:
        """What the frame shows of the picked client; None when there is no such client."""
        return self.connection.remembered_by_store(
            ("code and name", client_id), lambda: self._code_and_name(client_id)
        )

    def _code_and_name(self, client_id: UUID) -> tuple[str, str] | None:
        rows = self.connection.rows(_CODE_AND_NAME, {"client": client_id})
        return (rows[0][0], rows[0][1]) if rows else None

    def _derived(self, saved: Client) -> None:
        """Reserve the code; two people taking the same one collide on its key."""
        rows = self.connection.rows(_CODE_OWNER, {"code": saved.code})
        if rows and rows[0][0] != saved.id:
            raise InvalidEntry(CODE_TAKEN)
        if not rows:
            self.connection.insert("client_codes", [{"code": saved.code, "client_id": saved.id}])


class CoupleStore(RecordStore[Couple]):
    """Couples, found from either partner's file."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "couple", Couple)

    def of(self, client_id: UUID, *, besides: UUID | None = None) -> Couple | None:
        """The couple this client is one half of, or None; `besides` is one not meant."""
        found = self.connection.remembered_by_store(
            ("couple", client_id), lambda: self._couples(client_id)
        )
        return next((couple for couple in found if couple.id != besides), None)

    def _couples(self, client_id: UUID) -> list[Couple]:
        found = self.select(
            "(client_id = $client OR about = $partner)",
            {"client": client_id, "partner": str(client_id)},
        )
        # An older version may name somebody who is not half of the couple any more.
        newest = (self.get(couple.id) for couple in found)
        return [c for c in newest if c and client_id in (c.client_id, c.partner_id)]


def names_in_file(
    clients: ClientStore, couples: CoupleStore, figures: RecordStore[Figure], client_id: UUID
) -> dict[str, str]:
    """Every name a file holds or ever held, and what stands for it: a code, or a role.

    A name given up, a partner of earlier and a figure taken out still stand in old notes.
    """
    asked = {
        "client": client_id,
        "people": clients.kind,
        "couples": couples.kind,
        "figures": figures.kind,
        "relationships": "adult_relationship",
    }
    rows = clients.connection.remembered_by_store(
        ("names ever", client_id), lambda: clients.connection.rows(_NAMES_EVER, asked)
    )
    # The newest version comes last; its code or role stands for every earlier name.
    newest = {record_id: code or _in_words(role) for record_id, code, _, role in rows}
    names: dict[str, str] = {}
    for record_id, _, name, _ in rows:
        names.setdefault(name, newest[record_id])
    codes = {code for _, code, _, _ in rows}
    cover = Cover(names)
    # A role in somebody's own words ("Tom's wife") can hold a name itself.
    return {
        name: instead if instead in codes or cover.text(instead) == instead else "figure"
        for name, instead in names.items()
    }


def _in_words(role: str | None) -> str:
    return "figure" if role in (None, "not_asked") else label("caregiver_roles", role)
