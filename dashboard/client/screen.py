"""The client page: prepare the next session in two minutes."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from core.clients.model import Client
from core.sessions.brief import BriefSection
from dashboard.client.view import brief_page, line_words
from dashboard.components.closing import close_button
from dashboard.components.picked import picked_client
from dashboard.components.saving import save
from dashboard.frame import page_link
from dashboard.workspace import Workspace


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Prepare the next session")
    if client is None:
        return
    page = brief_page(workspace.services.file(workspace.actor, client.id))
    with st.container(horizontal=True, vertical_alignment="center"):
        presenting = f"\n\n> {page.presenting}" if page.presenting else ""
        st.markdown(page.facts + presenting, width="stretch")
        if st.button("Edit details", icon=":material/edit:", key="client.edit"):
            _edit(workspace, client)
    left, right = st.columns(2, gap="large")
    for column, sections in ((left, page.left), (right, page.right)):
        with column:
            for section in sections:
                _section(section, client)


def _section(section: BriefSection, client: Client) -> None:
    with st.container(horizontal=True, vertical_alignment="center", gap="xsmall"):
        st.markdown(f"##### {section.heading}")
        page_link(Counter(line.page for line in section.lines).most_common(1)[0][0], client.id)
    st.markdown("\n".join(line_words(line) for line in section.lines))


@st.dialog("Client details", width="large", dismissible=False)
def _edit(workspace: Workspace, client: Client) -> None:
    with st.form("client.details", border=False):
        left, right = st.columns(2)
        fields: dict[str, object] = {
            "name": left.text_input("Name", client.name, key="client.details.name"),
            "code": right.text_input("Code", client.code, key="client.details.code"),
            "pronouns": left.text_input("Pronouns", client.pronouns, key="client.details.pronouns"),
            "status": right.selectbox(
                "Status",
                ("active", "paused", "ended"),
                ("active", "paused", "ended").index(client.status),
                key="client.details.status",
            ),
            "email": left.text_input("E-mail (optional)", client.email, key="client.details.email"),
            "phone": right.text_input("Phone (optional)", client.phone, key="client.details.phone"),
            "presenting": st.text_area(
                "What brings them, in their own words",
                client.presenting,
                key="client.details.presenting",
            ),
            "presenting_since": st.text_input(
                "Since when", client.presenting_since, key="client.details.since"
            ),
        }
        if st.form_submit_button("Save", type="primary"):
            save(
                workspace,
                lambda: workspace.services.clients.save(workspace.actor, client.amended(**fields)),
                "Details saved.",
                inputs="client.details",
            )
    close_button("client.edit")
