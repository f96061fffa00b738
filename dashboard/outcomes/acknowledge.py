"""Answering a flagged risk item: what was seen, discussed and done. Nothing is advised."""

from __future__ import annotations

import streamlit as st

from core.outcomes.flags import FlaggedAnswer
from core.record import build
from core.sessions.model import Acknowledgement
from core.vocabulary import ids, label
from dashboard.components.closing import close_button
from dashboard.components.saving import save
from dashboard.workspace import Workspace


@st.dialog("Acknowledge a flagged answer", width="large", dismissible=False)
def acknowledge(workspace: Workspace, flagged: FlaggedAnswer) -> None:
    """Ask what was done; only a saved acknowledgement closes the flag."""
    st.markdown(f"{flagged.sentence}.")
    st.caption("A flag is an answer to talk about. Its absence proves nothing either.")
    actions = [a for a in ids("risk_actions") if a not in ("not_asked", "declined")]
    with st.form("acknowledge", border=False):
        done = st.multiselect(
            "What was done",
            actions,
            key="acknowledge.actions",
            format_func=lambda action: label("risk_actions", action),
        )
        discussed = st.text_area("What was discussed", key="acknowledge.discussed")
        told = st.text_input("Who was told", key="acknowledge.told")
        rationale = st.text_area("Why this was enough for now", key="acknowledge.rationale")
        check = st.date_input("Next check", value=None, key="acknowledge.next", format="DD/MM/YYYY")
        if st.form_submit_button("Save and close the flag", type="primary"):
            if not done:
                st.error("Say what was done, even if it is 'No action, reason given'.")
                return
            fields = {"actions": tuple(done), "discussed": discussed, "told": told,
                      "rationale": rationale, "next_check": check}  # fmt: skip
            save(
                workspace,
                lambda: _close(workspace, flagged, fields),
                "Acknowledged. The flag stays in the record.",
                inputs="acknowledge.",
            )
    close_button("outcomes.acknowledge")


def _close(workspace: Workspace, flagged: FlaggedAnswer, fields: dict[str, object]) -> None:
    acknowledgement = build(
        Acknowledgement,
        client_id=flagged.administration.client_id,
        administration_id=flagged.administration.id,
        item=flagged.flag.item,
        value=flagged.flag.value,
        seen_on=workspace.services.today(),
        **fields,
    )
    workspace.services.outcomes.acknowledge(workspace.actor, acknowledgement)
