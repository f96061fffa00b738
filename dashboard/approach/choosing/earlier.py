"""An answer given for another approach, used again with its own day; medical ones as a group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

import streamlit as st

from core.approaches.definition import Definition
from core.approaches.gates import GateFile
from core.approaches.model import Caution, Weighing
from core.approaches.plan_words import caution_label, definition_of
from core.approaches.weighed import Elsewhere, elsewhere
from core.vocabulary import inside, label
from dashboard.approach.choosing.view import FOUND
from dashboard.components.text import day, escaped
from dashboard.workspace import Workspace

MEDICAL = ("eye", "seizure", "pregnancy", "cardiac", "head_injury")
"""Cautions that may be answered as a group; those of risk are each asked for themselves."""

Answers = Mapping[str, Elsewhere]


def offered(workspace: Workspace, weighing: Weighing, was: Caution) -> Elsewhere | None:
    """The newest dated answer for another approach, where it is newer than this one's."""
    services, actor, client_id = workspace.services, workspace.actor, weighing.client_id
    kept = GateFile(
        client_id, weighings=services.approaches.weighings(actor, client_id),
        plans=services.approaches.plans(actor, client_id),
    )  # fmt: skip
    every = [one for one in elsewhere(was.reason, weighing.approach, kept) if one.answer.on]
    newest = max(every, key=lambda one: one.answer.on or date.min, default=None)
    answered = was.on if was.found != "not_asked" else None
    if newest is None or (newest.answer.on or date.min) <= (answered or date.min):
        return None
    return newest


def earlier_words(one: Elsewhere) -> str:
    """An answer given for another approach, with its day."""
    on = day(one.answer.on, year=True) if one.answer.on else ""
    approach = label("approaches", one.approach)
    return f"{inside(FOUND[one.answer.found])}, {on}, asked for {approach}"


def as_given(one: Elsewhere) -> dict[str, object]:
    """The answer as one of this approach: its day stays, its decision belonged to the other."""
    return {"reason": one.answer.reason, "found": one.answer.found, "on": one.answer.on,
            "why": one.answer.why}  # fmt: skip


def take_over(
    workspace: Workspace, weighing: Weighing, was: Caution, key: str
) -> dict[str, object] | None:
    """A button with the answer given elsewhere; that answer where it was pressed."""
    one = offered(workspace, weighing, was)
    if one and st.button(f"Use it: {escaped(earlier_words(one))}", key=f"{key}.earlier"):
        return as_given(one)
    return None


def earlier_answers(
    workspace: Workspace, weighing: Weighing, cautions: Mapping[str, Caution], key: str
) -> Answers:
    """The answers given for other approaches, a click each; those that were picked, by caution."""
    known = definition_of(weighing.approach)
    found: dict[str, Elsewhere] = {}
    for caution in known.cautions if known else ():
        was = cautions.get(caution.reason) or Caution.model_construct(reason=caution.reason)
        if one := offered(workspace, weighing, was):
            found[caution.reason] = one
    if not found:
        return {}
    picked = st.pills(
        "Answered for another approach: use it, with its own day", list(found),
        selection_mode="multi", key=f"{key}.earlier",
        format_func=lambda one: _named(weighing.approach, found[one]),
    )  # fmt: skip
    return {reason: found[reason] for reason in picked or ()}


def _named(approach: str, one: Elsewhere) -> str:
    return f"{escaped(caution_label(approach, one.answer.reason))}: {earlier_words(one)}"


def none_of_the_medical(known: Definition, found: Mapping[str, str], key: str) -> list[str]:
    """The medical cautions still not asked about, where all of them are answered at once."""
    there = [one.reason for one in known.cautions
             if one.reason in MEDICAL and found[one.reason] == "not_asked"]  # fmt: skip
    if len(there) < 2:
        return []
    names = ", ".join(inside(caution_label(known.id, one)) for one in there)
    ticked = st.checkbox(f"All asked about and not found: {escaped(names)}", key=f"{key}.medical")
    return there if ticked else []


def together(found: Mapping[str, str], medical: Sequence[str], earlier: Answers) -> dict[str, str]:
    """The answers of the rows; where a row was left, the group's or the earlier one."""
    rows = {one: said for one, said in found.items() if one not in earlier}
    return {one: "absent" if one in medical else said for one, said in rows.items()}


def with_earlier(cautions: Sequence[object], earlier: Answers) -> tuple[object, ...]:
    """The cautions with the answers that were taken over, each in place of this approach's own."""
    kept = [one for one in cautions
            if not (isinstance(one, Caution) and one.reason in earlier)]  # fmt: skip
    return (*kept, *map(as_given, earlier.values()))
