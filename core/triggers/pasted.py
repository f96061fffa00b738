"""Episodes pasted as lines of text, one a line. Pure.

A line begins with the day, then perhaps the time; the rest is what happened. Parts set off by
semicolons (or commas) that say "with Idris", "arousal 80", "SUD 7" or carry a label such as
"cue: slow reply" are read as that; everything else stays in the words of the situation.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, tzinfo

from core.errors import InvalidEntry
from core.triggers.columns import BY_NAME, Column, column_of
from core.triggers.drafts import MOST, Draft, drafted
from core.triggers.moments import read_moment
from core.triggers.wording import exact_word

_LABELLED = re.compile(r"\s*([A-Za-z][A-Za-z \-]{1,24}?)\s*[:=]\s*(\S.*)", re.DOTALL)
_AROUSAL = re.compile(
    r"(?:arousal|intensity|distress)\s*(?:was|of|at|is)?\s*(\d{1,3})(?:\s*(?:/|of)\s*100|\s*%)?",
    re.IGNORECASE,
)
_SUD = re.compile(r"suds?\s*(?:was|of|at|is)?\s*(\d{1,2})(?:\s*(?:/|of)\s*10)?", re.IGNORECASE)
_OF_100 = re.compile(r"(\d{1,3})\s*/\s*100")
_OF_10 = re.compile(r"(\d{1,2})\s*/\s*10")
_AFTER = re.compile(
    r"(?:after(?:wards)?|down to|then)\s*(?:arousal\s*)?(\d{1,3})(?:\s*(?:/|of)\s*100?)?",
    re.IGNORECASE,
)
_MINUTES = re.compile(r"(?:for\s*)?(\d{1,4})\s*min(?:ute)?s?", re.IGNORECASE)
_WITH = re.compile(
    r"(?i:with)\s+([A-ZÀ-Þ]\S*(?: \S+){0,4}|(?i:mum|mom|dad|partner|everyone|(?:my|our|the) \w+))"
)
_NAMED = re.compile(r"\bwith ([A-ZÀ-Þ][\w’'-]+)")
_PATTERNS = (
    ("arousal", _AROUSAL), ("sud", _SUD), ("arousal", _OF_100), ("sud", _OF_10),
    ("arousal_after", _AFTER), ("minutes", _MINUTES), ("with_whom", _WITH),
)  # fmt: skip
_BY_LABEL = ("cue", "themes", "secondary_emotion", "primary_emotion", "action", "response",
             "strategy")  # fmt: skip


def read_lines(text: str, now: datetime, zone: tzinfo | None = None) -> list[Draft]:
    """A draft for every line that holds anything. Raises InvalidEntry for far too many."""
    lines = [(n, one.strip()) for n, one in enumerate(text.splitlines(), 1) if one.strip()]
    if len(lines) > MOST:
        raise InvalidEntry(f"These are more than {MOST:,} lines. Paste them in several goes.")
    return [_draft(number, line, now, zone) for number, line in lines]


def _draft(number: int, line: str, now: datetime, zone: tzinfo | None) -> Draft:
    reading = read_moment(line, now.date())
    if reading is None:
        return drafted(number, line, {}, None, now)
    cells: dict[str, str] = {}
    said: list[str] = []
    for part in re.split(r"[;|]", reading.rest):
        said += _taken(part, cells)
    cells["situation"] = "; ".join([*([cells["situation"]] if "situation" in cells else []), *said])
    if "with_whom" not in cells and (named := _NAMED.search(cells["situation"])):
        cells["with_whom"] = named.group(1)
    return drafted(number, line, cells, reading, now, zone)


def _taken(part: str, cells: dict[str, str]) -> list[str]:
    """Take what a part says into the cells; returns what is left of it as plain words."""
    left = ""
    pieces = _pieces(part)
    for place, (words, mark) in enumerate(pieces):
        if _labelled(_joined(pieces[place:]), cells):
            break
        if not (_measure(words.strip(), cells) or _a_label(words.strip(), cells)):
            left += words + mark
    return [words] if (words := left.strip(" ,")) else []


def _pieces(part: str) -> list[tuple[str, str]]:
    """A part cut at commas and full stops, each piece with the mark behind it."""
    cut = [*re.split(r"(,(?!\d)|\.(?=\s|$))", part), ""]
    return list(zip(cut[::2], cut[1::2], strict=True))


def _joined(pieces: Sequence[tuple[str, str]]) -> str:
    return "".join(words + mark for words, mark in pieces)


def _labelled(part: str, cells: dict[str, str]) -> bool:
    """Whether a part carries a label; "cue: slow reply, arousal 80" says two things."""
    found = _LABELLED.fullmatch(part)
    column = column_of(found.group(1)) if found else None
    if found is None or column is None or column.name in ("when", "time"):
        return False
    if column.name in cells and column.reads != "words":
        return False  # said twice: the second stays in the words
    written = _without_others(column, found.group(2).strip(), cells)
    if column.reads == "words":
        written = ";".join(filter(None, [cells.get(column.name, ""), written]))
    cells[column.name] = written
    return True


def _without_others(column: Column, written: str, cells: dict[str, str]) -> str:
    """What is written under a label, up to the next label, and without measures."""
    cells.setdefault(column.name, "")
    (first, mark), *rest = _pieces(written)
    kept = [(first, mark)]
    for place, (words, behind) in enumerate(rest):
        if _labelled(_joined(rest[place:]), cells):
            break
        if not _measure(words.strip(), cells):
            kept.append((words, behind))
    if column.reads == "words":
        return ";".join(words.strip() for words, _ in kept if words.strip())
    return _joined(kept).strip(" ,")


def _measure(piece: str, cells: dict[str, str]) -> bool:
    """Whether a piece says arousal, minutes or with whom, in words of its own."""
    for name, pattern in _PATTERNS:
        if name not in cells and (found := pattern.fullmatch(piece)):
            cells[name] = found.group(1)
            return True
    return False


def _a_label(piece: str, cells: dict[str, str]) -> bool:
    """Whether a piece is the label of a word of exactly one list, and of one not yet said."""
    fits = [name for name in _BY_LABEL if exact_word(BY_NAME[name].words, piece)]
    if len(fits) != 1 or fits[0] in cells:
        return False
    cells[fits[0]] = piece
    return True
