"""Both halves of the cycle, positions, injuries, change events and steps."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from core.approaches.log_words import known_definition
from core.clients.couple_changes import half_of
from core.clients.model import Client, Couple
from core.formulation.lenses.eft import shared_cycle_of
from core.formulation.model import Node
from dashboard.approach.couple.agreeing import agree
from dashboard.approach.couple.charts import steps_alt, steps_figure
from dashboard.approach.couple.entering import edit_half, name_cycle
from dashboard.approach.couple.events import edit_event, edit_injury
from dashboard.approach.couple.logging_sessions import edit_couple_session, log_couple_session
from dashboard.approach.couple.people import names_of, nodes_of, partners, sessions_of
from dashboard.approach.couple.together import draw_together, open_together
from dashboard.approach.couple.view import (
    APPROACH,
    LEGEND,
    event_lines,
    half_view,
    injury_lines,
    step_lines,
    where_now,
)
from dashboard.approach.gates.screen import paused
from dashboard.components.card import card
from dashboard.components.first_shown import first_shown
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.scrolling import scrolling
from dashboard.components.text import escaped
from dashboard.map.coupling import edit_couple
from dashboard.map.lenses.charts import eft_figure
from dashboard.map.lenses.view import cycle_alt
from dashboard.workspace import Workspace

FIRST_SHOWN = 3
MOST_LISTED = 4  # injuries, those still open first; change events, the newest first
_FIGURE_WIDTH = 620


def couple_worksheet(workspace: Workspace, client: Client) -> None:
    """Draw the worksheet of the couple this client is one half of."""
    couple = workspace.services.clients.couple_of(workspace.actor, client.id)
    if couple is None or couple.partner_id is None:
        _no_partner(workspace, client, couple)
        return
    if workspace.actor.screen_share:  # the other partner may be the one who looks
        st.caption("Screen-share mode: only what both agreed to show.")
        draw_together(workspace, couple)
        return
    names = names_of(workspace, couple)
    _top(workspace, client, couple)
    paused(workspace, client, "couple_enactment")
    _halves(workspace, client, couple, names)
    _steps(workspace, client, couple)
    left, right = st.columns(2, gap="large")
    with left:
        _injuries(workspace, client, couple, names)
    with right:
        _events(workspace, client, couple, names)


def _no_partner(workspace: Workspace, client: Client, couple: Couple | None) -> None:
    st.info(
        "No partner is linked. Emotionally Focused Therapy for couples is written down for two: "
        "the partner needs a file of their own first, then the two are linked. What belongs to "
        "one stays in that one's file until they agree to show it."
    )
    if workspace.may_change() and st.button("Link a partner", icon=":material/group:",
                                            key="approach.couple.link"):  # fmt: skip
        edit_couple(workspace, client.id, couple)


def _top(workspace: Workspace, client: Client, couple: Couple) -> None:
    st.subheader(escaped(couple.cycle_name) or "The cycle has no name yet")
    if couple.cycle_words:
        st.markdown(escaped(couple.cycle_words))
    with st.container(horizontal=True):
        st.button("Couple view", icon=":material/groups_2:", key="approach.couple.together",
                  help="Turn the screen to both: only what each agreed to show.",
                  on_click=open_together, args=(workspace, client.id))  # fmt: skip
        if workspace.may_change() and st.button("Name and words", key="approach.couple.name",
                                                type="tertiary"):  # fmt: skip
            name_cycle(workspace, client.id, couple)


def _halves(
    workspace: Workspace, client: Client, couple: Couple, names: Mapping[UUID, str]
) -> None:
    nodes = nodes_of(workspace, couple, client.id)
    cycle = shared_cycle_of(couple, client.id, nodes.values())
    called = [names[half.client_id] for half in cycle.halves if half.client_id]
    figure, words = st.columns((5, 6), gap="large")
    with figure:
        theme = st.context.theme.type
        drawn = workspace.services.outcomes.worked_out(
            workspace.actor, client.id, ("couple: figure", theme),
            lambda: eft_figure(cycle, called, palette(theme)),
        )  # fmt: skip
        st.plotly_chart(Drawing(drawn), key=f"approach.couple.loop.{couple.id}", config=CONFIG,
                        alt=cycle_alt(cycle, called))  # fmt: skip
    with words:
        for owner in partners(couple, client.id):
            _half(workspace, client, couple, owner, names, nodes)
        st.caption(LEGEND)


def _half(
    workspace: Workspace,
    client: Client,
    couple: Couple,
    owner: UUID,
    names: Mapping[UUID, str],
    nodes: Mapping[UUID, Node],
) -> None:
    view = half_view(half_of(couple, owner), names[owner], nodes)
    with st.container(border=True):
        st.markdown(f"**{escaped(view.name)}** · agreed to show {view.agreed} of {view.said} said")
        st.markdown("  \n".join(view.lines))
        if workspace.may_change():
            with st.container(horizontal=True):
                if st.button("Edit this half", key=f"approach.couple.half.{owner}"):
                    edit_half(workspace, client.id, couple, owner, view.name)
                if st.button("What may be shown", key=f"approach.couple.agree.{owner}"):
                    agree(workspace, client.id, couple, owner, names, nodes)


def _steps(workspace: Workspace, client: Client, couple: Couple) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("##### Stages, steps and sessions", width="stretch")
        if workspace.may_change() and st.button(
            "Log a session", icon=":material/add:", type="primary", key="approach.couple.log"
        ):
            log_couple_session(workspace, client, couple)
    st.markdown(where_now(couple))
    known = known_definition(APPROACH)
    if known and known.steps and couple.log:
        with scrolling("approach.couple.steps", _FIGURE_WIDTH):
            drawn = steps_figure(couple.log, known, palette(st.context.theme.type))
            st.plotly_chart(Drawing(drawn), key=f"approach.couple.steps.{couple.id}",
                            config=CONFIG, alt=steps_alt(couple.log, known))  # fmt: skip
        st.caption("A dot is the step of a session, with its enactments where they were counted; "
                   "a cross is where it was blocked.")  # fmt: skip
    _log(workspace, client, couple)


def _log(workspace: Workspace, client: Client, couple: Couple) -> None:
    key = f"approach.couple.all.{couple.id}"
    every = len(couple.log) <= FIRST_SHOWN or st.toggle("Show every session", key=key)
    opens = "Open" if workspace.may_change() else ""
    for place, line in enumerate(step_lines(couple, None if every else FIRST_SHOWN)):
        if card(line.words, opens, f"approach.couple.log.{couple.id}.{place}"):
            edit_couple_session(workspace, client, couple, line.entry)


def _injuries(
    workspace: Workspace, client: Client, couple: Couple, names: Mapping[UUID, str]
) -> None:
    st.markdown("##### Attachment injuries")
    if workspace.may_change() and st.button("Add an injury", icon=":material/add:",
                                            key="approach.couple.injury"):  # fmt: skip
        edit_injury(workspace, client.id, couple, names, None)
    lines = injury_lines(couple, names)
    if not lines:
        st.caption("None noted yet. A headline is enough; detail is not asked for here.")
    opens = "Open" if workspace.may_change() else ""
    key = f"approach.couple.injuries.{couple.id}"
    for line in first_shown(lines, MOST_LISTED, key, "injuries"):
        if card(line.words, opens, f"approach.couple.injury.{line.injury.id}"):
            edit_injury(workspace, client.id, couple, names, line.injury)


def _events(
    workspace: Workspace, client: Client, couple: Couple, names: Mapping[UUID, str]
) -> None:
    st.markdown("##### Change events")
    if workspace.may_change() and st.button("Add a change event", icon=":material/add:",
                                            key="approach.couple.event"):  # fmt: skip
        edit_event(workspace, client.id, couple, names, None)
    lines = event_lines(couple, sessions_of(workspace, couple, client.id), names)
    if not lines:
        st.caption("None noted yet, here or with a session.")
    key = f"approach.couple.events.{couple.id}"
    for place, line in enumerate(first_shown(lines, MOST_LISTED, key, "change events")):
        opens = "Open" if line.entry and workspace.may_change() else ""
        if card(line.words, opens, f"approach.couple.event.{couple.id}.{place}") and line.entry:
            edit_event(workspace, client.id, couple, names, line.entry)
