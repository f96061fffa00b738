"""What recurs in the diary: counts, never causes. Pure.

Below five episodes only counts are shown; averages of so few would mislead
(clinical-model section 2; outcome-stats section 7).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from core.triggers.model import SCALE_TOP, Episode
from core.triggers.what_helped import FEWEST_FOR_PATTERNS as FEWEST_FOR_PATTERNS
from core.triggers.what_helped import StrategyRecord, strategy_records

FEWEST_WEEKS_FOR_A_TREND = 4
WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
CHAIN = ("cue", "themes", "primary_emotion", "action", "response")
_PARTS_OF_DAY = ("night", "morning", "afternoon", "evening")
_SILENT = ("not_asked", "declined", "")


class Week(NamedTuple):
    """One week of the diary; `starts_on` is its Monday."""

    starts_on: date
    episodes: int
    highest_arousal: int | None


class Spread(NamedTuple):
    """Some values with their range; `median` is None where they are too few to have one."""

    values: tuple[int, ...]
    median: float | None

    @property
    def n(self) -> int:
        """How many values there are."""
        return len(self.values)


class ThemeWeeks(NamedTuple):
    """How many episodes of each week show one theme, in the order of `Patterns.weeks`.

    `trend` is the mean count of the last four weeks, from the fourth week on; it is empty
    below four weeks. It smooths the counts and says nothing about why they change.
    """

    theme: str
    counts: tuple[int, ...]
    trend: tuple[float, ...]


class Patterns(NamedTuple):
    """Counts over a set of episodes; averages are None below five episodes.

    `arousal` has one spread per scale (0-100 and SUD 0-10, never converted), `recovery` the
    minutes until calm with the day of the episode, `known_steps` in how many episodes each
    step of the chain is known.
    """

    episodes: int
    themes: list[tuple[str, int]]
    cues: list[tuple[str, int]]
    actions: list[tuple[str, int]]
    theme_by_action: dict[tuple[str, str], int]
    parts_of_day: list[tuple[str, int]]
    weekdays: list[tuple[str, int]]
    strategies: list[StrategyRecord]
    weeks: list[Week]
    theme_weeks: list[ThemeWeeks]
    completed_chains: int
    known_steps: list[tuple[str, int]]
    arousal: dict[str, Spread]
    recovery: Spread
    recovered_on: list[tuple[date, int]]

    @property
    def enough(self) -> bool:
        """Whether there are episodes enough for more than counts."""
        return self.episodes >= FEWEST_FOR_PATTERNS

    @property
    def median_arousal(self) -> float | None:
        """The median of the highest arousal, on the 0-100 scale."""
        return self.arousal["0-100"].median


def patterns(episodes: Sequence[Episode]) -> Patterns:
    """Count what recurs. Arousal on the two scales is summarised apart."""
    enough = len(episodes) >= FEWEST_FOR_PATTERNS
    in_weeks = _by_week(episodes)
    recovered = sorted(
        (e.happened_at.date(), e.minutes_to_recover)
        for e in episodes
        if e.minutes_to_recover is not None
    )
    return Patterns(
        episodes=len(episodes),
        themes=_most_common(theme for e in episodes for theme in e.themes),
        cues=_most_common(e.cue for e in episodes),
        actions=_most_common(e.action for e in episodes),
        theme_by_action=_theme_by_action(episodes),
        parts_of_day=_parts_of_day(episodes),
        weekdays=_weekdays(episodes),
        strategies=strategy_records(episodes),
        weeks=[Week(monday, len(those), _highest(those)) for monday, those in in_weeks],
        theme_weeks=_theme_weeks(in_weeks),
        completed_chains=sum(e.chain_complete for e in episodes),
        known_steps=[(step, sum(_known(e, step) for e in episodes)) for step in CHAIN],
        arousal={scale: _spread(_felt(episodes, scale), enough=enough) for scale in SCALE_TOP},
        recovery=_spread((minutes for _, minutes in recovered), enough=enough),
        recovered_on=recovered,
    )


def _spread(values: Iterable[int], *, enough: bool) -> Spread:
    ordered = tuple(sorted(values))
    return Spread(ordered, median(ordered) if enough and ordered else None)


def _felt(episodes: Sequence[Episode], scale: str) -> list[int]:
    return [e.arousal for e in episodes if e.arousal is not None and e.arousal_scale == scale]


def _known(episode: Episode, step: str) -> bool:
    said = getattr(episode, step)
    return bool(said) and said not in _SILENT


def _most_common(words: Iterable[str]) -> list[tuple[str, int]]:
    counted = Counter(word for word in words if word not in _SILENT)
    return sorted(counted.items(), key=lambda one: (-one[1], one[0]))


def _theme_by_action(episodes: Sequence[Episode]) -> dict[tuple[str, str], int]:
    return dict(
        Counter(
            (theme, e.action)
            for e in episodes
            for theme in dict.fromkeys(e.themes)
            if e.action not in _SILENT and theme not in _SILENT
        )
    )


def _parts_of_day(episodes: Sequence[Episode]) -> list[tuple[str, int]]:
    counted = Counter(_PARTS_OF_DAY[e.happened_at.hour // 6] for e in episodes)
    return [(name, counted[name]) for name in (*_PARTS_OF_DAY[1:], _PARTS_OF_DAY[0])]


def _weekdays(episodes: Sequence[Episode]) -> list[tuple[str, int]]:
    counted = Counter(e.happened_at.weekday() for e in episodes)
    return [(name, counted[number]) for number, name in enumerate(WEEKDAYS)]


def _by_week(episodes: Sequence[Episode]) -> list[tuple[date, list[Episode]]]:
    """The episodes of every week from the first to the last, quiet weeks too."""
    by_week: dict[date, list[Episode]] = {}
    for episode in episodes:
        day = episode.happened_at.date()
        by_week.setdefault(day - timedelta(days=day.weekday()), []).append(episode)
    if not by_week:
        return []
    first = min(by_week)
    span = range((max(by_week) - first).days // 7 + 1)
    mondays = [first + timedelta(weeks=week) for week in span]
    return [(monday, by_week.get(monday, [])) for monday in mondays]


def _theme_weeks(weeks: Sequence[tuple[date, list[Episode]]]) -> list[ThemeWeeks]:
    themes = _most_common(theme for _, those in weeks for e in those for theme in set(e.themes))
    found = []
    for theme, _ in themes:
        counts = tuple(sum(theme in e.themes for e in those) for _, those in weeks)
        found.append(ThemeWeeks(theme, counts, _trend(counts)))
    return found


def _trend(counts: Sequence[int]) -> tuple[float, ...]:
    wide = FEWEST_WEEKS_FOR_A_TREND
    return tuple(sum(counts[end - wide : end]) / wide for end in range(wide, len(counts) + 1))


def _highest(episodes: Sequence[Episode]) -> int | None:
    return max(_felt(episodes, "0-100"), default=None)
