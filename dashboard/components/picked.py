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
    pronouns = f" · {escaped(client.pronouns)}" if client.pronouns else ""
    st.markdown(f"{escaped(client.name)} · {escaped(client.code)}{pronouns}")
    return client
