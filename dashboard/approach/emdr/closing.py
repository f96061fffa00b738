"""Closing a day of work on a target: complete or incomplete, with what, steady or not."""

from __future__ import annotations

import streamlit as st

from core.approaches.target_day import TargetDay, closed
from core.vocabulary import label
from dashboard.approach.emdr.fields import answer, note_field, rate
from dashboard.approach.emdr.gathered import Worksheet
from dashboard.approach.emdr.view import convention_lines, convention_source
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import day as day_words

STATUSES = ("in_progress", "incomplete", "complete", "parked")
CLOSURES = {"incomplete": "Incomplete", "complete": "Complete", "not_asked": "Not recorded"}


@st.dialog("Close the work of the day", width="large", dismissible=False)
def close_day(sheet: Worksheet, day: TargetDay) -> None:
    """How the client leaves. An incomplete target comes first at the next session."""
    for_client(sheet.workspace)
    work, headline = day.begun, sheet.headline(day.target)
    st.caption(f"On {day_words(day.on, year=True)}. What is not asked stays not asked.")
    key = f"{entry_key('emdr.close', sheet.client.id, work)}.{day.on}"
    with st.form(key, border=False, enter_to_submit=False):
        closure = st.radio(
            "This day", list(CLOSURES), list(CLOSURES).index(work.closure), horizontal=True,
            format_func=CLOSURES.__getitem__, key=f"{key}.closure",
        )  # fmt: skip
        status = st.radio("The target", ["", *STATUSES], format_func=_status_words, horizontal=True,
                          key=f"{key}.status")  # fmt: skip
        st.caption("Following the day: incomplete where the day is. Complete only if you say so.")
        _convention(sheet, day)
        sud = rate("SUD when leaving", 0, 10, f"{key}.sud")
        voc = rate("VOC when leaving", 1, 7, f"{key}.voc")
        closed_with = _closed_with(sheet, work.closed_with, key)
        fields: dict[str, object] = {"closure": closure, "closed_with": closed_with}
        fields["steady"] = answer("Steady when leaving?", f"{key}.steady", work.steady)
        fields["note"] = note_field("Note of the day", f"{key}.note", work.note,
                                    headline=headline)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            save(sheet.workspace, lambda: _keep(sheet, day, fields, status, sud, voc), "Closed.",
                 inputs=key)  # fmt: skip
    close_button("emdr.close_day")


def _convention(sheet: Worksheet, day: TargetDay) -> None:
    course = sheet.course(str(day.target.id))
    if course:
        said = " · ".join(convention_lines(course))
        st.caption(f"Commonly seen when a target is complete: {said}. {convention_source()}")


def _closed_with(sheet: Worksheet, was: str, key: str) -> str:
    """What the client goes back to; what helps on the map is offered."""
    known = [n.name for n in sheet.formulation.nodes
             if n.kind in ("strategy", "strength") and not n.retired]  # fmt: skip
    options = list(dict.fromkeys([*([was] if was else []), *known]))
    return st.selectbox(
        "Closed with", options, 0 if was else None, key=f"{key}.with", accept_new_options=True,
        placeholder="Choose what helps from the map, or type it",
    ) or ""  # fmt: skip


def _keep(
    sheet: Worksheet, day: TargetDay, fields: dict[str, object], status: str,
    sud: int | None, voc: int | None,
) -> None:  # fmt: skip
    sheet.save(closed(sheet.newest(day, fields), fields, status, sud, voc))


def _status_words(status: str) -> str:
    if not status:
        return "Follows the day"
    return label("emdr_target_status", status)
