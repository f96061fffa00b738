"""One partner's half of the cycle, and the couple's own words for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

import streamlit as st

from core.clients.couple_changes import half_of, with_half
from core.clients.model import Couple, HalfCycle, HalfField
from core.clients.sharing import WORD_LISTS, changed_half
from core.formulation.lenses.eft import nodes_for
from core.formulation.model import Node
from core.history.on_map import sources
from dashboard.approach.couple.keeping import NEW, keep, made_nodes, stood_for
from dashboard.approach.couple.view import FIELDS
from dashboard.components.apart import told_apart
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import escaped
from dashboard.components.words import choose_word
from dashboard.workspace import Workspace

ON_MAP: tuple[HalfField, ...] = (
    "cue", "action", "reading_of_other", "secondary_emotion", "primary_emotion", "fear",
)  # fmt: skip
"""Fields that can stand for a node of their owner's map."""


@st.dialog("Half of the cycle", width="large", dismissible=False)
def edit_half(
    workspace: Workspace, client_id: UUID, couple: Couple, owner: UUID, owner_name: str
) -> None:
    """Change what one partner says; what says something else is not agreed to any more."""
    for_client(workspace)
    st.markdown(f"The half of **{escaped(owner_name)}**, kept with nobody else's.")
    was = half_of(couple, owner)
    key = f"{entry_key('approach.couple.half', client_id, couple)}.{owner}"
    offered = _offered(workspace, owner)
    with st.form(key, border=False, enter_to_submit=False):
        fields: dict[str, object] = {}
        stands: dict[HalfField, str] = {}
        for field in FIELDS:
            left, right = st.columns((3, 2), vertical_alignment="bottom")
            with left:
                fields[field] = _field(was, field, key)
            if field in ON_MAP:
                with right:
                    stands[field] = _stands_for(was, field, offered[field], key)
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _keep(workspace, client_id, was, fields, stands),
                 "Half saved.", inputs=key)  # fmt: skip
    close_button("approach.couple.half")


def _offered(workspace: Workspace, owner: UUID) -> dict[HalfField, tuple[Node, ...]]:
    services, actor = workspace.services, workspace.actor
    formulation = services.formulation.formulation(actor, owner)
    known = sources(services.history.history(actor, owner))
    return {field: nodes_for(field, formulation, known) for field in ON_MAP}


def _field(was: HalfCycle, field: HalfField, key: str) -> str:
    value: str = getattr(was, field)
    if field in WORD_LISTS:
        return choose_word(FIELDS[field], WORD_LISTS[field], f"{key}.{field}", value)
    typed: str = st.text_input(FIELDS[field], value, key=f"{key}.{field}")
    return typed


def _stands_for(was: HalfCycle, field: HalfField, nodes: Sequence[Node], key: str) -> str:
    names = {str(node.id): node.name for node in nodes}
    now = next((str(one.node_id) for one in was.nodes if one.field == field), "")
    kept = {now: "A node kept earlier"} if now and now not in names else {}
    options = told_apart({"": "Not on the map", **names, **kept, NEW: "New node of these words"})
    chosen: str = st.selectbox(
        f"On the map as: {FIELDS[field].lower()}", list(options), list(options).index(now),
        key=f"{key}.{field}.node", format_func=options.get,
    )  # fmt: skip
    return chosen


def _keep(
    workspace: Workspace,
    client_id: UUID,
    was: HalfCycle,
    fields: Mapping[str, object],
    stands: dict[HalfField, str],
) -> None:
    made = made_nodes(changed_half(was, fields), stands)
    now = changed_half(was, fields, stood_for(stands, made))
    keep(workspace, client_id, lambda couple: with_half(couple, was, now), tuple(made.values()))


@st.dialog("The couple's words", dismissible=False)
def name_cycle(workspace: Workspace, client_id: UUID, couple: Couple) -> None:
    """The couple's own name for the cycle and what they say of it; theirs together."""
    for_client(workspace)
    key = entry_key("approach.couple.name", client_id, couple)
    with st.form(key, border=False, enter_to_submit=False):
        name = st.text_input("Their own name for the cycle", couple.cycle_name, key=f"{key}.name")
        words = st.text_area("In their words", couple.cycle_words, key=f"{key}.words", height=120)
        st.caption("Both partners see this: write what the two found together.")
        if st.form_submit_button("Save", type="primary"):
            fields = {"cycle_name": name, "cycle_words": words}
            save(
                workspace,
                lambda: workspace.services.clients.save_couple(
                    workspace.actor, workspace.based(couple).amended(**fields)
                ),
                "Saved.",
                inputs=key,
            )
    close_button("approach.couple.name")
