"""Adding and changing nodes and links. A link is reviewed by saving it with fresh eyes."""

from __future__ import annotations

from typing import get_args
from uuid import UUID

import streamlit as st

from core.formulation.model import NODE_WORDS, Domain, Formulation, Link, Node
from core.vocabulary import label
from dashboard.components.apart import told_apart
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import ANY_DAY, choose_word, choose_words
from dashboard.map.evidence import evidence_rows, new_evidence
from dashboard.map.sources import evidence_sources, node_sources
from dashboard.workspace import Workspace

Fields = dict[str, object]


@st.dialog("Node", width="large", dismissible=False)
def edit_node(
    workspace: Workspace, client_id: UUID, node: Node | None, begun: Node | None = None
) -> None:
    """A node: what kind, a short name, the client's words. `begun` fills a new one in."""
    for_client(workspace)
    was = node or begun or Node.model_construct(client_id=client_id, name="", kind="cue")
    key = entry_key("map.node", client_id, node) + (f".{begun.id}" if begun else "")
    kind = choose_word("Kind", "node_types", f"{key}.kind", was.kind, special=False)
    with st.form(key, border=False, enter_to_submit=False):
        fields = _about(was, kind, key) | _more(workspace, was, node, kind, key)
        if st.form_submit_button("Save", type="primary"):
            fields |= {"kind": kind, "name": _name(kind, fields)}
            save(workspace, lambda: _keep_node(workspace, client_id, node, fields),
                 "Node saved.", inputs=key)  # fmt: skip
    if node:
        _take_off(workspace, node, key)
    close_button("map.edit_node")


def _about(was: Node, kind: str, key: str) -> Fields:
    terms: tuple[str, ...] = was.terms
    name = st.text_input("Short name", was.name, key=f"{key}.name",
                         help="Left empty, the word chosen below is the name.")  # fmt: skip
    if kind in NODE_WORDS:
        kept = was.terms if kind == was.kind else ()
        title = "Words of the diary that show it"
        terms = choose_words(title, NODE_WORDS[kind], f"{key}.terms.{kind}", kept)
    elif kind != was.kind:
        terms = ()
    return {
        "name": name,
        "terms": terms,
        "words": st.text_area("In the client's words", was.words, key=f"{key}.words", height=70),
        "themes": choose_words("Threat themes", "threat_themes", f"{key}.themes", was.themes),
    }


def _name(kind: str, fields: Fields) -> object:
    terms = fields["terms"]
    if fields["name"] or kind not in NODE_WORDS or not isinstance(terms, tuple) or not terms:
        return fields["name"]
    return label(NODE_WORDS[kind], terms[0])


def _more(workspace: Workspace, was: Node, node: Node | None, kind: str, key: str) -> Fields:
    role = was.part_role or "not_asked"
    if kind == "part":
        role = choose_word("Role of the part", "ifs_roles", f"{key}.role", role)
    with st.expander("More about it (all optional)"):
        fields = _source(workspace, was, node, key) | _facts(was, kind, key)
        fields["parked_because"] = st.text_input(
            "Parked, because", was.parked_because, key=f"{key}.parked"
        )
    left, right = st.columns(2)
    fields["plain_words"] = left.text_input(
        "In plain words, for the client view", was.plain_words, key=f"{key}.plain"
    )
    fields["shareable"] = right.checkbox("May be shown to the client", was.shareable,
                                         key=f"{key}.share")  # fmt: skip
    return fields | {"part_role": "" if role == "not_asked" else role}


def _source(workspace: Workspace, was: Node, node: Node | None, key: str) -> Fields:
    names = node_sources(workspace, was.client_id, node)
    options = list(names)
    at = options.index(was.source_id) if was.source_id in names else None
    chosen = st.selectbox(
        "Stands for",
        options,
        at,
        key=f"{key}.source",
        format_func=names.__getitem__,
        placeholder="Nothing else in the file",
    )
    return {"source_id": chosen}


