"""The outcomes page: enter a measure, see its course, answer a flag."""

from __future__ import annotations

import streamlit as st

from core.clients.model import Client
from core.outcomes.flags import FlaggedAnswer
from core.outcomes.instrument import instrument
from core.outcomes.series import Series
from dashboard.components.picked import picked_client
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import table
from dashboard.outcomes.acknowledge import acknowledge
from dashboard.outcomes.charts import course_figure
from dashboard.outcomes.correcting import correct
from dashboard.outcomes.entering import entering, known_targets
from dashboard.outcomes.view import acknowledged_words, course_chart, course_rows, flag_words
from dashboard.workspace import Workspace


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Outcomes")
    if client is None:
        return
    services, actor = workspace.services, workspace.actor
    _open_flags(workspace, services.outcomes.flags(actor, client.id))
    _answered(services.outcomes.flags(actor, client.id))
    if workspace.may("measures.write"):
        entering(workspace, client)
    courses = services.outcomes.courses(actor, client.id)
    if courses:
        _courses(workspace, client, courses)
    else:
        st.info(
            "No measure has been filled in yet. Choose one above, type its answers and press "
            "Enter: the first score appears here at once."
        )


def _open_flags(workspace: Workspace, flags: list[FlaggedAnswer]) -> None:
    if any(flagged.acknowledged is None for flagged in flags):
        st.caption("A flagged answer is something to talk about, by your service's protocol.")
    for flagged in [flagged for flagged in flags if flagged.acknowledged is None]:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(f":material/priority_high: {flag_words(flagged)}", width="stretch")
            key = f"outcomes.ack.{flagged.administration.id}.{flagged.flag.item}"
            if workspace.may("file.write") and st.button("Acknowledge", key=key):
                acknowledge(workspace, flagged)


def _answered(flags: list[FlaggedAnswer]) -> None:
    done = [flagged for flagged in flags if flagged.acknowledged]
    if done:
        with st.expander(f"Acknowledged risk answers ({len(done)})"):
            st.markdown("\n\n".join(acknowledged_words(flagged) for flagged in done))


def _courses(workspace: Workspace, client: Client, courses: list[Series]) -> None:
    families: dict[str, list[Series]] = {}
    for series in courses:
        if series.scored_points:
            families.setdefault(series.instrument.id, []).append(series)
    main = client.main_measure if client.main_measure in families else ""
    shown = st.segmented_control(
        "Chart",
        [*families, "all"],
        default=main or next(iter(families), "all"),
        required=True,
        key="outcomes.chart",
        format_func=lambda name: "All" if name == "all" else instrument(name).short,
    )
    for name, family in families.items():
        if shown in (name, "all"):
            _chart(workspace, client, family)
    targets = known_targets(workspace, client.id)
    rows = course_rows(courses, targets)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader("All measures", width="stretch")
        if workspace.may_change("measures.write") and st.button(
            "Correct an entry", key="outcomes.correct"
        ):
            correct(workspace, client.id)
    st.markdown(
        table(
            ("Measure", "Latest", "On", "Course", "Change since the start, and why"),
            [(r.measure, r.latest, r.on, r.course, r.change) for r in rows],
        )
    )


def _chart(workspace: Workspace, client: Client, family: list[Series]) -> None:
    services, actor = workspace.services, workspace.actor
    drawn = [s for s in family if s.instrument.about != "client" or s.scale == family[0].scale]
    chart = course_chart(
        drawn,
        services.sessions.sessions(actor, client.id),
        known_targets(workspace, client.id),
    )
    st.markdown(f"**{chart.title}**")
    st.plotly_chart(
        Drawing(course_figure(chart, palette(st.context.theme.type))),
        key=f"outcomes.figure.{family[0].instrument.id}",
        config=CONFIG,
        alt=chart.alt,
    )
    if chart.events:
        listed = " · ".join(f"**{place}** {event.words}" for place, event in chart.numbered)
        st.caption(f"In therapy: {listed}")
    with st.expander("What these figures rest on"):
        st.text("\n".join(chart.notes))
