"""What a plan can be aimed at, in the order it is offered. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from core.approaches.model import Plan
from core.formulation.checks_graph import Web
from core.formulation.model import Formulation
from core.sessions.model import Goal
from core.vocabulary import inside, label
from dashboard.components.apart import told_apart


def node_options(formulation: Formulation) -> dict[UUID, str]:
    """The nodes by id, those that may keep the trouble going first, each with its kind."""
    keeping = Web(formulation).maintaining
    ordered = sorted(formulation.nodes, key=lambda node: node.id not in keeping)
    return told_apart({
        node.id: f"{node.name} · {inside(label('node_types', node.kind))}"
        + (", may keep it going" if node.id in keeping else "")
        for node in ordered
    })  # fmt: skip


def link_options(formulation: Formulation) -> dict[UUID, str]:
    """The links by id, as sentences."""
    names = {node.id: node.name for node in formulation.nodes}
    return told_apart({
        link.id: f"{names[link.from_node]} {label('edge_types', link.kind)} {names[link.to_node]}"
        for link in formulation.links
        if link.from_node in names and link.to_node in names
    })  # fmt: skip


def goal_options(goals: Sequence[Goal], plan: Plan) -> dict[UUID, str]:
    """The open goals, and those the plan has already, in the client's words."""
    return told_apart({
        goal.id: goal.words if goal.status == "open" else f"{goal.words} ({goal.status})"
        for goal in goals
        if goal.status == "open" or goal.id in plan.goals
    })  # fmt: skip


def around_options(plans: Sequence[Plan], plan: Plan | None) -> dict[UUID, str]:
    """The plans this one can be a part of: none that is itself inside it."""
    known = {one.id: one for one in plans}
    fitting = [one for one in plans if plan is None or not _inside(one, plan.id, known)]
    return told_apart({
        one.id: f"{label('approaches', one.approach)} ({one.status})" for one in fitting
    })  # fmt: skip


def _inside(one: Plan, outer: UUID, known: Mapping[UUID, Plan]) -> bool:
    seen: set[UUID] = set()
    at: Plan | None = one
    while at is not None and at.id not in seen:
        if at.id == outer:
            return True
        seen.add(at.id)
        at = known.get(at.within) if at.within else None
    return False


def in_old_order(was: Sequence[UUID], chosen: Sequence[UUID]) -> tuple[UUID, ...]:
    """What is chosen now; what was chosen before stays in its place."""
    kept = [one for one in was if one in chosen]
    return (*kept, *(one for one in chosen if one not in kept))
