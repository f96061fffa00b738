"""The log of an approach in words: entries, counts of moves, the stage the work is in."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.approaches.definition import Definition, StageDefinition
from core.approaches.log import SessionStep
from core.approaches.log_words import (
    blocked_words,
    known_definition,
    stage_name,
    worked_on,
)
from core.approaches.logged import newest_first, tallies
from core.approaches.model import Plan
from core.sessions.model import Session
from dashboard.components.apart import told_apart
from dashboard.components.text import day, escaped, in_lines, plural

MOST_COLUMNS = 12
_WIDE = 22  # letters of a name in one line of the figure


class EntryLine(NamedTuple):
    """One logged session as it is read."""

    entry: SessionStep
    words: str


class MovesTable(NamedTuple):
    """Which moves (or steps) were made in the latest sessions, oldest on the left.

    `names` are the rows with their counts over the whole log; `made` holds (column, row).
    """

    names: tuple[str, ...]
    days: tuple[str, ...]
    made: tuple[tuple[int, int], ...]
    rows: tuple[tuple[str, str, str], ...]
    alt: str
    left_out: int


class StageNow(NamedTuple):
    """The stage the work is in, since when, what comes before and after, and its criteria."""

    title: str
    since: str
    aim: str
    entry: tuple[str, ...]
    exit: tuple[str, ...]
    path: tuple[str, ...]


def session_choices(sessions: Sequence[Session]) -> dict[str, str]:
    """Held sessions to pick from, by id: their day and hour."""
    return told_apart({str(one.id): _session_words(one) for one in sessions})


def _session_words(session: Session) -> str:
    at = session.starts_at
    return f"{at:%a} {at.day} {at:%b %Y, %H:%M}"


def entry_lines(plan: Plan, most: int | None = None) -> list[EntryLine]:
    """The entries, newest first; the latest `most` of them, or all."""
    return [EntryLine(one, _entry(plan.approach, one)) for one in newest_first(plan.log)[:most]]


def _entry(approach: str, entry: SessionStep) -> str:
    lines = [f"**{day(entry.on, year=True)}**"]
    if worked := worked_on(approach, entry):
        lines.append(escaped(worked))
    if entry.enactments is not None:
        lines.append(plural(entry.enactments, "enactment"))
    if blocked := blocked_words(approach, entry):
        lines.append(f":material/block: {escaped(blocked)}")
    if entry.note:
        lines.append(in_lines(entry.note))
    return "  \n".join(lines)


def logged_words(plan: Plan, entry: SessionStep) -> str:
    """An entry in one line, as the Sessions page tells it."""
    said = [worked_on(plan.approach, entry), blocked_words(plan.approach, entry)]
    return escaped("; ".join(part for part in said if part))


def moves_table(plan: Plan) -> MovesTable | None:
    """Moves of each session, or steps where the approach has no moves; None without either."""
    known = known_definition(plan.approach)
    kinds = (known.moves or known.steps) if known else ()
    if not kinds or not plan.log:
        return None
    shown = newest_first(plan.log)[:MOST_COLUMNS][::-1]
    counted = tallies(plan.log, [one.id for one in kinds])
    made = tuple(
        (column, row)
        for column, entry in enumerate(shown)
        for row, one in enumerate(kinds)
        if one.id == entry.step or one.id in entry.moves
    )
    rows = tuple(
        (one.label, f"{count.sessions} of {count.of}", day(count.last, year=True))
        for one, count in zip(kinds, counted, strict=True)
    )
    said = "; ".join(f"{name} in {times} sessions" for name, times, _ in rows)
    return MovesTable(
        tuple(f"{name} ({times})" for name, times, _ in rows),
        tuple(f"{entry.on.day} {entry.on:%b}" for entry in shown),
        made,
        rows,
        f"What was done in each logged session. {said}.",
        len(plan.log) - len(shown),
    )


def stage_now(plan: Plan) -> StageNow | None:
    """The stage and its criteria as the definition has them; None without stages."""
    known = known_definition(plan.approach)
    if known is None or not known.stages:
        return None
    now = plan.stage_now
    found = known.stage(now) if now else None
    if not found:
        title = stage_name(plan.approach, now) if now else "No stage noted yet"
        return StageNow(escaped(title), "", "", (), (), _path(known, plan))
    since = max(one.on for one in plan.stages if one.stage == found.id)
    return StageNow(
        escaped(found.label), f"since {day(since, year=True)}", escaped(found.aim),
        _criteria(plan, found, "entry"), _criteria(plan, found, "exit"), _path(known, plan),
    )  # fmt: skip


def _criteria(plan: Plan, stage: StageDefinition, which: str) -> tuple[str, ...]:
    met = {one.criterion: one.on for one in plan.criteria}
    found = stage.entry if which == "entry" else stage.exit
    return tuple(
        f":material/check_circle: {escaped(one.words)} (seen {day(met[one.id])})"
        if one.id in met
        else f":material/radio_button_unchecked: {escaped(one.words)}: not yet"
        for one in found
    )


def _path(known: Definition, plan: Plan) -> tuple[str, ...]:
    reached = {one.stage for one in plan.stages}
    now = plan.stage_now
    return tuple(
        f":material/radio_button_checked: **{escaped(one.label)}**"
        if one.id == now
        else f":material/{'check_circle' if one.id in reached else 'radio_button_unchecked'}: "
        f"{escaped(one.label)}"
        for one in known.stages
    )
