"""The plan in words, in the order a supervisor would ask. Nothing empty has a heading."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.approaches.definition import Criterion, StageDefinition
from core.approaches.model import Caution, Consent, Plan, Weighing
from core.approaches.plan_words import (
    consent_words,
    decision_words,
    definition_of,
    measure_words,
    stage_words,
    told_alone,
    weighed,
)
from core.approaches.target_course import TargetCourse
from core.formulation.model import Formulation
from core.sessions.model import Goal
from core.vocabulary import inside, label
from dashboard.components.text import day, escaped, plural

PAUSED_NOW = "Paused now: the reason is in the worksheet."
TICK, OPEN, HERE = (
    ":material/check_circle:",
    ":material/radio_button_unchecked:",
    ":material/radio_button_checked:",
)
CONSENT_STATES = {
    "not_asked": "Not asked yet", "given": "Given", "declined": "Declined",
    "withdrawn": "Withdrawn",
}  # fmt: skip
STATUSES = {"current": "current", "planned": "planned", "paused": "paused", "ended": "ended"}


class StageLine(NamedTuple):
    """One stage: its line, and for the one the work is in what it is for and its criteria."""

    words: str
    aim: str = ""
    criteria: tuple[str, ...] = ()


class GoalLine(NamedTuple):
    """A goal of the plan, and whether it works on something of the map."""

    id: UUID
    words: str
    linked: bool


class PlanView(NamedTuple):
    """One plan, as it is read. Lists are empty where nothing is written down.

    `targets` are the phases of EMDR, each of its target; `noted` those that were once noted for
    the plan as a whole. `paused` is empty where nothing pauses the work, and on a shared screen.
    """

    title: str
    facts: str
    review: str
    review_overdue: bool
    stages: tuple[StageLine, ...]
    texts: tuple[tuple[str, str], ...]
    works_on: tuple[str, ...]
    goals: tuple[GoalLine, ...]
    measures: tuple[str, ...]
    consents: tuple[str, ...]
    cautions: tuple[str, ...]
    missing: tuple[str, ...]
    targets: tuple[str, ...] = ()
    noted: tuple[str, ...] = ()
    paused: str = ""


class Around(NamedTuple):
    """What a plan is read with. `shared`: others may look at the screen, so only goals, aims,
    stages and measures are shown, and no criteria that rest on what was told alone. `paused` are
    the approaches with work that is paused now, `targets` the EMDR targets.
    """

    formulation: Formulation
    goals: Sequence[Goal]
    plans: Sequence[Plan]
    weighings: Sequence[Weighing]
    today: date
    shared: bool = False
    paused: frozenset[str] = frozenset()
    targets: Sequence[TargetCourse] = ()


def plan_view(plan: Plan, around: Around) -> PlanView:
    """Put a plan into words."""
    names = names_on_map(around.formulation)
    return PlanView(
        title=f"{escaped(label('approaches', plan.approach))} · {STATUSES[plan.status]}",
        facts=_facts(plan, around.plans),
        review=f"Review on {day(plan.review_on, year=True)}" if plan.review_on else "",
        review_overdue=_overdue(plan, around.today),
        stages=_stages(plan, around),
        texts=() if around.shared else _texts(plan),
        works_on=tuple(escaped(names[aim]) for aim in plan.works_on if aim in names),
        goals=tuple(_goal(goal, names) for goal in around.goals if goal.id in plan.goals),
        measures=_measures(plan),
        consents=() if around.shared else tuple(_consents(plan)),
        cautions=tuple(_cautions(plan, around)),
        missing=() if around.shared else tuple(_missing(plan)),
        targets=tuple(map(_target, around.targets)) if _by_target(plan, around) else (),
        noted=_noted(plan) if _by_target(plan, around) else (),
        paused=PAUSED_NOW if _is_paused(plan, around) else "",
    )


def _is_paused(plan: Plan, around: Around) -> bool:
    return plan.approach in around.paused and plan.status != "ended" and not around.shared


def _by_target(plan: Plan, around: Around) -> bool:
    """Whether phases belong to targets: in EMDR, once there are any."""
    return plan.approach == "emdr" and bool(around.targets)


def of_targets(approach: str) -> frozenset[str]:
    """The phases of EMDR that each target has for itself: from assessing it on."""
    known = definition_of(approach)
    stages = [stage.id for stage in known.stages] if known and approach == "emdr" else []
    return frozenset(stages[2:])


def _target(course: TargetCourse) -> str:
    """A target, the phase it is in and since when; closed or left open is told by its status."""
    now, status = course.phase_now, inside(label("emdr_target_status", course.target.status))
    phase = stage_words("emdr", now) if now else "no phase noted"
    on = f" ({day(course.phases[now], year=True)})" if now else ""
    return f"“{escaped(course.target.title)}”: {escaped(phase)}{on}, {escaped(status)}"


def _noted(plan: Plan) -> tuple[str, ...]:
    reached = (one for one in sorted(plan.stages, key=lambda one: one.on)
               if one.stage in of_targets(plan.approach))  # fmt: skip
    return tuple(
        f"{escaped(stage_words(plan.approach, one.stage))} from {day(one.on, year=True)}"
        for one in reached
    )


def _overdue(plan: Plan, today: date) -> bool:
    followed = plan.status in ("current", "paused")
    return bool(plan.review_on and plan.review_on < today and followed)


def _facts(plan: Plan, plans: Sequence[Plan]) -> str:
    around = next((one for one in plans if one.id == plan.within), None)
    said = [f"Chosen on {day(plan.chosen_on, year=True)}"] if plan.chosen_on else []
    if around:
        said.append(f"within the plan for {inside_name(around)}")
    return ", ".join(said)


def unasked_words(approach: str, plans: Sequence[Plan], weighing: Weighing) -> str:
    """How many cautions and checks of an approach nobody has answered yet; empty for none."""
    known = definition_of(approach)
    if known is None:
        return ""
    answered = {one.reason for one in weighed(approach, plans, [weighing])}
    states = {one.check for one in weighing.readiness if one.state != "not_asked"}
    cautions = sum(one.reason not in answered for one in known.cautions)
    checks = sum(one.id not in states for one in known.readiness)
    counts = ((cautions, "caution"), (checks, "readiness check"))
    if not (said := [plural(count, name) for count, name in counts if count]):
        return ""
    return f"Not asked yet for {escaped(known.label)}: {' and '.join(said)}."


def inside_name(plan: Plan) -> str:
    """A plan inside a sentence: its approach."""
    return escaped(label("approaches", plan.approach))


def names_on_map(formulation: Formulation) -> dict[UUID, str]:
    """Nodes by name, links by the names of their two ends; the client's words, not escaped."""
    names = {node.id: node.name for node in formulation.nodes}
    for link in formulation.links:
        if link.from_node in names and link.to_node in names:
            names[link.id] = f"{names[link.from_node]} → {names[link.to_node]}"
    return names


