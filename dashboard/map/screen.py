"""The map page: draw it, read a node or a link closely, add to it."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.clients.model import Couple
from core.formulation.model import Formulation
from dashboard.components.picked import picked_client
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped
from dashboard.map.charts import map_figure
from dashboard.map.coupling import edit_couple
from dashboard.map.cycle import shared_cycle
from dashboard.map.entering import edit_link, edit_node
from dashboard.map.view import link_detail, map_view, node_detail
from dashboard.workspace import Workspace

FIGURE = "map.figure"


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Map")
    if client is None:
        return
    formulation = workspace.services.formulation.formulation(workspace.actor, client.id)
    if workspace.may("file.write"):
        _adding(workspace, client.id, formulation)
    if formulation.nodes:
        _map(workspace, formulation)
    else:
        st.info(
            "The map is empty. Start anywhere on the chain: a cue from last week, a belief in "
            "the client's words, or what they do when it happens. Then link them."
        )
    couple = workspace.services.clients.couple_of(workspace.actor, client.id)
    if couple:
        _cycle(workspace, couple)
    words = "Edit the shared cycle" if couple else "Link a partner"
    if workspace.may_change() and st.button(
        words, icon=":material/group:", key="map.couple", type="tertiary"
    ):
        edit_couple(workspace, client.id, couple)


def _adding(workspace: Workspace, client_id: UUID, formulation: Formulation) -> None:
    with st.container(horizontal=True):
        if st.button("Add a node", icon=":material/add:", type="primary", key="map.add_node"):
            edit_node(workspace, client_id, None)
        if st.button("Add a link", icon=":material/arrow_forward:", key="map.add_link",
                     disabled=len(formulation.nodes) < 2):  # fmt: skip
            edit_link(workspace, client_id, formulation, None)


def _map(workspace: Workspace, formulation: Formulation) -> None:
    view = map_view(formulation)
    selected = _selected(workspace)
    st.plotly_chart(
        Drawing(map_figure(view, palette(st.context.theme.type), selected)),
        key=FIGURE,
        on_select="rerun",
        selection_mode="points",
        config=CONFIG,
        alt=view.alt,
    )
    st.caption(
        "Every arrow is a hypothesis: dotted, a hunch; dashed, some support; solid, well "
        "supported. Click a box, or the small circle on an arrow, to read it closely."
    )
    kind, _, entry_id = selected.partition(":")
    if kind == "node":
        _node(workspace, formulation, UUID(entry_id))
    elif kind == "link":
        _link(workspace, formulation, UUID(entry_id))


def _selected(workspace: Workspace) -> str:
    """What was clicked last; it stays open until something else is clicked or it is closed."""
    chosen = workspace.typed(FIGURE, None)
    points = chosen["selection"]["points"] if chosen else []
    found = points[0].get("customdata", "") if points else ""
    clicked = str(found[0] if isinstance(found, list) else found)
    if clicked and clicked != workspace.opened("map.clicked"):
        workspace.open("map.selected", clicked)
    workspace.open("map.clicked", clicked)
    return workspace.opened("map.selected")


def _node(workspace: Workspace, formulation: Formulation, node_id: UUID) -> None:
    node = formulation.node(node_id)
    if node is None:
        return
    episodes = workspace.services.triggers.episodes(workspace.actor, node.client_id)
    detail = node_detail(node, formulation, episodes)
    with st.container(border=True):
        st.markdown(f"**{detail.title}** · {detail.kind}")
        if detail.words:
            st.markdown(f"“{detail.words}”")
        lines = [*detail.facts, *detail.links]
        if lines:
            st.markdown("\n".join(f"- {line}" for line in lines))
        if _edit_or_close(workspace, "Edit this node"):
            edit_node(workspace, node.client_id, node)


def _link(workspace: Workspace, formulation: Formulation, link_id: UUID) -> None:
    link = next((link for link in formulation.links if link.id == link_id), None)
    if link is None:
        return
    detail = link_detail(link, formulation)
    with st.container(border=True):
        st.markdown(f"**{detail.title}**  \n{detail.facts}")
        speaks = [f"- For: {line}" for line in detail.evidence_for]
        speaks += [f"- Against: {line}" for line in detail.evidence_against]
        st.markdown("\n".join(speaks) or "*No evidence yet, for or against.*")
        if detail.note:
            st.markdown(detail.note)
        if _edit_or_close(workspace, "Review or edit this link"):
            edit_link(workspace, link.client_id, formulation, link)


def _edit_or_close(workspace: Workspace, edit: str) -> bool:
    with st.container(horizontal=True):
        editing = workspace.may_change() and st.button(edit, key="map.edit")
        if st.button("Close", key="map.close", type="tertiary"):
            workspace.open("map.selected", "")
            st.rerun()
    return editing


def _cycle(workspace: Workspace, couple: Couple) -> None:
    names = {
        half.client_id: known[1]
        for half in couple.halves
        if (known := workspace.services.clients.code_and_name(workspace.actor, half.client_id))
    }
    cycle = shared_cycle(couple, names)
    st.subheader(escaped(cycle.title))
    if cycle.words:
        st.markdown(cycle.words)
    for column, half in zip(st.columns(max(1, len(cycle.halves))), cycle.halves, strict=True):
        with column, st.container(border=True):
            st.markdown(half)
