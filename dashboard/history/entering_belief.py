"""Adding and changing what the client came to expect of self and others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import streamlit as st

from core.history.model import WorkingModel
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key
from dashboard.components.words import choose_word
from dashboard.history.keeping import choose_entries, keep, map_and_remove, names_of
from dashboard.history.rows import rating_rows, ratings_of
from dashboard.workspace import Workspace


@st.dialog("What they came to expect", width="large", dismissible=False)
def edit_belief(workspace: Workspace, client_id: UUID, entry: WorkingModel | None) -> None:
    """A working model in the client's words, with a rating of how true it feels."""
    for_client(workspace)
    was = entry or WorkingModel.model_construct()
    key = entry_key("history.belief", client_id, entry)
    today = workspace.services.today()
    with st.form(key, border=False, enter_to_submit=False):
        fields = _expectation(was, key)
        left, right = st.columns(2)
        percent = left.number_input("How true it feels (0 to 100)", 0, 100, None, step=5,
                                    key=f"{key}.percent")  # fmt: skip
        on = right.date_input("Rated on", today, key=f"{key}.on", format="DD/MM/YYYY",
                              max_value=today, min_value="1950-01-01")  # fmt: skip
        rows = _ratings(was, key)
        fields |= _learned(workspace, client_id, was, key)
        if st.form_submit_button("Save", type="primary"):
            keep(workspace, WorkingModel, client_id, entry, key,
                 lambda: fields | {"ratings": ratings_of(rows, on, percent, today)})  # fmt: skip
    map_and_remove(workspace, entry, key)
    close_button("history.edit_belief")


def _expectation(was: WorkingModel, key: str) -> dict[str, object]:
    words = st.text_area("In the client's words", was.words, key=f"{key}.words", height=70)
    rule = st.text_input("Rule: if … then …", was.rule, key=f"{key}.rule")
    left, right = st.columns(2)
    with left:
        self_view = choose_word("Of self", "model_of_self", f"{key}.self", was.self_view)
    with right:
        other = choose_word("Of others", "model_of_other", f"{key}.other", was.other_view)
    return {"words": words, "rule": rule, "self_view": self_view, "other_view": other}


def _ratings(was: WorkingModel, key: str) -> Sequence[Mapping[str, Any]]:
    if not was.ratings:
        return ()
    columns = st.column_config
    with st.expander("Earlier ratings"):
        typed: Sequence[Mapping[str, Any]] = st.data_editor(
            rating_rows(was.ratings), key=f"{key}.ratings", hide_index=True, num_rows="dynamic",
            placeholder="",
            alt="How true it felt on earlier days",
            column_config={
                "on": columns.DateColumn("Day", format="DD/MM/YYYY"),
                "percent": columns.NumberColumn("0 to 100", min_value=0, max_value=100, step=1),
            },
        )  # fmt: skip
    return typed


def _learned(
    workspace: Workspace, client_id: UUID, was: WorkingModel, key: str
) -> dict[str, object]:
    history = workspace.services.history.history(workspace.actor, client_id)
    names = names_of([*history.events, *history.figures, *history.relationships])
    learned = choose_entries("May have been learned from", names, f"{key}.learned",
                             was.learned_from)  # fmt: skip
    exceptions = st.text_area("Exceptions: when was it not so?", was.exceptions,
                              key=f"{key}.exceptions", height=70)  # fmt: skip
    looked = st.checkbox("Looked for exceptions together, found none", was.looked_for_exceptions,
                         key=f"{key}.looked")  # fmt: skip
    return {"learned_from": learned, "exceptions": exceptions, "looked_for_exceptions": looked}
