"""A risk found in weighing an approach that no safety entry holds: said where one would look."""

from __future__ import annotations

import streamlit as st

from core.approaches.gates import GateFile
from core.approaches.weighed import not_recorded
from core.clients.model import Client
from core.sessions.brief_lines import not_recorded_words
from dashboard.client.safety import add_concern
from dashboard.components.text import escaped
from dashboard.workspace import Workspace


def found_in_weighing(workspace: Workspace, client: Client) -> None:
    """Say so, with a way to add the entry. Nothing of it on a shared screen."""
    if workspace.actor.screen_share:
        return
    services, actor = workspace.services, workspace.actor
    kept = GateFile(
        client.id,
        services.sessions.concerns(actor, client.id),
        services.approaches.weighings(actor, client.id),
        services.approaches.plans(actor, client.id),
    )
    for one in dict.fromkeys(not_recorded(kept)):
        st.warning(escaped(not_recorded_words(one)), icon=":material/assignment_late:")
        if workspace.may("file.write") and st.button(
            "Add it to the safety record", key=f"client.safety.found.{one.kind}.{one.approach}"
        ):
            add_concern(workspace, client.id, one.kind)
