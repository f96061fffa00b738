"""Saving: one service call, one sentence when it fails, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from uuid import UUID

import streamlit as st

from core.errors import StaleEdit, StorageError, UserFacingError
from core.record import HEADER, Part, Record, build
from dashboard.workspace import Workspace

R = TypeVar("R", bound=Record)


def entry_key(feature: str, client_id: UUID, entry: Record | None) -> str:
    """The key of a form: one for each client, entry and version, so that what was typed for
    one client can never appear in another's file or on top of a newer version."""
    if entry is None:
        return f"{feature}.{client_id}.new"
    return f"{feature}.{client_id}.{entry.id}.{entry.version}"


def made(
    workspace: Workspace,
    model: type[R],
    client_id: UUID,
    entry: R | None,
    fields: dict[str, object],
) -> R:
    """A new record, or the entry with what was typed. Raises InvalidEntry in a sentence."""
    if entry is None:
        return build(model, client_id=client_id, **fields)
    return workspace.based(entry).amended(**fields)


def save(
    workspace: Workspace,
    act: Callable[[], Any],
    said: str,
    *,
    inputs: str = "",
    then: Callable[[], None] | None = None,
) -> None:
    """Do one act; then say so and draw the page again, or do `then` in its place.

    When it fails, the sentence is shown and every input keeps what was typed.
    """
    try:
        act()
    except StaleEdit as error:
        _show_both(workspace, error)
    except StorageError as error:
        workspace.renew()  # the next try gets a connection of its own
        st.error(error.sentence, icon=":material/error:")
    except UserFacingError as error:
        st.error(error.sentence, icon=":material/error:")
    else:
        if inputs:
            workspace.clear_inputs(inputs)
        if then:
            then()
            return
        workspace.say(said)
        st.rerun()


def _show_both(workspace: Workspace, error: StaleEdit) -> None:
    st.error(error.sentence, icon=":material/error:")
    if not (isinstance(error.yours, Record) and isinstance(error.theirs, Record)):
        return
    for field in type(error.yours).model_fields:
        yours, theirs = getattr(error.yours, field), getattr(error.theirs, field, None)
        if field not in HEADER and yours != theirs:
            name = field.replace("_", " ").capitalize()
            st.text(f"{name}\nYours: {_said(yours)}\nSaved: {_said(theirs)}")
    st.info(
        "Save again to put yours on top; the saved text stays as the earlier version. Or close "
        "and open the entry again to go on from the saved text."
    )
    workspace.saw(error.theirs)


def _said(value: object) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(_said(one) for one in value) or "nothing"
    if isinstance(value, Part):
        return ", ".join(str(one) for one in value.model_dump().values() if one not in (None, ""))
    return "nothing" if value in (None, "") else str(value)
