"""The approach page: the plan, where the work is, the EMDR targets."""

from __future__ import annotations

import streamlit as st

from core.approaches.model import Plan
from core.clients.model import Client
from core.formulation.model import Formulation
from dashboard.approach.entering import edit_plan, edit_target, reach_stage, weigh_caution
from dashboard.approach.view import PlanView, plan_view, target_words
from dashboard.components.card import card
from dashboard.components.picked import picked_client
from dashboard.components.text import escaped
from dashboard.workspace import Workspace


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Approach")
    if client is None:
        return
    services, actor = workspace.services, workspace.actor
    formulation = services.formulation.formulation(actor, client.id)
    plans = services.approaches.plans(actor, client.id)
    if workspace.may("file.write") and st.button(
        "Choose an approach", icon=":material/add:", key="approach.add",
        type="secondary" if plans else "primary",
    ):  # fmt: skip
        edit_plan(workspace, client.id, formulation, None)
    if not plans:
        st.info(
            "No approach is chosen yet. Write down which one, why, and what else you weighed; "
            "Havenline recommends nothing. Stages and a review date follow from it."
        )
    for plan in plans:
        view = plan_view(plan, formulation, services.today())
        with st.container(border=True):
            _plan(view)
            if workspace.may_change():
                _changing(workspace, formulation, plan)
    if any(plan.approach == "emdr" for plan in plans):
        _targets(workspace, client)


def _changing(workspace: Workspace, formulation: Formulation, plan: Plan) -> None:
    with st.container(horizontal=True):
        if st.button("Move to a stage", key=f"approach.stage.{plan.id}"):
            reach_stage(workspace, plan)
        if st.button("Weigh a caution", key=f"approach.caution.{plan.id}"):
            weigh_caution(workspace, plan)
        if st.button("Edit the plan", key=f"approach.edit.{plan.id}"):
            edit_plan(workspace, plan.client_id, formulation, plan)


def _plan(view: PlanView) -> None:
    st.markdown(f"#### {escaped(view.title)} · {view.status}")
    if view.review_overdue:
        st.warning(f"{view.review}: this day has passed.", icon=":material/rate_review:")
    else:
        st.caption(view.review)
    left, right = st.columns([1, 2], gap="large")
    left.markdown("  \n".join(view.stages) or "*No stages for this approach.*")
    texts = "\n\n".join(f"**{title}**  \n{text}" for title, text in view.texts)
    if view.works_on:
        texts += "\n\n**Aimed at**\n" + "\n".join(f"- {aim}" for aim in view.works_on)
    if view.cautions:
        texts += "\n\n**Cautions weighed**\n" + "\n".join(f"- {c}" for c in view.cautions)
    right.markdown(texts)


def _targets(workspace: Workspace, client: Client) -> None:
    services, actor = workspace.services, workspace.actor
    st.subheader("EMDR targets")
    targets = services.approaches.targets(actor, client.id)
    if workspace.may("file.write") and st.button("Add a target", key="approach.add_target"):
        edit_target(workspace, client.id, None)
    if not targets:
        st.caption("No target yet. A headline is enough; detail is not asked for here.")
        return
    courses = services.outcomes.courses(actor, client.id)
    for target in targets:
        if card(target_words(target, courses), "Open", f"approach.target.open.{target.id}"):
            edit_target(workspace, client.id, target)
