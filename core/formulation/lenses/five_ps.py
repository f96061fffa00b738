"""The 5 Ps: presenting, predisposing, precipitating, perpetuating and protective, each
biological, psychological, social or cultural. Pure.

The grid follows Macneil, Hasty, Conus & Berk (2012), BMC Medicine 10:111. Which node
belongs where is read from its kind, its marks and the loops of the map; nothing is guessed
about the domain, which the clinician sets.
"""

from __future__ import annotations

from typing import NamedTuple, get_args
from uuid import UUID

import networkx

from core.formulation.checks_graph import EXPLAINING
from core.formulation.lenses.slot import (
    NO_SOURCES,
    Neighbours,
    Slot,
    arrows,
    elsewhere,
    on_the_map,
    protective,
    softens_only,
)
from core.formulation.model import Domain, Formulation, Node
from core.history.on_map import Sources

PS: tuple[tuple[str, str, str], ...] = (
    ("presenting", "Presenting: what is hard now", "problem"),
    ("predisposing", "Predisposing: what may have made it more likely", "event"),
    ("precipitating", "Precipitating: what came just before it began", "event"),
    ("perpetuating", "Perpetuating: what may keep it going", "action"),
    ("protective", "Protective: what helps", "strength"),
)
DOMAINS: tuple[Domain, ...] = get_args(Domain)
"""The empty one first: a node whose domain was not set."""

_ROOTS = ("event", "care", "belief", "context")
_IN_THE_MOMENT = (
    "cue", "theme", "prim_emotion", "sec_emotion", "body", "part", "action", "response",
)  # fmt: skip
_LASTING = ("belief", "context", "problem")


class FivePs(NamedTuple):
    """The grid row by row: for each P, first the nodes without a domain, then the domains."""

    slots: tuple[Slot, ...]
    elsewhere: tuple[Node, ...]

    def row(self, p: str) -> tuple[Slot, ...]:
        """The slots of one P."""
        return tuple(slot for slot in self.slots if slot.id.partition(".")[0] == p)


def five_ps(formulation: Formulation, known: Sources = NO_SOURCES) -> FivePs:
    """File the nodes into the grid.

    A belief on a closed loop, or one that is said to keep something going, stands twice:
    it was learned early and is confirmed now. A dated event that is not marked as having
    come just before the trouble is offered there. Something of the past that protects, and a
    response that only softens or does not fit a belief, stand with what helps.
    """
    nodes = on_the_map(formulation)
    keeps = _kept_going(formulation, nodes)
    near = Neighbours(formulation)
    helps = {
        n.id
        for n in nodes
        if protective(n, near, known) or (n.kind == "response" and softens_only(n, near))
    }
    filed = {node.id: _ps(node, keeps, helps) for node in nodes}
    slots = tuple(
        Slot(f"{p}.{domain}", label, found, kind, domain, may_fit=_may_fit(p, domain, nodes))
        for p, label, kind in PS
        for domain in DOMAINS
        for found in [tuple(n for n in nodes if p in filed[n.id] and n.domain == domain)]
    )
    return FivePs(slots, elsewhere(nodes, slots))


def _ps(node: Node, keeps: set[UUID], helps: set[UUID]) -> set[str]:
    if node.id in helps and not node.precipitating:
        return {"protective"}
    found = {"perpetuating"} if node.id in keeps or node.kind in _IN_THE_MOMENT else set()
    if node.precipitating:
        found = {"precipitating"}
    elif node.kind in _ROOTS:
        found = found | {"predisposing"}
    if node.kind == "problem":
        found = found | {"presenting"}
    return found | ({"protective"} if node.kind in ("strength", "strategy") else set())


def _kept_going(formulation: Formulation, nodes: tuple[Node, ...]) -> set[UUID]:
    """What stands on a closed loop or is said to keep something going, if it can last."""
    graph = networkx.DiGraph(
        (link.from_node, link.to_node) for link in arrows(formulation) if link.kind in EXPLAINING
    )
    looped = {one for group in networkx.strongly_connected_components(graph)
              if len(group) > 1 for one in group}  # fmt: skip
    near = Neighbours(formulation)
    return {
        node.id
        for node in nodes
        if node.kind in _LASTING
        and (node.id in looped or (node.kind != "problem" and near.after(node, "maintains")))
    }


def _may_fit(p: str, domain: Domain, nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    if p != "precipitating" or domain:
        return ()
    return tuple(n for n in nodes if n.kind == "event" and n.on and not n.precipitating)
