"""Going on although something pauses the work: a written reason for each file it lies in."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from core.approaches.gating import Standing
from core.clients.model import Client
from dashboard.approach.gates.view import DECIDE, cause_words, reason_title
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import save
from dashboard.workspace import Workspace


@st.dialog("Go on, with a reason", width="large", dismissible=False)
def go_on(
    workspace: Workspace, client: Client, standing: Standing, names: Mapping[UUID, str]
) -> None:
    """Ask why; it counts for what is listed here, until something new stands or is changed."""
    for_client(workspace)
    st.caption(DECIDE)
    owners = list(dict.fromkeys(one.client_id for one in standing.pauses))
    key = f"approach.gates.{client.id}.{standing.gate}"
    with st.form(key, border=False, enter_to_submit=False):
        reasons = {
            owner: _reason(standing, owner, client.id, names, key, several=len(owners) > 1)
            for owner in owners
        }
        st.caption(
            "Your reason is kept, and the audit trail says that you went on. Anything new, or a "
            "change to what is listed here, pauses the work again."
        )
        if st.form_submit_button("Go on", type="primary"):
            save(
                workspace,
                lambda: workspace.services.gates.go_on(
                    workspace.actor, client.id, standing.gate, standing.pauses, reasons
                ),
                "Going on. Your reason is kept.",
                inputs=key,
            )
    close_button("approach.go_on")


def _reason(
    standing: Standing,
    owner: UUID,
    client_id: UUID,
    names: Mapping[UUID, str],
    key: str,
    *,
    several: bool,
) -> str:
    own = [one for one in standing.pauses if one.client_id == owner]
    st.markdown("\n".join(f"- {cause_words(one, client_id, names)}" for one in own))
    title = reason_title(owner, client_id, names, several=several)
    return st.text_area(title, key=f"{key}.{owner}", height=100)
