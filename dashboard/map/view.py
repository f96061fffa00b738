"""The map in words: boxes, arrows and the detail of one of them."""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import NamedTuple
from uuid import UUID

from core.formulation.layout import layout
from core.formulation.model import Evidence, Formulation, Link, Node
from core.triggers.model import Episode
from core.vocabulary import label
from dashboard.components.text import day, escaped, plural

WIDEST = 15
MOST_LINES = 3


class MapBox(NamedTuple):
    """A node as drawn: column and height in steps, its lines, its kind in words."""

    id: str
    x: float
    y: float
    lines: tuple[str, ...]
    kind: str
    whole: str


class MapArrow(NamedTuple):
    """A link as drawn, between two boxes."""

    id: str
    start: MapBox
    end: MapBox
    verb: str
    confidence: str
    words: tuple[str, str]


class MapView(NamedTuple):
    """Everything the map shows."""

    boxes: tuple[MapBox, ...]
    arrows: tuple[MapArrow, ...]
    headings: tuple[str, ...]
    rows: int

    @property
    def alt(self) -> str:
        """The map in sentences: every arrow, read aloud."""
        said = "; ".join(arrow.words[0] for arrow in self.arrows[:40])
        return f"Map with {plural(len(self.boxes), 'node')}. {said or 'No links yet'}."


def map_view(formulation: Formulation) -> MapView:
    """Lay the map out and put its arrows into words."""
    placed = layout(formulation)
    boxes = {place.node.id: _box(place.node, place.layer, place.row) for place in placed.places}
    arrows = tuple(
        _arrow(link, boxes)
        for link in formulation.links
        if link.from_node in boxes and link.to_node in boxes
    )
    return MapView(tuple(boxes.values()), arrows, placed.headings, placed.rows)


def _box(node: Node, layer: int, row: float) -> MapBox:
    lines = wrap(node.name, WIDEST) or [node.name]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], f"{lines[MOST_LINES - 1][: WIDEST - 1]}…"]
    kind = label("node_types", node.kind).partition(" (")[0]
    return MapBox(str(node.id), float(layer), row, tuple(lines), kind, node.name)


def _arrow(link: Link, boxes: dict[UUID, MapBox]) -> MapArrow:
    start, end = boxes[link.from_node], boxes[link.to_node]
    verb = label("edge_types", link.kind)
    seen = f"last looked at {day(link.reviewed_on)}" if link.reviewed_on else "not looked at again"
    words = (
        f"{start.whole} {verb} {end.whole}",
        f"{label('confidence', link.confidence)}; {len(link.evidence_for)} for, "
        f"{len(link.evidence_against)} against; {seen}",
    )
    return MapArrow(str(link.id), start, end, verb, link.confidence, words)


class NodeDetail(NamedTuple):
    """One node, read closely."""

    title: str
    kind: str
    words: str
    facts: tuple[str, ...]
    links: tuple[str, ...]


def node_detail(node: Node, formulation: Formulation, episodes: Sequence[Episode]) -> NodeDetail:
    """A node with what it leads to, what leads to it, and the episodes that name it."""
    facts = []
    if node.themes:
        facts.append("Themes: " + ", ".join(label("threat_themes", t) for t in node.themes))
    if node.part_role:
        facts.append(label("ifs_roles", node.part_role))
    named = sum(node.id in episode.nodes for episode in episodes)
    if named:
        facts.append(f"Named in {plural(named, 'trigger episode')} of {len(episodes)}")
    if node.parked_because:
        facts.append(f"Parked: {node.parked_because}")
    links = [
        link_words(link, formulation)
        for link in formulation.links
        if node.id in (link.from_node, link.to_node)
    ]
    return NodeDetail(
        escaped(node.name),
        label("node_types", node.kind),
        escaped(node.words),
        tuple(escaped(fact) for fact in facts),
        tuple(links),
    )


def link_words(link: Link, formulation: Formulation) -> str:
    """A link as a sentence: "Criticism is read as being unwanted"."""
    start, end = formulation.node(link.from_node), formulation.node(link.to_node)
    first, last = (node.name if node else "?" for node in (start, end))
    return f"{escaped(first)} *{label('edge_types', link.kind)}* {escaped(last)}"


class LinkDetail(NamedTuple):
    """One hypothesis, read closely."""

    title: str
    facts: str
    evidence_for: tuple[str, ...]
    evidence_against: tuple[str, ...]
    note: str


def link_detail(link: Link, formulation: Formulation) -> LinkDetail:
    """A link with its author, confidence, dates and evidence both ways."""
    facts = [label("hypothesis_author", link.author), label("confidence", link.confidence)]
    if link.proposed_on:
        facts.append(f"proposed {day(link.proposed_on, year=True)}")
    facts.append(
        f"last looked at {day(link.reviewed_on, year=True)}"
        if link.reviewed_on
        else "not looked at again yet"
    )
    return LinkDetail(
        link_words(link, formulation),
        " · ".join(facts),
        tuple(_evidence(one) for one in link.evidence_for),
        tuple(_evidence(one) for one in link.evidence_against),
        escaped(link.note),
    )


def _evidence(one: Evidence) -> str:
    when = f" ({day(one.on)})" if one.on else ""
    return f"{one.kind.capitalize()}{when}: {escaped(one.text) or 'no words given'}"
