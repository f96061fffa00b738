"""From a table with one row per person and time to one score before and one after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidEntry
from core.exchange.numbers import Numbers, number_in
from core.exchange.table import Table, read_table, shown

MOST_GROUPS = 50
_NAMED_PAIRS = (("pre", "post"), ("before", "after"), ("baseline", "end"), ("intake", "discharge"))


class Columns(NamedTuple):
    """What the columns of the file are called."""

    id: str
    time: str
    outcomes: Sequence[str]
    group: str | None = None


class Measured(NamedTuple):
    """People in the order of the file; NaN where somebody was not measured.

    `scores` holds the arrays before and after of each outcome; `group` each person's place
    in `groups`; `pre` and `post` are the times as the file writes them.
    """

    ids: list[str]
    pre: str
    post: str
    scores: dict[str, tuple[Numbers, Numbers]]
    groups: list[str]
    group: NDArray[np.intp] | None


def read_measured(
    path: Path, columns: Columns, pre: str | None = None, post: str | None = None
) -> Measured:
    """Each person's scores at two times; further times are left out of account.

    Times are the same when their text is, or the number they stand for ("1", "01", "1.0").
    Without `pre` and `post` the file must hold exactly two times whose order is plain:
    numbers, dates as 2026-06-11, or words such as pre and post.

    Raises InvalidEntry with one sentence for anything in the file that cannot be right, such
    as two rows of one person at one time.
    """
    wanted = [columns.id, columns.time, *columns.outcomes]
    table = read_table(path, wanted + ([columns.group] if columns.group else []))
    ids, people = _numbered(table.text(columns.id))
    times = table.text(columns.time)
    slots, slot_of_row = _slots(times)
    _check_once(table, people, slot_of_row)
    before, after = _chosen(slots, pre, post)
    groups, group = _groups(table, columns.group, people, len(ids))
    return Measured(
        ids=ids,
        pre=slots[before],
        post=slots[after],
        scores={
            name: _two(table.numbers(name), people, slot_of_row, (before, after), len(ids))
            for name in columns.outcomes
        },
        groups=groups,
        group=group,
    )


def _numbered(values: list[str]) -> tuple[list[str], NDArray[np.intp]]:
    distinct = list(dict.fromkeys(values))
    places = dict(zip(distinct, range(len(distinct)), strict=True))
    return distinct, np.fromiter(map(places.__getitem__, values), dtype=np.intp, count=len(values))


def _slots(times: list[str]) -> tuple[list[str], NDArray[np.intp]]:
    """The different times as first written, and which one each row is at."""
    written = list(dict.fromkeys(times))
    slots: dict[float | str, int] = {}
    names: list[str] = []
    of_text: dict[str, int] = {}
    for text in written:
        key = _time(text)
        if key not in slots:
            slots[key] = len(names)
            names.append(text)
        of_text[text] = slots[key]
    return names, np.fromiter(map(of_text.__getitem__, times), dtype=np.intp, count=len(times))


def _time(text: str) -> float | str:
    number, problem = number_in(text)
    return text.strip() if problem or number != number else number


def _check_once(table: Table, people: NDArray[np.intp], slots: NDArray[np.intp]) -> None:
    both = people * (int(slots.max()) + 1) + slots
    if np.unique(both).size == both.size:
        return
    order = np.argsort(both, kind="stable")
    twice = np.flatnonzero(both[order][1:] == both[order][:-1])
    second = order[twice + 1].min()
    first = np.flatnonzero(both == both[second])[0]
    raise InvalidEntry(
        f"Lines {table.line(int(first))} and {table.line(int(second))} are of the same person at "
        "the same time; keep one of them."
    )


def _chosen(slots: list[str], pre: str | None, post: str | None) -> tuple[int, int]:
    keys = [_time(name) for name in slots]
    before = None if pre is None else _slot(keys, slots, pre, "--pre")
    after = None if post is None else _slot(keys, slots, post, "--post")
    if before is not None and before == after:
        raise InvalidEntry("The times before and after are the same; change --pre or --post.")
    if before is not None and after is not None:
        return before, after
    if len(slots) != 2:
        raise InvalidEntry(
            f"Say which times to compare with --pre and --post. The file has {_listed(slots)}."
        )
    if before is not None:
        return before, 1 - before
    if after is not None:
        return 1 - after, after
    return _in_order(slots, keys)


def _slot(keys: list[float | str], slots: list[str], given: str, option: str) -> int:
    wanted = _time(given)
    if wanted not in keys:
        raise InvalidEntry(
            f"No row is at the time given with {option}. The file has {_listed(slots)}."
        )
    return keys.index(wanted)


def _in_order(slots: list[str], keys: list[float | str]) -> tuple[int, int]:
    first, second = keys
    if isinstance(first, float) and isinstance(second, float):
        return (0, 1) if first < second else (1, 0)
    words = [name.casefold() for name in slots]
    for pair in _NAMED_PAIRS:
        if sorted(words) == sorted(pair):
            return words.index(pair[0]), words.index(pair[1])
    try:
        days = [date.fromisoformat(name) for name in slots]
    except ValueError:
        raise InvalidEntry(
            f"Say which time comes first with --pre. The file has {_listed(slots)}."
        ) from None
    return (0, 1) if days[0] < days[1] else (1, 0)


def _listed(slots: list[str]) -> str:
    few = ", ".join(shown(name) for name in slots[:6])
    more = f" and {len(slots) - 6} more" if len(slots) > 6 else ""
    return f"{'one time' if len(slots) == 1 else 'the times'} {few}{more}"


def _two(
    values: Numbers,
    people: NDArray[np.intp],
    slots: NDArray[np.intp],
    wanted: tuple[int, int],
    count: int,
) -> tuple[Numbers, Numbers]:
    before, after = np.full(count, np.nan), np.full(count, np.nan)
    for scores, slot in zip((before, after), wanted, strict=True):
        rows = np.flatnonzero(slots == slot)
        scores[people[rows]] = values[rows]
    return before, after


def _groups(
    table: Table, column: str | None, people: NDArray[np.intp], count: int
) -> tuple[list[str], NDArray[np.intp] | None]:
    if column is None:
        return [], None
    names, of_row = _numbered(table.text(column))
    if len(names) > MOST_GROUPS:
        raise InvalidEntry(
            f"Column {shown(column)} has {len(names):,} different groups, and up to {MOST_GROUPS} "
            "can be told apart."
        )
    group = np.zeros(count, dtype=np.intp)
    group[people[::-1]] = of_row[::-1]  # the first row of each person is written last
    differing = np.flatnonzero(group[people] != of_row)
    if differing.size:
        raise table.mistake(
            int(differing[0]), column, "this person was in another group further up."
        )
    return names, group
