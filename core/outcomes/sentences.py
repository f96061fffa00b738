"""Change in words, each sentence with its reason. Pure."""

from __future__ import annotations

from core.outcomes.change import Change
from core.outcomes.series import Series


def series_worse(moved: Change | None) -> bool:
    """Whether a change is a reliable worsening."""
    return moved is not None and moved.reliable == "deteriorated"


def recent_words(series: Series) -> str:
    """A reliable change since the score before, or a reliable worsening since the best one."""
    short = series.instrument.short
    if len(series.scored_points) < 3:
        return ""  # the score before is the first one, which the next line speaks of
    last, best = series.since_last, series.since_best
    if last is not None and last.reliable in ("improved", "deteriorated"):
        way = "worse" if last.reliable == "deteriorated" else "better"
        return (
            f"{short} went from {last.pre:g} to {last.post:g} since the score before: "
            f"{abs(last.change):g} points {way}, more than measurement error."
        )
    if best is not None and series_worse(best) and not series_worse(series.since_start):
        return (
            f"{short} is {abs(best.change):g} points worse than at its best "
            f"({best.pre:g} to {best.post:g}), more than measurement error."
        )
    return ""


def change_words(series: Series) -> str:
    """Change since the first score in one sentence: its reason and any cut-off crossed."""
    moved = series.since_start
    if moved is None:
        scored = len(series.scored_points)
        return "One score so far; change needs two." if scored else _no_score(series)
    points = f"{abs(moved.change):.3g} point{'' if abs(moved.change) == 1 else 's'}"
    way = f"{points} {_way(series, moved.change)}"
    line = f"; {moved.crossed}" if moved.crossed else ""
    if moved.cannot_show:
        return f"{way}{line}. {moved.cannot_show}"
    if moved.reliable is None:
        return f"{way}; no published reliable-change figure, so no verdict{line}."
    within = "within" if moved.reliable == "unchanged" else "more than"
    return f"{way}: {within} measurement error ({moved.needs}){line}."


def _no_score(series: Series) -> str:
    reason = series.points[-1].scored.why_no_score if series.points else None
    return reason or "No score yet."


def _way(series: Series, difference: float) -> str:
    if difference == 0:
        return "of change"
    lower = difference < 0
    better = lower == (series.instrument.better(series.scale) == "lower")
    return f"{'lower' if lower else 'higher'} than at the start ({'better' if better else 'worse'})"
