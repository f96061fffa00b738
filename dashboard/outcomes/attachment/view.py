"""Attachment in two dimensions, in words: who, when, how much, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.outcomes.instrument import Instrument
from core.outcomes.naming import RELATIONSHIPS, about_words
from core.outcomes.relationships import Path, Place, error_box, mean_paths, paths
from core.outcomes.reliable_change import listed
from core.outcomes.series import Series
from dashboard.components.text import day, plural

MOST_MEANS = 3


class Trail(NamedTuple):
    """One relationship on the plane, or the mean of several; its places in order of time."""

    name: str
    places: tuple[Place, ...]
    is_mean: bool = False


class Plane(NamedTuple):
    """Everything one two-dimensional picture shows. `error` is in points of each axis."""

    title: str
    low: float
    high: float
    trails: tuple[Trail, ...]
    error: tuple[float, float] | None
    notes: tuple[str, ...]

    @property
    def alt(self) -> str:
        """The picture in words, for those who cannot see it."""
        said = "; ".join(f"{trail.name}: {_moved(trail)}" for trail in self.trails)
        return f"{self.title}, avoidance across and anxiety up. {said}."

    @property
    def rows(self) -> list[tuple[str, str, str, str]]:
        """The same as a table: relationship, day, avoidance, anxiety."""
        return [
            (trail.name, day(place.on, year=True), f"{place.avoidance:.2f}", f"{place.anxiety:.2f}")
            for trail in self.trails
            for place in trail.places
        ]  # fmt: skip


def planes(courses: Sequence[Series]) -> list[Plane]:
    """One plane for each instrument that gives both dimensions."""
    families: dict[str, list[Path]] = {}
    for path in paths(courses):
        families.setdefault(path.instrument.id, []).append(path)
    return [_plane(family) for family in families.values()]


def _plane(family: Sequence[Path]) -> Plane:
    one = family[0].instrument
    scale = one.scale("anxiety")
    means = mean_paths(family)
    trails = [Trail(about_words(path.about, ()) or "client", path.places) for path in family]
    trails += [
        Trail(mean_name(path.mean_of), path.places, is_mean=True) for path in means[:MOST_MEANS]
    ]
    return Plane(
        title=one.title,
        low=1.0 if scale.min is None else scale.min,
        high=7.0 if scale.max is None else scale.max,
        trails=tuple(trails),
        error=error_box(one),
        notes=tuple(_notes(one, len(means))),
    )


def mean_name(relationships: Sequence[str]) -> str:
    """What the mean of some relationships is called: "mean of mother and partner"."""
    known = list(RELATIONSHIPS)
    in_order = sorted(relationships, key=lambda one: known.index(one) if one in known else 99)
    return f"mean of {listed([about_words(one, ()) for one in in_order])}"


def _notes(one: Instrument, means: int) -> list[str]:
    notes = [
        f"Each dimension from {one.scale('anxiety').range_words}; {one.direction}. Two "
        "dimensions, no styles and no cut-offs: none is published for this measure."
    ]
    if error_box(one) is None:
        notes.append(
            f"No verified reliability was found for the {one.short}, so no area of measurement "
            "error is drawn, and no move on the plane is called reliable."
        )
    if means:
        notes.append(
            "A mean counts each relationship rated on a day equally, and only those; a day with "
            "one relationship has none. Days on which different relationships were rated are not "
            "joined: the difference would be whom you asked about."
        )
    if means > MOST_MEANS:
        earlier = plural(means - MOST_MEANS, "earlier mean")
        notes.append(
            f"Only the {MOST_MEANS} means rated last are drawn; {earlier} of other relationships "
            "left out."
        )
    return notes


def _moved(trail: Trail) -> str:
    first, last = trail.places[0], trail.places[-1]
    start = f"avoidance {first.avoidance:.1f}, anxiety {first.anxiety:.1f} on {day(first.on)}"
    if len(trail.places) == 1:
        return start
    return f"{start}, then {last.avoidance:.1f} and {last.anxiety:.1f} on {day(last.on)}"


def moved_words(trail: Trail) -> str:
    """Where a relationship began and is now, with the direction of each step."""
    first, last = trail.places[0], trail.places[-1]
    if len(trail.places) == 1:
        return f"{_moved(trail)}. One rating so far; change needs two."
    avoidance = _step("avoidance", last.avoidance - first.avoidance)
    return f"{_moved(trail)}: {avoidance}, {_step('anxiety', last.anxiety - first.anxiety)}."


def _step(name: str, by: float) -> str:
    if abs(by) < 0.005:
        return f"{name} the same"
    return f"{name} {abs(by):.2f} {'lower' if by < 0 else 'higher'}"
