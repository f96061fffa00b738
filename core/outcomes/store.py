"""Administrations with the scores and flags worked out when they were saved."""

from __future__ import annotations

from datetime import date

from core.outcomes.model import Administration
from core.outcomes.scoring import score_administration
from core.store.connection import Connection
from core.store.records import RecordStore

_EPOCH = date(1970, 1, 1)


class AdministrationStore(RecordStore[Administration]):
    """Filled-in measures. Saving one also saves its scores and flags."""

    def __init__(self, connection: Connection) -> None:
        super().__init__(connection, "administration", Administration)

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
