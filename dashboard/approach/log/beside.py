"""The log of the current plans, filled in while a session is written up: entered once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

import streamlit as st

from core.approaches.log import SessionStep
from core.approaches.log_words import known_definition
from core.approaches.logged import entry_of, plans_to_log, says_anything
from core.approaches.model import Plan
from core.sessions.model import Session
from core.vocabulary import label
from dashboard.approach.log.entering import keep_step
from dashboard.approach.log.fields import Fields, step_fields
from dashboard.components.text import escaped
from dashboard.workspace import Workspace


class Beside(NamedTuple):
    """What was typed for the log of one plan, and the entry that was there."""

    plan: Plan
    was: SessionStep | None
    fields: Fields


def steps_beside(
    workspace: Workspace, client_id: UUID, session: Session | None, key: str
) -> tuple[Beside, ...]:
    """The fields of the log for each current plan, folded away; nothing without such a plan."""
    if not workspace.may_change():
        return ()
    plans = plans_to_log(workspace.services.approaches.plans(workspace.actor, client_id))
    return tuple(_one(plan, session, f"{key}.log.{plan.id}") for plan in plans)


def _one(plan: Plan, session: Session | None, key: str) -> Beside:
    was = entry_of(plan.log, session) if session and session.version else None
    known = known_definition(plan.approach)
    name = escaped(known.label if known else label("approaches", plan.approach))
    with st.expander(f"Where the work was: {name} (optional)", expanded=was is not None,
                     key=f"{key}.fold"):  # fmt: skip
        return Beside(plan, was, step_fields(plan, was, key, begun=False))


def keep_beside(workspace: Workspace, session: Session, steps: Sequence[Beside]) -> None:
    """Save what was said for each plan's log; where nothing was said, nothing is logged.

    An entry of the day that names no session becomes this session's, and what it says stays
    where nothing new was said.
    """
    for plan, was, fields in steps:
        whole = fields | {"on": session.starts_at.date(), "session_id": session.id}
        if was is None:
            if not says_anything(SessionStep.model_construct(**fields)):  # type: ignore[arg-type]
                continue
            was = entry_of(plan.log, session)
            whole = {name: value for name, value in whole.items() if value not in ("", (), None)}
        if was is None or any(getattr(was, name) != value for name, value in whole.items()):
            keep_step(workspace, session.client_id, plan.id, was, whole)
