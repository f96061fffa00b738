"""Putting a wrongly entered measure right, or taking it out. Every version is kept."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.outcomes.answers import read_answers, read_scores
from core.outcomes.instrument import instrument
from core.outcomes.model import Administration
from core.outcomes.scoring import score_administration
from core.outcomes.series import in_order
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import day
from dashboard.outcomes.typed_scores import known_scores
from dashboard.workspace import Workspace


@st.dialog("Correct or take out a measure", width="large", dismissible=False)
def correct(workspace: Workspace, client_id: UUID) -> None:
    """Choose one entry, newest first, and change its day, its answers or its scores."""
    for_client(workspace)
    outcomes, actor = workspace.services.outcomes, workspace.actor
    taken = {a.id: a for a in reversed(in_order(outcomes.administrations(actor, client_id)))}
    chosen = st.selectbox(
        "Which entry", list(taken), key=f"outcomes.correct.{client_id}",
        format_func=lambda one: _name(taken[one]),
    )  # fmt: skip
    if chosen:
        _one(workspace, taken[chosen])
    close_button("outcomes.correct")


def _name(one: Administration) -> str:
    measure = instrument(one.instrument)
    value = score_administration(one).scores[measure.main_scale.id]
    said = "no score" if value is None else f"{value:.3g}"
    return f"{measure.short}, {day(one.taken_on, year=True)}, {said}"


def _one(workspace: Workspace, one: Administration) -> None:
    measure = instrument(one.instrument)
    key = entry_key("outcomes.correct", one.client_id, one)
    with st.form(key, border=False, enter_to_submit=False):
        on = st.date_input("Filled in on", one.taken_on, key=f"{key}.on", format="DD/MM/YYYY",
                           max_value=workspace.services.today())  # fmt: skip
        if one.answers is None:
            known = one.scores_typed(measure.main_scale.id)
            typed = known_scores(measure, f"{key}.total", known)
        else:
            said = " ".join("-" if answer is None else str(answer) for answer in one.answers)
            label = "Answers in order; - if left out"
            typed = [st.text_input(label, said, key=f"{key}.answers")]
        if st.form_submit_button("Save the correction", type="primary"):
            save(
                workspace,
                lambda: _keep(workspace, one, on, typed),
                "Corrected; the earlier version stays in the store.",
                inputs=key,
            )
    if st.button("Take this entry out", key=f"{key}.retire", type="tertiary"):
        save(
            workspace,
            lambda: workspace.services.outcomes.retire(workspace.actor, workspace.based(one)),
            "Taken out; its versions stay in the store.",
            inputs=key,
        )


def _keep(workspace: Workspace, one: Administration, on: object, typed: list[str]) -> None:
    measure = instrument(one.instrument)
    fields: dict[str, object] = {"taken_on": on}
    if one.answers is None:
        fields |= {"typed": read_scores(measure, typed), "total_only": None}
    else:
        fields |= {"answers": tuple(read_answers(measure, typed[0]))}
    workspace.services.outcomes.record(workspace.actor, workspace.based(one).amended(**fields))
