"""Answering a flagged risk item: what was seen, discussed and done. Nothing is advised."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.outcomes.flags import FlaggedAnswer
from core.record import build
from core.sessions.model import Acknowledgement
from core.vocabulary import ids, label
from dashboard.components.closing import close_button, for_client
from dashboard.components.saving import save
from dashboard.components.text import escaped
from dashboard.workspace import Workspace

_SAVE = {False: "Save and close the flag", True: "Save and close the ticked flags"}
_STAYS = {False: "The flag stays in the record.", True: "The flags stay in the record."}


@st.dialog("Acknowledge a flagged answer", width="large", dismissible=False)
def acknowledge(
    workspace: Workspace, flagged: FlaggedAnswer, others: Sequence[FlaggedAnswer] = ()
) -> None:
    """Ask what was done; only a saved acknowledgement closes the flag.

    `others` are the further open flags of the same form, which one acknowledgement may cover.
    """
    for_client(workspace)
    st.markdown(f"{escaped(flagged.sentence)}.")
    st.caption("A flag is an answer to talk about. Its absence proves nothing either.")
    actions = [a for a in ids("risk_actions") if a not in ("not_asked", "declined")]
    key = f"acknowledge.{flagged.administration.id}.{flagged.flag.item}"
    with st.form(key, border=False, enter_to_submit=False):
        covered = _covered(flagged, others, key)
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
        if st.form_submit_button(_SAVE[bool(others)], type="primary"):
            if problem := _missing(covered, done, told, rationale):
                st.error(problem)
                return
            fields = {"actions": tuple(done), "discussed": discussed, "told": told,
                      "rationale": rationale, "next_check": check}  # fmt: skip
            save(
                workspace,
                lambda: _close(workspace, covered, fields),
                f"Acknowledged. {_STAYS[len(covered) > 1]}",
                inputs=key,
            )
    close_button("outcomes.acknowledge")


def _covered(
    flagged: FlaggedAnswer, others: Sequence[FlaggedAnswer], key: str
) -> list[FlaggedAnswer]:
    """Which flags of the form this is about; all are ticked to begin with."""
    if not others:
        return [flagged]
    st.caption("This covers")
    every = sorted([flagged, *others], key=lambda one: one.flag.item)
    return [
        one
        for one in every
        if st.checkbox(escaped(one.item_words), value=True, key=f"{key}.covers.{one.flag.item}")
    ]


def _missing(covered: list[FlaggedAnswer], done: list[str], told: str, rationale: str) -> str:
    if not covered:
        return "Tick at least one answer that this covers."
    if not done:
        return "Say what was done, even if it is 'No action, reason given'."
    if "no_action" in done and not rationale.strip():
        return "Say why no action was enough for now."
    return "Say who was told." if "told" in done and not told.strip() else ""


def _close(workspace: Workspace, covered: list[FlaggedAnswer], fields: dict[str, object]) -> None:
    """One acknowledgement for each flag, all saved or none."""
    made = [
        build(
            Acknowledgement,
            client_id=one.administration.client_id,
            administration_id=one.administration.id,
            item=one.flag.item,
            value=one.flag.value,
            seen_on=workspace.services.today(),
            **fields,
        )
        for one in covered
    ]
    workspace.services.outcomes.acknowledge_all(workspace.actor, made)
