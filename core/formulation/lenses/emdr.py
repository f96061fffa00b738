"""The three prongs of EMDR: past memories, present triggers, future template. Pure.

Past, present and future follow the standard three-pronged protocol (Shapiro); the negative
cognition is a belief about oneself that the map already holds. A target that names a node
stands beside it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from core.approaches.model import Target
from core.formulation.lenses.slot import (
    NO_SOURCES,
    Neighbours,
    Slot,
    elsewhere,
    of_kind,
    on_the_map,
    protective,
)
from core.formulation.model import Formulation, Node
from core.formulation.shown import shown
from core.history.on_map import Sources
from core.sessions.model import Goal
from core.triggers.model import Episode

PRONGS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("past", "Past: memories that may feed it", ("event", "care")),
    ("present", "Present: what sets it off now", ("cue",)),
    ("future", "Future: how it is wanted to be", ("goal",)),
)


class PlacedTarget(NamedTuple):
    """A target of the plan and the node of the map it works on, if it names one.

    The target is as it may be shown: see core/approaches/headline.py.
    """

    target: Target
    node: Node | None


class Prong(NamedTuple):
    """One prong: the nodes, the targets in their order, and the goals of the future one."""

    slot: Slot
    targets: tuple[PlacedTarget, ...]
    goals: tuple[Goal, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether the prong is a gap."""
        return self.slot.empty and not self.targets and not self.goals


class EmdrView(NamedTuple):
    """The three prongs, the beliefs about the self (negative cognitions) and about others, and
    the resources to prepare with.

    `shown_in` counts for each present trigger the episodes that show it, of those that say.
    """

    prongs: tuple[Prong, ...]
    cognitions: Slot
    about_others: Slot
    resources: Slot
    shown_in: Mapping[UUID, tuple[int, int]]
    elsewhere: tuple[Node, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All places of the lens."""
        return (*(prong.slot for prong in self.prongs), self.cognitions, self.about_others,
                self.resources)  # fmt: skip


def emdr_view(
    formulation: Formulation,
    targets: Sequence[Target],
    goals: Sequence[Goal],
    episodes: Sequence[Episode],
    known: Sources = NO_SOURCES,
) -> EmdrView:
    """File the nodes, targets and open goals by prong.

    What the history says about a belief decides whether it is about the self; a belief without
    an entry there is offered as a negative cognition and not filed as one. What protected is a
    resource and no memory that may feed it, unless a target works on it.
    """
    nodes = on_the_map(formulation)
    near = Neighbours(formulation)
    helps = {node.id for node in nodes if protective(node, near, known)}
    prongs = tuple(_prong(row, nodes, targets, goals, helps) for row in PRONGS)
    filed = {node.id for prong in prongs for node in prong.slot.nodes}
    cognitions, others, kind = _beliefs(
        [node for node in of_kind(nodes, "belief") if node.id not in filed], known
    )
    strengths = tuple(n for n in nodes if n.kind == "strength" or n.id in helps - filed)
    resources = Slot("resource", "Resources for preparation", strengths, "strength", may_fit=kind)
    slots = (*(prong.slot for prong in prongs), cognitions, others, resources)
    counts = {node.id: _counted(node, episodes) for node in of_kind(nodes, "cue")}
    return EmdrView(prongs, cognitions, others, resources, counts, elsewhere(nodes, slots))


def _beliefs(beliefs: list[Node], known: Sources) -> tuple[Slot, Slot, tuple[Node, ...]]:
    """Beliefs about the self, those only about others, and those that are good to the self."""
    about_self = tuple(n for n in beliefs if n.source_id in known.about_self - known.kind_to_self)
    kind = tuple(n for n in beliefs if n.source_id in known.kind_to_self)
    others = tuple(n for n in beliefs if n.source_id in known.about_others - known.about_self)
    unsaid = tuple(n for n in beliefs if n not in (*about_self, *kind, *others))
    title = "Negative cognition: what it seems to say about me"
    return (
        Slot("cognition", title, about_self, "belief", may_fit=unsaid),
        Slot("others", "About others", others, "belief"),
        kind,
    )


def _prong(
    row: tuple[str, str, tuple[str, ...]],
    nodes: tuple[Node, ...],
    targets: Sequence[Target],
    goals: Sequence[Goal],
    helps: set[UUID],
) -> Prong:
    prong, name, kinds = row
    known = {node.id: node for node in nodes}
    own = sorted((t for t in targets if t.prong == prong and not t.retired),
                 key=lambda target: (target.order, target.title, str(target.id)))  # fmt: skip
    placed = tuple(PlacedTarget(t, known.get(t.node_id) if t.node_id else None) for t in own)
    worked_on = {one.node.id for one in placed if one.node}
    found = tuple(n for n in nodes if (n.kind in kinds and n.id not in helps) or n.id in worked_on)
    shown_goals = tuple(g for g in goals if g.status == "open" and not _on_the_map(g, found))
    return Prong(Slot(prong, name, found, kinds[0]), placed,
                 shown_goals if prong == "future" else ())  # fmt: skip


def _on_the_map(goal: Goal, nodes: tuple[Node, ...]) -> bool:
    """Whether a node stands for this goal already: by its source, or in the same words."""
    words = goal.words.strip(" .").casefold()
    return any(n.source_id == goal.id or n.name.strip(" .").casefold() == words for n in nodes)


def _counted(node: Node, episodes: Sequence[Episode]) -> tuple[int, int]:
    said = [found for episode in episodes if (found := shown(episode, node)) is not None]
    return sum(said), len(said)
