"""The checks of the formulation in words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.formulation.checks import LABEL, Case, Check, CheckState, in_state
from core.formulation.checks_basis import RULES
from core.formulation.checks_context import TOPICS, latest_considered
from core.formulation.model import Consideration, ConsideredTopic
from dashboard.components.text import day, escaped

WHAT_IT_IS = f"A {LABEL}. Each line says what was looked at; what matters is yours to judge."
HEADINGS: dict[CheckState, str] = {
    "gap": "Gaps",
    "not_yet": "Cannot be judged yet",
    "met": "There",
    "not_applicable": "Does not apply",
}
MARKS: dict[CheckState, str] = {
    "gap": ":material/radio_button_unchecked:",
    "not_yet": ":material/more_horiz:",
    "met": ":material/check:",
    "not_applicable": ":material/remove:",
}


class Section(NamedTuple):
    """A heading and the checks under it, a line each."""

    heading: str
    lines: str


def gap_words(check: Check) -> str:
    """One gap as Markdown: its mark and name, then what is behind it."""
    return f"{MARKS['gap']} **{escaped(check.name)}**  \n{escaped(check.sentence)}"


def other_sections(found: Sequence[Check]) -> list[Section]:
    """What is there, what cannot be judged yet and what does not apply; empty ones left out."""
    states: tuple[CheckState, ...] = ("not_yet", "met", "not_applicable")
    made = []
    for state in states:
        lines = [
            f"{MARKS[state]} **{escaped(check.name)}**: {escaped(check.sentence)}"
            for check in in_state(found, state)
        ]
        if lines:
            made.append(Section(HEADINGS[state], "  \n".join(lines)))
    return made


def sources() -> str:
    """Where each check comes from, as bullets."""
    return "\n".join(
        f"- **{escaped(rule.name)}**: {escaped(rule.source)}." for rule in RULES.values()
    )


def considered_words(case: Case) -> str:
    """What was written about each topic, and when; topics without a word are named too."""
    return "\n".join(
        f"- **{escaped(name)}**: {_said(latest_considered(case, topic))}"
        for topic, name in TOPICS.items()
    )


def _said(one: Consideration | None) -> str:
    if one is None:
        return "*nothing written yet*"
    text = one.text or f"Not relevant: {one.not_relevant_because}"
    when = f" ({day(one.considered_on, year=True)})" if one.considered_on else ""
    return f"{escaped(text)}{when}"


def topic_name(topic: ConsideredTopic) -> str:
    """What a topic is called on screen."""
    return TOPICS[topic]
