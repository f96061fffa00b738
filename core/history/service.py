"""Attachment history: reading it whole, saving one entry at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from core.access.audit import Actor, act
from core.history.model import (
    Adaptation,
    AdultRelationship,
    Figure,
    History,
    HistoryEvent,
    HistoryRecord,
    Period,
    WorkingModel,
)
from core.record import Recheck, no_recheck
from core.vocabulary import ids

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.store.records import RecordStore

_PERIODS = ids("developmental_periods")


def _place(period: str) -> int:
    """Where a period stands; one in somebody's own words comes last."""
    return _PERIODS.index(period) if period in _PERIODS else len(_PERIODS)


H = TypeVar("H", Figure, Period, HistoryEvent, WorkingModel, AdultRelationship, Adaptation)


class HistoryService:
    """Everything a screen may do with the attachment history."""

    def __init__(
        self,
        figures: RecordStore[Figure],
        periods: RecordStore[Period],
        events: RecordStore[HistoryEvent],
        working_models: RecordStore[WorkingModel],
        relationships: RecordStore[AdultRelationship],
        adaptations: RecordStore[Adaptation],
        admission: Admission,
        recheck: Recheck = no_recheck,
    ) -> None:
        self._admission = admission
        self._recheck = recheck
        self._relationships = relationships
        self._adaptations = adaptations
        self._figures = figures
        self._periods = periods
        self._events = events
        self._working_models = working_models

    def history(self, actor: Actor, client_id: UUID) -> History:
        """The history as it stands: figures by age, events by age."""

        def read(store: RecordStore[H]) -> list[H]:
            return self._admission.read(
                actor, "file.read", client_id, lambda: store.for_client(client_id)
            )

        return History(
            sorted(read(self._figures), key=lambda f: f.from_age or 0),
            sorted(read(self._periods), key=lambda p: _place(p.period)),
            sorted(read(self._events), key=lambda e: (e.age is None, e.age or 0)),
            read(self._working_models),
            sorted(read(self._relationships), key=lambda r: (r.from_age is None, r.from_age or 0)),
            read(self._adaptations),
        )

    def save(self, actor: Actor, entry: H) -> H:
        """Save a new or changed entry. Raises StaleEdit when it was changed meanwhile."""
        self._admission.check_write(actor, "file.write", entry)
        store = self._store(entry)
        saved: H = store.save(entry, act(actor, f"{store.kind}.saved", entry.client_id))
        self._recheck(actor, entry.client_id)
        return saved

    def retire(self, actor: Actor, entry: HistoryRecord) -> None:
        """Take an entry out of view; its versions stay in the store."""
        self._admission.check_write(actor, "file.write", entry)
        store = self._store(entry)
        event = act(actor, f"{store.kind}.retired", entry.client_id)
        store.save(entry.model_copy(update={"retired": True}), event)
        self._recheck(actor, entry.client_id)

    def _store(self, entry: HistoryRecord) -> RecordStore[Any]:
        stores: dict[type[HistoryRecord], RecordStore[Any]] = {
            Figure: self._figures,
            Period: self._periods,
            HistoryEvent: self._events,
            WorkingModel: self._working_models,
            AdultRelationship: self._relationships,
            Adaptation: self._adaptations,
        }
        return stores[type(entry)]
