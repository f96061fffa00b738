"""Putting one set right: its SUD (the measure itself), its marks, a note."""

from __future__ import annotations

import streamlit as st

from core.approaches.target_day import RatedAs, TargetDay, set_corrected
from core.approaches.target_words import MARKS
from core.outcomes.instrument import instrument
from dashboard.approach.emdr.fields import note_field, rate
from dashboard.approach.emdr.gathered import Worksheet
from dashboard.approach.emdr.pad import EXTENT
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import save


@st.dialog("Correct a set", width="large", dismissible=False)
def correct_set(sheet: Worksheet, day: TargetDay) -> None:
    """Choose the set, newest first. The same SUD can be corrected on the Outcomes page."""
    for_client(sheet.workspace)
    sets = day.begun.sets
    number = st.selectbox("Set", range(len(sets), 0, -1),
                          key=f"emdr.correct.{day.target.id}.{day.on}.which")  # fmt: skip
    one = sets[number - 1]
    measure = day.known.get(one.administration_id) if one.administration_id else None
    was = measure.answers[0] if measure and measure.answers else None
    key = f"emdr.correct.{day.begun.id}.{day.begun.version}.{number}"
    with st.form(key, border=False, enter_to_submit=False):
        kind: RatedAs = "voc" if measure and measure.instrument == "voc" else "sud"
        value = rate(f"{instrument(kind).short} after it (none: not asked)", *EXTENT[kind],
                     f"{key}.sud", was)  # fmt: skip
        marks = st.pills(
            "Noted with it", list(MARKS), selection_mode="multi", default=list(one.marks),
            format_func=MARKS.get, key=f"{key}.marks",
        )  # fmt: skip
        note = note_field("Note", f"{key}.note", one.note,
                          headline=sheet.headline(day.target))  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            save(
                sheet.workspace,
                lambda: sheet.save(
                    set_corrected(sheet.newest(day, ("sets",)), number, value, marks, note)
                ),
                f"Set {number} corrected.",
                inputs=key,
            )
    close_button("emdr.correct_set")
