"""Opening a stranger's file in an emergency, and telling the clinician whose client it is."""

from __future__ import annotations

import streamlit as st

from core.access.assignments import BREAK_GLASS_HOURS
from core.errors import InvalidEntry
from dashboard.components.saving import save
from dashboard.components.text import escaped, plural
from dashboard.workspace import Workspace


def announcements(workspace: Workspace) -> None:
    """Say which of one's own clients' files somebody else opened, and why."""
    services, actor = workspace.services, workspace.actor
    names = services.accounts.names()
    for opened in services.assignments.to_be_read(actor):
        known = services.clients.code_and_name(actor, opened.client_id)
        code, who = known[0] if known else "", names.get(opened.account, "Somebody")
        until = opened.until.astimezone()
        with st.container(border=True, horizontal=True, vertical_alignment="center"):
            st.markdown(
                f":material/emergency_home: **{escaped(who)}** opened the file of "
                f"**{escaped(code)}** in an emergency, until {until:%d/%m/%Y %H:%M}. "
                f"Reason: “{escaped(opened.reason)}”",
                width="stretch",
            )
            if st.button("I have read this", key=f"caseload.opened.{opened.id}"):
                save(workspace, lambda o=opened: services.assignments.mark_read(actor, o),
                     "Marked as read.")  # fmt: skip


def emergency(workspace: Workspace) -> None:
    """The way to a file that is not one's own, where there are colleagues at all."""
    colleagues = [a for a in workspace.services.accounts.every(workspace.actor) if a.active]
    if workspace.actor.role not in ("owner", "clinician") or len(colleagues) < 2:
        return
    if st.button("Open a colleague's file in an emergency", type="tertiary",
                 icon=":material/emergency_home:", key="caseload.emergency"):  # fmt: skip
        _open(workspace)


@st.dialog("Open a file in an emergency", dismissible=False)
def _open(workspace: Workspace) -> None:
    st.caption(
        "The client's clinician is told who opened the file, when and why. It can be read, and "
        "sessions can be moved, until the time is over."
    )
    with st.form("caseload.emergency.form", border=False):
        code = st.text_input("The client's code, exactly", key="caseload.emergency.code")
        reason = st.text_area("Why this cannot wait", key="caseload.emergency.reason", height=80)
        hours = st.selectbox("For how long", BREAK_GLASS_HOURS, key="caseload.emergency.hours",
                             format_func=lambda h: plural(h, "hour"))  # fmt: skip
        if st.form_submit_button("Open the file", type="primary"):
            save(workspace, lambda: _opened(workspace, code, reason, hours),
                 "The file is open. Its clinician is told.",
                 inputs="caseload.emergency.")  # fmt: skip
    if st.button("Cancel", key="caseload.emergency.close", type="tertiary"):
        st.rerun()


def _opened(workspace: Workspace, code: str, reason: str, hours: int) -> None:
    assignments, actor = workspace.services.assignments, workspace.actor
    if not code.strip() or not reason.strip():
        raise InvalidEntry("Fill in the client's code and why this cannot wait.")
    found = assignments.find_by_code(actor, code)
    assignments.break_glass(actor, found, reason, hours)
    workspace.pick(found)
