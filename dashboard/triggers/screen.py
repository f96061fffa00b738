"""The triggers page: the diary, what recurs in it, and what helps."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.triggers.templates import template, templates
from dashboard.components.picked import picked_client
from dashboard.triggers.diary.screen import diary
from dashboard.triggers.entering import TEMPLATE, quick_entry
from dashboard.triggers.helps.screen import helps
from dashboard.triggers.patterns.screen import recurring
from dashboard.triggers.several.screen import LEFT_OVER, several
from dashboard.workspace import Workspace

VIEWS = {"diary": "Diary", "patterns": "Patterns", "helps": "What helps"}


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Triggers")
    if client is None:
        return
    if workspace.may("file.write"):
        _add(workspace, client.id)
    view = st.segmented_control(
        "View", list(VIEWS), default="diary", required=True, key="triggers.view",
        format_func=VIEWS.__getitem__, label_visibility="collapsed", wrap=True,
    )  # fmt: skip
    episodes = workspace.services.triggers.episodes(workspace.actor, client.id)
    if view == "helps":
        helps(workspace, client.id, episodes)
    elif not episodes:
        st.info(
            "The diary is empty. Add the last time it happened: what was seen or heard, what it "
            "seemed to mean, and what they did. Ten fields, about two minutes. Notes the client "
            "kept elsewhere can be pasted as lines or imported as CSV."
        )
    elif view == "patterns":
        recurring(workspace, client.id, episodes)
    else:
        diary(workspace, client.id, episodes)


def _add(workspace: Workspace, client_id: UUID) -> None:
    with st.container(horizontal=True):
        if st.button("Add an episode", icon=":material/add:", type="primary", key="triggers.add"):
            _begin(workspace, client_id, "")
        begun = st.menu_button(
            "From a template", [one.id for one in templates()], key="triggers.from_template",
            format_func=_template_name,
        )  # fmt: skip
        if begun:
            _begin(workspace, client_id, begun)
        pasted = st.button("Paste or import several", key="triggers.several")
        if pasted or workspace.opened(LEFT_OVER) == str(client_id):
            workspace.open(LEFT_OVER, "")
            several(workspace, client_id)


def _begin(workspace: Workspace, client_id: UUID, template_id: str) -> None:
    workspace.open(TEMPLATE, template_id)
    quick_entry(workspace, client_id)


def _template_name(template_id: str) -> str:
    found = template(template_id)
    return found.name if found else template_id
