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
    """The couple with another half in the place of the one it was. Raises InvalidEntry."""
    if half_of(couple, was.client_id) != was:
        raise _changed("half of the cycle")
    others = [half for half in couple.halves if half.client_id != now.client_id]
    order = [couple.client_id, couple.partner_id]
    halves = sorted((*others, now), key=lambda half: order.index(half.client_id))
    return couple.amended(halves=tuple(halves))


def with_injury(couple: Couple, was: Injury | None, now: Injury | None) -> Couple:
    """The couple with an injury added, changed, or (`now` is None) taken out."""
    return couple.amended(injuries=_with(couple.injuries, was, now, "injury"))


def with_step(couple: Couple, was: SessionStep | None, now: SessionStep | None) -> Couple:
    """The couple with an entry of its log added, changed, or (`now` is None) taken out."""
    return couple.amended(log=_with(couple.log, was, now, "entry of the log"))


def with_event(couple: Couple, was: CoupleEvent | None, now: CoupleEvent | None) -> Couple:
    """The couple with a change event added, changed, or (`now` is None) taken out."""
    return couple.amended(events=_with(couple.events, was, now, "change event"))


def _with(known: Sequence[P], was: P | None, now: P | None, name: str) -> tuple[P, ...]:
    new = () if now is None else (now,)
    if was is None:
        return (*known, *new)
    if was not in known:
        raise _changed(name)
    place = known.index(was)
    return (*known[:place], *new, *known[place + 1 :])


def _changed(name: str) -> InvalidEntry:
    return InvalidEntry(
        f"This {name} was changed meanwhile. Close the form and open it again to go on from that."
    )
