"""Looking at a target again (phase 8), the first thing in the next session."""

from __future__ import annotations

import streamlit as st

from core.approaches.model import Target
from core.approaches.target_course import LeftOpen
from core.approaches.target_day import TargetDay, looked_at_again
from core.approaches.target_words import left_words
from core.vocabulary import label
from dashboard.approach.emdr.fields import note_field, rate
from dashboard.approach.emdr.gathered import Worksheet
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import save
from dashboard.components.text import escaped

STATUSES = ("incomplete", "in_progress", "complete", "parked")


@st.dialog("Look at it again", width="large", dismissible=False)
def look_again(sheet: Worksheet, target: Target, left: LeftOpen) -> None:
    """Disturbance since, SUD now, what came up, and whether the target is still open."""
    for_client(sheet.workspace)
    st.markdown(f"**{escaped(target.title)}**")
    st.caption(escaped(left_words(left)))
    day = sheet.day(target, sheet.workspace.services.today())
    key = f"emdr.again.{target.id}.{target.version}.{day.begun.version}"
    with st.form(key, border=False, enter_to_submit=False):
        since = rate("Disturbance since then, as the client says (0 to 10)", 0, 10, f"{key}.since")
        sud = rate("SUD now (0 to 10)", 0, 10, f"{key}.sud")
        came_up = note_field("What came up", f"{key}.text", "",
                             headline=sheet.headline(target))  # fmt: skip
        status = st.radio("The target now", _statuses(target.status), 0, key=f"{key}.status",
                          horizontal=True,
                          format_func=lambda s: label("emdr_target_status", s))  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            save(sheet.workspace,
                 lambda: _keep(sheet, day, left, since, sud, came_up, status),
                 "Looked at again.", inputs=key)  # fmt: skip
    st.caption("It stays marked as open until its status says otherwise.")
    close_button("emdr.look_again")


def _statuses(was: str) -> list[str]:
    return list(dict.fromkeys([was, *STATUSES]))


def _keep(
    sheet: Worksheet, day: TargetDay, left: LeftOpen, since: int | None, sud: int | None,
    came_up: str, status: str,
) -> None:  # fmt: skip
    stored = next((one for one in sheet.work if left.work and one.id == left.work.id), None)
    now = sheet.newest(day, ("note",))
    sheet.save(looked_at_again(now, stored, since, sud, came_up, status))
