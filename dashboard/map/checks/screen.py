"""What the formulation has and what is missing: a completeness aid."""

from __future__ import annotations

from typing import NamedTuple
from uuid import UUID

import streamlit as st

from core.formulation.checks import Case, Check, checks, in_state
from core.formulation.checks_context import TOPICS, latest_considered
from dashboard.map.checks.considering import consider
from dashboard.map.checks.opening import may_open, open_closing
from dashboard.map.checks.view import (
    HEADINGS,
    WHAT_IT_IS,
    considered_words,
    gap_words,
    other_sections,
    sources,
)
from dashboard.workspace import Workspace


class Found(NamedTuple):
    """What the checks found, and what they looked at."""

    case: Case
    checks: list[Check]


def found(workspace: Workspace, client_id: UUID) -> Found:
    """Every check of one client's formulation, worked out once until the next commit."""
    services, actor = workspace.services, workspace.actor
    services.formulation.considerations(actor, client_id)  # asks whether this may be read
    return services.outcomes.worked_out(
        actor, client_id, ("checks", services.today()), lambda: _found(workspace, client_id)
    )


def _found(workspace: Workspace, client_id: UUID) -> Found:
    case = Case.of(workspace.services.file(workspace.actor, client_id))
    return Found(case, checks(case))


def render(workspace: Workspace, client_id: UUID) -> None:
    """Ticks and gaps, each gap one click from the place that closes it."""
    case, every = found(workspace, client_id)
    st.caption(WHAT_IT_IS)
    gaps = in_state(every, "gap")
    st.markdown(f"##### {HEADINGS['gap']}" if gaps else "No gaps among these checks.")
    for gap in gaps:
        _gap(workspace, case, gap)
    for section in other_sections(every):
        st.markdown(f"##### {section.heading}\n{section.lines}")
    _considered(workspace, case)
    with st.popover("Where the checks come from", type="tertiary"):
        st.markdown(sources())


def _gap(workspace: Workspace, case: Case, gap: Check) -> None:
    with st.container(border=True):
        words, buttons = st.columns([3, 1], vertical_alignment="center")
    words.markdown(gap_words(gap))
    with buttons:
        for place, closing in enumerate(gap.closings):
            if may_open(workspace, closing) and st.button(
                closing.words, key=f"map.checks.{gap.id}.{place}"
            ):
                open_closing(workspace, case, closing)


def _considered(workspace: Workspace, case: Case) -> None:
    st.markdown(f"##### What was considered\n{considered_words(case)}")
    if not workspace.may("file.write"):
        return
    names = {name: topic for topic, name in TOPICS.items()}
    if chosen := st.menu_button("Write about", list(names), key="map.checks.consider"):
        topic = names[chosen]
        consider(workspace, case.file.client.id, topic, latest_considered(case, topic))
