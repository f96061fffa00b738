"""One partner's half of the cycle, what of it may be shown, and the couple's own words for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import streamlit as st

from core.clients.couple_changes import half_of, with_half
from core.clients.model import Couple, HalfCycle, HalfField, Injury
from core.clients.sharing import changed_fields, changed_half, with_agreed
from core.errors import InvalidEntry
from core.formulation.lenses.eft import nodes_for
from core.formulation.model import Node
from core.history.on_map import sources
from dashboard.approach.couple.keeping import NEW, keep, on_the_map
from dashboard.approach.couple.view import FIELDS, agreed_words, field_words
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import day, escaped
from dashboard.components.words import ANY_DAY, choose_word
from dashboard.workspace import Workspace

LISTS: dict[HalfField, str] = {
    "position": "couple_positions", "cue": "cue_types", "action": "action_tendencies",
    "secondary_emotion": "emotions_secondary", "primary_emotion": "emotions_primary",
    "longing": "needs_longings",
}  # fmt: skip
"""Fields that are a word of a list; the others are typed."""

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
    if field in LISTS:
        return choose_word(FIELDS[field], LISTS[field], f"{key}.{field}", value)
    typed: str = st.text_input(FIELDS[field], value, key=f"{key}.{field}")
    return typed


def _stands_for(was: HalfCycle, field: HalfField, nodes: Sequence[Node], key: str) -> str:
    names = {str(node.id): node.name for node in nodes}
    now = next((str(one.node_id) for one in was.nodes if one.field == field), "")
    kept = {now: "A node kept earlier"} if now and now not in names else {}
    options = {"": "Not on the map", **names, **kept, NEW: "New node of these words"}
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
    said = changed_half(was, fields)  # checks the words before a node is made of them

    def change(couple: Couple) -> Couple:
        now = changed_half(was, fields, on_the_map(workspace, couple, said, stands))
        return with_half(couple, was, now)

    keep(workspace, client_id, change)


def no_more_agreed(was: HalfCycle, now: HalfCycle) -> str:
    """Which agreed fields say something else now, in a sentence; or nothing."""
    gone = {one.field for one in was.agreed} & changed_fields(was, now)
    return f"Not agreed any more: {agreed_words(gone)}." if gone else ""


@st.dialog("What may be shown", dismissible=False)
def agree(
    workspace: Workspace,
    client_id: UUID,
    couple: Couple,
    owner: UUID,
    names: Mapping[UUID, str],
    nodes: Mapping[UUID, Node],
) -> None:
    """What a partner agrees to show to the other, field by field, and from when."""
    for_client(workspace)
    half = half_of(couple, owner)
    st.markdown(
        f"**{escaped(names[owner])}** decides what the other may see: on the couple view, and in "
        "the other's report. Ask first; nothing is agreed by itself."
    )
    key = f"{entry_key('approach.couple.agree', client_id, couple)}.{owner}"
    with st.form(key, border=False, enter_to_submit=False):
        today = workspace.services.today()
        on = st.date_input("Agreed on", today, key=f"{key}.on", format="DD/MM/YYYY",
                           max_value=today, min_value=ANY_DAY["min_value"])  # fmt: skip
        fields = _agreed_fields(half, nodes, key)
        injuries = _agreed_injuries(couple, owner, key)
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _keep_agreed(workspace, client_id, half, fields, injuries, on),
                 "What may be shown is noted.", inputs=key)  # fmt: skip
    close_button("approach.couple.agree")


def _agreed_fields(
    half: HalfCycle, nodes: Mapping[UUID, Node], key: str
) -> tuple[list[HalfField], list[HalfField]]:
    """The fields that are ticked, and all that could be."""
    known = {one.field: one.on for one in half.agreed}
    said = [field for field in FIELDS if field_words(half, field, nodes)]
    if not said:
        st.caption("Nothing is said in this half yet.")
    ticked: list[HalfField] = []
    for field in said:
        since = f" (agreed {day(known[field])})" if known.get(field) else ""
        words = f"{FIELDS[field]}: {escaped(field_words(half, field, nodes))}{since}"
        if st.checkbox(words, field in known, key=f"{key}.{field}"):
            ticked.append(field)
    return ticked, said


def _agreed_injuries(couple: Couple, owner: UUID, key: str) -> dict[UUID, bool]:
    own = [one for one in couple.injuries if one.owner == owner]
    if own:
        st.markdown("Attachment injuries, by headline")
    return {
        one.id: st.checkbox(escaped(one.headline), one.agreed_on is not None,
                            key=f"{key}.injury.{one.id}")
        for one in own
    }  # fmt: skip


def _keep_agreed(
    workspace: Workspace,
    client_id: UUID,
    half: HalfCycle,
    fields: tuple[list[HalfField], list[HalfField]],
    injuries: Mapping[UUID, bool],
    on: date | None,
) -> None:
    if on is None:
        raise InvalidEntry("Agreed on: choose the day on which it was asked.")

    def change(couple: Couple) -> Couple:
        ticked, said = fields
        silent = [one.field for one in half.agreed if one.field not in said]
        changed = with_half(couple, half, with_agreed(half, {*ticked, *silent}, on))
        return changed.amended(injuries=tuple(_asked(o, injuries, on) for o in changed.injuries))

    keep(workspace, client_id, change)


def _asked(injury: Injury, ticked: Mapping[UUID, bool], on: date) -> Injury:
    """An injury with the answer to whether it may be shown; one agreed earlier keeps its day."""
    if injury.id not in ticked:
        return injury
    agreed = (injury.agreed_on or on) if ticked[injury.id] else None
    return injury.model_copy(update={"agreed_on": agreed})


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
