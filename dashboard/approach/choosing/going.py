"""From a reason to the record it rests on."""

from __future__ import annotations

import streamlit as st

from core.approaches.grounds import Ground
from dashboard.map.detail import PLACE
from dashboard.workspace import Workspace

PAGES = ("Client", "History", "Triggers", "Map", "Outcomes", "Sessions", "Reports", "Learn")


def follow(workspace: Workspace, ground: Ground) -> None:
    """Go to the page of a ground; on the map, with the node or link it names open."""
    if ground.page == "Map" and ground.record and (client_id := workspace.client_id):
        known = workspace.services.formulation.formulation(workspace.actor, client_id)
        kind = "node" if known.node(ground.record) else "link"
        workspace.open(PLACE, f"{kind}:{ground.record}")
    if ground.page in PAGES:
        st.switch_page(f"app_pages/{ground.page.lower()}.py")


def to_node(workspace: Workspace, node_id: str) -> None:
    """Open one node on the map."""
    workspace.open(PLACE, f"node:{node_id}")
    st.switch_page("app_pages/map.py")
