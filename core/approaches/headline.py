"""Whether an EMDR target stays at its headline, and the target as it may then be shown. Pure.

Detail that the client has not opened yet can unsettle. So a target is kept at its headline when
the clinician says so, or when the entry of the history it stands for was left at a headline or
declined. What was stored before stays stored; it is neither asked for nor shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from core.approaches.model import Target, TargetWork
from core.formulation.model import Formulation
from core.history.model import History

PARKED = ("headline_only", "declined")
_DETAIL: dict[str, object] = {
    "image": "", "negative_theme": "", "negative_cognition": "", "positive_theme": "",
    "positive_cognition": "", "emotions": (), "body_place": "", "closure": "",
}  # fmt: skip


def headline_only(target: Target, formulation: Formulation, history: History) -> bool:
    """Whether nothing but the headline of a target may be asked for or shown.

    True where the target is marked so, or where the node it works on stands for an entry of the
    history in the state "headline only" or "declined".
    """
    return target.headline_only or target.node_id in parked_nodes(formulation, history)


def parked_nodes(formulation: Formulation, history: History) -> frozenset[UUID]:
    """The nodes that stand for an entry of the history left at a headline, or declined."""
    parked = {
        entry.id
        for entries in (history.events, history.figures, history.relationships,
                        history.periods, history.adaptations)
        for entry in entries
        if entry.state in PARKED
    }  # fmt: skip
    return frozenset(node.id for node in formulation.nodes if node.source_id in parked)


def bare(target: Target) -> Target:
    """The target with its headline, place in the sequence and status, and nothing else."""
    return target.model_copy(update=_DETAIL)


def bare_work(worked: TargetWork) -> TargetWork:
    """A day of work without its notes. What it was closed with stays: it is how to come back."""
    sets = tuple(one.model_copy(update={"note": ""}) for one in worked.sets)
    return worked.model_copy(update={"sets": sets, "note": ""})


def shown_targets(
    targets: Sequence[Target], formulation: Formulation, history: History
) -> list[Target]:
    """Every target as it may be shown, in the order given."""
    parked = parked_nodes(formulation, history)
    return [bare(one) if one.headline_only or one.node_id in parked else one for one in targets]
