"""What recurs in the diary: counts, never causes. Pure.

Below five episodes only counts are shown; averages of so few would mislead
(clinical-model section 2; outcome-stats section 7).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from statistics import median
from typing import NamedTuple

from core.triggers.model import Episode, StrategyTried

FEWEST_FOR_PATTERNS = 5
_SILENT = ("not_asked", "declined", "")


class StrategyUse(NamedTuple):
    """How often a strategy was tried, and the drop in arousal where both were recorded."""

    strategy: str
    uses: int
    measured: int
    median_drop: float | None


class Week(NamedTuple):
    """One week of the diary; `starts_on` is its Monday."""

    starts_on: date
    episodes: int
    highest_arousal: int | None


class Patterns(NamedTuple):
    """Counts over a set of episodes; averages are None below five episodes."""

    episodes: int
    themes: list[tuple[str, int]]
    cues: list[tuple[str, int]]
    actions: list[tuple[str, int]]
    theme_by_action: dict[tuple[str, str], int]
    parts_of_day: list[tuple[str, int]]
    strategies: list[StrategyUse]
    weeks: list[Week]
    completed_chains: int
    median_arousal: float | None


def patterns(episodes: Sequence[Episode]) -> Patterns:
    """Count what recurs. Arousal is summarised only for episodes on the 0-100 scale."""
    enough = len(episodes) >= FEWEST_FOR_PATTERNS
    arousal = [e.arousal for e in episodes if e.arousal is not None and e.arousal_scale == "0-100"]
    return Patterns(
        episodes=len(episodes),
        themes=_most_common(theme for e in episodes for theme in e.themes),
        cues=_most_common(e.cue for e in episodes),
        actions=_most_common(e.action for e in episodes),
        theme_by_action=_theme_by_action(episodes),
        parts_of_day=_parts_of_day(episodes),
        strategies=_strategies(episodes, enough=enough),
        weeks=_weeks(episodes),
        completed_chains=sum(e.chain_complete for e in episodes),
        median_arousal=median(arousal) if enough and arousal else None,
    )


def _most_common(words: object) -> list[tuple[str, int]]:
    counted = Counter(word for word in words if word not in _SILENT)  # type: ignore[attr-defined]
    return counted.most_common()


def _theme_by_action(episodes: Sequence[Episode]) -> dict[tuple[str, str], int]:
    return dict(
        Counter(
            (theme, e.action)
            for e in episodes
            for theme in e.themes
            if e.action not in _SILENT and theme not in _SILENT
        )
    )


def _parts_of_day(episodes: Sequence[Episode]) -> list[tuple[str, int]]:
    names = ("night", "morning", "afternoon", "evening")
    counted = Counter(names[e.happened_at.hour // 6] for e in episodes)
    return [(name, counted[name]) for name in (*names[1:], names[0])]


def _strategies(episodes: Sequence[Episode], *, enough: bool) -> list[StrategyUse]:
    uses: Counter[str] = Counter()
    drops: dict[str, list[int]] = {}
    for episode in episodes:
        for tried in episode.strategies:
            uses[tried.strategy] += 1
            if (drop := _drop(episode, tried)) is not None:
                drops.setdefault(tried.strategy, []).append(drop)
    return [
        StrategyUse(
            name,
            count,
            len(drops.get(name, [])),
            median(drops[name]) if enough and name in drops else None,
        )
        for name, count in uses.most_common()
    ]


def _drop(episode: Episode, tried: StrategyTried) -> int | None:
    """Arousal before minus after, on the 0-100 scale only; None when either is not known."""
    if episode.arousal_scale != "0-100" or episode.arousal is None or tried.arousal_after is None:
        return None
    return episode.arousal - tried.arousal_after


def _weeks(episodes: Sequence[Episode]) -> list[Week]:
    by_week: dict[date, list[Episode]] = {}
    for episode in episodes:
        day = episode.happened_at.date()
        by_week.setdefault(day - timedelta(days=day.weekday()), []).append(episode)
    if not by_week:
        return []
    span = range((max(by_week) - min(by_week)).days // 7 + 1)
    mondays = [min(by_week) + timedelta(weeks=week) for week in span]
    return [Week(m, len(by_week.get(m, [])), _highest(by_week.get(m, []))) for m in mondays]


def _highest(episodes: Sequence[Episode]) -> int | None:
    felt = [e.arousal for e in episodes if e.arousal is not None and e.arousal_scale == "0-100"]
    return max(felt, default=None)
