"""Private notes: apart from the record, read by who wrote them and nobody else."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.clients.model import Client
from core.keeping.model import PrivateNote
from dashboard.components.card import card
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.text import in_lines
from dashboard.workspace import Workspace

INCLUDED = {
    "us_hipaa": "Kept apart from the record and left out when a client asks for their data.",
    "uk_eu": "Kept apart from the record. When a client asks for their data, they are included.",
    "other": "Kept apart from the record. When a client asks for their data, they are included.",
}


def private_notes(workspace: Workspace, client: Client) -> None:
    """Draw one's own private notes, closed at first: they are not for a shared screen."""
    if not workspace.may("private_note.write") or workspace.actor.screen_share:
        return
    st.markdown("##### Private notes")
    frame = workspace.services.settings.current(workspace.actor).legal_frame
    st.caption(f"Only you can read these. {INCLUDED[frame]}")
    if st.button("Add a private note", key="sessions.private.add"):
        edit_private_note(workspace, client.id, None)
    if not st.toggle("Show my private notes", key="sessions.private.show"):
        return
    notes = workspace.services.private_notes.notes(workspace.actor, client.id)
    if not notes:
        st.caption("No private note yet.")
    for note in reversed(notes):
        on = f"{note.recorded_at.astimezone():%d/%m/%Y}" if note.recorded_at else ""
        words = f"**{on}**  \n{in_lines(note.text)}"
        if card(words, "Open", f"sessions.private.open.{note.id}"):
            edit_private_note(workspace, client.id, note)


@st.dialog("Private note", dismissible=False)
def edit_private_note(workspace: Workspace, client_id: UUID, note: PrivateNote | None) -> None:
    """A note for oneself, with its earlier versions kept."""
    for_client(workspace)
    key = entry_key("sessions.private", client_id, note)
    text = st.text_area("Note", note.text if note else "", key=f"{key}.text", height=220,
                        persist_state="session")  # fmt: skip
    st.caption("Risk and a safety plan belong into the record, not here.")
    if st.button("Save", type="primary", key=f"{key}.save"):
        save(workspace, lambda: _keep(workspace, client_id, note, text), "Private note saved.",
             inputs=key)  # fmt: skip
    close_button("sessions.private", "Close and keep what is typed")


def _keep(workspace: Workspace, client_id: UUID, note: PrivateNote | None, text: str) -> None:
    workspace.services.private_notes.save(
        workspace.actor, made(workspace, PrivateNote, client_id, note, {"text": text})
    )
