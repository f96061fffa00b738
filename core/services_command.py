"""The command about a whole service: `services`, by the rules of NHS Talking Therapies."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from core.cohort_words import service_lines
from core.commands import Outcome
from core.errors import InvalidEntry
from core.exchange.numbers import Numbers
from core.exchange.table import Table, read_table
from core.outcomes import talking_therapies
from core.outcomes.talking_therapies import Courses, Episodes

_HIGHEST = {
    "phq9_first": talking_therapies.PHQ9_HIGHEST,
    "phq9_last": talking_therapies.PHQ9_HIGHEST,
    "gad7_first": talking_therapies.GAD7_HIGHEST,
    "gad7_last": talking_therapies.GAD7_HIGHEST,
}


def add_command(add: Callable[..., argparse.ArgumentParser], as_json: Any) -> None:
    """Add the command to the parser."""
    services = add(
        "services", parents=[as_json],
        help="NHS Talking Therapies flags and rates from first and last PHQ-9 and GAD-7",
    )  # fmt: skip
    services.add_argument("file", type=Path, metavar="FILE.csv")


def services(asked: argparse.Namespace) -> Outcome:
    """NHS Talking Therapies flags of each person, and the service's rates."""
    table = read_table(asked.file, ["id", *_HIGHEST, "treatment_sessions"])
    ids = table.text("id")
    _check_distinct(table, ids)
    given = _episodes(table)
    found = talking_therapies.courses(given)
    counts = talking_therapies.counts(found)
    rates = talking_therapies.rates(counts)
    data = {
        "rates": rates._asdict(),
        "counts": counts._asdict(),
        "people": _flagged(ids, found, given.treatment_sessions),
        "source": talking_therapies.SOURCE,
    }
    return Outcome(
        service_lines(counts, rates, int(np.count_nonzero(np.isnan(given.treatment_sessions)))),
        data,
    )


def _episodes(table: Table) -> Episodes:
    scores = {
        name: table.numbers(name, low=0, high=highest, whole=True)
        for name, highest in _HIGHEST.items()
    }
    sessions = table.numbers("treatment_sessions", low=0, whole=True)
    return Episodes(**scores, treatment_sessions=sessions)


def _check_distinct(table: Table, ids: list[str]) -> None:
    first: dict[str, int] = {}
    for row, one in enumerate(ids):
        if one in first:
            raise InvalidEntry(
                f"Lines {table.line(first[one])} and {table.line(row)} have the same id; keep one "
                "line for each person."
            )
        first[one] = row


def _flagged(ids: list[str], found: Courses, sessions: Numbers) -> list[dict[str, Any]]:
    """One entry a person; null where a flag cannot be worked out."""
    columns = {
        "finished": _or_none(found.finished, ~np.isnan(sessions)),
        "paired": found.paired.tolist(),
        "caseness": _or_none(found.caseness, found.caseness_known),
        **{
            name: _or_none(getattr(found, name), found.paired)
            for name in (
                "recovery", "reliable_improvement", "reliable_deterioration",
                "no_reliable_change", "reliable_recovery",
            )
        },
    }  # fmt: skip
    return [
        {"id": one, **dict(zip(columns, flags, strict=True))}
        for one, *flags in zip(ids, *columns.values(), strict=True)
    ]


def _or_none(flags: NDArray[np.bool_], known: NDArray[np.bool_]) -> list[bool | None]:
    return [
        flag if sure else None for flag, sure in zip(flags.tolist(), known.tolist(), strict=True)
    ]
