"""First and latest scores of the whole caseload on the Outcomes page."""

from __future__ import annotations

import streamlit as st

from core.outcomes.instrument import instrument, instruments
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import table
from dashboard.outcomes.caseload.charts import scatter_figure
from dashboard.outcomes.caseload.view import Scatter, scatter
from dashboard.workspace import Workspace

USUAL = ("phq-9", "gad-7", "pcl-5", "core-10")
MOST_LINES = 200


def caseload(workspace: Workspace) -> None:
    """Choose a measure and draw first against latest score of everybody listed for you."""
    own = [name for name, one in instruments().items() if one.about == "client"]
    listed = sorted(own, key=lambda name: USUAL.index(name) if name in USUAL else len(USUAL))
    chosen = st.selectbox(
        "Measure", listed, key="outcomes.caseload.measure", width=320,
        format_func=lambda name: instrument(name).short,
    )  # fmt: skip
    one = instrument(chosen)
    pairs = workspace.services.outcomes.caseload_pairs(workspace.actor, one.id)
    view = scatter(one, pairs, workspace.services.settings.current(workspace.actor).cutoffs)
    if not view.dots:
        st.info(
            f"No client of yours has two {one.short} scores yet. {view.sentence} Each client with "
            "a second score appears here at once."
        )
        return
    _draw(view)


def _draw(view: Scatter) -> None:
    st.plotly_chart(
        Drawing(scatter_figure(view, palette(st.context.theme.type))),
        key="outcomes.caseload.figure",
        config=CONFIG,
        alt=view.alt,
    )
    st.markdown(view.sentence)
    with st.expander("What this picture rests on"):
        st.text("\n".join(view.notes))
    with st.expander("The same as a table"):
        st.markdown(
            table(("Client", "First", "Latest", "Change", "Verdict"), view.lines[:MOST_LINES])
        )
        if len(view.lines) > MOST_LINES:
            st.caption(f"The first {MOST_LINES} of {len(view.lines)}, by code.")
