"""The triggers page: quick entry, the diary, what recurs."""

from __future__ import annotations

import streamlit as st

from core.triggers.model import Episode
from core.triggers.patterns import patterns
from dashboard.components.card import card
from dashboard.components.picked import picked_client
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped
from dashboard.triggers.charts import count_figure
from dashboard.triggers.entering import edit_episode, quick_entry
from dashboard.triggers.view import episode_lines, patterns_view
from dashboard.workspace import Workspace

FEWEST_SHOWN = 6


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Triggers")
    if client is None:
        return
    if workspace.may("file.write") and st.button(
        "Add an episode", icon=":material/add:", type="primary", key="triggers.add"
    ):
        quick_entry(workspace, client.id)
    episodes = workspace.services.triggers.episodes(workspace.actor, client.id)
    if not episodes:
        st.info(
            "The diary is empty. Add the last time it happened: what was seen or heard, what it "
            "seemed to mean, and what they did. Ten fields, about two minutes."
        )
        return
    _patterns(episodes)
    _diary(workspace, episodes)


def _patterns(episodes: list[Episode]) -> None:
    view = patterns_view(patterns(episodes))
    st.caption(view.summary)
    if view.bars:
        st.plotly_chart(
            Drawing(count_figure(view.bars, palette(st.context.theme.type))),
            key="triggers.patterns",
            config=CONFIG,
            alt="; ".join(
                f"{one.title}: "
                + ", ".join(f"{n} {c}" for n, c in zip(one.names, one.counts, strict=True))
                for one in view.bars
            ),
        )
    if view.helped:
        lines = "\n".join(f"- {escaped(line)}" for line in view.helped)
        st.markdown(f"**What they tried, and arousal after**\n{lines}")


def _diary(workspace: Workspace, episodes: list[Episode]) -> None:
    st.markdown("##### Diary")
    every = st.toggle("Show all", key="triggers.all") if len(episodes) > FEWEST_SHOWN else True
    shown = episodes if every else episodes[:FEWEST_SHOWN]
    for episode, line in zip(shown, episode_lines(shown), strict=True):
        if card(line.words, "Open", f"triggers.open.{line.id}"):
            edit_episode(workspace, episode)
