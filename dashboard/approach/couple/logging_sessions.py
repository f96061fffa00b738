"""Logging a session both partners came to, in under a minute; correcting an entry."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import streamlit as st

from core.approaches.gates import pauses_day
from core.approaches.log import SessionStep
from core.approaches.logged import joint, newest_first, not_logged, says_anything
from core.approaches.model import Plan, StageReached
from core.clients.couple_changes import with_step
from core.clients.model import Client, Couple
from core.errors import InvalidEntry
from core.record import build
from dashboard.approach.couple.keeping import keep
from dashboard.approach.couple.people import sessions_of
from dashboard.approach.couple.view import APPROACH
from dashboard.approach.log.fields import Fields, step_fields
from dashboard.approach.log.view import session_choices
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.words import ANY_DAY
from dashboard.workspace import Workspace

ANOTHER_DAY = "day"


@st.dialog("Log a session", width="large", dismissible=False)
def log_couple_session(workspace: Workspace, client: Client, couple: Couple) -> None:
    """Where the work with both was in one session; every field but the day is optional."""
    for_client(workspace)
    key = f"{entry_key('approach.couple.log', client.id, None)}.{couple.id}.{len(couple.log)}"
    fields = _which_day(workspace, client.id, couple, key)
    fields |= step_fields(_as_a_plan(couple, fields["on"]), None, key)
    fields["enactments"] = _enactments(workspace, client, None, key, fields["on"])
    if st.button("Save", type="primary", key=f"{key}.save"):
        save(workspace, lambda: _keep(workspace, client.id, None, fields), "Session logged.",
             inputs=key)  # fmt: skip
    close_button("approach.couple.log")


def _which_day(workspace: Workspace, client_id: UUID, couple: Couple, key: str) -> Fields:
    held = sessions_of(workspace, couple, client_id)
    own = held.pop(client_id, [])
    open_ones = not_logged(couple.log, joint(own, [one for of in held.values() for one in of]))
    names = session_choices(open_ones) | {ANOTHER_DAY: "Another day"}
    chosen = st.selectbox("Session both came to, not logged yet", list(names),
                          key=f"{key}.session", format_func=names.get)  # fmt: skip
    if chosen != ANOTHER_DAY:
        session = next(one for one in open_ones if str(one.id) == chosen)
        return {"on": session.starts_at.date(), "session_id": session.id}
    today = workspace.services.today()
    on = st.date_input("Day", today, key=f"{key}.on", format="DD/MM/YYYY", max_value=today,
                       min_value=ANY_DAY["min_value"])  # fmt: skip
    return {"on": on, "session_id": None}


def _as_a_plan(couple: Couple, on: object) -> Plan:
    """The couple's log as the fields of one entry are asked for: they begin at the stage of that
    day."""
    until = [one for one in couple.log if isinstance(on, date) and one.on <= on]
    last = next((one for one in newest_first(until) if one.stage), None)
    stages = (StageReached(stage=last.stage, on=last.on),) if last else ()
    return Plan(client_id=couple.client_id, approach=APPROACH, stages=stages)


def _enactments(
    workspace: Workspace, client: Client, was: SessionStep | None, key: str, on: object
) -> int | None:
    """How many encounters were set up between the two; not asked for on a day that is paused."""
    known = was.enactments if was else None
    standing = workspace.services.gates.standing(workspace.actor, client.id, "couple_enactment")
    if isinstance(on, date) and any(pauses_day(one, on) for one in standing.pauses):
        st.caption("Enactments are paused on this day; the worksheet says why.")
        return known
    counted = st.number_input("Enactments in this session", 0, 50, known, key=f"{key}.enactments",
                              placeholder="Not counted")  # fmt: skip
    return None if counted is None else int(counted)


@st.dialog("Logged session", width="large", dismissible=False)
def edit_couple_session(
    workspace: Workspace, client: Client, couple: Couple, entry: SessionStep
) -> None:
    """Read, correct or take out one entry of the log."""
    for_client(workspace)
    place = couple.log.index(entry)
    key = f"{entry_key('approach.couple.log', client.id, couple)}.{place}"
    today = workspace.services.today()
    on = st.date_input("Day", entry.on, key=f"{key}.on", format="DD/MM/YYYY",
                       max_value=max(today, entry.on), min_value=ANY_DAY["min_value"],
                       disabled=entry.session_id is not None)  # fmt: skip
    fields = step_fields(_as_a_plan(couple, entry.on), entry, key) | {"on": on}
    fields["enactments"] = _enactments(workspace, client, entry, key, on)
    with st.container(horizontal=True):
        if st.button("Save", type="primary", key=f"{key}.save"):
            save(workspace, lambda: _keep(workspace, client.id, entry, fields),
                 "Entry of the log saved.", inputs=key)  # fmt: skip
        if st.button("Take out of the log", type="tertiary", key=f"{key}.out"):
            save(
                workspace,
                lambda: keep(workspace, client.id, lambda now: with_step(now, entry, None)),
                "Taken out of the log; the earlier version stays in the store.",
                inputs=key,
            )
    close_button("approach.couple.logged")


def _keep(workspace: Workspace, client_id: UUID, was: SessionStep | None, fields: Fields) -> None:
    entry = build(SessionStep, **((was.model_dump() if was else {}) | fields))
    if not says_anything(entry):
        raise InvalidEntry("Say at least one thing about the session: its stage, a step, a note.")
    if entry.on > workspace.services.today():
        raise InvalidEntry("Day: a session is logged once it was held, not before.")
    keep(workspace, client_id, lambda now: with_step(now, was, entry))
