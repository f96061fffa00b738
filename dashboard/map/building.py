"""Building the map fast: link an episode to it, and take up what the file suggests."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.errors import InvalidEntry
from core.formulation.arrows import arrows_between, seen_in, suggested_links, why_none_between
from core.formulation.model import Formulation, Link, Node
from core.formulation.shown import shown, shown_by_word
from core.formulation.suggestions import Basis, nodes_in_words, suggested_nodes
from core.triggers.model import Episode
from core.vocabulary import label
from dashboard.components.apart import told_apart
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import save
from dashboard.components.text import escaped
from dashboard.map.sources import basis_of, episode_words
from dashboard.map.view import link_words
from dashboard.workspace import Workspace

OPEN = "map.suggestions"
DISMISSED = "map.dismissed"
_MOST = 6


@st.dialog("Link an episode", width="large", dismissible=False)
def link_episode(workspace: Workspace, client_id: UUID, entry: Node | Link | None = None) -> None:
    """Say what an episode shows: nodes of the map, new nodes in its words, arrows it speaks for.

    `entry` is the node or arrow it was started from, ticked already.
    """
    for_client(workspace)
    basis = basis_of(workspace, client_id)
    episodes = {episode.id: episode for episode in basis.episodes}
    if not episodes:
        st.info("The diary is empty. Add an episode on the Triggers page first.")
    else:
        key = f"map.episode.{client_id}"
        said = told_apart({one: episode_words(of) for one, of in episodes.items()})
        chosen = st.selectbox("Episode", list(episodes), key=f"{key}.which",
                              format_func=said.__getitem__)  # fmt: skip
        _what_it_shows(workspace, basis, episodes[chosen], entry, f"{key}.{chosen}")
    close_button("map.link_episode")


def _what_it_shows(
    workspace: Workspace, basis: Basis, episode: Episode, entry: Node | Link | None, key: str
) -> None:
    by_word = [node for node in basis.formulation.nodes if shown_by_word(episode, node)]
    nodes = {n.id: n for n in basis.formulation.nodes if n not in by_word}
    if by_word:
        st.caption("Its words show already: " + ", ".join(escaped(named(n)) for n in by_word))
    ticked = _ticked(episode, list(nodes.values()), entry)
    names = told_apart({one: named(node) for one, node in nodes.items()})
    by_hand = st.multiselect("It also shows these nodes", list(nodes), ticked, key=f"{key}.nodes",
                             format_func=names.__getitem__)  # fmt: skip
    words = {one.key: one.node for one in nodes_in_words(basis, episode)}
    new = told_apart({one: named(node) for one, node in words.items()})
    fresh = st.multiselect("New nodes from its words", list(words), key=f"{key}.fresh",
                           format_func=new.__getitem__,
                           placeholder="None" if words else "Every word is on the map")  # fmt: skip
    old = [*by_word, *(nodes[one] for one in by_hand)]
    picked = [*old, *(words[one] for one in fresh)]
    speaks = _speaks_for(basis.formulation, [n.id for n in old], episode, entry, key)
    drawn = _new_arrows(basis.formulation, picked, key)
    if st.button("Save", type="primary", key=f"{key}.save"):
        entries = [*(words[one] for one in fresh), *speaks, *drawn]
        said = f"Episode linked to the map. {why_none_between(picked, basis.formulation)}".strip()
        save(workspace, lambda: _keep(workspace, episode, picked, entries, drawn),
             said, inputs="map.episode")  # fmt: skip


def named(node: Node) -> str:
    """A node's name with its kind."""
    return f"{node.name} ({label('node_types', node.kind).partition(' (')[0].lower()})"


def _ticked(episode: Episode, nodes: Sequence[Node], entry: Node | Link | None) -> list[UUID]:
    """Nodes it was linked to by hand before, and those this was started from."""
    started: set[UUID] = set()
    if isinstance(entry, Node):
        started = {entry.id}
    elif isinstance(entry, Link):
        started = {entry.from_node, entry.to_node}
    return [n.id for n in nodes if n.id in started or shown(episode, n)]


def _speaks_for(
    formulation: Formulation, ticked: Sequence[UUID], episode: Episode,
    entry: Node | Link | None, key: str,
) -> list[Link]:  # fmt: skip
    """Arrows between ticked nodes the episode is evidence for; those it is for already left out."""
    links = {
        link.id: link for link in formulation.links
        if {link.from_node, link.to_node} <= set(ticked)
        and all(one.source_id != episode.id for one in link.evidence_for)
    }  # fmt: skip
    if not links:
        return []
    begun = [entry.id] if entry and entry.id in links else []
    names = told_apart({one: _arrow_words(link, formulation) for one, link in links.items()})
    chosen = st.multiselect(
        "It speaks for these links",
        list(links),
        begun,
        key=f"{key}.speaks",
        format_func=names.__getitem__,
    )
    return [
        links[one].amended(evidence_for=(*links[one].evidence_for, seen_in(episode)))
        for one in chosen
    ]


