"""Reading a table that somebody made elsewhere: CSV, whatever its encoding and separator.

Only the columns asked for are kept, as text; each distinct number is read once. Every
mistake is one sentence that names the line of the file and the column, never the value,
because a value may say something about a client.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from difflib import get_close_matches
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from core.errors import InvalidEntry
from core.exchange.numbers import Numbers, number_in
from core.exchange.opening import Opened, opened_text

if TYPE_CHECKING:
    from _csv import Reader

# 2 million rows of id, time and score are read in 4 to 10 s, with 180 MB of memory.
MOST_ROWS = 2_000_000
_CHUNK = 500  # small enough to stay in the processor's cache: twice as quick as 20,000
_LONGEST_LINE = 100_000
_SHOWN = 40


class Table:
    """The wanted columns of a file, as text, one entry per row that is not empty."""

    def __init__(self, source: _Source, columns: dict[str, list[str]]) -> None:
        self._source = source
        self._columns = columns

    def __len__(self) -> int:
        return len(next(iter(self._columns.values())))

    def text(self, column: str) -> list[str]:
        """A column that must say something in every row, without spaces around it.

        Raises InvalidEntry naming the first line that says nothing.
        """
        values = self._columns[column]
        tidy = [value.strip() for value in values]
        for row, value in enumerate(tidy):
            if not value:
                raise self.mistake(row, column, "this is empty, and every row needs it.")
        return tidy

    def numbers(
        self,
        column: str,
        *,
        low: float | None = None,
        high: float | None = None,
        whole: bool = False,
    ) -> Numbers:
        """A column of numbers; NaN where it is empty or says NA.

        Raises InvalidEntry naming the first line with letters, an ambiguous comma, or a
        number outside `low` to `high`.
        """
        values = self._columns[column]
        distinct = set(values)
        pointed = self._source.decimal_comma and any("." in value for value in distinct)
        read: dict[str, float] = {}
        wrong: dict[str, str] = {}
        for value in distinct:
            number, problem = number_in(value, self._source.separator, points=pointed)
            problem = problem or _outside(number, low, high, whole=whole)
            if problem:
                wrong[value] = problem
            read[value] = number
        if wrong:
            at = next(row for row, value in enumerate(values) if value in wrong)
            raise self.mistake(at, column, wrong[values[at]])
        return np.fromiter(map(read.__getitem__, values), dtype=float, count=len(values))

    def mistake(self, row: int, column: str, problem: str) -> InvalidEntry:
        """The error that names the line of a row, and the column."""
        return InvalidEntry(f"Line {self.line(row)}, column {shown(column)}: {problem}")

    def line(self, row: int) -> int:
        """The line of the file that a row ends on, counted from 1; reads the file again."""
        rows = self._source.rows()
        return next(islice(rows, row, None)).line


class _Row(NamedTuple):
    line: int
    cells: list[str]


class _Source(NamedTuple):
    """How one file is read."""

    opened: Opened
    separator: str
    header: tuple[str, ...]
    header_line: int

    @property
    def decimal_comma(self) -> bool:
        return self.separator != ","

    def rows(self) -> Iterator[_Row]:
        """Every row below the header that holds anything."""
        for row in _records(self.opened, self.separator):
            if row.line > self.header_line:
                yield row


def read_table(path: Path, wanted: Sequence[str]) -> Table:
    """The wanted columns of a CSV file. Names may differ in capitals, spaces and hyphens.

    Separators are comma, semicolon or tab. Raises InvalidEntry with one sentence for a file
    that cannot be read, for a column that is missing or there twice, and for a row with too
    few or too many values.
    """
    opened = opened_text(path)
    source = _source(opened, wanted)
    places = [_place(source.header, name) for name in wanted]
    return Table(source, _columns(source, dict(zip(wanted, places, strict=True))))


def shown(name: str) -> str:
    """A column's name as an error quotes it: short, in quotes, printable."""
    printable = "".join(sign if sign.isprintable() else "?" for sign in name)
    cut = printable if len(printable) <= _SHOWN else printable[: _SHOWN - 1] + "…"
    return f"'{cut}'"


def _source(opened: Opened, wanted: Sequence[str]) -> _Source:
    """The separator under which most of the wanted columns, then most columns, are found."""
    separators = [opened.separator] if opened.separator else [",", ";", "\t"]
    found = []
    for separator in separators:
        first = next(_records(opened, separator), None)
        if first is None:
            raise InvalidEntry("The file is empty: it needs a line of column names and then rows.")
        header = tuple(cell.strip() for cell in first.cells)
        known = {_plain(name) for name in header}
        matching = sum(_plain(name) in known for name in wanted)
        found.append((matching, len(header), _Source(opened, separator, header, first.line)))
    source = max(found, key=lambda one: one[:2])[2]
    _check_header(source)
    return source


