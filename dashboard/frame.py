"""What is the same on every page: navigation, the picked client, messages."""

from __future__ import annotations

from typing import NamedTuple

import streamlit as st

from core.errors import UserFacingError
from dashboard.workspace import Workspace


class PageEntry(NamedTuple):
    """One page of the dashboard: its file, label and icon."""

    name: str
    label: str
    icon: str

    @property
    def file(self) -> str:
        """The page's file, as Streamlit names it."""
        return f"app_pages/{self.name}.py"


PAGES = (
    PageEntry("caseload", "Caseload", ":material/groups:"),
    PageEntry("client", "Client", ":material/person:"),
    PageEntry("history", "History", ":material/history:"),
    PageEntry("triggers", "Triggers", ":material/bolt:"),
    PageEntry("map", "Map", ":material/account_tree:"),
    PageEntry("approach", "Approach", ":material/signpost:"),
    PageEntry("outcomes", "Outcomes", ":material/show_chart:"),
    PageEntry("sessions", "Sessions", ":material/event_note:"),
    PageEntry("reports", "Reports", ":material/description:"),
    PageEntry("learn", "Learn", ":material/school:"),
    PageEntry("settings", "Settings", ":material/settings:"),
)
BY_LABEL = {page.label: page for page in PAGES}


def around(workspace: Workspace) -> None:
    """Draw the frame and run the page that was asked for."""
    pages = [
        st.Page(p.file, title=p.label, icon=p.icon, url_path=p.name, default=p.name == "caseload")
        for p in PAGES
    ]
    page = st.navigation(pages, expanded=True)
    _sidebar(workspace)
    if said := workspace.take_said():
        st.toast(said, icon=":material/check:")
    try:
        page.run()
    except UserFacingError as error:
        st.error(error.sentence, icon=":material/error:")


def _sidebar(workspace: Workspace) -> None:
    with st.sidebar:
        if workspace.demo:
            st.caption(":material/science: Demo: invented clients, a throw-away key.")
        try:
            client = workspace.client()
        except UserFacingError:
            client = None
        if client:
            st.markdown(f"**{escaped(client.name)}**  \n{escaped(client.code)}")


def escaped(text: str) -> str:
    """Somebody's words as plain text inside Markdown."""
    return "".join(f"\\{mark}" if mark in "\\`*_{}[]()#+-.!|<>~$:&" else mark for mark in text)
