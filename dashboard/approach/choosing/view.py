"""The approaches side by side, in words. Nothing is ranked, scored or recommended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from core.approaches.definition import Explained
from core.approaches.gates import PAUSING_CAUTIONS
from core.approaches.model import Gate
from core.approaches.selection import Candidate, Card, IndicationFound, Quoted, for_others
from core.approaches.weighed import CautionFound, CheckFound
from core.knowledge.tables import Source
from core.sessions.safety import VIOLENCE
from core.vocabulary import inside, label
from dashboard.approach.plan.view import PAUSED_NOW
from dashboard.components.text import day, escaped

FOUND = {"present": "Found", "absent": "Not found", "not_asked": "Not asked"}
ASKED = {found: words for found, words in FOUND.items() if found != "not_asked"}
STATES = {
    "met": "Met", "not_yet": "Not yet", "not_asked": "Not asked", "not_relevant": "Not relevant",
}  # fmt: skip
WHOSE = {"client": "", "each_partner_alone": "This partner, alone: ", "both": "Both: "}
GRADES = {
    "A": "several randomised trials and a guideline",
    "B": "a meta-analysis of randomised trials, with bias or no better than rivals",
    "C": "few or small randomised trials, or a waiting list only",
    "D": "studies without a control group",
    "E": "agreement among practitioners, or nothing found",
    "X": "contradicted",
}
PAUSED: Mapping[Gate, str] = {
    "emdr_processing": "EMDR from phase 3 on is paused",
    "couple_enactment": "encounters between the partners are paused",
}
MOST_NAMES = 3
NOT_TOLD = "not told in what was read"
SIGNS = {
    "present": ":material/error:", "absent": ":material/check_circle:",
    "not_asked": ":material/radio_button_unchecked:", "met": ":material/check_circle:",
    "not_yet": ":material/pending:", "not_relevant": ":material/remove_circle:",
}  # fmt: skip


def answers_to(reason: str, was: str) -> Mapping[str, str]:
    """The answers to offer: what was found and pauses work is not set back to "not asked"."""
    return ASKED if reason in PAUSING_CAUTIONS and was == "present" else FOUND


class Column(NamedTuple):
    """One approach in the comparison: the same few lines for each, in the same order.

    `current` says that there is a current plan with it already.
    """

    approach: str
    title: str
    full_name: str
    notes: tuple[str, ...]
    lines: tuple[tuple[str, str], ...]
    current: bool = False


def column(candidate: Candidate, *, shared: bool, paused: bool = False) -> Column:
    """One approach in short. On a shared screen, nothing about risk, cautions and readiness."""
    known, candidate = candidate.definition, for_others(candidate) if shared else candidate
    lines = [("Would work on", _nodes(candidate)), ("Speaks for it", _speaks(candidate))]
    if not shared:
        lines += [("Cautions", _cautions(candidate)), ("Readiness", _readiness(candidate))]
    lines.append(("Evidence", _grades(candidate)))
    notes = [*candidate.plans, *([candidate.note] if candidate.note else [])]
    notes += [PAUSED_NOW] if paused and not shared else []
    current = any(one.startswith("current") for one in candidate.plans)
    return Column(known.id, escaped(known.label), escaped(known.full_name),
                  tuple(map(escaped, notes)), tuple(lines), current)  # fmt: skip


def _nodes(candidate: Candidate) -> str:
    names = list(dict.fromkeys(name for aim in candidate.aims for _, name in aim.nodes))
    return _some(names) or "*Nothing of its kind on the map yet*"


def _speaks(candidate: Candidate) -> str:
    words = [one.words for one in candidate.indications if one.on_record]
    return "; ".join(map(escaped, words)) or "*Nothing on record yet*"


def _cautions(candidate: Candidate) -> str:
    found: dict[str, list[str]] = {}
    for one in candidate.cautions:
        state = "against" if one.against else one.found
        found.setdefault(state, []).append(escaped(inside(one.label)))
    said = [f"Found: {', '.join(found['present'])}"] if "present" in found else []
    if "against" in found:
        said.append(f"not found, but newer on record: {', '.join(found['against'])}")
    counted = (("absent", "not found"), ("not_asked", "not asked yet"))
    said += [f"{len(found[state])} {words}" for state, words in counted if state in found]
    return _first_large("; ".join(said)) or "*None in its definition*"


def _readiness(candidate: Candidate) -> str:
    states = [one.state for one in candidate.readiness]
    named = (("met", "met"), ("not_yet", "not yet"), ("not_asked", "not asked yet"))
    said = [f"{states.count(state)} {words}" for state, words in named if state in states]
    return ", ".join(said) or "*No checks in its definition*"


def _grades(candidate: Candidate) -> str:
    own = [one.card for one in candidate.evidence if not one.card.in_general]
    cards = (f"{escaped(one.indication)}: {one.grade}" for one in own)
    return "; ".join(dict.fromkeys(cards)) or "*No evidence card*"


def _some(names: Sequence[str]) -> str:
    left = len(names) - MOST_NAMES
    shown = ", ".join(map(escaped, names[:MOST_NAMES]))
    return f"{shown} and {left} more" if left > 0 else shown


def indication_words(one: IndicationFound) -> str:
    """An indication with its sources; the records it rests on are drawn below it.

    A measure that is over its line no more is told under it, as no reason.
    """
    notes = [f":small[{escaped(note)}]" for note in one.notes]
    head = f"**{escaped(one.words)}** {small_sources(one.sources)}".rstrip()
    return "  \n".join([head, *notes])


def caution_words(one: CautionFound) -> str:
    """A caution that was found: decision, day, reason, and what it pauses."""
    decision = label("caution_decisions", one.decision)
    decided = "no decision yet" if one.decision == "not_asked" else f"decided: {inside(decision)}"
    on = f" ({day(one.on, year=True)})" if one.on else ""
    said = [f"{SIGNS[one.found]} **{escaped(one.label)}**: {decided}{on}"]
    said += [f"{_first_large(PAUSED[one.paused])}."] if one.paused else []
    said += [escaped(one.why)] if one.why else []
    return "  \n".join([*said, caution_why(one)])


def _first_large(words: str) -> str:
    return words[:1].upper() + words[1:]


def caution_why(one: CautionFound) -> str:
    """Why it is a caution, in small letters."""
    return f":small[{escaped(one.definition.why)}]"


def open_caution_words(one: CautionFound) -> str:
    """A caution that was not asked about yet, and why it is one."""
    paused = f" · {PAUSED[one.paused]}" if one.paused else ""
    return f"{SIGNS['not_asked']} {escaped(one.label)}{paused}  \n{caution_why(one)}"


def against_words(one: CautionFound) -> str:
    """A caution that was not found, and that something newer speaks against: drawn below it."""
    on = f"on {day(one.on, year=True)}" if one.on else "on a day that was not given"
    head = f":material/history: **{escaped(one.label)}**: asked {on}, not found. Newer on record:"
    return "  \n".join([head, caution_why(one)])


def absent_words(cautions: Sequence[CautionFound]) -> str:
    """The cautions that were asked about and not found, with their days, in one line."""
    said = (f"{escaped(inside(one.label))} ({day(one.on)})" if one.on else
            escaped(inside(one.label)) for one in cautions)  # fmt: skip
    return f"Asked about and not found: {', '.join(said)}."


def check_line(one: CheckFound) -> str:
    """A readiness check: state, day, by whom, note."""
    state = f"**{STATES[one.state]}**" if one.state != "not_asked" else "not asked yet"
    known = [day(one.on, year=True)] if one.on else []
    known += [f"by {escaped(one.by)}"] if one.by else []
    when = ", ".join(known)
    words = f"{SIGNS[one.state]} {WHOSE[one.definition.whose]}{escaped(one.definition.words)}"
    said = [f"{words} · {state}" + (f" ({when})" if when else "")]
    said += [escaped(one.note)] if one.note else []
    said += [f":small[{escaped(one.definition.why)}]"] if one.definition.why else []
    return "  \n".join(said)


def partner_lines(candidate: Candidate, states: Mapping[str, str]) -> tuple[str, ...]:
    """Of the other partner's private violence screen: done or not yet, and never its answer.

    Of what else they were asked alone nothing is told: there, "met" would be the answer.
    """
    screens = [one.definition for one in candidate.readiness if _violence_screen(one)]
    return tuple(
        f"{escaped(one.words)}: {'done' if states.get(one.id) == 'met' else 'not yet'}"
        for one in screens
    )


def _violence_screen(one: CheckFound) -> bool:
    alone = one.definition.whose == "each_partner_alone"
    return alone and any(VIOLENCE in rule.kinds for rule in one.definition.rules)


def legend() -> str:
    """What the letters stand for, once; what a study was compared with is on its card."""
    lines = [f"- **{letter}**: {words}" for letter, words in GRADES.items()]
    lines.append("- Two letters with a stroke: between the two.")
    return "\n".join(lines)


def card_words(one: Card) -> str:
    """An evidence card: what was found, the numbers, and what they were compared with."""
    card = one.card
    whose = ", of such therapies in general" if card.in_general else ""
    head = f"**{escaped(card.indication)}** · grade **{card.grade}**{whose}"
    facts = (("Numbers", card.numbers), ("Compared with", card.comparator),
             ("Follow-up", card.follow_up), ("Allegiance", card.allegiance))  # fmt: skip
    lines = [head, "", escaped(card.said), ""]
    lines += [f"- {name}: {escaped(text) if text else NOT_TOLD}" for name, text in facts]
    lines += [f"- Caveat: {escaped(caveat)}" for caveat in card.caveats]
    return "\n".join([*lines, "", small_sources(one.sources)])


def quoted_words(one: Quoted) -> str:
    """A figure people quote: where it comes from, what it means, what was found later."""
    told: Explained = one.explained
    lines = (("Comes from", told.comes_from), ("It means", told.means), ("Later", told.later))
    said = [f"**“{escaped(told.quoted)}”**", *(f"- {n}: {escaped(t)}" for n, t in lines if t)]
    return "\n".join([said[0], "", *said[1:], "", small_sources(one.sources)])


def guideline_lines(candidate: Candidate) -> Iterator[str]:
    """What guidelines say, each with how far it was checked."""
    for one in candidate.guidelines:
        said = one.guideline
        yield f"- {escaped(said.words)} :small[({said.status}) {cited(one.sources)}]"


def small_sources(sources: Sequence[Source]) -> str:
    """The sources in small letters, linked where an address is known."""
    return f":small[{cited(sources)}]" if sources else ""


def cited(sources: Sequence[Source]) -> str:
    return "; ".join(
        f"[{escaped(one.reference)}]({one.link})" if one.link else escaped(one.reference)
        for one in sources
    )


def node_names(nodes: Sequence[tuple[UUID, str]]) -> dict[str, str]:
    """Nodes by id as text, their names numbered where two are alike."""
    seen: dict[str, int] = {}
    told = {}
    for node_id, name in nodes:
        seen[name] = seen.get(name, 0) + 1
        told[str(node_id)] = f"{name} ({seen[name]})" if seen[name] > 1 else name
    return told
