"""Adding and changing an event or a period of growing up. A headline is enough."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.history.model import HistoryEvent, Period
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key
from dashboard.components.words import choose_word
from dashboard.history.keeping import choose_state, keep, map_and_remove
from dashboard.workspace import Workspace

PARKED = "headline_only"


@st.dialog("Event", width="large", dismissible=False)
def edit_event(workspace: Workspace, client_id: UUID, entry: HistoryEvent | None) -> None:
    """An event: a headline is enough; detail can stay parked."""
    for_client(workspace)
    was = entry or HistoryEvent.model_construct(headline="", kind="not_asked")
    key = entry_key("history.event", client_id, entry)
    with st.form(key, border=False, enter_to_submit=False):
        fields = _what(was, key) | _meaning(workspace, client_id, was, key)
        parked = was.state == PARKED
        shown = bool(was.detail) and not parked
        with st.expander("Parked detail" if parked else "Detail", expanded=shown):
            fields["detail"] = st.text_area("Detail", was.detail, key=f"{key}.detail", height=90,
                                            label_visibility="collapsed")  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            keep(workspace, HistoryEvent, client_id, entry, key, lambda: fields)
    map_and_remove(workspace, entry, key)
    close_button("history.edit_event")


def _what(was: HistoryEvent, key: str) -> dict[str, object]:
    headline = st.text_input("Headline", was.headline, key=f"{key}.headline")
    left, right = st.columns(2)
    with left:
        kind = choose_word("Kind", "history_events", f"{key}.kind", was.kind)
        age = st.number_input("Client's age", 0.0, 120.0, was.age, step=1.0, format="%g",
                              key=f"{key}.age")  # fmt: skip
        approximate = st.checkbox("Age or date is approximate", was.approximate,
                                  key=f"{key}.about")  # fmt: skip
    with right:
        state = choose_state(
            key, was.state,
            "Of what frightened or hurt, a headline is enough. With “headline only” the detail "
            "stays folded away until the client is steadier.",
        )  # fmt: skip
        on = st.date_input("Date, when known", was.on, key=f"{key}.on", format="DD/MM/YYYY",
                           min_value="1900-01-01", max_value="2100-12-31")  # fmt: skip
    return {"headline": headline, "kind": kind, "age": age, "approximate": approximate,
            "state": state, "on": on}  # fmt: skip


def _meaning(
    workspace: Workspace, client_id: UUID, was: HistoryEvent, key: str
) -> dict[str, object]:
    known = [f.name for f in workspace.services.history.history(workspace.actor, client_id).figures]
    left, right = st.columns(2)
    with left:
        people = st.multiselect(
            "People", [*dict.fromkeys((*known, *was.people))], default=list(was.people),
            key=f"{key}.people", accept_new_options=True, placeholder="Choose, or type a name",
        )  # fmt: skip
        helped = st.text_input("Who helped", was.who_helped, key=f"{key}.helped")
    with right:
        distress = st.number_input("Distress now (0 to 10)", 0, 10, was.distress_now,
                                   key=f"{key}.distress")  # fmt: skip
        knew = st.text_input("Who knew", was.who_knew, key=f"{key}.knew")
    then = st.text_area("What it meant then", was.meaning_then, key=f"{key}.then", height=70)
    now = st.text_area("What it means now", was.meaning_now, key=f"{key}.now", height=70)
    return {"people": tuple(people), "who_helped": helped, "distress_now": distress,
            "who_knew": knew, "meaning_then": then, "meaning_now": now}  # fmt: skip


@st.dialog("Period of growing up", width="large", dismissible=False)
def edit_period(workspace: Workspace, client_id: UUID, entry: Period | None) -> None:
    """A period: the household, who cared, moves."""
    for_client(workspace)
    was = entry or Period.model_construct(period="p0_2")
    key = entry_key("history.period", client_id, entry)
    with st.form(key, border=False, enter_to_submit=False):
        left, right = st.columns(2)
        with left:
            period = choose_word(
                "Period", "developmental_periods", f"{key}.period", was.period, special=False
            )
        with right:
            state = choose_state(key, was.state)
        texts = {
            field: st.text_area(title, getattr(was, field), key=f"{key}.{field}", height=70)
            for field, title in (
                ("household", "Who lived together"),
                ("care_arrangement", "Who looked after whom"),
                ("moves", "Moves"),
            )
        }
        if st.form_submit_button("Save", type="primary"):
            keep(workspace, Period, client_id, entry, key,
                 lambda: {"period": period, "state": state, **texts})  # fmt: skip
    map_and_remove(workspace, entry, key)
    close_button("history.edit_period")
