"""Choosing and changing a plan, moving to a stage, EMDR targets."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.approaches.model import Plan, StageReached, Target
from core.errors import InvalidEntry
from core.formulation.model import Formulation
from core.vocabulary import label
from dashboard.approach.view import stage_ids
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import choose_word
from dashboard.workspace import Workspace

FOUND = ("present", "absent", "not_asked")
STATUSES = ("current", "planned", "paused", "ended")
TEXTS = (
    ("reasons", "Why this approach"),
    ("alternatives", "What else was considered"),
    ("expected", "What we expect: if we work on … we expect …"),
    ("obstacles", "What may get in the way"),
    ("change_course_if", "What would make us change course"),
)


@st.dialog("Approach", width="large", dismissible=False)
def edit_plan(
    workspace: Workspace, client_id: UUID, formulation: Formulation, plan: Plan | None
) -> None:
    """The choice and its reasons, what it is aimed at, and when to look again."""
    for_client(workspace)
    was = plan or Plan.model_construct(approach="")
    names = {node.id: node.name for node in formulation.nodes}
    kept = [aim for aim in was.works_on if aim not in names]
    key = entry_key("approach.plan", client_id, plan)
    with st.form(key, border=False, enter_to_submit=False):
        left, right = st.columns(2)
        with left:
            approach = choose_word(
                "Approach", "approaches", f"{key}.approach", was.approach, special=False
            )
        status = right.selectbox("Status", STATUSES, STATUSES.index(was.status), key=f"{key}.state")
        texts = {
            name: st.text_area(title, getattr(was, name), key=f"{key}.{name}", height=80)
            for name, title in TEXTS
        }
        aims = st.multiselect("Aimed at these nodes of the map", list(names),
                              default=[a for a in was.works_on if a in names],
                              format_func=names.get, key=f"{key}.aims")  # fmt: skip
        review = st.date_input("Review on", was.review_on, key=f"{key}.review", format="DD/MM/YYYY")
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {
                "approach": approach, "status": status, "review_on": review,
                "works_on": _in_old_order(was, (*aims, *kept)),
            } | texts  # fmt: skip
            save(workspace, lambda: _keep_plan(workspace, client_id, plan, fields),
                 "Plan saved.", inputs=key)  # fmt: skip
    close_button("approach.edit_plan")


def _in_old_order(was: Plan, aims: tuple[UUID, ...]) -> tuple[UUID, ...]:
    kept = [aim for aim in was.works_on if aim in aims]
    return (*kept, *(aim for aim in aims if aim not in kept))


def _keep_plan(
    workspace: Workspace, client_id: UUID, plan: Plan | None, fields: dict[str, object]
) -> None:
    if plan is None:
        fields = {**fields, "chosen_on": workspace.services.today()}
    workspace.services.approaches.save_plan(
        workspace.actor, made(workspace, Plan, client_id, plan, fields)
    )


@st.dialog("Move to a stage", dismissible=False)
def reach_stage(workspace: Workspace, plan: Plan) -> None:
    """Note the stage reached and from when; going back is possible, nothing is lost."""
    for_client(workspace)
    stages = stage_ids(plan.approach)
    if not stages:
        st.info("This approach has no stages here. Note where the work is in the session.")
        return
    now = plan.stage_now
    at = stages.index(now) if now in stages else 0
    with st.form("approach.stage", border=False, enter_to_submit=False):
        stage = st.selectbox("Stage", stages, at, key="approach.stage.id",
                             format_func=lambda s: label("stages", s))  # fmt: skip
        today = workspace.services.today()
        on = st.date_input(
            "From", today, key="approach.stage.on", max_value=today, format="DD/MM/YYYY"
        )
        if st.form_submit_button("Save", type="primary"):
            reached = (*plan.stages, StageReached(stage=stage, on=on))
            save(
                workspace,
                lambda: workspace.services.approaches.save_plan(
                    workspace.actor, workspace.based(plan).amended(stages=reached)
                ),
                "Stage noted.",
                inputs="approach.stage.",
            )
    close_button("approach.reach_stage")


@st.dialog("Weigh a caution", dismissible=False)
def weigh_caution(workspace: Workspace, plan: Plan) -> None:
    """Whether it was found, what was decided and why; the newest answer stands."""
    for_client(workspace)
    key = entry_key("approach.caution", plan.client_id, plan)
    with st.form(key, border=False, enter_to_submit=False):
        reason = choose_word("Caution", "caution_reasons", f"{key}.reason", "", special=False)
        found = st.radio("Found", FOUND, index=None, key=f"{key}.found", horizontal=True,
                         format_func=lambda f: f.replace("_", " "))  # fmt: skip
        decision = choose_word("Decided", "caution_decisions", f"{key}.decision")
        why = st.text_area("Why", key=f"{key}.why", height=80)
        if st.form_submit_button("Save", type="primary"):
            caution: dict[str, object] = {
                "reason": reason, "found": found, "decision": decision, "why": why,
                "on": workspace.services.today(),
            }  # fmt: skip
            save(workspace, lambda: _keep_caution(workspace, plan, caution),
                 "Caution noted.", inputs=key)  # fmt: skip
    close_button("approach.weigh_caution")


def _keep_caution(workspace: Workspace, plan: Plan, caution: dict[str, object]) -> None:
    if not caution["reason"] or not caution["found"]:
        raise InvalidEntry("Caution: choose which one, and whether it was found.")
    others = tuple(c.model_dump() for c in plan.cautions if c.reason != caution["reason"])
    workspace.services.approaches.save_plan(
        workspace.actor, workspace.based(plan).amended(cautions=(*others, caution))
    )


@st.dialog("EMDR target", width="large", dismissible=False)
def edit_target(workspace: Workspace, client_id: UUID, target: Target | None) -> None:
    """A target by its headline; ratings are entered on the Outcomes page."""
    for_client(workspace)
    was = target or Target.model_construct(title="")
    key = entry_key("approach.target", client_id, target)
    with st.form(key, border=False, enter_to_submit=False):
        title = st.text_input("Headline only", was.title, key=f"{key}.title")
        left, right = st.columns(2)
        with left:
            prong = choose_word("Prong", "emdr_prongs", f"{key}.prong", was.prong, special=False)
            negative = st.text_input("Negative cognition", was.negative_cognition,
                                     key=f"{key}.nc")  # fmt: skip
        with right:
            status = choose_word(
                "Status", "emdr_target_status", f"{key}.status", was.status, special=False
            )
            positive = st.text_input("Positive cognition", was.positive_cognition,
                                     key=f"{key}.pc")  # fmt: skip
        body = st.text_input("Where in the body", was.body_place, key=f"{key}.body")
        closure = st.text_area("How it was closed", was.closure, key=f"{key}.closure", height=70)
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {
                "title": title, "prong": prong, "status": status, "negative_cognition": negative,
                "positive_cognition": positive, "body_place": body, "closure": closure,
            }  # fmt: skip
            save(workspace, lambda: _keep_target(workspace, client_id, target, fields),
                 "Target saved.", inputs=key)  # fmt: skip
    close_button("approach.edit_target")


def _keep_target(
    workspace: Workspace, client_id: UUID, target: Target | None, fields: dict[str, object]
) -> None:
    workspace.services.approaches.save_target(
        workspace.actor, made(workspace, Target, client_id, target, fields)
    )
