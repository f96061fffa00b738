"""What is the same on every page: navigation, the picked client, messages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from copy import copy
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from uuid import UUID

import streamlit as st
from streamlit import Page as StreamlitPage

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


@cache
def pages() -> dict[str, StreamlitPage]:
    """Every page by label. Made once: looking for their files takes 2 ms on every rerun.

    Whoever runs one takes a copy, because a page remembers whether it may run.
    """
    return {
        p.label: st.Page(
            p.file, title=p.label, icon=p.icon, url_path=p.name, default=p.name == "caseload"
        )
        for p in PAGES
    }


def page_link(label: str, client_id: UUID, text: str = "", width: int | None = None) -> None:
    """A link to a page, with a client picked."""
    st.page_link(
        pages()[label],
        label=text or label,
        query_params={"client": str(client_id)},
        width=width or "content",
    )


def around(workspace: Workspace, every: Iterable[StreamlitPage]) -> None:
    """Draw the frame around the page that was asked for, and run it."""
    page = st.navigation([copy(page) for page in every], expanded=True)
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
