"""Writing down what was considered: health, services, culture, social context, risk."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import streamlit as st

from core.errors import InvalidEntry
from core.formulation.model import Consideration, ConsideredTopic
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import entry_key, made, save
from dashboard.components.words import ANY_DAY
from dashboard.map.checks.view import topic_name
from dashboard.workspace import Workspace

_HINTS: dict[ConsideredTopic, str] = {
    "health": "Illness, pain, sleep, medication, substances, what runs in the family.",
    "services": "What earlier care, diagnoses, waiting or this service itself may have done.",
    "culture": "Language, faith, migration, gender, sexuality, what counts as usual at home.",
    "social_context": "Money, housing, work, caring for others, racism and other discrimination.",
    "risk": "To self, to and from others, children. What was asked, what protects, what was "
    "arranged, by your service's protocol.",
}


@st.dialog("Considered", width="large", dismissible=False)
def consider(
    workspace: Workspace, client_id: UUID, topic: ConsideredTopic, known: Consideration | None
) -> None:
    """What was considered about one topic, or why it is not relevant; with its day."""
    for_client(workspace)
    st.markdown(f"**{topic_name(topic)}**  \n{_HINTS[topic]}")
    key = entry_key(f"map.consider.{topic}", client_id, known)
    today = workspace.services.today()
    with st.form(key, border=False, enter_to_submit=False):
        fields: dict[str, object] = {
            "topic": topic,
            "text": st.text_area("What was considered", known.text if known else "",
                                 key=f"{key}.text", height=140),
        }  # fmt: skip
        if topic != "risk":
            fields["not_relevant_because"] = st.text_input(
                "Or: not relevant, because", known.not_relevant_because if known else "",
                key=f"{key}.why",
            )  # fmt: skip
        fields["considered_on"] = st.date_input(
            "Considered on",
            (known and known.considered_on) or today,
            key=f"{key}.on",
            format="DD/MM/YYYY",
            **ANY_DAY,
        )
        if st.form_submit_button("Save", type="primary"):
            save(workspace, lambda: _keep(workspace, client_id, known, fields, today),
                 f"{topic_name(topic)}: saved.", inputs=key)  # fmt: skip
    close_button("map.consider")


def _keep(
    workspace: Workspace, client_id: UUID, known: Consideration | None,
    fields: dict[str, object], today: date,
) -> None:  # fmt: skip
    texts = (str(fields["text"]), str(fields.get("not_relevant_because", "")))
    if not any(text.strip() for text in texts):
        raise InvalidEntry("Write what was considered, or why it is not relevant.")
    on = fields["considered_on"]
    if isinstance(on, date) and on > today:
        raise InvalidEntry("Considered on: this day is in the future.")
    workspace.services.formulation.save_consideration(
        workspace.actor, made(workspace, Consideration, client_id, known, fields)
    )
