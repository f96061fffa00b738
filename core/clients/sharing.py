"""What one partner may see of the other. Two files stay two; each field has an owner. Pure.

A field of a half is the owner's alone until the owner agreed to show it; the default is not
agreed. What is agreed to are words: the other sees those and no others, also when the field or the
map says something else since. What the clinician wrote about the couple's sessions passes to
neither.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any, get_args
from uuid import UUID

from core.approaches.log import SessionStep
from core.clients.model import Agreed, Couple, CoupleEvent, HalfCycle, HalfField, HalfNode, Injury
from core.record import build
from core.vocabulary import OTHER, label

HALF_FIELDS: tuple[HalfField, ...] = get_args(HalfField)
"""The fields of a half, in the order of the model."""

WORD_LISTS: dict[HalfField, str] = {
    "position": "couple_positions", "cue": "cue_types", "action": "action_tendencies",
    "secondary_emotion": "emotions_secondary", "primary_emotion": "emotions_primary",
    "longing": "needs_longings",
}  # fmt: skip
"""Fields of a half that are a word of a list; the others are typed."""

SILENT = ("", "not_asked", "declined", "unknown", "unclear", "other")
"""Words of a list that say nothing yet."""

_BLANK: dict[str, Any] = {name: HalfCycle.model_fields[name].default for name in HALF_FIELDS}


def half_words(half: HalfCycle, field: HalfField) -> str:
    """What a field of a half says in the couple's own words or a word of the list, or nothing."""
    term: str = getattr(half, field)
    if field not in WORD_LISTS:
        return term
    return "" if term in SILENT else label(WORD_LISTS[field], term)


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
                if viewer_id == one.owner or is_agreed(one)
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
            "injuries": tuple(map(_headline, filter(is_agreed, couple.injuries))),
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
    """A half that says the words its owner agreed to show and nothing else.

    It stands for no node, so that nothing said on the owner's map since shows through.
    """
    agreed = tuple(one for one in half.agreed if one.words)
    said = {one.field: _saying(half, one) for one in agreed}
    return half.model_copy(update=_BLANK | said | {"nodes": (), "agreed": agreed})


def _saying(half: HalfCycle, agreed: Agreed) -> str:
    """The field's own value where it says the agreed words, or those as words of one's own."""
    if half_words(half, agreed.field) == agreed.words:
        own: str = getattr(half, agreed.field)
        return own
    return f"{OTHER}: {agreed.words}" if agreed.field in WORD_LISTS else agreed.words


def is_agreed(injury: Injury) -> bool:
    """Whether its owner agreed to show it, in words that are known."""
    return injury.agreed_on is not None and injury.agreed_words != ""


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


def with_agreed(half: HalfCycle, words: Mapping[HalfField, str], on: date) -> HalfCycle:
    """The half with exactly these fields agreed to, each in the words that were read out.

    One agreed to earlier in the same words keeps its day. Raises InvalidEntry for words too long.
    """
    known = {(one.field, one.words): one for one in half.agreed}
    agreed = tuple(
        known.get((name, words[name])) or build(Agreed, field=name, on=on, words=words[name])
        for name in HALF_FIELDS
        if words.get(name)
    )
    return half.model_copy(update={"agreed": agreed})


def with_agreed_headline(injury: Injury, words: str, on: date) -> Injury:
    """The injury agreed to be shown in these words, or with none of them not agreed to.

    One agreed to earlier in the same words keeps its day.
    """
    if not words:
        return injury.model_copy(update={"agreed_on": None, "agreed_words": ""})
    since = injury.agreed_on if injury.agreed_words == words else None
    return injury.model_copy(update={"agreed_on": since or on, "agreed_words": words})


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
            "injuries": tuple(
                one.model_copy(update={"agreed_on": None, "agreed_words": ""})
                for one in couple.injuries
            ),
        }
    )


def _headline(injury: Injury) -> Injury:
    shown = {"headline": injury.agreed_words, "note": "", "node_id": None}
    return injury.model_copy(update=shown)


def _step_alone(step: SessionStep) -> SessionStep:
    return step.model_copy(update={"note": "", "blocked_by": "", "session_id": None})


def _event(event: CoupleEvent, viewer_id: UUID) -> CoupleEvent:
    return event if event.client_id == viewer_id else event.model_copy(update={"note": ""})
