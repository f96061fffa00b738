"""Checks of the way forward: goals, plan, what to expect, and whether it is whole and fresh.

Pure. F17 to F19 and F24; each function says how its check is worked out.
"""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from core.approaches.model import Plan
from core.days import day_words
from core.formulation.checks_basis import (
    Case,
    Check,
    Closing,
    count,
    gap,
    link_names,
    listed,
    met,
    node_names,
    not_yet,
    on_map,
    open_link,
    open_node,
)
from core.formulation.model import NODE_WORDS, Link, Node, Prediction
from core.formulation.predicted import ends, never_apart
from core.formulation.shown import shown, words_of
from core.sessions.model import Goal
from core.vocabulary import label

Slot = tuple[str, Callable[[Case], bool]]
_CHOOSE = Closing("Choose an approach", "Approach", "plan")


def goals_linked(case: Case) -> Check:
    """F17: each open goal works on a node that may keep it going.

    Such a node lies on a closed loop or has a link "may keep going" or "seems to confirm".
    A goal works on it through its own list, through what a plan that has it among its goals is
    aimed at, or as a goal node that a link joins to it.
    """
    keeping = case.web.maintaining
    goals = _goals(case)
    if not goals:
        return gap("F17", "No goal is set.", Closing("Add a goal", "Sessions", "goal"))
    if not keeping:
        return not_yet("F17", "Nothing on the map keeps it going yet: no loop, no such link.")
    loose = [(name, closing) for name, touched, closing in goals if not touched & keeping]
    if not loose:
        return met("F17", f"{count(len(goals), 'goal')}, each aimed at what may keep it going.")
    return gap("F17", f"{len(loose)} of {count(len(goals), 'goal')} not aimed at anything that may "
               f"keep it going: {listed(name for name, _ in loose)}.", loose[0][1])  # fmt: skip


def _goals(case: Case) -> list[tuple[str, set[UUID], Closing]]:
    """Open goals and goal nodes that stand for none: name, what each works on, where it is."""
    nodes = case.web.of("goal")
    found = []
    known = {goal.id for goal in case.file.goals}
    for goal in case.file.goals:
        if goal.status == "open":
            touched = _touched(case, _aims_of(case, goal))
            for node in nodes:
                if node.source_id == goal.id or node.name.casefold() == goal.words.casefold():
                    touched |= _joined(case, node)
            closing = Closing("Open the goal", "Sessions", f"goal:{goal.id}")
            found.append((goal.words, touched, closing))
    for node in nodes:
        if node.source_id not in known:
            found.append((node.name, _joined(case, node), on_map("Add a link", "link")))
    return found


def _aims_of(case: Case, goal: Goal) -> set[UUID]:
    """What a goal works on by its own list and by the plans it is a goal of."""
    plans = [plan for plan in _plans(case) if goal.id in plan.goals]
    return set(goal.works_on).union(*(plan.works_on for plan in plans))


def _touched(case: Case, aims: set[UUID]) -> set[UUID]:
    """These nodes and links, with the two ends of each link."""
    ends = {link.id: {link.from_node, link.to_node} for link in case.web.links}
    return aims.union(*(ends.get(one, set()) for one in aims))


def _plans(case: Case) -> list[Plan]:
    """The plans that are followed or about to be."""
    return [plan for plan in case.file.plans if plan.status in ("current", "planned")]


def _joined(case: Case, node: Node) -> set[UUID]:
    ends = ({link.from_node, link.to_node} for link in case.web.links)
    return {one for pair in ends if node.id in pair for one in pair - {node.id}}


