"""The history page: timeline, figures, events, expectations; add and edit."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.clients.model import Client
from core.history.model import History
from core.vocabulary import label
from dashboard.components.card import card
from dashboard.components.picked import picked_client
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped
from dashboard.history.charts import timeline_figure
from dashboard.history.entering import edit_belief, edit_event, edit_figure, edit_period
from dashboard.history.view import Card, belief_card, event_card, figure_card, timeline
from dashboard.workspace import Workspace

PARTS = ("Figures", "Events", "Expectations", "Periods")


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "History")
    if client is None:
        return
    history = workspace.services.history.history(workspace.actor, client.id)
    if history.empty:
        st.info(
            "Nothing is recorded yet. Start with one person the client went to, or could not go "
            "to, when upset, hurt or ill. What was not asked stays “not asked”."
        )
    _timeline(workspace, client, history)
    if workspace.may("file.write"):
        _adding(workspace, client)
    part = st.segmented_control("Show", PARTS, default="Figures", required=True, key="history.part")
    _part(workspace, client, history, part or "Figures")


def _timeline(workspace: Workspace, client: Client, history: History) -> None:
    view = timeline(client, history, workspace.services.today().year)
    if not view.bars and not view.events:
        return
    chosen = st.plotly_chart(
        Drawing(timeline_figure(view, palette(st.context.theme.type))),
        key="history.timeline",
        on_select="rerun",
        selection_mode="points",
        config=CONFIG,
        alt=view.alt,
    )
    if view.undated:
        st.caption("Without an age: " + escaped("; ".join(view.undated)))
    picked = chosen.selection.points
    if picked and (found := picked[0].get("customdata")):
        _open(workspace, history, str(found[0] if isinstance(found, list) else found))


def _open(workspace: Workspace, history: History, entry_id: str) -> None:
    if workspace.opened("history.clicked") == entry_id:
        return
    workspace.open("history.clicked", entry_id)
    for figure in history.figures:
        if str(figure.id) == entry_id:
            edit_figure(workspace, figure.client_id, figure)
    for event in history.events:
        if str(event.id) == entry_id:
            edit_event(workspace, event.client_id, event)


def _adding(workspace: Workspace, client: Client) -> None:
    add = st.menu_button(
        "Add",
        ["A figure", "An event", "An expectation", "A period"],
        icon=":material/add:",
        key="history.add",
        type="primary",
    )
    forms = {"A figure": edit_figure, "An event": edit_event, "An expectation": edit_belief,
             "A period": edit_period}  # fmt: skip
    if add:
        forms[add](workspace, client.id, None)


def _part(workspace: Workspace, client: Client, history: History, part: str) -> None:
    if part == "Figures":
        _cards([figure_card(f) for f in history.figures], "figure",
               lambda i: edit_figure(workspace, client.id, history.figures[i]))  # fmt: skip
    elif part == "Events":
        _cards([event_card(e) for e in history.events], "event",
               lambda i: edit_event(workspace, client.id, history.events[i]))  # fmt: skip
    elif part == "Expectations":
        _cards([belief_card(m) for m in history.working_models], "expectation",
               lambda i: edit_belief(workspace, client.id, history.working_models[i]))  # fmt: skip
    else:
        cards = [
            Card(p.id, label("developmental_periods", p.period), "\n".join(
                f"- {escaped(text)}" for text in (p.household, p.care_arrangement, p.moves) if text
            ))
            for p in history.periods
        ]  # fmt: skip
        _cards(cards, "period",
               lambda i: edit_period(workspace, client.id, history.periods[i]))  # fmt: skip


def _cards(cards: Sequence[Card], kind: str, edit: Callable[[int], None]) -> None:
    if not cards:
        st.caption(f"No {kind} recorded yet.")
    for place, entry in enumerate(cards):
        words = f"**{escaped(entry.title)}**\n{entry.detail}"
        if card(words, "Edit", f"history.edit.{entry.id}"):
            edit(place)
