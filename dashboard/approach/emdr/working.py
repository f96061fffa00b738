"""A working day: one press for each set, marks on the last one, then closing. Saved at once."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.approaches.model import Target
from core.approaches.target_course import set_rows
from core.approaches.target_day import (
    MOST_SETS,
    RatedAs,
    TargetDay,
    TargetEntries,
    last_set_taken_back,
    marked,
    set_done,
)
from core.approaches.target_words import MARKS, rated_after
from core.outcomes.instrument import instrument
from dashboard.approach.emdr.closing import close_day
from dashboard.approach.emdr.correcting import correct_set
from dashboard.approach.emdr.gathered import Worksheet
from dashboard.approach.emdr.noting import note_day
from dashboard.approach.emdr.pad import NOT_ASKED, rating_pad
from dashboard.components.saving import save
from dashboard.components.text import plural, spark

_RATES: dict[RatedAs, str] = {"sud": "Desensitise: SUD", "voc": "Install: VOC"}
_KEYS: dict[RatedAs, str] = {
    "sud": "One press, or one key, a set: 0 to 9, T for ten, N for not asked. Saved at once.",
    "voc": "One press, or one key, a set: 1 to 7, N for not asked. Saved at once.",
}


def working_day(sheet: Worksheet, target: Target, *, on_hold: bool) -> None:
    """Draw the day. While processing is paused, no set is offered; closing always is."""
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="bottom"):
            today = sheet.workspace.services.today()
            on = st.date_input("Working day", today, max_value=today, format="DD/MM/YYYY",
                               key=f"emdr.day.{target.id}", width=160)  # fmt: skip
            day = sheet.day(target, on or today)
            _acts(sheet, day, on_hold=on_hold)
        if on_hold:
            st.caption(
                "Assessing and sets (phases 3 to 6) are paused. Closing and looking again are not."
            )
        place = st.container()
        _sets_so_far(sheet, day)
        if not on_hold and len(day.begun.sets) < MOST_SETS:
            with place:  # last, when it is known whether a dialog was opened over it
                _next_set(sheet, day)


def _acts(sheet: Worksheet, day: TargetDay, *, on_hold: bool) -> None:
    key = f"emdr.{day.target.id}.{day.on}"
    if not on_hold and st.button("Rate and note", key=f"{key}.note", icon=":material/edit_note:"):
        note_day(sheet, day)
    if st.button("Close the day", key=f"{key}.close", icon=":material/lock:",
                 type="primary" if day.begun.sets else "secondary"):  # fmt: skip
        close_day(sheet, day)


def _next_set(sheet: Worksheet, day: TargetDay) -> None:
    number, key = len(day.begun.sets) + 1, f"emdr.pad.{day.target.id}.{day.on}"
    with st.container(horizontal=True, vertical_alignment="center"):
        kind = _rated_as(day, key)
        name = instrument(kind).short
        st.markdown(f"**{name} after set {number}**")
    keys = not sheet.workspace.in_dialog
    pressed = rating_pad(key, kind, keys=keys)
    st.caption(_KEYS[kind] if keys else "One press a set. Saved at once.")
    if pressed is not None:
        value = None if pressed == NOT_ASKED else int(pressed)
        said = f"{name} not asked" if value is None else f"{name} {value}"
        _keep(sheet, lambda: set_done(day, value, kind), f"Set {number}: {said}.")


def _rated_as(day: TargetDay, key: str) -> RatedAs:
    """What the next press rates: SUD while desensitising, VOC while installing."""
    last = day.begun.sets[-1].administration_id if day.begun.sets else None
    rated = day.known.get(last) if last else None
    chosen: RatedAs = st.segmented_control(
        "The next press rates", list(_RATES), default=rated.instrument if rated else "sud",
        format_func=_RATES.__getitem__, key=f"{key}.kind", required=True,
        label_visibility="collapsed",
    )  # fmt: skip
    return chosen


def _keep(sheet: Worksheet, made: Callable[[], TargetEntries], said: str) -> None:
    save(sheet.workspace, lambda: sheet.save(made()), said)


def _sets_so_far(sheet: Worksheet, day: TargetDay) -> None:
    work = day.begun
    if not work.sets:
        st.caption("No set on this day yet.")
        return
    course = sheet.course(str(day.target.id))
    rows = set_rows(work, {one.id: one for one in course.ratings} if course else {})
    asked = [row.sud for row in rows if row.sud is not None]
    shown = " · ".join(rated_after(row) for row in rows)
    st.markdown(f"{plural(len(rows), 'set')}: {shown} {spark(asked, (0, 10))}")
    st.caption(f"Noted with set {len(rows)}; press again to take off:")
    _marks(sheet, day)
    with st.container(horizontal=True):
        key = f"emdr.{day.target.id}.{day.on}.{len(rows)}"
        if st.button("Take back the last set", key=f"{key}.back", type="tertiary"):
            _keep(sheet, lambda: last_set_taken_back(day), "The last set was taken back.")
        if st.button("Correct a set", key=f"{key}.correct", type="tertiary"):
            correct_set(sheet, day)


def _marks(sheet: Worksheet, day: TargetDay) -> None:
    """Buttons, not a list: each press is one act, so that nothing is lost to the next set."""
    count, last = len(day.begun.sets), day.begun.sets[-1]
    with st.container(horizontal=True, key=f"emdr.{day.target.id}_set_marks", gap="small"):
        for mark, words in MARKS.items():
            on = mark in last.marks
            if st.button(words, key=f"emdr.mark.{day.target.id}.{day.on}.{count}.{mark}",
                         type="primary" if on else "secondary",
                         icon=":material/check:" if on else None):  # fmt: skip
                _keep(sheet, lambda mark=mark: marked(day, mark), f"{words}: noted.")
