"""Answering a flagged risk item: what was seen, discussed and done. Nothing is advised."""

from __future__ import annotations

import streamlit as st

from core.outcomes.flags import FlaggedAnswer
from core.record import build
from core.sessions.model import Acknowledgement
from core.vocabulary import ids, label
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import save
from dashboard.workspace import Workspace


@st.dialog("Acknowledge a flagged answer", width="large", dismissible=False)
def acknowledge(workspace: Workspace, flagged: FlaggedAnswer) -> None:
    """Ask what was done; only a saved acknowledgement closes the flag."""
    for_client(workspace)
    st.markdown(f"{flagged.sentence}.")
    st.caption("A flag is an answer to talk about. Its absence proves nothing either.")
    actions = [a for a in ids("risk_actions") if a not in ("not_asked", "declined")]
    key = f"acknowledge.{flagged.administration.id}.{flagged.flag.item}"
    with st.form(key, border=False, enter_to_submit=False):
        done = st.multiselect(
            "What was done",
            actions,
            key=f"{key}.actions",
            format_func=lambda action: label("risk_actions", action),
        )
        discussed = st.text_area("What was discussed", key=f"{key}.discussed")
        told = st.text_input("Who was told", key=f"{key}.told")
        rationale = st.text_area("Why this was enough for now", key=f"{key}.rationale")
        check = st.date_input(
            "Next check",
            value=None,
            min_value=workspace.services.today(),
            key=f"{key}.next",
            format="DD/MM/YYYY",
        )
        if st.form_submit_button("Save and close the flag", type="primary"):
            if problem := _missing(done, told, rationale):
                st.error(problem)
                return
            fields = {"actions": tuple(done), "discussed": discussed, "told": told,
                      "rationale": rationale, "next_check": check}  # fmt: skip
            save(
                workspace,
                lambda: _close(workspace, flagged, fields),
                "Acknowledged. The flag stays in the record.",
                inputs=key,
            )
    close_button("outcomes.acknowledge")


def _missing(done: list[str], told: str, rationale: str) -> str:
    if not done:
        return "Say what was done, even if it is 'No action, reason given'."
    if "no_action" in done and not rationale.strip():
        return "Say why no action was enough for now."
    return "Say who was told." if "told" in done and not told.strip() else ""


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
