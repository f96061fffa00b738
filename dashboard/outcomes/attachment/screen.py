"""Attachment in two dimensions on the Outcomes page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.outcomes.series import Series
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped, table
from dashboard.outcomes.attachment.charts import plane_figure
from dashboard.outcomes.attachment.view import Plane, moved_words, planes


def attachment(courses: Sequence[Series]) -> None:
    """Draw a plane for each measure that gives both dimensions, and the same in words."""
    found = planes(courses)
    if not found:
        st.info(
            "A path needs anxiety and avoidance from one day, from the ECR-RS, the ECR-R or the "
            "ECR-S. Enter one above: its first place appears here at once."
        )
    for plane in found:
        _one(plane)


def _one(plane: Plane) -> None:
    st.markdown(f"**{escaped(plane.title)}**")
    st.plotly_chart(
        Drawing(plane_figure(plane, palette(st.context.theme.type))),
        key=f"outcomes.plane.{plane.title}",
        config=CONFIG,
        alt=plane.alt,
    )
    for trail in plane.trails:
        name = trail.name[0].upper() + trail.name[1:]
        st.markdown(f"**{escaped(name)}:** {escaped(moved_words(trail))}")
    with st.expander("What this picture rests on"):
        st.text("\n".join(plane.notes))
    with st.expander("The same as a table"):
        st.markdown(table(("Relationship", "Day", "Avoidance", "Anxiety"), plane.rows))
