"""Functional analysis: for each action its setting, what comes just before, what follows at
once, what it may cost later, and what it may be for. Pure.

The counts come from the episodes that show the action: what the diary says came afterwards
and what was hoped for. They are counts of what was written down and show no cause.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from core.formulation.lenses.slot import (
    Neighbours,
    Slot,
    each_once,
    elsewhere,
    of_kind,
    on_the_map,
)
from core.formulation.model import Formulation, Node
from core.formulation.shown import shown
from core.triggers.model import Episode

SOON_GOOD = ("relief", "closer", "resolved", "repaired")
RELIEVES = ("reassured", "comforted", "apologised", "joined")
"""Responses that ease at once, whatever they keep going."""
LATER_HARD = ("further", "regret", "shame_after", "hurt_after", "unresolved")
_INSIDE = ("theme", "prim_emotion", "sec_emotion", "body", "part")
_SILENT = ("", "not_asked", "declined", "unknown", "other")


class Tally(NamedTuple):
    """Words of the diary with their counts, most frequent first; `of` episodes said."""

    counts: tuple[tuple[str, int], ...]
    of: int


class FunctionalRow(NamedTuple):
    """One action. `episodes` is how many show it; the tallies count among those."""

    action: Node
    setting: Slot
    antecedent: Slot
    follows: Slot
    payoff: Slot
    cost: Slot
    function: Slot
    episodes: int
    after_good: Tally
    after_hard: Tally
    hoped_for: Tally

    @property
    def slots(self) -> tuple[Slot, ...]:
        """The places of this row besides the action."""
        return (self.setting, self.antecedent, self.follows, self.payoff, self.cost, self.function)


class FunctionalAnalysis(NamedTuple):
    """One row for each action of the map."""

    behaviour: Slot
    rows: tuple[FunctionalRow, ...]
    elsewhere: tuple[Node, ...]

    @property
    def slots(self) -> tuple[Slot, ...]:
        """All places of all rows."""
        return (self.behaviour, *(slot for row in self.rows for slot in row.slots))


def functional_analysis(
    formulation: Formulation, episodes: Sequence[Episode]
) -> FunctionalAnalysis:
    """A row for each action. What leads to it is followed back through what is felt inside."""
    nodes = on_the_map(formulation)
    near = Neighbours(formulation)
    actions = of_kind(nodes, "action")
    rows = tuple(_row(action, near, episodes) for action in actions)
    behaviour = Slot("behaviour", "Behaviour", actions, "action")
    slots = (behaviour, *(slot for row in rows for slot in row.slots))
    return FunctionalAnalysis(behaviour, rows, elsewhere(nodes, slots))


def _row(action: Node, near: Neighbours, episodes: Sequence[Episode]) -> FunctionalRow:
    inner = near.upstream(action, _INSIDE)
    cues = of_kind(inner, "cue")
    places = each_once([near.before(action), *(near.before(cue) for cue in cues)])
    good, hard, open_ = _responses(action, near, episodes)
    showing = [episode for episode in episodes if shown(episode, action)]
    after = [e.aftermath for e in showing if e.aftermath not in _SILENT]
    return FunctionalRow(
        action,
        Slot("setting", "Setting", of_kind(places, "context", "event"), "context"),
        Slot("antecedent", "Just before", cues, "cue"),
        Slot("follows", "What the other does", open_, "response"),
        Slot("payoff", "What it brings at once", good, "response"),
        Slot("cost", "What it may cost later", hard, "problem"),
        Slot("function", "What it may be for", _for_what(action, inner, near), "prim_emotion"),
        len(showing),
        _tally((word for word in after if word in SOON_GOOD), len(after)),
        _tally((word for word in after if word in LATER_HARD), len(after)),
        _tally((e.hoped_for for e in showing if e.hoped_for not in _SILENT),
               sum(e.hoped_for not in _SILENT for e in showing)),
    )  # fmt: skip


def _responses(
    action: Node, near: Neighbours, episodes: Sequence[Episode]
) -> tuple[tuple[Node, ...], tuple[Node, ...], tuple[Node, ...]]:
    """What follows, by what it does to the rest of the map: eases it, feeds it, neither.

    A response that does not fit a belief is a gain. So is one that relieves and may keep
    something going: what it keeps going is then the cost (negative reinforcement). A problem,
    or a response that seems to confirm a belief, is a cost.
    """
    good, hard, open_ = [], [], []
    for node in near.after(action):
        if node.kind == "problem":
            hard.append(node)
        if node.kind != "response":
            continue
        kept = near.after(node, "maintains")
        hard += [one for one in kept if one.id != action.id]
        eases = bool(kept) and _relieves(node, episodes)
        if near.after(node, "confirms"):
            hard.append(node)
        if eases or (not kept and near.after(node, "contradicts", "buffers")):
            good.append(node)
        elif not near.after(node, "confirms"):
            open_.append(node)
    return tuple(each_once([good])), tuple(each_once([hard])), tuple(each_once([open_]))


def _relieves(response: Node, episodes: Sequence[Episode]) -> bool:
    """By its word of the diary, or because more episodes that show it ended well than badly."""
    if set(response.terms) & set(RELIEVES):
        return True
    after = [e.aftermath for e in episodes if shown(e, response)]
    return sum(a in SOON_GOOD for a in after) > sum(a in LATER_HARD for a in after)


def _for_what(action: Node, inner: tuple[Node, ...], near: Neighbours) -> tuple[Node, ...]:
    """What the action guards, and the feelings underneath that lead to it."""
    guarded = near.after(action, "protects", "buffers")
    return tuple(each_once([guarded, of_kind(inner, "prim_emotion", "part")]))


def _tally(words: Iterable[str], of: int) -> Tally:
    counted = sorted(Counter(words).items(), key=lambda pair: (-pair[1], pair[0]))
    return Tally(tuple(counted), of)
