"""Functional analysis on screen: one action at a time, from its setting to its cost."""

from __future__ import annotations

import streamlit as st

from core.formulation.lenses.functional import FunctionalRow, functional_analysis
from core.formulation.lenses.slot import Slot
from core.formulation.model import Formulation
from dashboard.components.text import escaped
from dashboard.map.lenses.pieces import Lens
from dashboard.map.lenses.view import FunctionalWords, functional_words


def functional_lens(lens: Lens, formulation: Formulation) -> None:
    """A frame for each action of the map."""
    services, actor = lens.workspace.services, lens.workspace.actor
    episodes = services.triggers.episodes(actor, lens.client_id)
    found = functional_analysis(formulation, episodes)
    if found.behaviour.empty:
        st.info("No action stands on the map yet. Add what the client does when it happens.")
        lens.gap(found.behaviour, "Add an action")
    for row in found.rows:
        with st.container(border=True):
            _row(lens, row, functional_words(row, len(episodes)))
    if found.rows:
        st.caption("Counts of what the diary says; they do not show that one brought the other.")
    lens.not_in_view(found.elsewhere)


def _row(lens: Lens, row: FunctionalRow, words: FunctionalWords) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        lens.node(row.action, "behaviour")
        st.caption(words.shown, width="content")
    before = (row.setting, ""), (row.antecedent, ""), (row.function, words.hoped)
    after = [(row.payoff, words.payoff), (row.cost, words.cost), (row.follows, "")]
    if row.follows.empty and (row.payoff.nodes or row.cost.nodes):
        after.pop()  # what the other does stands there already
    for places in (before, after):
        for column, (slot, said) in zip(st.columns(3), places, strict=False):
            with column:
                _place(lens, row, slot, said)


def _place(lens: Lens, row: FunctionalRow, slot: Slot, said: str) -> None:
    st.markdown(f"**{slot.label}**")
    lens.nodes(slot.nodes, f"{row.action.id}.{slot.id}")
    if said:
        st.markdown(escaped(said))
    if slot.empty:
        lens.gap(slot._replace(id=f"{row.action.id}.{slot.id}"))
