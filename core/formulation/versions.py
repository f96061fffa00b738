"""What changed between two versions of a map, in words and as marks for drawing. Pure.

Compared are what the map says (names, kinds, words, how sure, evidence), node by node and arrow
by arrow by their ids; when it was last looked at and by whom is no change.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple, TypeVar
from uuid import UUID

from core.formulation.model import Evidence, Formulation, FormulationVersion, Link, Node
from core.vocabulary import inside, label

Mark = Literal["added", "removed", "surer", "less_sure", "changed"]
FEWEST_FOR_A_LINE = 4  # ratings of the fit below which no line is drawn through them
_SURE = {"low": 1, "medium": 2, "high": 3}
_STRONGEST: tuple[Mark, ...] = ("added", "removed", "surer", "less_sure", "changed")
_NODE_FIELDS = {
    "words": "the client's words", "plain_words": "the plain words", "terms": "the diary's words",
    "on": "the date", "since": "since when", "severity": "how severe", "domain": "the domain",
    "precipitating": "came just before", "themes": "the themes", "part_role": "the part's role",
    "shareable": "may be shown to the client", "parked_because": "parked",
}  # fmt: skip
N = TypeVar("N", Node, Link)


class Difference(NamedTuple):
    """One thing that changed: the id of the node or arrow, how to mark it, and a sentence."""

    id: UUID
    mark: Mark
    sentence: str


def differences(before: Formulation, after: Formulation) -> list[Difference]:
    """Everything that changed from one version to another: boxes first, then arrows."""
    names = {node.id: node.name for node in (*before.nodes, *after.nodes)}
    return [*_of_nodes(before, after), *_of_links(before, after, names)]


def _of_nodes(before: Formulation, after: Formulation) -> Iterator[Difference]:
    old, new = _by_id(before.nodes), _by_id(after.nodes)
    for node in after.nodes:
        if node.id not in old:
            yield Difference(node.id, "added", f"“{node.name}” was added.")
        else:
            yield from _changed_node(old[node.id], node)
    for node in before.nodes:
        if node.id not in new:
            yield Difference(node.id, "removed", f"“{node.name}” was taken off the map.")


def _changed_node(old: Node, new: Node) -> Iterator[Difference]:
    if old.name != new.name:
        yield Difference(new.id, "changed", f"“{old.name}” is now called “{new.name}”.")
    if old.kind != new.kind:
        kinds = [inside(label("node_types", one)) for one in (old.kind, new.kind)]
        yield Difference(new.id, "changed", f"“{new.name}”: from {kinds[0]} to {kinds[1]}.")
    changed = [words for field, words in _NODE_FIELDS.items()
               if getattr(old, field) != getattr(new, field)]  # fmt: skip
    if changed:
        yield Difference(new.id, "changed", f"“{new.name}”: changed {', '.join(changed)}.")


def _of_links(
    before: Formulation, after: Formulation, names: Mapping[UUID, str]
) -> Iterator[Difference]:
    old, new = _by_id(before.links), _by_id(after.links)
    for link in after.links:
        if link.id not in old:
            yield Difference(link.id, "added", f"{_arrow(link, names)}: added{_how_sure(link)}.")
        else:
            yield from _changed_link(old[link.id], link, names)
    for link in before.links:
        if link.id not in new:
            yield Difference(link.id, "removed", f"{_arrow(link, names)}: taken off the map.")


def _changed_link(old: Link, new: Link, names: Mapping[UUID, str]) -> Iterator[Difference]:
    arrow = _arrow(new, names)
    if (old.from_node, old.to_node) != (new.from_node, new.to_node):
        yield Difference(new.id, "changed", f"{arrow}: before, {_arrow(old, names)}.")
    if old.kind != new.kind:
        kinds = [label("edge_types", one.kind) for one in (old, new)]
        yield Difference(new.id, "changed", f"{arrow}: from “{kinds[0]}” to “{kinds[1]}”.")
    if old.confidence != new.confidence:
        said = [inside(label("confidence", one.confidence)) or "not set" for one in (old, new)]
        surer = _SURE.get(new.confidence, 0) > _SURE.get(old.confidence, 0)
        yield Difference(new.id, "surer" if surer else "less_sure",
                         f"{arrow}: from {said[0]} to {said[1]}.")  # fmt: skip
    for sentence in _evidence(old, new):
        yield Difference(new.id, "changed", f"{arrow}: {sentence}.")
    if old.prediction != new.prediction:
        turn = "taken back" if new.prediction is None else "changed" if old.prediction else "set"
        yield Difference(new.id, "changed", f"{arrow}: prediction {turn}.")
    if old.note != new.note:
        yield Difference(new.id, "changed", f"{arrow}: the note was changed.")


def _evidence(old: Link, new: Link) -> Iterator[str]:
    for side, was, now in (
        ("for", old.evidence_for, new.evidence_for),
        ("against", old.evidence_against, new.evidence_against),
    ):
        more, less = _extra(now, was), _extra(was, now)
        if more:
            yield f"{more} more {_pieces(more)} of evidence {side}"
        if less:
            yield f"{less} {_pieces(less)} of evidence {side} taken out"


def _extra(some: Sequence[Evidence], others: Sequence[Evidence]) -> int:
    left = list(others)
    extra = 0
    for one in some:
        if one in left:
            left.remove(one)
        else:
            extra += 1
    return extra


def _pieces(number: int) -> str:
    return "piece" if number == 1 else "pieces"


def _arrow(link: Link, names: Mapping[UUID, str]) -> str:
    return f"“{names.get(link.from_node, '?')}” → “{names.get(link.to_node, '?')}”"


def _how_sure(link: Link) -> str:
    words = inside(label("confidence", link.confidence))
    return f", {words}" if words else ""


def _by_id(entries: Iterable[N]) -> dict[UUID, N]:
    return {one.id: one for one in entries}


def marks(found: Iterable[Difference]) -> dict[UUID, Mark]:
    """One mark for each node and arrow that changed; the strongest where several did."""
    every: dict[UUID, Mark] = {}
    for one in found:
        known = every.get(one.id, "changed")
        every[one.id] = min(known, one.mark, key=_STRONGEST.index)
    return every


def both(before: Formulation, after: Formulation) -> Formulation:
    """The later version with what was taken off since, so that both can be drawn as one."""
    new_nodes, new_links = _by_id(after.nodes), _by_id(after.links)
    nodes = (*after.nodes, *(node for node in before.nodes if node.id not in new_nodes))
    there = {node.id for node in nodes}
    gone = (
        link
        for link in before.links
        if link.id not in new_links and {link.from_node, link.to_node} <= there
    )
    return Formulation(nodes=nodes, links=(*after.links, *gone))


class Fit(NamedTuple):
    """How well the client said it fits, 0-10, on a day."""

    on: date
    value: int


def fits(versions: Iterable[FormulationVersion]) -> list[Fit]:
    """The client's ratings of the fit, oldest first: dated by when they saw it, else reviewed."""
    rated = (
        Fit(one.client_saw_on or one.reviewed_on, one.fit)
        for one in versions
        if one.fit is not None
    )
    return sorted(rated, key=lambda fit: fit.on)
