"""From the edited preview back to episodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isnan
from typing import Any
from uuid import UUID

from core.errors import InvalidEntry
from core.triggers.day_only import day_only
from core.triggers.drafts import Draft
from core.triggers.model import Episode
from core.triggers.moments import EARLIEST, TOO_EARLY, checked_moment
from core.triggers.wording import exact_word
from core.vocabulary import NOT_ASKED, OTHER
from dashboard.triggers.several.view import (
    AROUSAL,
    CUE,
    DAY,
    DID,
    SAVE,
    SCALE,
    THEMES,
    TIME,
    WHAT,
    WITH,
    shown_time,
)


def episodes_of(
    client_id: UUID,
    drafts: Sequence[Draft],
    rows: Sequence[Mapping[str, Any]],
    source: str,
    now: datetime,
) -> list[Episode]:
    """The episodes of the ticked rows, with what was changed in them.

    Raises InvalidEntry with one sentence that names the line of a row that does not fit.
    """
    ticked = [(d, row) for d, row in zip(drafts, rows, strict=True) if row[SAVE]]
    return [_episode(client_id, draft, row, source, now) for draft, row in ticked]


def _episode(
    client_id: UUID, draft: Draft, row: Mapping[str, Any], source: str, now: datetime
) -> Episode:
    try:
        fields = {"source": source} | draft.fields | _changed(row, draft, now)
        checked_moment(fields["happened_at"], now)
        return Draft(draft.line, "", fields).episode(client_id)
    except InvalidEntry as error:
        said = error.sentence[:1].lower() + error.sentence[1:]
        raise InvalidEntry(f"Line {draft.line}: {said}") from None


def _changed(row: Mapping[str, Any], draft: Draft, now: datetime) -> dict[str, Any]:
    """What the table says. A moment that was not touched keeps its seconds and its zone."""
    return _moment(row, draft, now) | {
        "with_whom": row[WITH] or "",
        "situation": row[WHAT] or "",
        "cue": _id("cue_types", row[CUE]),
        "themes": tuple(_id("threat_themes", theme) for theme in _listed(row[THEMES])),
        "action": _id("action_tendencies", row[DID]),
        "arousal": _whole(row[AROUSAL]),
        "arousal_scale": row[SCALE],
    }


def _moment(row: Mapping[str, Any], draft: Draft, now: datetime) -> dict[str, Any]:
    """When it happened; a time that was taken out of the table is not known."""
    if row[DAY] is None or row[DAY] != row[DAY]:
        raise InvalidEntry("Day: please fill this in.")
    on = row[DAY].date() if isinstance(row[DAY], datetime) else row[DAY]
    if on.year < EARLIEST:
        raise InvalidEntry(TOO_EARLY)
    at = None if row[TIME] is None or row[TIME] != row[TIME] else row[TIME]
    was: Any = draft.fields["happened_at"]
    if on == was.astimezone().date() and at == shown_time(draft):
        return {"happened_at": was}
    moment = datetime.combine(on, at).astimezone() if at else day_only(on, now)
    return {"happened_at": moment, "time_known": at is not None}


def _listed(value: Any) -> list[str]:
    return [] if value is None or isinstance(value, float) else list(value)


def _whole(value: Any) -> int | None:
    return None if value is None or value != value or isnan(value) else int(value)


def _id(words: str, shown: Any) -> str:
    """The id behind a label of the table; other words are the person's own."""
    if shown is None or shown != shown or not str(shown).strip():
        return NOT_ASKED
    return exact_word(words, str(shown)) or f"{OTHER}: {shown}"
