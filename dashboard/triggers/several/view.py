"""The preview of pasted or imported episodes: what was understood, as an editable table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, time
from typing import Any, NamedTuple

from core.triggers.columns import COLUMNS
from core.triggers.drafts import Draft, is_twice
from core.vocabulary import DECLINED, NOT_ASKED, OTHER, ids, label
from dashboard.components.text import plural

SAVE, LINE, DAY, TIME, WITH, WHAT = "Save", "Line", "Day", "Time", "With whom", "What happened"
CUE, THEMES, DID, AROUSAL, SCALE = "Cue", "Themes", "What they did", "Arousal", "Scale"
ALSO, REMARK = "Also understood", "Remark"
_IN_TABLE = {
    "happened_at", "time_known", "with_whom", "situation", "cue", "themes", "action", "arousal",
    "arousal_scale",
}  # fmt: skip
_LISTS = {column.name: column.words for column in COLUMNS if column.words}


class Sorted(NamedTuple):
    """The drafts that can be saved, and those with a problem."""

    good: tuple[Draft, ...]
    bad: tuple[Draft, ...]


def sorted_out(drafts: Sequence[Draft]) -> Sorted:
    """The drafts that can be saved, and those that cannot."""
    return Sorted(
        tuple(one for one in drafts if not one.problem),
        tuple(one for one in drafts if one.problem),
    )


def preview_rows(drafts: Sequence[Draft]) -> list[dict[str, Any]]:
    """A row for each draft. What is there already is not ticked for saving."""
    return [
        {
            SAVE: not is_twice(one),
            LINE: one.line,
            DAY: _moment(one).astimezone().date(),
            TIME: shown_time(one),
            WITH: one.fields.get("with_whom", ""),
            WHAT: one.fields["situation"],
            CUE: _label("cue_types", one.fields.get("cue")),
            THEMES: [label("threat_themes", theme) for theme in _several(one, "themes")],
            DID: _label("action_tendencies", one.fields.get("action")),
            AROUSAL: one.fields.get("arousal"),
            SCALE: one.fields.get("arousal_scale", "0-100"),
            ALSO: also_understood(one.fields),
            REMARK: "; ".join(one.remarks),
        }
        for one in drafts
    ]


def _moment(draft: Draft) -> datetime:
    moment = draft.fields["happened_at"]
    assert isinstance(moment, datetime)  # noqa: S101 - a draft without a problem has one
    return moment


def shown_time(draft: Draft) -> time | None:
    """The time of a draft by this computer's clock; None where only the day was given."""
    if not draft.fields.get("time_known", True):
        return None
    return _moment(draft).astimezone().time()


def _several(draft: Draft, name: str) -> tuple[str, ...]:
    found = draft.fields.get(name, ())
    return found if isinstance(found, tuple) else ()


def _label(words: str, term: object) -> str | None:
    return label(words, str(term)) if term and term != NOT_ASKED else None


def also_understood(fields: Mapping[str, object]) -> str:
    """The fields that have no column in the preview, in words."""
    said = []
    for name, value in fields.items():
        if name in _IN_TABLE or value in ((), ""):
            continue
        if name == "strategies":
            said += [_tried(one) for one in value]  # type: ignore[attr-defined]
        else:
            said.append(f"{name.replace('_', ' ')}: {_said(name, value)}")
    return "; ".join(said)


def _said(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_said(name, one) for one in value)
    return label(_LISTS[name], str(value)) if name in _LISTS else str(value)


def _tried(one: Mapping[str, object]) -> str:
    rest = {name: value for name, value in one.items() if name != "strategy"}
    facts = ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in rest.items())
    name = label("regulation_strategies", str(one["strategy"]))
    return f"tried: {name}{f' ({facts})' if facts else ''}"


def choices(words: str, rows: Sequence[Mapping[str, Any]], column: str) -> list[str]:
    """The labels that can be chosen in a column of the preview, own words of the rows too."""
    known = [label(words, one) for one in ids(words) if one not in (NOT_ASKED, DECLINED, OTHER)]
    used = [value for row in rows if (value := row[column])]
    own = [one for value in used for one in (value if isinstance(value, list) else [value])]
    return known + [one for one in dict.fromkeys(own) if one not in known]


def problems_words(bad: Sequence[Draft], most: int = 20) -> str:
    """One sentence for each line that was not understood, the first ones."""
    said = [f"- {one.problem}" for one in bad[:most]]
    if len(bad) > most:
        said.append(f"- and {plural(len(bad) - most, 'more line')}")
    return "\n".join(said)


def remarks_words(good: Sequence[Draft], most: int = 20) -> str:
    """What is to be known about lines that were understood, one sentence a line."""
    noted = [one for one in good if one.remarks]
    said = [f"Line {one.line}: {'; '.join(one.remarks)}." for one in noted[:most]]
    if len(noted) > most:
        said.append(f"And {plural(len(noted) - most, 'more line')}.")
    return "\n".join(said)


def columns_table() -> list[tuple[str, str, str]]:
    """The columns a file may have: name, other names, what it holds."""
    return [
        (column.name, ", ".join(one for one in column.others[:4]), column.holds)
        for column in COLUMNS
    ]
