"""Reading trigger episodes from a table somebody kept elsewhere: CSV, from bytes in memory.

The file is never written to a disk. Which columns there are, and by what other names they
go, is in core/triggers/columns.py; a column that is not known is left out and named. Rows are
read one by one: a row that is wrong becomes one sentence with its line, and the others stand.
"""

from __future__ import annotations

import codecs
import csv
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime, tzinfo
from io import StringIO
from typing import NamedTuple

from core.errors import InvalidEntry
from core.exchange.table import shown
from core.triggers.columns import column_of, columns_of
from core.triggers.drafts import MOST, Draft, drafted, when_of
from core.triggers.moments import read_moment, reads_month_first

LARGEST = 5 * 1024 * 1024
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_FORCED_TEXT = re.compile(r'=\s*"(.*)"', re.DOTALL)  # ="2026-03-14", as some programs write text
_SEPARATOR = re.compile(r'"?sep=([^"\r])"?', re.IGNORECASE)  # a spreadsheet's own first line
_LEFT_OPEN = "a cell goes on over lines that begin with a day: a quote may be left open"
_STRATEGY_COLUMNS = ("strategy", "minutes", "arousal_after", "helped", "keep")


class Import(NamedTuple):
    """What a file holds: a draft for each row, the columns left out, how days were read."""

    drafts: tuple[Draft, ...]
    left_out: tuple[str, ...]
    month_first: bool


class _Row(NamedTuple):
    line: int
    cells: list[str]


def read_episodes(content: bytes, now: datetime, zone: tzinfo | None = None) -> Import:
    """The episodes of a CSV file with a line of column names.

    Encodings: UTF-8, UTF-16 with a byte order mark, else Windows-1252; separators: comma,
    semicolon or tab. Days are read day before month unless one of them cannot be. Raises
    InvalidEntry with one sentence for a file that is no such table or has no column for when
    it happened and for the situation.
    """
    text = _text(content)
    header, rows = _best(text)
    names = _columns(header.cells)
    if len(rows) > MOST:
        raise InvalidEntry(f"The file has more than {MOST:,} rows. Split it into several files.")
    cells = [_cells(row, names) for row in rows]
    month_first = reads_month_first([one.get("when", "") for one in cells])
    drafts = tuple(
        _draft(row, header, one, now, zone, month_first=month_first)
        for row, one in zip(rows, cells, strict=True)
    )
    unknown = tuple(
        shown(name) for name, known in zip(header.cells, names, strict=True) if name and not known
    )
    return Import(drafts, unknown, month_first)


def _text(content: bytes) -> str:
    if len(content) > LARGEST:
        raise InvalidEntry(f"The file is larger than {LARGEST // 1024**2} MB. Split it.")
    if content.startswith(b"PK\x03\x04") or content.startswith(b"\xd0\xcf\x11\xe0"):
        raise InvalidEntry("This is a workbook. Save the sheet as CSV and choose that file.")
    try:
        if content.startswith(_UTF16):
            return content.decode("utf-16")
        if b"\x00" in content:
            raise InvalidEntry("The file is not text. Save the table as CSV and choose that file.")
        return _eight_bits(content)
    except UnicodeDecodeError:
        raise InvalidEntry(
            "The file is text in no encoding known here. Save it as CSV in UTF-8."
        ) from None


def _eight_bits(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252")


def _best(text: str) -> tuple[_Row, list[_Row]]:
    """Header and rows under the separator with which most of the columns are known."""
    first, _, behind = text.partition("\n")
    if named := _SEPARATOR.fullmatch(first.rstrip("\r")):
        tables = [_rows(behind, named.group(1), above=1)]
    else:
        tables = [_rows(text, separator) for separator in (",", ";", "\t")]
    found = max(tables, key=lambda rows: (_known(rows), len(rows[0].cells) if rows else 0))
    if not found:
        raise InvalidEntry("The file is empty: it needs a line of column names and then rows.")
    if len(found) == 1:
        raise InvalidEntry("The file has column names and no rows below them.")
    return _Row(found[0].line, [cell.strip() for cell in found[0].cells]), found[1:]


def _known(rows: Sequence[_Row]) -> int:
    return sum(column_of(name) is not None for name in rows[0].cells) if rows else 0


def _rows(text: str, separator: str, above: int = 0) -> list[_Row]:
    """Every row that holds anything, with the line it begins on."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=separator, strict=False)
    found, begins = [], 1 + above
    try:
        for cells in reader:
            if any(map(str.strip, cells)):
                found.append(_Row(begins, cells))
            begins = reader.line_num + 1 + above
    except csv.Error:
        raise InvalidEntry(f"Line {begins} is too long to be a row of a table.") from None
    return found


def _columns(header: Sequence[str]) -> list[str]:
    """For each column of the file the name of ours, or an empty text."""
    known = columns_of(header)
    names = [column.name if column else "" for column in known]
    for name in dict.fromkeys(filter(None, names)):
        if names.count(name) > 1:
            there = ", ".join(shown(h) for h, n in zip(header, names, strict=True) if n == name)
            raise InvalidEntry(f"These columns say the same thing: {there}. Leave one of them in.")
    for needed, says in (("when", "when it happened"), ("situation", "what happened")):
        if needed not in names:
            raise InvalidEntry(f"The file has no column that says {says}; call it {needed}.")
    return names


def _cells(row: _Row, names: Sequence[str]) -> dict[str, str]:
    return {name: _bare(cell) for name, cell in zip(names, row.cells, strict=False) if name}


def _bare(cell: str) -> str:
    """A cell as text. A formula is never worked out: it stays the text that it is."""
    forced = _FORCED_TEXT.fullmatch(cell.strip())
    return (forced.group(1) if forced else cell).replace("\x00", "").strip()


def _draft(
    row: _Row,
    header: _Row,
    cells: dict[str, str],
    now: datetime,
    zone: tzinfo | None,
    *,
    month_first: bool,
) -> Draft:
    text = " ".join(filter(None, (cells.get("when", ""), cells.get("situation", ""))))
    wide = len(header.cells)
    if len(row.cells) > wide and any(map(str.strip, row.cells[wide:])):
        return Draft(row.line, text, problem=f"Line {row.line}: it has more values than columns.")
    tried = {name: cells.get(name, "") for name in _STRATEGY_COLUMNS}
    if not tried["strategy"].strip():  # a table may fill these in where nothing was tried
        cells = {k: v for k, v in cells.items() if k != "keep" or v.casefold() not in ("no", "n")}
    reading = when_of(cells, now.date(), month_first=month_first)
    draft = drafted(row.line, text, cells, reading, now, zone)
    return _marked_open(draft) if _may_be_open(row, now.date()) else draft


def _may_be_open(row: _Row, today: date) -> bool:
    """Whether a cell swallowed what look like further rows: its quote was perhaps never closed."""
    below = (line for cell in row.cells for line in cell.splitlines()[1:])
    return any(read_moment(line.strip('" ')[:40], today) for line in below)


def _marked_open(draft: Draft) -> Draft:
    if draft.problem:
        return replace(draft, problem=f"{draft.problem.rstrip('.')}; {_LEFT_OPEN}.")
    return replace(draft, remarks=(_LEFT_OPEN, *draft.remarks))
