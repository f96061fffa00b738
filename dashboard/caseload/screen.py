"""The caseload page: search, filter, open a client, add one."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from core.clients.caseload import CaseloadQuery
from core.clients.model import Client
from core.errors import InvalidEntry
from core.record import build
from dashboard.caseload.emergency import announcements, emergency
from dashboard.caseload.view import CaseloadView, caseload_view
from dashboard.components.closing import close_button
from dashboard.components.saving import save
from dashboard.components.text import escaped, plural
from dashboard.frame import READERS, page_link
from dashboard.workspace import Workspace

STATUSES = ("active", "paused", "ended", "all")
PAGE_SIZE = 12
PAGE_KEY = "caseload.page"


def render(workspace: Workspace) -> None:
    """Draw the page."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.title("Caseload")
        add = workspace.may("client.create") and st.button(
            "Add a client", icon=":material/person_add:", key="caseload.add"
        )
    announcements(workspace)
    _backup_failed(workspace)
    query = _query(workspace.typed(PAGE_KEY, 1))
    page = workspace.services.clients.caseload(workspace.actor, query)
    if page.found == 0 and query.page > 1:
        page = workspace.services.clients.caseload(workspace.actor, query._replace(page=1))
    _draw(workspace, caseload_view(page, query), query)
    _past_keeping(workspace, query)
    emergency(workspace)
    if add:
        _new_client(workspace)


def _backup_failed(workspace: Workspace) -> None:
    failure = workspace.backups.last_failure
    if failure and workspace.may("backup.make"):
        at = failure.at.astimezone()
        st.warning(
            f"The backup due on {at:%d/%m/%Y} could not be made: {escaped(failure.sentence)} "
            "See Settings, Backup.",
            icon=":material/backup:",
        )


def _past_keeping(workspace: Workspace, query: CaseloadQuery) -> None:
    """A reminder beside the ended clients; it lists and erases nothing."""
    settings = workspace.services.settings.current(workspace.actor)
    if query.status == "active" or not settings.keep_years or not workspace.may("client.erase"):
        return
    due = len(workspace.services.keeping.due(workspace.actor))
    if due:
        st.caption(
            f":material/event_busy: The keeping time of {plural(due, 'file')} is over. "
            "See Settings, Keeping records."
        )


def _query(page: int) -> CaseloadQuery:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        search = st.text_input("Search by name or code", key="caseload.search", type="search")
        status = st.segmented_control(
            "Status",
            STATUSES,
            default="active",
            required=True,
            key="caseload.status",
            format_func=str.capitalize,
        )
        needs = st.toggle("Only those to look at", key="caseload.needs")
    return CaseloadQuery(search or "", status or "active", needs, page, PAGE_SIZE)


def _draw(workspace: Workspace, view: CaseloadView, query: CaseloadQuery) -> None:
    first_page = "Client" if workspace.actor.role in READERS else "Sessions"
    st.caption(view.summary)
    if not view.lines:
        _nobody(workspace, query)
    for line in view.lines:
        with st.container(horizontal=True, border=True, gap="small"):
            page_link(first_page, line.id, f"**{escaped(line.name)}**", width=190)
            st.markdown(line.detail, width="stretch", help=line.sources or None)
    if view.pages > 1:
        st.pagination(view.pages, key=PAGE_KEY)


def _nobody(workspace: Workspace, query: CaseloadQuery) -> None:
    if query.search or query.needs_attention or query.status != "active":
        st.info("Nobody fits this search. Try a shorter name, or another status.")
    elif not workspace.may("client.create"):
        st.info("No client is assigned to you yet. The owner of the practice can do that.")
    else:
        st.info("No clients yet. Add the first one: a name and a code are enough to start.")


@st.dialog("Add a client", dismissible=False)
def _new_client(workspace: Workspace) -> None:
    with st.form("caseload.new", border=False, enter_to_submit=False):
        name = st.text_input("Name", key="caseload.new.name")
        code = st.text_input(
            "Code", key="caseload.new.code", help="2 to 12 letters, digits or hyphens"
        )
        pronouns = st.text_input("Pronouns (optional)", key="caseload.new.pronouns")
        presenting = st.text_area(
            "What brings them, in their own words (optional)", key="caseload.new.presenting"
        )
        if st.form_submit_button("Add", type="primary"):
            save(
                workspace,
                lambda: _add(workspace, name, code, pronouns, presenting),
                "Client added.",
                inputs="caseload.new",
            )
    close_button("caseload.new_client")


def _add(workspace: Workspace, name: str, code: str, pronouns: str, presenting: str) -> None:
    if not name.strip():
        raise InvalidEntry("Name: please fill this in.")
    own = uuid4()
    client = build(
        Client,
        id=own,
        client_id=own,
        name=name,
        code=code.strip().upper(),
        pronouns=pronouns,
        presenting=presenting,
        started_on=workspace.services.today(),
    )
    workspace.services.clients.save(workspace.actor, client)
    workspace.pick(own)
