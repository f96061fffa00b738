"""Episodes on their way in: what was understood of a pasted line or a row of a table. Pure.

A draft is an episode not saved yet, or one sentence that says why there is none. Sentences
name the line and the column, never what stands in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from math import isnan
from uuid import UUID

from core.errors import InvalidEntry
from core.exchange.numbers import number_in
from core.record import build
from core.triggers.columns import BY_NAME, Column, plain
from core.triggers.model import Episode
from core.triggers.moments import (
    AHEAD,
    EARLIEST,
    TOO_EARLY,
    Reading,
    checked_moment,
    read_moment,
    read_time,
)
from core.triggers.remarks import bare_number, impossible_day
from core.triggers.wording import known_word, word_or_own
from core.vocabulary import NOT_ASKED

MOST = 2_000  # episodes at a time
_TRIED = ("strategy", "minutes", "arousal_after", "helped", "keep")
_SEVERAL = re.compile(r"[;|\n]")
_YES = {"yes", "y", "true", "1", "x"}
_NO = {"no", "n", "false", "0", ""}


@dataclass(frozen=True)
class Draft:
    """One line: its number and text, the fields understood, a problem, and remarks."""

    line: int
    text: str
    fields: dict[str, object] = field(default_factory=dict)
    problem: str = ""
    remarks: tuple[str, ...] = ()

    def episode(self, client_id: UUID) -> Episode:
        """The episode. Raises InvalidEntry with one sentence when a field does not fit."""
        return build(Episode, client_id=client_id, **self.fields)


def drafted(
    line: int,
    text: str,
    cells: Mapping[str, str],
    reading: Reading | None,
    now: datetime,
    zone: tzinfo | None = None,
) -> Draft:
    """A draft from the cells of a line, by column name, and when it happened."""
    try:
        if reading is None:
            raise InvalidEntry(
                impossible_day(text)
                or "no day was understood; begin with one, such as 14/03/2026 21:30."
            )
        fields = _fields(cells) | {"happened_at": _moment(reading, now, zone)}
        if reading.at is None:
            fields["time_known"] = False
        Draft(line, text, fields).episode(UUID(int=0))
    except InvalidEntry as error:
        said = error.sentence[:1].lower() + error.sentence[1:]
        return Draft(line, text, problem=f"Line {line}: {said}")
    remarks = (*_of_reading(reading), *_of_number(fields), *_own(fields))
    return Draft(line, text, fields, remarks=remarks)


def _moment(reading: Reading, now: datetime, zone: tzinfo | None) -> datetime:
    """When it happened. Years far off are refused before a time zone is put to them."""
    if reading.on.year < EARLIEST:
        raise InvalidEntry(TOO_EARLY)
    if reading.on > now.date() + timedelta(days=2):
        raise InvalidEntry(AHEAD)
    moment = reading.moment(zone)
    if reading.at is None and moment > now and reading.on == now.date():
        moment = reading._replace(at=time(0)).moment(zone)  # midday of today is still ahead
    return checked_moment(moment, now)


def _of_reading(reading: Reading) -> Iterable[str]:
    """What was put where the line did not say it."""
    if reading.guessed:
        yield f"day taken: {reading.on:%A} {reading.on.day} {reading.on:%B %Y}"
    if reading.at is None:
        yield "no time given"


def _of_number(fields: Mapping[str, object]) -> Iterable[str]:
    """A number at the end of what happened is perhaps a rating; it is never taken for one."""
    number = bare_number(str(fields["situation"]))
    if number is not None and "arousal" not in fields:
        yield f"{number} stays in the words; write “arousal {number}” if it is that"


def marked_twice(drafts: Sequence[Draft], diary: Iterable[Episode]) -> list[Draft]:
    """The drafts, each marked that is in the diary already or stands on an earlier line."""
    seen = {_sameness(e.happened_at, e.situation): "already in the diary" for e in diary}
    marked = []
    for draft in drafts:
        if not draft.problem:
            moment, situation = draft.fields["happened_at"], draft.fields["situation"]
            same = _sameness(moment, str(situation))  # type: ignore[arg-type]
            if same in seen:
                draft = replace(draft, remarks=(seen[same], *draft.remarks))
            seen.setdefault(same, f"the same as line {draft.line}")
        marked.append(draft)
    return marked


def is_twice(draft: Draft) -> bool:
    """Whether the draft was marked as being there already."""
    return any(one.startswith(("already", "the same as")) for one in draft.remarks)


def _sameness(moment: datetime, situation: str) -> tuple[int, str]:
    return int(moment.timestamp() // 60), plain(situation)


def _own(fields: Mapping[str, object]) -> Iterable[str]:
    """The names of fields in which a word is not one of the lists and is kept as it is."""
    for name, value in fields.items():
        several = value if isinstance(value, tuple) else (value,)
        if any(isinstance(one, str) and one.startswith("other:") for one in several):
            yield f"own words for {name.replace('_', ' ')}"


def _fields(cells: Mapping[str, str]) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, written in cells.items():
        if written.strip() and name not in ("when", "time"):
            found |= _read(BY_NAME[name], written.strip())
    if not found.get("situation") and cells.get("cue", "").strip():
        found["situation"] = cells["cue"].strip()  # what was seen or heard is what happened
    if not found.get("situation"):
        raise InvalidEntry("it does not say what happened.")
    return _with_scale(_with_strategy(found))


def _with_strategy(found: dict[str, object]) -> dict[str, object]:
    tried = {name: found.pop(name) for name in _TRIED if name in found}
    if not tried:
        return found
    if "strategy" not in tried:
        raise InvalidEntry("it says how something tried went, and not what was tried.")
    return found | {"strategies": (tried,)}


def _with_scale(found: dict[str, object]) -> dict[str, object]:
    """SUD is a column of its own, or a scale beside arousal; the value stays as it is."""
    if "sud" not in found:
        return found
    if "arousal" in found:
        raise InvalidEntry("it gives arousal and SUD; leave one of them out.")
    return found | {"arousal": found.pop("sud"), "arousal_scale": "SUD 0-10"}


def _read(column: Column, written: str) -> dict[str, object]:
    name = column.name
    if column.reads == "number":
        number = _number(column, written)
        return {} if number is None else {name: number}
    if column.reads == "word":
        return _word(column, written)
    if column.reads == "words":
        several = [one.strip() for one in _SEVERAL.split(written) if one.strip()]
        found = (word_or_own(column.words, one) for one in several)
        return {name: tuple(dict.fromkeys(one for one in found if one != NOT_ASKED))}
    if column.reads == "choice":
        return {name: _choice(column, written)}
    if column.reads == "yes":
        return {name: _yes(column, written)}
    return {name: written}


def _word(column: Column, written: str) -> dict[str, object]:
    """One word. "felt: fear" names a feeling of the list of those underneath: it goes there."""
    if column.name == "secondary_emotion" and not known_word(column.words, written):
        if found := known_word("emotions_primary", written):
            return {"primary_emotion": found}
    return {column.name: word_or_own(column.words, written)}


def _number(column: Column, written: str) -> float | int | None:
    first = written.split("/")[0] if column.most in (10, 100) else written
    number, problem = number_in(first.rstrip("% "), ";")
    if problem:
        raise InvalidEntry(f"column {column.name}: {problem}")
    if isnan(number):
        return None
    if not 0 <= number <= column.most:
        raise InvalidEntry(f"column {column.name}: this is not between 0 and {column.most}.")
    if column.name == "recall_delay_hours":
        return number
    if number != int(number):
        raise InvalidEntry(f"column {column.name}: this has to be a whole number.")
    return int(number)


def _choice(column: Column, written: str) -> str:
    wanted = plain(written)
    for one in column.choices:
        if wanted in (plain(one), plain(one)[:1], plain(one)[:3]):
            return one
    options = ", ".join(column.choices).replace("_", " ")
    raise InvalidEntry(f"column {column.name}: this is none of {options}.")


def _yes(column: Column, written: str) -> bool:
    if (said := written.casefold()) in _YES | _NO:
        return said in _YES
    raise InvalidEntry(f"column {column.name}: this is neither yes nor no.")


def when_of(cells: Mapping[str, str], today: date, *, month_first: bool) -> Reading | None:
    """When a row happened: the column `when`, with `time` where that stands apart."""
    reading = read_moment(cells.get("when", ""), today, month_first=month_first)
    written = cells.get("time", "").strip()
    if reading is None or reading.at is not None or not written:
        return reading
    fraction = re.fullmatch(r"0?[.,](\d+)", written)  # a spreadsheet's time: a part of a day
    if fraction:
        serial = read_moment(f"40000.{fraction.group(1)}", today)
        return reading._replace(at=serial.at if serial else None)
    return reading._replace(at=read_time(written)[0])
