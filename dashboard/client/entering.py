"""Changing a client's details."""

from __future__ import annotations

import streamlit as st

from core.clients.model import Client
from core.outcomes.instrument import instruments
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.workspace import Workspace

STATUSES = ("active", "paused", "ended")


@st.dialog("Client details", width="large", dismissible=False)
def edit_client(workspace: Workspace, client: Client) -> None:
    """Who the client is, and what brings them."""
    for_client(workspace)
    key = entry_key("client.details", client.id, client)
    with st.form(key, border=False, enter_to_submit=False):
        left, right = st.columns(2)
        measures = ["", *instruments()]
        fields: dict[str, object] = {
            "name": left.text_input("Name", client.name, key=f"{key}.name"),
            "code": right.text_input("Code", client.code, key=f"{key}.code"),
            "pronouns": left.text_input("Pronouns", client.pronouns, key=f"{key}.pronouns"),
            "status": right.selectbox(
                "Status", STATUSES, STATUSES.index(client.status), key=f"{key}.status"
            ),
            "born": left.number_input(
                "Year of birth (optional)", 1900, 2100, client.born, key=f"{key}.born"
            ),
            "started_on": right.date_input(
                "Therapy began on", client.started_on, key=f"{key}.start", format="DD/MM/YYYY"
            ),
            "main_measure": left.selectbox(
                "Main measure, shown first",
                measures,
                measures.index(client.main_measure) if client.main_measure in measures else 0,
                key=f"{key}.measure",
                format_func=lambda m: instruments()[m].short if m else "None",
            ),
            "presenting_since": right.text_input(
                "Since when", client.presenting_since, key=f"{key}.since"
            ),
            "email": left.text_input("E-mail (optional)", client.email, key=f"{key}.email"),
            "phone": right.text_input("Phone (optional)", client.phone, key=f"{key}.phone"),
            "presenting": st.text_area(
                "What brings them, in their own words", client.presenting, key=f"{key}.presenting"
            ),
        }
        if st.form_submit_button("Save", type="primary"):
            _save(workspace, client, fields, key)
    close_button("client.edit_client")


def _save(workspace: Workspace, client: Client, fields: dict[str, object], key: str) -> None:
    save(
        workspace,
        lambda: workspace.services.clients.save(
            workspace.actor, workspace.based(client).amended(**fields)
        ),
        "Details saved.",
        inputs=key,
    )
