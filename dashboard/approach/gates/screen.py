"""The banner over paused work, and the quiet line after the clinician went on."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.approaches.gating import Standing
from core.approaches.model import Gate
from core.clients.model import Client
from core.outcomes.flags import FlaggedAnswer, still_open
from dashboard.approach.gates.entering import go_on
from dashboard.approach.gates.view import COVERED, GateView, gate_view
from dashboard.components.saving import save
from dashboard.components.text import escaped
from dashboard.frame import page_link
from dashboard.workspace import Workspace


def paused(workspace: Workspace, client: Client, gate: Gate) -> bool:
    """Draw why this work is paused and how to go on; True while it is.

    Once on a page, outside dialogs, and never on the couple view. On a shared screen neither
    the cause nor its nature is shown, whatever it is: a gap would tell.
    """
    standing = workspace.services.gates.standing(workspace.actor, client.id, gate)
    if workspace.actor.screen_share:
        if standing.paused:
            st.warning(COVERED, icon=":material/pause_circle:")
        return standing.paused
    names = _names(workspace, client, standing)
    view = gate_view(standing, client.id, names, _flags(workspace, standing))
    if view.banner:
        st.warning(view.banner, icon=":material/pause_circle:")
    _buttons(workspace, client, standing, view, names)
    for words in view.beside:
        st.caption(f":material/info: {words}")
    return standing.paused


def _names(workspace: Workspace, client: Client, standing: Standing) -> dict[UUID, str]:
    """What the other files are called; codes where this account sees codes."""
    known = workspace.services.clients
    found = {one: known.code_and_name(workspace.actor, one) for one in standing.files}
    return {
        one: name[1] if name else "the partner" for one, name in found.items() if one != client.id
    }


def _flags(workspace: Workspace, standing: Standing) -> dict[UUID, Sequence[FlaggedAnswer]]:
    """The flagged answers nobody has acknowledged, kept until something is saved."""
    outcomes, actor = workspace.services.outcomes, workspace.actor
    return {
        one: outcomes.worked_out(
            actor, one, "gates: open flags", lambda one=one: still_open(outcomes.flags(actor, one))
        )
        for one in standing.files
    }


def _buttons(
    workspace: Workspace,
    client: Client,
    standing: Standing,
    view: GateView,
    names: dict[UUID, str],
) -> None:
    gate = standing.gate
    if view.banner:
        with st.container(horizontal=True, vertical_alignment="center"):
            if _may_go_on(workspace, view) and st.button(
                "Go on, with a reason", key=f"approach.gates.{gate}.go_on"
            ):
                go_on(workspace, client, standing, names)
            for page, owner, words in view.ways:
                page_link(page, owner, words)
    for one in view.going_on:
        if one.folded:
            with st.expander(escaped(one.folded), icon=":material/play_circle:"):
                st.markdown(one.words)
        else:
            st.caption(f":material/play_circle: {one.words}")
    if view.going_on and workspace.may_change() and st.button(
        "Pause again", key=f"approach.gates.{gate}.pause", type="tertiary"
    ):  # fmt: skip
        save(
            workspace,
            lambda: workspace.services.gates.pause_again(workspace.actor, client.id, gate),
            "Paused again.",
        )


def _may_go_on(workspace: Workspace, view: GateView) -> bool:
    can = workspace.services.admission.can
    return workspace.may_change() and all(
        can(workspace.actor, "file.write", owner) for owner in view.owners
    )
