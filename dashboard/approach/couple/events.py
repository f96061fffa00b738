"""Attachment injuries and change events: entering and changing them."""

from __future__ import annotations

import textwrap
from collections.abc import Mapping
from uuid import UUID

import streamlit as st

from core.clients.couple_changes import with_event, with_injury
from core.clients.model import Couple, CoupleEvent, Injury
from core.errors import InvalidEntry
from core.formulation.model import Node
from core.record import build
from core.vocabulary import label
from dashboard.approach.couple.keeping import NEW, keep
from dashboard.approach.couple.view import OF_A_COUPLE, REPAIR
from dashboard.components.apart import told_apart
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.words import ANY_DAY
from dashboard.workspace import Workspace

Names = Mapping[UUID, str]


@st.dialog("Attachment injury", width="large", dismissible=False)
def edit_injury(
    workspace: Workspace, client_id: UUID, couple: Couple, names: Names, was: Injury | None
) -> None:
    """A time the other was not there when needed most: a headline, whose, and its repair."""
    for_client(workspace)
    key = f"{entry_key('approach.couple.injury', client_id, couple)}.{was.id if was else 'new'}"
    old = was or Injury.model_construct(headline="", owner=client_id)
    owners = [one for one in names if one in (couple.client_id, couple.partner_id)]
    today = workspace.services.today()
    with st.form(key, border=False, enter_to_submit=False):
        headline = st.text_input("Headline only, in the hurt partner's words", old.headline,
                                 key=f"{key}.headline", max_chars=200)  # fmt: skip
        left, right = st.columns(2)
        owner = left.selectbox("Who was hurt", owners, owners.index(old.owner),
                               key=f"{key}.owner", format_func=names.get,
                               disabled=was is not None)  # fmt: skip
        on = right.date_input("When it happened", old.on, key=f"{key}.on", format="DD/MM/YYYY",
                              **ANY_DAY)  # fmt: skip
        repair = left.selectbox("Repair", list(REPAIR), list(REPAIR).index(old.repair),
                                key=f"{key}.repair", format_func=REPAIR.get)  # fmt: skip
        repaired = right.date_input("Repaired on", old.repaired_on, key=f"{key}.repaired",
                                    format="DD/MM/YYYY", min_value=ANY_DAY["min_value"],
                                    max_value=max(today, old.repaired_on or today))  # fmt: skip
        note = st.text_area("Note, for the clinician", old.note, key=f"{key}.note", height=70)
        node = _stands_for(workspace, was, key)
        if was and was.agreed_on:
            st.caption("With another headline it is not agreed to be shown any more.")
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {
                "headline": headline, "owner": owner, "on": on, "repair": repair,
                "repaired_on": repaired, "note": note,
            }  # fmt: skip
            save(workspace, lambda: _keep_injury(workspace, client_id, was, fields, node),
                 "Attachment injury saved.", inputs=key)  # fmt: skip
    if was and st.button("Take out", key=f"{key}.out", type="tertiary"):
        save(
            workspace,
            lambda: keep(workspace, client_id, lambda now: with_injury(now, was, None)),
            "Taken out; the earlier version stays in the store.",
            inputs=key,
        )
    close_button("approach.couple.injury")


def _stands_for(workspace: Workspace, was: Injury | None, key: str) -> str:
    """The event of the owner's map it is; for a new one only a new node, whose map is not known
    before it is said who was hurt."""
    names: dict[str, str] = {}
    now = str(was.node_id) if was and was.node_id else ""
    if was:
        shown = workspace.services.formulation.formulation(workspace.actor, was.owner)
        names = {str(node.id): node.name for node in shown.nodes if node.kind in ("event", "care")}
    kept = {now: "A node kept earlier"} if now and now not in names else {}
    options = told_apart({"": "Not on the map", **names, **kept, NEW: "New node of this headline"})
    chosen: str = st.selectbox(
        "On the hurt partner's map as", list(options), list(options).index(now),
        key=f"{key}.node", format_func=options.get,
    )  # fmt: skip
    return chosen


def _keep_injury(
    workspace: Workspace,
    client_id: UUID,
    was: Injury | None,
    fields: dict[str, object],
    node: str,
) -> None:
    injury = build(Injury, **((was.model_dump() if was else {}) | fields))
    if was and injury.headline != was.headline:
        injury = injury.model_copy(update={"agreed_on": None, "agreed_words": ""})
    new = (_node(injury),) if node == NEW else ()
    node_id = new[0].id if new else UUID(node) if node else None
    now = injury.model_copy(update={"node_id": node_id})
    keep(workspace, client_id, lambda couple: with_injury(couple, was, now), new)


def _node(injury: Injury) -> Node:
    name = textwrap.shorten(injury.headline, 120, placeholder=" …")
    words = "" if name == injury.headline else injury.headline
    return build(Node, client_id=injury.owner, kind="event", name=name, words=words, on=injury.on)


@st.dialog("Change event", dismissible=False)
def edit_event(
    workspace: Workspace, client_id: UUID, couple: Couple, names: Names, was: CoupleEvent | None
) -> None:
    """What changed between the two, when, and whose it was if one's own."""
    for_client(workspace)
    place = couple.events.index(was) if was else "new"
    key = f"{entry_key('approach.couple.event', client_id, couple)}.{place}"
    today = workspace.services.today()
    kinds = [*OF_A_COUPLE, *([was.event] if was and was.event not in OF_A_COUPLE else [])]
    owners: list[UUID | None] = [None, *names]
    with st.form(key, border=False, enter_to_submit=False):
        event = st.selectbox("What changed", kinds, kinds.index(was.event) if was else None,
                             key=f"{key}.event", placeholder="Choose",
                             format_func=lambda one: label("change_events", one))  # fmt: skip
        whose = st.selectbox("Whose", owners, owners.index(was.client_id) if was else 0,
                             key=f"{key}.whose",
                             format_func=lambda one: names[one] if one else "Of both")  # fmt: skip
        on = st.date_input("Day", was.on if was else today, key=f"{key}.on", format="DD/MM/YYYY",
                           max_value=max(today, was.on if was else today),
                           min_value=ANY_DAY["min_value"])  # fmt: skip
        note = st.text_input("Note, for the clinician", was.note if was else "", key=f"{key}.note")
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {"event": event, "client_id": whose, "on": on, "note": note}
            save(workspace, lambda: _keep_event(workspace, client_id, was, fields),
                 "Change event saved.", inputs=key)  # fmt: skip
    if was and st.button("Take out", key=f"{key}.out", type="tertiary"):
        save(
            workspace,
            lambda: keep(workspace, client_id, lambda now: with_event(now, was, None)),
            "Taken out; the earlier version stays in the store.",
            inputs=key,
        )
    close_button("approach.couple.event")


def _keep_event(
    workspace: Workspace, client_id: UUID, was: CoupleEvent | None, fields: dict[str, object]
) -> None:
    if not fields["event"]:
        raise InvalidEntry("What changed: choose one.")
    keep(workspace, client_id, lambda now: with_event(now, was, build(CoupleEvent, **fields)))
