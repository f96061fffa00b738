"""A plan in words: its measures, criteria, consents, and the cautions weighed for it. Pure.

Shared by the Approach page and the formulation report. Words of a definition that is no longer
there fall back to what was stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from uuid import UUID

from core.approaches.definition import Definition
from core.approaches.definitions import definitions
from core.approaches.model import Caution, Plan, PlannedMeasure, Weighing
from core.outcomes.instrument import instruments
from core.sessions.safety import VIOLENCE
from core.vocabulary import inside, label

PRIVATE_CAUTIONS = frozenset({VIOLENCE})
"""Cautions only the clinician sees: in no report, on no shared screen, never told to a partner."""


def definition_of(approach: str) -> Definition | None:
    """The definition of an approach, or None for one without ("other", or a file removed)."""
    return definitions().get(approach)


def told_alone(approach: str) -> bool:
    """Whether criteria of this approach may rest on what a partner told alone (couple work)."""
    known = definition_of(approach)
    return known is not None and known.for_whom == "couple"


def stage_words(approach: str, stage: str) -> str:
    """A stage as its definition names it, else as the vocabulary or the store does."""
    known = definition_of(approach)
    found = known.stage(stage) if known else None
    return found.label if found else label("stages", stage)


def measure_words(planned: PlannedMeasure) -> str:
    """A planned measure and how often, "PHQ-9 at every session"."""
    one = instruments().get(planned.instrument)
    return f"{one.short if one else planned.instrument} {rhythm_words(planned.at, planned.every)}"


def rhythm_words(at: str, every: int) -> str:
    """How often, in words; `every` counts held sessions, or months."""
    if at == "stage":
        return "at each stage"
    if at == "start_and_end":
        return "at the start and at the end"
    if at == "month":
        return "once a month" if every == 1 else f"every {every} months"
    return "at every session" if every == 1 else f"every {every} sessions"


def criterion_words(approach: str, criterion: str) -> str:
    """What a criterion says; its id where no definition has it."""
    known = definition_of(approach)
    stages = known.stages if known else ()
    every = (one for stage in stages for one in (*stage.entry, *stage.exit))
    return next((one.words for one in every if one.id == criterion), _plain(criterion))


def consent_words(approach: str, item: str) -> str:
    """What a consent item says; the stored words where no definition has it."""
    known = definition_of(approach)
    items = known.consents if known else ()
    return next((one.words for one in items if one.id == item), _plain(item))


def check_words(approach: str, check: str) -> str:
    """What a readiness check says; the stored words where no definition has it."""
    known = definition_of(approach)
    checks = known.readiness if known else ()
    return next((one.words for one in checks if one.id == check), _plain(check))


def caution_label(approach: str, reason: str) -> str:
    """The name of a caution: the definition's own, else the vocabulary's."""
    known = definition_of(approach)
    cautions = known.cautions if known else ()
    own = next((one.label for one in cautions if one.reason == reason), "")
    return own or label("caution_reasons", reason)


def _plain(stored: str) -> str:
    return stored.replace("_", " ")


def weighed(approach: str, plans: Iterable[Plan], weighings: Iterable[Weighing]) -> list[Caution]:
    """The newest answer to each caution of an approach, from its weighing and older plans.

    Of two answers of one day the weighing's stands. A caution that nobody answered, or that was
    put back to "not asked" on a later day, is left out.
    """
    answers = [c for plan in plans if plan.approach == approach for c in plan.cautions]
    answers += [c for one in weighings if one.approach == approach for c in one.cautions]
    newest: dict[str, Caution] = {}
    for answer in sorted(answers, key=lambda one: one.on or date.min):
        if answer.found != "not_asked" or answer.on:
            newest[answer.reason] = answer
    return [answer for answer in newest.values() if answer.found != "not_asked"]


def decision_words(approach: str, caution: Caution) -> str:
    """A present caution and what was decided, for one line."""
    name = caution_label(approach, caution.reason)
    if caution.decision == "not_asked":
        return f"{name}: no decision yet"
    return f"{name}: {inside(label('caution_decisions', caution.decision))}"


def in_sequence(plans: Sequence[Plan]) -> list[tuple[Plan, list[Plan]]]:
    """Each plan that stands for itself, with the plans inside it, the earlier chosen first.

    A plan inside one that is itself inside another is told with the outermost. Where plans name
    each other in a circle, the first of them stands for itself.
    """
    known = {plan.id: plan for plan in plans}
    outermost = {plan.id: _outermost(plan, known) for plan in plans}
    return [
        (plan, sorted((one for one in plans if one.id != plan.id and outermost[one.id] == plan.id),
                      key=lambda one: one.chosen_on or date.max))
        for plan in plans if outermost[plan.id] == plan.id
    ]  # fmt: skip


def _outermost(plan: Plan, known: Mapping[UUID, Plan]) -> UUID:
    path = [plan.id]
    while plan.within is not None and plan.within in known and plan.within not in path:
        plan = known[plan.within]
        path.append(plan.id)
    if plan.within is not None and plan.within in path:  # a circle: the first of it, as given
        circle = path[path.index(plan.within) :]
        return next(one for one in known if one in circle)
    return plan.id
