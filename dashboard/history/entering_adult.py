"""Adding and changing adult relationships and ways of adapting."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from core.history.model import Adaptation, AdultRelationship, Figure
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key
from dashboard.components.text import day
from dashboard.components.words import choose_word
from dashboard.history.keeping import (
    GONE,
    choose_entries,
    choose_state,
    keep,
    map_and_remove,
    names_of,
)
from dashboard.workspace import Workspace


@st.dialog("Adult relationship", width="large", dismissible=False)
def edit_relationship(
    workspace: Workspace, client_id: UUID, entry: AdultRelationship | None
) -> None:
    """A relationship of adult life; the partner may be one of the figures already."""
    for_client(workspace)
    was = entry or AdultRelationship.model_construct(partner="")
    key = entry_key("history.relationship", client_id, entry)
    figures = workspace.services.history.history(workspace.actor, client_id).figures
    with st.form(key, border=False, enter_to_submit=False):
        fields = _who(was, figures, key) | _how(was, key)
        if st.form_submit_button("Save", type="primary"):
            keep(workspace, AdultRelationship, client_id, entry, key,
                 lambda: _named(fields, figures))  # fmt: skip
    map_and_remove(workspace, entry, key)
    close_button("history.edit_relationship")


def _who(was: AdultRelationship, figures: list[Figure], key: str) -> dict[str, object]:
    names = names_of(figures)
    options = [None, *names, *([was.figure] if was.figure and was.figure not in names else [])]
    left, right = st.columns(2)
    with left:
        partner = st.text_input("Partner", was.partner, key=f"{key}.partner",
                                placeholder="Left empty: the figure's name")  # fmt: skip
        start = st.number_input("From the client's age", 0.0, 120.0, was.from_age, step=1.0,
                                format="%g", key=f"{key}.from")  # fmt: skip
        position = choose_word("The client was mostly", "couple_positions", f"{key}.position",
                               was.position)  # fmt: skip
        current = st.checkbox("Together now", was.current, key=f"{key}.current")
    with right:
        figure = st.selectbox(
            "One of the figures already?", options, options.index(was.figure),
            key=f"{key}.figure",
            format_func=lambda one: names.get(one, GONE) if one else "No",
        )  # fmt: skip
        end = st.number_input("Until age (empty: still, or not known)", 0.0, 120.0, was.to_age,
                              step=1.0, format="%g", key=f"{key}.to")  # fmt: skip
        bond = choose_word("Bond", "bond_lines", f"{key}.bond", was.bond)
        state = choose_state(key, was.state)
    return {"partner": partner, "figure": figure, "from_age": start, "to_age": end,
            "position": position, "current": current, "bond": bond, "state": state}  # fmt: skip


def _named(fields: Mapping[str, object], figures: list[Figure]) -> dict[str, object]:
    """With the figure's name where none was typed: nobody is entered twice."""
    known = next((figure.name for figure in figures if figure.id == fields["figure"]), "")
    return {**fields, "partner": str(fields["partner"]).strip() or known}


def _how(was: AdultRelationship, key: str) -> dict[str, object]:
    fields: dict[str, object] = {
        field: st.text_area(title, getattr(was, field), key=f"{key}.{field}", height=70)
        for field, title in (
            ("best", "At its best"),
            ("worst", "At its worst"),
            ("ending", "How it ended"),
            ("injuries", "Let down at a critical moment"),
            ("affection", "Affection and sex"),
        )
    }
    with st.expander("Violence or control (for you only)"):
        fields["violence"] = st.text_area(
            "For the clinician only: on no shared view, letter or report", was.violence,
            key=f"{key}.violence", height=70,
        )  # fmt: skip
    return fields


@st.dialog("Way of adapting", width="large", dismissible=False)
def edit_adaptation(workspace: Workspace, client_id: UUID, entry: Adaptation | None) -> None:
    """What the client learned to do when nobody was available; it once made sense."""
    for_client(workspace)
    was = entry or Adaptation.model_construct()
    key = entry_key("history.adaptation", client_id, entry)
    with st.form(key, border=False, enter_to_submit=False):
        left, right = st.columns(2)
        with left:
            strategy = choose_word("Mostly", "adaptation_strategies", f"{key}.strategy",
                                   was.strategy)  # fmt: skip
        with right:
            state = choose_state(key, was.state)
        fields: dict[str, object] = {"strategy": strategy, "state": state}
        fields |= {
            field: st.text_area(title, getattr(was, field), key=f"{key}.{field}", height=70)
            for field, title in (
                ("behaviours", "What they do"),
                ("protects_from", "What it protects from"),
                ("costs", "What it costs now"),
                ("still_helps", "When it still helps"),
            )
        }
        fields |= _seen(workspace, client_id, was, key)
        if st.form_submit_button("Save", type="primary"):
            keep(workspace, Adaptation, client_id, entry, key, lambda: fields)
    map_and_remove(workspace, entry, key)
    close_button("history.edit_adaptation")


def _seen(workspace: Workspace, client_id: UUID, was: Adaptation, key: str) -> dict[str, object]:
    services, actor = workspace.services, workspace.actor
    history = services.history.history(actor, client_id)
    episodes = {
        one.id: f"{day(one.day, year=True)} · {one.situation[:60]}"
        for one in services.triggers.episodes(actor, client_id)
    }
    names = names_of([*history.events, *history.figures, *history.relationships])
    learned = choose_entries("May have been learned from", names, f"{key}.learned",
                             was.learned_from)  # fmt: skip
    seen = choose_entries("Seen in these episodes", episodes, f"{key}.seen", was.episodes)
    return {"learned_from": learned, "episodes": seen}
