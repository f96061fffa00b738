"""Two phases of one person's scores compared: A (before) and B (after). Pure.

Non-overlap indices of Parker, Vannest & Davis 2011 (Behav Modif 35:303) and Tarlow 2017
(Behav Modif 41:427), all in the direction of improvement. All assume independent scores:
scores of one person seldom are, so no p values or intervals are given.
"""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidEntry
from core.outcomes.reliable_change import Better
from core.outcomes.trend import Dated, theil_sen

NEEDS = 3  # scores in each phase; below that show the scores and nothing else
FRAGILE = 6  # scores in A below which a baseline correction hangs on one or two of them
TREND_LEVEL = 0.05
TAU_U_VARIANT = "Tau-U, A against B less the trend in A, over the number of A-B pairs"


class Comparison(NamedTuple):
    """How far phase B lies apart from phase A; above 0 (NAP: above .5) is better.

    nap: share of A-B pairs in which B is better, ties half. tau: 2 nap - 1. tau_u: named by
    TAU_U_VARIANT; it can leave -1 to 1. tau_bc: tau after the Theil-Sen line of A is taken
    from all scores, only where `corrected`; else it equals tau. baseline_p: two-sided
    Kendall test of a trend in A. pnd: share of B beyond the best of A. pem: share of B
    beyond the median of A, ties half.
    """

    n_a: int
    n_b: int
    nap: float
    tau: float
    tau_u: float
    tau_bc: float
    corrected: bool
    baseline_p: float
    pnd: float
    pem: float

    @property
    def fragile(self) -> bool:
        """Whether A is too short for its trend to be relied on."""
        return self.n_a < FRAGILE


def compare(a: Dated, b: Dated, better_is: Better) -> Comparison | None:
    """Compare two phases of (day, value), each in order of time; A lies before B.

    None with fewer than three scores in a phase.
    """
    if len(a) < NEEDS or len(b) < NEEDS:
        return None
    days, values = _signed([*a, *b], better_is)
    before, after = values[: len(a)], values[len(a) :]
    times = days[: len(a)]
    p = trend_p(times, before)
    corrected = p < TREND_LEVEL
    flat = _without_trend(days, values, len(a)) if corrected else values
    return Comparison(
        len(a),
        len(b),
        nap=(_s(before, after) / (len(a) * len(b)) + 1) / 2,
        tau=_s(before, after) / (len(a) * len(b)),
        tau_u=(_s(before, after) - _s_within(times, before)) / (len(a) * len(b)),
        tau_bc=_s(flat[: len(a)], flat[len(a) :]) / (len(a) * len(b)),
        corrected=corrected,
        baseline_p=p,
        pnd=float(np.mean(after > before.max())),
        pem=float(np.mean(_half_ties(after, float(np.median(before))))),
    )


def trend_p(times: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Two-sided p of Kendall's test for a trend, normal approximation corrected for ties.

    S less 1 for continuity, variance as in Kendall 1970 (chapter 4). 1 for a constant series.
    """
    found = abs(_s_within(times, values))
    variance = _s_variance(times, values)
    if found == 0 or variance <= 0:
        return 1.0
    return math.erfc((found - 1) / math.sqrt(2 * variance))


def _s_variance(times: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    n = float(values.size)
    v_ties, t_ties = _tie_sizes(values), _tie_sizes(times)
    whole = n * (n - 1) * (2 * n + 5) - sum(
        float(np.sum(ties * (ties - 1) * (2 * ties + 5))) for ties in (v_ties, t_ties)
    )
    triples = [float(np.sum(ties * (ties - 1) * (ties - 2))) for ties in (v_ties, t_ties)]
    pairs = [float(np.sum(ties * (ties - 1))) for ties in (v_ties, t_ties)]
    return (
        whole / 18
        + triples[0] * triples[1] / (9 * n * (n - 1) * (n - 2))
        + pairs[0] * pairs[1] / (2 * n * (n - 1))
    )


def _tie_sizes(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.unique(values, return_counts=True)[1].astype(float)


def _s(before: NDArray[np.float64], after: NDArray[np.float64]) -> float:
    """Pairs in which B is better, less those in which it is worse."""
    return float(np.sign(after[:, None] - before[None, :]).sum())


def _s_within(times: NDArray[np.float64], values: NDArray[np.float64]) -> float:
    """Pairs that rise with time, less those that fall."""
    one, other = np.triu_indices(values.size, k=1)
    return float(np.sum(np.sign(values[other] - values[one]) * np.sign(times[other] - times[one])))


def _half_ties(after: NDArray[np.float64], line: float) -> NDArray[np.float64]:
    return (np.sign(after - line) + 1) / 2


def _without_trend(
    days: NDArray[np.float64], values: NDArray[np.float64], n_a: int
) -> NDArray[np.float64]:
    slope, start = theil_sen(days[:n_a], values[:n_a])
    rest: NDArray[np.float64] = values - start - slope * days
    return rest.round(9)  # so that equal stays equal in binary arithmetic


def _signed(scores: Dated, better_is: Better) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    sign = -1 if better_is == "lower" else 1
    first = scores[0][0]
    days = np.array([(day - first).days for day, _ in scores], dtype=float)
    values = sign * np.array([value for _, value in scores], dtype=float)
    if not np.isfinite(values).all():
        raise InvalidEntry("A score is missing or not a number. Leave it out of its phase.")
    return days, values
