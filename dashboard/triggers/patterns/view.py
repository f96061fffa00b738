"""What recurs, in words and in the numbers that the figures draw."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core.triggers.model import SCALE_TOP
from core.triggers.patterns import FEWEST_FOR_PATTERNS, FEWEST_WEEKS_FOR_A_TREND, Patterns, Spread
from core.triggers.what_helped import FEWEST_MEASURED, StrategyRecord
from core.vocabulary import label
from dashboard.components.text import plural

MOST_BARS = 6
MOST_THEMES, MOST_ACTIONS, MOST_WEEKS = 8, 8, 26
_STEPS = {"cue": "cue", "themes": "threat theme", "primary_emotion": "feeling underneath",
          "action": "what they did", "response": "what the other did"}  # fmt: skip


class CountBars(NamedTuple):
    """One bar chart of counts."""

    title: str
    names: tuple[str, ...]
    counts: tuple[int, ...]


class Matrix(NamedTuple):
    """Counts of themes (rows) by actions (columns); `left_out` words are not drawn."""

    rows: tuple[str, ...]
    columns: tuple[str, ...]
    counts: tuple[tuple[int, ...], ...]
    left_out: int


class BeforeAfter(NamedTuple):
    """Arousal before and after one strategy on one scale; medians only where enough."""

    name: str
    note: str
    before: tuple[int, ...]
    after: tuple[int, ...]
    medians: tuple[float, float] | None
    top: int


class ThemeBars(NamedTuple):
    """One theme's count in each week, and the mean of four weeks from the fourth on.

    The first value of `trend` belongs to the week at `trend_from`.
    """

    name: str
    counts: tuple[int, ...]
    trend: tuple[float, ...]
    trend_from: int = 0


class Trend(NamedTuple):
    """Themes over weeks; `mondays` are the days the weeks start on, `episodes` how many
    episodes each week has in all."""

    mondays: tuple[date, ...]
    episodes: tuple[int, ...]
    themes: tuple[ThemeBars, ...]
    note: str


class PatternsView(NamedTuple):
    """What recurs, in words and figures."""

    summary: str
    chain: str
    recovery: str
    matrix: Matrix | None
    words: tuple[CountBars, ...]
    times: tuple[CountBars, ...]
    tried: tuple[tuple[str, tuple[BeforeAfter, ...]], ...]
    recovered: tuple[tuple[date, int], ...]
    trend: Trend | None


def patterns_view(found: Patterns) -> PatternsView:
    """What recurs. Below five episodes counts only, and the page says so."""
    words = (
        _bars("Cues", "cue_types", found.cues),
        _bars("Threat themes", "threat_themes", found.themes),
        _bars("What they did", "action_tendencies", found.actions),
    )
    return PatternsView(
        summary=_summary(found),
        chain=_chain(found),
        recovery=_recovery(found.recovery),
        matrix=_matrix(found),
        words=tuple(one for one in words if one.names),
        times=(_days(_time_title(found), found.parts_of_day), _days("Weekday", found.weekdays)),
        tried=tuple((s, rows) for s in SCALE_TOP if (rows := _tried(found.strategies, s))),
        recovered=tuple(found.recovered_on) if found.enough else (),
        trend=_trend(found),
    )


def _summary(found: Patterns) -> str:
    text = f"{plural(found.episodes, 'episode')}."
    if not found.enough:
        return f"{text} Below {FEWEST_FOR_PATTERNS} episodes only counts are shown."
    return " ".join([text, *_felt(found)])


def _felt(found: Patterns) -> list[str]:
    """The highest arousal on each scale that was used, never one turned into the other."""
    said = []
    for scale, spread in found.arousal.items():
        if spread.median is not None:
            on = "0 to 100" if scale == "0-100" else "SUD 0 to 10"
            said.append(
                f"Highest arousal ({on}): median {spread.median:g}, from {spread.values[0]} to "
                f"{spread.values[-1]} (n = {spread.n})."
            )
    return said


def _chain(found: Patterns) -> str:
    whole = f"The whole chain is known in {found.completed_chains} of {found.episodes}"
    if found.completed_chains == found.episodes:
        return f"{whole}."
    parts = [f"{_STEPS[step]} in {count}" for step, count in found.known_steps]
    return f"{whole}: {', '.join(parts)}."


def _recovery(spread: Spread) -> str:
    if not spread.n:
        return ""
    if spread.median is None:
        return f"Time to calm is recorded for {plural(spread.n, 'episode')}."
    return (
        f"Time to calm: median {minutes_words(spread.median)}, from "
        f"{minutes_words(spread.values[0])} to {minutes_words(spread.values[-1])} "
        f"(n = {spread.n})."
    )


def minutes_words(minutes: float) -> str:
    """Minutes as a person says them."""
    if minutes < 120:
        return f"{minutes:g} min"
    hours = minutes / 60
    return f"{hours:.3g} h" if hours < 48 else f"{hours / 24:.2g} days"


def _bars(title: str, words: str, counted: Sequence[tuple[str, int]]) -> CountBars:
    more = len(counted) - MOST_BARS
    title = f"{title} (the first {MOST_BARS} of {len(counted)})" if more > 0 else title
    shown = list(counted[:MOST_BARS])
    return CountBars(
        title,
        tuple(label(words, term) for term, _ in shown),
        tuple(count for _, count in shown),
    )


def _time_title(found: Patterns) -> str:
    left_out = f" ({found.without_time} without a time left out)" if found.without_time else ""
    return f"Time of day{left_out}"


def _days(title: str, counted: Sequence[tuple[str, int]]) -> CountBars:
    return CountBars(
        title,
        tuple(name.capitalize() for name, _ in counted),
        tuple(count for _, count in counted),
    )


def _matrix(found: Patterns) -> Matrix | None:
    counts = found.theme_by_action
    rows = [theme for theme, _ in found.themes if any(t == theme for t, _ in counts)]
    columns = [action for action, _ in found.actions if any(a == action for _, a in counts)]
    if not counts:
        return None
    kept_rows, kept_columns = rows[:MOST_THEMES], columns[:MOST_ACTIONS]
    return Matrix(
        tuple(label("threat_themes", theme) for theme in kept_rows),
        tuple(label("action_tendencies", action) for action in kept_columns),
        tuple(tuple(counts.get((t, a), 0) for a in kept_columns) for t in kept_rows),
        len(rows) - len(kept_rows) + len(columns) - len(kept_columns),
    )


def _tried(strategies: Sequence[StrategyRecord], scale: str) -> tuple[BeforeAfter, ...]:
    rows = []
    for one in strategies:
        if measured := one.on(scale):
            before = tuple(b for b, _ in measured.pairs)
            after = tuple(sorted(a for _, a in measured.pairs))
            medians = None
            if measured.median_drop is not None:
                medians = (_middle(before), _middle(after))
            rows.append(
                BeforeAfter(
                    label("regulation_strategies", one.strategy),
                    _measured_note(len(before), measured.median_drop),
                    before, after, medians, SCALE_TOP[scale],
                )
            )  # fmt: skip
    return tuple(rows)


def _measured_note(n: int, drop: float | None) -> str:
    if drop is None:
        few = n < FEWEST_MEASURED
        return f"n = {n}{', too few for a median' if few else ''}"
    change = f"median change {-drop:+g}" if drop else "median change 0"
    return f"n = {n}, {change}"


def _middle(ordered: Sequence[int]) -> float:
    half, odd = divmod(len(ordered), 2)
    return ordered[half] if odd else (ordered[half - 1] + ordered[half]) / 2


def _trend(found: Patterns) -> Trend | None:
    if not found.theme_weeks:
        return None
    first = max(0, len(found.weeks) - MOST_WEEKS)
    themes = tuple(
        ThemeBars(
            label("threat_themes", one.theme),
            one.counts[first:],
            one.trend[max(0, first - FEWEST_WEEKS_FOR_A_TREND + 1) :],
            max(0, FEWEST_WEEKS_FOR_A_TREND - 1 - first),
        )
        for one in found.theme_weeks[:MOST_BARS]
    )
    return Trend(
        tuple(week.starts_on for week in found.weeks[first:]),
        tuple(week.episodes for week in found.weeks[first:]),
        themes,
        _trend_note(found, len(found.weeks), len(found.theme_weeks)),
    )


def _trend_note(found: Patterns, weeks: int, themes: int) -> str:
    drawn = sum(week.episodes for week in found.weeks[-MOST_WEEKS:])
    said = [f"n = {plural(drawn, 'episode')}; a theme may fall because less was written down."]
    if found.theme_weeks[0].trend:
        said.append(f"Bars: episodes in a week. Line: mean of {FEWEST_WEEKS_FOR_A_TREND} weeks "
                    "that are over.")  # fmt: skip
    else:
        said.append(f"No line below {FEWEST_WEEKS_FOR_A_TREND} weeks that are over.")
    if weeks > MOST_WEEKS:
        said.append(f"The last {MOST_WEEKS} of {weeks} weeks.")
    if themes > MOST_BARS:
        said.append(f"The {MOST_BARS} most frequent of {themes} themes.")
    return " ".join(said)
