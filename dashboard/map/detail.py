"""The panel of one node or link: read it closely, change it in place, follow its evidence."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.formulation.model import Evidence, Formulation, Link, Node
from core.triggers.model import Episode
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import choose_word
from dashboard.map.building import link_episode
from dashboard.map.entering import edit_link, edit_node
from dashboard.map.facts import (
    Shown,
    history_lines,
    link_closely,
    node_facts,
    saved_words,
)
from dashboard.map.hypotheses.screen import panel
from dashboard.map.lenses.meeting import other_lenses
from dashboard.map.merging import same_button
from dashboard.map.sources import episode_words
from dashboard.triggers.entering import edit_episode
from dashboard.workspace import Workspace

PLACE = "map.selected"
_PAGES = {"session": "sessions", "measure": "outcomes"}


def show(
    workspace: Workspace, formulation: Formulation, selected: str, *, fixed: bool = False
) -> None:
    """Draw the panel of "node:<id>" or "link:<id>"; nothing for anything else.

    What is `fixed`, an earlier version, is read and not changed.
    """
    kind, _, entry_id = selected.partition(":")
    entries: Sequence[Node | Link] = formulation.nodes if kind == "node" else formulation.links
    entry = next((one for one in entries if str(one.id) == entry_id), None)
    if isinstance(entry, Node):
        with st.container(border=True, key="map.panel"):
            _node(workspace, formulation, entry, fixed=fixed)
    elif isinstance(entry, Link):
        with st.container(border=True, key="map.panel"):
            _link(workspace, formulation, entry, fixed=fixed)


def _node(workspace: Workspace, formulation: Formulation, node: Node, *, fixed: bool) -> None:
    episodes = workspace.services.triggers.episodes(workspace.actor, node.client_id)
    facts = node_facts(node, formulation, episodes)
    st.markdown(f"**{facts.title}** · {facts.kind}")
    if facts.words:
        st.markdown(f"“{facts.words}”")
    if facts.facts:
        st.markdown("\n".join(f"- {fact}" for fact in facts.facts))
    if not fixed:
        other_lenses(workspace, node.client_id, node.id)
    _links(workspace, facts.links)
    _shown(workspace, facts.shown, f"map.shown.{node.id}")
    _foot(workspace, formulation, node, "" if fixed else "Edit this node")


def _links(workspace: Workspace, links: Sequence[tuple[UUID, str]]) -> None:
    if not links:
        st.caption("Not linked to anything yet.")
    for link_id, words in links:
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(words, width="stretch")
            if st.button("Read", key=f"map.read.{link_id}", type="tertiary"):
                workspace.open(PLACE, f"link:{link_id}")
                st.rerun()


def _link(workspace: Workspace, formulation: Formulation, link: Link, *, fixed: bool) -> None:
    episodes = workspace.services.triggers.episodes(workspace.actor, link.client_id)
    facts = link_closely(link, formulation, episodes)
    st.markdown(f"**{facts.title}**  \n{facts.facts}")
    left, right = st.columns(2)
    with left:
        _evidence(workspace, "For", facts.evidence_for, link, episodes)
    with right:
        _evidence(workspace, "Against", facts.evidence_against, link, episodes)
    if facts.note:
        st.markdown(facts.note)
    _shown(workspace, facts.shown, f"map.shown.{link.id}")
    if not fixed:
        panel(workspace, link, formulation)
        if workspace.may_change():
            _in_place(workspace, link)
    _foot(workspace, formulation, link, "" if fixed else "Review or edit this link")


def _evidence(
    workspace: Workspace,
    title: str,
    evidence: Sequence[tuple[Evidence, str]],
    link: Link,
    episodes: Sequence[Episode],
) -> None:
    st.markdown(f"**{title}**" if evidence else f"**{title}:** *nothing yet*")
    known = {episode.id: episode for episode in episodes}
    for place, (one, words) in enumerate(evidence):
        with st.container(horizontal=True, vertical_alignment="center", wrap=False):
            st.markdown(words, width="stretch")
            if one.source_id is None:
                continue
            if one.source_id in known:
                key = f"map.evidence.{link.id}.{title}.{place}"
                if st.button("Open", key=key, type="tertiary", help="The episode it rests on"):
                    edit_episode(workspace, known[one.source_id])
            elif one.kind in _PAGES:
                page = _PAGES[one.kind]
                st.page_link(f"app_pages/{page}.py", label=page.capitalize())


def _shown(workspace: Workspace, found: Shown, key: str) -> None:
    """How often the diary shows it; the episodes themselves open on a click."""
    if not found.episodes:
        st.caption(found.words)
        return
    with st.expander(found.words):
        for episode in found.episodes:
            words = episode_words(episode)
            if st.button(words, key=f"{key}.{episode.id}", type="tertiary"):
                edit_episode(workspace, episode)


def _in_place(workspace: Workspace, link: Link) -> None:
    """The three things that change most often, without leaving the map."""
    key = entry_key("map.place", link.client_id, link)
    with st.form(key, border=False, enter_to_submit=False):
        sure_box, note_box, button = st.columns((2, 5, 2), vertical_alignment="bottom")
        with sure_box:
            sure = choose_word("How sure", "confidence", f"{key}.sure", link.confidence,
                               special=False)  # fmt: skip
        note = note_box.text_input("Note", link.note, key=f"{key}.note")
        if button.form_submit_button("Reviewed today", width="stretch"):
            fields = {"confidence": sure, "note": note,
                      "reviewed_on": workspace.services.today()}  # fmt: skip
            save(workspace, lambda: _keep(workspace, link, fields), "Link reviewed.", inputs=key)


def _keep(workspace: Workspace, link: Link, fields: dict[str, object]) -> None:
    workspace.services.formulation.save_link(
        workspace.actor, made(workspace, Link, link.client_id, link, fields)
    )


def _foot(workspace: Workspace, formulation: Formulation, entry: Node | Link, edit: str) -> None:
    names = workspace.services.accounts.names()
    st.caption(saved_words(entry, names))
    with st.container(horizontal=True, vertical_alignment="center"):
        may = bool(edit) and workspace.may_change()
        editing = may and st.button(edit, key="map.edit")
        linking = may and st.button("Link an episode to it", key="map.link_this")
        if may and isinstance(entry, Node):
            same_button(workspace, formulation, entry, "map")
        noun = "node" if isinstance(entry, Node) else "link"
        earlier = st.toggle(f"History of this {noun}", key=f"map.history.{entry.id}")
        if st.button("Close", key="map.close", type="tertiary"):
            workspace.open(PLACE, "")
            st.rerun()
    if earlier:
        versions = workspace.services.formulation.earlier(workspace.actor, entry)
        named = {node.id: node.name for node in formulation.nodes}
        st.markdown("\n".join(history_lines(versions, names, named)))
    if editing and isinstance(entry, Node):
        edit_node(workspace, entry.client_id, entry)
    elif editing and isinstance(entry, Link):
        edit_link(workspace, entry.client_id, formulation, entry)
    elif linking:
        link_episode(workspace, entry.client_id, entry)
