"""What the learn page says, as plain text and Markdown; nothing here draws."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from core.knowledge.claims import Claim, Status, claim, claims, find_claims
from core.knowledge.handouts import Handout, handouts
from core.knowledge.scenarios import Scenario, Step, scenarios
from core.knowledge.strategies import StrategyEvidence, strategies, strategy_evidence
from core.knowledge.systems import BrainSystem, brain_systems
from core.knowledge.tables import Source
from core.vocabulary import label
from dashboard.components.text import escaped

PARTS = {
    "scenarios": "Scenarios",
    "systems": "Brain and body",
    "strategies": "Strategies",
    "statements": "Statements",
    "handouts": "Handouts",
}
_MARKS: dict[Status, tuple[str, str]] = {
    "supported": ("green", "check_circle"),
    "mixed": ("orange", "contrast"),
    "unsupported": ("red", "cancel"),
    "citation_not_found": ("violet", "search_off"),
}


class Found(NamedTuple):
    """What a search found in each part of the page; everything when nothing is searched."""

    scenarios: list[Scenario]
    systems: list[BrainSystem]
    strategies: list[StrategyEvidence]
    statements: list[Claim]
    handouts: list[Handout]

    @property
    def counts(self) -> dict[str, int]:
        """How many there are in each part."""
        return {part: len(getattr(self, part)) for part in PARTS}


def found(search: str) -> Found:
    """Everything in which each word searched for occurs."""
    wanted = search.casefold().split()
    if not wanted:
        return Found(
            list(scenarios()), list(brain_systems()), list(strategies()), list(claims()),
            list(handouts()),
        )  # fmt: skip
    return Found(
        [one for one in scenarios() if _holds(_scenario_text(one), wanted)],
        [one for one in brain_systems() if _holds(one.model_dump().values(), wanted)],
        [one for one in strategies() if _holds(_strategy_text(one), wanted)],
        find_claims(search),
        [one for one in handouts() if _holds([one.title, *(x.text for x in one.lines)], wanted)],
    )


def _holds(texts: Iterable[object], wanted: list[str]) -> bool:
    text = " ".join(map(str, texts)).casefold()
    return all(word in text for word in wanted)


def _scenario_text(one: Scenario) -> list[str]:
    told = [text for step in one.steps for text in (step.text, step.detail)]
    return [one.title, one.opening, one.can_change, one.honest, *one.claims, *told]


def _strategy_text(one: StrategyEvidence) -> list[str]:
    return [one.label, one.measured, one.note, one.source, one.grade_words, *one.claims]


def status_chip(status: Status) -> str:
    """The status as a symbol and a word."""
    colour, icon = _MARKS[status]
    return f":{colour}-badge[:material/{icon}: {label('evidence_status', status)}]"


def statement_line(one: Claim) -> str:
    """A statement in one line, its status first."""
    return f"{status_chip(one.status)} {escaped(one.claim)} :gray[{one.id}]"


def statement_words(one: Claim) -> str:
    """What was found about a statement, what may change, and where it was seen."""
    parts = [escaped(one.evidence)]
    if one.can_change:
        parts.append(f"**What may change:** {escaped(one.can_change)}")
    named = "\n".join(f"- {source_link(source)}" for source in one.sources)
    parts.append(f"Nearest source seen:\n{named}" if named else "Nearest source: none found.")
    return "\n\n".join(parts)


def source_link(one: Source) -> str:
    """A reference, linked to the page that was read where there is one."""
    if not one.link:
        return escaped(f"{one.reference} ({one.address})" if one.address else one.reference)
    return f"[{escaped(one.reference)}]({one.link.replace('(', '%28').replace(')', '%29')})"


def system_words(one: BrainSystem) -> str:
    """A system: what is said, what is known, what is not, and what may change."""
    return "\n\n".join(
        f"**{heading}**  \n{escaped(text)}"
        for heading, text in (
            ("What it is said to do", one.said),
            ("What is known", one.known),
            ("What is not known", one.not_known),
            ("What may change", one.can_change),
        )
    )


def chip_count(claim_ids: Iterable[str]) -> str:
    """How many of some statements have each status, as chips: "Mixed 5"."""
    held = [claim(one).status for one in claim_ids]
    return " ".join(
        f"{status_chip(status)[:-1]} {held.count(status)}]" for status in _MARKS if status in held
    )


def step_words(number: int, step: Step) -> str:
    """A step of a scenario: what it may be like, and under it the explanation with its mark.

    The mark never stands beside the experience: that is not what was tested.
    """
    chip = f"{status_chip(step.status)} " if step.status else ""
    detail = f":small[{escaped(step.detail)}]" if step.detail else ""
    named = f" :small[:gray[{', '.join(step.claims)}]]" if step.claims else ""
    explained = f"  \n:small[The explanation:] {chip}{detail}{named}" if chip or detail else ""
    return f"**{number}** · {escaped(step.text)}{explained}"


def strategy_line(strategy: str) -> str:
    """A strategy with its grade, for a list. Raises KeyError for one that is not known."""
    one = strategy_evidence(strategy)
    if one is None:
        raise KeyError(strategy)
    return f"- {escaped(one.label)} {grade_chip(one)} :small[:gray[{escaped(one.arousal_words)}]]"


def grade_chip(one: StrategyEvidence) -> str:
    """The grade of a strategy as a symbol and words."""
    return f":{'blue' if one.graded else 'gray'}-badge[{escaped(one.grade_words)}]"


def strategy_words(one: StrategyEvidence) -> str:
    """A strategy: its grade, what was measured, the note and the sources."""
    named = "; ".join(source_link(source) for source in one.sources) or escaped(one.source)
    source = f"  \n:small[Source: {named}]" if one.graded or one.sources else ""
    return (
        f"**{escaped(one.label)}** {grade_chip(one)} :small[:gray[{escaped(one.arousal_words)}]]"
        f"  \n{escaped(one.measured)} {escaped(one.note)}{source}"
    )


def elsewhere(counts: dict[str, int], part: str) -> str:
    """Where a search did find something, when this part holds nothing."""
    others = [f"{PARTS[one]} ({count})" for one, count in counts.items() if count and one != part]
    if not others:
        return (
            "Nothing was found. This library covers attachment and the brain, and statements "
            "about EFT, IFS and EMDR; not how to work with them. Try fewer words, an author, or "
            "an id such as A36."
        )
    return f"Nothing was found here. Look under {', '.join(others)}."