def _stages(plan: Plan, around: Around) -> tuple[StageLine, ...]:
    known = definition_of(plan.approach)
    every: tuple[StageDefinition, ...] = known.stages if known else ()
    apart = of_targets(plan.approach) if _by_target(plan, around) else frozenset()
    stages = tuple(one for one in every if one.id not in apart)
    noted = [one for one in plan.stages if one.stage not in apart]
    reached = {one.stage: one for one in sorted(noted, key=lambda one: one.on)}
    now = plan.stage_now
    lines = []
    for place, stage in enumerate(stages):
        when = reached.get(stage.id)
        if stage.id != now:
            sign, since = (TICK, f" from {day(when.on)}") if when else (OPEN, "")
            lines.append(StageLine(f"{sign} {escaped(stage.label)}{since}"))
            continue
        ahead = stages[place + 1].entry if place + 1 < len(stages) else ()
        told = () if around.shared and told_alone(plan.approach) else (*stage.exit, *ahead)
        since = f" since {day(when.on)}" if when else ""
        words = f"{HERE} **{escaped(stage.label)}**{since}"
        lines.append(StageLine(words, escaped(stage.aim), tuple(criterion_lines(plan, told))))
    unknown = [one for one in reached if one not in {stage.id for stage in stages}]
    lines += [
        StageLine(f"{HERE if one == now else TICK} {stage_words(plan.approach, one)} "
                  f"from {day(reached[one].on)}")
        for one in unknown
    ]  # fmt: skip
    return tuple(lines)


def criterion_lines(plan: Plan, criteria: Sequence[Criterion]) -> Iterator[str]:
    """Each criterion once, with the day the clinician saw it as met, or open."""
    met = {one.criterion: one for one in plan.criteria}
    for one in dict.fromkeys(criteria):
        when = met.get(one.id)
        words = escaped(one.words)
        yield f"{TICK} {words} ({day(when.on)})" if when else f"{OPEN} {words}"


def _texts(plan: Plan) -> tuple[tuple[str, str], ...]:
    texts = (
        ("Why this approach", plan.reasons),
        ("What else was considered", plan.alternatives),
        ("What we expect", plan.expected),
        ("What may get in the way", plan.obstacles),
        ("What would make us change course", plan.change_course_if),
    )
    return tuple((title, escaped(text)) for title, text in texts if text)


def _goal(goal: Goal, names: Mapping[UUID, str]) -> GoalLine:
    aims = [escaped(names[one]) for one in goal.works_on if one in names]
    status = "" if goal.status == "open" else f" ({goal.status})"
    works_on = f"  \n:small[works on: {', '.join(aims)}]" if aims else ""
    return GoalLine(goal.id, f"“{escaped(goal.words)}”{status}{works_on}", bool(aims))


def _measures(plan: Plan) -> tuple[str, ...]:
    return (*map(measure_words, plan.planned_measures), *map(escaped, plan.measures))


def _consents(plan: Plan) -> Iterator[str]:
    return (_consent(plan, one) for one in plan.consents if one.state != "not_asked")


def _consent(plan: Plan, one: Consent) -> str:
    on = f" on {day(one.on, year=True)}" if one.on else ""
    note = f". {escaped(one.note)}" if one.note else ""
    words = escaped(consent_words(plan.approach, one.item))
    return f"{words}: {inside(CONSENT_STATES[one.state])}{on}{note}"


def _cautions(plan: Plan, around: Around) -> Iterator[str]:
    if around.shared:
        return
    for caution in weighed(plan.approach, around.plans, around.weighings):
        if caution.found == "present":
            yield _caution(plan.approach, caution)


def _caution(approach: str, caution: Caution) -> str:
    on = f" ({day(caution.on)})" if caution.on else ""
    why = f". {escaped(caution.why)}" if caution.why else ""
    return f"{escaped(decision_words(approach, caution))}{on}{why}"


def _missing(plan: Plan) -> Iterator[str]:
    """What a followed plan does not say yet, in one line at its foot."""
    if plan.status == "ended":
        return
    if not plan.reasons:
        yield "why this approach"
    if not plan.works_on and not plan.goals:
        yield "what it is aimed at"
    if not (plan.expected and plan.obstacles):
        yield "what is expected, and what may get in the way"
    if not plan.change_course_if:
        yield "what would make us change course"
    if not plan.planned_measures and not plan.measures:
        yield "which measures"
    if not plan.review_on:
        yield "when to look again"
