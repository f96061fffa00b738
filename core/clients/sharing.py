"""What one partner may see of the other. Two files stay two; each field has an owner. Pure.

A field of a half is the owner's alone until the owner agreed to show it; the default is not
agreed. What the clinician wrote about the couple's sessions passes to neither.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, get_args
from uuid import UUID

from core.approaches.log import SessionStep
from core.clients.model import Agreed, Couple, CoupleEvent, HalfCycle, HalfField, HalfNode, Injury
from core.record import build

HALF_FIELDS: tuple[HalfField, ...] = get_args(HalfField)
"""The fields of a half, in the order of the model."""

_BLANK: dict[str, Any] = {name: HalfCycle.model_fields[name].default for name in HALF_FIELDS}


def shared_with(couple: Couple, viewer_id: UUID) -> Couple:
    """What a partner may see: the own half whole, of the other's only what was agreed.

    Injuries are one's own, or agreed to and then by headline, day and repair only. The log
    keeps its steps and loses its notes, as does an event that is not one's own.
    """
    return couple.model_copy(
        update={
            "halves": tuple(
                half if half.client_id == viewer_id else agreed_part(half) for half in couple.halves
            ),
            "injuries": tuple(
                one if one.owner == viewer_id else _headline(one)
                for one in couple.injuries
                if viewer_id == one.owner or one.agreed_on
            ),
            "log": tuple(map(_step_alone, couple.log)),
            "events": tuple(_event(one, viewer_id) for one in couple.events),
        }
    )


def couple_view(couple: Couple) -> Couple:
    """What both may look at together: their name and words for it, and what each agreed to show.

    No log, no events, no note: nobody agreed to show those.
    """
    return couple.model_copy(
        update={
            "halves": tuple(map(agreed_part, couple.halves)),
            "injuries": tuple(_headline(one) for one in couple.injuries if one.agreed_on),
            "log": (),
            "events": (),
        }
    )


def own_part(couple: Couple, client_id: UUID) -> Couple:
    """What belongs in one partner's own copy of the record: nothing of the other's half at all.

    The agreement to look at a field together is none to hand it out, so that the other's half,
    injuries and events are not in it even where they were agreed to. The words the two found
    together are in it, and the steps of the sessions both came to.
    """
    return couple.model_copy(
        update={
            "halves": tuple(half for half in couple.halves if half.client_id == client_id),
            "injuries": tuple(one for one in couple.injuries if one.owner == client_id),
            "log": tuple(map(_step_alone, couple.log)),
            "events": tuple(
                _event(one, client_id)
                for one in couple.events
                if one.client_id in (None, client_id)
            ),
        }
    )


def readable(couple: Couple, may_read: Collection[UUID]) -> Couple:
    """The couple for somebody who may read only these files: what is about the others is out."""
    if {couple.client_id, couple.partner_id} - {None} <= set(may_read):
        return couple
    return couple.model_copy(
        update={
            "halves": tuple(half for half in couple.halves if half.client_id in may_read),
            "injuries": tuple(one for one in couple.injuries if one.owner in may_read),
            "log": tuple(map(_step_alone, couple.log)),
            "events": tuple(
                one if one.client_id in may_read else one.model_copy(update={"note": ""})
                for one in couple.events
            ),
        }
    )


def agreed_part(half: HalfCycle) -> HalfCycle:
    """A half with only the fields its owner agreed to show; the others are blank."""
    agreed = {one.field for one in half.agreed}
    blank = {name: value for name, value in _BLANK.items() if name not in agreed}
    nodes = tuple(one for one in half.nodes if one.field in agreed)
    return half.model_copy(update=blank | {"nodes": nodes})


def changed_half(
    half: HalfCycle, fields: Mapping[str, object], nodes: Mapping[HalfField, UUID] | None = None
) -> HalfCycle:
    """The half with other words; a field that says something else is not agreed to any more.

    `nodes` are the nodes the fields stand for from now on; without it they stay as they are.
    Raises InvalidEntry for a field that does not fit.
    """
    stand = {one.field: one.node_id for one in half.nodes} if nodes is None else dict(nodes)
    whole = {name: getattr(half, name) for name in HalfCycle.model_fields} | dict(fields)
    whole["nodes"] = tuple(HalfNode(field=name, node_id=node) for name, node in stand.items())
    new = build(HalfCycle, **whole)
    other = changed_fields(half, new)
    kept = tuple(one for one in half.agreed if one.field not in other)
    return new.model_copy(update={"agreed": kept})


def changed_fields(before: HalfCycle, after: HalfCycle) -> set[HalfField]:
    """The fields that say something else, or stand for another node."""
    was, now = ({one.field: one.node_id for one in half.nodes} for half in (before, after))
    return {
        name
        for name in HALF_FIELDS
        if getattr(before, name) != getattr(after, name) or was.get(name) != now.get(name)
    }


def with_agreed(half: HalfCycle, fields: Collection[HalfField], on: date) -> HalfCycle:
    """The half with exactly these fields agreed to; one agreed to earlier keeps its day."""
    known = {one.field: one for one in half.agreed}
    agreed = tuple(
        known.get(name, Agreed(field=name, on=on)) for name in HALF_FIELDS if name in fields
    )
    return half.model_copy(update={"agreed": agreed})


def for_this_pair(couple: Couple, before: Couple | None) -> Couple:
    """Nothing of anybody who is not one of the two.

    With a new partner nothing is agreed yet, and the sessions with the earlier one are of the
    earlier versions only.
    """
    pair = {one for one in (couple.client_id, couple.partner_id) if one}
    kept = couple.model_copy(
        update={
            "halves": tuple(half for half in couple.halves if half.client_id in pair),
            "injuries": tuple(one for one in couple.injuries if one.owner in pair),
            "events": tuple(e for e in couple.events if e.client_id is None or e.client_id in pair),
        }
    )
    if before is None or pair == {one for one in (before.client_id, before.partner_id) if one}:
        return kept
    own = tuple(one for one in kept.events if one.client_id)
    return not_agreed(kept.model_copy(update={"log": (), "events": own}))


def not_agreed(couple: Couple) -> Couple:
    """The same couple before anybody agreed to show anything."""
    return couple.model_copy(
        update={
            "halves": tuple(half.model_copy(update={"agreed": ()}) for half in couple.halves),
            "injuries": tuple(o.model_copy(update={"agreed_on": None}) for o in couple.injuries),
        }
    )


def _headline(injury: Injury) -> Injury:
    return injury.model_copy(update={"note": "", "node_id": None})


def _step_alone(step: SessionStep) -> SessionStep:
    return step.model_copy(update={"note": "", "blocked_by": "", "session_id": None})


def _event(event: CoupleEvent, viewer_id: UUID) -> CoupleEvent:
    return event if event.client_id == viewer_id else event.model_copy(update={"note": ""})
