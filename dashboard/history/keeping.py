"""What every form of the history does at its end: save, take out, put on the map."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from core.history.model import HistoryRecord
from core.history.on_map import node_for, on_the_map
from core.record import Record
from core.vocabulary import label, terms
from dashboard.components.apart import told_apart
from dashboard.components.saving import made, save
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

STATES = [term.id for term in terms("record_states")]
GONE = "an entry that was taken out"


def keep(
    workspace: Workspace, kind: type[Any], client_id: UUID, entry: Any, key: str,
    fields: Callable[[], dict[str, object]],
) -> None:  # fmt: skip
    """Save a new or changed entry of the history, and say so.

    The fields are put together while saving, so that what does not fit is said in a sentence.
    """

    def act() -> None:
        workspace.services.history.save(
            workspace.actor, made(workspace, kind, client_id, entry, fields())
        )

    save(workspace, act, "Saved.", inputs=key)


def map_and_remove(workspace: Workspace, entry: Any, key: str) -> None:
    """Under the form of a stored entry: stand for it on the map, or take it out."""
    if entry is None:
        return
    with st.container(horizontal=True):
        _map_button(workspace, entry, key)
        if st.button("Take out", key=f"{key}.retire", type="tertiary"):
            save(
                workspace,
                lambda: workspace.services.history.retire(workspace.actor, entry),
                "Taken out; its versions stay in the store.",
                inputs=key,
            )


def _map_button(workspace: Workspace, entry: HistoryRecord, key: str) -> None:
    node = node_for(entry)
    if node is None:
        return
    formulation = workspace.services.formulation
    there = on_the_map(formulation.formulation(workspace.actor, entry.client_id).nodes)
    if entry.id in there:
        st.caption(
            f":material/account_tree: On the map: {escaped(there[entry.id].name)}", width="content"
        )
    elif not workspace.actor.screen_share and st.button(
        "Put it on the map", icon=":material/account_tree:", key=f"{key}.map"
    ):
        save(workspace, lambda: formulation.save_node(workspace.actor, node),
             "It stands on the map now.")  # fmt: skip


def choose_state(key: str, value: str, hint: str = "") -> str:
    """Asked, not asked, declined, not known, not relevant, or headline only."""
    chosen: str = st.selectbox(
        "Asked?", STATES if value in STATES else [value, *STATES],
        index=STATES.index(value) if value in STATES else 0, key=f"{key}.state",
        format_func=lambda state: label("record_states", state), help=hint or None,
    )  # fmt: skip
    return chosen


def choose_entries(
    title: str, names: Mapping[UUID, str], key: str, value: Sequence[UUID]
) -> tuple[UUID, ...]:
    """Any number of entries by name; one that was taken out meanwhile stays linked."""
    options = [*names, *(one for one in value if one not in names)]
    shown = told_apart({one: names.get(one, GONE) for one in options})
    chosen = st.multiselect(
        title, options, default=list(value), key=key, placeholder="Choose any",
        format_func=shown.__getitem__,
    )  # fmt: skip
    return tuple(chosen)


def names_of(entries: Sequence[Record]) -> dict[UUID, str]:
    """What entries are called in a list to choose from."""
    return told_apart({one.id: _name(one) for one in entries})


def _name(entry: Any) -> str:
    for field in ("name", "headline", "partner"):
        if given := getattr(entry, field, ""):
            return str(given)
    return GONE
