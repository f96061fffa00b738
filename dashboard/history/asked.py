"""What was asked so far: a state, a day and a reason for each topic of the history."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from core.clients.model import Client
from core.vocabulary import label
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.history.keeping import STATES
from dashboard.history.rows import asked_of, asked_rows
from dashboard.workspace import Workspace


@st.dialog("What was asked so far", width="large", dismissible=False)
def edit_asked(workspace: Workspace, client: Client) -> None:
    """A state for each topic of the history: silence is not an answer."""
    for_client(workspace)
    key = entry_key("history.asked", client.id, client)
    st.caption("Of what frightened or hurt, a headline is enough until the client is steadier.")
    with st.form(key, border=False, enter_to_submit=False):
        rows = _table(client, key)
        if st.form_submit_button("Save", type="primary"):
            today = workspace.services.today()
            save(
                workspace,
                lambda: workspace.services.clients.save(
                    workspace.actor,
                    workspace.based(client).amended(asked=asked_of(rows, client.asked, today)),
                ),
                "Saved.",
                inputs=key,
            )
    close_button("history.edit_asked")


def _table(client: Client, key: str) -> Sequence[Mapping[str, Any]]:
    columns = st.column_config
    topics = [str(row["topic"]) for row in asked_rows(client.asked)]
    typed: Sequence[Mapping[str, Any]] = st.data_editor(
        asked_rows(client.asked), key=f"{key}.table", hide_index=True, num_rows="fixed",
        placeholder="",
        alt="The topics of the history and whether they were asked",
        height=35 * (len(topics) + 1) + 3,
        column_config={
            "topic": columns.SelectboxColumn(
                "Topic", options=topics, disabled=True, width=190,
                format_func=lambda topic: label("history_asked_topics", topic),
            ),
            "state": columns.SelectboxColumn(
                "State", options=STATES, required=True, width=170,
                format_func=lambda state: label("record_states", state),
            ),
            "on": columns.DateColumn("Day", format="DD/MM/YYYY", width=100),
            "why": columns.TextColumn("Why, or what was said", max_chars=200, width="medium"),
        },
    )  # fmt: skip
    return typed
