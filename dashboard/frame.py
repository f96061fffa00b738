"""What is the same on every page: navigation, the picked client, messages."""

from __future__ import annotations

from base64 import b64encode
from importlib.resources import files
from typing import NamedTuple

import streamlit as st

from core.errors import UserFacingError
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

# Our own file, inline: Streamlit fetches a named icon from a font server far away.
ICON = "data:image/png;base64," + b64encode(
    files("dashboard").joinpath("icon.png").read_bytes()
).decode("ascii")


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
        if picked := workspace.picked_name():
            code, name = picked
            st.markdown(f"**{escaped(name)}**  \n{escaped(code)}")
