"""EMDR targets: what was left open, the sequence in three prongs, and one target at a time."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.approaches.target_course import LeftOpen, left_open
from core.clients.model import Client
from dashboard.approach.emdr.again import left_notice, look_again_button
from dashboard.approach.emdr.gathered import Worksheet, gathered
from dashboard.approach.emdr.going import opened_place
from dashboard.approach.emdr.sequence import sequence
from dashboard.approach.emdr.sheet import one_target
from dashboard.approach.emdr.view import more_open_words
from dashboard.approach.gates.screen import paused
from dashboard.workspace import Workspace

MOST_OPEN = 5


def emdr_worksheet(workspace: Workspace, client: Client) -> None:
    """Draw what was left open, then the sequence or the target that is open."""
    sheet = gathered(workspace, client)
    chosen = sheet.course(workspace.opened(opened_place(client.id)))
    found = left_open(sheet.courses, workspace.services.today())
    _left_open(sheet, [one for one in found if one.course is not chosen])
    on_hold = paused(workspace, client, "emdr_processing")
    if chosen is None:
        sequence(sheet, on_hold=on_hold)
    else:
        left = next((one for one in found if one.course is chosen), None)
        one_target(sheet, chosen, left, on_hold=on_hold)


def _left_open(sheet: Worksheet, found: Sequence[LeftOpen]) -> None:
    """Targets left open come before anything else, but the open one, which says so itself."""
    for one in found[:MOST_OPEN]:
        _one_left(sheet, one)
    if len(found) > MOST_OPEN:
        st.warning(more_open_words(found[MOST_OPEN:]), icon=":material/pending:")


def _one_left(sheet: Worksheet, left: LeftOpen) -> None:
    target = sheet.stored(left.course.target.id)
    with st.container(border=True):
        left_notice(left, named=True)
        with st.container(horizontal=True):
            look_again_button(sheet, left)
            if st.button("Open the target", key=f"emdr.left.{target.id}", type="tertiary"):
                sheet.workspace.open(opened_place(sheet.client.id), str(target.id))
                st.rerun()
