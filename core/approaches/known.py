"""Whether the approaches, stages and cautions a record names are those of a definition. Pure.

A record is always readable, also when the file of its approach was taken away; this is asked
when something is saved. Words the saved version had already may stay.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from core.approaches.model import IfsPart, Plan, TargetWork, Weighing
from core.clients.model import Couple
from core.errors import InvalidEntry
from core.formulation.model import Link
from core.record import Record
from core.vocabulary import ids

_SENTENCES = {
    "approaches": "There is no definition of this approach. Choose another one.",
    "stages": "There is no such stage in the definitions of approaches. Choose another one.",
    "caution_reasons": "There is no such caution in the definitions. Choose another one.",
}


class Named(NamedTuple):
    """A word a record holds, and the list of definitions it is to be in."""

    field: str
    list: str
    word: str


def check_known(record: Record, before: Record | None = None) -> None:
    """Raise InvalidEntry where a record names an approach, stage or caution nobody defined.

    `before` is the version that was saved last, if there is one.
    """
    if unknown := unknown_word(record, before):
        raise InvalidEntry(_SENTENCES[unknown.list])


def unknown_word(record: Record, before: Record | None = None) -> Named | None:
    """The first approach, stage or caution of a record that no definition has, or None."""
    had = {one.word for one in _named(before)} if before else set()
    return next((one for one in _named(record) if not _is_known(one, had)), None)


def _is_known(one: Named, had: set[str]) -> bool:
    known = not one.word or one.word in had or one.word.startswith("other:")
    return known or one.word in ids(one.list)


def _named(record: Record) -> Iterator[Named]:
    if isinstance(record, Plan | Weighing):
        yield Named("approach", "approaches", record.approach)
        for caution in record.cautions:
            yield Named("cautions", "caution_reasons", caution.reason)
    for field, stage in _stages(record):
        yield Named(field, "stages", stage)


def _stages(record: Record) -> Iterator[tuple[str, str]]:
    if isinstance(record, Plan):
        yield from (("stages", reached.stage) for reached in record.stages)
    if isinstance(record, Plan | Couple):
        yield from (("log", step.stage) for step in record.log)
    if isinstance(record, TargetWork):
        yield from (("phases", phase) for phase in record.phases)
    if isinstance(record, IfsPart):
        yield from (("steps", reached.stage) for reached in record.steps)
    if isinstance(record, Link) and record.prediction:
        yield "prediction", record.prediction.stage
