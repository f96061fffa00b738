"""Making two clients a couple, and changing the cycle they share. Their files stay separate."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.clients.model import Couple, HalfCycle
from core.clients.sharing import changed_half
from core.errors import InvalidEntry
from dashboard.components.apart import told_apart
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.text import escaped
from dashboard.components.words import choose_word
from dashboard.workspace import Workspace


@st.dialog("Couple and shared cycle", width="large", dismissible=False)
def edit_couple(workspace: Workspace, client_id: UUID, couple: Couple | None) -> None:
    """The partner, the couple's own name for the cycle, and both halves of it.

    What a partner agreed to show is agreed for the words it was said in: a field that says
    something else afterwards is not agreed to any more (see the worksheet on the Approach page).
    """
    for_client(workspace)
    key = entry_key("map.couple", client_id, couple)
    known = workspace.services.clients.names(workspace.actor)
    names = {one.id: one.name for one in known}
    offered = told_apart(names, {one.id: one.code for one in known})
    with st.form(key, border=False, enter_to_submit=False):
        pair = _pair(client_id, couple, offered, key)
        cycle_name = st.text_input(
            "The couple's own name for the cycle", couple.cycle_name if couple else "",
            key=f"{key}.name",
        )  # fmt: skip
        words = st.text_area(
            "In their words", couple.cycle_words if couple else "", key=f"{key}.words", height=80
        )
        was = {half.client_id: half for half in couple.halves} if couple else {}
        columns = st.columns(2)
        halves = [
            _half(columns[place], was.get(one) or HalfCycle(client_id=one or client_id),
                  names.get(one, "The partner") if one else "The partner", f"{key}.{place}")
            for place, one in enumerate(pair)
        ]  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {"cycle_name": cycle_name, "cycle_words": words}
            save(
                workspace,
                lambda: _keep(workspace, couple, pair, halves, fields),
                "Couple saved.",
                inputs=key,
            )
    close_button("map.edit_couple")


def _pair(
    client_id: UUID, couple: Couple | None, names: dict[UUID, str], key: str
) -> tuple[UUID, UUID | None]:
    if couple and couple.partner_id:
        return couple.client_id, couple.partner_id
    # A couple without a partner is what stays when the partner's file was erased.
    others = [one for one in names if one != client_id]
    partner = st.selectbox("Partner, with a file of their own", others, index=None,
                           format_func=names.get, key=f"{key}.partner")  # fmt: skip
    return client_id, partner


def _half(column: object, was: HalfCycle, name: str, key: str) -> dict[str, object]:
    with column:  # type: ignore[attr-defined]
        st.markdown(f"**{escaped(name)}**")
        return {
            "position": choose_word("Position in this cycle", "couple_positions",
                                    f"{key}.position", was.position),
            "cue": choose_word("When", "cue_types", f"{key}.cue", was.cue),
            "reading_of_other": st.text_input("Reads the other as", was.reading_of_other,
                                              key=f"{key}.reads"),
            "secondary_emotion": choose_word("Shows", "emotions_secondary", f"{key}.shows",
                                             was.secondary_emotion),
            "action": choose_word("Does", "action_tendencies", f"{key}.does", was.action),
            "primary_emotion": choose_word("Feels underneath", "emotions_primary",
                                           f"{key}.feels", was.primary_emotion),
            "fear": st.text_input("Fears", was.fear, key=f"{key}.fears"),
            "longing": choose_word("Longs for", "needs_longings", f"{key}.longs", was.longing),
        }  # fmt: skip


def _keep(
    workspace: Workspace,
    couple: Couple | None,
    pair: tuple[UUID, UUID | None],
    halves: list[dict[str, object]],
    fields: dict[str, object],
) -> None:
    first, second = pair
    if second is None and couple is None:
        raise InvalidEntry("Partner: choose the partner; add their own file first if needed.")
    known = {half.client_id: half for half in couple.halves} if couple else {}
    both = [
        changed_half(known.get(one) or HalfCycle(client_id=one), half)
        for half, one in zip(halves, pair, strict=True)
        if one
    ]
    fields = fields | {"partner_id": second, "halves": tuple(both)}
    couple = made(workspace, Couple, first, couple, fields)
    workspace.services.clients.save_couple(workspace.actor, couple)
