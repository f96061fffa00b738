"""How the rated qualities of care are put together for a picture. Pure.

The two groups only say on which side of a line a rating is drawn. They are ours, not a
published scale: nothing is added up, and no figure or client gets a class from them.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from core.history.model import CareQuality, Figure
from core.vocabulary import ids, inside, label

GAVE = ("responsive", "protective", "delighting", "repairing")
"""Qualities of care that comforted or protected."""

HURT = (
    "inconsistent", "rejecting", "intrusive", "role_reversing", "frightening", "frightened",
    "absent", "emotionally_unavailable", "critical", "unpredictable",
)  # fmt: skip
"""Qualities of care that may have strained or frightened a child."""

MIXED = "mixed"
_PERIODS = {
    "p0_2": (0.0, 3.0), "p3_5": (3.0, 6.0), "p6_11": (6.0, 12.0), "p12_17": (12.0, 18.0),
    "p18_25": (18.0, 26.0), "p26p": (26.0, 120.0),
}  # fmt: skip


class PeriodOfCare(NamedTuple):
    """What was rated about one figure in one period: the strongest on each side, 0-4.

    A side is None when nothing of it was rated; `mixed` says that it differed a lot.
    `words` says every rating of the period, also those in somebody's own words.
    """

    period: str
    gave: int | None
    hurt: int | None
    mixed: bool
    words: tuple[str, ...]


def ages_of(period: str) -> tuple[float, float] | None:
    """The ages (years) a period covers, its end not included; None for one's own words."""
    return _PERIODS.get(period)


def care_by_period(figure: Figure) -> list[PeriodOfCare]:
    """The ratings of a figure, one entry for each period that has any, in order of age."""
    order = ids("developmental_periods")
    periods = sorted(
        dict.fromkeys(q.period for q in figure.qualities),
        key=lambda p: order.index(p) if p in order else len(order),
    )
    return [_of(p, [q for q in figure.qualities if q.period == p]) for p in periods]


def _of(period: str, rated: Sequence[CareQuality]) -> PeriodOfCare:
    return PeriodOfCare(
        period,
        _strongest(rated, GAVE),
        _strongest(rated, HURT),
        any(q.rating == MIXED for q in rated),
        tuple(rating_words(q) for q in rated),
    )


def _strongest(rated: Sequence[CareQuality], group: Sequence[str]) -> int | None:
    values = [int(q.rating) for q in rated if q.quality in group and q.rating.isdecimal()]
    return max(values, default=None)


def ages_words(period: str) -> str:
    """The ages of a period in short: "6-11", "26+"; somebody's own words stay."""
    if period == "p26p":
        return "26+"
    said = label("developmental_periods", period)
    return said.split(" ")[0] if period in _PERIODS else said


def rating_words(rated: CareQuality) -> str:
    """One rating in words: "noticed and answered 3 of 4"; "mixed" is said as it is."""
    name = inside(label("caregiving_qualities", rated.quality))
    if rated.rating.isdecimal():
        return f"{name} {rated.rating} of 4"
    return f"{name}: {inside(label('quality_scale', rated.rating))}".removesuffix(" (describe)")
