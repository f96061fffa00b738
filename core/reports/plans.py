"""What the formulation report says about each plan. Pure.

Cautions only the clinician sees (violence) are never in it, nor is any readiness check. Criteria
of couple work are left out too: some rest on what a partner said alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.approaches.grounds import Ground
from core.approaches.model import Caution, Consent, Plan
from core.approaches.plan_words import (
    PRIVATE_CAUTIONS,
    caution_label,
    consent_words,
    criterion_words,
    decision_words,
    in_sequence,
    measure_words,
    stage_words,
    told_alone,
    weighed,
)
from core.approaches.weighed import contradicted
from core.clients.file import ClientFile
from core.days import day_words
from core.reports.document import Block, Bullets, KeyValues, Spans
from core.vocabulary import inside, label

_STATES = {"given": "agreed", "declined": "declined", "withdrawn": "withdrawn"}


def plans_blocks(file: ClientFile) -> Iterator[Block]:
    """Each plan with its facts and the cautions weighed for it; plans inside it follow it.

    Of two plans with one approach the first has the cautions: they are weighed once.
    """
    told: set[str] = set()
    for plan, inside_it in in_sequence(file.plans):
        for one in (plan, *inside_it):
            yield KeyValues(tuple(_facts(file, one)))
            said = () if one.approach in told else tuple(_cautions(file, one.approach))
            told.add(one.approach)
            if said:
                yield Bullets(said)


def _facts(file: ClientFile, plan: Plan) -> Iterator[tuple[str, Spans]]:
    yield "Approach", _approach(file, plan)
    stage = stage_words(plan.approach, plan.stage_now) if plan.stage_now else "not yet noted"
    yield "Stage", stage
    for name, text in (
        ("Reasons", plan.reasons),
        ("Also considered", plan.alternatives),
        ("Goals", "; ".join(goal.words for goal in file.goals if goal.id in plan.goals)),
        ("Expected", plan.expected),
        ("May get in the way", plan.obstacles),
        ("Change course if", plan.change_course_if),
        ("Seen as met", _criteria(plan)),
        ("Consent", _consents(plan)),
        ("Measures", _measures(plan)),
    ):
        if text:
            yield name, text
    if plan.review_on:
        yield "Review", f"{plan.review_on.day} {plan.review_on:%B %Y}"


def _approach(file: ClientFile, plan: Plan) -> str:
    words = f"{label('approaches', plan.approach)} ({plan.status})"
    around = next((one for one in file.plans if one.id == plan.within), None)
    return f"{words}, within {label('approaches', around.approach)}" if around else words


def _criteria(plan: Plan) -> str:
    if told_alone(plan.approach):
        return ""
    said = (
        f"{inside(criterion_words(plan.approach, one.criterion)).rstrip('.')} ({day_words(one.on)})"
        for one in plan.criteria
    )
    return "; ".join(said)


def _consents(plan: Plan) -> str:
    asked = (one for one in plan.consents if one.state in _STATES)
    return "; ".join(_consent(plan, one) for one in asked)


def _consent(plan: Plan, one: Consent) -> str:
    state = _STATES[one.state] + (f" on {day_words(one.on)}" if one.on else "")
    return f"{inside(consent_words(plan.approach, one.item)).rstrip('.')}: {state}"


def _measures(plan: Plan) -> str:
    return "; ".join([*map(measure_words, plan.planned_measures), *plan.measures])


def _cautions(file: ClientFile, approach: str) -> Iterator[str]:
    every = [
        one for one in weighed(approach, file.plans, file.weighings)
        if one.reason not in PRIVATE_CAUTIONS
    ]  # fmt: skip
    for one in every:
        if one.found == "present":
            on = f" (asked on {day_words(one.on)})" if one.on else ""
            yield f"Found present. {decision_words(approach, one)}{on}"
    against = contradicted(approach, file)
    absent = [one for one in every if one.found == "absent"]
    for one in absent:
        if newer := _newer(file, against.get(one.reason, ())):
            yield f"{caution_label(approach, one.reason)}: {newer}"
    if plain := [_asked(approach, one) for one in absent if one.reason not in against]:
        name = label("approaches", approach)
        yield f"Asked about for {name} and not found: {', '.join(plain)}"


def _asked(approach: str, one: Caution) -> str:
    name = inside(caution_label(approach, one.reason))
    return f"{name} ({day_words(one.on)})" if one.on else f"{name} (no day given)"


def _newer(file: ClientFile, against: Sequence[Ground]) -> str:
    """What is newer than an answer "not found", in the few words a report may hold.

    Empty where it is private: then the answer is left out, neither repeated nor gainsaid.
    """
    hidden = {one.id for one in file.concerns if one.private}
    told = [one for one in against if one.record not in hidden and one.page != "History"]
    elsewhere = [one for one in told if one.page == "Approach"]
    if any(one.private for one in told if one not in elsewhere):
        return "something newer is on record, see Safety"
    if elsewhere:
        return inside(elsewhere[-1].words).rstrip(".")
    return "something newer is on record, see Measures" if told else ""
