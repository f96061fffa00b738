"""EMDR targets: what was left open, the sequence in three prongs, and one target at a time."""

from __future__ import annotations

import streamlit as st

from core.approaches.target_course import LeftOpen, left_open
from core.clients.model import Client
from dashboard.approach.emdr.again import look_again
from dashboard.approach.emdr.gathered import Worksheet, gathered
from dashboard.approach.emdr.going import opened_place
from dashboard.approach.emdr.sequence import sequence
from dashboard.approach.emdr.sheet import one_target
from dashboard.approach.emdr.view import carried_words
from dashboard.approach.gates.screen import paused
from dashboard.workspace import Workspace

MOST_OPEN = 5


def emdr_worksheet(workspace: Workspace, client: Client) -> None:
    """Draw what was left open, then the sequence or the target that is open."""
    sheet = gathered(workspace, client)
    _left_open(sheet)
    on_hold = paused(workspace, client, "emdr_processing")
    place = opened_place(client.id)
    chosen = sheet.course(workspace.opened(place))
    if chosen is None:
        sequence(sheet, on_hold=on_hold)
    else:
        one_target(sheet, chosen, on_hold=on_hold)


def _left_open(sheet: Worksheet) -> None:
    """Targets left open come before anything else; looking again is never paused."""
    found = left_open(sheet.courses, sheet.workspace.services.today())
    for one in found[:MOST_OPEN]:
        _one_left(sheet, one)
    if len(found) > MOST_OPEN:
        st.warning(f"And {len(found) - MOST_OPEN} more targets left open, marked below.")


def _one_left(sheet: Worksheet, left: LeftOpen) -> None:
    target = sheet.stored(left.course.target.id)
    with st.container(border=True):
        if left.asked_again is None:
            st.warning(f"Left open: {carried_words(left)}", icon=":material/pending:")
        else:
            st.info(f"Still open: {carried_words(left)}", icon=":material/pending:")
        with st.container(horizontal=True):
            if sheet.workspace.may_change() and st.button(
                "Look at it again", key=f"emdr.again.{target.id}",
                type="secondary" if left.asked_again else "primary",
            ):  # fmt: skip
                look_again(sheet, target, left)
            if st.button("Open the target", key=f"emdr.left.{target.id}", type="tertiary"):
                sheet.workspace.open(opened_place(sheet.client.id), str(target.id))
                st.rerun()