def _check_header(source: _Source) -> None:
    numbers = [number_in(name, source.separator)[1] is None for name in source.header if name]
    if not numbers or all(numbers):
        raise InvalidEntry(
            f"Line {source.header_line} should hold the names of the columns, and holds numbers."
        )


def _plain(name: str) -> str:
    return "".join(sign for sign in name.casefold() if sign not in " _-.\u00a0")


def _place(header: tuple[str, ...], name: str) -> int:
    """Where a column stands: under its own name, or one that differs in spelling only."""
    exact = [place for place, one in enumerate(header) if one == name.strip()]
    alike = exact or [place for place, one in enumerate(header) if _plain(one) == _plain(name)]
    if len(alike) > 1:
        raise InvalidEntry(f"Column {shown(name)} is there {len(alike)} times; leave one in.")
    if alike and header[alike[0]]:
        return alike[0]
    near = get_close_matches(name.casefold()[:200], [one.casefold() for one in header if one])
    near = near or [one for one in header if one]
    names = ", ".join(shown(one) for one in header if one in near or one.casefold() in near)
    listed = names if len(names) <= 200 else names[:199] + "…"
    raise InvalidEntry(f"There is no column {shown(name)} in the file. It has {listed}.")


def _columns(source: _Source, places: dict[str, int]) -> dict[str, list[str]]:
    """The wanted columns, each distinct text kept once."""
    columns: dict[str, list[str]] = {name: [] for name in places}
    kept: dict[str, str] = {}
    count = 0
    for chunk in _chunks(source, min(places.values())):
        count += len(chunk)
        if count > MOST_ROWS:
            raise InvalidEntry(
                f"The file has more than {MOST_ROWS:,} rows. Split it, or keep only the people "
                "and times you need."
            )
        for name, place in places.items():
            cells = [row[place] for row in chunk]
            columns[name].extend(map(kept.setdefault, cells, cells))
    if not count:
        raise InvalidEntry("The file has column names and no rows below them.")
    return columns


def _chunks(source: _Source, place: int) -> Iterator[list[list[str]]]:
    """The rows below the header, many at a time; looked at one by one where one is odd."""
    width = len(source.header)
    with _reading(source.opened, source.separator) as reader:
        while reader.line_num + source.opened.skipped < source.header_line:
            next(reader)
        while chunk := list(islice(reader, _CHUNK)):
            odd = set(map(len, chunk)) != {width} or any(not row[place].strip() for row in chunk)
            yield _checked(source, chunk) if odd else chunk


def _checked(source: _Source, chunk: list[list[str]]) -> list[list[str]]:
    """Those rows that hold anything. Raises InvalidEntry for too few or too many values."""
    width = len(source.header)
    full = [row for row in chunk if any(map(str.strip, row))]
    if any(_misfit(row, width) for row in full):
        line, cells = next(row for row in source.rows() if _misfit(row.cells, width))
        few = "few" if len(cells) < width else "many"
        raise InvalidEntry(
            f"Line {line} has too {few} values: {len(cells)}, where the header has {width} columns."
        )
    return full


def _misfit(cells: list[str], width: int) -> bool:
    return len(cells) != width and (len(cells) < width or any(cells[width:]))


def _records(opened: Opened, separator: str) -> Iterator[_Row]:
    """Every row that holds anything, with the line it ends on."""
    with _reading(opened, separator) as reader:
        for cells in reader:
            if any(map(str.strip, cells)):
                yield _Row(reader.line_num + opened.skipped, cells)


@contextmanager
def _reading(opened: Opened, separator: str) -> Iterator[Reader]:
    """The file as rows of cells; what is wrong with its text becomes one sentence."""
    with opened.lines() as lines:
        reader = csv.reader(_short(lines, opened.skipped), delimiter=separator, strict=True)
        try:
            yield reader
        except csv.Error:
            raise InvalidEntry(
                f"Line {reader.line_num + opened.skipped}: a quotation mark is not closed, or "
                "something stands behind it."
            ) from None
        except UnicodeDecodeError:
            raise InvalidEntry(
                "The file is text in no encoding known here. Save it as CSV in UTF-8."
            ) from None


def _short(lines: Iterable[str], above: int) -> Iterator[str]:
    """The lines, as long as they can be rows of a table."""
    for number, line in enumerate(lines, start=above + 1):
        if len(line) > _LONGEST_LINE:
            raise InvalidEntry(f"Line {number} is too long to be a row of a table.")
        yield line


def _outside(number: float, low: float | None, high: float | None, *, whole: bool) -> str | None:
    if low is not None and number < low:
        return f"this is below {low:g}, the lowest there is."
    if high is not None and number > high:
        return f"this is above {high:g}, the highest there is."
    if whole and number == number and number != int(number):
        return "this has to be a whole number."
    return None
