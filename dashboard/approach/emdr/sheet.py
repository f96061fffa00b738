"""One target: its sheet, what other approaches know of its node, phases, and its days."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.approaches.definitions import definition
from core.approaches.target_course import LeftOpen, TargetCourse
from core.formulation.lenses.meeting import Inputs, facts_about
from core.vocabulary import label
from dashboard.approach.emdr.again import left_notice, look_again_button
from dashboard.approach.emdr.entering import Begun, edit_target
from dashboard.approach.emdr.gathered import Worksheet
from dashboard.approach.emdr.going import opened_place, to_ratings
from dashboard.approach.emdr.view import (
    convention_lines,
    convention_source,
    earlier_days,
    phase_lines,
    rated_words,
    sheet_rows,
)
from dashboard.approach.emdr.working import working_day
from dashboard.components.text import escaped

MOST_DAYS = 10


def one_target(
    sheet: Worksheet, course: TargetCourse, left: LeftOpen | None, *, on_hold: bool
) -> None:  # fmt: skip
    """Draw everything about one target, the working day first below its head.

    `left` says where it was left open, if it was.
    """
    _head(sheet, course, on_hold=on_hold)
    if left:
        left_notice(left, named=False)
        look_again_button(sheet, left)
    if sheet.workspace.may_change():
        working_day(sheet, sheet.stored(course.target.id), on_hold=on_hold)
    one, other = st.columns(2, gap="large")
    with one:
        _sheet(sheet, course)
    with other:
        _phases(course)
    _days(course)


def _head(sheet: Worksheet, course: TargetCourse, *, on_hold: bool) -> None:
    target = course.target
    if st.button("All targets", key="emdr.all", icon=":material/arrow_back:", type="tertiary"):
        sheet.workspace.open(opened_place(sheet.client.id), "")
        st.rerun()
    said = [label("emdr_prongs", target.prong), label("emdr_target_status", target.status)]
    said += ["headline only"] if course.headline else []
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(escaped(target.title), width="stretch")
        if sheet.workspace.may_change() and st.button(
            "Edit the target", key=f"emdr.edit.{target.id}", icon=":material/edit:"
        ):
            edit_target(sheet, sheet.stored(target.id), Begun(), on_hold=on_hold)
        if course.ratings:
            to_ratings(sheet.workspace, sheet.client.id, "emdr.to_ratings")
    st.markdown(" · ".join(escaped(one) for one in said))
    st.markdown(f"{rated_words(course, 'sud')} · {rated_words(course, 'voc')}")


def _sheet(sheet: Worksheet, course: TargetCourse) -> None:
    st.markdown("##### Target sheet")
    node_id = course.target.node_id
    node = sheet.formulation.node(node_id) if node_id else None
    name = node.name if node else "a node taken off the map" if node_id else ""
    st.markdown("  \n".join(
        f"**{title}:** {escaped(words)}" for title, words in sheet_rows(course, name)
    ))  # fmt: skip
    if course.headline:
        st.caption("Kept at its headline: nothing more is asked for or shown.")
    if node_id:
        _other_lenses(sheet, node_id)


def _other_lenses(sheet: Worksheet, node_id: UUID) -> None:
    """What the other approaches know of the same node; here it is read, there it is changed."""
    node = sheet.formulation.node(node_id)
    services, actor = sheet.workspace.services, sheet.workspace.actor
    client_id = sheet.client.id
    if node is None:
        return
    known = Inputs(
        sheet.formulation, sheet.history, services.approaches.parts(actor, client_id),
        sheet.targets, sheet.measured, services.approaches.plans(actor, client_id),
        services.clients.couple_of(actor, client_id),
    )  # fmt: skip
    facts = facts_about(node, known, without="emdr")
    if facts:
        st.markdown("**The same node in other approaches**")
        st.markdown("\n".join(f"- {escaped(fact.sentence)}" for fact in facts))


def _phases(course: TargetCourse) -> None:
    st.markdown("##### Phases of this target")
    st.markdown("  \n".join(phase_lines(course, definition("emdr"))))
    st.markdown("**Commonly seen when a target is complete**")
    st.markdown("  \n".join(convention_lines(course)))
    st.caption(convention_source())


def _days(course: TargetCourse) -> None:
    said = earlier_days(course)
    if not said:
        return
    st.markdown("##### Days of work, newest first")
    for words in said[:MOST_DAYS]:
        st.markdown(words)
    if len(said) > MOST_DAYS:
        with st.expander(f"{len(said) - MOST_DAYS} earlier days"):
            st.markdown("\n\n".join(said[MOST_DAYS:]))
