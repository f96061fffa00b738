"""A scenario step by step: on the learn page, and in a dialog from a trigger episode."""

from __future__ import annotations

import streamlit as st

from core.knowledge.handouts import handout_for
from core.knowledge.scenarios import Scenario, scenario, scenarios
from dashboard.components.text import escaped
from dashboard.learn.handout import handout_downloads
from dashboard.learn.view import step_words, strategy_line
from dashboard.workspace import Workspace


@st.dialog("What may be happening", width="large")
def open_scenario(workspace: Workspace, scenario_id: str, by: str = "cue", place: str = "") -> None:
    """Show the scenario nearest to an episode, `by` its cue or theme, and offer the others.

    It is about people in general and says so; nothing of the episode is in it. `place` tells
    the choices made for two episodes apart. Raises KeyError for an unknown id.
    """
    st.markdown(f"Nearest scenario, by its {by}; it may not be this one.")
    names = {one.id: one.title for one in scenarios()}
    picked = st.selectbox(
        "Scenario", list(names), list(names).index(scenario(scenario_id).id),
        key=f"learn.nearest.{place or scenario_id}", format_func=names.get,
    )  # fmt: skip
    shown = scenario(picked or scenario_id)
    st.markdown(f"### {escaped(shown.title)}")
    draw_scenario(workspace, shown, "dialog")
    st.page_link(
        "app_pages/learn.py",
        label="Statements and sources on the Learn page",
        icon=":material/school:",
        query_params={"about": shown.id},
    )


def draw_scenario(workspace: Workspace, shown: Scenario, place: str) -> None:
    """The scenario: its label, its steps with their marks, what may change, what people try."""
    st.markdown(escaped(shown.opening))
    st.info(escaped(shown.honest), icon=":material/auto_stories:")
    if shown.claims:
        st.markdown(
            "A mark says how well research supports the explanation, not how real it feels."
        )
    steps = (step_words(number, step) for number, step in enumerate(shown.steps, 1))
    st.markdown("\n\n".join(steps))
    st.success(f"**What may change**  \n{escaped(shown.can_change)}", icon=":material/sync:")
    st.markdown("**What people try**\n" + "\n".join(map(strategy_line, shown.helps)))
    st.caption("The client's own record comes before the grade.")
    handout_downloads(workspace, handout_for(shown.id).id, place)
