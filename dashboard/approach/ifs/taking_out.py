"""A relation, or a part that was added by mistake, taken out again; what happens is said first."""

from __future__ import annotations

from collections.abc import Iterator

import streamlit as st

from core.formulation.lenses.ifs import IfsMap
from core.formulation.lenses.slot import arrows
from core.formulation.model import Formulation, Link, Node
from core.vocabulary import inside, label
from dashboard.approach.ifs.entering import give_role
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import escaped, plural
from dashboard.workspace import Workspace


@st.dialog("Take out a relation or the part", dismissible=False)
def take_out(workspace: Workspace, parts: IfsMap, formulation: Formulation, node: Node) -> None:
    """Each relation of the part with a button of its own, and below them the part itself."""
    for_client(workspace)
    key = entry_key("ifs.out", node.client_id, node)
    found = list(relations_of(parts, formulation, node))
    for link, words in found:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words, width="stretch")
            if st.button("Take out", key=f"{key}.{link.id}.{link.version}", type="tertiary"):
                save(workspace, lambda link=link: _retire(workspace, link),  # type: ignore[misc]
                     "Relation taken out; its versions stay in the store.")  # fmt: skip
    if found:
        st.caption("A relation taken out leaves the map too, with its evidence. The parts stay.")
    else:
        st.caption("This part has no relation.")
    st.divider()
    _whole(workspace, formulation, node, key)
    close_button("ifs.take_out", "Close")


def relations_of(parts: IfsMap, formulation: Formulation, node: Node) -> Iterator[tuple[Link, str]]:
    """The links of a part with other parts and with beliefs, in words."""
    named = {one.id: one for one in (*parts.parts, *formulation.nodes)}
    shown = {part.id for part in parts.parts}
    for link in arrows(formulation):
        if node.id not in (link.from_node, link.to_node):
            continue
        other = named[link.to_node if link.from_node == node.id else link.from_node]
        if other.id in shown or other.kind == "belief":
            ends = [escaped(named[one].name) for one in (link.from_node, link.to_node)]
            yield link, f"{ends[0]} *{label('edge_types', link.kind)}* {ends[1]}"


def _whole(workspace: Workspace, formulation: Formulation, node: Node, key: str) -> None:
    if node.kind != "part":
        kind = inside(label("node_types", node.kind))
        st.markdown(
            f"“{escaped(node.name)}” stays on the map as it is ({kind}) and is seen as a part no "
            "longer. What was noted with it comes back if it becomes a part again."
        )
        if st.button("It is not a part", key=f"{key}.not"):
            save(workspace, lambda: give_role(workspace, node, "unknown"), "No longer a part.")
        return
    links = [one for one in arrows(formulation) if node.id in (one.from_node, one.to_node)]
    st.markdown(
        f"“{escaped(node.name)}” is taken off the map and out of every view, with "
        f"{plural(len(links), 'link')}. Nothing waits for it any more. What was noted with it, "
        "and every earlier version, stays in the store."
    )
    if st.button("Take the part off the map", key=f"{key}.part"):
        save(workspace, lambda: _retire(workspace, node),
             "Taken off the map; its versions stay in the store.", inputs="map.figure")  # fmt: skip


def _retire(workspace: Workspace, entry: Node | Link) -> None:
    workspace.services.formulation.retire(workspace.actor, workspace.based(entry))
