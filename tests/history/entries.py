"""Entries of Mara's history, as short as a test needs them."""

from __future__ import annotations

from core.history.model import (
    Adaptation,
    AdultRelationship,
    Figure,
    History,
    HistoryEvent,
    WorkingModel,
)
from core.record import Record
from tests.people import MARA


def figure(name: str, **more: object) -> Figure:
    return Figure(client_id=MARA.id, name=name, **more)


def event(headline: str, **more: object) -> HistoryEvent:
    return HistoryEvent(client_id=MARA.id, headline=headline, **({"kind": "death"} | more))


def belief(**more: object) -> WorkingModel:
    return WorkingModel(client_id=MARA.id, **more)


def partner(name: str, **more: object) -> AdultRelationship:
    return AdultRelationship(client_id=MARA.id, partner=name, **more)


def adaptation(**more: object) -> Adaptation:
    return Adaptation(client_id=MARA.id, **more)


def history(*entries: Record) -> History:
    kinds = (Figure, (), HistoryEvent, WorkingModel, AdultRelationship, Adaptation)
    return History(*([one for one in entries if isinstance(one, kind)] for kind in kinds))
