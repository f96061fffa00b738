"""What is the same on every page: navigation, the picked client, messages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from copy import copy
from functools import cache
from importlib.resources import files
from typing import NamedTuple
from uuid import UUID

import streamlit as st
from streamlit import Page as StreamlitPage

from core.access.actor import ROLES
from core.errors import UserFacingError
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

# Our own file, inline: Streamlit fetches a named icon from a font server far away.
ICON = "data:image/png;base64," + b64encode(
    files("dashboard").joinpath("icon.png").read_bytes()
).decode("ascii")


EVERYBODY = ROLES
READERS = ("owner", "clinician", "supervisor")
MEASURERS = (*READERS, "assistant")


class PageEntry(NamedTuple):
    """One page of the dashboard: its file, label and icon, and the roles it is of use to.

    Leaving a page out hides it; what an account may see is checked by the services.
    """

    name: str
    label: str
    icon: str
    roles: tuple[str, ...] = READERS

    @property
    def file(self) -> str:
        """The page's file, as Streamlit names it."""
        return f"app_pages/{self.name}.py"


PAGES = (
    PageEntry("caseload", "Caseload", ":material/groups:", MEASURERS),
    PageEntry("client", "Client", ":material/person:"),
    PageEntry("history", "History", ":material/history:"),
    PageEntry("triggers", "Triggers", ":material/bolt:"),
    PageEntry("map", "Map", ":material/account_tree:"),
    PageEntry("approach", "Approach", ":material/signpost:"),
    PageEntry("outcomes", "Outcomes", ":material/show_chart:", MEASURERS),
    PageEntry("sessions", "Sessions", ":material/event_note:", MEASURERS),
    PageEntry("reports", "Reports", ":material/description:"),
    PageEntry("learn", "Learn", ":material/school:", EVERYBODY),
    PageEntry("settings", "Settings", ":material/settings:", EVERYBODY),
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


def around(workspace: Workspace, every: Mapping[str, StreamlitPage]) -> None:
    """Draw the frame around the page that was asked for, and run it."""
    shown = [copy(every[p.label]) for p in PAGES if workspace.actor.role in p.roles]
    if workspace.actor.role == "auditor":  # who comes for the trail finds it first
        shown.reverse()
    page = st.navigation(shown, expanded=True)
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
            below = f"  \n{escaped(code)}" if name != code else ""
            st.markdown(f"**{escaped(name)}**{below}")
        _privacy(workspace)


def _privacy(workspace: Workspace) -> None:
    share = workspace.actor.screen_share
    # A key for each state: another tab of this sign-in may have turned it round.
    on = st.toggle(
        "Screen-share mode", share, key=f"frame.screen_share.{share}",
        help="Codes instead of names on every page, also inside notes. Entries can be read and "
        "added, not changed, until you turn it off.",
    )  # fmt: skip
    if on != share:
        workspace.share_screen(on)
        st.rerun()
    if workspace.has_door and not workspace.demo:
        st.caption(f"Signed in as {escaped(workspace.actor.name)}")
