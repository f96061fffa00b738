"""Looking at a target again (phase 8), the first thing in the next session."""

from __future__ import annotations

from datetime import date

import streamlit as st

from core.approaches.model import Target
from core.approaches.target_course import LeftOpen
from core.approaches.target_day import TargetDay, looked_at_again
from core.approaches.target_words import again_words, left_words
from core.vocabulary import label
from dashboard.approach.emdr.fields import note_field, rate
from dashboard.approach.emdr.gathered import Worksheet
from dashboard.approach.emdr.view import carried_words
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import save
from dashboard.components.text import day as day_words
from dashboard.components.text import escaped

STATUSES = ("incomplete", "in_progress", "complete", "parked")


def left_notice(left: LeftOpen, *, named: bool) -> None:
    """That a target was left open: louder before it was looked at again, and without colour."""
    said = carried_words(left, named=named)
    if left.asked_again is None:
        st.warning(f"Left open: {said}" if named else said, icon=":material/pending:")
    else:
        st.info(f"Still open: {said}", icon=":material/pending:")


def look_again_button(sheet: Worksheet, left: LeftOpen) -> None:
    """Looking again is never paused."""
    target = sheet.stored(left.course.target.id)
    if sheet.workspace.may_change() and st.button(
        "Look at it again", key=f"emdr.again.{target.id}",
        type="secondary" if left.asked_again else "primary",
    ):  # fmt: skip
        look_again(sheet, target, left)


@st.dialog("Look at it again", width="large", dismissible=False)
def look_again(sheet: Worksheet, target: Target, left: LeftOpen) -> None:
    """Disturbance since, SUD now, what came up, and whether the target is still open."""
    for_client(sheet.workspace)
    st.markdown(f"**{escaped(target.title)}**")
    st.caption(escaped(f"{left_words(left)} {again_words(left)}"))
    today = sheet.workspace.services.today()
    day = sheet.day(target, today)
    key = f"emdr.again.{target.id}.{target.version}.{day.begun.version}"
    first = min(left.work.on, today) if left.work else date(1900, 1, 1)
    with st.form(key, border=False, enter_to_submit=False):
        on = st.date_input("Looked at again on", today, first, today, format="DD/MM/YYYY",
                           key=f"{key}.on", width=160)  # fmt: skip
        since = rate("Disturbance since then, as the client says (0 to 10)", 0, 10, f"{key}.since")
        sud = rate(_sud_words(left), 0, 10, f"{key}.sud")
        came_up = note_field("What came up", f"{key}.text", "",
                             headline=sheet.headline(target))  # fmt: skip
        status = st.radio("The target now", _statuses(target.status), 0, key=f"{key}.status",
                          horizontal=True,
                          format_func=lambda s: label("emdr_target_status", s))  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            save(sheet.workspace,
                 lambda: _keep(sheet, sheet.day(target, on or today), left, since, sud, came_up,
                               status),
                 "Looked at again.", inputs=key)  # fmt: skip
    if left.why != "not_steady":
        st.caption("It stays marked as open until its status says otherwise.")
    close_button("emdr.look_again")


def _sud_words(left: LeftOpen) -> str:
    if left.sud is None:
        return "SUD now (0 to 10)"
    return f"SUD now (0 to 10; it was {left.sud.value:g} on {day_words(left.sud.on)})"


def _statuses(was: str) -> list[str]:
    return list(dict.fromkeys([was, *STATUSES]))


def _keep(
    sheet: Worksheet, day: TargetDay, left: LeftOpen, since: int | None, sud: int | None,
    came_up: str, status: str,
) -> None:  # fmt: skip
    stored = next((one for one in sheet.work if left.work and one.id == left.work.id), None)
    now = sheet.newest(day, ("note",))
    sheet.save(looked_at_again(now, stored, since, sud, came_up, status))
