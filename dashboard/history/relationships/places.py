"""Where everybody on the relationship map stands, in pixels around the client. Pure.

Every person has a height of their own on the left or on the right, so that no two labels can
touch, on a phone or on a wide screen. The closest stand nearest to the middle.
"""

from __future__ import annotations

from collections.abc import Sequence
from math import sqrt
from typing import NamedTuple

from dashboard.history.relationships.view import RINGS, Person, RelationshipMap
from dashboard.history.words import wrapped

HALF = 165.0  # from the middle to the edge on a phone of 390
INNER, OUTER = 46.0, 96.0  # across, of the first and the last ring
LEAST = 26.0  # no person stands nearer to the middle line
LETTER, LINE = 6.0, 13.0
DOT = 9.0
SPACE = 6.0  # between two labels of a side
WIDE = 10  # letters in a line of a label
INNER_HIGH = 58.0  # the first ring is at least this high
RING_ROOM = 34.0  # between the tops of two rings
LEGEND = 19.0  # a row of the legend


class Spot(NamedTuple):
    """A person at a point; the words stand outward of it."""

    person: Person
    x: float
    y: float
    lines: tuple[str, ...]

    @property
    def right(self) -> bool:
        """Whether it stands on the right of the client."""
        return self.x > 0

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of the words, in pixels on a phone."""
        wide, tall = max(map(len, self.lines)) * LETTER, len(self.lines) * LINE
        left = self.x + DOT if self.right else self.x - DOT - wide
        return left, left + wide, self.y - tall / 2, self.y + tall / 2


class Ring(NamedTuple):
    """One degree of closeness: how far across and how high from the middle."""

    ring: int
    across: float
    high: float

    @property
    def words(self) -> str:
        """What stands at its top."""
        return RINGS[self.ring]

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, right, bottom and top of its words."""
        half = len(self.words) * LETTER / 2
        return -half, half, self.high - LINE / 2, self.high + LINE / 2


class RingMap(NamedTuple):
    """The whole picture, from `bottom` to `top` around the client at 0, 0."""

    spots: tuple[Spot, ...]
    rings: tuple[Ring, ...]
    top: float

    @property
    def boxes(self) -> list[tuple[float, float, float, float]]:
        """Every label, as left, right, bottom and top."""
        return [*(spot.box for spot in self.spots), *(ring.box for ring in self.rings)]


def ring_places(view: RelationshipMap) -> RingMap:
    """The closest in the middle rows, the others above and below them, left and right by turns."""
    sides = (view.people[0::2], view.people[1::2])
    row = max((len(_lines(one)) for one in view.people), default=1) * LINE + SPACE
    heights = [_heights(len(side), row) for side in sides]
    placed = [
        (person, y, side)
        for side, people in enumerate(sides)
        for person, y in zip(people, heights[side], strict=True)
    ]
    rings = _rings([(person.ring, abs(y)) for person, y, _ in placed])
    by_ring = {ring.ring: ring for ring in rings}
    spots = tuple(
        Spot(person, _across(by_ring[person.ring], y) * (-1 if side else 1), y, _lines(person))
        for person, y, side in placed
    )
    highest = max((ring.high for ring in rings), default=INNER_HIGH)
    return RingMap(spots, rings, highest + LINE)


def _heights(count: int, row: float) -> list[float]:
    """Rows from the middle outwards: an odd number has one in the middle."""
    rows = [(n - (count - 1) / 2) * row for n in range(count)]
    return sorted(rows, key=lambda y: (abs(y), -y))


def _rings(held: Sequence[tuple[int, float]]) -> tuple[Ring, ...]:
    used = sorted({ring for ring, _ in held})
    step = (OUTER - INNER) / max(len(used) - 1, 1)
    rings: list[Ring] = []
    for place, ring in enumerate(used):
        reach = max(y for one, y in held if one == ring)
        least = rings[-1].high + RING_ROOM if rings else INNER_HIGH
        high = max(least, reach * 1.12 + LINE)
        across = INNER + step * place if len(used) > 1 else (INNER + OUTER) / 2
        rings.append(Ring(ring, across, high))
    return tuple(rings)


def _across(ring: Ring, y: float) -> float:
    return max(LEAST, ring.across * sqrt(max(0.0, 1 - (y / ring.high) ** 2)))


def _lines(person: Person) -> tuple[str, ...]:
    """The name, then what matters most: died, safe haven, secure base."""
    given = ", ".join(mark.split(" ")[-1] for mark in person.marks)
    more = ("died" if person.died else "", given)
    return (*wrapped(person.name, WIDE), *(line for line in more if line))
