"""One measure over time for one person: points in order, gaps, and what changed. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from core.outcomes.change import Change, change
from core.outcomes.definition import Cutoff
from core.outcomes.instrument import Instrument, instrument
from core.outcomes.lines import NOTHING_CHOSEN, lines
from core.outcomes.model import Administration
from core.outcomes.reliable_change import Better
from core.outcomes.scoring import Scored, score_administration

HELD = 3  # how often a level was reached for it to count as one, not as one lucky score


class Point(NamedTuple):
    """One administration on a series; `value` is None when the scale had no score."""

    administration: Administration
    on: date
    value: float | None
    scored: Scored

    @property
    def total_only(self) -> bool:
        """Whether only a total was typed, without items."""
        return self.administration.answers is None


class Series(NamedTuple):
    """The course of one scale, about one thing (a relationship, a target) or the client.

    `chosen` are the published lines the practice goes by (core/outcomes/lines.py).
    """

    instrument: Instrument
    scale: str
    about: str
    points: tuple[Point, ...]
    chosen: Mapping[str, str] = NOTHING_CHOSEN

    @property
    def scored_points(self) -> list[Point]:
        """The points that have a score."""
        return [point for point in self.points if point.value is not None]

    @property
    def extent(self) -> tuple[float, float]:
        """Lowest and highest value to draw: the scale's ends, or the scores where unknown."""
        scale = self.instrument.scale(self.scale)
        values = [point.value for point in self.points if point.value is not None] or [0.0]
        low = min(values) if scale.min is None else scale.min
        return low, max(values) if scale.max is None else scale.max

    @property
    def lines(self) -> tuple[Cutoff, ...]:
        """The published lines to draw and to speak of."""
        return lines(self.instrument, self.scale, self.chosen)

    @property
    def latest(self) -> Point | None:
        """The newest point with a score, or None."""
        return self.scored_points[-1] if self.scored_points else None

    @property
    def since_start(self) -> Change | None:
        """Change from the first to the latest score; None with fewer than two scores."""
        return self._between(0)

    @property
    def since_last(self) -> Change | None:
        """Change from the score before to the latest; None with fewer than two scores."""
        return self._between(-2)

    @property
    def since_best(self) -> Change | None:
        """Change from the best level so far to the latest score; None with under four scores.

        The level that was reached at least three times before (`held_level`): the single best
        of many scores is good by chance, and the next one is then often reliably worse.
        """
        scored = self.scored_points
        values = [point.value for point in scored if point.value is not None]
        better_is = self.instrument.better(self.scale)
        level = held_level(values[:-1], better_is)
        if level is None or not self.instrument.tracks:
            return None
        sign = 1 if better_is == "lower" else -1
        reached = [p for p in scored[:-1] if p.value is not None and sign * (p.value - level) <= 0]
        return self._moved(level, values[-1], [*reached, scored[-1]])

    def _between(self, earlier: int) -> Change | None:
        scored = self.scored_points
        if len(scored) < 2:
            return None
        first, latest = scored[earlier].value, scored[-1].value
        assert first is not None and latest is not None  # noqa: S101, PT018 (scored points)
        return self._moved(first, latest, [scored[earlier], scored[-1]])

    def _moved(self, before: float, after: float, points: Sequence[Point]) -> Change:
        found = change(self.instrument, before, after, self.scale, chosen=self.chosen)
        prorated = any(self._prorated(point) for point in points)
        return found.model_copy(update={"prorated": True}) if prorated else found

    def _prorated(self, point: Point) -> bool:
        """Whether this scale's score, not another one's, stands on fewer answers."""
        asked = set(self.instrument.scale(self.scale).items)
        return point.scored.prorated and bool(asked & set(point.scored.missing))


def held_level(values: Sequence[float], better_is: Better) -> float | None:
    """The best level reached at least three times: the third best score, None with fewer."""
    ordered = sorted(values, reverse=better_is == "higher")
    return ordered[HELD - 1] if len(ordered) >= HELD else None


def in_order(administrations: Iterable[Administration]) -> list[Administration]:
    """By day, then by the order within the day; the id decides a tie, as in pairs.sql."""
    return sorted(administrations, key=lambda one: (one.taken_on, one.order, str(one.id)))


ScoredAdministration = tuple[Administration, Scored]


def scored_in_order(administrations: Iterable[Administration]) -> list[ScoredAdministration]:
    """Each administration with what it says, by day and order."""
    return [(one, score_administration(one)) for one in in_order(administrations)]


def series_of(administrations: Iterable[Administration]) -> list[Series]:
    """Every course in a client's file: one per instrument, scale and thing it is about."""
    return courses_in(scored_in_order(administrations))


def courses_in(
    scored: Iterable[ScoredAdministration], chosen: Mapping[str, str] = NOTHING_CHOSEN
) -> list[Series]:
    """The same from administrations that are scored and in order already.

    `chosen` are the published lines the practice goes by.
    """
    points: dict[tuple[str, str], list[ScoredAdministration]] = {}
    for one, result in scored:
        points.setdefault((one.instrument, one.about), []).append((one, result))
    return [
        Series(
            instrument(name),
            scale.id,
            about,
            tuple(Point(one, one.taken_on, s.scores.get(scale.id), s) for one, s in found),
            chosen,
        )
        for (name, about), found in sorted(points.items())
        for scale in instrument(name).scales
    ]


def find_series(found: Sequence[Series], instrument_id: str, about: str = "") -> Series | None:
    """The main-scale course of one instrument, or None."""
    for series in found:
        main = series.instrument.main_scale.id
        if (series.instrument.id, series.scale, series.about) == (instrument_id, main, about):
            return series
    return None
