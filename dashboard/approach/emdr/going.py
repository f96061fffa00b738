"""Ways between a target on the Approach page and its ratings on the Outcomes page."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from dashboard.frame import pages
from dashboard.workspace import Workspace


def opened_place(client_id: UUID) -> str:
    """Where it is remembered which target of a client is open."""
    return f"emdr.target.{client_id}"


def to_target(workspace: Workspace, client_id: UUID, target_id: str, key: str) -> None:
    """A button that opens a target on its worksheet."""
    if st.button("Open on the Approach page", key=key, type="tertiary",
                 icon=":material/signpost:"):  # fmt: skip
        workspace.open(opened_place(client_id), target_id)
        workspace.put_input(f"approach.view.{client_id}", "emdr")
        st.switch_page(pages()["Approach"], query_params={"client": str(client_id)})


def to_ratings(workspace: Workspace, client_id: UUID, key: str) -> None:
    """A button that opens the ratings of all targets on the Outcomes page."""
    if st.button("Ratings on the Outcomes page", key=key, type="tertiary",
                 icon=":material/show_chart:"):  # fmt: skip
        workspace.put_input("outcomes.view", "targets")
        st.switch_page(pages()["Outcomes"], query_params={"client": str(client_id)})
