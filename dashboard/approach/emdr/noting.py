"""SUD and VOC outside of a set, the phases worked in, stimulation, body scan, a note."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.approaches.target_day import TargetDay, TargetEntries, rated_now
from core.vocabulary import terms
from dashboard.approach.emdr.fields import answer, note_field, rate
from dashboard.approach.emdr.gathered import Worksheet
from dashboard.approach.emdr.view import short_phase
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, save
from dashboard.components.text import day as day_words
from dashboard.components.words import choose_word

SCANS = {"not_asked": "Not asked", "clear": "Clear", "not_clear": "Not clear"}


@st.dialog("Rate and note", width="large", dismissible=False)
def note_day(sheet: Worksheet, day: TargetDay) -> None:
    """What is asked before the sets (phase 3), while installing, and in the body scan."""
    for_client(sheet.workspace)
    work, headline = day.begun, sheet.headline(day.target)
    st.caption(f"On {day_words(day.on, year=True)}. Leave empty what was not asked.")
    key = f"{entry_key('emdr.note', sheet.client.id, work)}.{day.on}"
    with st.form(key, border=False, enter_to_submit=False):
        sud = rate("SUD now (0 none, 10 worst)", 0, 10, f"{key}.sud")
        voc = rate("VOC now (1 not true, 7 true)", 1, 7, f"{key}.voc")
        phases = st.pills(
            "Phases worked in on this day", _phase_ids(), selection_mode="multi",
            default=list(work.phases), format_func=short_phase, key=f"{key}.phases",
        )  # fmt: skip
        stimulation = choose_word("Stimulation", "emdr_stimulation", f"{key}.stim",
                                  work.stimulation)  # fmt: skip
        scan = st.radio("Body scan", list(SCANS), list(SCANS).index(work.body_scan),
                        format_func=SCANS.get, horizontal=True, key=f"{key}.scan")  # fmt: skip
        fits = answer("Does the disturbance that is left fit the situation?", f"{key}.fits",
                      work.fits)  # fmt: skip
        note = note_field("Note of the day", f"{key}.text", work.note,
                          headline=headline)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            fields: dict[str, object] = {
                "phases": in_a_session(phases), "stimulation": stimulation, "body_scan": scan,
                "fits": fits, "note": note,
            }  # fmt: skip
            save(sheet.workspace, lambda: _keep(sheet, day, fields, sud, voc), "Noted.",
                 inputs=key)  # fmt: skip
    close_button("emdr.note_day")


def in_a_session(phases: Sequence[str]) -> tuple[str, ...]:
    """Phases as a session goes through them: looking again (phase 8) comes first."""
    return tuple(sorted(phases, key=lambda phase: (phase != "ph8", phase)))


def _phase_ids() -> list[str]:
    return [term.id for term in terms("stages") if term.id.startswith("ph")]


def _keep(
    sheet: Worksheet, day: TargetDay, fields: dict[str, object], sud: int | None, voc: int | None
) -> None:
    now = sheet.newest(day, fields)
    changed = now.begun.amended(**fields)
    work = (changed,) if changed != now.work or now.begun.version == 0 else ()
    sheet.save(TargetEntries(work=work, measures=rated_now(now, sud, voc)))
