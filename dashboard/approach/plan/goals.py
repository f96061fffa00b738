"""What a goal works on: nodes and links of the map."""

from __future__ import annotations

import streamlit as st

from core.formulation.model import Formulation
from core.sessions.model import Goal
from dashboard.approach.plan.options import in_old_order, link_options, node_options
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.scrolling import whole_chips
from dashboard.components.text import escaped
from dashboard.workspace import Workspace


@st.dialog("What a goal works on", width="large", dismissible=False)
def link_goal(workspace: Workspace, formulation: Formulation, goal: Goal) -> None:
    """Join a goal to what it works on; nodes that may keep the trouble going come first."""
    for_client(workspace)
    st.markdown(f"“{escaped(goal.words)}”")
    key = entry_key("approach.goal", goal.client_id, goal)
    options = node_options(formulation) | link_options(formulation)
    kept = [one for one in goal.works_on if one not in options]
    with st.form(key, border=False, enter_to_submit=False), whole_chips(f"{key}.chips"):
        chosen = st.multiselect(
            "Works on", list(options), [one for one in goal.works_on if one in options],
            key=f"{key}.on", format_func=options.__getitem__, placeholder="Choose any",
        )  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            works_on = in_old_order(goal.works_on, (*chosen, *kept))
            save(workspace, lambda: _keep(workspace, goal, works_on), "Goal linked.", inputs=key)
    close_button("approach.link_goal")


def _keep(workspace: Workspace, goal: Goal, works_on: tuple[object, ...]) -> None:
    workspace.services.sessions.save_goal(
        workspace.actor, workspace.based(goal).amended(works_on=works_on)
    )
