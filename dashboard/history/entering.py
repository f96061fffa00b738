"""Adding and changing entries of the history. Everything but a name is optional."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import streamlit as st

from core.history.model import (
    BeliefRating,
    Figure,
    HistoryEvent,
    Period,
    WorkingModel,
)
from core.vocabulary import ids, label
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import choose_word
from dashboard.workspace import Workspace

REPAIR = ("not_asked", "yes", "sometimes", "never", "declined")


def _keep(
    workspace: Workspace, kind: type[Any], client_id: UUID, entry: Any, fields: dict[str, object],
    key: str,
) -> None:  # fmt: skip
    def act() -> None:
        workspace.services.history.save(
            workspace.actor, made(workspace, kind, client_id, entry, fields)
        )

    save(workspace, act, "Saved.", inputs=key)


def _remove(workspace: Workspace, entry: Any, key: str) -> None:
    if entry and st.button("Take out", key=f"{key}.retire", type="tertiary"):
        save(
            workspace,
            lambda: workspace.services.history.retire(workspace.actor, entry),
            "Taken out; its versions stay in the store.",
            inputs=key,
        )


@st.dialog("Attachment figure", width="large", dismissible=False)
def edit_figure(workspace: Workspace, client_id: UUID, entry: Figure | None) -> None:
    """A figure: who, when present, what it was like to turn to them."""
    for_client(workspace)
    was = entry or Figure.model_construct(name="")
    key = entry_key("history.figure", client_id, entry)
    with st.form(key, border=False, enter_to_submit=False):
        left, right = st.columns(2)
        with left:
            name = st.text_input("Name or initial", was.name, key=f"{key}.name")
            relation = st.text_input("Relation", was.relation, key=f"{key}.relation")
            role = choose_word("Role", "caregiver_roles", f"{key}.role", was.role)
            bond = choose_word("Bond now", "bond_lines", f"{key}.bond", was.bond_now)
        with right:
            start = st.number_input("Present from the client's age", 0.0, 120.0, was.from_age,
                                    step=1.0, format="%g", key=f"{key}.from")  # fmt: skip
            end = st.number_input("Until age (empty: still)", 0.0, 120.0, was.to_age,
                                  step=1.0, format="%g", key=f"{key}.to")  # fmt: skip
            repair = st.selectbox("Made up after hurts", REPAIR, REPAIR.index(was.repair),
                                  key=f"{key}.repair",
                                  format_func=lambda r: r.replace("_", " "))  # fmt: skip
        comfort = st.text_area("What happened when the client was upset, hurt or ill", was.comfort,
                               key=f"{key}.comfort", height=70)  # fmt: skip
        words = _descriptors(was, key)
        haven = st.checkbox("Safe haven: gone to in distress", was.safe_haven, key=f"{key}.haven")
        base = st.checkbox("Secure base: explored from", was.secure_base, key=f"{key}.base")
        guard = st.checkbox("Protective figure", was.protective, key=f"{key}.guard")
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {
                "name": name, "relation": relation, "role": role, "bond_now": bond,
                "from_age": start, "to_age": end, "repair": repair, "comfort": comfort,
                "descriptors": words, "safe_haven": haven, "secure_base": base,
                "protective": guard,
            }  # fmt: skip
            _keep(workspace, Figure, client_id, entry, fields, key)
    _remove(workspace, entry, key)
    close_button("history.edit_figure")


def _descriptors(was: Figure, key: str) -> tuple[dict[str, object], ...]:
    st.caption("Up to five words for the relationship, each with a memory if there is one.")
    rows = [{"Word": d.word, "Memory": d.memory, "Memory says otherwise": d.contradicts}
            for d in was.descriptors]  # fmt: skip
    blank = {"Word": "", "Memory": "", "Memory says otherwise": False}
    rows += [blank] * (5 - len(rows))
    typed = st.data_editor(rows, key=f"{key}.words", hide_index=True, num_rows="fixed")
    sources = [d.source for d in was.descriptors] + ["client"] * 5
    return tuple(
        {"word": row["Word"], "memory": row["Memory"] or "", "source": source,
         "contradicts": bool(row["Memory says otherwise"])}
        for row, source in zip(typed, sources, strict=False)
        if row["Word"]
    )  # fmt: skip


@st.dialog("Event", width="large", dismissible=False)
def edit_event(workspace: Workspace, client_id: UUID, entry: HistoryEvent | None) -> None:
    """An event: a headline is enough; detail can stay parked."""
    for_client(workspace)
    was = entry or HistoryEvent.model_construct(headline="", kind="not_asked")
    key = entry_key("history.event", client_id, entry)
    with st.form(key, border=False, enter_to_submit=False):
        headline = st.text_input("Headline", was.headline, key=f"{key}.headline")
        left, right = st.columns(2)
        with left:
            kind = choose_word("Kind", "history_events", f"{key}.kind", was.kind)
            age = st.number_input(
                "Client's age", 0.0, 120.0, was.age, step=1.0, format="%g", key=f"{key}.age"
            )
        with right:
            states = ids("record_states")
            state = st.selectbox("Asked?", states, states.index(was.state), key=f"{key}.state",
                                 format_func=lambda s: label("record_states", s))  # fmt: skip
            distress = st.number_input("Distress now (0 to 10)", 0, 10, was.distress_now,
                                       key=f"{key}.distress")  # fmt: skip
        then = st.text_area("What it meant then", was.meaning_then, key=f"{key}.then", height=70)
        now = st.text_area("What it means now", was.meaning_now, key=f"{key}.now", height=70)
        helped = st.text_input("Who helped", was.who_helped, key=f"{key}.helped")
        detail = st.text_area("Detail (leave empty when headline only)", was.detail,
                              key=f"{key}.detail", height=70)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {
                "headline": headline, "kind": kind, "age": age, "state": state,
                "distress_now": distress, "meaning_then": then, "meaning_now": now,
                "who_helped": helped, "detail": detail,
            }  # fmt: skip
            _keep(workspace, HistoryEvent, client_id, entry, fields, key)
    _remove(workspace, entry, key)
    close_button("history.edit_event")


@st.dialog("What they came to expect", width="large", dismissible=False)
def edit_belief(workspace: Workspace, client_id: UUID, entry: WorkingModel | None) -> None:
    """A working model in the client's words, with a rating of how true it feels today."""
    for_client(workspace)
    was = entry or WorkingModel.model_construct()
    key = entry_key("history.belief", client_id, entry)
    with st.form(key, border=False, enter_to_submit=False):
        words = st.text_area("In the client's words", was.words, key=f"{key}.words", height=70)
        rule = st.text_input("Rule: if … then …", was.rule, key=f"{key}.rule")
        left, right = st.columns(2)
        with left:
            self_view = choose_word("Of self", "model_of_self", f"{key}.self", was.self_view)
        with right:
            other = choose_word("Of others", "model_of_other", f"{key}.other", was.other_view)
        percent = st.number_input("How true it feels today (0 to 100)", 0, 100, None, step=5,
                                  key=f"{key}.percent")  # fmt: skip
        exceptions = st.text_area("Exceptions: when was it not so?", was.exceptions,
                                  key=f"{key}.exceptions", height=70)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            ratings = was.ratings
            if percent is not None:
                today = workspace.services.today()
                ratings = (*ratings, BeliefRating(on=today, percent=percent))
            fields: dict[str, object] = {
                "words": words, "rule": rule, "self_view": self_view, "other_view": other,
                "ratings": ratings, "exceptions": exceptions,
            }  # fmt: skip
            _keep(workspace, WorkingModel, client_id, entry, fields, key)
    _remove(workspace, entry, key)
    close_button("history.edit_belief")


@st.dialog("Period of growing up", width="large", dismissible=False)
def edit_period(workspace: Workspace, client_id: UUID, entry: Period | None) -> None:
    """A period: the household, who cared, moves."""
    for_client(workspace)
    was = entry or Period.model_construct(period="p0_2")
    key = entry_key("history.period", client_id, entry)
    with st.form(key, border=False, enter_to_submit=False):
        period = choose_word(
            "Period", "developmental_periods", f"{key}.period", was.period, special=False
        )
        household = st.text_area("Who lived together", was.household, key=f"{key}.household",
                                 height=70)  # fmt: skip
        care = st.text_area("Who looked after whom", was.care_arrangement, key=f"{key}.care",
                            height=70)  # fmt: skip
        moves = st.text_area("Moves", was.moves, key=f"{key}.moves", height=70)
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {
                "period": period, "household": household, "care_arrangement": care, "moves": moves,
            }  # fmt: skip
            _keep(workspace, Period, client_id, entry, fields, key)
    _remove(workspace, entry, key)
    close_button("history.edit_period")
