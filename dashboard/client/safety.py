"""The safety record on the client page: what stands, what was asked, adding and closing."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.clients.model import Client
from core.errors import InvalidEntry
from core.sessions.safety import Concern
from core.vocabulary import ids, label, terms
from dashboard.client.safety_view import COVERED, NOTHING, SAID, STATES, SafetyLine, safety_page
from dashboard.components.card import card
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.text import escaped, plural
from dashboard.components.words import ANY_DAY
from dashboard.workspace import Workspace

_PAUSES = (
    "Your own word, not a score. While it stands, EMDR from phase 3 on and encounters between "
    "partners are paused on the Approach page until you go on with a reason."
)


def safety_record(workspace: Workspace, client: Client) -> None:
    """Draw the record: what stands first; the rest unfolds."""
    services, actor = workspace.services, workspace.actor
    concerns = services.sessions.concerns(actor, client.id)
    page = safety_page(concerns, services.today(), covered=actor.screen_share)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown("##### Safety record", width="content")
        if workspace.may("file.write") and st.button(
            "Add to the safety record", icon=":material/add:", key="client.safety.add",
            type="tertiary",
        ):  # fmt: skip
            add_concern(workspace, client.id)
    _entries(workspace, page.standing)
    if page.standing:
        contact = services.settings.current(actor).contact
        st.caption(SAID + (f" Your practice: {escaped(contact)}" if contact else ""))
    if page.others:
        with st.expander(plural(len(page.others), "other entry", "other entries")):
            _entries(workspace, page.others)
            st.caption(page.not_recorded)
    elif page.standing:
        st.caption(page.not_recorded)
    elif not page.covered:
        st.caption(NOTHING)
    if page.covered:
        st.caption(COVERED)


def _entries(workspace: Workspace, lines: tuple[SafetyLine, ...]) -> None:
    button = "Open" if workspace.may_change() else ""
    for line in lines:
        if card(line.words, button, f"client.safety.open.{line.concern.id}"):
            edit_concern(workspace, line.concern)


@st.dialog("Add to the safety record", width="large", dismissible=False)
def add_concern(workspace: Workspace, client_id: UUID, kind: str = "") -> None:
    """A new entry: what stands, what was once, or what was asked about and not found.

    With a `kind`, that one is chosen already and can be changed.
    """
    for_client(workspace)
    key = entry_key("client.safety", client_id, None) + (f".{kind}" if kind else "")
    with st.form(key, border=False, enter_to_submit=False):
        left, right = st.columns(2)
        with left:
            kinds = [term.id for term in terms("risk_types")]
            chosen = st.selectbox(
                "What it is about", kinds, kinds.index(kind) if kind in kinds else None,
                key=f"{key}.kind", placeholder="Choose",
                format_func=lambda k: label("risk_types", k),
            )  # fmt: skip
        today = workspace.services.today()
        noted = right.date_input("Noted or asked on", today, key=f"{key}.noted", max_value=today,
                                 min_value=ANY_DAY["min_value"], format="DD/MM/YYYY")  # fmt: skip
        state = st.radio("Found", list(STATES), None, key=f"{key}.state", horizontal=True,
                         format_func=STATES.get)  # fmt: skip
        fields = _fields(key, None)
        if st.form_submit_button("Save", type="primary"):
            fields |= {"kind": chosen, "state": state, "noted_on": noted}
            save(workspace, lambda: _add(workspace, client_id, fields),
                 "Kept in the safety record.", inputs=key)  # fmt: skip
    close_button("client.add_concern")


def _fields(key: str, was: Concern | None) -> dict[str, object]:
    acute = st.checkbox("Acute: it cannot wait", was.acute if was else False, key=f"{key}.acute",
                        help=_PAUSES)  # fmt: skip
    what = st.text_area("What was said or seen", was.what if was else "", key=f"{key}.what",
                        height=100)  # fmt: skip
    actions = [a for a in ids("risk_actions") if a not in ("not_asked", "declined", "other")]
    kept = list(was.actions) if was else []
    done = st.multiselect("What was done", [*actions, *(k for k in kept if k not in actions)], kept,
                          key=f"{key}.actions",
                          format_func=lambda a: label("risk_actions", a))  # fmt: skip
    left, right = st.columns(2)
    told = left.text_input("Who was told", was.told if was else "", key=f"{key}.told")
    check = right.date_input("Next check", was.next_check if was else None, key=f"{key}.next",
                             format="DD/MM/YYYY", **ANY_DAY)  # fmt: skip
    return {"acute": acute, "what": what, "actions": tuple(done), "told": told,
            "next_check": check}  # fmt: skip


def _add(workspace: Workspace, client_id: UUID, fields: dict[str, object]) -> None:
    if not fields["kind"] or not fields["state"]:
        raise InvalidEntry("Choose what it is about, and whether it was found.")
    if fields["acute"] and fields["state"] != "now":
        raise InvalidEntry("Acute: this is for what stands now. Untick it, or say that it stands.")
    workspace.services.sessions.save_concern(
        workspace.actor, made(workspace, Concern, client_id, None, fields)
    )


@st.dialog("Safety record", width="large", dismissible=False)
def edit_concern(workspace: Workspace, concern: Concern) -> None:
    """Change an entry or close it with a reason; every earlier version is kept."""
    for_client(workspace)
    kind, state = label("risk_types", concern.kind), STATES[concern.state]
    st.markdown(f"**{escaped(kind)}** · {state}, noted {concern.noted_on:%d/%m/%Y}")
    key = entry_key("client.safety", concern.client_id, concern)
    with st.form(key, border=False, enter_to_submit=False):
        fields = _fields(key, concern)
        if concern.acute:
            eased = st.text_input("No longer acute because", key=f"{key}.eased",
                                  help="Needed to untick it. It stays in the record.")  # fmt: skip
            fields["not_acute_because"] = eased
        if concern.state == "now":
            fields |= _closing(workspace, key, concern)
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _change(workspace, concern, fields),
                 "Safety record saved.", inputs=key)  # fmt: skip
    close_button("client.edit_concern")


def _closing(workspace: Workspace, key: str, concern: Concern) -> dict[str, object]:
    closed = st.checkbox("It does not stand any more: close the entry",
                         concern.closed_on is not None, key=f"{key}.closed")  # fmt: skip
    because = st.text_input("Closed because", concern.closed_because, key=f"{key}.because",
                            help="Needed to close it. It stays in the record.")  # fmt: skip
    on = concern.closed_on or workspace.services.today()
    return {"closed_on": on if closed else None, "closed_because": because}


def _change(workspace: Workspace, concern: Concern, fields: dict[str, object]) -> None:
    if fields["acute"] and concern.state != "now":
        raise InvalidEntry("Acute: this is for what stands now. Add a new entry for it.")
    if fields.get("not_acute_because") and fields["acute"]:
        raise InvalidEntry("Untick that it is acute, or take the reason why it is not out again.")
    if fields.get("closed_because") and not fields.get("closed_on"):
        fields = {**fields, "closed_because": _opened_again(concern, fields)}
    workspace.services.sessions.save_concern(
        workspace.actor, workspace.based(concern).amended(**fields)
    )


def _opened_again(concern: Concern, fields: dict[str, object]) -> str:
    """No reason stays with what stands again; a newly typed one asks for its tick."""
    if fields["closed_because"] != concern.closed_because:
        raise InvalidEntry("Tick that it does not stand any more, or take the reason out again.")
    return ""