def _arrow_words(link: Link, formulation: Formulation) -> str:
    return link_words(link, formulation).replace("\\", "").replace("*", "")


def _new_arrows(formulation: Formulation, picked: Sequence[Node], key: str) -> list[Link]:
    """Arrows of the usual chain between what was ticked; drawn only when chosen."""
    whole = formulation.model_copy(update={"nodes": tuple(picked)})
    found = dict(enumerate(arrows_between(picked, formulation)))
    names = told_apart({at: _arrow_words(one, whole) for at, one in found.items()})
    links = {name: found[at] for at, name in names.items()}
    if not links:
        if picked:
            st.caption(why_none_between(picked, formulation))
        return []
    chosen = st.multiselect("New links, as hunches", list(links), key=f"{key}.arrows")
    return [links[one] for one in chosen]


def _keep(
    workspace: Workspace, episode: Episode, picked: Sequence[Node], entries: Sequence[Node | Link],
    drawn: Sequence[Link],
) -> None:  # fmt: skip
    services, actor, today = workspace.services, workspace.actor, workspace.services.today()
    if not picked and not episode.nodes:
        raise InvalidEntry("Tick at least one node that the episode shows.")
    new = {one.id for one in drawn}
    ready = [
        one.amended(evidence_for=(seen_in(episode),), proposed_on=today)
        if isinstance(one, Link) and one.id in new
        else one
        for one in entries
    ]
    if ready:
        services.formulation.save_all(actor, episode.client_id, ready)
    nodes = tuple(node.id for node in picked if not shown_by_word(episode, node))
    if nodes != episode.nodes:
        services.triggers.save(actor, workspace.based(episode).amended(nodes=nodes))


def suggestions(workspace: Workspace, client_id: UUID) -> None:
    """What the file suggests for the map, each with its reason; nothing is added by itself."""
    basis = basis_of(workspace, client_id)
    away = set(workspace.opened(f"{DISMISSED}.{client_id}").split())
    worked_out = workspace.services.outcomes.worked_out
    name = "map suggestions"
    nodes, links = worked_out(
        workspace.actor, client_id, name, lambda: (suggested_nodes(basis), suggested_links(basis))
    )
    shown_nodes = [one for one in nodes if one.key not in away]
    shown_links = [one for one in links if one.key not in away]
    with st.container(border=True):
        st.markdown("**Suggestions from this file** · grounds to look, not findings")
        if not shown_nodes and not shown_links:
            st.caption("Nothing more to suggest from what is recorded.")
        columns = iter(st.columns(bool(shown_links) + bool(shown_nodes) or 1))
        if shown_links:
            with next(columns):
                st.markdown("Links")
                for link in shown_links[:_MOST]:
                    _offer_link(workspace, basis.formulation, link.key, link.link, link.reasons)
        if shown_nodes:
            with next(columns):
                st.markdown("Nodes")
                for node in shown_nodes[:_MOST]:
                    _offer_node(workspace, node.key, node.node, node.reason)


def _offer_link(
    workspace: Workspace, formulation: Formulation, key: str, link: Link, reasons: Sequence[str]
) -> None:
    if _taken(workspace, key, f"{link_words(link, formulation)}  \n:small[{_reasons(reasons)}]"):
        proposed = link.amended(proposed_on=workspace.services.today())
        save(
            workspace,
            lambda: workspace.services.formulation.save_link(workspace.actor, proposed),
            "Added as a hunch.",
        )


def _reasons(reasons: Sequence[str]) -> str:
    return escaped("; ".join(reasons))


def _offer_node(workspace: Workspace, key: str, node: Node, reason: str) -> None:
    kind = label("node_types", node.kind).partition(" (")[0]
    if _taken(workspace, key, f"{escaped(node.name)} · {kind}  \n:small[{escaped(reason)}]"):
        save(
            workspace,
            lambda: workspace.services.formulation.save_node(workspace.actor, node),
            "Added to the map.",
        )


def _taken(workspace: Workspace, key: str, words: str) -> bool:
    """One suggestion in words with its two buttons; True when it is taken up."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(words, width="stretch")
        added = workspace.may_change() and st.button("Add", key=f"map.take.{key}")
        if st.button("Not now", key=f"map.leave.{key}", type="tertiary"):
            place = f"{DISMISSED}.{workspace.client_id}"
            workspace.open(place, f"{workspace.opened(place)} {key}".strip())
            st.rerun()
    return added
