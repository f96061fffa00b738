"""An entry of the log in words, with the names the approach's definition gives. Pure."""

from __future__ import annotations

from core.approaches.definition import Definition
from core.approaches.definitions import definitions
from core.approaches.log import SessionStep
from core.approaches.logged import newest_first
from core.approaches.model import Plan
from core.vocabulary import inside, label


def known_definition(approach: str) -> Definition | None:
    """The definition of an approach, or None when there is no file of it (any more)."""
    return definitions().get(approach)


def choices(approach: str) -> dict[str, str]:
    """Everything a session can be blocked at: the steps, then the moves, each by its name."""
    known = known_definition(approach)
    return {one.id: one.label for one in (*known.steps, *known.moves)} if known else {}


def stage_name(approach: str, stage: str) -> str:
    """What a stage is called; one that is defined no longer keeps its id."""
    known = known_definition(approach)
    found = known.stage(stage) if known else None
    return found.label if found else label("stages", stage)


def step_name(approach: str, step: str) -> str:
    """What a step or a move is called; one that is defined no longer keeps its id in words."""
    return choices(approach).get(step) or step.replace("_", " ").capitalize()


def worked_on(approach: str, entry: SessionStep) -> str:
    """The stage, the step and the moves of a session in one line; empty when none is said."""
    said = [stage_name(approach, entry.stage)] if entry.stage else []
    said += [step_name(approach, entry.step)] if entry.step else []
    if entry.moves:
        names = [step_name(approach, move) for move in entry.moves]
        said.append(", ".join([names[0], *(inside(name) for name in names[1:])]))
    return " · ".join(said)


def blocked_words(approach: str, entry: SessionStep) -> str:
    """What was blocked and by what, or nothing."""
    if not entry.blocked_step and not entry.blocked_by:
        return ""
    at = f" at {inside(step_name(approach, entry.blocked_step))}" if entry.blocked_step else ""
    return f"Blocked{at}{f': {entry.blocked_by}' if entry.blocked_by else ''}"


def last_logged(plan: Plan) -> str:
    """The latest entry of a plan's log as the brief tells it, without its day; or nothing.

    Its stage is left out where the plan is in that stage: the brief says so already.
    """
    if not plan.log:
        return ""
    entry = newest_first(plan.log)[0]
    shown = entry.model_copy(update={"stage": ""}) if entry.stage == plan.stage_now else entry
    said = [worked_on(plan.approach, shown), blocked_words(plan.approach, entry), entry.note]
    return "; ".join(part for part in (said[0], inside(said[1])) if part) or said[2]
