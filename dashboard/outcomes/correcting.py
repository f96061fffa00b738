"""Putting a wrongly entered measure right, or taking it out. Every version is kept."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

import streamlit as st

from core.outcomes.answers import read_answers, read_scores
from core.outcomes.instrument import Instrument, instrument
from core.outcomes.model import Administration
from core.outcomes.naming import RELATIONSHIPS
from core.outcomes.scoring import score_administration
from core.outcomes.series import in_order
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.outcomes.entering import known_targets, next_order, target_names
from dashboard.outcomes.entry import measure_entry
from dashboard.outcomes.entry_words import entry_names
from dashboard.outcomes.typed_scores import known_scores
from dashboard.workspace import Workspace


@st.dialog("Correct or take out a measure", width="large", dismissible=False)
def correct(workspace: Workspace, client_id: UUID) -> None:
    """Choose one entry, newest first, and change its day, its answers or its scores."""
    for_client(workspace)
    outcomes, actor = workspace.services.outcomes, workspace.actor
    taken = {a.id: a for a in in_order(outcomes.administrations(actor, client_id))}
    targets = known_targets(workspace, client_id)
    works = workspace.services.approaches.target_work(actor, client_id) if targets else []
    names = entry_names(list(taken.values()), targets, works)
    chosen = st.selectbox(
        "Which entry", list(names)[::-1], index=None, key=f"outcomes.correct.{client_id}",
        format_func=names.get, placeholder="Choose the entry",
    )  # fmt: skip
    if chosen:
        _one(workspace, taken[chosen])
    close_button("outcomes.correct")


def _one(workspace: Workspace, one: Administration) -> None:
    measure = instrument(one.instrument)
    key = entry_key("outcomes.correct", one.client_id, one)
    with st.container(horizontal=True):
        on = st.date_input("Filled in on", one.taken_on, key=f"{key}.on", format="DD/MM/YYYY",
                           max_value=workspace.services.today(), width=160)  # fmt: skip
        about = _about(workspace, measure, one, key)
    fields: dict[str, object] = {"taken_on": on, "about": about}
    if one.answers is None:
        _scores(workspace, measure, one, fields, key)
    else:
        _answers(workspace, measure, one, fields, key)
    _taking_out(workspace, one, key)


def _about(workspace: Workspace, measure: Instrument, one: Administration, key: str) -> str:
    """About whom or what it is; the entry's own is offered also where its name is not known."""
    if measure.about == "client":
        return one.about
    names = dict(RELATIONSHIPS)
    if measure.about == "target":
        names = target_names(known_targets(workspace, one.client_id))
    names.setdefault(one.about, "as entered")
    return st.selectbox(
        "About", list(names), index=list(names).index(one.about), key=f"{key}.about",
        format_func=names.get,
    )  # fmt: skip


def _scores(
    workspace: Workspace,
    measure: Instrument,
    one: Administration,
    fields: dict[str, object],
    key: str,
) -> None:
    with st.form(key, border=False, enter_to_submit=False):
        typed = known_scores(measure, f"{key}.total", one.scores_typed(measure.main_scale.id))
        if st.form_submit_button("Save the correction", type="primary"):

            def read() -> dict[str, object]:
                return {"typed": read_scores(measure, typed), "total_only": None}

            _keep(workspace, one, fields, read, key)


def _answers(
    workspace: Workspace,
    measure: Instrument,
    one: Administration,
    fields: dict[str, object],
    key: str,
) -> None:
    """The same rows the answers were entered in, with what was entered."""
    submission = f"{one.id}.{one.version}"
    given = measure_entry(
        measure, submission, f"{key}.answers", known=one.answers, button="Save the correction"
    )
    if given and given["submission"] == submission:
        typed = given["answers"]

        def read() -> dict[str, object]:
            return {"answers": tuple(read_answers(measure, typed))}

        _keep(workspace, one, fields, read, key)


def _keep(
    workspace: Workspace,
    one: Administration,
    fields: dict[str, object],
    read: Callable[[], dict[str, object]],
    key: str,
) -> None:
    """Save the next version; `read` makes the answers or scores of what was typed."""

    def act() -> None:
        changed = fields | read()
        if changed["taken_on"] != one.taken_on:
            measure = instrument(one.instrument)
            changed["order"] = next_order(workspace, one.client_id, measure, changed["taken_on"])
        amended = workspace.based(one).amended(**changed)
        workspace.services.outcomes.record(workspace.actor, amended)

    save(workspace, act, "Corrected; the earlier version stays in the store.", inputs=key)


def _taking_out(workspace: Workspace, one: Administration, key: str) -> None:
    """The second step asks why; a risk answer does not go without a reason."""
    flagged = bool(score_administration(one).flags)
    with (
        st.expander("Take this entry out"),
        st.form(f"{key}.out", border=False, enter_to_submit=False),
    ):
        if flagged:
            st.caption("It carries a risk answer, which stays readable on Outcomes.")
        reason = st.text_input(
            f"Why (kept with the entry{'' if flagged else '; may be left empty'})",
            key=f"{key}.why",
            max_chars=200,
        )
        if st.form_submit_button("Take it out"):
            save(
                workspace,
                lambda: workspace.services.outcomes.retire(
                    workspace.actor, workspace.based(one), reason
                ),
                "Taken out; its versions stay in the store.",
                inputs=key,
            )
