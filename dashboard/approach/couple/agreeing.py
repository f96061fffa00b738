"""What of a partner's half and injuries may be shown to the other: asked and noted in words."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from uuid import UUID

import streamlit as st

from core.clients.couple_changes import half_of, with_half
from core.clients.model import Couple, HalfCycle, HalfField
from core.clients.sharing import is_agreed, with_agreed, with_agreed_headline
from core.errors import InvalidEntry
from core.formulation.model import Node
from dashboard.approach.couple.keeping import keep
from dashboard.approach.couple.view import (
    FIELDS,
    agreed_by_field,
    field_words,
    in_other_words,
    words_for_both,
)
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import day, escaped
from dashboard.components.words import ANY_DAY
from dashboard.workspace import Workspace

_NOT_SEEN = (
    "it stands for a node the client does not see yet. Say it in the half's own words, or mark "
    "the node as shareable, to ask about it."
)


@st.dialog("What may be shown", dismissible=False)
def agree(
    workspace: Workspace,
    client_id: UUID,
    couple: Couple,
    owner: UUID,
    names: Mapping[UUID, str],
    nodes: Mapping[UUID, Node],
) -> None:
    """What a partner agrees to show to the other: the very words beside each switch."""
    for_client(workspace)
    half = half_of(couple, owner)
    st.markdown(
        f"**{escaped(names[owner])}** decides what the other may see: on the couple view, and in "
        "the other's report. It is shown in the words that stand here, whatever the map says "
        "later. Ask first; nothing is agreed by itself."
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


def _agreed_fields(half: HalfCycle, nodes: Mapping[UUID, Node], key: str) -> dict[HalfField, str]:
    """The words that may be shown of each field that is ticked."""
    agreed = agreed_by_field(half)
    ticked: dict[HalfField, str] = {}
    nothing = True
    for field, title in FIELDS.items():
        now, known = words_for_both(half, field, nodes), agreed.get(field)
        nothing = nothing and not (now or known)
        ticked[field] = _ticked(title, now, known.words if known else "",
                                known.on if known else None, f"{key}.{field}")  # fmt: skip
        if not now and field_words(half, field, nodes):
            st.caption(f"{title}: {_NOT_SEEN}")
    if nothing:
        st.caption("Nothing is said in this half yet.")
    return ticked


def _agreed_injuries(couple: Couple, owner: UUID, key: str) -> dict[UUID, str]:
    """The headlines that may be shown, by injury; no words for one that may not."""
    own = [one for one in couple.injuries if one.owner == owner]
    if own:
        st.markdown("Attachment injuries: the headline, the day, and whether it is repaired")
    return {
        one.id: _ticked("", one.headline, one.agreed_words if is_agreed(one) else "",
                        one.agreed_on, f"{key}.injury.{one.id}")
        for one in own
    }  # fmt: skip


def _ticked(title: str, now: str, agreed: str, on: date | None, key: str) -> str:
    """The words that are ticked: those that stand there now, or those agreed to earlier."""
    head = f"{title}: " if title else ""
    kept = False
    if agreed and agreed != now:
        words = in_other_words(agreed, on)
        kept = st.checkbox(f"{head}{words}", value=True, key=f"{key}.earlier")
    if now:
        since = f" (agreed {day(on)})" if agreed == now and on else ""
        if st.checkbox(f"{head}{escaped(now)}{since}", agreed == now, key=key):
            return now
    return agreed if kept else ""


def _keep_agreed(
    workspace: Workspace,
    client_id: UUID,
    half: HalfCycle,
    fields: Mapping[HalfField, str],
    injuries: Mapping[UUID, str],
    on: date | None,
) -> None:
    if on is None:
        raise InvalidEntry("Agreed on: choose the day on which it was asked.")

    def change(couple: Couple) -> Couple:
        changed = with_half(couple, half, with_agreed(half, fields, on))
        asked = tuple(
            with_agreed_headline(one, injuries[one.id], on) if one.id in injuries else one
            for one in changed.injuries
        )
        return changed.amended(injuries=asked)

    keep(workspace, client_id, change)
