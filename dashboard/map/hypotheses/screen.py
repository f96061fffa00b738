"""Predictions on links, and what the client's own data say about them."""

from __future__ import annotations

from uuid import UUID

import streamlit as st

from core.formulation.model import Formulation, Link
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.map.hypotheses.charts import counts_figure
from dashboard.map.hypotheses.setting import edit_prediction
from dashboard.map.hypotheses.view import (
    WHAT_IT_IS,
    PanelView,
    overview_lines,
    overview_words,
    panel_view,
)
from dashboard.workspace import Workspace


def panel(workspace: Workspace, link: Link, formulation: Formulation) -> None:
    """What was predicted for one link, what the data say, and earlier verdicts."""
    hypotheses, actor = workspace.services.hypotheses, workspace.actor
    finding = hypotheses.findings(actor, link.client_id).get(link.id)
    verdicts = hypotheses.verdicts(actor, link)
    st.markdown("###### Prediction")
    if finding:
        _found(link, panel_view(finding, verdicts))
    else:
        st.caption(WHAT_IT_IS)
    words = "Change the prediction" if finding else "Set a prediction"
    if workspace.may_change() and st.button(words, key="map.predict"):
        edit_prediction(workspace, link, formulation)


def _found(link: Link, view: PanelView) -> None:
    st.markdown(view.predicted)
    st.markdown(f"{view.state}  \n{view.sentence}")
    if view.caution:
        st.caption(view.caution)
    if any(row.marks for row in view.rows):
        st.plotly_chart(
            Drawing(counts_figure(view, palette(st.context.theme.type))),
            key=f"map.counts.{link.id}",
            config=CONFIG,
            alt=view.alt,
        )
    if view.facts:
        st.markdown("\n".join(f"- {one}" for one in view.facts))
    if view.verdicts:
        with st.expander(f"Verdicts over time ({len(view.verdicts)})"):
            st.markdown("\n".join(f"- {one}" for one in view.verdicts))
    with st.popover("What is this?", type="tertiary"):
        st.markdown("\n\n".join(view.method))


def overview(workspace: Workspace, client_id: UUID, formulation: Formulation) -> None:
    """Every prediction of the map with its verdict."""
    findings = workspace.services.hypotheses.findings(workspace.actor, client_id)
    lines = overview_lines(formulation, findings)
    if not lines:
        st.info(f"{WHAT_IT_IS} Open a link of the map to set one.")
        return
    st.caption(overview_words(findings))
    for line in lines:
        with st.container(horizontal=True, border=True, wrap=False):
            st.markdown(line.words, width="stretch")
            if st.button("Open", key=f"map.hypothesis.{line.link_id}", type="tertiary"):
                workspace.open("map.selected", f"link:{line.link_id}")
                st.rerun()
