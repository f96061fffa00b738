"""Entering a measure: which one, about whom, the answers, or only a total."""

from __future__ import annotations

from datetime import date
from uuid import UUID, uuid4

import streamlit as st

from core.approaches.model import Target
from core.clients.model import Client
from core.outcomes.answers import read_answers
from core.outcomes.instrument import Instrument, instrument, instruments
from core.outcomes.model import Administration
from core.outcomes.naming import RELATIONSHIPS
from core.outcomes.series import in_order
from core.record import build
from dashboard.components.saving import save
from dashboard.outcomes.entry import measure_entry
from dashboard.workspace import Workspace

SUBMISSION = "outcomes.submission"


def entering(workspace: Workspace, client: Client, *, place: str = "outcomes") -> None:
    """Draw the choice of measures and, when one is chosen, its entry."""
    chosen = st.pills(
        "Enter a measure",
        _in_use_first(client),
        key=f"{place}.enter",
        format_func=lambda name: instrument(name).short,
    )
    if chosen:
        with st.container(border=True):
            _one_measure(workspace, client, instrument(chosen), place)


def _in_use_first(client: Client) -> list[str]:
    usual = [client.main_measure, "phq-9", "gad-7"]
    every = list(instruments())
    return sorted(every, key=lambda name: usual.index(name) if name in usual else len(usual))


def _one_measure(workspace: Workspace, client: Client, one: Instrument, place: str) -> None:
    submission = workspace.opened(SUBMISSION)
    if not submission:
        submission = str(uuid4())
        workspace.open(SUBMISSION, submission)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        taken_on = st.date_input(
            "Filled in on", workspace.services.today(), key=f"{place}.on", format="DD/MM/YYYY",
            max_value=workspace.services.today(), width=160,
        )  # fmt: skip
        about = _about(workspace, client, one, place)
        total_only = one.about == "client" and st.toggle(
            "Only the total is known", key=f"{place}.total_only"
        )
    st.caption(f"{one.title}: {one.recall}. {one.direction.capitalize()}.")
    if about is None:
        st.caption("Choose the target first; targets are added on the Approach page.")
        return
    fields = {"taken_on": taken_on, "about": about}
    if total_only:
        _total(workspace, client, one, fields, place)
        return
    recorded = measure_entry(one, submission, key=f"{place}.entry.{one.id}")
    if recorded and recorded["submission"] == submission:
        fields |= {"answers": tuple(read_answers(one, recorded["answers"]))}
        _record(workspace, client, one, fields, submission, place)


def known_targets(workspace: Workspace, client_id: UUID) -> list[Target]:
    """The EMDR targets by name, none for an assistant, who reads no plans."""
    if not workspace.may("file.read"):
        return []
    return workspace.services.approaches.targets(workspace.actor, client_id)


def _about(workspace: Workspace, client: Client, one: Instrument, place: str) -> str | None:
    if one.about == "relationship":
        return st.selectbox(
            "About", list(RELATIONSHIPS), key=f"{place}.about", format_func=RELATIONSHIPS.get
        )
    if one.about == "target":
        targets = known_targets(workspace, client.id)
        titles = {str(target.id): target.title for target in targets}
        return st.selectbox(
            "About the target",
            list(titles),
            index=None,
            key=f"{place}.about.{client.id}",
            format_func=titles.get,
            placeholder="Choose the target",
        )
    return ""


def _total(
    workspace: Workspace, client: Client, one: Instrument, fields: dict[str, object], place: str
) -> None:
    scale = one.main_scale
    with st.form(f"{place}.total", border=False):
        st.caption("Marked as a total only: no item, and so no risk answer, can be read from it.")
        total = st.number_input(
            f"{scale.title} ({scale.min:g} to {scale.max:g})",
            scale.min, scale.max, value=None, step=1.0 if scale.method == "sum" else 0.01,
            key=f"{place}.total.value",
        )  # fmt: skip
        if st.form_submit_button("Record the total", type="primary"):
            if total is None:
                st.error("Type the total first.")
                return
            fields |= {"total_only": total, "entered_as": "total"}
            _record(workspace, client, one, fields, workspace.opened(SUBMISSION), place)


def _record(
    workspace: Workspace,
    client: Client,
    one: Instrument,
    fields: dict[str, object],
    submission: str,
    place: str,
) -> None:
    def act() -> None:
        administration = build(
            Administration,
            id=UUID(submission),
            client_id=client.id,
            instrument=one.id,
            instrument_version=one.version,
            order=_order(workspace, client, one, fields["taken_on"]),
            **fields,
        )
        workspace.services.outcomes.record(workspace.actor, administration)
        workspace.open(SUBMISSION, "")

    save(workspace, act, f"{one.short} recorded.", inputs=f"{place}.total")


def _order(workspace: Workspace, client: Client, one: Instrument, on: object) -> int:
    taken = workspace.services.outcomes.administrations(workspace.actor, client.id)
    same = [a for a in in_order(taken) if a.instrument == one.id and a.taken_on == on]
    return same[-1].order + 1 if same and isinstance(on, date) else 0
