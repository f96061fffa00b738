"""Attachment history: reading it whole, saving one entry at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar
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
        event = act(actor, f"{self._store(entry).table}.saved", entry.client_id)
        return self._store(entry).save(entry, event)

    def retire(self, actor: Actor, entry: H) -> None:
        """Take an entry out of view; its versions stay in the store."""
        event = act(actor, f"{self._store(entry).table}.retired", entry.client_id)
        self._store(entry).save(entry.model_copy(update={"retired": True}), event)

    def _store(self, entry: HistoryRecord) -> RecordStore[H]:
        stores: dict[type, RecordStore[H]] = {
            Figure: self._figures,  # type: ignore[dict-item]
            Period: self._periods,  # type: ignore[dict-item]
            HistoryEvent: self._events,  # type: ignore[dict-item]
            WorkingModel: self._working_models,  # type: ignore[dict-item]
        }
        return stores[type(entry)]
