"""The picked client at the top of a page, or a way to pick one."""

from __future__ import annotations

import streamlit as st

from core.clients.model import Client
from dashboard.components.text import escaped
from dashboard.workspace import Workspace


def picked_client(workspace: Workspace, title: str) -> Client | None:
    """Head the page with the client, or say how to pick one. Raises NotFound."""
    client = workspace.client()
    if client is None:
        st.title(title)
        st.info("No client is picked yet. Choose one from the caseload to see this page.")
        st.page_link("app_pages/caseload.py", label="Open the caseload", icon=":material/groups:")
        return None
    st.title(title)
    facts = (client.name, client.code if client.code != client.name else "", client.pronouns)
    st.markdown(" · ".join(escaped(fact) for fact in facts if fact))
    if until := workspace.services.admission.opened_until(workspace.actor, client.id):
        st.caption(
            f":material/emergency_home: You opened this file in an emergency, until "
            f"{until.astimezone():%d/%m/%Y %H:%M}. Its clinician is told."
        )
    return client
