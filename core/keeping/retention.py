"""How long a file is kept after the work ended, and what published rules say. Pure.

The program only lists which files may be erased; it erases nothing by itself.
"""

from __future__ import annotations

from datetime import date
from typing import Literal, NamedTuple
from uuid import UUID

MAJORITY = 18
YEARS_AFTER_MAJORITY = 3
VERIFY = "Verify for your place: rules differ, and this is not legal advice."
Basis = Literal["last session", "last entry"]


class Preset(NamedTuple):
    """A published figure to start from; `years` is None where none is fixed."""

    words: str
    years: int | None
    source: str
    caution: str = VERIFY


PRESETS = (
    Preset(
        "7 years after the last service, or 3 years after a minor comes of age if that is later",
        7, "APA record keeping guidelines, the default where no law says otherwise "
        "(apaservices.org); many US states set 7",
    ),
    Preset("5 years after the last service", 5, "Pennsylvania, as reported by APA "
           "(apaservices.org)"),
    Preset("No fixed limit in the UK: choose a time and be able to justify it", None,
           "BACP on GDPR (bacp.co.uk/gdpr)"),
)  # fmt: skip


class EndedFile(NamedTuple):
    """What the store knows of a client whose therapy has ended."""

    client_id: UUID
    code: str
    born: int | None
    last_session: date | None
    last_entry: date
    holds: int

    @property
    def last_on(self) -> date:
        """The day keeping time is counted from."""
        return self.last_session or self.last_entry

    @property
    def basis(self) -> Basis:
        """What happened on that day."""
        return "last session" if self.last_session else "last entry"


class DueFile(NamedTuple):
    """A file whose keeping time is over: it may be erased now, or it is held."""

    client_id: UUID
    code: str
    last_on: date
    keep_until: date
    held: bool
    sentence: str


def years_later(day: date, years: int) -> date:
    """The same day years later; 29 February becomes 1 March, never a day too early."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 3, 1)


def may_have_been_minor(born: int | None, on: date) -> bool:
    """Whether the person may have been under age then; only the year of birth is known."""
    return born is not None and on.year - born <= MAJORITY


def keep_until(file: EndedFile, keep_years: int) -> date:
    """The last day the file is to be kept.

    Of a minor the year of birth is all that is known, so majority is counted from the end
    of that year: never too early, at most a year too late.
    """
    until = years_later(file.last_on, keep_years)
    if file.born is None or not may_have_been_minor(file.born, file.last_on):
        return until
    return max(until, date(file.born + MAJORITY + YEARS_AFTER_MAJORITY, 12, 31))


def due_files(files: list[EndedFile], keep_years: int, source: str, today: date) -> list[DueFile]:
    """The files whose keeping time is over, the longest over first; none when no time is set."""
    if keep_years < 1:
        return []
    over = [(keep_until(file, keep_years), file) for file in files]
    over = sorted((until, file) for until, file in over if until < today)
    return [_due(file, until, keep_years, source) for until, file in over]


def _due(file: EndedFile, until: date, keep_years: int, source: str) -> DueFile:
    after = f"{keep_years} year{'' if keep_years == 1 else 's'} after the {file.basis}"
    parts = [f"Kept until {day_words(until)}: {after} on {day_words(file.last_on)}"]
    if source:
        parts.append(f" ({source})")
    parts.append(". ")
    if may_have_been_minor(file.born, file.last_on):
        parts.append(
            "They may have been under 18 then; 3 years after coming of age are counted from the "
            "year of birth alone, to the end of the year. "
        )
    parts.append("On legal hold, so it stays." if file.holds else "It may be erased now.")
    return DueFile(file.client_id, file.code, file.last_on, until, bool(file.holds),
                   "".join(parts))  # fmt: skip


def day_words(day: date) -> str:
    """A day written out."""
    return f"{day.day} {day:%B %Y}"
