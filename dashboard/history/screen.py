"""The history page: three views over one data set, the entries, and what is left to explore."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from core.clients.model import Client
from core.history.exploring import to_explore
from core.history.model import History, HistoryRecord, WorkingModel
from core.history.on_map import on_the_map
from dashboard.components.card import card
from dashboard.components.picked import picked_client
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped
from dashboard.history.asked import edit_asked
from dashboard.history.beliefs.charts import belief_figure
from dashboard.history.beliefs.view import belief_course
from dashboard.history.entering import (
    edit_adaptation,
    edit_belief,
    edit_entry,
    edit_event,
    edit_figure,
    edit_period,
    edit_relationship,
)
from dashboard.history.pictures import VIEWS, draw
from dashboard.history.view import NONE_YET, PARTS, card_of, names_in, open_things
from dashboard.workspace import Workspace

ADDING = {
    "A figure": edit_figure, "An event": edit_event, "An adult relationship": edit_relationship,
    "An expectation": edit_belief, "A way of adapting": edit_adaptation, "A period": edit_period,
}  # fmt: skip


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
    view = st.segmented_control("View", list(VIEWS), default="timeline", required=True,
                                key="history.view", format_func=VIEWS.__getitem__, wrap=True,
                                label_visibility="collapsed")  # fmt: skip
    clicked = draw(workspace, client, history, view or "timeline")
    if clicked:
        edit_entry(workspace, clicked)
    _adding(workspace, client)
    part = st.segmented_control("Show", list(PARTS), default="figures", required=True,
                                key="history.part", format_func=PARTS.__getitem__, wrap=True,
                                label_visibility="collapsed")  # fmt: skip
    _part(workspace, client, history, part or "figures")


def _adding(workspace: Workspace, client: Client) -> None:
    with st.container(horizontal=True):
        if workspace.may("file.write"):
            add = st.menu_button("Add", list(ADDING), icon=":material/add:", key="history.add",
                                 type="primary")  # fmt: skip
            if add:
                ADDING[add](workspace, client.id, None)
        if workspace.may_change("client.write") and st.button(
            "What was asked", icon=":material/checklist:", key="history.asked"
        ):
            edit_asked(workspace, client)


def _part(workspace: Workspace, client: Client, history: History, part: str) -> None:
    if part == "explore":
        _explore(workspace, client, history)
        return
    entries: Sequence[HistoryRecord] = getattr(history, part)
    if not entries:
        st.caption(NONE_YET[part])
        return
    formulation = workspace.services.formulation.formulation(workspace.actor, client.id)
    mapped, names = on_the_map(formulation.nodes), names_in(history)
    for entry in entries:
        shown = card_of(entry, names, mapped)
        words = f"**{escaped(shown.title)}**\n{shown.detail}"
        if card(words, "Edit", f"history.edit.{shown.id}"):
            edit_entry(workspace, entry)
        if isinstance(entry, WorkingModel):
            _course(entry)


def _course(model: WorkingModel) -> None:
    course = belief_course(model)
    if course:
        st.plotly_chart(
            Drawing(belief_figure(course, palette(st.context.theme.type))),
            key=f"history.belief.{model.id}", config=CONFIG, alt=course.alt, width=420,
        )  # fmt: skip


def _explore(workspace: Workspace, client: Client, history: History) -> None:
    found = open_things(to_explore(client, history))
    if not found:
        st.caption("Nothing is left open here.")
    else:
        st.caption("Things to explore when the time is right. They say nothing about the client.")
    entries = {one.id: one for group in history for one in group}
    for kind in found:
        st.markdown(f"**{kind.heading}**" + (f"\n{kind.topics}" if kind.topics else ""))
        if kind.topics:
            _button("Open the topics", f"history.explore.{kind.kind}",
                    lambda: edit_asked(workspace, client))  # fmt: skip
        for place, one in enumerate(kind.found):
            if one.entry is not None:
                entry = entries[one.entry]
                _button(escaped(one.words), f"history.explore.{kind.kind}.{place}",
                        lambda entry=entry: edit_entry(workspace, entry))  # type: ignore[misc]  # fmt: skip


def _button(words: str, key: str, act: Callable[[], None]) -> None:
    if st.button(words, key=key, type="tertiary", icon=":material/arrow_forward:"):
        act()
