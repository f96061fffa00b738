"""A plain worksheet for an approach that has no pictures of its own, and its pieces."""

from __future__ import annotations

import streamlit as st

from core.approaches.log_words import known_definition
from core.approaches.logged import plan_of
from core.approaches.model import Plan
from core.clients.model import Client
from core.vocabulary import label
from dashboard.approach.log.charts import moves_figure
from dashboard.approach.log.entering import edit_logged, log_session
from dashboard.approach.log.view import entry_lines, moves_table, stage_now
from dashboard.components.card import card
from dashboard.components.plot import CONFIG, Drawing, palette
from dashboard.components.text import escaped, table
from dashboard.workspace import Workspace

FIRST_SHOWN = 2


def log_worksheet(workspace: Workspace, client: Client, approach: str) -> None:
    """Draw stages, steps and the log of sessions of one approach, from its definition."""
    known = known_definition(approach)
    st.subheader(escaped(known.full_name if known else label("approaches", approach)))
    plan = plan_of(workspace.services.approaches.plans(workspace.actor, client.id), approach)
    if known is None:
        st.caption("The definition of this approach is not here any more; what was kept is.")
    if plan is None:
        no_plan(known.label if known else "this approach")
        return
    stage_line(plan)
    st.markdown("##### Log of sessions")
    log_button(workspace, plan)
    session_log(workspace, plan)


def log_button(workspace: Workspace, plan: Plan) -> None:
    """The way into the log, where entries may be changed and the plan has not ended."""
    if not workspace.may_change() or plan.status == "ended":
        return
    if st.button("Log a session", icon=":material/add:", type="primary",
                 key=f"approach.log.add.{plan.id}"):  # fmt: skip
        log_session(workspace, plan)


def no_plan(name: str) -> None:
    """Say what to do while an approach has no plan."""
    st.info(
        f"There is no plan for {escaped(name)} yet. Open “Choose” above and note why it was "
        "chosen; then its sessions can be logged here."
    )


def stage_line(plan: Plan) -> None:
    """The stages in order, the one the work is in, and its criteria to read; no editing here."""
    now = stage_now(plan)
    if now is None:
        return
    st.markdown("  \n".join(now.path) if len(now.path) > 3 else " → ".join(now.path))
    st.caption(" ".join(part for part in (now.title, now.since) if part)
               + (f": {now.aim}" if now.aim else ""))  # fmt: skip
    if now.entry or now.exit:
        with st.expander("What to see before entering and leaving this stage"):
            for title, lines in (("To enter it", now.entry), ("To leave it", now.exit)):
                if lines:
                    st.markdown(f"**{title}**\n" + "\n".join(f"- {line}" for line in lines))
            st.caption("The clinician says when one is met, in the Plan view.")


def session_log(workspace: Workspace, plan: Plan) -> None:
    """Moves by session and the entries, newest first; each opens to be corrected."""
    if not plan.log:
        st.caption("No session is logged yet. Here, or while writing up a session on the Sessions "
                   "page: either is enough.")  # fmt: skip
        return
    _moves(plan)
    every = len(plan.log) <= FIRST_SHOWN or st.toggle("Show every session",
                                                   key=f"approach.log.all.{plan.id}")  # fmt: skip
    for place, line in enumerate(entry_lines(plan, None if every else FIRST_SHOWN)):
        key = f"approach.log.open.{plan.id}.{place}"
        if card(line.words, "Open" if workspace.may_change() else "", key):
            edit_logged(workspace, plan, line.entry)


def _moves(plan: Plan) -> None:
    found = moves_table(plan)
    if found is None:
        return
    figure = moves_figure(found, palette(st.context.theme.type))
    st.plotly_chart(Drawing(figure), key=f"approach.log.moves.{plan.id}", config=CONFIG,
                    alt=found.alt)  # fmt: skip
    if found.left_out:
        st.caption(f"The latest {len(found.days)} sessions; the counts are of the whole log.")
    with st.expander("The same as a table"):
        st.markdown(table(("Made", "Sessions", "Last"), found.rows))
