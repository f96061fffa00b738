"""Saving: one service call, one sentence when it fails, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from core.errors import StaleEdit, UserFacingError
from core.record import HEADER, Record
from dashboard.workspace import Workspace


def save(workspace: Workspace, act: Callable[[], Any], said: str, *, inputs: str = "") -> None:
    """Do one act; then say so and draw the page again.

    When it fails, the sentence is shown and every input keeps what was typed.
    """
    try:
        act()
    except StaleEdit as error:
        _show_both(error)
    except UserFacingError as error:
        st.error(error.sentence, icon=":material/error:")
    else:
        if inputs:
            workspace.clear_inputs(inputs)
        workspace.say(said)
        st.rerun()


def _show_both(error: StaleEdit) -> None:
    st.error(error.sentence, icon=":material/error:")
    if not (isinstance(error.yours, Record) and isinstance(error.theirs, Record)):
        return
    for field in type(error.yours).model_fields:
        yours, theirs = getattr(error.yours, field), getattr(error.theirs, field, None)
        if field not in HEADER and yours != theirs:
            st.text(f"{field.replace('_', ' ').capitalize()}\nYours: {yours}\nSaved: {theirs}")
