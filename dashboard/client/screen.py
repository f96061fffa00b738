"""The client page: prepare the next session in two minutes."""

from __future__ import annotations

from collections import Counter
from uuid import UUID

import streamlit as st

from core.clients.model import Client
from core.sessions.brief_lines import BriefSection
from dashboard.client.entering import edit_client
from dashboard.client.not_recorded import found_in_weighing
from dashboard.client.safety import safety_record
from dashboard.client.this_file import this_file
from dashboard.client.view import BriefPage, brief_page, line_words, source_words
from dashboard.components.picked import picked_client
from dashboard.frame import page_link
from dashboard.history.asked import edit_asked
from dashboard.workspace import Workspace


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Prepare the next session")
    if client is None:
        return
    page = _brief(workspace, client.id)
    presenting = f"\n\n> {page.presenting}" if page.presenting else ""
    st.markdown(page.facts + presenting)
    with st.container(horizontal=True):
        if workspace.may_change("client.write") and st.button(
            "Edit details", icon=":material/edit:", key="client.edit"
        ):
            edit_client(workspace, client)
        if workspace.may_change("client.write") and st.button("What was asked", key="client.asked"):
            edit_asked(workspace, client)
        if workspace.may("access.assign") and st.button(
            "This file", icon=":material/folder_managed:", key="client.file",
            help="Who works with it, legal hold, data for the client, erasing",
        ):  # fmt: skip
            this_file(workspace, client)
    safety_record(workspace, client)
    found_in_weighing(workspace, client)
    if page.paused and not workspace.actor.screen_share:
        st.caption(f":material/pause_circle: {' '.join(page.paused)}")
    left, right = st.columns(2, gap="large")
    for column, sections in ((left, page.left), (right, page.right)):
        with column:
            for section in sections:
                _section(section, client)


def _brief(workspace: Workspace, client_id: UUID) -> BriefPage:
    """The brief, put together once until something is saved."""
    services, actor = workspace.services, workspace.actor
    services.formulation.considerations(actor, client_id)  # asks whether the file may be read
    name = ("brief", services.today())
    return services.outcomes.worked_out(
        actor, client_id, name, lambda: brief_page(services.file(actor, client_id))
    )


def _section(section: BriefSection, client: Client) -> None:
    lines = "\n".join(line_words(line) for line in section.lines)
    st.markdown(f"##### {section.heading}\n{lines}", help=source_words(section) or None)
    page = Counter(line.page for line in section.lines).most_common(1)[0][0]
    page_link(page, client.id, f"Open {page}")
