"""The two cycles of individual attachment work over the nodes of one map. Pure.

With others: what sets it off, how the other is read, what is felt underneath, the fear or
longing, what shows, what is done, what comes back; the steps and the nodes that may stand in
them are those of the Emotionally Focused lens. With oneself the same way round is gone inside:
the reading is of oneself, and what is done is done to oneself (clinical-model section 4b).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple
from uuid import UUID

from core.approaches.model import Cycle, Plan
from core.formulation.lenses.eft import eft_cycle
from core.formulation.lenses.slot import (
    NO_SOURCES,
    Slot,
    each_once,
    elsewhere,
    of_kind,
    on_the_map,
)
from core.formulation.model import Formulation, Node
from core.history.on_map import Sources

With = Literal["others", "self"]
LABELS: dict[With, dict[str, str]] = {
    "others": {
        "trigger": "What sets it off", "reading": "Reads the other as",
        "primary": "Feels underneath", "need": "Fear or longing", "secondary": "Shows",
        "behaviour": "Does", "answer": "What comes back",
    },
    "self": {
        "trigger": "What sets it off", "reading": "Sees oneself as",
        "primary": "Feels underneath", "need": "Fear or longing", "secondary": "Covers it with",
        "behaviour": "Does to oneself",
    },
}  # fmt: skip
"""Along each loop: the step and what it is called."""

_OF_ONESELF = {"reading": "belief", "need": "theme"}


class Loop(NamedTuple):
    """One cycle: its steps in order, the client's words for it, nodes that have no step.

    Where nothing was `chosen` yet, the cycle with others shows what the map has in each place;
    that with oneself is empty, because the map does not say what is turned inward.
    """

    with_whom: With
    steps: tuple[Slot, ...]
    words: str = ""
    besides: tuple[Node, ...] = ()
    chosen: bool = False

    @property
    def nodes(self) -> tuple[Node, ...]:
        """The nodes shown, along the loop."""
        return (*(node for step in self.steps for node in step.nodes), *self.besides)


def cycle_of(plan: Plan | None, with_whom: With) -> Cycle | None:
    """The cycle as the plan keeps it, or None."""
    cycles = plan.cycles if plan else ()
    return next((one for one in cycles if one.with_whom == with_whom), None)


def loops(
    formulation: Formulation, plan: Plan | None, known: Sources = NO_SOURCES
) -> tuple[Loop, Loop]:
    """The cycle with others and the cycle with oneself, over the nodes that stand on the map."""
    return (_loop(formulation, plan, known, "others"), _loop(formulation, plan, known, "self"))


def _loop(formulation: Formulation, plan: Plan | None, known: Sources, whom: With) -> Loop:
    cycle = cycle_of(plan, whom)
    places = _places(formulation, known, whom)
    picked = set(cycle.nodes) if cycle else set()
    nodes = [node for node in on_the_map(formulation) if node.id in picked]
    if not nodes:
        shown = [_as_mapped(place) if whom == "others" else place for place in places]
        return Loop(whom, tuple(shown), cycle.words if cycle else "")
    steps = tuple(_filled(place, picked) for place in places)
    return Loop(whom, steps, cycle.words if cycle else "", elsewhere(nodes, steps), chosen=True)


def _as_mapped(place: Slot) -> Slot:
    return place._replace(nodes=place.may_fit, may_fit=())


def _filled(place: Slot, picked: set[UUID]) -> Slot:
    nodes = tuple(node for node in place.may_fit if node.id in picked)
    rest = tuple(node for node in place.may_fit if node.id not in picked)
    return place._replace(nodes=nodes, may_fit=rest)


def _places(formulation: Formulation, known: Sources, whom: With) -> list[Slot]:
    """The steps with every node of the map that may stand in them."""
    own, other = eft_cycle(formulation, (), known).halves
    by_step = {step.slot.id.rpartition(".")[2]: step.slot for step in own.steps}
    by_step["answer"] = other.steps[-1].slot
    about_self, nodes_of_map = by_step["need"].nodes, on_the_map(formulation)
    found = []
    for step, name in LABELS[whom].items():
        slot = by_step[step]
        kind, nodes = slot.kind, slot.nodes
        if whom == "self" and step in _OF_ONESELF:
            kind = _OF_ONESELF[step]
            nodes = tuple(each_once([of_kind(about_self, kind), of_kind(nodes_of_map, kind)]))
        found.append(Slot(f"{whom}.{step}", name, kind=kind, may_fit=nodes))
    return found


def with_cycle(plan: Plan, whom: With, nodes: Sequence[UUID], words: str) -> Plan:
    """The plan with one of its cycles as chosen; the other one stays as it is.

    Nodes keep the order in which they were chosen; each stands once. Raises InvalidEntry.
    """
    others = tuple(one for one in plan.cycles if one.with_whom != whom)
    new = {"with_whom": whom, "nodes": tuple(dict.fromkeys(nodes)), "words": words}
    return plan.amended(cycles=(*others, new))
