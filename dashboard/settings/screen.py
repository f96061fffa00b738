"""The settings page: the practice, the measures and their rights, privacy."""

from __future__ import annotations

import streamlit as st

from core.access.settings import Settings
from core.outcomes.instrument import Instrument, instruments
from dashboard.components.saving import save
from dashboard.workspace import Workspace


def render(workspace: Workspace) -> None:
    """Draw the page."""
    st.title("Settings")
    part = st.segmented_control("Show", ("Practice", "Measures", "Privacy"), default="Practice",
                                required=True, key="settings.part")  # fmt: skip
    if part == "Measures":
        _measures()
    elif part == "Privacy":
        _privacy()
    else:
        _practice(workspace, workspace.services.settings.current(workspace.actor))


def _practice(workspace: Workspace, settings: Settings) -> None:
    with st.form("settings.practice"):
        clinician = st.text_input("Clinician, as on documents", settings.clinician,
                                  key="settings.practice.clinician")  # fmt: skip
        practice = st.text_input("Practice", settings.practice_name, key="settings.practice.name")
        footer = st.text_input("Line at the foot of every document", settings.report_footer,
                               key="settings.practice.footer")  # fmt: skip
        minutes = st.number_input("Usual length of a session, in minutes", 5, 600,
                                  settings.session_minutes, step=5,
                                  key="settings.practice.minutes")  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            fields = {"clinician": clinician, "practice_name": practice,
                      "report_footer": footer, "session_minutes": minutes}  # fmt: skip
            save(
                workspace,
                lambda: workspace.services.settings.save(
                    workspace.actor, workspace.based(settings).amended(**fields)
                ),
                "Settings saved.",
                inputs="settings.practice",
            )


def _measures() -> None:
    st.markdown("Every figure carries where it was seen. An unverified figure is never used.")
    for one in instruments().values():
        with st.expander(f"{one.short}: {one.title}"):
            st.text("\n".join(_figures(one)))


def _figures(one: Instrument) -> list[str]:
    lines = [f"Form: {one.form}. Recall: {one.recall}. {one.direction.capitalize()}."]
    lines.append(f"Rights: {one.licence.status}. {one.licence.note}")
    lines += [f"Cut-off {c.op} {c.value:g}: {c.meaning} [{c.status}]" for c in one.cutoffs]
    lines += [f"Reliable change {t.value:g}: {t.rule} [{t.status}]" for t in one.reliable_change]
    lines.append(f"Missing answers: {one.missing.rule} [{one.missing.status}]")
    lines += [f"Unverified, not used: {what}" for what in one.unverified]
    lines += [f"Source: {source}" for source in one.sources]
    return lines


def _privacy() -> None:
    st.markdown(
        "- The store is one encrypted folder on this computer; nothing is sent anywhere.\n"
        "- The dashboard answers on this computer only (loopback), and only after sign-in.\n"
        "- No usage figures are gathered, and no client text goes into logs or addresses.\n"
        "- Every change is a new version with its author and time; nothing is overwritten.\n"
        "- Stopping Havenline signs everyone out and locks the store."
    )
    st.caption("Accounts, the audit page, backup and erasure come with the next version.")
