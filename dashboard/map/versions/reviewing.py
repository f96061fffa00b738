"""Reviewing the formulation: it is kept as it stands, with who agreed and how well it fits."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import streamlit as st

from core.errors import InvalidEntry
from core.formulation.model import FormulationVersion
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import ANY_DAY
from dashboard.map.versions.view import AGREED
from dashboard.workspace import Workspace


@st.dialog("Review the formulation", width="large", dismissible=False)
def review(workspace: Workspace, client_id: UUID, version: FormulationVersion | None) -> None:
    """Keep the map as it stands, or mend what was said at an earlier review."""
    for_client(workspace)
    if version is None:
        st.caption("The map is kept as it stands now.")
    else:
        st.caption("What was said at this review can be changed; the map it kept stays as it is.")
    key = entry_key("map.review", client_id, version)
    today = workspace.services.today()
    with st.form(key, border=False, enter_to_submit=False):
        fields = _fields(version, key, today)
        if st.form_submit_button("Save the review", type="primary"):
            save(workspace, lambda: _keep(workspace, client_id, version, fields, today),
                 "Review saved.", inputs=key)  # fmt: skip
    close_button("map.review")


def _fields(version: FormulationVersion | None, key: str, today: date) -> dict[str, object]:
    left, right = st.columns(2)
    was = version or FormulationVersion.model_construct(reviewed_on=today)
    return {
        "reviewed_on": left.date_input("Reviewed on", was.reviewed_on, key=f"{key}.on",
                                       format="DD/MM/YYYY", **ANY_DAY),
        "agreed_by": tuple(right.multiselect("Agreed by", list(AGREED), list(was.agreed_by),
                                             key=f"{key}.by", placeholder="Nobody yet",
                                             format_func=lambda one: AGREED[one].capitalize())),
        "client_saw_on": left.date_input("The client saw it on", was.client_saw_on,
                                         key=f"{key}.saw", format="DD/MM/YYYY", **ANY_DAY),
        "fit": right.number_input("How well it fits, rated by the client (0 to 10)", 0, 10,
                                  was.fit, key=f"{key}.fit"),
        "client_changes": st.text_area("What the client changed", was.client_changes,
                                       key=f"{key}.changes", height=80),
        "no_change": st.checkbox("The client was asked and changed nothing", was.no_change,
                                 key=f"{key}.none"),
        "note": st.text_area("Note", was.note, key=f"{key}.note", height=70),
    }  # fmt: skip


def _keep(
    workspace: Workspace, client_id: UUID, version: FormulationVersion | None,
    fields: dict[str, object], today: date,
) -> None:  # fmt: skip
    if fields["no_change"] and str(fields["client_changes"]).strip():
        raise InvalidEntry("Either the client changed something, or nothing: untick one of them.")
    for name, words in (("reviewed_on", "Reviewed on"), ("client_saw_on", "The client saw it on")):
        if isinstance(on := fields[name], date) and on > today:
            raise InvalidEntry(f"{words}: this day is in the future.")
    workspace.services.formulation.review(
        workspace.actor, made(workspace, FormulationVersion, client_id, version, fields)
    )
