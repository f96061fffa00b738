"""Choosing which nodes of the map belong to a cycle, and rating an expectation of the day."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.approaches.cycles import Loop, With, cycle_of, with_cycle
from core.approaches.model import Plan
from core.approaches.self_and_other import rated_on
from core.formulation.lenses.slot import elsewhere, on_the_map
from core.formulation.model import Formulation, Node
from core.history.model import WorkingModel
from dashboard.approach.efit.view import TITLES
from dashboard.components.apart import told_apart
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import escaped
from dashboard.map.building import named
from dashboard.workspace import Workspace


@st.dialog("Cycle", width="large", dismissible=False)
def edit_cycle(workspace: Workspace, plan: Plan, formulation: Formulation, loop: Loop) -> None:
    """The nodes of a cycle, step by step, and the client's words for the whole of it."""
    for_client(workspace)
    st.markdown(f"**{TITLES[loop.with_whom]}**")
    st.caption("Nodes stay where they are on the map; one node can be in both cycles.")
    key = f"{entry_key('approach.cycle', plan.client_id, plan)}.{loop.with_whom}"
    with st.form(key, border=False, enter_to_submit=False):
        chosen: list[UUID] = []
        for step in loop.steps:
            chosen += _nodes(
                step.label, (*step.nodes, *step.may_fit), step.nodes, f"{key}.{step.id}"
            )
        rest = elsewhere(on_the_map(formulation), loop.steps)
        chosen += _nodes("Also part of it, without a step", rest, loop.besides, f"{key}.besides")
        words = st.text_area("The cycle in the client's words", loop.words, key=f"{key}.words",
                             height=80)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _keep_cycle(workspace, plan, loop.with_whom, chosen, words),
                 "Cycle saved.", inputs=key)  # fmt: skip
    close_button("approach.edit_cycle")


def _nodes(title: str, options: Sequence[Node], chosen: Sequence[Node], key: str) -> list[UUID]:
    known = {node.id: node for node in options}
    names = told_apart({one: named(node) for one, node in known.items()})
    found: list[UUID] = st.multiselect(
        title, list(known), [node.id for node in chosen], key=key,
        format_func=names.__getitem__,
        placeholder="Choose any" if known else "Nothing of this kind on the map yet",
    )  # fmt: skip
    return found


def put_in(workspace: Workspace, plan: Plan, loop: Loop, node: Node) -> None:
    """Put one node of the map into a cycle, with one click."""
    nodes = [*(one.id for one in loop.nodes), node.id]
    save(workspace, lambda: _keep_cycle(workspace, plan, loop.with_whom, nodes, loop.words),
         f"{escaped(node.name)} is in the cycle now.")  # fmt: skip


def _keep_cycle(
    workspace: Workspace, plan: Plan, whom: With, nodes: Sequence[UUID], words: str
) -> None:
    gone = _off_the_map(workspace, plan, whom)
    workspace.services.approaches.save_plan(
        workspace.actor, with_cycle(workspace.based(plan), whom, (*nodes, *gone), words)
    )


def _off_the_map(workspace: Workspace, plan: Plan, whom: With) -> list[UUID]:
    """Nodes of the cycle that were taken off the map: kept, should they come back."""
    kept = cycle_of(plan, whom)
    now = workspace.services.formulation.formulation(workspace.actor, plan.client_id)
    known = {node.id for node in on_the_map(now)}
    return [one for one in kept.nodes if one not in known] if kept else []


def rate(workspace: Workspace, model: WorkingModel, percent: int) -> None:
    """Save how true an expectation feels today; a second click on the day corrects the first."""
    today = workspace.services.today()
    save(
        workspace,
        lambda: workspace.services.history.save(
            workspace.actor, rated_on(workspace.based(model), today, percent)
        ),
        f"Rated {percent} of 100 today. Click another number to correct it.",
        inputs="approach.efit.rate",
    )
