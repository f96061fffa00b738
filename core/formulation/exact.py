"""Exact statistics for the small counts of one person's diary. Pure.

scipy is imported inside the functions: its first import takes about a second, and most runs
of the program never need it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from functools import lru_cache
from itertools import permutations
from typing import NamedTuple

import numpy as np

Z_95 = 1.959963984540054
MOST_ENUMERATED = 8  # 40,320 orders; with ties and more than this the normal curve is used


class Interval(NamedTuple):
    """The two ends of a 95% interval."""

    low: float
    high: float


class RateRatio(NamedTuple):
    """Rate in the second stretch over the rate in the first, its 95% interval and exact p."""

    ratio: float
    interval: Interval
    p: float


class Association(NamedTuple):
    """Kendall's tau-b between two columns, its two-sided p, and whether that p is exact."""

    tau: float
    p: float
    exact: bool


def ready() -> None:
    """Import scipy now, so that the first prediction somebody looks at does not wait for it."""
    import scipy.stats  # noqa: F401


@lru_cache(maxsize=512)
def fisher(both: int, first_only: int, second_only: int, neither: int) -> float:
    """Two-sided p of Fisher's exact test on a fourfold table of counts.

    The sum of the probabilities of all tables with the same margins that are no more likely
    than the one seen (Fisher 1935, The Design of Experiments; as in R's fisher.test).
    """
    from scipy.stats import fisher_exact

    return float(fisher_exact([[both, first_only], [second_only, neither]]).pvalue)


def wilson(count: int, of: int) -> Interval:
    """95% score interval of a share (Wilson 1927, JASA 22:209); `of` is at least 1."""
    share, square = count / of, Z_95**2
    middle = (2 * count + square) / (2 * (of + square))
    half = Z_95 * math.sqrt(square + 4 * count * (1 - share)) / (2 * (of + square))
    low, high = max(0.0, middle - half), min(1.0, middle + half)
    return Interval(0.0 if count == 0 else low, 1.0 if count == of else high)


def difference_interval(count: int, of: int, other: int, other_of: int) -> Interval:
    """95% interval of count/of minus other/other_of, in shares (-1 to 1).

    Newcombe 1998 (Statistics in Medicine 17:873), method 10: the hybrid of two score
    intervals, without continuity correction. Both groups have at least one.
    """
    one, two = count / of, other / other_of
    (low_1, high_1), (low_2, high_2) = wilson(count, of), wilson(other, other_of)
    below = math.sqrt((one - low_1) ** 2 + (high_2 - two) ** 2)
    above = math.sqrt((high_1 - one) ** 2 + (two - low_2) ** 2)
    return Interval(one - two - below, one - two + above)


@lru_cache(maxsize=512)
def sign_test(above: int, below: int) -> float:
    """Two-sided p of the sign test: above as likely as below."""
    from scipy.stats import binomtest

    return float(binomtest(above, above + below, 0.5).pvalue)


class Shifts(NamedTuple):
    """How many shifts of one column against the other did at least as well, out of how many."""

    as_well: int
    of: int

    @property
    def p(self) -> float:
        """The share of all orders, the one seen among them, that did at least as well."""
        return (1 + self.as_well) / (1 + self.of)


def circular_shifts(one: Sequence[bool], other: Sequence[bool]) -> Shifts:
    """`other` moved on by 1 to n - 1 places against `one`, its end put before its start.

    A shift keeps the runs of both columns and breaks only what ties them together, so it
    holds for a series whose neighbours are alike. It did as well when both show together at
    least as often (or, where they show together less often than expected, at most as often):
    totals stay, so that count orders the fourfold tables. The columns have one length of at
    least 2, in order of time. The order seen is one of the n (Phipson & Smyth 2010,
    Statistical Applications in Genetics and Molecular Biology 9:39).
    """
    first, second = np.array(one, dtype=float), np.array(other, dtype=float)
    size = len(first)
    together = np.correlate(np.concatenate([second, second[:-1]]), first, mode="valid")
    seen, expected = int(together[0]), int(first.sum()) * int(second.sum())
    side = 1 if seen * size >= expected else -1
    return Shifts(int(np.sum(side * together[1:] >= side * seen)), size - 1)


@lru_cache(maxsize=512)
def share_interval(count: int, of: int) -> Interval:
    """Exact 95% interval of a share (Clopper & Pearson 1934, Biometrika 26:404)."""
    from scipy.stats import binomtest

    low, high = binomtest(count, of).proportion_ci(method="exact")
    return Interval(float(low), float(high))


@lru_cache(maxsize=512)
def rate_ratio(count: int, time: float, before: int, time_before: float) -> RateRatio:
    """Two Poisson rates compared: count/time over before/time_before.

    Given the total, the count is binomial (Przyborowski & Wilenski 1940, Biometrika 31:313;
    as in R's poisson.test). Times are above 0 and of one unit; the total is at least 1. With
    nothing before, the ratio and its upper end are infinite.
    """
    from scipy.stats import binomtest

    found = binomtest(count, count + before, time / (time + time_before))
    low, high = found.proportion_ci(method="exact")
    return RateRatio(
        _odds(count / (count + before)) * time_before / time,
        Interval(_odds(low) * time_before / time, _odds(high) * time_before / time),
        float(found.pvalue),
    )


def _odds(share: float) -> float:
    return math.inf if share >= 1 else float(share / (1 - share))


def kendall(one: Sequence[float], other: Sequence[float]) -> Association | None:
    """Kendall's tau-b of two columns of one length, with its exact two-sided p.

    Kendall 1938 (Biometrika 30:81). With ties, every order is tried up to 8 pairs; above
    that the p is of the normal curve with tie correction and `exact` is False. None when a
    column has one value only, because then there is nothing to go together.
    """
    if len(set(one)) < 2 or len(set(other)) < 2:
        return None
    return _kendall(_ranks(one), _ranks(other))


def _ranks(values: Sequence[float]) -> tuple[int, ...]:
    place = {value: rank for rank, value in enumerate(sorted(set(values)))}
    return tuple(place[value] for value in values)


@lru_cache(maxsize=128)
def _kendall(one: tuple[int, ...], other: tuple[int, ...]) -> Association:
    from scipy.stats import kendalltau

    tied = len(set(one)) < len(one) or len(set(other)) < len(other)
    if tied and len(one) <= MOST_ENUMERATED:
        tau = float(kendalltau(one, other, method="asymptotic").statistic)
        return Association(tau, _every_order(one, other), exact=True)
    found = kendalltau(one, other, method="asymptotic" if tied else "exact")
    return Association(float(found.statistic), float(found.pvalue), exact=not tied)


def _every_order(one: Sequence[int], other: Sequence[int]) -> float:
    """Share of all orders of `other` whose agreement with `one` is at least as strong."""
    first, second = np.triu_indices(len(one), k=1)
    column = np.array(one)
    signs = np.sign(column[first] - column[second])
    orders = np.array(list(permutations(other)), dtype=np.int8)
    agreement = np.sign(orders[:, first] - orders[:, second]) @ signs
    return float(np.mean(np.abs(agreement) >= abs(agreement[0])))


def holm(probabilities: Sequence[float]) -> list[float]:
    """Each p corrected for the number of tests (Holm 1979, Scand J Stat 6:65), in order given."""
    order = sorted(range(len(probabilities)), key=lambda place: probabilities[place])
    corrected = [0.0] * len(probabilities)
    highest = 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(order) - rank) * probabilities[place]))
        corrected[place] = highest
    return corrected
