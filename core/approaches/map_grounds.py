"""Which nodes and ways on a map a rule or an aim of a definition means. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from core.approaches.definition import Aim, Rule
from core.formulation.lenses.slot import arrows, on_the_map
from core.formulation.model import Formulation, Link, Node
from core.vocabulary import NOT_ASKED

FURTHEST = 3
"""Links from one node to the other: a memory, what it taught, what that made sensitive to."""
_NO_WAY = ("tracks", "targets", "contradicts", "buffers", "polarised")


def matching(wanted: Rule | Aim, nodes: Iterable[Node]) -> list[Node]:
    """The nodes that have one of each that is given: a kind, a role, a theme.

    A node of another kind that was given one of the roles is meant too; the role "not_asked"
    means a part whose role is not known yet.
    """
    return [node for node in nodes if _fits(wanted, node)]


def _fits(wanted: Rule | Aim, node: Node) -> bool:
    kind = not wanted.kinds or node.kind in wanted.kinds or node.part_role in wanted.roles
    role = not wanted.roles or (node.part_role or NOT_ASKED) in wanted.roles
    theme = not wanted.themes or bool(themes_of(node) & set(wanted.themes))
    return kind and role and theme


def themes_of(node: Node) -> set[str]:
    """The threat themes of a node; for a node that is a theme, its own word."""
    return set(node.themes) | (set(node.terms) if node.kind == "theme" else set())


def led_to(rule: Rule, formulation: Formulation) -> list[tuple[Node, Node]]:
    """Each node of `kinds` with each of `to` it leads to, by way of two other nodes at most.

    Where the rule names `links`, only one direct link of these kinds counts.
    """
    nodes = {node.id: node for node in on_the_map(formulation)}
    links = [one for one in arrows(formulation) if _leads(rule, one)]
    furthest = 1 if rule.links else FURTHEST
    return [
        (start, end)
        for start in nodes.values()
        if start.kind in rule.kinds
        for end in _reached(start, links, nodes.values(), furthest)
        if end.kind in rule.to and end.id != start.id
    ]


def _leads(rule: Rule, link: Link) -> bool:
    return link.kind in rule.links if rule.links else link.kind not in _NO_WAY


def _reached(start: Node, links: list[Link], nodes: Iterable[Node], furthest: int) -> list[Node]:
    known, edge = {start.id}, {start.id}
    for _ in range(furthest):
        edge = {one.to_node for one in links if one.from_node in edge} - known
        known |= edge
    return [node for node in nodes if node.id in known]
