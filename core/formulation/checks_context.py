"""Checks of what a formulation has to have considered: trauma, context, risk, the couple.

Pure. F13, F14, F20 and F25; each function says how its check is worked out.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from core.clients.model import Asked, HalfCycle
from core.days import day_words
from core.formulation.checks_basis import (
    Case,
    Check,
    Closing,
    count,
    gap,
    met,
    node_names,
    not_applicable,
    not_yet,
    on_map,
)
from core.formulation.model import Consideration, ConsideredTopic
from core.vocabulary import inside, label

TRAUMA_TOPICS = ("abuse", "threats", "losses")
TOPICS: dict[ConsideredTopic, str] = {
    "health": "Health and medication",
    "services": "What health care and services did",
    "culture": "Culture, faith, migration",
    "social_context": "Money, housing, work, discrimination",
    "risk": "Risk",
}
_CONTEXT: dict[ConsideredTopic, str] = {  # and the words of a button
    "health": "Health",
    "services": "Services",
    "culture": "Culture",
    "social_context": "Social context",
}
_HALF = {
    "cue": "when", "reading_of_other": "how the other is read", "secondary_emotion": "what shows",
    "action": "what is done", "primary_emotion": "what is felt underneath",
    "longing": "the longing",
}  # fmt: skip
_UNKNOWN = ("", "not_asked", "declined")


def trauma_asked(case: Case) -> Check:
    """F13: abuse, frightening moments and losses each have a dated answer: asked, declined,
    or not yet on purpose. That nothing is recorded is no answer."""
    known = {asked.topic: asked for asked in case.file.client.asked}
    dated = [known[topic] for topic in TRAUMA_TOPICS if topic in known and known[topic].on]
    missing = [topic for topic in TRAUMA_TOPICS if topic not in {one.topic for one in dated}]
    said = "; ".join(_asked_words(one) for one in dated)
    said = said[:1].upper() + said[1:]
    if not missing:
        return met("F13", f"{said}.")
    names = ", ".join(inside(_topic(topic)) for topic in missing)
    before = f"{said}. " if said else ""
    return gap("F13", f"{before}Without a dated answer: {names}.",
               Closing("What was asked", "Client", "asked"))  # fmt: skip


def _asked_words(one: Asked) -> str:
    state = inside(label("record_states", one.state).partition(" (")[0].partition(",")[0])
    when = f" on {day_words(one.on)}" if one.on else ""
    return f"{inside(_topic(one.topic))}: {state.removeprefix('client ')}{when}"


def _topic(topic: str) -> str:
    return label("history_asked_topics", topic).partition(" (")[0]


def latest_considered(case: Case, topic: str) -> Consideration | None:
    """What was last written about a topic, or None while nothing was."""
    found = [
        one
        for one in case.considerations
        if one.topic == topic and (one.text or one.not_relevant_because)
    ]
    return max(found, key=lambda one: one.considered_on or date.min, default=None)


def context_considered(case: Case) -> Check:
    """F14: health, services, culture and social context each have a text or a reason why not."""
    missing = [topic for topic in _CONTEXT if latest_considered(case, topic) is None]
    if not missing:
        return met("F14", "All four are considered, or not relevant for a reason.")
    names = "; ".join(inside(TOPICS[topic]) for topic in missing)
    closings = (on_map(_CONTEXT[topic], f"consider:{topic}") for topic in missing)
    return gap("F14", f"Not considered yet: {names}.", *closings)


def risk_considered(case: Case) -> Check:
    """F20: a text about risk is dated, not in the future and no older than the practice's number
    of days, and no flagged answer is open. That risk is not relevant is no text about it."""
    closing = on_map("Write about risk", "consider:risk")
    left = len(case.file.open_flags)
    if left:
        return gap("F20", f"{count(left, 'flagged answer')} not acknowledged yet.",
                   Closing("Open Outcomes", "Outcomes", "flags"))  # fmt: skip
    on = max(_risk_written(case), default=None)
    if on is None:
        return gap("F20", "Nothing dated is written about risk.", closing)
    if on > case.file.today:
        return gap("F20", f"What is written about risk is dated {day_words(on)}, a day still to "
                   "come.", closing)  # fmt: skip
    days = (case.file.today - on).days
    when = f"Last considered on {day_words(on)}"
    if case.file.today - on > timedelta(days=case.risk_review_days):
        return gap("F20", f"{when}, {days} days ago; the practice looks again after "
                   f"{case.risk_review_days}.", closing)  # fmt: skip
    return met("F20", f"{when}.")


def _risk_written(case: Case) -> Iterator[date]:
    for one in case.considerations:
        if one.topic == "risk" and one.text.strip() and one.considered_on:
            yield one.considered_on


def both_halves(case: Case) -> Check:
    """F25: both halves of the shared cycle are filled in, and where the map shows what the
    other does, it also shows what the client does that may bring it out.

    It is made from this client's file, so of the partner's half only what the partner agreed to
    show counts as there.
    """
    couple = case.couple
    closing = on_map("Open the shared cycle", "couple")
    if couple is None:
        if case.file.plan and case.file.plan.approach == "eft_couples":
            return gap("F25", "The approach is couple work, and no partner is linked.", closing)
        return not_applicable("F25", "No partner is linked.")
    if couple.partner_id is None:
        return not_applicable("F25", "The partner's file is not in the store any more.")
    if len(couple.halves) < 2:
        return not_yet("F25", "Only one half of the shared cycle is there for your account.")
    said = [words for half in couple.halves if (words := _half_words(case, half))]
    if said:
        return gap("F25", f"Not filled in: {'; '.join(said)}.", closing)
    one_sided = _one_sided(case)
    if one_sided:
        return gap("F25", f"{one_sided}: without what the client does that may bring it out.",
                   on_map("Add a link", "link"))  # fmt: skip
    return met("F25", "Both halves are filled in, and each answers the other.")


def _half_words(case: Case, half: HalfCycle) -> str:
    missing = [words for field, words in _HALF.items() if getattr(half, field) in _UNKNOWN]
    own = half.client_id == case.file.client.id
    whose = "this client's half" if own else "the partner's half"
    hidden = "" if own else " (or not agreed to be shown)"
    return f"in {whose}, {', '.join(missing)}{hidden}" if missing else ""


def _one_sided(case: Case) -> str:
    """The responses of the other on the map, when no action of the client leads to any."""
    responses = case.web.of("response")
    actions = case.web.of("action")
    reached = case.web.after(actions)
    if not responses or any(node.id in reached for node in responses):
        return ""
    return node_names(responses)
