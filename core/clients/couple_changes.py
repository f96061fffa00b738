"""Changing one piece of a couple only, so that two who write at once lose nothing. Pure.

Each function takes the couple as it stands now and the piece as it was when somebody opened it;
a piece that says something else meanwhile is not written over.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar
from uuid import UUID

from core.approaches.log import SessionStep
from core.clients.model import Couple, CoupleEvent, HalfCycle, Injury
from core.errors import InvalidEntry
from core.record import Part

P = TypeVar("P", bound=Part)


def half_of(couple: Couple, client_id: UUID) -> HalfCycle:
    """One partner's half; a blank one before anything of it was noted."""
    known = {half.client_id: half for half in couple.halves}
    return known.get(client_id) or HalfCycle(client_id=client_id)


def with_half(couple: Couple, was: HalfCycle, now: HalfCycle) -> Couple:
    """The couple with another half in the place of the one it was.

    Raises InvalidEntry when it was changed meanwhile, or is of nobody of the two any more.
    """
    _check_of_the_two(couple, now.client_id)
    if half_of(couple, was.client_id) != was:
        raise _changed("half of the cycle")
    others = [half for half in couple.halves if half.client_id != now.client_id]
    order = [couple.client_id, couple.partner_id]
    halves = sorted((*others, now), key=lambda half: order.index(half.client_id))
    return couple.amended(halves=tuple(halves))


def with_injury(couple: Couple, was: Injury | None, now: Injury | None) -> Couple:
    """The couple with an injury added, changed, or (`now` is None) taken out."""
    _check_of_the_two(couple, now.owner if now else None)
    return couple.amended(injuries=_with(couple.injuries, was, now, "injury"))


def with_step(couple: Couple, was: SessionStep | None, now: SessionStep | None) -> Couple:
    """The couple with an entry of its log added, changed, or (`now` is None) taken out."""
    return couple.amended(log=_with(couple.log, was, now, "entry of the log"))


def with_event(couple: Couple, was: CoupleEvent | None, now: CoupleEvent | None) -> Couple:
    """The couple with a change event added, changed, or (`now` is None) taken out."""
    _check_of_the_two(couple, now.client_id if now else None)
    return couple.amended(events=_with(couple.events, was, now, "change event"))


def with_own_nodes_turned(
    couple: Couple, client_id: UUID, turns: Sequence[tuple[UUID, UUID]]
) -> Couple:
    """The couple after nodes of this client's map became others: (was, now) for each.

    Only the client's own half and injuries name nodes of that map; the partner's side stays.
    """
    halves = tuple(
        half.model_copy(update={"nodes": tuple(
            one.model_copy(update={"node_id": _turned(one.node_id, turns)}) for one in half.nodes
        )}) if half.client_id == client_id else half
        for half in couple.halves
    )  # fmt: skip
    injuries = tuple(
        one.model_copy(update={"node_id": _turned(one.node_id, turns)})
        if one.owner == client_id and one.node_id else one
        for one in couple.injuries
    )  # fmt: skip
    return couple.model_copy(update={"halves": halves, "injuries": injuries})


def _turned(node_id: UUID, turns: Sequence[tuple[UUID, UUID]]) -> UUID:
    for was, now in turns:
        node_id = now if node_id == was else node_id
    return node_id


def _with(known: Sequence[P], was: P | None, now: P | None, name: str) -> tuple[P, ...]:
    new = () if now is None else (now,)
    if was is None:
        return (*known, *new)
    if was not in known:
        raise _changed(name)
    place = known.index(was)
    return (*known[:place], *new, *known[place + 1 :])


def _check_of_the_two(couple: Couple, client_id: UUID | None) -> None:
    if client_id not in (None, couple.client_id, couple.partner_id):
        raise InvalidEntry(
            "This is about somebody who is not one of this couple any more. Close the form and "
            "load the page again."
        )


def _changed(name: str) -> InvalidEntry:
    return InvalidEntry(
        f"This {name} was changed meanwhile. Close the form and open it again to go on from that."
    )
