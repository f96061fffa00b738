"""Every prediction of a map tested on the client's own data, and corrected together. Pure.

The data may support a prediction or not; they never show that one thing causes another.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from core.formulation.cautions import cautioned
from core.formulation.counts import Diary
from core.formulation.course_tests import Ratings, belief_falls, strategy_lowers
from core.formulation.episode_tests import next_day, same_episode
from core.formulation.exact import holm
from core.formulation.finding import LIMIT, Finding, Material, Tested, quoted
from core.formulation.model import (
    NODE_WORDS,
    Formulation,
    Link,
    Node,
    Prediction,
    VerdictState,
)
from core.formulation.phase_tests import after_phase
from core.formulation.predicted import ends, never_apart, predicted
from core.outcomes.series import Series
from core.vocabulary import label


def findings(material: Material) -> dict[UUID, Finding]:
    """What the data say about each link with a prediction, by the link's id.

    Holm's correction is over all predictions of the client that have enough data for a
    verdict. Supported or contradicted needs a corrected p below .05.
    """
    diary = Diary(material.episodes)
    links = [(one, one.prediction) for one in material.formulation.links if one.prediction]
    tested = [_said(_tested(link, prediction, material, diary)) for link, prediction in links]
    corrected = iter(holm([one.p for one in tested if one.p is not None]))
    family = sum(one.p is not None for one in tested)
    found = {}
    for (link, prediction), one in zip(links, tested, strict=True):
        p = None if one.p is None else next(corrected)
        said = predicted(link, prediction, material.formulation)
        finding = Finding(link.id, prediction, said, _state(one, p), one, p, family)
        found[link.id] = cautioned(
            _counted_since(finding), _counted_by(link, prediction, material.formulation)
        )
    return found


def _counted_by(
    link: Link, prediction: Prediction, formulation: Formulation
) -> tuple[Node | None, ...]:
    """The nodes that episodes are counted by; a strategy is counted by its own words."""
    first, second = ends(link, prediction, formulation)
    if prediction.kind == "strategy_lowers":
        return ()
    return (first, second) if prediction.kind in ("same_episode", "next_day") else (second,)


def _state(tested: Tested, corrected: float | None) -> VerdictState:
    if corrected is None:
        return "untested"
    if corrected >= LIMIT or not tested.direction:
        return "not_yet"
    return "supported" if tested.direction > 0 else "contradicted"


def _said(tested: Tested) -> Tested:
    """With nothing counted yet, no sentence about 0 of 0."""
    empty = not tested.n and bool(tested.bars)
    return tested._replace(sentence=f"No {tested.unit} to count yet.") if empty else tested


def _counted_since(finding: Finding) -> Finding:
    """How many of the counted units came after the day the prediction was set."""
    set_on, marks = finding.prediction.set_on, finding.tested.marks
    if set_on is None:
        return finding
    said = [mark.on for mark in marks if mark.group is not None and mark.hit is not None]
    after = sum(on > set_on for on in said)
    return finding._replace(before=len(said) - after, after=after)


def _tested(link: Link, prediction: Prediction, material: Material, diary: Diary) -> Tested:
    first, second = ends(link, prediction, material.formulation)
    if prediction.kind == "after_phase":
        return _phase(prediction, second, material, diary)
    if first is None or (second is None and prediction.kind != "strategy_lowers"):
        return Tested("A node this prediction is about is no longer on the map.")
    if prediction.kind == "strategy_lowers":
        if first.kind != "strategy" or not first.terms:
            return Tested(f"{quoted(first.name)} has no strategy of the diary to look for.")
        return strategy_lowers(prediction, first, diary.episodes)
    if second is None or first.id == second.id:
        return Tested("A prediction needs two different nodes.")
    if prediction.kind == "belief_falls":
        return _belief(prediction, first, second, material, diary)
    together = prediction.kind == "same_episode" and never_apart(first, second)
    if silent := together or _cannot_show(first, diary) or _cannot_show(second, diary):
        return Tested(silent)
    test = same_episode if prediction.kind == "same_episode" else next_day
    return test(prediction, first, second, diary)


def _cannot_show(node: Node, diary: Diary) -> str:
    """Why no episode can show a node, or an empty text."""
    if (node.kind in NODE_WORDS and (node.terms or node.themes)) or any(diary.shows(node)):
        return ""
    if node.kind in NODE_WORDS:
        return f"{quoted(node.name)} has no word of the diary, and no episode is linked to it."
    return f"No episode is linked to {quoted(node.name)} yet."


def _belief(
    prediction: Prediction, first: Node, second: Node, material: Material, diary: Diary
) -> Tested:
    ratings = _ratings(first, material)
    if ratings is None:
        what = "belief of the history" if first.kind == "belief" else "measure in the file"
        return Tested(f"{quoted(first.name)} is not tied to a {what}, so it has no ratings.")
    if silent := _cannot_show(second, diary):
        return Tested(silent)
    return belief_falls(prediction, first, second, ratings, diary)


def _ratings(node: Node, material: Material) -> Ratings | None:
    """Belief ratings (0-100) or scores of the node's measure by day; None when it has none."""
    if node.kind == "belief":
        known = (one for one in material.working_models if one.id == node.source_id)
        model = next(known, None)
        rated = model.ratings if model else ()
        return [(one.on, float(one.percent)) for one in rated] if model else None
    series = next((one for one in material.courses if _is_of(node, one)), None)
    points = series.scored_points if series else []
    return [(one.on, one.value) for one in points if one.value is not None] if series else None


def _is_of(node: Node, series: Series) -> bool:
    """Whether a course is the one a measure node stands for, "phq-9" or "ecr-rs:anxiety".

    A node without a term stands for the measure of the form it was made from.
    """
    name, _, scale = (node.terms[0] if node.terms else "").partition(":")
    scale = scale or series.instrument.main_scale.id
    if series.scale != scale:
        return False
    if name:
        return series.instrument.id == name
    return any(one.administration.id == node.source_id for one in series.points)


def _phase(
    prediction: Prediction, node: Node | None, material: Material, diary: Diary
) -> Tested:  # fmt: skip
    if node is None:
        return Tested("A node this prediction is about is no longer on the map.")
    stage = label("stages", prediction.stage)
    began = _began(prediction, material)
    if began is None:
        return Tested(f"“{stage or 'The stage'}” has not been reached in a plan yet.")
    if silent := _cannot_show(node, diary):
        return Tested(silent)
    return after_phase(node, began, stage, diary)


def _began(prediction: Prediction, material: Material) -> date | None:
    reached = (
        one.on
        for plan in material.plans
        if prediction.plan_id in (None, plan.id)
        for one in plan.stages
        if one.stage == prediction.stage and one.on <= material.today
    )
    return min(reached, default=None)
