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

from core.triggers.model import NOT_KNOWN, SCALE_TOP, Episode
from core.triggers.what_helped import FEWEST_FOR_PATTERNS as FEWEST_FOR_PATTERNS
from core.triggers.what_helped import StrategyRecord, strategy_records

FEWEST_WEEKS_FOR_A_TREND = 4
MOST_WEEKS = 520
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
    below four weeks, and the week that is still running is left out of it. It smooths the
    counts and says nothing about why they change.
    """

    theme: str
    counts: tuple[int, ...]
    trend: tuple[float, ...]


class Patterns(NamedTuple):
    """Counts over a set of episodes; averages are None below five episodes.

    `arousal` has one spread per scale (0-100 and SUD 0-10, never converted), `recovery` the
    minutes until calm with the day of the episode, `known_steps` in how many episodes each
    step of the chain is known, `without_time` how many are left out of `parts_of_day` because
    only their day is known.
    """

    episodes: int
    themes: list[tuple[str, int]]
    cues: list[tuple[str, int]]
    actions: list[tuple[str, int]]
    theme_by_action: dict[tuple[str, str], int]
    parts_of_day: list[tuple[str, int]]
    without_time: int
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


def patterns(episodes: Sequence[Episode], today: date | None = None) -> Patterns:
    """Count what recurs. Arousal on the two scales is summarised apart.

    `today` says which week is still running; without it every week counts as over.
    """
    enough = len(episodes) >= FEWEST_FOR_PATTERNS
    in_weeks = _by_week(episodes)
    recovered = sorted(
        (e.day, e.minutes_to_recover) for e in episodes if e.minutes_to_recover is not None
    )
    return Patterns(
        episodes=len(episodes),
        themes=_most_common(theme for e in episodes for theme in e.themes),
        cues=_most_common(e.cue for e in episodes),
        actions=_most_common(e.action for e in episodes),
        theme_by_action=_theme_by_action(episodes),
        parts_of_day=_parts_of_day(episodes),
        without_time=sum(not e.time_known for e in episodes),
        weekdays=_weekdays(episodes),
        strategies=strategy_records(episodes),
        weeks=[Week(monday, len(those), _highest(those)) for monday, those in in_weeks],
        theme_weeks=_theme_weeks(in_weeks, _whole(in_weeks, today)),
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
    return bool(said) and said not in NOT_KNOWN


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
    counted = Counter(_PARTS_OF_DAY[e.local.hour // 6] for e in episodes if e.time_known)
    return [(name, counted[name]) for name in (*_PARTS_OF_DAY[1:], _PARTS_OF_DAY[0])]


def _weekdays(episodes: Sequence[Episode]) -> list[tuple[str, int]]:
    counted = Counter(e.day.weekday() for e in episodes)
    return [(name, counted[number]) for number, name in enumerate(WEEKDAYS)]


def _by_week(episodes: Sequence[Episode]) -> list[tuple[date, list[Episode]]]:
    """The episodes of every week from the first to the last, quiet weeks too.

    No further back than ten years before the last: one mistyped year is not a century of weeks.
    """
    by_week: dict[date, list[Episode]] = {}
    for episode in episodes:
        monday = episode.day - timedelta(days=episode.day.weekday())
        by_week.setdefault(monday, []).append(episode)
    if not by_week:
        return []
    last = max(by_week)
    first = max(min(by_week), last - timedelta(weeks=MOST_WEEKS - 1))
    span = range((last - first).days // 7 + 1)
    mondays = [first + timedelta(weeks=week) for week in span]
    return [(monday, by_week.get(monday, [])) for monday in mondays]


def _whole(weeks: Sequence[tuple[date, list[Episode]]], today: date | None) -> int:
    """How many of the weeks are over."""
    return sum(today is None or monday + timedelta(days=6) < today for monday, _ in weeks)


def _theme_weeks(weeks: Sequence[tuple[date, list[Episode]]], whole: int) -> list[ThemeWeeks]:
    themes = _most_common(theme for _, those in weeks for e in those for theme in set(e.themes))
    found = []
    for theme, _ in themes:
        counts = tuple(sum(theme in e.themes for e in those) for _, those in weeks)
        found.append(ThemeWeeks(theme, counts, _trend(counts[:whole])))
    return found


def _trend(counts: Sequence[int]) -> tuple[float, ...]:
    wide = FEWEST_WEEKS_FOR_A_TREND
    return tuple(sum(counts[end - wide : end]) / wide for end in range(wide, len(counts) + 1))


def _highest(episodes: Sequence[Episode]) -> int | None:
    return max(_felt(episodes, "0-100"), default=None)
