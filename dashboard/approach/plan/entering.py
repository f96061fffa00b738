"""Choosing an approach and changing its plan, in three short steps and one save."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import streamlit as st

from core.approaches.model import Plan
from core.approaches.plan_words import definition_of
from core.errors import InvalidEntry
from core.formulation.model import Formulation
from core.sessions.model import Goal
from core.vocabulary import inside, label
from dashboard.approach.plan.options import (
    around_options,
    goal_options,
    in_old_order,
    link_options,
    node_options,
)
from dashboard.approach.plan.view import unasked_words
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.scrolling import whole_chips
from dashboard.components.words import ANY_DAY, choose_word
from dashboard.workspace import Workspace

STATUSES = ("current", "planned", "paused", "ended")
STEPS = ("The choice", "Aimed at", "What we expect")
_CHOICE = (
    ("reasons", "Why this approach", "In your words: what in this client's file speaks for it"),
    ("alternatives", "What else was considered", "And why not, or not now"),
)
_EXPECTED = (
    ("expected", "What we expect", "If we work on … we expect …"),
    ("obstacles", "What may get in the way", ""),
    ("change_course_if", "What would make us change course", ""),
)
Fields = dict[str, object]


@st.dialog("Plan", width="large", dismissible=False)
def edit_plan(
    workspace: Workspace, client_id: UUID, formulation: Formulation, plan: Plan | None
) -> None:
    """The choice and its reasons, what it is aimed at, what to expect and when to look again.

    A plan that was never saved (version 0) only says with which approach to begin.
    """
    for_client(workspace)
    entry = plan if plan and plan.version else None
    was = plan or Plan.model_construct(approach="")
    key = entry_key("approach.plan", client_id, entry)
    if entry is None and was.approach:
        key = f"{key}.{was.approach}"
    with st.form(key, border=False, enter_to_submit=False):
        choice, aims, expected = st.tabs(list(STEPS))
        with choice:
            others = workspace.services.approaches.plans(workspace.actor, client_id)
            fields = _choice(others, was, entry, key)
            _unasked(workspace, client_id, others, was)
        with aims:
            goals = workspace.services.sessions.goals(workspace.actor, client_id)
            fields |= _aims(formulation, goals, was, key)
        with expected:
            fields |= _expected(was, key)
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _keep_plan(workspace, client_id, entry, fields),
                 "Plan saved.", inputs=key)  # fmt: skip
    close_button("approach.edit_plan")


def _unasked(workspace: Workspace, client_id: UUID, others: Sequence[Plan], was: Plan) -> None:
    """One quiet line of what was not asked; it blocks nothing, and no shared screen shows it."""
    if not was.approach or workspace.actor.screen_share:
        return
    weighing = workspace.services.approaches.weighing(workspace.actor, client_id, was.approach)
    if words := unasked_words(was.approach, others, weighing):
        st.caption(words)


def _choice(others: Sequence[Plan], was: Plan, entry: Plan | None, key: str) -> Fields:
    left, right = st.columns(2)
    with left:
        approach = _approach(was, key)
    status = right.selectbox("Status", STATUSES, STATUSES.index(was.status), key=f"{key}.state")
    around = around_options(others, entry)
    within = was.within
    if around or within:
        within = _within(around, was, key)
    return {"approach": approach, "status": status, "within": within} | _texts(was, _CHOICE, key)


def _approach(was: Plan, key: str) -> str:
    if was.stages or was.criteria or was.log:
        st.markdown(f"**{label('approaches', was.approach)}**")
        st.caption("Work is noted under it. For another approach, choose that one in a new plan.")
        return was.approach
    return choose_word("Approach", "approaches", f"{key}.approach", was.approach, special=False)


def _within(around: Mapping[UUID, str], was: Plan, key: str) -> UUID | None:
    options: list[UUID | None] = [None, *around]
    if was.within and was.within not in around:
        options.append(was.within)
    return st.selectbox(
        "Part of another plan", options, options.index(was.within), key=f"{key}.within",
        format_func=lambda one: around.get(one, "A plan that is not here") if one else "No",
        help="For one memory inside a longer plan, for example. Both are then shown together.",
    )  # fmt: skip


def _texts(was: Plan, asked: Sequence[tuple[str, str, str]], key: str) -> Fields:
    return {
        name: st.text_area(title, getattr(was, name), key=f"{key}.{name}", height=90,
                           placeholder=hint or None)
        for name, title, hint in asked
    }  # fmt: skip


def _aims(formulation: Formulation, goals: Sequence[Goal], was: Plan, key: str) -> Fields:
    known = definition_of(was.approach)
    if known and known.aims:
        aims = "; ".join(inside(aim.label) for aim in known.aims)
        st.caption(f"{known.label} works on: {aims}.")
    with whole_chips(f"{key}.chips"):
        nodes = _several("Nodes", node_options(formulation), was.works_on, f"{key}.aims")
        links = _several("Links", link_options(formulation), was.works_on, f"{key}.links")
        picked = _several("Goals", goal_options(goals, was), was.goals, f"{key}.goals")
    if not formulation.nodes:
        st.caption("The map is empty. What the plan is aimed at can be added later.")
    offered = {*(node.id for node in formulation.nodes), *(one.id for one in formulation.links)}
    gone = [one for one in was.works_on if one not in offered]
    goals_gone = [one for one in was.goals if one not in {goal.id for goal in goals}]
    return {
        "works_on": in_old_order(was.works_on, (*nodes, *links, *gone)),
        "goals": in_old_order(was.goals, (*picked, *goals_gone)),
    }


def _several(title: str, options: Mapping[UUID, str], was: Sequence[UUID], key: str) -> list[UUID]:
    if not options:
        return []
    return st.multiselect(title, list(options), [one for one in was if one in options], key=key,
                          format_func=options.__getitem__, placeholder="Choose any")  # fmt: skip


def _expected(was: Plan, key: str) -> Fields:
    texts = _texts(was, _EXPECTED, key)
    review = st.date_input("Review on", was.review_on, key=f"{key}.review", format="DD/MM/YYYY",
                           **ANY_DAY)  # fmt: skip
    return texts | {"review_on": review}


def _keep_plan(workspace: Workspace, client_id: UUID, plan: Plan | None, fields: Fields) -> None:
    if not fields["approach"]:
        raise InvalidEntry("Approach: choose one, in the first step.")
    if plan is None:
        fields = {**fields, "chosen_on": workspace.services.today()}
    workspace.services.approaches.save_plan(
        workspace.actor, made(workspace, Plan, client_id, plan, fields)
    )
    workspace.put_input(f"approach.view.{client_id}", "plan")
