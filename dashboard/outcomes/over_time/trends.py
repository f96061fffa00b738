"""Trend and phases of one chosen course, worked out only when opened."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import streamlit as st

from core.outcomes.landmarks import Landmark, landmarks
from dashboard.components.apart import told_apart
from dashboard.components.text import day, escaped
from dashboard.outcomes.over_time.facts import (
    CAVEAT,
    Course,
    Fact,
    first_comparable,
    of_personal,
    of_series,
    phase_facts,
    trend_facts,
)
from dashboard.outcomes.over_time.meaning import expected_words
from dashboard.outcomes.over_time.view import File, shown_here


def trends(client_id: UUID, file: File, keys: Sequence[str], named: dict[str, str]) -> None:
    """Draw the expander; what is in it is worked out only while it stands open."""
    box = st.expander("Trend and phases", key="outcomes.trends", on_change="rerun")
    if not box.open:
        return
    with box:
        key = st.selectbox(
            "Measure",
            keys,
            key=f"outcomes.trends.measure.{client_id}",
            format_func=named.__getitem__,
            width=320,
        )
        course = _courses(file)[key or keys[0]]
        facts = trend_facts(course)
        _draw(facts)
        if course.series:
            st.markdown(f"**Expected course**: {escaped(expected_words(file, course.series))}")
        facts += _phases(course, landmarks(file.plans, file.sessions), f"{client_id}.{key}")
        behind = [fact for fact in facts if fact.figures]
        if behind:
            with st.expander("The figures behind"):
                st.markdown(_listed(behind))
        st.caption(CAVEAT)


def _courses(file: File) -> dict[str, Course]:
    measures = {series.instrument.id: of_series(series) for series in shown_here(file)}
    return measures | {f"own.{one.id}": of_personal(one) for one in file.own if one.points}


def _phases(course: Course, found: Sequence[Landmark], place: str) -> list[Fact]:
    if not found:
        st.caption("No plan, stage or event is dated, so there is no before and after to compare.")
        return []
    names = told_apart(
        {at: f"{day(one.on, year=True)}: {one.words}" for at, one in enumerate(found)}
    )
    chosen = st.selectbox(
        "Compare before and after",
        range(len(found)),
        first_comparable(course, found),
        key=f"outcomes.trends.landmark.{place}",
        format_func=names.__getitem__,
    )
    facts = phase_facts(course, found[chosen or 0])
    _draw(facts)
    st.caption(
        "A score of that day counts as before: forms are filled in before the session begins."
    )
    return facts


def _draw(facts: Sequence[Fact]) -> None:
    st.markdown(_listed([fact for fact in facts if not fact.figures]))


def _listed(facts: Sequence[Fact]) -> str:
    return "  \n".join(f"**{escaped(f.what)}**: {escaped(f.words)}" for f in facts)
