"""The small tables of the forms as rows, and the rows as parts of an entry. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from core.clients.model import Asked
from core.errors import InvalidEntry
from core.history.model import BeliefRating, CareQuality, Descriptor
from core.vocabulary import terms

Row = Mapping[str, Any]
WORDS = 5
SPARE = 3  # empty rows to type into


def word_rows(words: Sequence[Descriptor]) -> list[dict[str, object]]:
    """Five rows of a word, its memory, and whether the memory says otherwise."""
    rows: list[dict[str, object]] = [
        {"word": d.word, "memory": d.memory, "otherwise": d.contradicts, "said by": d.source,
         "sure": d.sure}
        for d in words
    ]  # fmt: skip
    blank = {"word": "", "memory": "", "otherwise": False, "said by": "client", "sure": ""}
    return rows + [dict(blank) for _ in range(WORDS - len(rows))]


def words_of(rows: Sequence[Row]) -> tuple[dict[str, object], ...]:
    """The words that were typed. Raises InvalidEntry for a memory without its word."""
    for place, row in enumerate(rows, 1):
        if _said(row, "memory") and not _said(row, "word"):
            raise InvalidEntry(
                f"Words, row {place}: a memory stands without the word it belongs to."
            )
    return tuple(
        {"word": _said(row, "word"), "memory": _said(row, "memory"),
         "contradicts": bool(row["otherwise"]), "source": row["said by"] or "client",
         "sure": row["sure"] or ""}
        for row in rows
        if _said(row, "word")
    )  # fmt: skip


def quality_rows(qualities: Sequence[CareQuality]) -> list[dict[str, object]]:
    """A row for each rating, and a few empty ones."""
    rows: list[dict[str, object]] = [one.model_dump() for one in qualities]
    blank = dict.fromkeys(("period", "quality", "rating"))
    return rows + [{**blank, "example": ""} for _ in range(SPARE)]


def qualities_of(rows: Sequence[Row]) -> tuple[dict[str, object], ...]:
    """The ratings that were chosen. Raises InvalidEntry for one that is not complete."""
    kept = []
    for place, row in enumerate(rows, 1):
        chosen = [row.get(name) for name in ("period", "quality", "rating")]
        if all(chosen):
            kept.append({"period": row["period"], "quality": row["quality"],
                         "rating": row["rating"], "example": _said(row, "example")})  # fmt: skip
        elif any(chosen) or _said(row, "example"):
            raise InvalidEntry(
                f"Ratings, row {place}: a rating needs a period, a quality and a number from 0 to "
                "4 or “mixed”."
            )
    return tuple(kept)


def rating_rows(ratings: Sequence[BeliefRating]) -> list[dict[str, object]]:
    """A row for each day a belief was rated, the oldest first as stored."""
    return [{"on": one.on, "percent": one.percent} for one in ratings]


def ratings_of(
    rows: Sequence[Row], on: date | None, percent: int | None, today: date
) -> tuple[dict[str, object], ...]:
    """The ratings as edited, and the new one if there is one, by day. A row without a day goes.

    Raises InvalidEntry for a day to come or a rating that is not from 0 to 100.
    """
    kept = [(typed, row["percent"]) for row in rows if (typed := day_of(row.get("on")))]
    if percent is not None:
        kept.append((on or today, percent))
    for when, how_true in kept:
        if how_true is None or not 0 <= how_true <= 100:
            raise InvalidEntry("How true it felt: a rating goes from 0 to 100.")
        if when > today:
            raise InvalidEntry("How true it felt: a rating cannot be in the future.")
    by_day = sorted(kept, key=lambda one: one[0])
    return tuple({"on": when, "percent": int(how_true)} for when, how_true in by_day)


def asked_rows(asked: Sequence[Asked]) -> list[dict[str, object]]:
    """All topics in order, each with its state, the day and the reason."""
    known = {one.topic: one for one in asked}
    every = [topic.id for topic in terms("history_asked_topics")]
    own = [one.topic for one in asked if one.topic not in every]
    rows: list[dict[str, object]] = []
    for topic in (*every, *own):
        was = known.get(topic) or Asked(topic=topic)
        rows.append({"topic": topic, "state": was.state, "on": was.on, "why": was.why})
    return rows


def asked_of(
    rows: Sequence[Row], was: Sequence[Asked], today: date
) -> tuple[dict[str, object], ...]:
    """The topics as edited; a state that changed without a day gets today's.

    What was stored keeps its place; a topic nobody touched is not stored at all.
    """
    known = {one.topic: one for one in was}
    typed = {str(row["topic"]): row for row in rows}
    order = [*known, *(topic for topic in typed if topic not in known)]
    return tuple(
        _asked(typed[topic], known.get(topic), today)
        for topic in order
        if topic in known or _touched(typed[topic])
    )


def _touched(row: Row) -> bool:
    answered = row["state"] not in (None, "not_asked")
    return answered or bool(day_of(row["on"]) or _said(row, "why"))


def _asked(row: Row, was: Asked | None, today: date) -> dict[str, object]:
    state = row["state"] or "not_asked"
    changed = state != (was.state if was else "not_asked")
    typed = day_of(row["on"])
    same_day = typed == (was.on if was else None)
    on = today if changed and same_day and state != "not_asked" else typed
    return {"topic": row["topic"], "state": state, "on": on, "why": _said(row, "why")}


def day_of(cell: object) -> date | None:
    """The day in a cell of a table: a date, the same with a time, its ISO text, or nothing."""
    if isinstance(cell, datetime):
        return cell.date() if cell == cell else None  # not-a-time is not itself
    if isinstance(cell, str):
        return date.fromisoformat(cell[:10]) if cell else None
    return cell if isinstance(cell, date) else None


def _said(row: Row, name: str) -> str:
    return str(row.get(name) or "").strip()
