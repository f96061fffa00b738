"""The lenses in words: what stands in each place, said for a person. Plain Python."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from core.formulation.layout import LAYERS
from core.formulation.lenses.client_view import ClientView, plain
from core.formulation.lenses.eft import Counted, EftCycle, HalfLoop, Step
from core.formulation.lenses.functional import FunctionalRow, Tally
from core.formulation.model import Link, Node
from core.vocabulary import inside, label
from dashboard.components.text import escaped, plural

MOST_NAMES = 2
DOMAIN_WORDS = {
    "": "Domain not set", "biological": "Biological", "psychological": "Psychological",
    "social": "Social", "cultural": "Cultural",
}  # fmt: skip
FOR_CLIENTS = {
    "event": "What happened", "care": "How it was then", "belief": "What I learned",
    "cue": "What sets it off", "theme": "How I read it",
    "prim_emotion": "What I feel underneath", "sec_emotion": "What shows", "body": "In my body",
    "part": "A part of me", "action": "What I do", "response": "What others do",
    "problem": "What is hard", "strength": "A strength", "goal": "What I want",
    "approach": "What we work with", "strategy": "What helps", "measure": "How we check",
    "context": "What is around me",
}  # fmt: skip
VERBS_FOR_CLIENTS = {
    "learned": "may have taught me", "sensitises": "may make me more alert to",
    "appraised": "I read it as", "felt_as": "I feel it as", "covered_by": "it shows as",
    "drives": "may lead to", "evokes": "may bring out", "confirms": "seems to prove",
    "maintains": "may keep going", "buffers": "softens", "protects": "guards",
    "targets": "works on", "tracks": "we follow it with", "contradicts": "does not fit with",
}  # fmt: skip
THEN = "then"
"""Joins what the map joins through something that is not shown."""


def name_of(node: Node) -> str:
    """A node's name, and whether it is parked."""
    return f"{node.name} (parked)" if node.parked_because else node.name


class StepWords(NamedTuple):
    """A step of the loop: up to two names, how many more, and whether it is a gap."""

    heading: str
    names: tuple[tuple[str, str], ...]
    more: int
    gap: bool


def step_words(step: Step) -> StepWords:
    """What stands in the box of a step; each name with the key that opens it."""
    names = tuple((name_of(node), f"node:{node.id}") for node in step.slot.nodes[:MOST_NAMES])
    more = len(step.slot.nodes) - len(names)
    names += ((step.said, ""),) if step.said else ()
    return StepWords(step.slot.label, names or (("not known yet", ""),), more, gap=not names)


def half_title(half: HalfLoop, name: str) -> str:
    """Whose half it is and the position taken in this cycle."""
    if not half.position:
        return name
    return f"{name}: {inside(label('couple_positions', half.position))}"


def counted_words(words: str, counted: Counted | None, said: str) -> str:
    """A count of the diary as a sentence, or nothing."""
    if counted is None:
        return ""
    term = inside(label(words, counted.word))
    episodes = plural(counted.of, "episode")
    return f"{said}: {term}, in {counted.episodes} of {episodes} that say."


def cycle_alt(cycle: EftCycle, names: Sequence[str]) -> str:
    """The loop read aloud."""
    halves = []
    for half, name in zip(cycle.halves, names, strict=True):
        steps = [f"{step.slot.label}: {_step_said(step)}" for step in half.steps]
        halves.append(f"{half_title(half, name)}. {'; '.join(steps)}")
    return "Infinity loop. " + ". ".join(halves) + ". What one does is what sets the other off."


def _step_said(step: Step) -> str:
    said = [*(node.name for node in step.slot.nodes), *([step.said] if step.said else ())]
    return ", ".join(said) or "not known yet"


def tally_words(words: str, tally: Tally) -> str:
    """Counts of the diary: "relief 4, closer 2"."""
    return ", ".join(f"{inside(label(words, term))} {count}" for term, count in tally.counts)


class FunctionalWords(NamedTuple):
    """The counts under one action: how many episodes show it, and what the diary adds."""

    shown: str
    payoff: str
    cost: str
    hoped: str


def functional_words(row: FunctionalRow, episodes: int) -> FunctionalWords:
    """The counts of one row. Without a single episode there is nothing to count."""
    if not row.episodes:
        return FunctionalWords(
            "No episode of the diary shows it yet." if episodes else "No episodes yet.", "", "", ""
        )
    good, hard = tally_words("aftermath", row.after_good), tally_words("aftermath", row.after_hard)
    hoped = tally_words("needs_longings", row.hoped_for)
    of_after = f"n\u00a0=\u00a0{row.after_good.of}"
    return FunctionalWords(
        f"Shown by {row.episodes} of {plural(episodes, 'episode')}.",
        f"Afterwards: {good} ({of_after})" if good else "",
        f"Afterwards: {hard} ({of_after})" if hard else "",
        f"Hoped for: {hoped} (n\u00a0=\u00a0{row.hoped_for.of})" if hoped else "",
    )


def shown_words(node: Node, counts: Mapping[UUID, tuple[int, int]]) -> str:
    """In how many episodes a present trigger was seen, or nothing."""
    times, of = counts.get(node.id, (0, 0))
    return f"in {times} of {plural(of, 'episode')} that say" if of else ""


def in_words(view: ClientView) -> list[str]:
    """The client's map as sentences, along the chain; no word about how sure anybody is."""
    known = {node.id: node for node in view.nodes}
    place = {node.id: number for number, node in enumerate(view.nodes)}
    steps = [(one.from_node, one.to_node, _verb_for_clients(one)) for one in view.links]
    steps += [(start, end, THEN) for start, end in view.bridges]
    steps.sort(key=lambda step: (place[step[0]], place[step[1]]))
    return [_sentence(known[start], verb, known[end]) for start, end, verb in steps]


def _verb_for_clients(link: Link) -> str:
    return VERBS_FOR_CLIENTS.get(link.kind) or label("edge_types", link.kind)


def _sentence(start: Node, verb: str, end: Node) -> str:
    first, last = plain(start), plain(end)
    return f"{first.rstrip('.')} → {verb} → {last.rstrip('.')}"


def for_client(node: Node) -> str:
    """The kind of a node without a clinician's word."""
    return FOR_CLIENTS.get(node.kind, "")


def chosen_words(view: ClientView) -> str:
    """That there are more than fit, or nothing."""
    if not view.left_out:
        return ""
    return (
        f"{len(view.offered)} nodes may be shown; a client reads {len(view.nodes)} at once. "
        "Those that hang together are shown until you choose others."
    )


def by_column(nodes: Sequence[Node]) -> list[tuple[str, list[Node]]]:
    """Nodes under the headings of the map, for what a lens has no place for."""
    found = []
    for heading, kinds in LAYERS:
        here = [node for node in nodes if node.kind in kinds]
        found += [(heading, here)] if here else []
    known = {kind for _, kinds in LAYERS for kind in kinds}
    rest = [node for node in nodes if node.kind not in known]
    return found + ([("Other", rest)] if rest else [])


def button_words(node: Node, extra: str = "") -> str:
    """A node on a button: its name as plain text, what is added in brackets."""
    return escaped(f"{name_of(node)} ({extra})" if extra else name_of(node))
