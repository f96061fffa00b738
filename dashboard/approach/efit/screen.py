"""Cycles with oneself and with others, the moves of each session, self and other."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import streamlit as st

from core.approaches.cycles import Loop, loops
from core.approaches.logged import plan_of
from core.approaches.model import Plan
from core.approaches.self_and_other import self_and_other, stage_began
from core.clients.model import Client
from core.formulation.lenses.meeting import Inputs, LensFact, every_fact
from core.formulation.lenses.slot import Slot
from core.formulation.model import Formulation
from core.history.model import History, WorkingModel
from core.history.on_map import sources
from dashboard.approach.efit.charts import loop_figure, rated_figure
from dashboard.approach.efit.entering import edit_cycle, put_in, rate
from dashboard.approach.efit.view import (
    TENS,
    TITLES,
    BeliefLine,
    attachment_lines,
    belief_lines,
    fact_lines,
    loop_alt,
    loop_words,
    offered,
    step_lines,
)
from dashboard.approach.log.screen import log_button, no_plan, session_log, stage_line
from dashboard.components.first_shown import first_shown
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped
from dashboard.history.entering_belief import edit_belief
from dashboard.map.detail import show
from dashboard.map.lenses.pieces import OPEN, Lens
from dashboard.workspace import Workspace

NAME = "efit"
MOST_BELIEFS = 2


def efit_worksheet(workspace: Workspace, client: Client) -> None:
    """Draw the worksheet of individual attachment work; without a plan, as a view of the map."""
    services, actor = workspace.services, workspace.actor
    known_plans, formulation, history = services.outcomes.worked_out(
        actor, client.id, "efit: plans, map and history",
        lambda: (services.approaches.plans(actor, client.id),
                 services.formulation.formulation(actor, client.id),
                 services.history.history(actor, client.id)),
    )  # fmt: skip
    plan = plan_of(known_plans, NAME)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("Emotionally Focused Individual Therapy", width="stretch")
        if plan:
            log_button(workspace, plan)
    if plan:
        stage_line(plan)
    else:
        no_plan("EFIT for individuals")
    found = loops(formulation, plan, sources(history))
    _cycles(workspace, client, plan, formulation, found)
    _other_lenses(workspace, client, formulation, history, found)
    _self_and_other(workspace, client, plan, history)
    if plan:
        st.markdown("##### Log of sessions")
        session_log(workspace, plan)


def _cycles(
    workspace: Workspace, client: Client, plan: Plan | None, formulation: Formulation,
    found: tuple[Loop, Loop],
) -> None:  # fmt: skip
    selected = workspace.opened(OPEN)
    lens = Lens(workspace, client.id, NAME, selected)
    for column, loop, other in zip(st.columns(2, gap="large"), found, found[::-1], strict=True):
        with column:
            _cycle(lens, plan, formulation, loop, other)
    if selected.startswith("node:"):
        show(workspace, formulation, selected)


def _cycle(
    lens: Lens, plan: Plan | None, formulation: Formulation, loop: Loop, other: Loop
) -> None:
    workspace, whom = lens.workspace, loop.with_whom
    planned = plan is not None and plan.status != "ended"
    st.markdown(f"##### {TITLES[whom]}")
    if loop.words:
        st.markdown(f"“{escaped(loop.words)}”")
    if said := loop_words(loop, planned=planned):
        st.caption(said)
    colours = palette(st.context.theme.type)
    lens.figure(loop_figure(loop, colours, lens.selected), loop_alt(loop), whom)
    if lines := step_lines(loop, other):
        st.markdown(lines)
    if plan and planned and workspace.may_change():
        if st.button("Choose the nodes", icon=":material/edit:", key=lens.key("choose", whom),
                     type="secondary" if loop.chosen else "primary"):  # fmt: skip
            edit_cycle(workspace, plan, formulation, loop)
    for step in loop.steps:
        if step.empty:
            _gap(lens, plan if planned else None, loop, step)


def _gap(lens: Lens, plan: Plan | None, loop: Loop, step: Slot) -> None:
    """An empty step: add a node of its kind to the map, or put in one that is there."""
    workspace = lens.workspace
    if not workspace.may("file.write"):
        return
    with st.container(horizontal=True, gap="xsmall", vertical_alignment="center"):
        st.caption(f"{step.label}:", width="content")
        lens.gap(step, "New node")
        if plan is None or not loop.chosen or not workspace.may_change():
            return
        for node in offered(step):
            if st.button(escaped(node.name), key=lens.key("put", step.id, node.id), wrap=True,
                         help="Put this node of the map into the cycle"):  # fmt: skip
                put_in(workspace, plan, loop, node)


def _other_lenses(
    workspace: Workspace, client: Client, formulation: Formulation, history: History,
    found: Sequence[Loop],
) -> None:  # fmt: skip
    services, actor = workspace.services, workspace.actor

    def work() -> Mapping[UUID, Sequence[LensFact]]:
        return every_fact(
            Inputs(formulation, history, services.approaches.parts(actor, client.id),
                   services.approaches.targets(actor, client.id),
                   services.outcomes.courses(actor, client.id),
                   services.approaches.plans(actor, client.id),
                   services.clients.couple_of(actor, client.id))
        )  # fmt: skip

    facts = services.outcomes.worked_out(actor, client.id, "efit: facts of every lens", work)
    if lines := fact_lines(found, facts, without=NAME):
        with st.expander("What other approaches know about these nodes"):
            st.markdown(lines)


def _self_and_other(
    workspace: Workspace, client: Client, plan: Plan | None, history: History,
) -> None:  # fmt: skip
    st.markdown("##### How self and others are seen")
    began = stage_began(plan)
    found = self_and_other(history.working_models, began)
    models = {one.model.id: one.model for one in found}
    lines = belief_lines(found, began, workspace.services.today())
    st.caption("How true each felt to the client, 0 to 100. Ratings say when it moved, not why.")
    if not lines:
        st.caption("No expectation of self or others is recorded yet.")
    shown = first_shown(lines, MOST_BELIEFS, f"approach.efit.all.{client.id}", "expectations")
    for start in range(0, len(shown), 2):
        for column, line in zip(st.columns(2, gap="large"), shown[start : start + 2], strict=False):
            with column, st.container(border=True):
                _belief(workspace, models[line.id], line, began)
    if workspace.may("file.write") and st.button(
        "Add an expectation", icon=":material/add:", key="approach.efit.add", type="tertiary"
    ):
        edit_belief(workspace, client.id, None)
    for words in _attachment(workspace, client.id):
        st.markdown(words)


def _attachment(workspace: Workspace, client_id: UUID) -> Sequence[str]:
    """Anxiety and avoidance as measured, remembered until something is saved."""
    outcomes, actor = workspace.services.outcomes, workspace.actor

    def work() -> Sequence[str]:
        return attachment_lines(outcomes.courses(actor, client_id))

    return outcomes.worked_out(actor, client_id, "efit: attachment in words", work)


def _belief(
    workspace: Workspace, model: WorkingModel, line: BeliefLine, began: date | None
) -> None:
    st.markdown(f"**{line.name}**  \n:small[{line.about}]")
    st.markdown(line.told)
    if line.course:
        figure = rated_figure(line.course, f"{began:%Y-%m-%d}" if began else "",
                              palette(st.context.theme.type))  # fmt: skip
        st.plotly_chart(Drawing(figure), key=f"approach.efit.course.{line.id}", config=CONFIG,
                        alt=line.course.alt)  # fmt: skip
    if not workspace.may_change():
        return
    key = f"approach.efit.rate.{line.id}.{model.version}"
    chosen = st.segmented_control("How true today?", TENS, key=key, wrap=True,
                                  default=line.today if line.today in TENS else None)  # fmt: skip
    if chosen is not None and chosen != line.today:
        rate(workspace, model, chosen)
    if st.button("Another number or day", key=f"approach.efit.more.{line.id}", type="tertiary"):
        edit_belief(workspace, model.client_id, model)
