"""Backups: where to, how often, the last one, and one made now."""

from __future__ import annotations

import streamlit as st

from core.access.settings import Settings
from core.backups.standing import Standing
from dashboard.components.saving import save
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

OFTEN = {0: "Never", 1: "Every day", 7: "Every week", 14: "Every two weeks"}


def backup(workspace: Workspace) -> None:
    """Draw how backups stand, the schedule, and the button for one now."""
    state = workspace.backups.state(workspace.actor)
    _standing(state)
    _schedule(workspace)
    _now(workspace, state)
    st.caption(
        "A backup is one encrypted file. It is read back and compared before it gets its name, "
        "and opens with the passphrases and recovery codes valid when it was made: keep them. "
        "Put it back with “havenline restore”; with --dry-run it only says what is in it."
    )


def _standing(state: Standing) -> None:
    if state.last_failure:
        at = state.last_failure.at.astimezone()
        st.warning(
            f"The backup due on {at:%d/%m/%Y at %H:%M} could not be made. "
            f"{escaped(state.last_failure.sentence)}",
            icon=":material/backup:",
        )
    if state.last_made:
        made = state.last_made.astimezone()
        st.markdown(f"Last backup: **{made:%d/%m/%Y at %H:%M}**; {state.kept} in the folder.")
    else:
        st.info("No backup in the folder yet. A store that is lost without one is lost for good.")


def _schedule(workspace: Workspace) -> None:
    settings = workspace.services.settings.current(workspace.actor)
    often = list(OFTEN) + [d for d in (settings.backup_every_days,) if d not in OFTEN]
    with st.form("settings.backup"):
        folder = st.text_input("Folder for backups, best on another disk", settings.backup_folder,
                               key="settings.backup.folder")  # fmt: skip
        left, right = st.columns(2)
        every = left.selectbox("How often", often, often.index(settings.backup_every_days),
                               key="settings.backup.every",
                               format_func=lambda d: OFTEN.get(d, f"Every {d} days"))  # fmt: skip
        keep = right.number_input("How many to keep; older ones are removed", 1, 365,
                                  settings.backup_keep, key="settings.backup.keep")  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            fields = {"backup_folder": folder, "backup_every_days": every, "backup_keep": keep}
            save(
                workspace,
                lambda: _keep(workspace, settings, fields),
                "Backup schedule saved.",
                inputs="settings.backup.",
            )


def _keep(workspace: Workspace, settings: Settings, fields: dict[str, object]) -> None:
    folder = str(fields["backup_folder"])
    if folder or fields["backup_every_days"]:
        workspace.backups.check_folder(folder)
    workspace.services.settings.save(workspace.actor, workspace.based(settings).amended(**fields))


def _now(workspace: Workspace, state: Standing) -> None:
    if not st.button("Make a backup now", icon=":material/backup:", key="settings.backup.now",
                     disabled=not state.folder,
                     help=None if state.folder else "Save a folder first."):  # fmt: skip
        return
    with st.spinner("Copying, reading back and comparing"):
        save(workspace, lambda: workspace.backups.make_now(workspace.actor, state.folder),
             "The backup was made, read back and is the same.")  # fmt: skip
