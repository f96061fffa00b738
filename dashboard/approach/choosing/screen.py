"""The approaches side by side for one client: reasons laid out, nothing recommended."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.approaches.definitions import definition_problems
from core.approaches.model import Plan
from core.approaches.selection import Candidate, selection
from core.clients.model import Client
from dashboard.approach.choosing.detail import closely
from dashboard.approach.choosing.paused import paused_approaches
from dashboard.approach.choosing.view import Column, column
from dashboard.approach.plan.entering import edit_plan
from dashboard.client.not_recorded import found_in_weighing
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

A_ROW = 5
WHAT_IT_IS = (
    "What this client's file says about each approach, in a fixed order. Havenline recommends "
    "nothing and ranks nothing; the choice and its reasons are yours. Approaches can be combined "
    "and follow each other."
)
LEFT_OUT = (
    "Your own folder of approaches needs a look; the others work. Put it right and start "
    "Havenline again."
)


def choosing(workspace: Workspace, client: Client) -> None:
    """Draw every approach in short, each with the same lines, and one of them closely."""
    candidates = _candidates(workspace, client)
    if not candidates:
        st.info("No approach is defined here. Check the folder of approaches and reload.")
        return
    st.caption(WHAT_IT_IS)
    for one in definition_problems():
        st.warning(f"{LEFT_OUT} {escaped(one.sentence)}")
    shared = workspace.actor.screen_share
    if shared:
        st.caption("Cautions and readiness are not shown while the screen is shared.")
    found_in_weighing(workspace, client)
    paused = paused_approaches(workspace, client)
    columns = [column(one, shared=shared, paused=one.definition.id in paused) for one in candidates]
    _side_by_side(workspace, client, columns)
    _one_closely(workspace, client, candidates)


def _candidates(workspace: Workspace, client: Client) -> Sequence[Candidate]:
    """Worked out once until something is saved; the day counts because flags and plans do."""
    services, actor = workspace.services, workspace.actor

    def work() -> Sequence[Candidate]:
        return selection(services.file(actor, client.id))

    return services.outcomes.worked_out(actor, client.id, ("selection", services.today()), work)


def _side_by_side(workspace: Workspace, client: Client, columns: Sequence[Column]) -> None:
    """Every column as wide as the others; on a phone they stand below each other."""
    wide = min(A_ROW, len(columns))
    for start in range(0, len(columns), wide):
        row = columns[start : start + wide]
        for place, one in zip(st.columns(wide, gap="xsmall"), row, strict=False):
            with place, st.container(border=True, height="stretch", gap="small"):
                _column(workspace, client, one)


def _column(workspace: Workspace, client: Client, one: Column) -> None:
    st.markdown(f"**{one.title}**")
    st.caption("  \n".join([one.full_name, *one.notes]))
    st.markdown("\n\n".join(f":small[**{name}**]  \n:small[{said}]" for name, said in one.lines))
    st.button("Look closer, below", key=f"approach.look.{one.approach}", width="stretch",
              on_click=workspace.put_input, args=(_place(client), one.approach))  # fmt: skip
    if workspace.may("file.write") and st.button(
        "Plan again" if one.current else "Choose", key=f"approach.choose.{one.approach}",
        help="Opens another plan with it" if one.current else "Opens a plan with it",
        width="stretch",
    ):  # fmt: skip
        services = workspace.services
        formulation = services.formulation.formulation(workspace.actor, client.id)
        begun = Plan(client_id=client.id, approach=one.approach)
        edit_plan(workspace, client.id, formulation, begun)


def _place(client: Client) -> str:
    return f"approach.closer.{client.id}"


def _one_closely(workspace: Workspace, client: Client, candidates: Sequence[Candidate]) -> None:
    known = {one.definition.id: one for one in candidates}
    first = next((one for one, said in known.items() if "current" in " ".join(said.plans)),
                 next(iter(known)))  # fmt: skip
    st.markdown("#### Look closer")
    if workspace.typed(_place(client), "") not in known:
        workspace.put_input(_place(client), first)
    chosen = st.segmented_control(
        "Approach", list(known), key=_place(client), required=True, label_visibility="collapsed",
        format_func=lambda one: known[one].definition.label,
    )  # fmt: skip
    closely(workspace, client, known[chosen or first])
