"""The diary: a way to find an episode, and the list."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.formulation.model import Node
from core.triggers.model import Episode
from core.vocabulary import label
from dashboard.components.apart import told_apart
from dashboard.components.text import plural
from dashboard.components.words import ANY_DAY
from dashboard.learn.scenario import open_scenario
from dashboard.triggers.diary.view import (
    PER_PAGE,
    EpisodeLine,
    Wanted,
    episode_lines,
    found,
    words_used,
)
from dashboard.triggers.entering import edit_episode
from dashboard.workspace import Workspace

FEWEST_TO_FIND = 4


def diary(workspace: Workspace, client_id: UUID, episodes: Sequence[Episode]) -> None:
    """The list, newest first, in pages."""
    listed = list(episodes)
    if len(episodes) > FEWEST_TO_FIND:
        listed = found(episodes, _wanted(workspace, client_id, episodes))
        if not listed:
            st.info("No episode fits this. Take a filter out, or look for another word.")
            return
    pages, key = -(-len(listed) // PER_PAGE), f"triggers.page.{client_id}"
    page = min(int(workspace.typed(key, 1)), pages)
    those = listed[(page - 1) * PER_PAGE :][:PER_PAGE]
    if len(listed) != len(episodes):
        st.caption(f"{plural(len(listed), 'episode')} of {len(episodes)}")
    for episode, line in zip(those, episode_lines(those), strict=True):
        _card(workspace, episode, line)
    if pages > 1:
        st.pagination(pages, key=key)


def _card(workspace: Workspace, episode: Episode, line: EpisodeLine) -> None:
    with st.container(border=True, gap=None):
        st.markdown(line.words)
        with st.container(horizontal=True, gap="medium"):
            if st.button("Open", key=f"triggers.open.{line.id}", type="tertiary"):
                edit_episode(workspace, episode)
            if line.scenario and st.button(
                "What may be happening", key=f"triggers.scenario.{line.id}", type="tertiary"
            ):
                open_scenario(workspace, line.scenario, line.nearest_by, str(line.id))


def _wanted(workspace: Workspace, client_id: UUID, episodes: Sequence[Episode]) -> Wanted:
    key = f"triggers.{client_id}.find"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        words = st.text_input("Find", key=f"{key}.words", type="search", width=230,
                              placeholder="Any word of an episode")  # fmt: skip
        theme = _word("Theme", "threat_themes", words_used(episodes, "themes"), f"{key}.theme")
        cue = _word("Cue", "cue_types", words_used(episodes, "cue"), f"{key}.cue")
        with st.popover("More filters"):
            node = _node(workspace, client_id, f"{key}.node")
            first = st.date_input("From", None, key=f"{key}.from", format="DD/MM/YYYY", **ANY_DAY)
            last = st.date_input("To", None, key=f"{key}.to", format="DD/MM/YYYY", **ANY_DAY)
    return Wanted(words or "", theme, cue, node, first, last)


def _word(title: str, words: str, used: list[str], key: str) -> str:
    chosen = st.selectbox(
        title, ["", *used], key=key, width=210,
        format_func=lambda term: label(words, term) if term else "Any",
    )  # fmt: skip
    return chosen or ""


def _node(workspace: Workspace, client_id: UUID, key: str) -> Node | None:
    nodes = workspace.services.formulation.formulation(workspace.actor, client_id).nodes
    names = told_apart({node.id: node.name for node in nodes})
    chosen = st.selectbox(
        "Shows this of the map", [None, *names], key=key,
        format_func=lambda one: names.get(one, "Any"),
    )  # fmt: skip
    return next((node for node in nodes if node.id == chosen), None)
