"""Closing a form on purpose. A click beside it or Escape must not lose what was typed."""

from __future__ import annotations

import streamlit as st

from dashboard.components.text import escaped
from dashboard.workspace import Workspace


def for_client(workspace: Workspace) -> None:
    """Name the client at the top of a form, so that nothing lands in another's file."""
    workspace.in_dialog = True
    if picked := workspace.picked_name():
        code, name = picked
        st.caption(f"{escaped(name)} · {escaped(code)}")
    if workspace.actor.screen_share:
        st.caption(":material/screen_share: Screen-share mode: read, or add; nothing is changed.")
    elif not workspace.may("file.write"):
        st.caption(":material/lock: Your account may read this file, not change it.")


def close_button(key: str, label: str = "Close without saving") -> None:
    """Draw the button that closes a dialog; nothing else closes one that can be typed into."""
    if st.button(label, key=f"{key}.close", type="tertiary"):
        st.rerun()
