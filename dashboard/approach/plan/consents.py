"""What the client was told and agreed to before this work, item by item."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core.approaches.model import Consent, Plan
from core.approaches.plan_words import consent_words, definition_of
from core.errors import InvalidEntry
from dashboard.approach.plan.view import CONSENT_STATES
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import escaped
from dashboard.components.words import ANY_DAY
from dashboard.workspace import Workspace

Asked = dict[str, object]


def items_of(plan: Plan) -> tuple[Consent, ...]:
    """The items of the approach in their order, as they stand, then the clinician's own."""
    known = definition_of(plan.approach)
    stored = {one.item: one for one in plan.consents}
    listed = [one.id for one in known.consents] if known else []
    own = [item for item in stored if item not in listed]
    return tuple(stored.get(item) or Consent(item=item) for item in (*listed, *own))


@st.dialog("Consent", width="large", dismissible=False)
def plan_consents(workspace: Workspace, plan: Plan) -> None:
    """Each item with its state and day; an answer without a day counts from today."""
    for_client(workspace)
    key = entry_key("approach.consents", plan.client_id, plan)
    with st.form(key, border=False, enter_to_submit=False):
        st.caption("An answer without a day is dated today.")
        asked = [_row(plan, one, f"{key}.{place}") for place, one in enumerate(items_of(plan))]
        st.divider()
        words = st.text_input("Another item, in your words", key=f"{key}.own")
        state, on, note = _answer(Consent(item=""), f"{key}.new")
        own: Asked = {"item": words.strip(), "state": state, "on": on, "note": note}
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _keep(workspace, plan, asked, own), "Consent saved.",
                 inputs=key)  # fmt: skip
    close_button("approach.plan_consents")


def _row(plan: Plan, one: Consent, key: str) -> Asked:
    st.markdown(escaped(consent_words(plan.approach, one.item)))
    state, on, note = _answer(one, key)
    return {"item": one.item, "state": state, "on": on, "note": note}


def _answer(was: Consent, key: str) -> tuple[str, date | None, str]:
    states = list(CONSENT_STATES)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        state = st.pills(
            "State", states, default=was.state, key=f"{key}.state", label_visibility="collapsed",
            format_func=CONSENT_STATES.get, required=True,
        )  # fmt: skip
        on = st.date_input("On", was.on, key=f"{key}.on", format="DD/MM/YYYY", width=150, **ANY_DAY)
        note = st.text_input("Note", was.note, key=f"{key}.note", width="stretch")
    return state or was.state, on, note


def _keep(workspace: Workspace, plan: Plan, asked: list[Asked], own: Asked) -> None:
    today = workspace.services.today()
    known = {one.item: one for one in plan.consents}
    order = list(known)
    said = [one for one in asked if _said(one, order)] + _own(own, asked)
    kept = [_dated(one, known.get(str(one["item"])), today) for one in said]
    kept.sort(key=lambda one: order.index(one["item"]) if one["item"] in order else len(order))
    workspace.services.approaches.save_plan(
        workspace.actor, workspace.based(plan).amended(consents=tuple(kept))
    )


def _own(own: Asked, asked: list[Asked]) -> list[Asked]:
    """The clinician's own item, if there is one; it is kept also before it was asked about."""
    if any(own["item"] == one["item"] for one in asked):
        raise InvalidEntry("Another item: this one is in the list above. Answer it there.")
    if not own["item"] and _said(own, []):
        raise InvalidEntry("Another item: say what it is, or clear its answer, day and note.")
    return [own] if own["item"] else []


def _said(one: Asked, known: list[str]) -> bool:
    return bool(one["item"] in known or one["state"] != "not_asked" or one["on"] or one["note"])


def _dated(one: Asked, was: Consent | None, today: date) -> Asked:
    """An answer that is new or changed and has no day gets today's."""
    changed = one["state"] != (was.state if was else "not_asked")
    return one | {"on": today} if changed and one["on"] is None else one
