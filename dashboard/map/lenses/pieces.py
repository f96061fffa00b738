"""What every lens is made of: a node on a button, a gap with Add, a figure to click."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from core.formulation.lenses.slot import Slot
from core.formulation.model import Node
from dashboard.components.plot import CONFIG, Drawing, Spec
from dashboard.map.entering import edit_node
from dashboard.map.lenses.view import button_words, by_column
from dashboard.workspace import Workspace

OPEN = "map.selected"


class Lens:
    """One lens while it is drawn: whose map, which lens, and what is selected."""

    def __init__(self, workspace: Workspace, client_id: UUID, name: str, selected: str) -> None:
        self.workspace = workspace
        self.client_id = client_id
        self.name = name
        self.selected = selected

    def key(self, *parts: object) -> str:
        """A widget key of this lens and client."""
        return ".".join(["map.lens", self.name, str(self.client_id), *map(str, parts)])

    def node(self, node: Node, place: str, extra: str = "") -> None:
        """A node on a button; pressing it opens its detail, the same as on the map."""
        key = f"node:{node.id}"
        st.button(
            button_words(node, extra),
            key=self.key(place, node.id),
            type="primary" if self.selected == key else "secondary",
            on_click=self.workspace.open,
            args=(OPEN, key),
            wrap=True,
        )

    def nodes(self, nodes: Sequence[Node], place: str) -> None:
        """Several nodes side by side, as many as fit in a line."""
        if nodes:
            with st.container(horizontal=True, gap="xsmall"):
                for node in nodes:
                    self.node(node, place)

    def gap(self, slot: Slot, words: str = "Add") -> None:
        """An empty place: a button that opens a new node of its kind."""
        if not self.workspace.may("file.write"):
            st.caption("Nothing here yet." if words == "Add" else f"{words}: nothing here yet.")
        elif st.button(words, icon=":material/add:", key=self.key("add", slot.id), type="tertiary",
                       help=f"Nothing here yet: add to “{slot.label}”"):  # fmt: skip
            add_to(self.workspace, self.client_id, slot)

    def slot(self, slot: Slot, title: str = "") -> None:
        """A place with its title, its nodes, what may fit, and Add while it is empty."""
        st.markdown(f"**{title or slot.label}**")
        self.nodes(slot.nodes, slot.id)
        self.offered(slot)
        if slot.empty:
            self.gap(slot)

    def offered(self, slot: Slot, words: str = "May belong here:") -> None:
        """Nodes that could stand in a place; opening one is where that is decided."""
        if slot.may_fit:
            st.caption(words)
            self.nodes(slot.may_fit, f"{slot.id}.may")

    def not_in_view(self, nodes: Sequence[Node]) -> None:
        """What this lens has no place for; nothing of the map goes missing."""
        if nodes:
            with st.expander(f"Not in this view ({len(nodes)})"):
                for heading, here in by_column(nodes):
                    st.caption(heading)
                    self.nodes(here, "elsewhere")

    def figure(self, spec: Spec, alt: str, place: str = "figure") -> None:
        """A figure whose boxes open a node when they are clicked."""
        key = self.key(place)
        st.plotly_chart(
            Drawing(spec),
            key=key,
            on_select=lambda: _clicked(self.workspace, key),
            selection_mode="points",
            config=CONFIG,
            alt=alt,
        )


def add_to(workspace: Workspace, client_id: UUID, slot: Slot) -> None:
    """Open a new node with what its place already says: kind, domain, role."""
    start = Node.model_construct(client_id=client_id, name="", kind=slot.kind or "cue",
                                 domain=slot.domain, part_role=slot.role,
                                 precipitating=slot.id.startswith("precipitating"))  # fmt: skip
    edit_node(workspace, client_id, None, start)


def _clicked(workspace: Workspace, key: str) -> None:
    chosen = workspace.typed(key, None)
    points: list[dict[str, Any]] = chosen["selection"]["points"] if chosen else []
    found = points[0].get("customdata", "") if points else ""
    clicked = str(found[0] if isinstance(found, list) else found)
    if clicked:
        workspace.open(OPEN, clicked)
