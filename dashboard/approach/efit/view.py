"""The worksheet of individual attachment work in words: loops, and how self and others are seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from textwrap import shorten
from typing import NamedTuple
from uuid import UUID

from core.approaches.cycles import Loop, With
from core.approaches.self_and_other import Expectation
from core.formulation.lenses.meeting import LensFact
from core.formulation.lenses.slot import Slot
from core.formulation.model import Node
from core.history.exploring import belief_name
from core.history.model import BeliefRating
from core.outcomes.series import Series
from core.vocabulary import label
from dashboard.components.text import day, escaped, plural
from dashboard.history.beliefs.view import BeliefCourse, belief_course
from dashboard.map.lenses.view import name_of
from dashboard.outcomes.attachment.view import moved_words, planes

TITLES: dict[With, str] = {"others": "The cycle with others", "self": "The cycle with oneself"}
ABOUT = {
    "self": "About oneself", "both": "About oneself and others", "others": "About others",
    "unsaid": "About whom is not said yet",
}  # fmt: skip
MOST_OFFERED = 4
MOST_TOLD = 10
MOST_LETTERS = 160
TENS = tuple(range(0, 101, 10))


class BeliefLine(NamedTuple):
    """One expectation as the worksheet tells it; `course` is None below two ratings."""

    id: UUID
    name: str
    about: str
    told: str
    course: BeliefCourse | None
    today: int | None


def loop_alt(loop: Loop) -> str:
    """The loop read aloud."""
    steps = [f"{step.label}: {', '.join(name_of(n) for n in step.nodes) or 'not known yet'}"
             for step in loop.steps]  # fmt: skip
    last = "What comes back sets it off again" if loop.with_whom == "others" else "It begins again"
    return f"{TITLES[loop.with_whom]}. {'; '.join(steps)}. {last}."


def loop_words(loop: Loop, *, planned: bool) -> str:
    """What the loop shows: what was chosen, or how the map stands."""
    if loop.chosen:
        return ""
    if loop.with_whom == "others":
        said = "As the whole map has it."
        return f"{said} Choose which nodes belong to this cycle." if planned else said
    if planned:
        return "Nothing chosen yet: choose what on the map is turned on oneself, or add it."
    return "What on the map is turned on oneself is chosen here once there is a plan."


def step_lines(loop: Loop, other: Loop) -> str:
    """The nodes of a loop that the client put into words, and those that stand in both."""
    both = {node.id for node in other.nodes} if loop.chosen and other.chosen else set()
    apart = {node.id for node in loop.besides}
    told = [n for n in loop.nodes if n.words or n.id in both | apart]
    lines = [_step_line(node, both, apart) for node in told[:MOST_TOLD]]
    if len(told) > MOST_TOLD:
        lines.append(f"- and {len(told) - MOST_TOLD} more; a click on a node reads its words")
    return "\n".join(lines)


def _step_line(node: Node, both: set[UUID], apart: set[UUID]) -> str:
    marks = ["in both cycles"] if node.id in both else []
    marks += ["without a step"] if node.id in apart else []
    words = f": “{escaped(shorten(node.words, MOST_LETTERS, placeholder=' …'))}”"
    said = f"- {escaped(node.name)}{words if node.words else ''}"
    return f"{said} *({', '.join(marks)})*" if marks else said


def offered(step: Slot) -> tuple[Node, ...]:
    """Nodes that may stand in an empty step; the others are found under "Choose the nodes"."""
    return step.may_fit[:MOST_OFFERED] if step.empty else ()


def fact_lines(
    loops: Sequence[Loop], facts: Mapping[UUID, Sequence[LensFact]], without: str = "efit"
) -> str:
    """What other approaches know about the nodes of the loops, a line for each; or nothing."""
    nodes = {node.id: node for loop in loops for node in loop.nodes}
    return "\n".join(
        f"- **{escaped(node.name)}** · {label('approaches', fact.approach)}: "
        f"{escaped(fact.sentence)}"
        for node in nodes.values()
        for fact in facts.get(node.id, ())
        if fact.approach != without
    )


def belief_lines(found: Sequence[Expectation], began: date | None, today: date) -> list[BeliefLine]:
    """Each expectation with its first rating, the one as the stage began, and the latest."""
    return [
        BeliefLine(
            one.model.id,
            escaped(belief_name(one.model)),
            ABOUT[one.about],
            _told(one, began),
            belief_course(one.model),
            one.latest.percent if one.latest and one.latest.on == today else None,
        )
        for one in found
    ]


def _told(one: Expectation, began: date | None) -> str:
    if one.first is None or one.latest is None:
        return "Not rated yet."
    if len(one.ratings) == 1:
        return f"Rated once: {_rating(one.first)}."
    said = [f"First {_rating(one.first)}"]
    if began and one.at_stage:
        said.append(f"as this stage began {_rating(one.at_stage)}")
    elif began:
        said.append("not rated before this stage began")
    said.append(f"latest {_rating(one.latest)}")
    return f"{', '.join(said)} ({plural(len(one.ratings), 'rating')})."


def _rating(rating: BeliefRating) -> str:
    return f"**{rating.percent}** on {day(rating.on, year=True)}"


def attachment_lines(courses: Sequence[Series]) -> list[str]:
    """Anxiety and avoidance of each relationship that was measured, as words."""
    return [
        f"**{escaped(plane.title)}, {escaped(trail.name)}:** {escaped(moved_words(trail))}"
        for plane in planes(courses)
        for trail in plane.trails
        if not trail.is_mean
    ]
