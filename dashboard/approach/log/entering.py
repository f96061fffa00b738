"""Logging a session of an approach, in under a minute; changing an entry, taking it out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

import streamlit as st

from core.approaches.log import SessionStep
from core.approaches.logged import not_logged, says_anything, with_entry, without_entry
from core.approaches.model import Plan
from core.errors import InvalidEntry, NotFound
from core.record import build
from core.sessions.model import Session
from dashboard.approach.log.fields import Fields, step_fields
from dashboard.approach.log.view import session_choices
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.workspace import Workspace

ANOTHER_DAY = "day"


@st.dialog("Log a session", width="large", dismissible=False)
def log_session(workspace: Workspace, plan: Plan) -> None:
    """Where the work was in one session that was held; every field but the day is optional."""
    for_client(workspace)
    key = f"{entry_key('approach.log', plan.client_id, None)}.{plan.id}"
    sessions = workspace.services.sessions.sessions(workspace.actor, plan.client_id)
    day = _which_session(not_logged(plan.log, sessions), key, workspace.services.today())
    fields = step_fields(plan, None, key)
    if st.button("Save", type="primary", key=f"{key}.save"):
        save(workspace, lambda: _keep(workspace, plan, None, fields | day),
             "Session logged.", inputs=key)  # fmt: skip
    close_button("approach.log_session", "Close and keep what is typed")


def _which_session(open_ones: Sequence[Session], key: str, today: date) -> Fields:
    names = session_choices(open_ones) | {ANOTHER_DAY: "Another day"}
    chosen = st.selectbox("Session", list(names), key=f"{key}.session", format_func=names.get)
    if chosen != ANOTHER_DAY:
        session = next(one for one in open_ones if str(one.id) == chosen)
        return {"on": session.starts_at.date(), "session_id": session.id}
    if not open_ones:
        st.caption("Every session that was held is logged. Choose a day only for one that is not "
                   "on the Sessions page.")  # fmt: skip
    on = st.date_input("Day", today, key=f"{key}.on", format="DD/MM/YYYY", max_value=today,
                       min_value="1950-01-01")  # fmt: skip
    return {"on": on, "session_id": None}


@st.dialog("Logged session", width="large", dismissible=False)
def edit_logged(workspace: Workspace, plan: Plan, entry: SessionStep) -> None:
    """Read, correct or take out one entry of the log; a stage it brought follows it."""
    for_client(workspace)
    key = f"{entry_key('approach.log', plan.client_id, plan)}.{plan.log.index(entry)}"
    today = workspace.services.today()
    on = st.date_input("Day", entry.on, key=f"{key}.on", format="DD/MM/YYYY",
                       max_value=max(today, entry.on), min_value="1950-01-01",
                       disabled=entry.session_id is not None)  # fmt: skip
    fields = step_fields(plan, entry, key) | {"on": on, "session_id": entry.session_id}
    with st.container(horizontal=True):
        if st.button("Save", type="primary", key=f"{key}.save"):
            save(workspace, lambda: _keep(workspace, plan, entry, fields),
                 "Entry of the log saved.", inputs=key)  # fmt: skip
        if st.button("Take out of the log", type="tertiary", key=f"{key}.out"):
            save(workspace, lambda: _take_out(workspace, plan, entry),
                 "Taken out of the log; the earlier version of the plan stays.",
                 inputs=key)  # fmt: skip
    close_button("approach.edit_logged")


def _keep(workspace: Workspace, plan: Plan, was: SessionStep | None, fields: Fields) -> None:
    if was is None and not says_anything(SessionStep.model_construct(**fields)):  # type: ignore[arg-type]
        raise InvalidEntry("Say at least one thing about the session: its stage, a move, a note.")
    keep_step(workspace, plan.client_id, plan.id, was, fields)


def keep_step(
    workspace: Workspace, client_id: UUID, plan_id: UUID, was: SessionStep | None, fields: Fields
) -> None:
    """Put an entry into the log of a plan as it stands now, so that two who log at once lose
    nothing. Raises InvalidEntry, NotFound or StaleEdit."""
    base = {} if was is None else was.model_dump()
    entry = build(SessionStep, **(base | fields))
    if entry.on > workspace.services.today():
        raise InvalidEntry("Day: a session is logged once it was held, not before.")
    plan = _as_it_stands(workspace, client_id, plan_id)
    workspace.services.approaches.save_plan(workspace.actor, with_entry(plan, entry, was))


def _take_out(workspace: Workspace, plan: Plan, entry: SessionStep) -> None:
    now = _as_it_stands(workspace, plan.client_id, plan.id)
    workspace.services.approaches.save_plan(workspace.actor, without_entry(now, entry))


def _as_it_stands(workspace: Workspace, client_id: UUID, plan_id: UUID) -> Plan:
    for plan in workspace.services.approaches.plans(workspace.actor, client_id):
        if plan.id == plan_id:
            return plan
    raise NotFound("This plan is not in the file any more. Load the page again.")
