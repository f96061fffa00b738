"""SUD and VOC of each EMDR target on the Outcomes page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.approaches.model import Target
from core.outcomes.instrument import instrument
from core.outcomes.series import Series
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped, table
from dashboard.outcomes.targets.charts import target_figure
from dashboard.outcomes.targets.view import RATINGS, TargetCourse, target_courses


def emdr_targets(courses: Sequence[Series], targets: Sequence[Target]) -> None:
    """Draw each rated target, and the same in words and as a table."""
    found = target_courses(courses, targets)
    if not found:
        st.info(
            "No target was rated yet. Choose SUD or VOC above, pick the target and type the number."
        )
        return
    for place, course in enumerate(found):
        _one(course, place)
    with st.expander("What these ratings rest on"):
        st.text("\n".join(_rests_on(name) for name in RATINGS))


def _rests_on(name: str) -> str:
    one = instrument(name)
    return (
        f"{one.short}: {one.title}, {one.main_scale.range_words}, {one.direction}. The client's "
        "own rating; no reliable-change figure was found, so none is claimed."
    )


def _one(course: TargetCourse, place: int) -> None:
    with st.container(border=True):
        st.markdown(f"**{escaped(course.title)}** · {escaped(course.status)}")
        st.plotly_chart(
            Drawing(target_figure(course, palette(st.context.theme.type))),
            key=f"outcomes.target.{place}",
            config=CONFIG,
            alt=course.alt,
        )
        st.markdown(escaped(course.sentence))
        with st.expander("The same as a table"):
            st.markdown(table(("Day", "SUD", "VOC"), course.rows))
