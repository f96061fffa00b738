"""The plans: why, aimed at what, where the work is, when to look again."""

from __future__ import annotations

import streamlit as st

from core.approaches.model import Plan
from core.approaches.plan_words import in_sequence
from core.clients.model import Client
from dashboard.approach.choosing.entering import weigh
from dashboard.approach.choosing.paused import paused_approaches
from dashboard.approach.emdr.gathered import gathered
from dashboard.approach.plan.consents import plan_consents
from dashboard.approach.plan.entering import edit_plan
from dashboard.approach.plan.goals import link_goal
from dashboard.approach.plan.measures import plan_measures
from dashboard.approach.plan.stages import move_words, reach_stage, stages_of, tick_criteria
from dashboard.approach.plan.view import Around, GoalLine, PlanView, plan_view
from dashboard.workspace import Workspace

MOST_TARGETS = 10


def plans(workspace: Workspace, client: Client) -> None:
    """Draw every plan of the client, the current ones first, each with the plans inside it."""
    around = _around(workspace, client)
    if around.shared:
        st.caption("While the screen is shared, goals, aims, stages and measures are shown.")
    if workspace.may("file.write") and st.button(
        "Choose an approach", icon=":material/add:", key="approach.add",
        type="secondary" if around.plans else "primary",
    ):  # fmt: skip
        edit_plan(workspace, client.id, around.formulation, None)
    if not around.plans:
        st.info(
            "No approach is chosen yet. Write down which one, why, and what else you weighed; "
            "Havenline recommends nothing. Stages and a review date follow from it."
        )
    for plan, inside in in_sequence(around.plans):
        with st.container(border=True):
            _plan(workspace, around, plan)
            for one in inside:
                st.divider()
                _plan(workspace, around, one)


def _around(workspace: Workspace, client: Client) -> Around:
    services, actor = workspace.services, workspace.actor
    known = services.approaches.plans(actor, client.id)
    emdr = any(plan.approach == "emdr" for plan in known)
    return Around(
        services.formulation.formulation(actor, client.id),
        services.sessions.goals(actor, client.id),
        known,
        services.approaches.weighings(actor, client.id),
        services.today(),
        shared=actor.screen_share,
        paused=paused_approaches(workspace, client) if known else frozenset(),
        targets=gathered(workspace, client).courses if emdr else (),
    )


def _plan(workspace: Workspace, around: Around, plan: Plan) -> None:
    view = plan_view(plan, around)
    _head(view)
    left, right = st.columns([1, 2], gap="large")
    with left:
        _stages(view)
        _targets(view)
        _agreed(view)
    with right:
        _reasons(view)
        _goals(workspace, around, plan, view)
    if view.missing:
        st.caption(f"Not written down yet: {'; '.join(view.missing)}.")
    if workspace.may_change():
        _changing(workspace, around, plan)


def _head(view: PlanView) -> None:
    st.markdown(f"#### {view.title}")
    if view.review_overdue:
        st.warning(f"{view.review}: this day has passed.", icon=":material/rate_review:")
    review = "" if view.review_overdue else view.review
    if view.paused:
        st.caption(f":material/pause_circle: {view.paused}")
    if said := " · ".join(one for one in (view.facts, review) if one):
        st.caption(said)


def _stages(view: PlanView) -> None:
    for stage in view.stages:
        st.markdown(stage.words)
        if stage.aim:
            st.caption(stage.aim)
        if stage.criteria:
            st.caption("To see before going on")
            st.markdown("  \n".join(f":small[{one}]" for one in stage.criteria))
    if not view.stages:
        st.markdown("*No stages for this approach.*")


def _targets(view: PlanView) -> None:
    """The phases of EMDR: of each target its own, the first few of many."""
    if not view.targets:
        return
    st.markdown("**Targets, each in its phase**")
    st.markdown("\n".join(f"- {one}" for one in view.targets[:MOST_TARGETS]))
    if (more := len(view.targets) - MOST_TARGETS) > 0:
        st.caption(f"And {more} more in the worksheet.")
    if view.noted:
        with st.expander("Phases noted for the plan as a whole"):
            st.markdown("\n".join(f"- {one}" for one in view.noted))


def _reasons(view: PlanView) -> None:
    texts = [f"**{title}**  \n{text}" for title, text in view.texts]
    texts += _listed("Aimed at", view.works_on)
    if texts:
        st.markdown("\n\n".join(texts))


def _agreed(view: PlanView) -> None:
    texts = [*_listed("Cautions found", view.cautions), *_listed("Measures", view.measures),
             *_listed("Consent", view.consents)]  # fmt: skip
    if texts:
        st.markdown("\n\n".join(texts))


def _listed(title: str, lines: tuple[str, ...]) -> list[str]:
    return ["\n".join([f"**{title}**\n", *(f"- {one}" for one in lines)])] if lines else []


def _goals(workspace: Workspace, around: Around, plan: Plan, view: PlanView) -> None:
    if not view.goals:
        return
    st.markdown("**Goals**")
    for line in view.goals:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False, gap="small"):
            st.markdown(f"- {line.words}", width="stretch")
            if workspace.may_change() and _asks_to_link(plan, line):
                goal = next(one for one in around.goals if one.id == line.id)
                link_goal(workspace, around.formulation, goal)


def _asks_to_link(plan: Plan, line: GoalLine) -> bool:
    words = "Change links" if line.linked else "Link to the map"
    return st.button(words, key=f"approach.goal.{plan.id}.{line.id}", type="tertiary",
                     help="What this goal works on")  # fmt: skip


def _changing(workspace: Workspace, around: Around, plan: Plan) -> None:
    with st.container(horizontal=True):
        if st.button("Edit the plan", key=f"approach.edit.{plan.id}"):
            edit_plan(workspace, plan.client_id, around.formulation, plan)
        if st.button(move_words(plan), key=f"approach.stage.{plan.id}"):
            reach_stage(workspace, plan)
        if any(stage.entry or stage.exit for stage in stages_of(plan)) and st.button(
            "Criteria", key=f"approach.criteria.{plan.id}"
        ):
            tick_criteria(workspace, plan)
        if st.button("Measures", key=f"approach.measures.{plan.id}"):
            plan_measures(workspace, plan)
        if st.button("Consent", key=f"approach.consents.{plan.id}"):
            plan_consents(workspace, plan)
        if st.button("Cautions and readiness", key=f"approach.weigh.{plan.id}"):
            weigh(
                workspace,
                workspace.services.approaches.weighing(
                    workspace.actor, plan.client_id, plan.approach
                ),
            )
