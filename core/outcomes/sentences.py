"""Change in words, each sentence with its reason. Pure."""

from __future__ import annotations

from core.outcomes.change import Change, not_tracked, reliable_figure, standing
from core.outcomes.series import Point, Series

PRORATED = "one of the scores is prorated"


def series_worse(moved: Change | None) -> bool:
    """Whether a change is a reliable worsening."""
    return moved is not None and moved.reliable == "deteriorated"


def recent_words(series: Series) -> str:
    """A reliable change since the score before, and a reliable worsening since the best level.

    The second is left out where another sentence says that it got worse already.
    """
    if len(series.scored_points) < 3:
        return ""  # the score before is the first one, which the next line speaks of
    last, best = series.since_last, series.since_best
    said = []
    if last is not None and last.reliable in ("improved", "deteriorated"):
        said.append(_last_words(series.instrument.short, last))
    told = series_worse(series.since_start) or series_worse(last)
    if best is not None and series_worse(best) and not told:
        said.append(_best_words(series.instrument.short, best))
    return " ".join(said)


def _last_words(short: str, last: Change) -> str:
    way = "worse" if last.reliable == "deteriorated" else "better"
    return (
        f"{short} went from {last.pre:.3g} to {last.post:.3g} since the score before: "
        f"{points_words(last)} {way}{';' if last.convention else ','} "
        f"{against_error(last)}{_prorated(last)}."
    )


def _best_words(short: str, best: Change) -> str:
    side = "lower" if best.change > 0 else "higher"
    level = best_level_words(best.pre, best.post, side)
    return (
        f"{short} is {points_words(best)} worse than its best level ({level}): "
        f"{against_error(best)}{_prorated(best)}."
    )


def best_level_words(level: float, now: float, side: str) -> str:
    """The level held and the score now: "8 or lower three times, now 15"."""
    return f"{level:.3g} or {side} three times, now {now:.3g}"


def change_words(series: Series) -> str:
    """Change since the first score in one sentence: its reason and any cut-off crossed."""
    moved = series.since_start
    if moved is None:
        return _one_score(series) if series.scored_points else _no_score(series)
    way = f"{points_words(moved)} {way_words(series, moved.change)}"
    end = f"{f'; {moved.crossed}' if moved.crossed else ''}{_prorated(moved)}"
    if not series.instrument.tracks:
        return f"{way}{end}. {not_tracked(series.instrument)}"
    if moved.cannot_show:
        return f"{way}{end}. {moved.cannot_show}"
    if moved.reliable is None:
        return f"{way}; no {reliable_figure(series.instrument)}, so no verdict{end}."
    needs = f" ({moved.needs})" if moved.needs and not moved.convention else ""
    return f"{way}: {against_error(moved)}{needs}{end}."


def against_error(moved: Change) -> str:
    """How a judged change stands to measurement error, which a convention says nothing of."""
    unchanged = moved.reliable == "unchanged"
    if moved.convention:
        said = f"{moved.needs}; measurement error is not known"
        return f"too few to count ({said})" if unchanged else said
    return f"{'within' if unchanged else 'more than'} measurement error"


def points_words(moved: Change) -> str:
    """The size of a change, without its direction: "1 point", "6.6 points"."""
    return f"{abs(moved.change):.3g} point{'' if abs(moved.change) == 1 else 's'}"


def _prorated(moved: Change) -> str:
    return f"; {PRORATED}" if moved.prorated else ""


def standing_words(series: Series) -> str:
    """On which side of the published lines the latest score lies, "" where none is drawn."""
    latest = series.latest
    if latest is None or latest.value is None:
        return ""
    scale = series.instrument.scale(series.scale)
    return standing(series.instrument, scale, latest.value, series.lines)


def origin_words(series: Series, point: Point) -> list[str]:
    """How a score came about, where it is not from every answer: "only the total is known"."""
    said = ["only the total is known"] if point.total_only else []
    asked = set(series.instrument.scale(series.scale).items)
    given = len(asked - set(point.scored.missing))
    if point.value is not None and point.scored.prorated and given < len(asked):
        said.append(f"prorated: {given} of {len(asked)} items answered")
    return said


def _one_score(series: Series) -> str:
    latest = series.latest
    assert latest is not None  # noqa: S101 (asked for only with a score)
    stands = standing_words(series)
    needs = " Change needs two." if series.instrument.tracks else ""
    return f"One score so far: {latest.value:.3g}{f', {stands}' if stands else ''}.{needs}"


def _no_score(series: Series) -> str:
    reason = series.points[-1].scored.why_no_score if series.points else None
    return reason or "No score yet."


def way_words(series: Series, difference: float, since: str = " than at the start") -> str:
    """Which way the scores went and what that is: "lower than at the start (better)"."""
    if difference == 0:
        return "of change"
    lower = difference < 0
    way = f"{'lower' if lower else 'higher'}{since}"
    if not series.instrument.tracks:
        return way
    better = lower == (series.instrument.better(series.scale) == "lower")
    return f"{way} ({'better' if better else 'worse'})"
