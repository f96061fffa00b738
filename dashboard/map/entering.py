"""Adding and changing nodes and links. A link is reviewed by saving it with fresh eyes."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.formulation.model import Formulation, Link, Node
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import choose_word, choose_words
from dashboard.workspace import Workspace

KINDS = ("quote", "episode", "measure", "session", "observation")


@st.dialog("Node", width="large", dismissible=False)
def edit_node(workspace: Workspace, client_id: UUID, node: Node | None) -> None:
    """A node: what kind, a short name, the client's words."""
    for_client(workspace)
    was = node or Node.model_construct(client_id=client_id, name="", kind="cue")
    key = entry_key("map.node", client_id, node)
    with st.form(key, border=False, enter_to_submit=False):
        left, right = st.columns(2)
        with left:
            kind = choose_word("Kind", "node_types", f"{key}.kind", was.kind, special=False)
        with right:
            name = st.text_input("Short name", was.name, key=f"{key}.name")
        words = st.text_area("In the client's words", was.words, key=f"{key}.words", height=70)
        themes = choose_words("Threat themes", "threat_themes", f"{key}.themes", was.themes)
        role = was.part_role or "not_asked"
        if was.kind == "part":
            role = choose_word("Role of the part", "ifs_roles", f"{key}.role", role)
        shareable = st.checkbox("May be shown to the client", was.shareable, key=f"{key}.share")
        if st.form_submit_button("Save", type="primary"):
            fields = {"kind": kind, "name": name, "words": words, "themes": themes,
                      "shareable": shareable,
                      "part_role": "" if role == "not_asked" else role}  # fmt: skip
            save(workspace, lambda: _keep_node(workspace, client_id, node, fields),
                 "Node saved.", inputs=key)  # fmt: skip
    if node and st.button("Take off the map", key=f"{key}.retire", type="tertiary"):
        save(
            workspace,
            lambda: workspace.services.formulation.retire(workspace.actor, node),
            "Taken off the map; its versions stay in the store.",
            inputs="map.figure",
        )
    close_button("map.edit_node")


def _keep_node(
    workspace: Workspace, client_id: UUID, node: Node | None, fields: dict[str, object]
) -> None:
    workspace.services.formulation.save_node(
        workspace.actor, made(workspace, Node, client_id, node, fields)
    )


@st.dialog("Link: a hypothesis", width="large", dismissible=False)
def edit_link(
    workspace: Workspace, client_id: UUID, formulation: Formulation, link: Link | None
) -> None:
    """A link: from, to, how sure, and one piece of evidence for or against at a time."""
    for_client(workspace)
    names = {node.id: node.name for node in formulation.nodes}
    options = list(names)
    key = entry_key("map.link", client_id, link)
    with st.form(key, border=False, enter_to_submit=False):
        left, middle, right = st.columns(3)
        with left:
            start = st.selectbox("From", options, options.index(link.from_node) if link else None,
                                 key=f"{key}.from", format_func=names.get)  # fmt: skip
        with middle:
            kind = choose_word(
                "How", "edge_types", f"{key}.kind", link.kind if link else "", special=False
            )
        with right:
            end = st.selectbox("To", options, options.index(link.to_node) if link else None,
                               key=f"{key}.to", format_func=names.get)  # fmt: skip
        with left:
            author = choose_word("Whose idea", "hypothesis_author", f"{key}.author",
                                 link.author if link else "therapist", special=False)  # fmt: skip
        with middle:
            sure = choose_word("How sure", "confidence", f"{key}.sure",
                               link.confidence if link else "low", special=False)  # fmt: skip
        with right:
            evidence_kind = st.selectbox("New evidence: kind", KINDS, key=f"{key}.ekind",
                                         format_func=str.capitalize)  # fmt: skip
        text = st.text_area("New evidence, in a sentence (optional)", key=f"{key}.etext", height=70)
        side = st.radio("It speaks", ("for", "against"), horizontal=True, key=f"{key}.side")
        note = st.text_area("Note", link.note if link else "", key=f"{key}.note", height=70)
        if st.form_submit_button("Save as reviewed today", type="primary"):
            today = workspace.services.today()
            fields: dict[str, object] = {
                "from_node": start, "to_node": end, "kind": kind, "author": author,
                "confidence": sure, "note": note, "reviewed_on": today,
            }  # fmt: skip
            if text.strip():
                new = {"kind": evidence_kind, "text": text, "on": today}
                name = f"evidence_{side}"
                fields[name] = (*(getattr(link, name) if link else ()), new)
            save(workspace, lambda: _keep_link(workspace, client_id, link, fields),
                 "Link saved.", inputs=key)  # fmt: skip
    if link and st.button("Take off the map", key=f"{key}.retire", type="tertiary"):
        save(
            workspace,
            lambda: workspace.services.formulation.retire(workspace.actor, link),
            "Taken off the map; its versions stay in the store.",
            inputs="map.figure",
        )
    close_button("map.edit_link")


def _keep_link(
    workspace: Workspace, client_id: UUID, link: Link | None, fields: dict[str, object]
) -> None:
    if link is None:
        fields = {**fields, "proposed_on": workspace.services.today()}
    workspace.services.formulation.save_link(
        workspace.actor, made(workspace, Link, client_id, link, fields)
    )
