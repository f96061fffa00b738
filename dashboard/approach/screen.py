"""The approach page: choosing one, its plan, and a worksheet for each, over the same map."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.clients.model import Client
from dashboard.approach.choosing.screen import choosing
from dashboard.approach.couple.screen import couple_worksheet
from dashboard.approach.couple.together import together
from dashboard.approach.efit.screen import efit_worksheet
from dashboard.approach.emdr.screen import emdr_worksheet
from dashboard.approach.ifs.screen import ifs_worksheet
from dashboard.approach.log.screen import log_worksheet
from dashboard.approach.plan.screen import plans
from dashboard.approach.view import views
from dashboard.components.picked import picked_client
from dashboard.workspace import Workspace

WORKSHEETS: dict[str, Callable[[Workspace, Client], None]] = {
    "eft_couples": couple_worksheet, "efit": efit_worksheet, "ifs": ifs_worksheet,
    "emdr": emdr_worksheet,
}  # fmt: skip


def render(workspace: Workspace) -> None:
    """Draw the page."""
    if together(workspace):  # both partners look at the screen
        return
    client = picked_client(workspace, "Approach")
    if client is None:
        return
    services, actor = workspace.services, workspace.actor
    known = services.outcomes.worked_out(
        actor, client.id, "approach: plans", lambda: services.approaches.plans(actor, client.id)
    )
    couple = workspace.services.clients.couple_of(workspace.actor, client.id)
    names = views(known, in_couple=couple is not None)
    chosen = st.segmented_control(
        "Show", list(names), default="plan" if known else "choose",
        key=f"approach.view.{client.id}", format_func=names.get,
        label_visibility="collapsed", required=True,
    )  # fmt: skip
    _draw(workspace, client, chosen or "choose")


def _draw(workspace: Workspace, client: Client, view: str) -> None:
    if view == "choose":
        choosing(workspace, client)
    elif view == "plan":
        plans(workspace, client)
    elif view in WORKSHEETS:
        WORKSHEETS[view](workspace, client)
    else:
        log_worksheet(workspace, client, view)
