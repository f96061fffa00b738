"""Administrations with the scores and flags worked out when they were saved."""

from __future__ import annotations

from datetime import date
from importlib.resources import files
from uuid import UUID

from core.access.admission import Listed
from core.outcomes.model import Administration
from core.outcomes.pairs import Pair
from core.outcomes.scoring import score_administration
from core.store.connection import Connection
from core.store.records import RecordStore

_EPOCH = date(1970, 1, 1)
_SUPERSEDED = """
SELECT DISTINCT CAST(id AS VARCHAR) FROM records
WHERE kind = $kind AND client_id = $client AND version > 1
"""
_PAIRS = files("core.outcomes").joinpath("pairs.sql").read_text(encoding="utf-8")


class AdministrationStore(RecordStore[Administration]):
    """Filled-in measures. Saving one also saves its scores and flags."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "administration", Administration)

    def pairs(self, instrument: str, scale: str, shown: Listed) -> list[Pair]:
        """First and latest score on a scale of each client in `shown`, by code."""
        parameters = {
            "instrument": instrument,
            "scale": scale,
            "listed": list(shown.ids),
            "all_but": shown.all_but,
        }
        return self.connection.remembered_by_store(
            ("pairs", instrument, scale, shown),
            lambda: [Pair(*row) for row in self.connection.rows(_PAIRS, parameters)],
        )

    def superseded(self, client_id: UUID) -> list[Administration]:
        """Every version of those of a client's measures that were corrected or taken out."""
        rows = self.connection.rows(_SUPERSEDED, {"kind": self.kind, "client": client_id})
        changed = {UUID(row[0]) for row in rows}
        if not changed:
            return []
        return [one for one in self.every_version(client_id) if one.id in changed]

    def _derived(self, saved: Administration) -> None:
        if saved.retired:
            return
        result = score_administration(saved)
        common = {
            "administration_id": saved.id,
            "version": saved.version,
            "client_id": saved.client_id,
            "taken_on": saved.taken_on,
            "instrument": saved.instrument,
        }
        moment = (saved.taken_on - _EPOCH).days * 100 + saved.order
        scores = [
            common | {"moment": moment, "about": saved.about, "scale": name, "value": value}
            for name, value in result.scores.items()
            if value is not None
        ]
        self.connection.insert("scores", scores)
        flags = [
            common | {"item": flag.item, "value": flag.value, "kind": flag.kind}
            for flag in result.flags
        ]
        self.connection.insert("flags", flags)
