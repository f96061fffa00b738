"""Therapy sessions and goals in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from core.approaches.logged import entry_of
from core.approaches.model import Plan
from core.sessions.brief import label_outcome
from core.sessions.model import Goal, Session
from core.vocabulary import label
from dashboard.approach.log.view import logged_words
from dashboard.components.text import day, escaped, in_lines, spark


class SessionLine(NamedTuple):
    """One session in the list."""

    id: UUID
    name: str
    detail: str


def session_lines(
    sessions: Sequence[Session], most: int, plans: Sequence[Plan] = ()
) -> list[SessionLine]:
    """The newest sessions first, each numbered among those held; with what plans log of it."""
    numbers: dict[UUID, int] = {}
    for session in sessions:
        if session.attendance == "attended":
            numbers[session.id] = len(numbers) + 1
    return [
        _line(session, numbers.get(session.id), _logged(session, plans))
        for session in sessions[: -most - 1 : -1]
    ]


def _logged(session: Session, plans: Sequence[Plan]) -> list[str]:
    """Where the work was in a session, a line for each plan that says so."""
    entries = ((plan, entry_of(plan.log, session)) for plan in plans)
    said = ((plan, logged_words(plan, entry)) for plan, entry in entries if entry)
    return [
        f":material/signpost: {escaped(label('approaches', plan.approach))}: {words}"
        for plan, words in said
        if words
    ]


def session_name(session: Session, number: int | None) -> str:
    """ "Session 7, Thu 12 Nov 10:00", or the attendance when it was not held."""
    at = session.starts_at.astimezone()
    head = f"Session {number}" if number else session.attendance.capitalize()
    return f"{head}, {at:%a} {at.day} {at:%b %H:%M}"


def _line(session: Session, number: int | None, logged: Sequence[str]) -> SessionLine:
    lines = [in_lines(session.note)] if session.note else []
    lines += logged
    if session.change_events:
        events = ", ".join(label("change_events", event) for event in session.change_events)
        lines.append(f":material/flag: {events}")
    if session.promised:
        lines.append(f"Promised: {escaped(session.promised)}")
    lines += [
        f"Homework: {escaped(task.text)} ({label_outcome(task.outcome)})"
        + (f". {escaped(task.comment)}" if task.comment else "")
        for task in session.homework
    ]
    return SessionLine(session.id, session_name(session, number), "  \n".join(lines))


def goal_lines(goals: Sequence[Goal]) -> list[str]:
    """Each goal with its ratings, 0 to 10."""
    return [_goal(goal) for goal in goals]


def _goal(goal: Goal) -> str:
    line = f"{escaped(goal.words)} ({goal.status})"
    if goal.ratings:
        ordered = sorted(goal.ratings, key=lambda rating: rating.on)
        values = [float(rating.value) for rating in ordered]
        moved = f"{spark(values, (0, 10))} {values[0]:g} → {values[-1]:g} of 10".strip()
        line += f"  \n{moved}, last rated {day(ordered[-1].on)}"
    return line
