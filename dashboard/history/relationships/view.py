"""Relationships as they are now: rings of closeness, kinds of bond, who comforts whom. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple
from uuid import UUID

from core.history.model import AdultRelationship, Figure
from core.vocabulary import inside, label
from dashboard.history.words import known, marks

NOT_PLACED = 4
RINGS = {1: "closest", 2: "close", 3: "further out", NOT_PLACED: "not asked yet"}
BONDS = (
    "close", "secure_base", "distant", "ambivalent", "conflict", "cut_off", "controlling",
    "frightening", "enmeshed", "lost",
)  # fmt: skip
COMFORTS = {
    "they_comfort": "comforts the client",
    "client_comforts": "is comforted by the client",
    "both": "comfort goes both ways",
    "neither": "no comfort either way",
    "declined": "who comforts whom: client declined",
}


class Person(NamedTuple):
    """Somebody on the map: ring 1 to 3, or NOT_PLACED; `bond` is a word of the list."""

    entry: UUID
    name: str
    ring: int
    bond: str
    comforts: str
    marks: tuple[str, ...]
    died: bool
    said: str


class RelationshipMap(NamedTuple):
    """Everybody around the client."""

    people: tuple[Person, ...]

    @property
    def bonds(self) -> tuple[str, ...]:
        """The kinds of bond that are drawn, in the order of the list."""
        drawn = {person.bond for person in self.people}
        return tuple(bond for bond in BONDS if bond in drawn)

    @property
    def arrows(self) -> bool:
        """Whether any comfort is drawn."""
        return any(p.comforts in ("they_comfort", "client_comforts", "both") for p in self.people)

    @property
    def alt(self) -> str:
        """The map in sentences."""
        said = "; ".join(f"{person.name}: {person.said}" for person in self.people)
        return f"Relationships now, the client in the middle. {said}."

    @property
    def rows(self) -> list[tuple[str, str]]:
        """The same as a table: who, and how it is."""
        return [(person.name, person.said) for person in self.people]


def relationship_map(
    figures: Sequence[Figure], relationships: Sequence[AdultRelationship] = ()
) -> RelationshipMap:
    """All figures, and whoever the client is with now and is none of them; the closest first."""
    there = {figure.id for figure in figures}
    people = [_person(figure) for figure in figures]
    people += [_partner(one) for one in relationships if one.current and one.figure not in there]
    return RelationshipMap(tuple(sorted(people, key=lambda person: person.ring)))


def _person(figure: Figure) -> Person:
    haven = (("safe haven", figure.safe_haven), ("secure base", figure.secure_base))
    return Person(
        figure.id,
        figure.name,
        figure.closeness or NOT_PLACED,
        figure.bond_now,
        figure.comforts,
        tuple(word for word, yes in haven if yes),
        figure.alive == "no",
        _said(figure),
    )


def _partner(one: AdultRelationship) -> Person:
    """A current partner who is no figure: closeness and comfort were not asked."""
    said = f"together now; closeness not asked yet; {_bond(one.bond)}"
    return Person(one.id, one.partner, NOT_PLACED, one.bond, "not_asked", (), died=False, said=said)


def _bond(bond: str) -> str:
    words = known("bond_lines", bond)
    return f"bond: {inside(words)}" if words else "bond not asked yet"


def _said(figure: Figure) -> str:
    ring = RINGS[figure.closeness] if figure.closeness else "closeness not asked yet"
    parts = [
        figure.relation,
        ring,
        _bond(figure.bond_now),
        COMFORTS.get(figure.comforts, ""),
        marks(figure),
        "died" if figure.alive == "no" else "",
    ]
    return "; ".join(part for part in parts if part)


def bond_words(bond: str) -> str:
    """A kind of bond, as the legend says it."""
    return label("bond_lines", bond)
