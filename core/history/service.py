"""Attachment history: reading it whole, saving one entry at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from core.access.audit import Actor, act
from core.history.model import (
    Figure,
    History,
    HistoryEvent,
    HistoryRecord,
    Period,
    WorkingModel,
)
from core.vocabulary import ids

if TYPE_CHECKING:
    from core.store.records import RecordStore

_PERIODS = ids("developmental_periods")
H = TypeVar("H", Figure, Period, HistoryEvent, WorkingModel)


class HistoryService:
    """Everything a screen may do with the attachment history."""

    def __init__(
        self,
        figures: RecordStore[Figure],
        periods: RecordStore[Period],
        events: RecordStore[HistoryEvent],
        working_models: RecordStore[WorkingModel],
    ) -> None:
        self._figures = figures
        self._periods = periods
        self._events = events
        self._working_models = working_models

    def history(self, actor: Actor, client_id: UUID) -> History:  # noqa: ARG002
        """The history as it stands: figures by age, events by age."""
        return History(
            sorted(self._figures.for_client(client_id), key=lambda f: f.from_age or 0),
            sorted(self._periods.for_client(client_id), key=lambda p: _PERIODS.index(p.period)),
            sorted(self._events.for_client(client_id), key=lambda e: (e.age is None, e.age or 0)),
            self._working_models.for_client(client_id),
        )

    def save(self, actor: Actor, entry: H) -> H:
        """Save a new or changed entry. Raises StaleEdit when it was changed meanwhile."""
        store = self._store(entry)
        saved: H = store.save(entry, act(actor, f"{store.kind}.saved", entry.client_id))
        return saved

    def retire(self, actor: Actor, entry: HistoryRecord) -> None:
        """Take an entry out of view; its versions stay in the store."""
        store = self._store(entry)
        event = act(actor, f"{store.kind}.retired", entry.client_id)
        store.save(entry.model_copy(update={"retired": True}), event)

    def _store(self, entry: HistoryRecord) -> RecordStore[Any]:
        stores: dict[type[HistoryRecord], RecordStore[Any]] = {
            Figure: self._figures,
            Period: self._periods,
            HistoryEvent: self._events,
            WorkingModel: self._working_models,
        }
        return stores[type(entry)]
