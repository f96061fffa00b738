"""The sessions page: what was said, what was promised, what comes next."""

from __future__ import annotations

import streamlit as st

from core.clients.model import Client
from dashboard.components.card import card
from dashboard.components.picked import picked_client
from dashboard.components.text import escaped
from dashboard.outcomes.entering import entering
from dashboard.sessions.entering import edit_goal, edit_session
from dashboard.sessions.private_notes import private_notes
from dashboard.sessions.view import goal_lines, session_lines
from dashboard.workspace import Workspace

FIRST_SHOWN = 5


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Sessions")
    if client is None:
        return
    with st.container(horizontal=True):
        if workspace.may("file.write") and st.button(
            "Write up a session", icon=":material/edit_note:", type="primary",
            key="sessions.write",
        ):  # fmt: skip
            edit_session(workspace, client.id, None, planned=False)
        if workspace.may("schedule.write") and st.button(
            "Plan a session", icon=":material/event:", key="sessions.plan"
        ):
            edit_session(workspace, client.id, None, planned=True)
        if workspace.may("file.write") and st.button(
            "Add a goal", icon=":material/flag:", key="sessions.goal"
        ):
            edit_goal(workspace, client.id, None)
    if workspace.may("measures.write"):
        entering(workspace, client, place="sessions")
    left, right = st.columns([2, 1], gap="large")
    with left:
        _sessions(workspace, client)
    with right:
        if workspace.may("file.read"):
            _goals(workspace, client)
        private_notes(workspace, client)


def _sessions(workspace: Workspace, client: Client) -> None:
    sessions = workspace.services.sessions.sessions(workspace.actor, client.id)
    if not sessions:
        st.info("No session yet. Write up the first one, or plan it.")
        return
    by_id = {session.id: session for session in sessions}
    every = st.toggle("Show all", key="sessions.all") if len(sessions) > FIRST_SHOWN else True
    reads = workspace.may("file.read")
    plans = workspace.services.approaches.plans(workspace.actor, client.id) if reads else []
    for line in session_lines(sessions, len(sessions) if every else FIRST_SHOWN, plans):
        if card(f"**{escaped(line.name)}**  \n{line.detail}", "Open", f"sessions.open.{line.id}"):
            session = by_id[line.id]
            planned = session.attendance == "planned"
            edit_session(workspace, client.id, session, planned=planned)


def _goals(workspace: Workspace, client: Client) -> None:
    st.markdown("##### Goals, in the client's words")
    goals = workspace.services.sessions.goals(workspace.actor, client.id)
    if not goals:
        st.caption("No goal yet.")
    for goal, line in zip(goals, goal_lines(goals), strict=True):
        st.markdown(line)
        if workspace.may_change() and st.button(
            "Rate or change", key=f"sessions.goal.{goal.id}", type="tertiary"
        ):
            edit_goal(workspace, client.id, goal)
