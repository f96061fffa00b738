"""The trend of one person's scores over real time. Pure.

Two lines: the reliable trend (least squares against measurement error: is there a trend at
all) and the Theil-Sen line (median of the slopes between any two scores, which one odd score
moves little: how fast). Scores are (day, value), in any order; several on one day are fine.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidEntry
from core.outcomes.reliable_change import Better, classified, critical

NEEDS_RELIABLE = 2  # with two scores it is the Jacobson-Truax index
NEEDS_ROBUST = 3
DAYS_A_WEEK = 7

Dated = Sequence[tuple[date, float]]


class ReliableTrend(NamedTuple):
    """Least-squares slope in points per week; `rti` is the slope over its error."""

    per_week: float
    rti: float
    n: int
    first: date
    last: date

    def direction(self, better_is: Better) -> int:
        """1 better, -1 worse, 0 a trend no larger than measurement error explains."""
        return int(classified(self.rti, critical("JT"), better_is))


class RobustTrend(NamedTuple):
    """Theil-Sen line: points per week, and its value on the first day."""

    per_week: float
    start: float
    n: int
    first: date
    last: date

    def at(self, day: date) -> float:
        """Value of the line on a day."""
        return self.start + self.per_week * (day - self.first).days / DAYS_A_WEEK


def reliable_trend(scores: Dated, standard_error: float) -> ReliableTrend | None:
    """Reliable trend index (McAleavey 2022): slope / (SEM / sqrt(Sxx)).

    Uses every score, not only first and last, and real time between them. `standard_error`
    of measurement in points (reliable_change.standard_error). None with fewer than two
    scores or with all on one day. Raises InvalidEntry for an error that is not above 0.
    """
    if not (math.isfinite(standard_error) and standard_error > 0):
        raise InvalidEntry("The standard error of measurement must be above 0.")
    days, values = _columns(scores)
    spread = float(np.sum((days - days.mean()) ** 2)) if days.size else 0.0
    if days.size < NEEDS_RELIABLE or spread == 0:
        return None
    slope = float(np.sum((days - days.mean()) * (values - values.mean()))) / spread
    return ReliableTrend(
        slope * DAYS_A_WEEK,
        slope * math.sqrt(spread) / standard_error,
        days.size,
        *_span(scores),
    )


def robust_trend(scores: Dated) -> RobustTrend | None:
    """Theil-Sen line (Sen 1968, JASA 63:1379): median slope, then the median of what is left.

    None with fewer than three scores or with all on one day.
    """
    days, values = _columns(scores)
    if days.size < NEEDS_ROBUST or np.ptp(days) == 0:
        return None
    slope, start = theil_sen(days, values)
    return RobustTrend(slope * DAYS_A_WEEK, start, days.size, *_span(scores))


def theil_sen(times: NDArray[np.float64], values: NDArray[np.float64]) -> tuple[float, float]:
    """Median of the slopes between any two points of different times, and the intercept.

    The intercept is the median of value - slope * time. Arrays of one length, at least two
    different times.
    """
    one, other = np.triu_indices(times.size, k=1)
    apart = times[other] - times[one]
    seen = apart != 0
    slope = float(np.median((values[other] - values[one])[seen] / apart[seen]))
    return slope, float(np.median(values - slope * times))


def _columns(scores: Dated) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Days since the first score, and values."""
    first = min((day for day, _ in scores), default=date.min)
    days = np.array([(day - first).days for day, _ in scores], dtype=float)
    values = np.array([value for _, value in scores], dtype=float)
    if not np.isfinite(values).all():
        raise InvalidEntry("A score is missing or not a number. Leave it out of the trend.")
    return days, values


def _span(scores: Dated) -> tuple[date, date]:
    days = [day for day, _ in scores]
    return min(days), max(days)