def _facts(was: Node, kind: str, key: str) -> Fields:
    """Dates and weights; only what fits the kind is asked, the rest is kept."""
    left, right = st.columns(2)
    fields: Fields = {"on": was.on, "since": was.since, "severity": was.severity}
    with left:
        if kind in ("event", "context", "care"):
            fields["on"] = st.date_input("On", was.on, key=f"{key}.on", format="DD/MM/YYYY",
                                         **ANY_DAY)  # fmt: skip
        if kind == "problem":
            fields["since"] = st.text_input("Since", was.since, key=f"{key}.since")
        domains = list(get_args(Domain))
        fields["domain"] = st.selectbox(
            "Domain",
            domains,
            domains.index(was.domain),
            key=f"{key}.domain",
            format_func=lambda d: d.capitalize() or "Not set",
        )
    with right:
        if kind == "problem":
            fields["severity"] = st.number_input("Severity (0 to 10)", 0, 10, was.severity,
                                                 key=f"{key}.severity")  # fmt: skip
        fields["precipitating"] = st.checkbox(
            "Came just before the trouble began", was.precipitating, key=f"{key}.precipitating"
        )
    return fields


def _take_off(workspace: Workspace, entry: Node | Link, key: str) -> None:
    if st.button("Take off the map", key=f"{key}.retire", type="tertiary"):
        save(
            workspace,
            lambda: workspace.services.formulation.retire(workspace.actor, entry),
            "Taken off the map; its versions stay in the store.",
            inputs="map.figure",
        )


def _keep_node(workspace: Workspace, client_id: UUID, node: Node | None, fields: Fields) -> None:
    workspace.services.formulation.save_node(
        workspace.actor, made(workspace, Node, client_id, node, fields)
    )


@st.dialog("Link: a hypothesis", width="large", dismissible=False)
def edit_link(
    workspace: Workspace, client_id: UUID, formulation: Formulation, link: Link | None
) -> None:
    """A link: from, to, how sure, and the evidence for and against."""
    for_client(workspace)
    key = entry_key("map.link", client_id, link)
    sources = evidence_sources(workspace, client_id)
    today = workspace.services.today()
    with st.form(key, border=False, enter_to_submit=False):
        fields = _ends(formulation, link, key)
        side, new = new_evidence(key, sources, today)
        evidence = evidence_rows(link, key, sources)
        note = st.text_area("Note", link.note if link else "", key=f"{key}.note", height=70)
        if st.form_submit_button("Save as reviewed today", type="primary"):
            fields |= evidence | {"note": note, "reviewed_on": today}
            if new:
                fields[f"evidence_{side}"] = (*evidence[f"evidence_{side}"], new)  # type: ignore[misc]
            save(workspace, lambda: _keep_link(workspace, client_id, link, fields),
                 "Link saved.", inputs=key)  # fmt: skip
    if link:
        _take_off(workspace, link, key)
    close_button("map.edit_link")


def _ends(formulation: Formulation, link: Link | None, key: str) -> Fields:
    names = told_apart({node.id: node.name for node in formulation.nodes},
                       {node.id: label("node_types", node.kind).partition(" (")[0].lower()
                        for node in formulation.nodes})  # fmt: skip
    options = list(names)
    left, middle, right = st.columns(3)
    with left:
        start = st.selectbox("From", options, options.index(link.from_node) if link else None,
                             key=f"{key}.from", format_func=names.get)  # fmt: skip
        author = choose_word("Whose idea", "hypothesis_author", f"{key}.author",
                             link.author if link else "therapist", special=False)  # fmt: skip
    with middle:
        kind = choose_word(
            "How", "edge_types", f"{key}.kind", link.kind if link else "", special=False
        )
        sure = choose_word("How sure", "confidence", f"{key}.sure",
                           link.confidence if link else "low", special=False)  # fmt: skip
    with right:
        end = st.selectbox("To", options, options.index(link.to_node) if link else None,
                           key=f"{key}.to", format_func=names.get)  # fmt: skip
    return {"from_node": start, "to_node": end, "kind": kind, "author": author, "confidence": sure}


def _keep_link(workspace: Workspace, client_id: UUID, link: Link | None, fields: Fields) -> None:
    if link is None:
        fields = {**fields, "proposed_on": workspace.services.today()}
    workspace.services.formulation.save_link(
        workspace.actor, made(workspace, Link, client_id, link, fields)
    )
