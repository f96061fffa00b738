"""One score in words: direction, range, published lines, change since the first. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from core.outcomes.change import Change, change
from core.outcomes.definition import Cutoff
from core.outcomes.naming import series_name
from core.outcomes.scoring import beyond
from core.outcomes.sentences import origin_words
from core.outcomes.series import Point, Series
from dashboard.components.text import day

Kind = Literal["score", "total", "prorated", "flagged"]
KIND_WORDS: dict[Kind, str] = {
    "score": "score",
    "total": "only the total is known",
    "prorated": "worked out from fewer answers",
    "flagged": "a risk answer is flagged",
}
_SIDES = {">=": ("at or above", "below"), "<=": ("at or below", "above"),
          "<": ("below", "at or above"), ">": ("above", "at or below")}  # fmt: skip


def panel_title(series: Series) -> str:
    """Name, direction in words and range: "PHQ-9 · lower is better · 0 to 27"."""
    return f"{series_name(series, ())} · {better_words(series)} · {range_words(series)}"


def better_words(series: Series) -> str:
    """Which direction is better, in words; of history and of a style none is."""
    if not series.instrument.tracks:
        return "not a measure of change"
    return f"{series.instrument.better(series.scale)} is better"


def range_words(series: Series) -> str:
    """The ends of the scale, or that they are not known."""
    return series.instrument.scale(series.scale).range_words


def kind_of(point: Point) -> Kind:
    """What is special about a score: a flagged answer first, then how it came about."""
    if point.scored.flags:
        return "flagged"
    if point.total_only:
        return "total"
    return "prorated" if point.scored.prorated else "score"


def reliable_edges(series: Series) -> list[tuple[float, str]]:
    """The scores from which the change since the first is reliable, with words for each."""
    moved, (low, high) = _no_change(series), series.extent
    if moved is None or moved.minimum_reliable_change is None:
        return []
    points, inclusive = moved.minimum_reliable_change, moved.method == "published"
    below, above = round(moved.pre - points, 2), round(moved.pre + points, 2)
    down, up = ("or less", "or more") if inclusive else ("and below", "and above")
    name = "by convention" if moved.convention else "reliable"
    found = [(below, f"{name}: {below:.3g} {down}"), (above, f"{name}: {above:.3g} {up}")]
    return [(value, words) for value, words in found if low <= value <= high]


def reliable_words(series: Series) -> str:
    """The reliable change in short, with what it is worth ("6 is reliable, verified")."""
    if not series.instrument.tracks:
        return better_words(series)
    moved = _no_change(series)
    if moved is None or not moved.needs:
        return "no published reliable change"
    if moved.method != "published":
        return f"{moved.needs}, worked out"
    published = series.instrument.threshold(series.scale)
    verified = published is not None and published.status == "verified"
    return f"{moved.needs}{', verified' if verified else ''}"  # another status is said already


def _no_change(series: Series) -> Change | None:
    """From the first score to itself: holds what a change from there is judged by."""
    scores = series.scored_points
    if not scores or scores[0].value is None:
        return None
    first = scores[0].value
    return change(series.instrument, first, first, series.scale)


def score_words(
    series: Series, point: Point, first: float | None, reliable: str, drawn: Sequence[Cutoff]
) -> list[str]:
    """Everything a score says, a line each; `first` is the value it is compared with."""
    value = point.value or 0.0
    said = [f"{value:.3g} on a scale of {range_words(series)}", day(point.on, year=True)]
    if point.scored.band and series.scale == series.instrument.main_scale.id:
        said.append(point.scored.band)
    said += side_words(value, drawn)
    said.append(since_words(value, first, reliable))
    return said + special_words(series, point)


def side_words(value: float, lines: Sequence[Cutoff]) -> list[str]:
    """On which side of each published line a score lies ("below 10: NHS caseness")."""
    sides: dict[str, list[str]] = {}
    for c in lines:
        side = _SIDES[c.op][0 if beyond(c, value) else 1]
        sides.setdefault(f"{side} {c.value:g}", []).append(c.label)
    return [f"{side}: {', '.join(words)}" for side, words in sides.items()]


def since_words(value: float, first: float | None, reliable: str) -> str:
    """Points since the first score, beside how many are reliable."""
    if first is None:
        return "first score"
    moved = round(value - first, 6)
    if moved == 0:
        return "the same as the first score"
    return f"{abs(moved):.3g} {'lower' if moved < 0 else 'higher'} than the first ({reliable})"


def special_words(series: Series, point: Point) -> list[str]:
    """What is special about a score: only a total, prorated, a flagged answer."""
    said = origin_words(series, point)
    if point.scored.flags:
        items = ", ".join(str(flag.item) for flag in point.scored.flags)
        said.append(f"risk item {items} flagged")
    return said
