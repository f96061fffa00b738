"""From the edited preview back to episodes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from math import isnan
from typing import Any
from uuid import UUID

from core.errors import InvalidEntry
from core.triggers.drafts import Draft
from core.triggers.model import Episode
from core.triggers.wording import exact_word
from core.vocabulary import NOT_ASKED, OTHER
from dashboard.triggers.several.view import (
    AROUSAL,
    CUE,
    DID,
    SAVE,
    SCALE,
    THEMES,
    WHAT,
    WHEN,
    WITH,
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
    fields = {"source": source} | draft.fields | _changed(row, draft)
    try:
        if fields["happened_at"] > now:
            raise InvalidEntry("When: an episode cannot be in the future.")
        return Draft(draft.line, "", fields).episode(client_id)
    except InvalidEntry as error:
        said = error.sentence[:1].lower() + error.sentence[1:]
        raise InvalidEntry(f"Line {draft.line}: {said}") from None


def _changed(row: Mapping[str, Any], draft: Draft) -> dict[str, Any]:
    """What the table says. A moment that was not touched keeps its seconds and its zone."""
    when = row[WHEN]
    if when is None or when != when:
        raise InvalidEntry(f"Line {draft.line}: when: please fill this in.")
    moment, was = when.to_pydatetime() if hasattr(when, "to_pydatetime") else when, None
    was = draft.fields["happened_at"]
    same = moment == was.astimezone().replace(tzinfo=None)  # type: ignore[attr-defined]
    return {
        "happened_at": was if same else moment.astimezone(),
        "with_whom": row[WITH] or "",
        "situation": row[WHAT] or "",
        "cue": _id("cue_types", row[CUE]),
        "themes": tuple(_id("threat_themes", theme) for theme in _listed(row[THEMES])),
        "action": _id("action_tendencies", row[DID]),
        "arousal": _whole(row[AROUSAL]),
        "arousal_scale": row[SCALE],
    }


def _listed(value: Any) -> list[str]:
    return [] if value is None or isinstance(value, float) else list(value)


def _whole(value: Any) -> int | None:
    return None if value is None or value != value or isnan(value) else int(value)


def _id(words: str, shown: Any) -> str:
    """The id behind a label of the table; other words are the person's own."""
    if shown is None or shown != shown or not str(shown).strip():
        return NOT_ASKED
    return exact_word(words, str(shown)) or f"{OTHER}: {shown}"
