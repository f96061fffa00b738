"""The target sequence: past, present, future side by side, and what the map offers."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

import streamlit as st

from core.approaches.target_day import reordered
from core.formulation.lenses.emdr import emdr_view
from core.history.on_map import sources
from dashboard.approach.emdr.entering import Begun, edit_target
from dashboard.approach.emdr.gathered import Worksheet
from dashboard.approach.emdr.going import opened_place, to_ratings
from dashboard.approach.emdr.view import MOST_CARDS, MOST_OFFERS, Card, Column, columns, first_cards
from dashboard.components.card import card as drawn_card
from dashboard.components.saving import save
from dashboard.components.text import escaped


def sequence(sheet: Worksheet, *, on_hold: bool) -> None:
    """Draw every target in its prong; nothing is entered here that the map holds already."""
    moving = _head(sheet, on_hold=on_hold)
    drawn = emdr_view(
        sheet.formulation, [one.target for one in sheet.courses],
        sheet.workspace.services.sessions.goals(sheet.workspace.actor, sheet.client.id), [],
        sources(sheet.history),
    )  # fmt: skip
    if not sheet.courses:
        st.info(
            "No target yet. A headline is enough. Past takes memories from the map, present what "
            "sets it off now, future what is wanted instead."
        )
    for place, column in zip(st.columns(3), columns(sheet.courses, drawn), strict=True):
        with place:
            _column(sheet, column, on_hold=on_hold, moving=moving)


def _head(sheet: Worksheet, *, on_hold: bool) -> bool:
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("Target sequence", width="stretch")
        if sheet.workspace.may("file.write") and st.button(
            "Add a target", key="approach.add_target", icon=":material/add:"
        ):
            edit_target(sheet, None, Begun(), on_hold=on_hold)
        if any(one.ratings for one in sheet.courses):
            to_ratings(sheet.workspace, sheet.client.id, "emdr.to_ratings")
        if len(sheet.courses) < 2 or not sheet.workspace.may_change():
            return False
        return st.toggle("Change the order", key=f"emdr.moving.{sheet.client.id}")


def _column(sheet: Worksheet, column: Column, *, on_hold: bool, moving: bool) -> None:
    st.markdown(f"**{column.title}**")
    for at, card in enumerate(column.cards if moving else _shown(sheet, column)):
        if moving:
            with st.container(border=True):
                st.markdown(card.words)
                _moves(sheet, card, first=at == 0, last=at == len(column.cards) - 1)
        elif drawn_card(card.words, "Open", f"approach.target.open.{card.id}"):
            sheet.workspace.open(opened_place(sheet.client.id), str(card.id))
            st.rerun()
    if not column.cards:
        st.caption("No target in this prong yet.")
    if column.offers and sheet.workspace.may("file.write"):
        _offers(sheet, column, on_hold=on_hold)


def _shown(sheet: Worksheet, column: Column) -> Sequence[Card]:
    """Those left open or in work first; all of them on demand, and while the order changes."""
    key = f"emdr.all.{sheet.client.id}.{column.prong}"
    every = len(column.cards) <= MOST_CARDS or st.toggle(
        f"Show all {len(column.cards)} targets", key=key
    )
    return column.cards if every else first_cards(column.cards)


def _moves(sheet: Worksheet, card: Card, *, first: bool, last: bool) -> None:
    target = sheet.stored(card.id)
    ways = (("Earlier", "arrow_upward", -1, first), ("Later", "arrow_downward", 1, last))
    with st.container(horizontal=True):
        for words, icon, step, end in ways:
            if st.button(words, key=f"emdr.move.{card.id}.{step}", icon=f":material/{icon}:",
                         type="tertiary", disabled=end):  # fmt: skip
                moved = partial(reordered, sheet.targets, target, step)
                save(sheet.workspace, lambda moved=moved: sheet.save(moved()), "Order saved.")


def _offers(sheet: Worksheet, column: Column, *, on_hold: bool) -> None:
    st.caption("No target on these yet:")
    for offer in column.offers[:MOST_OFFERS]:
        if st.button(escaped(offer.name), key=f"emdr.offer.{column.prong}.{offer.key}",
                     icon=":material/add:", type="tertiary", wrap=True):  # fmt: skip
            begun = Begun(offer.name, column.prong, offer.node_id)
            edit_target(sheet, None, begun, on_hold=on_hold)
    if len(column.offers) > MOST_OFFERS:
        st.caption(f"And {len(column.offers) - MOST_OFFERS} more, under Add a target.")
