"""Attachment in two dimensions, in words: who, when, how much, and what it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.outcomes.instrument import Instrument
from core.outcomes.naming import about_words
from core.outcomes.relationships import Path, Place, error_box, mean_path, paths
from core.outcomes.series import Series
from dashboard.components.text import day, plural

MEAN = "mean of those rated"


class Trail(NamedTuple):
    """One relationship on the plane, its places in order of time."""

    name: str
    places: tuple[Place, ...]


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
            (_name(trail, place), day(place.on, year=True), f"{place.avoidance:.2f}",
             f"{place.anxiety:.2f}")
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
    mean = mean_path(family)
    trails = [Trail(about_words(path.about, ()) or "client", path.places) for path in family]
    trails += [Trail(MEAN, mean.places)] if mean else []
    return Plane(
        title=one.title,
        low=1.0 if scale.min is None else scale.min,
        high=7.0 if scale.max is None else scale.max,
        trails=tuple(trails),
        error=error_box(one),
        notes=tuple(_notes(one, with_mean=mean is not None)),
    )


def _notes(one: Instrument, *, with_mean: bool) -> list[str]:
    notes = [
        f"Each dimension from {one.scale('anxiety').range_words}; {one.direction}. Two "
        "dimensions, no styles and no cut-offs: none is published for this measure."
    ]
    if error_box(one) is None:
        notes.append(
            f"No verified reliability was found for the {one.short}, so no area of measurement "
            "error is drawn, and no move on the plane is called reliable."
        )
    if with_mean:
        notes.append(
            "The mean counts each relationship rated on a day equally, and only those; a day "
            "with one relationship has none."
        )
    return notes


def _name(trail: Trail, place: Place) -> str:
    return trail.name if place.of == 1 else f"{trail.name} ({plural(place.of, 'relationship')})"


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
