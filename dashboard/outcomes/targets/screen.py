"""SUD and VOC of each EMDR target on the Outcomes page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.clients.model import Client
from core.outcomes.instrument import instrument
from core.outcomes.series import Series
from dashboard.approach.emdr.gathered import gathered
from dashboard.approach.emdr.going import to_target
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped, table
from dashboard.outcomes.targets.charts import target_figure
from dashboard.outcomes.targets.view import RATINGS, TargetCourse, target_courses
from dashboard.workspace import Workspace

MOST = 12


def emdr_targets(workspace: Workspace, client: Client, courses: Sequence[Series]) -> None:
    """Draw each rated target, and the same in words and as a table. Ratings are corrected here."""
    found = _found(workspace, client, courses)
    if not found:
        st.info(
            "No target was rated yet. Choose SUD or VOC above, pick the target and type the number."
        )
        return
    shown = found
    every = f"Show all {len(found)} targets"
    if len(found) > MOST and not st.toggle(every, key="outcomes.targets.all"):
        shown = found[:MOST]
    for place, course in enumerate(shown):
        _one(workspace, client, course, place)
    with st.expander("What these ratings rest on"):
        st.text("\n".join(_rests_on(name) for name in RATINGS))


def _found(workspace: Workspace, client: Client, courses: Sequence[Series]) -> list[TargetCourse]:
    """The ratings with the work they go with; an assistant, who reads no file, sees ratings."""
    if not workspace.may("file.read"):
        return target_courses(courses, [])
    sheet = gathered(workspace, client)
    shown = [one.target for one in sheet.courses]
    return target_courses(courses, shown, sheet.courses, workspace.services.today())


def _rests_on(name: str) -> str:
    one = instrument(name)
    return (
        f"{one.short}: {one.title}, {one.main_scale.range_words}, {one.direction}. The client's "
        "own rating; no reliable-change figure was found, so none is claimed."
    )


def _one(workspace: Workspace, client: Client, course: TargetCourse, place: int) -> None:
    with st.container(border=True):
        facts = (course.status, course.phase)
        said = "".join(f" · {escaped(one)}" for one in facts if one)
        st.markdown(f"**{escaped(course.title)}**{said}")
        if course.left:
            st.warning(escaped(course.left), icon=":material/pending:")
        st.plotly_chart(
            Drawing(target_figure(course, palette(st.context.theme.type))),
            key=f"outcomes.target.{place}",
            config=CONFIG,
            alt=course.alt,
        )
        st.markdown(escaped(course.sentence))
        if any(rating.marked for kind in course.kinds for rating in kind.ratings):
            st.caption("Larger points: something was noted with that set; the table says what.")
        with st.expander("The same as a table, with sets and marks"):
            st.markdown(table(("Day", "SUD", "VOC", "Sets, marks, closing"), course.rows))
        if course.in_plan:
            to_target(workspace, client.id, course.about, f"outcomes.target.open.{course.about}")
