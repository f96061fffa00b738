"""From a gap to the form or page that closes it, in one click."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeVar

import streamlit as st

from core.formulation.checks import Case, Closing
from core.formulation.checks_context import TOPICS, latest_considered
from core.formulation.model import Node
from core.history.on_map import node_for
from core.record import Record
from dashboard.approach.plan.entering import edit_plan
from dashboard.client.entering import edit_client
from dashboard.history.asked import edit_asked
from dashboard.history.entering_belief import edit_belief
from dashboard.map.checks.considering import consider
from dashboard.map.coupling import edit_couple
from dashboard.map.entering import edit_link, edit_node
from dashboard.map.versions.reviewing import review
from dashboard.sessions.entering import edit_goal
from dashboard.workspace import Workspace

R = TypeVar("R", bound=Record)


def open_closing(workspace: Workspace, case: Case, closing: Closing) -> None:
    """Open what closes a gap (`Closing.opens`): a form here, or the page that has it."""
    what, _, which = closing.opens.partition(":")
    client_id, file = case.file.client.id, case.file
    match what:
        case "new" | "stand":
            edit_node(workspace, client_id, None, begun=_begun(case, what, which))
        case "node":
            edit_node(workspace, client_id, _one(file.formulation.nodes, which))
        case "link":
            links = file.formulation.links
            edit_link(workspace, client_id, file.formulation, _one(links, which))
        case "goal":
            edit_goal(workspace, client_id, _one(file.goals, which))
        case "plan":
            edit_plan(workspace, client_id, file.formulation, _one(file.plans, which))
        case "belief":
            edit_belief(workspace, client_id, _one(file.history.working_models, which))
        case _:
            _open_other(workspace, case, what, which)


def _open_other(workspace: Workspace, case: Case, what: str, which: str) -> None:
    client = case.file.client
    match what:
        case "review" | "version":
            review(workspace, client.id, _one(case.versions, which))
        case "consider":
            topic = next(topic for topic in TOPICS if topic == which)
            consider(workspace, client.id, topic, latest_considered(case, topic))
        case "asked":
            edit_asked(workspace, client)
        case "details":
            edit_client(workspace, client)
        case "couple":
            known = workspace.services.clients.couple_of(workspace.actor, client.id)
            edit_couple(workspace, client.id, known)
        case "problem":
            workspace.put_input("outcomes.view", "own")
            st.switch_page("app_pages/outcomes.py")
        case "flags":
            st.switch_page("app_pages/outcomes.py")


def _one(entries: Iterable[R], wanted: str) -> R | None:
    return next((entry for entry in entries if str(entry.id) == wanted), None)


def _begun(case: Case, what: str, which: str) -> Node:
    """A node that is filled in as far as it is known: its kind, or the event it stands for."""
    event = _one(case.file.history.events, which) if what == "stand" else None
    node = node_for(event) if event else None
    kind = which if what == "new" and which else "cue"
    return node or Node.model_construct(client_id=case.file.client.id, name="", kind=kind)


def may_open(workspace: Workspace, closing: Closing) -> bool:
    """Whether this account may close this gap now: adding is less than changing."""
    adding = ("new", "stand", "link", "goal", "plan", "review", "consider")
    if closing.opens == "flags":
        return True
    if closing.opens.partition(":")[0] in adding and _is_new(closing.opens):
        return workspace.may("file.write")
    return workspace.may_change()


def _is_new(opens: str) -> bool:
    what, _, which = opens.partition(":")
    return what in ("new", "stand", "consider") or not which
