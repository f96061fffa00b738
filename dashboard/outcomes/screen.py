"""The outcomes page: flags and what changed, entering, then one view of what was measured."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from core.approaches.model import Plan, Target
from core.clients.model import Client
from core.outcomes.flags import FlaggedAnswer, VanishedFlag, still_open
from core.outcomes.personal import PersonalCourse, personal_courses
from dashboard.components.picked import picked_client
from dashboard.components.text import escaped
from dashboard.outcomes.acknowledge import acknowledge
from dashboard.outcomes.attachment.screen import attachment
from dashboard.outcomes.caseload.screen import caseload
from dashboard.outcomes.correcting import correct
from dashboard.outcomes.entering import entering, known_targets
from dashboard.outcomes.everything.screen import everything
from dashboard.outcomes.over_time.screen import over_time
from dashboard.outcomes.over_time.view import File
from dashboard.outcomes.personal import own_words
from dashboard.outcomes.targets.screen import emdr_targets
from dashboard.outcomes.view import VIEWS, acknowledged_words, changed, flag_words, views
from dashboard.workspace import Workspace


def render(workspace: Workspace) -> None:
    """Draw the page."""
    client = picked_client(workspace, "Outcomes")
    if client is None:
        return
    flags = workspace.services.outcomes.flags(workspace.actor, client.id)
    _open_flags(workspace, flags)
    gone = workspace.services.outcomes.vanished_flags(workspace.actor, client.id)
    _answered(flags, gone)
    file = _file(workspace, client)
    targets = known_targets(workspace, client.id)
    said = workspace.services.outcomes.worked_out(
        workspace.actor, client.id, "changed", lambda: changed(file.courses, targets)
    )
    if said:
        st.markdown("  \n".join(escaped(sentence) for sentence in said))
    if workspace.may("measures.write"):
        entering(workspace, client)
    if not file.courses:
        st.info(
            "No measure has been filled in yet. Choose one above, type its answers and press "
            "Enter: the first score appears here at once."
        )
    _view(workspace, client, file, targets)


def _open_flags(workspace: Workspace, flags: list[FlaggedAnswer]) -> None:
    left = still_open(flags)
    if left:
        st.caption("A flagged answer is something to talk about, by your service's protocol.")
    for flagged in left:
        with st.container(horizontal=True, vertical_alignment="center", border=True):
            st.markdown(f":material/priority_high: {flag_words(flagged)}", width="stretch")
            form = flagged.administration.id
            key = f"outcomes.ack.{form}.{flagged.flag.item}"
            if workspace.may("file.write") and st.button("Acknowledge", key=key):
                others = [f for f in left if f.administration.id == form and f is not flagged]
                acknowledge(workspace, flagged, others)


def _answered(flags: list[FlaggedAnswer], gone: list[VanishedFlag]) -> None:
    """What was acknowledged, and what a correction took away: nothing goes without a trace."""
    said = [acknowledged_words(flagged) for flagged in flags if flagged.acknowledged]
    title = "Acknowledged risk answers" if not gone else "Acknowledged and corrected risk answers"
    said += [f"{escaped(one.sentence)}." for one in gone]
    if said:
        with st.expander(f"{title} ({len(said)})"):
            st.markdown("\n\n".join(said))


def _file(workspace: Workspace, client: Client) -> File:
    """What may be read: an assistant, who looks after measures, sees no plan and no words."""
    services, actor = workspace.services, workspace.actor
    plans: list[Plan] = []
    own: list[PersonalCourse] = []
    if workspace.may("file.read"):
        plans = services.approaches.plans(actor, client.id)
        goals = services.sessions.goals(actor, client.id)
        own = personal_courses(goals, services.sessions.problems(actor, client.id))
    return File(
        services.outcomes.courses(actor, client.id),
        own,
        services.sessions.sessions(actor, client.id),
        plans,
        services.outcomes.growth(actor),
    )


def _view(workspace: Workspace, client: Client, file: File, targets: Sequence[Target]) -> None:
    with st.container(horizontal=True, vertical_alignment="center"):
        chosen = st.segmented_control(
            "View",
            views(file.courses, own=workspace.may("file.read")),
            default="time",
            required=True,
            key="outcomes.view",
            format_func=VIEWS.__getitem__,
            label_visibility="collapsed",
            wrap=True,
        )
        if (
            file.courses
            and workspace.may_change("measures.write")
            and st.button("Correct an entry", key="outcomes.correct", type="tertiary")
        ):
            correct(workspace, client.id)
    match chosen:
        case "own":
            own_words(workspace, client)
        case "attachment":
            attachment(file.courses)
        case "targets":
            emdr_targets(workspace, client, file.courses)
        case "table":
            everything(client.id, file, targets)
        case "caseload":
            caseload(workspace)
        case _:
            over_time(workspace, client, file)
