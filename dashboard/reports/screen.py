"""The reports page: choose a document, read it, take it along."""

from __future__ import annotations

import streamlit as st

from core.clients.model import Client
from core.reports.render import FORMATS, Format
from core.reports.service import MADE_NOW, document_file, report_document
from dashboard.components.picked import picked_client
from dashboard.reports.preview import preview
from dashboard.workspace import Workspace

NAMES = {"formulation": "Formulation report", "brief": "Session preparation"}
TYPES = {
    "pdf": ("PDF", "application/pdf"),
    "docx": ("Word", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": ("Web page", "text/html"),
    "md": ("Plain text", "text/markdown"),
}


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Reports")
    if client is None:
        return
    kind = st.segmented_control("Document", MADE_NOW, default="formulation", required=True,
                                key="reports.kind", format_func=NAMES.get)  # fmt: skip
    kind = kind or "formulation"
    parked = kind == "formulation" and st.checkbox(
        "Include events that were declined or left at a headline", key="reports.parked"
    )
    if workspace.may("document.make"):
        with st.container(horizontal=True):
            for fmt in FORMATS:
                _download(workspace, client, kind, fmt, parked=parked)
        st.caption(
            "A document is made when you click. It stays in memory for this browser tab and is "
            "not saved in the store; the audit trail notes that it was made."
        )
    else:
        st.caption("Your account may read this document here, not take it away.")
    if st.toggle("Preview", key="reports.preview"):
        document = report_document(
            workspace.services, workspace.actor, client.id, kind, parked=parked
        )
        with st.container(border=True):
            preview(document)


def _download(
    workspace: Workspace, client: Client, kind: str, fmt: Format, *, parked: bool
) -> None:
    words, mime = TYPES[fmt]

    def made() -> bytes:
        return document_file(
            workspace.own_services(), workspace.actor, client.id, kind, fmt, parked=parked
        )

    st.download_button(
        f"Save as {words}",
        made,
        file_name=f"{client.code}-{kind}.{fmt}",
        mime=mime,
        key=f"reports.save.{fmt}",
        icon=":material/download:",
        on_click="ignore",
        type="primary" if fmt == "pdf" else "secondary",
    )
