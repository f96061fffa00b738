"""One node or one link read closely, in words. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from core.formulation.model import Evidence, Formulation, Link, Node
from core.formulation.shown import shown
from core.record import HEADER
from core.triggers.model import Episode
from core.vocabulary import label
from dashboard.components.text import day, escaped, plural
from dashboard.map.view import link_words

SHOWN_MOST = 5


class Shown(NamedTuple):
    """How often the diary shows something, and the latest episodes that do."""

    words: str
    episodes: tuple[Episode, ...]


class NodeFacts(NamedTuple):
    """One node, read closely."""

    title: str
    kind: str
    words: str
    facts: tuple[str, ...]
    links: tuple[tuple[UUID, str], ...]
    shown: Shown


class LinkFacts(NamedTuple):
    """One hypothesis, read closely."""

    title: str
    facts: str
    evidence_for: tuple[tuple[Evidence, str], ...]
    evidence_against: tuple[tuple[Evidence, str], ...]
    note: str
    shown: Shown


def node_facts(node: Node, formulation: Formulation, episodes: Sequence[Episode]) -> NodeFacts:
    """A node with what it leads to, what leads to it, and the episodes that show it."""
    return NodeFacts(
        escaped(node.name),
        label("node_types", node.kind),
        escaped(node.words),
        tuple(escaped(fact) for fact in _facts(node)),
        tuple((one.id, link_words(one, formulation)) for one in formulation.links
              if node.id in (one.from_node, one.to_node)),
        node_shown(node, episodes),
    )  # fmt: skip


def _facts(node: Node) -> list[str]:
    facts = []
    if node.themes:
        facts.append("Themes: " + ", ".join(label("threat_themes", t) for t in node.themes))
    if node.part_role:
        facts.append(label("ifs_roles", node.part_role))
    if node.on:
        facts.append(f"On {day(node.on, year=True)}")
    if node.since:
        facts.append(f"Since {node.since}")
    if node.severity is not None:
        facts.append(f"Severity {node.severity} of 10, as entered")
    if node.precipitating:
        facts.append("Came just before the trouble began")
    if node.plain_words:
        facts.append(f"In plain words: {node.plain_words}")
    if node.parked_because:
        facts.append(f"Parked: {node.parked_because}")
    return facts


def node_shown(node: Node, episodes: Sequence[Episode]) -> Shown:
    """The episodes that show a node; what was not asked is counted apart."""
    answers = [(episode, shown(episode, node)) for episode in episodes]
    yes = tuple(episode for episode, answer in answers if answer)
    silent = sum(answer is None for _, answer in answers)
    words = f"Shown in {len(yes)} of {plural(len(answers) - silent, 'episode')}"
    if silent:
        words += f"; {plural(silent, 'other does', 'others do')} not say"
    return Shown(words if answers else "The diary is empty", yes[:SHOWN_MOST])


def link_closely(link: Link, formulation: Formulation, episodes: Sequence[Episode]) -> LinkFacts:
    """A link with its author, confidence, dates and evidence both ways."""
    return LinkFacts(
        link_words(link, formulation),
        " · ".join(_standing(link)),
        tuple((one, evidence_words(one)) for one in link.evidence_for),
        tuple((one, evidence_words(one)) for one in link.evidence_against),
        escaped(link.note),
        _both_shown(link, formulation, episodes),
    )


def _standing(link: Link) -> list[str]:
    facts = [label("hypothesis_author", link.author), label("confidence", link.confidence)]
    if link.proposed_on:
        facts.append(f"proposed {day(link.proposed_on, year=True)}")
    seen = f"last looked at {day(link.reviewed_on, year=True)}" if link.reviewed_on else ""
    return [*facts, seen or "not looked at again yet"]


def _both_shown(link: Link, formulation: Formulation, episodes: Sequence[Episode]) -> Shown:
    ends = [formulation.node(link.from_node), formulation.node(link.to_node)]
    nodes = [node for node in ends if node]
    both = [e for e in episodes if all(shown(e, node) for node in nodes)]
    first = [e for e in episodes if nodes and shown(e, nodes[0])]
    words = f"Both ends show in {len(both)} of {plural(len(episodes), 'episode')}"
    if len(first) > len(both):
        words += f"; the first alone in {len(first) - len(both)}"
    return Shown(words if episodes else "The diary is empty", tuple(both[:SHOWN_MOST]))


def evidence_words(one: Evidence) -> str:
    """A piece of evidence in one line: kind, day, words."""
    when = f" ({day(one.on, year=True)})" if one.on else ""
    return f"{one.kind.capitalize()}{when}: {escaped(one.text) or 'no words given'}"


def saved_words(entry: Node | Link, names: Mapping[str, str]) -> str:
    """Who saved this version, and when."""
    who = names.get(entry.recorded_by, entry.recorded_by)
    at = f" on {day(entry.recorded_at.astimezone().date(), year=True)}" if entry.recorded_at else ""
    return escaped(f"Version {entry.version}, saved by {who}{at}" if who else "Not saved yet")


def history_lines(
    versions: Sequence[Node | Link], names: Mapping[str, str], nodes: Mapping[UUID, str]
) -> list[str]:
    """Every saved version of an entry and what it changed, newest first."""
    lines = []
    for before, now in zip([None, *versions], versions, strict=False):
        changes = _changes(before, now, nodes) if before else []
        said = "; ".join(changes) if changes else ("no change" if before else "first saved")
        lines.append(f"- {saved_words(now, names)}: {said}")
    return lines[::-1]


def _changes(before: Node | Link, now: Node | Link, nodes: Mapping[UUID, str]) -> list[str]:
    found = []
    if now.retired and not before.retired:
        found.append("taken off the map")
    for field in type(now).model_fields:
        was, is_now = getattr(before, field), getattr(now, field)
        if field not in HEADER and was != is_now:
            name = field.replace("_", " ")
            found.append(f"{name}: {_said(field, was, nodes)} → {_said(field, is_now, nodes)}")
    return found


_LISTS = {"confidence": "confidence", "author": "hypothesis_author"}


def _said(field: str, value: object, nodes: Mapping[UUID, str]) -> str:
    if value in (None, "", ()):
        return "nothing"
    if field.startswith("evidence"):
        return plural(len(value), "piece")  # type: ignore[arg-type]
    if isinstance(value, UUID):
        return escaped(nodes.get(value, "an entry"))
    if field == "kind" or field in _LISTS:
        return label(_LISTS.get(field, "node_types"), label("edge_types", str(value)))
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, tuple):
        return escaped(", ".join(str(one) for one in value))
    return "set" if field == "prediction" else escaped(str(value))
