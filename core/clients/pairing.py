"""Who may be made a couple, and what its fields may stand for. Pure.

A client is in one couple at a time. What somebody kept of a couple whose other file was erased
goes with them into the next one, agreed to by nobody.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from core.clients.model import Couple, HalfCycle
from core.clients.sharing import not_agreed
from core.errors import InvalidEntry

if TYPE_CHECKING:
    from core.formulation.model import Node

TAKEN = (
    "One of the two is in a couple already, and a client is in one couple at a time. Choose "
    "another partner, or load the page again if the two were linked this moment."
)


def check_two(couple: Couple) -> None:
    """Raise InvalidEntry when somebody is to be their own partner."""
    if couple.client_id == couple.partner_id:
        raise InvalidEntry("Partner: choose another client; nobody is their own partner.")


def check_names_own_map(
    couple: Couple,
    known: Couple | None,
    nodes: Sequence[Node],
    on_the_map: Callable[[UUID], set[UUID]],
) -> None:
    """Raise InvalidEntry when a half or an injury stands for a node of anybody but its owner.

    `nodes` are those to be saved with it, `on_the_map` tells the nodes of a client's map. What
    the saved couple stood for already may stay, also when that node was taken off the map since.
    """
    new = set(_named(couple)) - set(_named(known) if known else ())
    new -= {(node.client_id, node.id) for node in nodes}
    for owner in {owner for owner, _ in new}:
        if not {node for whose, node in new if whose == owner} <= on_the_map(owner):
            raise InvalidEntry(
                "A field stands for a node of its owner's map only. Load the page again and "
                "choose it there."
            )
    if not {node.client_id for node in nodes} <= {couple.client_id, couple.partner_id}:
        raise InvalidEntry("A node made here goes on the map of one of the two.")


def _named(couple: Couple) -> Iterator[tuple[UUID, UUID]]:
    """Whose map, and which node of it, each half and injury stands for."""
    for half in couple.halves:
        yield from ((half.client_id, one.node_id) for one in half.nodes)
    for injury in couple.injuries:
        if injury.node_id:
            yield injury.owner, injury.node_id


def taken_up(couple: Couple, left: Couple) -> Couple:
    """The couple with the half, injuries and events that one of the two kept from `left`.

    A half that says something here already stays as it is. Raises InvalidEntry when `left` is of
    two partners: then one of them is in a couple already.
    """
    if left.partner_id is not None or couple.partner_id is None:
        raise InvalidEntry(TAKEN)
    kept, owner = not_agreed(left), left.client_id
    blank = HalfCycle(client_id=owner)
    halves = [half for half in couple.halves if half != blank]
    if not any(half.client_id == owner for half in halves):
        halves += [half for half in kept.halves if half.client_id == owner]
    return couple.amended(
        halves=tuple(halves),
        injuries=(*couple.injuries, *(one for one in kept.injuries if one.owner == owner)),
        events=(*couple.events, *(one for one in kept.events if one.client_id == owner)),
    )


def left_behind(left: Couple) -> Couple:
    """The record of the earlier couple once it was taken up; its versions stay in the store."""
    return left.model_copy(update={"retired": True})
