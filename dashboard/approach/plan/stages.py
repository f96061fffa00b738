"""Moving to a stage, and ticking what was looked for before a stage is entered or left."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import streamlit as st

from core.approaches.definition import StageDefinition
from core.approaches.model import CriterionMet, Plan
from core.approaches.plan_words import definition_of, stage_words
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import day
from dashboard.components.words import ANY_DAY
from dashboard.workspace import Workspace


def stages_of(plan: Plan) -> tuple[StageDefinition, ...]:
    """The stages of the plan's approach, in order; none for an approach without a definition."""
    known = definition_of(plan.approach)
    return known.stages if known else ()


def move_words(plan: Plan) -> str:
    """What the button says: EMDR has phases where the others have stages."""
    return "Move to a phase" if plan.approach == "emdr" else "Move to a stage"


@st.dialog("Where the work is", dismissible=False)
def reach_stage(workspace: Workspace, plan: Plan) -> None:
    """Note the stage reached and from when; going back is possible, nothing is lost."""
    for_client(workspace)
    stages = [stage.id for stage in stages_of(plan)]
    if not stages:
        st.info("This approach has no stages here. Note where the work is in the session.")
        close_button("approach.reach_stage", "Close")
        return
    key = entry_key("approach.stage", plan.client_id, plan)
    with st.form(key, border=False, enter_to_submit=False):
        if plan.approach == "emdr":
            st.caption("From phase 3 on, each target has its own: note them on the worksheet.")
        title = "Phase" if plan.approach == "emdr" else "Stage"
        stage = st.selectbox(title, stages, _next(plan, stages), key=f"{key}.id",
                             format_func=lambda s: stage_words(plan.approach, s))  # fmt: skip
        today = workspace.services.today()
        on = st.date_input("From", today, key=f"{key}.on", min_value=ANY_DAY["min_value"],
                           max_value=today, format="DD/MM/YYYY")  # fmt: skip
        note = st.text_input("Note (optional)", key=f"{key}.note")
        if st.form_submit_button("Save", type="primary"):
            reached = {"stage": stage, "on": on, "note": note}
            save(workspace, lambda: _change(workspace, plan, stages=(*plan.stages, reached)),
                 "Stage noted.", inputs=key)  # fmt: skip
    close_button("approach.reach_stage")


def _next(plan: Plan, stages: Sequence[str]) -> int:
    """The stage after the one the work is in; the first when none was noted."""
    now = plan.stage_now
    return min(stages.index(now) + 1, len(stages) - 1) if now in stages else 0


def _change(workspace: Workspace, plan: Plan, **changes: object) -> None:
    workspace.services.approaches.save_plan(
        workspace.actor, workspace.based(plan).amended(**changes)
    )


@st.dialog("Criteria", width="large", dismissible=False)
def tick_criteria(workspace: Workspace, plan: Plan) -> None:
    """What the clinician sees as met before a stage is entered or left, each with its day."""
    for_client(workspace)
    key = entry_key("approach.criteria", plan.client_id, plan)
    met = {one.criterion: one for one in plan.criteria}
    ticked: dict[str, bool] = {}
    with st.form(key, border=False, enter_to_submit=False):
        st.caption("Tick what you see as met. Nothing here opens or closes a stage.")
        for stage in stages_of(plan):
            _criteria_of(stage, plan.stage_now, met, ticked, key)
        today = workspace.services.today()
        on = st.date_input("New ticks count from", today, key=f"{key}.on", format="DD/MM/YYYY",
                           min_value=ANY_DAY["min_value"], max_value=today)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            kept = _kept(plan.criteria, ticked, on)
            save(workspace, lambda: _change(workspace, plan, criteria=kept), "Criteria saved.",
                 inputs=key)  # fmt: skip
    close_button("approach.tick_criteria")


def _criteria_of(
    stage: StageDefinition, now: str | None, met: dict[str, CriterionMet],
    ticked: dict[str, bool], key: str,
) -> None:  # fmt: skip
    fresh = [one for one in (*stage.entry, *stage.exit) if one.id not in ticked]
    if not fresh:
        return
    st.markdown(f"**{stage.label}**" + (" · the work is here" if stage.id == now else ""))
    for title, criteria in (("Before it begins", stage.entry), ("Before it ends", stage.exit)):
        asked = [one for one in criteria if one.id not in ticked]
        if asked:
            st.caption(title)
        for one in asked:
            since = f" ({day(met[one.id].on)})" if one.id in met else ""
            ticked[one.id] = st.checkbox(
                f"{one.words}{since}", one.id in met, key=f"{key}.{one.id}"
            )


def _kept(
    was: Sequence[CriterionMet], ticked: dict[str, bool], on: date
) -> tuple[CriterionMet | dict[str, object], ...]:
    """The ticks as they stand now: older ones keep their day, those of no definition stay."""
    known = {one.criterion for one in was}
    old = [one for one in was if ticked.get(one.criterion, True)]
    new = [{"criterion": one, "on": on} for one, yes in ticked.items() if yes and one not in known]
    return (*old, *new)
