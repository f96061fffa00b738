"""Parts, their relations and where the work with each is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import streamlit as st

from core.approaches.definition import Definition
from core.approaches.definitions import definition
from core.approaches.model import IfsPart
from core.clients.model import Client
from core.formulation.lenses.ifs import IfsMap, ifs_map
from core.formulation.model import Formulation
from dashboard.approach.ifs import view
from dashboard.approach.ifs.entering import add_part, adopt_node, give_role, place, relate
from dashboard.approach.ifs.part import one_part
from dashboard.components.first_shown import first_shown
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.saving import save
from dashboard.components.text import escaped
from dashboard.map.lenses.parts_chart import parts_figure
from dashboard.map.lenses.parts_signs import LETTERS
from dashboard.workspace import Workspace

MOST_WAITING = 6


class Sheet(NamedTuple):
    """What the worksheet is drawn from."""

    client: Client
    formulation: Formulation
    parts: IfsMap
    known: list[IfsPart]
    definition: Definition
    rows: Sequence[view.PartRow]
    waiting: Sequence[view.Waiting]


def ifs_worksheet(workspace: Workspace, client: Client) -> None:
    """Draw the parts of the map and what is known about each."""
    services, actor = workspace.services, workspace.actor
    name = ("ifs: sheet", services.today())
    sheet = services.outcomes.worked_out(actor, client.id, name, lambda: _sheet(workspace, client))
    st.subheader("Parts")
    _adding(workspace, sheet)
    if not sheet.parts.parts:
        _nobody_yet(workspace, sheet)
        return
    _waiting(workspace, sheet)
    _picture_and_list(workspace, sheet)
    _chosen(workspace, sheet)


def _sheet(workspace: Workspace, client: Client) -> Sheet:
    """Everything worked out of the map and of what is known, kept until something is saved."""
    services, actor = workspace.services, workspace.actor
    formulation = services.formulation.formulation(actor, client.id)
    parts, known = ifs_map(formulation), services.approaches.parts(actor, client.id)
    steps = definition("ifs")
    return Sheet(client, formulation, parts, known, steps, view.rows(parts, known, steps),
                 view.waiting(known, formulation, services.today()))  # fmt: skip


def _adding(workspace: Workspace, sheet: Sheet) -> None:
    if not workspace.may("file.write"):
        return
    client_id, parts = sheet.client.id, sheet.parts
    with st.container(horizontal=True):
        if st.button("Add a part", icon=":material/add:", key="ifs.add",
                     type="secondary" if parts.parts else "primary"):  # fmt: skip
            add_part(workspace, client_id)
        if parts.parts and st.button("Add a relation", icon=":material/swap_horiz:",
                                     key="ifs.relate"):  # fmt: skip
            relate(workspace, parts, sheet.formulation, None)
        could_be = view.may_be_parts(parts, sheet.formulation)
        if (
            could_be
            and workspace.may_change()
            and st.button(
                "A node of the map is a part", icon=":material/join_inner:", key="ifs.adopt"
            )
        ):
            adopt_node(workspace, client_id, parts, sheet.formulation)


def _nobody_yet(workspace: Workspace, sheet: Sheet) -> None:
    words = ("No part is named yet. A name in the client's words is enough to begin; everything "
             "else may stay open.")  # fmt: skip
    if view.may_be_parts(sheet.parts, sheet.formulation):
        words += " A feeling, belief or action on the map can be the part itself."
    st.info(words)
    _offered(workspace, sheet)


def _offered(workspace: Workspace, sheet: Sheet) -> None:
    """Primary emotions that may be an exile: one press says so, and nothing is copied."""
    offered = sheet.parts.slot("exile").may_fit
    if not offered or not workspace.may_change():
        return
    with st.expander(f"On the map, and perhaps an exile ({len(offered)})"):
        for node in offered:
            with st.container(horizontal=True, vertical_alignment="center"):
                st.markdown(escaped(node.name), width="stretch")
                if st.button("This node is an exile", key=f"ifs.exile.{node.id}.{node.version}",
                             type="tertiary"):  # fmt: skip
                    save(workspace, lambda node=node: give_role(workspace, node, "exile"),  # type: ignore[misc]
                         "Noted as an exile; it is the same node.")  # fmt: skip


def _waiting(workspace: Workspace, sheet: Sheet) -> None:
    """Parts that wait for somebody to come back to them, the due ones loud."""
    due = [one for one in sheet.waiting if one.due]
    later = [one for one in sheet.waiting if not one.due]
    if due:
        with st.container(key="ifs.due"):
            st.warning(
                "**Waiting for a follow-up**\n" + "\n".join(f"- {one.words}" for one in due),
                icon=":material/notification_important:",
            )
            _open_buttons(workspace, sheet, due)
    if later:
        st.caption("Later: " + "; ".join(one.words for one in later))


def _open_buttons(workspace: Workspace, sheet: Sheet, due: list[view.Waiting]) -> None:
    names = {part.id: part.name for part in sheet.parts.parts}
    with st.container(horizontal=True):
        waits = list(dict.fromkeys(one.node_id for one in due if one.node_id in names))
        for node_id in first_shown(waits, MOST_WAITING, f"ifs.due.all.{sheet.client.id}",
                                   "parts that wait"):  # fmt: skip
            st.button(f"Open {escaped(names[node_id])}", key=f"ifs.due.{node_id}",
                      type="tertiary", on_click=_open(workspace, sheet),
                      args=(str(node_id),))  # fmt: skip


def _open(workspace: Workspace, sheet: Sheet) -> Callable[[str], None]:
    return lambda node_id: workspace.open(place(sheet.client.id), node_id)


def _open_id(workspace: Workspace, sheet: Sheet) -> str:
    """The part that is open; the first one before any was chosen or when it was taken off."""
    chosen = workspace.opened(place(sheet.client.id))
    known = [str(part.id) for part in sheet.parts.parts]
    return chosen if chosen in known else known[0]


def _picture_and_list(workspace: Workspace, sheet: Sheet) -> None:
    left, right = st.columns((1, 1), gap="medium")
    with left:
        _picture(workspace, sheet)
    with right:
        _list(workspace, sheet)
        _offered(workspace, sheet)


def _picture(workspace: Workspace, sheet: Sheet) -> None:
    key = f"ifs.figure.{sheet.client.id}"
    chosen = f"node:{_open_id(workspace, sheet)}"
    spec = parts_figure(sheet.parts, palette(st.context.theme.type), chosen)
    st.plotly_chart(Drawing(spec), key=key, on_select=lambda: _clicked(workspace, sheet, key),
                    selection_mode="points", config=CONFIG, alt=view.alt(sheet.parts))  # fmt: skip
    with st.expander("The picture in words"):
        st.markdown(view.in_words(sheet.parts))


def _clicked(workspace: Workspace, sheet: Sheet, key: str) -> None:
    chosen = workspace.typed(key, None)
    points: list[dict[str, Any]] = chosen["selection"]["points"] if chosen else []
    found = points[0].get("customdata", "") if points else ""
    clicked = str(found[0] if isinstance(found, list) else found)
    if clicked.startswith("node:"):
        workspace.open(place(sheet.client.id), clicked.removeprefix("node:"))


def _list(workspace: Workspace, sheet: Sheet) -> None:
    """Every part on a button with where the work with it is; the open one stands out."""
    chosen = _open_id(workspace, sheet)
    every = len(sheet.rows) <= view.MOST_ROWS or st.toggle(
        f"Show all {len(sheet.rows)} parts", key=f"ifs.all.{sheet.client.id}"
    )
    due = {one.node_id for one in sheet.waiting if one.due}
    for row in sheet.rows if every else view.first_rows(sheet.rows, chosen, sheet.known, due):
        letter = LETTERS[view.role_of(row.node)]
        with st.container(gap="xxsmall"):
            st.button(
                f"**{letter}** · {escaped(view.node_title(row.node))}",
                key=f"ifs.open.{row.node.id}", width="stretch", wrap=True,
                type="primary" if str(row.node.id) == chosen else "secondary",
                on_click=_open(workspace, sheet), args=(str(row.node.id),),
            )  # fmt: skip
            st.caption(f"{row.role} · {row.words}")


def _chosen(workspace: Workspace, sheet: Sheet) -> None:
    chosen = _open_id(workspace, sheet)
    card = next(card for card in sheet.parts.cards if str(card.part.id) == chosen)
    one_part(workspace, sheet.formulation, sheet.parts, card, sheet.definition, sheet.known)
