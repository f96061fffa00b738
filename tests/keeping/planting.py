"""A file in which every text of every kind of entry holds a marker of its own.

The models are walked, so a field or a kind that is added later is planted without anybody
thinking of it.
"""

from __future__ import annotations

import itertools
import types
from datetime import UTC, date, datetime
from typing import Any, Literal, Union, get_args, get_origin
from uuid import UUID, uuid4

from pydantic import AfterValidator, AwareDatetime
from pydantic.fields import FieldInfo

from core.access.audit import act
from core.clients.model import Agreed, Couple, CoupleEvent, HalfCycle, Injury
from core.clients.store import ClientStore
from core.keeping.kinds import KINDS
from core.outcomes.store import AdministrationStore
from core.record import HEADER, Part, Record
from core.store.connection import Connection
from core.store.records import RecordStore
from core.vocabulary import ids
from tests.people import CLINICIAN, MARA, phq9_answers

MARK = "zqxj"
OF_NO_CLIENT = ("settings", "account", "growth", "couple")
_NUMBERS = itertools.count(1)


def mark() -> str:
    """A text that stands nowhere else."""
    return f"{MARK}{next(_NUMBERS):06d}"


def planted(model: type[Part], **given: object) -> Any:
    """A record, or a part of one, with a marker in every text nobody gave."""
    fields = {
        name: _value(info)
        for name, info in model.model_fields.items()
        if name not in given and not (issubclass(model, Record) and name in HEADER)
    }
    return model(**(fields | given))


def _value(info: FieldInfo) -> object:
    return _made(info.annotation, info.metadata)


def _made(kind: Any, metadata: list[Any]) -> object:
    if get_origin(kind) in (Union, types.UnionType):
        return _made(next(one for one in get_args(kind) if one is not type(None)), metadata)
    if hasattr(kind, "__metadata__"):
        return _made(kind.__origin__, [*metadata, *kind.__metadata__])
    if get_origin(kind) is tuple:
        return (_made(get_args(kind)[0], []),)
    if get_origin(kind) is Literal:
        return get_args(kind)[0]
    if kind is str:
        of_a_list = any(isinstance(one, AfterValidator) for one in metadata)
        return f"other: {mark()}" if of_a_list else mark()
    if isinstance(kind, type) and issubclass(kind, Part):
        return planted(kind)
    least = next((one.ge for one in metadata if hasattr(one, "ge")), 1)
    return {
        bool: True, int: least, float: least, UUID: uuid4(), date: date(2025, 3, 2),
        AwareDatetime: datetime(2025, 3, 2, 10, tzinfo=UTC),
    }[kind]  # fmt: skip


GIVEN: dict[str, dict[str, object]] = {
    "client": {
        "id": MARA.id, "code": "MA-1", "born": 1990, "main_measure": "", "status": "ended",
    },
    "administration": {
        "instrument": "phq-9", "instrument_version": "1", "answers": phq9_answers(12, 1),
        "total_only": None, "typed": {},
    },
    "period": {"period": ids("developmental_periods")[0]},
    "assignment": {"account": "owner", "relation": "clinician"},
    "break_glass": {"account": "somebody"},
    "hold": {"lifted_on": date(2025, 4, 1)},
}  # fmt: skip


def store_of(connection: Connection, kind: str) -> Any:
    """The store a kind is saved through, with what it works out."""
    if kind == "client":
        return ClientStore(connection)
    if kind == "administration":
        return AdministrationStore(connection)
    return RecordStore(connection, kind, KINDS[kind])


def save(connection: Connection, kind: str, record: Record) -> Any:
    """Save as a service would, with the event of it."""
    event = act(CLINICIAN, f"{kind}.saved", record.client_id)
    return store_of(connection, kind).save(record, event)


def plant_file(connection: Connection, client_id: UUID, *, retire: bool = True) -> None:
    """Two versions of an entry of every kind, and a retired entry of every kind but one."""
    for kind, model in KINDS.items():
        if kind in OF_NO_CLIENT:
            continue
        given = {"client_id": client_id} | GIVEN.get(kind, {})
        first = save(connection, kind, planted(model, **given))
        again = planted(model, **(given | {"id": first.id}))
        save(connection, kind, again.model_copy(update={"version": 1}))
        if retire and kind != "client":
            gone = save(connection, kind, planted(model, **given))
            save(connection, kind, gone.model_copy(update={"retired": True}))


def plant_couple(connection: Connection, first: UUID, second: UUID, whose: UUID) -> list[str]:
    """A couple in two versions; returns the markers that are `whose` own, as they stand."""
    half = planted(HalfCycle, client_id=whose)
    agreed = Agreed(field="fear", on=date(2025, 3, 2), words=half.fear)
    half = half.model_copy(update={"agreed": (agreed,)})
    injury = planted(Injury, owner=whose, node_id=None)
    injury = injury.model_copy(update={"agreed_words": injury.headline})
    event = planted(CoupleEvent, client_id=whose)
    other_id = first if whose == second else second
    couple = planted(
        Couple, client_id=first, partner_id=second, log=(),
        halves=(planted(HalfCycle, client_id=other_id), half),
        injuries=(planted(Injury, owner=other_id), injury),
        events=(planted(CoupleEvent, client_id=other_id), event),
    )  # fmt: skip
    saved = save(connection, "couple", couple)
    save(connection, "couple", saved.model_copy(update={"cycle_words": mark()}))
    own = [*half.model_dump(mode="json").values(), injury.headline, injury.note]
    own += [event.event, event.note]
    return [words for words in own if isinstance(words, str) and MARK in words]
