"""The three views of the history. A click on any of them opens the entry."""

from __future__ import annotations

import streamlit as st

from core.clients.model import Client
from core.history.model import History, HistoryRecord
from dashboard.components.plot import CONFIG, Drawing, Spec, palette
from dashboard.components.text import escaped, table
from dashboard.frame import page_link
from dashboard.history.relationships.charts import relationship_figure
from dashboard.history.relationships.view import relationship_map
from dashboard.history.timeline.charts import timeline_figure
from dashboard.history.timeline.view import Timeline, timeline
from dashboard.outcomes.attachment.screen import attachment
from dashboard.outcomes.attachment.view import planes
from dashboard.workspace import Workspace

VIEWS = {"timeline": "Timeline", "now": "Relationships now", "plane": "Anxiety and avoidance"}
CLICKS = "history.clicks"
MOST_LISTED = 12
RATED = (
    "Height is the rating, 0 to 4. Above a line: answered, kept safe, took pleasure, made up. "
    "Below it, hatched: what was hard. Dotted: differed a lot. Nothing drawn: not rated, or not "
    "there at that age."
)
SEVERAL = "Of several ratings in one period the highest on each side is drawn; the card has all."


def draw(workspace: Workspace, client: Client, history: History, view: str) -> HistoryRecord | None:
    """Draw a view; the entry that was just clicked, or None."""
    if view == "now":
        return _now(workspace, history)
    if view == "plane":
        _plane(workspace, client)
        return None
    return _timeline(workspace, client, history)


def _timeline(workspace: Workspace, client: Client, history: History) -> HistoryRecord | None:
    services, actor = workspace.services, workspace.actor
    plans = services.approaches.plans(actor, client.id)
    view = timeline(client, history, plans, services.today())
    clicked = ""
    if not view.empty:
        figure = timeline_figure(view, palette(st.context.theme.type))
        clicked = _picture(workspace, figure, "history.timeline", view.alt)
        words = [RATED] if view.rated else []
        words += [SEVERAL] if view.several else []
        words += ["A star: a good event."] if any(event.good for event in view.events) else []
        if words:
            st.caption(" ".join(words))
    return _entry(history, clicked or _unplaced(view))


def _unplaced(view: Timeline) -> str:
    """Entries without an age, each a button; the id of the one that was pressed."""
    pressed = ""
    if not view.unplaced:
        return pressed
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption("Without an age:", width="content")
        for one in view.unplaced[:MOST_LISTED]:
            if st.button(escaped(one.words), key=f"history.unplaced.{one.entry}", type="tertiary"):
                pressed = str(one.entry)
        if len(view.unplaced) > MOST_LISTED:
            st.caption(f"and {len(view.unplaced) - MOST_LISTED} more below", width="content")
    return pressed


def _now(workspace: Workspace, history: History) -> HistoryRecord | None:
    view = relationship_map(history.figures, history.relationships)
    if not view.people:
        st.caption("No figure recorded yet.")
        return None
    figure = relationship_figure(view, palette(st.context.theme.type))
    clicked = _picture(workspace, figure, "history.now", view.alt, width=620)
    with st.expander("The same as a table"):
        st.markdown(table(("Who", "How it is now"), view.rows))
    return _entry(history, clicked)


def _plane(workspace: Workspace, client: Client) -> None:
    courses = workspace.services.outcomes.courses(workspace.actor, client.id)
    if planes(courses):
        attachment(courses)
        return
    st.info(
        "This view needs anxiety and avoidance from one day, from the ECR-RS, the ECR-R or the "
        "ECR-S."
    )
    page_link("Outcomes", client.id, "Enter a measure")


def _picture(
    workspace: Workspace, figure: Spec, key: str, alt: str, width: int | None = None
) -> str:
    """Draw a figure that can be clicked; the id that was just clicked, or an empty text.

    After a click it is drawn under a new key, so that the same place can be clicked again.
    """
    clicks = int(workspace.opened(CLICKS) or "0")
    chosen = st.plotly_chart(
        Drawing(figure),
        key=f"{key}.{clicks}",
        on_select="rerun",
        selection_mode="points",
        config=CONFIG,
        alt=alt,
        width=width or "stretch",
    )
    points = chosen.selection.points
    found = points[0].get("customdata", "") if points else ""
    clicked = str(found[0] if isinstance(found, list) else found)
    if points:
        workspace.open(CLICKS, str(clicks + 1))
    return clicked


def _entry(history: History, entry_id: str) -> HistoryRecord | None:
    every = (one for group in history for one in group)
    return next((one for one in every if str(one.id) == entry_id), None) if entry_id else None
