"""Taking a handout along: made when clicked, with nothing about a client in it."""

from __future__ import annotations

import streamlit as st

from core.knowledge.handouts import handout
from core.reports.handout import handout_file
from core.reports.render import Format
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

_TYPES: dict[Format, tuple[str, str]] = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("Web page", "text/html"),
}


def handout_downloads(workspace: Workspace, handout_id: str, place: str) -> None:
    """The buttons that save one handout; `place` tells two rows of buttons apart."""
    st.markdown(f"Handout: *{escaped(handout(handout_id).title)}*")
    with st.container(horizontal=True):
        for fmt in _TYPES:
            _download(workspace, handout_id, fmt, place)


def _download(workspace: Workspace, handout_id: str, fmt: Format, place: str) -> None:
    words, mime = _TYPES[fmt]

    def made() -> bytes:
        settings = workspace.own_services().settings.current(workspace.actor)
        return handout_file(handout_id, settings, fmt)

    st.download_button(
        words,
        made,
        file_name=f"{handout_id.replace('_', '-')}.{fmt}",
        mime=mime,
        key=f"learn.{place}.{handout_id}.{fmt}",
        icon=":material/download:",
        on_click="ignore",
    )