def plan_fits(case: Case) -> Check:
    """F18: each plan and each strategy is aimed at something on the map, and each link a plan
    is aimed at can be followed: by a measure, a belief rating, or a field of the diary.

    A plan is aimed at what it names itself and at what its goals work on."""
    plans = _plans(case)
    means = case.web.of("strategy", "approach")
    if not plans and not means:
        return gap("F18", "No approach is chosen and no strategy is on the map.", _CHOOSE)
    there = {*(node.id for node in case.web.standing), *(link.id for link in case.web.links)}
    aimless = [plan for plan in plans if not there & _aims(case, plan)]
    if aimless:
        names = listed(label("approaches", plan.approach) for plan in aimless)
        return gap("F18", f"Aimed at nothing on the map: {names}.",
                   Closing("Edit the plan", "Approach", f"plan:{aimless[0].id}"))  # fmt: skip
    starts = {link.from_node for link in case.web.links}
    loose = [node for node in means if node.id not in starts]
    if loose:
        return gap("F18", f"No link says what it is for: {node_names(loose)}.",
                   on_map("Add a link", "link"), open_node(loose[0]))  # fmt: skip
    return _followed(case, plans, means)


def _aims(case: Case, plan: Plan) -> set[UUID]:
    goals = [goal for goal in case.file.goals if goal.id in plan.goals]
    return set(plan.works_on).union(*(goal.works_on for goal in goals))


def _followed(case: Case, plans: list[Plan], means: list[Node]) -> Check:
    aims = {one for plan in plans for one in _aims(case, plan)}
    arrows = [link for link in case.web.links if link.id in aims]
    blind = [link for link in arrows if not _can_follow(case, link)]
    if blind:
        return gap("F18", f"Aimed at, and neither a measure nor the diary can show it: "
                   f"{link_names(blind, case.web)}.", open_link(blind[0]))  # fmt: skip
    said = [count(len(plans), "plan")] if plans else []
    said += [count(len(means), "strategy", "strategies")] if means else []
    follows = f", {count(len(arrows), 'link')} can be followed" if arrows else ""
    return met("F18", f"{' and '.join(said)}: aimed at the map{follows}.")


def _can_follow(case: Case, link: Link) -> bool:
    if link.prediction and _testable(case, link, link.prediction):
        return True
    return any(_shows(case, case.web.nodes[end]) for end in (link.from_node, link.to_node))


def _shows(case: Case, node: Node) -> bool:
    rated = {model.id for model in case.file.history.working_models if model.ratings}
    tracked = any(
        link.kind == "tracks" and node.id in (link.from_node, link.to_node)
        for link in case.web.links
    )
    return bool(words_of(node) or tracked or node.source_id in rated)


def _testable(case: Case, link: Link, prediction: Prediction) -> bool:
    """Whether the file has, or could come to have, what the prediction is tested on."""
    first, second = ends(link, prediction, case.web.standing_map)
    if prediction.kind == "strategy_lowers":
        return bool(first and first.kind == "strategy" and first.terms)
    if second is None or not _in_diary(case, second):
        return False
    if prediction.kind == "after_phase":
        return bool(prediction.stage)
    if first is None or first.id == second.id:
        return False
    if prediction.kind == "belief_falls":
        return _has_ratings(case, first)
    together = prediction.kind == "same_episode"
    return _in_diary(case, first) and not (together and never_apart(first, second))


def _in_diary(case: Case, node: Node) -> bool:
    """Whether episodes show a node: by a word of the diary, or because some are linked to it."""
    if node.kind in NODE_WORDS and words_of(node):
        return True
    return any(shown(episode, node) for episode in case.file.episodes)


def _has_ratings(case: Case, node: Node) -> bool:
    if node.kind == "measure":
        return bool(node.terms or node.source_id)
    models = {model.id for model in case.file.history.working_models}
    return node.kind == "belief" and node.source_id in models


def expected(case: Case) -> Check:
    """F19: a plan says what is expected, and what may get in the way."""
    plans = _plans(case)
    if not plans:
        return gap("F19", "No approach is chosen.", _CHOOSE)
    if any(plan.expected and plan.obstacles for plan in plans):
        return met("F19", "What is expected and what may get in the way are written down.")
    plan = plans[0]
    missing = [words for words, text in (("what is expected", plan.expected),
                                         ("what may get in the way", plan.obstacles))
               if not text]  # fmt: skip
    return gap("F19", f"The plan does not say {' or '.join(missing)}.",
               Closing("Edit the plan", "Approach", f"plan:{plan.id}"))  # fmt: skip


