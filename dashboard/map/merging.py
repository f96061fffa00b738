"""Two nodes that are the same thing: making them one."""

from __future__ import annotations

import streamlit as st

from core.formulation.merging import left_behind, parts_left_behind
from core.formulation.model import Formulation, Node
from core.vocabulary import inside, label
from dashboard.components.apart import told_apart
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

OPEN = "map.selected"


@st.dialog("Same as another node", dismissible=False)
def same_thing(workspace: Workspace, formulation: Formulation, node: Node) -> None:
    """Choose the node it is the same as, and which of the two stays."""
    for_client(workspace)
    key = entry_key("map.same", node.client_id, node)
    others = {one.id: one for one in formulation.nodes if one.id != node.id}
    if not others:
        st.info("There is no other node on this map yet.")
        close_button("map.same_thing", "Close")
        return
    names = told_apart({one: named(other) for one, other in others.items()})
    chosen = st.selectbox(
        f"“{escaped(node.name)}” is the same as", list(others), None, key=f"{key}.other",
        format_func=names.__getitem__, placeholder="Choose a node",
    )  # fmt: skip
    other = others.get(chosen) if chosen else None
    if other:
        _which(workspace, node, other, key)
    close_button("map.same_thing")


def named(node: Node) -> str:
    """A node's name with its kind, as a list offers it."""
    return f"{node.name} ({inside(label('node_types', node.kind).partition(' (')[0])})"


def _which(workspace: Workspace, node: Node, other: Node, key: str) -> None:
    both = {one.id: one for one in (node, other)}
    names = told_apart({one: named(either) for one, either in both.items()})
    kept = st.radio("Which one stays", list(both), key=f"{key}.keep.{other.id}",
                    format_func=names.__getitem__)  # fmt: skip
    keep, gone = (node, other) if kept == node.id else (other, node)
    st.markdown(
        f"“{escaped(keep.name)}” takes over the links, evidence, words, themes, targets, parts, "
        f"plans, goals and episodes of “{escaped(gone.name)}”, which is taken off the map."
    )
    parts = workspace.services.approaches.parts(workspace.actor, keep.client_id)
    if lost := left_behind(keep, gone) + parts_left_behind(parts, keep.id, gone.id):
        st.markdown("Not carried over: " + "; ".join(escaped(one) for one in lost) + ".")
    st.caption(
        "Every earlier version of both stays in the store, and so do the links: what a node was "
        "can be read in its history and entered again."
    )
    if st.button("Make them one", type="primary", key=f"{key}.go"):
        save(workspace, lambda: _merge(workspace, keep, gone), "The two are one node now.",
             inputs=key)  # fmt: skip


def _merge(workspace: Workspace, keep: Node, gone: Node) -> None:
    kept = workspace.services.formulation.merge(
        workspace.actor, workspace.based(keep), workspace.based(gone)
    )
    if workspace.opened(OPEN) == f"node:{gone.id}":
        workspace.open(OPEN, f"node:{kept.id}")
    workspace.open(f"ifs.part.{kept.client_id}", str(kept.id))


def same_button(workspace: Workspace, formulation: Formulation, node: Node, place: str) -> None:
    """The button that opens the dialog, where the file may be changed."""
    if workspace.may_change() and st.button(
        "Same as another node", icon=":material/merge:", key=f"{place}.same.{node.id}",
        type="tertiary",
    ):  # fmt: skip
        same_thing(workspace, formulation, node)
