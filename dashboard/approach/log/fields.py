"""The fields of one log entry, asked alike wherever a session is written down."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from core.approaches.definition import Definition
from core.approaches.log import SessionStep
from core.approaches.log_words import choices, known_definition, stage_name
from core.approaches.model import Plan

Fields = dict[str, object]
_NOT_SAID = "Not said"


def step_fields(plan: Plan, was: SessionStep | None, key: str, *, begun: bool = True) -> Fields:
    """Stage, step, moves, what was blocked and by what, all optional; as the definition has them.

    A new entry begins (`begun`) in the stage the plan is in. What is typed is kept for the
    browser session, so that closing a form does not lose it.
    """
    known = known_definition(plan.approach)
    old = was or SessionStep.model_construct(stage=(plan.stage_now or "") if begun else "")
    fields: Fields = {"stage": old.stage, "step": old.step, "moves": old.moves,
                      "blocked_step": old.blocked_step}  # fmt: skip
    if known:
        fields |= _where(plan.approach, known, old, key)
        fields["moves"] = _moves(known, old, key)
    fields |= _blocked(plan.approach, old, key)
    fields["note"] = st.text_area("Note on the work", old.note, key=f"{key}.note", height=70,
                                  persist_state="session")  # fmt: skip
    return fields


def _where(approach: str, known: Definition, old: SessionStep, key: str) -> Fields:
    found: Fields = {}
    stages = {one.id: one.label for one in known.stages}
    if stages or old.stage:
        stages |= {old.stage: stage_name(approach, old.stage)} if old.stage else {}
        found["stage"] = _one_of("Stage", stages, old.stage, f"{key}.stage")
    stage = str(found.get("stage", ""))
    steps = {one.id: one.label for one in known.steps if not stage or one.stage in ("", stage)}
    if steps:
        kept = old.step if old.step in steps else ""
        found["step"] = _one_of("Step", steps, kept, f"{key}.step.{stage}")
    return found


def _one_of(title: str, names: Mapping[str, str], value: str, key: str) -> str:
    options = ["", *names]
    chosen: str = st.selectbox(
        title, options, options.index(value) if value in options else 0, key=key,
        format_func=lambda one: names.get(one, _NOT_SAID), persist_state="session",
    )  # fmt: skip
    return chosen


def _moves(known: Definition, old: SessionStep, key: str) -> tuple[str, ...]:
    names = {one.id: one.label for one in known.moves}
    gone = tuple(move for move in old.moves if move not in names)
    if not names:
        return old.moves
    chosen = st.pills("Moves made", list(names), selection_mode="multi", wrap=True,
                      default=[move for move in old.moves if move in names],
                      format_func=names.get, key=f"{key}.moves",
                      persist_state="session")  # fmt: skip
    return (*(move for move in names if move in chosen), *gone)


def _blocked(approach: str, old: SessionStep, key: str) -> Fields:
    names = choices(approach)
    left, right = st.columns((2, 3))
    found: Fields = {}
    if names:
        with left:
            found["blocked_step"] = _one_of("Blocked at", names, old.blocked_step, f"{key}.blocked")
    found["blocked_by"] = (right if names else st).text_input(
        "By what", old.blocked_by, key=f"{key}.by", persist_state="session"
    )
    return found
