"""Writing up or planning a session; goals. What is typed stays until it is saved."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import streamlit as st

from core.errors import InvalidEntry
from core.sessions.model import Goal, GoalRating, Session
from dashboard.approach.log.beside import Beside, keep_beside, steps_beside
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import choose_moment, choose_words
from dashboard.workspace import Workspace

ATTENDANCE = ("attended", "planned", "missed", "cancelled")
OUTCOMES = ("open", "done", "partly", "not_done", "dropped")
GOAL_STATUSES = ("open", "reached", "changed", "dropped")


@st.dialog("Therapy session", width="large", dismissible=False)
def edit_session(
    workspace: Workspace, client_id: UUID, session: Session | None, *, planned: bool
) -> None:
    """The note, what was promised and the homework. Closing keeps what was typed."""
    for_client(workspace)
    was = session or _blank(workspace, planned=planned)
    key = entry_key("sessions.planned" if planned else "sessions.held", client_id, session)
    starts_at = choose_moment("Day", f"{key}.when", was.starts_at.astimezone())
    left, right = st.columns(2)
    attendance = left.selectbox("Attendance", ATTENDANCE, ATTENDANCE.index(was.attendance),
                                key=f"{key}.attendance",
                                format_func=str.capitalize)  # fmt: skip
    minutes = right.number_input("Minutes", 0, 600, was.minutes, step=5, key=f"{key}.minutes")
    # persist_state keeps a half-written note when the dialog is closed or the page changed.
    note = st.text_area("Note", was.note, key=f"{key}.note", height=160, persist_state="session")
    promised = st.text_input("Promised for next time", was.promised, key=f"{key}.promised",
                             persist_state="session")  # fmt: skip
    homework = _homework(was, key)
    events = choose_words("Change events", "change_events", f"{key}.events", was.change_events)
    steps = (
        ()
        if planned or attendance != "attended"
        else steps_beside(workspace, client_id, session, key)
    )
    if st.button("Save the session", type="primary", key=f"{key}.save"):
        fields: dict[str, object] = {
            "starts_at": starts_at, "attendance": attendance, "minutes": minutes, "note": note,
            "promised": promised, "homework": homework, "change_events": events,
        }  # fmt: skip
        save(workspace, lambda: _keep(workspace, client_id, session, fields, steps, key),
             "Session saved.", inputs=key)  # fmt: skip
    close_button("sessions.edit_session", "Close and keep what is typed")


def _blank(workspace: Workspace, *, planned: bool) -> Session:
    now = datetime.now().astimezone().replace(minute=0, second=0, microsecond=0)
    minutes = workspace.services.settings.current(workspace.actor).session_minutes
    return Session.model_construct(
        starts_at=now + timedelta(weeks=1) if planned else now,
        attendance="planned" if planned else "attended",
        minutes=minutes,
    )


def _homework(was: Session, key: str) -> tuple[dict[str, object], ...]:
    tasks: list[dict[str, object]] = []
    for place, task in enumerate(was.homework):
        left, right = st.columns([3, 1])
        text = left.text_input("Homework", task.text, key=f"{key}.task.{place}")
        outcome = right.selectbox("How it went", OUTCOMES, OUTCOMES.index(task.outcome),
                                  key=f"{key}.task.{place}.outcome",
                                  format_func=lambda o: o.replace("_", " "))  # fmt: skip
        if text.strip():
            tasks.append(task.model_dump() | {"text": text, "outcome": outcome})
    new = st.text_input("New homework (optional)", key=f"{key}.task.new", persist_state="session")
    if new.strip():
        tasks.append({"text": new})
    return tuple(tasks)


def _keep(
    workspace: Workspace, client_id: UUID, session: Session | None, fields: dict[str, object],
    steps: Sequence[Beside], key: str,
) -> None:  # fmt: skip
    starts_at, attendance = fields["starts_at"], fields["attendance"]
    ahead = starts_at > datetime.now().astimezone()  # type: ignore[operator]
    if attendance == "attended" and ahead:
        raise InvalidEntry("Attendance: a session in the future is planned, not attended.")
    if attendance == "planned" and not ahead and str(fields["note"]).strip():
        raise InvalidEntry("Attendance: this session is past; say whether it was attended.")
    ready = made(workspace, Session, client_id, session, fields)
    if session is None:
        ready = workspace.based(ready.model_copy(update={"id": _begun(workspace, key)}))
    saved = workspace.services.sessions.save(workspace.actor, ready)
    workspace.saw(saved)  # a second try, after a plan could not be saved, is of the same session
    keep_beside(workspace, saved, steps)
    workspace.open(f"{key}.id", "")


def _begun(workspace: Workspace, key: str) -> UUID:
    """The id of the new session this form is about, the same until it is saved whole."""
    if not workspace.opened(f"{key}.id"):
        workspace.open(f"{key}.id", str(uuid4()))
    return UUID(workspace.opened(f"{key}.id"))


@st.dialog("Goal", dismissible=False)
def edit_goal(workspace: Workspace, client_id: UUID, goal: Goal | None) -> None:
    """A goal in the client's words and how close it feels today."""
    for_client(workspace)
    was = goal or Goal.model_construct(words="")
    key = entry_key("sessions.goals", client_id, goal)
    with st.form(key, border=False, enter_to_submit=False):
        words = st.text_area("In the client's words", was.words, key=f"{key}.words", height=80)
        status = st.selectbox("Status", GOAL_STATUSES, GOAL_STATUSES.index(was.status),
                              key=f"{key}.status")  # fmt: skip
        value = st.number_input("How close it feels today (0 to 10, optional)", 0, 10, None,
                                key=f"{key}.value")  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            today = workspace.services.today()
            rated = () if value is None else (GoalRating(on=today, value=value),)
            fields: dict[str, object] = {
                "words": words, "status": status, "ratings": (*was.ratings, *rated),
            }  # fmt: skip
            if goal is None:
                fields["set_on"] = today
            save(workspace, lambda: _keep_goal(workspace, client_id, goal, fields),
                 "Goal saved.", inputs=key)  # fmt: skip
    close_button("sessions.edit_goal")


def _keep_goal(
    workspace: Workspace, client_id: UUID, goal: Goal | None, fields: dict[str, object]
) -> None:
    workspace.services.sessions.save_goal(
        workspace.actor, made(workspace, Goal, client_id, goal, fields)
    )
