"""Entering an episode: ten fields first, the full form unfolds from them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

import streamlit as st

from core.triggers.model import Episode
from core.triggers.moments import checked_moment
from core.triggers.templates import template
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.text import escaped
from dashboard.triggers.fields import Fields, first_tried, ten_fields
from dashboard.triggers.more import linked, more_fields
from dashboard.triggers.picking import picked_by_keyboard
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
        st.caption(
            f"From the template {escaped(begun.name)}: the cue is filled in. What such moments "
            "often bring stands in grey and is not saved; enter what the client says."
        )
    blank = Episode.model_construct(
        client_id=client_id,
        happened_at=datetime.now().astimezone().replace(minute=0, second=0, microsecond=0),
        situation="",
        arousal_scale=_usual_scale(workspace, client_id),
        **(begun.fields() if begun else {}),
    )
    key = entry_key("triggers", client_id, None)
    often = begun.often() if begun else {}
    _form(workspace, blank, f"{key}.{begun.id}" if begun else key, often)
    close_button("triggers.quick_entry")


@st.dialog("Episode", width="large", dismissible=False)
def edit_episode(workspace: Workspace, episode: Episode) -> None:
    """Read or change one episode. A change is a new version; the old one is kept."""
    for_client(workspace)
    key = entry_key("triggers", episode.client_id, episode)
    _form(workspace, episode, key, {})
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


def _form(workspace: Workspace, episode: Episode, key: str, often: Mapping[str, str]) -> None:
    asked_for = workspace.opened(f"{key}.rows")
    picked_by_keyboard(key)
    with st.form(key, border=False, enter_to_submit=False):
        fields = ten_fields(episode, key, often)
        first = first_tried(episode.strategies, key)
        with st.expander("More about it (all optional)", expanded=bool(asked_for)):
            links = linked(workspace, episode.client_id)
            fields |= more_fields(episode, links, key, often)
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
    now = datetime.now().astimezone()
    happened_at = checked_moment(fields["happened_at"], now)  # type: ignore[arg-type]
    if episode.version:
        return made(workspace, Episode, episode.client_id, episode, fields)
    timed = fields["time_known"] and fields["recall_delay_hours"] is None
    if timed and fields["source"] in _AFTERWARDS:
        waited = (now - happened_at).total_seconds()
        fields |= {"recall_delay_hours": round(waited / 3600, 1)}
    return made(workspace, Episode, episode.client_id, None, fields)
