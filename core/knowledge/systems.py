"""Parts of brain and body that talk of attachment names: said, known, not known."""

from __future__ import annotations

from functools import cache

from core.knowledge.tables import table
from core.record import Part


class BrainSystem(Part):
    """One system: what it is said to do in attachment, what is known, what is not.

    `claims` are the ids of the statements it rests on; `can_change` is said along with it.
    """

    id: str
    label: str
    said: str
    known: str
    not_known: str
    can_change: str
    claims: tuple[str, ...]


@cache
def brain_systems() -> tuple[BrainSystem, ...]:
    """The twelve systems, from alarm to change."""
    return tuple(BrainSystem(**row) for row in table("systems")["system"])


@cache
def _by_id() -> dict[str, BrainSystem]:
    return {one.id: one for one in brain_systems()}


def brain_system(system_id: str) -> BrainSystem:
    """The system with this id. Raises KeyError for an unknown one."""
    return _by_id()[system_id]


def systems_of(claim_id: str) -> tuple[BrainSystem, ...]:
    """The systems that rest on a statement."""
    return tuple(one for one in brain_systems() if claim_id in one.claims)
