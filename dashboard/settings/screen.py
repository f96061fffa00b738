"""The settings page: the practice, the measures and their rights, privacy."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from core.access.permissions import can
from dashboard.components.saving import save
from dashboard.settings.accounts import accounts
from dashboard.settings.audit import audit
from dashboard.settings.backup import backup
from dashboard.settings.expected_course import expected_course
from dashboard.settings.measures import measures
from dashboard.settings.records import records
from dashboard.workspace import Workspace

FRAMES = {
    "uk_eu": "UK or EU data protection (GDPR)",
    "us_hipaa": "United States (HIPAA)",
    "other": "Somewhere else",
}
FRAME_HELP = (
    "Decides how private notes are treated when a client asks for their data. Rules vary by "
    "place; this is no legal advice."
)


def _parts(workspace: Workspace) -> dict[str, Callable[[Workspace], None]]:
    """The parts of the page that are of use to this account."""
    parts: dict[str, Callable[[Workspace], None]] = {}
    if can(workspace.actor, "settings.write"):
        parts["Practice"] = _practice
    if can(workspace.actor, "accounts.manage"):
        parts["Accounts"] = accounts
    if can(workspace.actor, "backup.make"):
        parts |= {"Backup": backup, "Keeping records": records}
    if can(workspace.actor, "audit.read"):
        parts["Audit trail"] = audit
    parts |= {"Measures": measures, "Expected course": expected_course}
    return parts | {"Privacy": lambda _: _privacy()}


def render(workspace: Workspace) -> None:
    """Draw the page."""
    st.title("Settings")
    parts = _parts(workspace)
    part = st.segmented_control("Show", list(parts), default=next(iter(parts)), required=True,
                                key="settings.part")  # fmt: skip
    parts.get(part or "", next(iter(parts.values())))(workspace)


def _practice(workspace: Workspace) -> None:
    settings = workspace.services.settings.current(workspace.actor)
    with st.form("settings.practice"):
        clinician = st.text_input("Clinician, as on documents", settings.clinician,
                                  key="settings.practice.clinician")  # fmt: skip
        practice = st.text_input("Practice", settings.practice_name, key="settings.practice.name")
        contact = st.text_input("How clients reach you, as on handouts", settings.contact,
                                key="settings.practice.contact")  # fmt: skip
        footer = st.text_input("Line at the foot of every document", settings.report_footer,
                               key="settings.practice.footer")  # fmt: skip
        minutes = st.number_input("Usual length of a session, in minutes", 5, 600,
                                  settings.session_minutes, step=5,
                                  key="settings.practice.minutes")  # fmt: skip
        idle = st.number_input("Lock the screen after so many minutes without a touch", 1, 120,
                               settings.idle_minutes, key="settings.practice.idle")  # fmt: skip
        risk = st.number_input("Look at risk again after so many days", 1, 366,
                               settings.risk_review_days, key="settings.practice.risk")  # fmt: skip
        sessions = st.number_input("Review a formulation after so many sessions", 1, 52,
                                   settings.formulation_review_sessions,
                                   key="settings.practice.review")  # fmt: skip
        frame = st.selectbox("Law on records that applies here", list(FRAMES),
                             list(FRAMES).index(settings.legal_frame),
                             key="settings.practice.frame", format_func=FRAMES.get,
                             help=FRAME_HELP)  # fmt: skip
        if st.form_submit_button("Save", type="primary"):
            fields = {"clinician": clinician, "practice_name": practice,
                      "contact": contact, "report_footer": footer, "session_minutes": minutes,
                      "idle_minutes": idle, "risk_review_days": risk,
                      "formulation_review_sessions": sessions, "legal_frame": frame}  # fmt: skip
            save(
                workspace,
                lambda: workspace.services.settings.save(
                    workspace.actor, workspace.based(settings).amended(**fields)
                ),
                "Settings saved.",
                inputs="settings.practice",
            )


def _privacy() -> None:
    st.markdown(
        "- The store is one encrypted folder on this computer; nothing is sent anywhere. It "
        "opens for no one without a sign-in.\n"
        "- Nothing but the sign-in page answers before sign-in; screens lock when left alone.\n"
        "- Who may do what is one table; every reading, change, document and refusal is an event "
        "in the audit trail.\n"
        "- No usage figures are gathered, and no client text goes into logs or addresses.\n"
        "- Every change is a new version with its author and time; nothing is overwritten.\n"
        "- Screen-share mode (in the sidebar) shows codes instead of names. It knows the names in "
        "the file; a place or a job that could tell who somebody is stays readable."
    )
    st.caption("Promises and limits in full: SECURITY.md, in the folder of the program.")
