"""A prediction in words, the nodes it is about, and which can be offered on a link. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.approaches.model import Plan
from core.formulation.episode_tests import NOT_ASKED
from core.formulation.finding import quoted
from core.formulation.model import NODE_WORDS, Formulation, Link, Node, Prediction
from core.formulation.shown import words_of
from core.vocabulary import label, note, terms

# Kinds an episode can show: by a word of the diary, or by being linked to it by hand.
SHOWN = (*NODE_WORDS, "belief", "part", "event", "problem")
RATED = ("belief", "measure")
ONE_ANSWER = ("cue", "prim_emotion", "sec_emotion", "action", "response")


class Ends(NamedTuple):
    """The two nodes a prediction is about; None when one is not on the map any more."""

    first: Node | None
    second: Node | None


def ends(link: Link, prediction: Prediction, formulation: Formulation) -> Ends:
    """The nodes a prediction is about: its own, or the two ends of the link."""
    return Ends(
        formulation.node(prediction.first or link.from_node),
        formulation.node(prediction.second or link.to_node),
    )


def predicted(link: Link, prediction: Prediction, formulation: Formulation) -> str:
    """What should show in the data if the link holds, as a sentence."""
    one, other = (
        quoted(node.name) if node else "a node that is off the map"
        for node in ends(link, prediction, formulation)
    )
    often = "more often" if prediction.goes_with == "more" else "less often"
    if prediction.kind == "same_episode":
        return f"Episodes with {one} show {other} {often} than the rest."
    if prediction.kind == "next_day":
        return f"The day after a day with {one} shows {other} {often} than other days."
    if prediction.kind == "strategy_lowers":
        return (
            f"After {one}, arousal is lower by at least {prediction.points} ({prediction.scale})."
        )
    if prediction.kind == "belief_falls":
        rarer = "rarer" if prediction.goes_with == "more" else "more frequent"
        return f"While {one} is rated lower, {other} is {rarer}."
    stage = label("stages", prediction.stage) or "a stage not chosen yet"
    return f"Since “{stage}” began, {other} is rarer."


def offered(link: Link, formulation: Formulation, plans: Sequence[Plan]) -> list[Prediction]:
    """The predictions that fit the kinds of a link's two ends, to choose one from.

    The first fits best in the direction of the link. Direction, points and stage are still
    to be chosen.
    """
    start, end = formulation.node(link.from_node), formulation.node(link.to_node)
    if start is None or end is None:
        return []
    return [
        *_together(start, end), *_strategies(start, end), *_beliefs(start, end),
        *_phases(start, end, plans),
    ]  # fmt: skip


def _together(start: Node, end: Node) -> Iterable[Prediction]:
    if start.kind in SHOWN and end.kind in SHOWN:
        if not never_apart(start, end):
            yield Prediction(kind="same_episode", first=start.id, second=end.id)
        yield Prediction(kind="next_day", first=start.id, second=end.id)


def never_apart(one: Node, other: Node) -> str:
    """Why one episode cannot test two nodes of one kind, as a sentence, or an empty text.

    Of what has one answer an episode shows one or the other, and a word of both shows both;
    the counts would say that of every diary.
    """
    names = f"{quoted(one.name)} and {quoted(other.name)}"
    if one.kind != other.kind:
        return ""
    if one.kind in ONE_ANSWER:
        return f"An episode has one answer for {NOT_ASKED[one.kind]}: {names} rule each other out."
    if words_of(one) & words_of(other):
        return f"{names} share a word of the diary, so they show together by themselves."
    return ""


def _strategies(start: Node, end: Node) -> Iterable[Prediction]:
    for one, other in ((start, end), (end, start)):
        if one.kind == "strategy":
            yield Prediction(kind="strategy_lowers", first=one.id, second=other.id)


def _beliefs(start: Node, end: Node) -> Iterable[Prediction]:
    for one, other in ((start, end), (end, start)):
        if one.kind in RATED and other.kind in SHOWN:
            yield Prediction(kind="belief_falls", first=one.id, second=other.id)


def _phases(start: Node, end: Node, plans: Sequence[Plan]) -> Iterable[Prediction]:
    plan = next((plan for plan in plans if stages_to_choose(plan)), None)
    if plan is None:
        return
    stage = stages_to_choose(plan)[0]
    for one, other in ((end, start), (start, end)):
        if one.kind in SHOWN and one.kind != "strategy":
            yield Prediction(
                kind="after_phase", first=other.id, second=one.id, plan_id=plan.id, stage=stage
            )


def stages_to_choose(plan: Plan) -> list[str]:
    """Stages of a plan's approach: those it has reached first, by date, then the others."""
    reached = [one.stage for one in sorted(plan.stages, key=lambda one: one.on)]
    of_approach = [
        one.id for one in terms("stages") if note("stages", one.id, "approach") == plan.approach
    ]
    return list(dict.fromkeys([*reached, *of_approach]))
