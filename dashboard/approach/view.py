"""The plan in words. The software recommends nothing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core.approaches.model import Caution, Plan, Target
from core.formulation.model import Formulation
from core.outcomes.series import Series
from core.vocabulary import inside, label, note, terms
from dashboard.components.text import day, escaped, spark


class PlanView(NamedTuple):
    """One plan, as it is read."""

    title: str
    status: str
    stages: tuple[str, ...]
    texts: tuple[tuple[str, str], ...]
    works_on: tuple[str, ...]
    cautions: tuple[str, ...]
    review: str
    review_overdue: bool


def stage_ids(approach: str) -> list[str]:
    """The stages of an approach, in order."""
    return [term.id for term in terms("stages") if note("stages", term.id, "approach") == approach]


def plan_view(plan: Plan, formulation: Formulation, today: date) -> PlanView:
    """Put a plan into words."""
    review = f"Review on {day(plan.review_on, year=True)}" if plan.review_on else "No review date"
    return PlanView(
        label("approaches", plan.approach),
        plan.status,
        _stages(plan),
        _texts(plan),
        tuple(_aimed_at(plan, formulation)),
        tuple(_caution(caution) for caution in plan.cautions),
        review,
        bool(plan.review_on and plan.review_on < today and plan.status == "current"),
    )


def _stages(plan: Plan) -> tuple[str, ...]:
    reached = {one.stage: one for one in sorted(plan.stages, key=lambda one: one.on)}
    lines = []
    for stage in stage_ids(plan.approach):
        words = label("stages", stage)
        if stage == plan.stage_now:
            lines.append(f":material/radio_button_checked: **{words}** since "
                         f"{day(reached[stage].on)}")  # fmt: skip
        elif stage in reached:
            lines.append(f":material/check_circle: {words} from {day(reached[stage].on)}")
        else:
            lines.append(f":material/radio_button_unchecked: {words}")
    return tuple(lines)


def _texts(plan: Plan) -> tuple[tuple[str, str], ...]:
    texts = (
        ("Why this approach", plan.reasons),
        ("What else was considered", plan.alternatives),
        ("What we expect", plan.expected),
        ("What may get in the way", plan.obstacles),
        ("What would make us change course", plan.change_course_if),
    )
    return tuple((title, escaped(text)) for title, text in texts if text)


def _aimed_at(plan: Plan, formulation: Formulation) -> list[str]:
    names = {node.id: escaped(node.name) for node in formulation.nodes}
    for link in formulation.links:
        if link.from_node in names and link.to_node in names:
            names[link.id] = f"{names[link.from_node]} → {names[link.to_node]}"
    return [names[aim] for aim in plan.works_on if aim in names]


def _caution(caution: Caution) -> str:
    found = {"present": "found present", "absent": "found absent", "not_asked": "not asked"}
    words = f"**{label('caution_reasons', caution.reason)}**: {found[caution.found]}"
    if caution.decision != "not_asked":
        words += f"; decided: {inside(label('caution_decisions', caution.decision))}"
    if caution.on:
        words += f" (asked on {day(caution.on)})"
    return f"{words}. {escaped(caution.why)}" if caution.why else words


def target_words(target: Target, courses: Sequence[Series]) -> str:
    """A target by its headline, with its cognitions and the course of SUD and VOC."""
    status = label("emdr_target_status", target.status)
    lines = [f"**{escaped(target.title)}** · {label('emdr_prongs', target.prong)} · {status}"]
    cognitions = [c for c in (target.negative_cognition, target.positive_cognition) if c]
    if cognitions:
        lines.append(" → ".join(f"“{escaped(c)}”" for c in cognitions))
    sud, voc = (_course(courses, name, str(target.id)) for name in ("sud", "voc"))
    lines.append(f"SUD (0 to 10, lower is better): {sud} · VOC (1 to 7, higher is better): {voc}")
    return "  \n".join(lines)


def _course(courses: Sequence[Series], instrument: str, about: str) -> str:
    for series in courses:
        if series.instrument.id == instrument and series.about == about:
            values = [p.value for p in series.scored_points if p.value is not None]
            if values:
                return f"{spark(values, series.extent)} {values[0]:g} → {values[-1]:g}".strip()
    return "not rated yet"
