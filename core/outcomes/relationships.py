"""Attachment measured in two dimensions: anxiety and avoidance, each about somebody. Pure.

Dimensions, never styles: a place on the plane is two scores of one day, and no corner of it
has a name. A mean over relationships counts each one equally (Fraley's relationship
structures page, as in the fact base) and takes only what was rated on the same day. Means of
different relationships are never one path: a step between them would be a change of whom was
asked about, not of the client.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.outcomes.instrument import Instrument
from core.outcomes.reliable_change import Reference, minimum_points
from core.outcomes.series import Point, Series

ANXIETY, AVOIDANCE = "anxiety", "avoidance"


class Place(NamedTuple):
    """Anxiety and avoidance on one day, in points of the two scales."""

    on: date
    avoidance: float
    anxiety: float


class Path(NamedTuple):
    """The places of one relationship in order of time; `about` is empty for the client.

    Of a mean, `mean_of` names its relationships, the same on each of its days.
    """

    instrument: Instrument
    about: str
    places: tuple[Place, ...]
    mean_of: tuple[str, ...] = ()


def two_dimensional(instrument: Instrument) -> bool:
    """Whether an instrument gives both dimensions."""
    return {ANXIETY, AVOIDANCE} <= {scale.id for scale in instrument.scales}


def paths(courses: Sequence[Series]) -> list[Path]:
    """A path for each instrument and relationship that has both dimensions on a day."""
    found = []
    for one in courses:
        if one.scale == ANXIETY and two_dimensional(one.instrument):
            places = _places(one, _other(courses, one))
            if places:
                found.append(Path(one.instrument, one.about, places))
    return found


def mean_paths(found: Iterable[Path]) -> list[Path]:
    """A path for each exact set of two or more relationships rated on one day.

    Each place is the unweighted mean of the set; the last rating of a day counts for its
    relationship. The set rated last comes first. Empty when no day has two relationships.
    `found` are paths of one instrument.
    """
    about = [path for path in found if path.about]
    days: dict[date, dict[str, Place]] = {}
    for path in about:
        for place in path.places:
            days.setdefault(place.on, {})[path.about] = place
    sets: dict[tuple[str, ...], list[Place]] = {}
    for on, rated in sorted(days.items()):
        if len(rated) > 1:
            sets.setdefault(tuple(sorted(rated)), []).append(_mean(on, list(rated.values())))
    latest_first = sorted(sets.items(), key=lambda one: one[1][-1].on, reverse=True)
    return [Path(about[0].instrument, "", tuple(places), who) for who, places in latest_first]


def error_box(instrument: Instrument) -> tuple[float, float] | None:
    """Points of avoidance and of anxiety that measurement error explains (JT, 95%), or None.

    Only where the reliability of both scales is verified and their SDs are published:
    an area that rests on a guess would look like knowledge.
    """
    points = [_error_points(instrument, scale) for scale in (AVOIDANCE, ANXIETY)]
    return (points[0], points[1]) if points[0] and points[1] else None


def _error_points(instrument: Instrument, scale: str) -> float | None:
    reliable = [
        r for r in instrument.reliability
        if r.for_change and r.scale == scale and r.status == "verified"
    ]  # fmt: skip
    spread = [n for n in instrument.norms if n.for_change and n.scale == scale and n.usable]
    if not reliable or not spread:
        return None
    return minimum_points("JT", Reference(sd_pre=spread[0].sd, reliability=reliable[0].value))


def _other(courses: Sequence[Series], anxiety: Series) -> dict[UUID, float]:
    wanted = (anxiety.instrument.id, AVOIDANCE, anxiety.about)
    return {
        point.administration.id: point.value
        for one in courses
        if (one.instrument.id, one.scale, one.about) == wanted
        for point in one.points
        if point.value is not None
    }


def _places(anxiety: Series, avoidance: dict[UUID, float]) -> tuple[Place, ...]:
    def both(point: Point) -> bool:
        return point.value is not None and point.administration.id in avoidance

    return tuple(
        Place(point.on, avoidance[point.administration.id], point.value or 0.0)
        for point in anxiety.points
        if both(point)
    )


def _mean(on: date, places: Sequence[Place]) -> Place:
    count = len(places)
    avoidance = sum(place.avoidance for place in places) / count
    return Place(on, avoidance, sum(place.anxiety for place in places) / count)
