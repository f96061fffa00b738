"""What the other lenses know about a node, on any page that shows it."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from core.formulation.lenses.meeting import Inputs, LensFact, every_fact, told
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

NAMES = {
    "ifs": "Parts (IFS)", "emdr": "EMDR", "eft_couples": "Emotionally Focused, couple",
    "efit": "Emotionally Focused, individual",
}  # fmt: skip


def lens_facts(workspace: Workspace, client_id: UUID) -> Mapping[UUID, tuple[LensFact, ...]]:
    """The facts of every approach by node of the map, worked out once until the next save."""
    return workspace.services.outcomes.worked_out(
        workspace.actor, client_id, "lens facts", lambda: every_fact(_inputs(workspace, client_id))
    )


def _inputs(workspace: Workspace, client_id: UUID) -> Inputs:
    services, actor = workspace.services, workspace.actor
    return Inputs(
        formulation=services.formulation.formulation(actor, client_id),
        history=services.history.history(actor, client_id),
        parts=services.approaches.parts(actor, client_id),
        targets=services.approaches.targets(actor, client_id),
        courses=services.outcomes.courses(actor, client_id),
        plans=services.approaches.plans(actor, client_id),
        couple=services.clients.couple_of(actor, client_id),
    )


def other_lenses(
    workspace: Workspace, client_id: UUID, node_id: UUID | None, without: str = ""
) -> None:
    """Draw what each approach knows about a node; nothing when none knows anything.

    Not for a couple view: the facts are of one client's own file.
    """
    found = told(lens_facts(workspace, client_id), node_id, without)
    if found:
        st.markdown(fact_lines(found))


def fact_lines(found: tuple[LensFact, ...]) -> str:
    """The facts as a list, each under the name of its lens."""
    return "\n".join(
        f"- :material/join_inner: **{NAMES.get(one.approach, one.approach)}:** "
        f"{escaped(one.sentence)}"
        for one in found
    )
