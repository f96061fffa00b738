"""Entering an episode: ten fields first, the full form unfolds from them."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

import streamlit as st

from core.errors import InvalidEntry
from core.triggers.model import Episode
from core.triggers.templates import template
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.text import escaped
from dashboard.triggers.fields import Fields, first_tried, ten_fields
from dashboard.triggers.more import linked, more_fields
from dashboard.triggers.tried import check_named, rows_shown, strategy_rows
from dashboard.workspace import Workspace

TEMPLATE = "triggers.template"
_AFTERWARDS = ("client_recall", "therapist_session", "partner")


@st.dialog("Add an episode", width="large", dismissible=False)
def quick_entry(workspace: Workspace, client_id: UUID) -> None:
    """A new episode, perhaps begun from the template that was picked on the page."""
    for_client(workspace)
    begun = template(workspace.opened(TEMPLATE))
    if begun:
        st.caption(f"From the template {escaped(begun.name)}: change whatever was different.")
    blank = Episode.model_construct(
        client_id=client_id,
        happened_at=datetime.now().astimezone().replace(minute=0, second=0, microsecond=0),
        situation="",
        arousal_scale=_usual_scale(workspace, client_id),
        **(begun.fields() if begun else {}),
    )
    key = entry_key("triggers", client_id, None)
    _form(workspace, blank, f"{key}.{begun.id}" if begun else key)
    close_button("triggers.quick_entry")


@st.dialog("Episode", width="large", dismissible=False)
def edit_episode(workspace: Workspace, episode: Episode) -> None:
    """Read or change one episode. A change is a new version; the old one is kept."""
    for_client(workspace)
    key = entry_key("triggers", episode.client_id, episode)
    _form(workspace, episode, key)
    if st.button("Take out of the diary", key=f"{key}.retire", type="tertiary"):
        save(
            workspace,
            lambda: workspace.services.triggers.retire(workspace.actor, episode),
            "Episode taken out; its versions stay in the store.",
            inputs=key,
        )
    close_button("triggers.edit_episode")


def _usual_scale(workspace: Workspace, client_id: UUID) -> str:
    """The scale this client's arousal was given on last."""
    for episode in workspace.services.triggers.episodes(workspace.actor, client_id):
        if episode.arousal is not None:
            return episode.arousal_scale
    return "0-100"


def _form(workspace: Workspace, episode: Episode, key: str) -> None:
    asked_for = workspace.opened(f"{key}.rows")
    with st.form(key, border=False, enter_to_submit=False):
        fields = ten_fields(episode, key)
        first = first_tried(episode.strategies, key)
        with st.expander("More about it (all optional)", expanded=bool(asked_for)):
            links = linked(workspace, episode.client_id)
            fields |= more_fields(episode, links, key)
            rows = rows_shown(episode.strategies, asked_for)
            fields["strategies"] = strategy_rows(episode.strategies, first, rows, f"{key}.row")
        with st.container(horizontal=True):
            pressed = st.form_submit_button("Save the episode", type="primary",
                                            shortcut="Ctrl+Enter")  # fmt: skip
            st.form_submit_button("One more strategy", type="tertiary", on_click=_one_more_row,
                                  args=(workspace, f"{key}.rows"))  # fmt: skip
    if pressed:
        save(
            workspace,
            lambda: _saved(workspace, _made(workspace, episode, fields), key),
            "Episode saved.",
            inputs=key,
        )


def _saved(workspace: Workspace, episode: Episode, key: str) -> None:
    workspace.services.triggers.save(workspace.actor, episode)
    workspace.open(f"{key}.rows", "")


def _one_more_row(workspace: Workspace, place: str) -> None:
    asked_for = workspace.opened(place)
    workspace.open(place, str(int(asked_for or "0") + 1))


def _made(workspace: Workspace, episode: Episode, fields: Fields) -> Episode:
    check_named(fields["strategies"])  # type: ignore[arg-type]
    now, happened_at = datetime.now().astimezone(), fields["happened_at"]
    if happened_at > now:  # type: ignore[operator]
        raise InvalidEntry("When: an episode cannot be in the future.")
    if episode.version:
        return made(workspace, Episode, episode.client_id, episode, fields)
    if fields["recall_delay_hours"] is None and fields["source"] in _AFTERWARDS:
        waited = (now - happened_at).total_seconds()  # type: ignore[operator]
        fields |= {"recall_delay_hours": round(waited / 3600, 1)}
    return made(workspace, Episode, episode.client_id, None, fields)