def _has(*kinds: str) -> Callable[[Case], bool]:
    return lambda case: bool(case.web.of(*kinds))


def _has_part(role: str) -> Callable[[Case], bool]:
    return lambda case: any(node.part_role == role for node in case.web.standing)


def _has_prong(prong: str, *kinds: str) -> Callable[[Case], bool]:
    return lambda case: bool(
        case.web.of(*kinds) or any(target.prong == prong for target in case.file.targets)
    )


_CYCLE: tuple[Slot, ...] = (
    ("what sets it off", _has("cue")), ("how it is read", _has("theme", "belief")),
    ("what shows", _has("sec_emotion")), ("what is felt underneath", _has("prim_emotion")),
    ("what they do", _has("action")), ("what the other does", _has("response")),
)  # fmt: skip
_FIVE_PS: tuple[Slot, ...] = (
    ("presenting: a problem", _has("problem")),
    ("predisposing: history or a belief", _has("event", "care", "belief")),
    ("precipitating: what came just before",
     lambda case: any(node.precipitating for node in case.web.standing)),
    ("perpetuating: a loop or a link “may keep going”",
     lambda case: bool(case.web.maintaining)),
    ("protective: a strength", _has("strength")),
)  # fmt: skip
SLOTS: dict[str, tuple[Slot, ...]] = {
    "eft_couples": _CYCLE,
    "efit": _CYCLE,
    "ifs": (
        ("a manager", _has_part("manager")), ("a firefighter", _has_part("firefighter")),
        ("an exile", _has_part("exile")),
        ("the burden it carries",
         lambda case: _has("belief")(case) or _has_part("burden")(case)),
    ),
    "emdr": (
        ("past", _has_prong("past", "event", "care")), ("present", _has_prong("present", "cue")),
        ("future", _has_prong("future", "goal")),
        ("a negative belief",
         lambda case: _has("belief")(case)
         or any(target.negative_cognition for target in case.file.targets)),
    ),
}  # fmt: skip
"""What each approach asks for (an approach without an entry: the five Ps), and whether it is
on the map or among the targets."""


def whole_and_fresh(case: Case) -> Check:
    """F24: every slot of the chosen approach is filled, and the last review is no more than the
    practice's number of sessions ago."""
    if not case.web.nodes:
        return not_yet("F24", "The map is empty.")
    plan = case.file.plan
    slots = SLOTS.get(plan.approach if plan else "", _FIVE_PS)
    empty = [words for words, filled in slots if not filled(case)]
    review = case.last_review
    since = [one for one in case.file.held
             if review is None or one.starts_at.date() > review.reviewed_on]  # fmt: skip
    late = len(since) > case.review_sessions
    said = []
    if empty:
        name = label("approaches", plan.approach) if plan and plan.approach in SLOTS else "Five Ps"
        said.append(f"{name}, still empty: {', '.join(empty)}")
    if late:
        last = f"since the review of {day_words(review.reviewed_on)}" if review else "and no review"
        said.append(f"{count(len(since), 'session')} {last}")
    if said:
        closings = [on_map("Add a node", "new:")] if empty else []
        closings += [on_map("Review the formulation", "review")] if late else []
        return gap("F24", f"{'. '.join(one[0].upper() + one[1:] for one in said)}.", *closings)
    if review is None:
        return not_yet("F24", f"No review yet; one is looked for after {case.review_sessions} "
                       f"sessions, {len(since)} so far.")  # fmt: skip
    return met("F24", f"Every slot filled; reviewed on {day_words(review.reviewed_on)}, "
               f"{count(len(since), 'session')} ago.")  # fmt: skip
