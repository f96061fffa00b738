"""How large the change of a group is, in standard deviations. Pure.

Signs are post minus pre. The five indices differ a lot on the same data, so none may be
shown without its name. Without a control group every one of them also holds regression to
the mean and natural recovery.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from core.errors import InvalidEntry
from core.outcomes.reliable_change import Z_TWO_SIDED

FEW = 20  # below this the interval says more than the figure
NEEDS = 3  # people with both scores
_BLOCK = 8192

Scores = NDArray[np.float64]


class Group(NamedTuple):
    """What a pre-post comparison rests on: people, means, SDs (n - 1) and correlation."""

    n: int
    mean_pre: float
    mean_post: float
    sd_pre: float
    sd_post: float
    correlation: float


class EffectSizes(NamedTuple):
    """Standardised mean changes, post minus pre.

    d_pre: in SDs of the starting scores. d_z: in SDs of the change. d_av: in the root mean of
    both variances. d_rm: d_z times sqrt(2(1 - r)) (Morris & DeShon 2002). smcr: d_pre with
    Hedges' exact correction, its 95% interval `low` to `high` (Becker 1988, as metafor SMCR).
    `few`: under 20 people, so show the interval or nothing. None: SD of change is 0.
    """

    d_pre: float
    d_z: float | None
    d_av: float
    d_rm: float | None
    smcr: float
    low: float
    high: float
    few: bool


def group_of(pre: Scores, post: Scores) -> Group:
    """Summarise people who have both scores (arrays of one length, no missing values).

    Figures that too few people say anything about are NaN.
    """
    n = pre.size
    if n < 2:
        alone = (float(pre[0]), float(post[0])) if n else (math.nan, math.nan)
        return Group(n, *alone, *(math.nan,) * 3)
    mean_pre, mean_post = float(pre.mean()), float(post.mean())
    squares = np.zeros(3)
    for rows in blocks(n):
        before, after = pre[rows] - mean_pre, post[rows] - mean_post
        squares += (before @ before, after @ after, before @ after)
    sd_pre, sd_post = (_spread(*one, n) for one in ((pre, squares[0]), (post, squares[1])))
    product, shared = sd_pre * sd_post, float(squares[2]) / (n - 1)
    known = min(1.0, max(-1.0, shared / product)) if product else math.nan
    return Group(n, mean_pre, mean_post, sd_pre, sd_post, known)


def blocks(count: int) -> Iterator[slice]:
    """A large group in parts that stay in the processor's cache."""
    return (slice(start, start + _BLOCK) for start in range(0, count, _BLOCK))


def _spread(values: Scores, squares: float, n: int) -> float:
    """SD, and 0 where everybody scores alike: rounding of the mean would leave a little."""
    if values[0] == values[-1] and np.ptp(values) == 0:
        return 0.0
    return math.sqrt(squares / (n - 1))


def effect_sizes(group: Group) -> EffectSizes:
    """All effect sizes of one group.

    Where everybody ends alike the start says nothing about the end: the correlation is 0.
    Raises InvalidEntry for fewer than three people and for figures that cannot be.
    """
    if group.sd_post == 0:
        group = group._replace(correlation=0.0)
    _check(group)
    moved = group.mean_post - group.mean_pre
    d_z = _ratio(moved, _sd_change(group))
    smcr = hedges_j(group.n - 1) * moved / group.sd_pre
    half = Z_TWO_SIDED * math.sqrt(smcr_variance(group.n, group.correlation, smcr))
    return EffectSizes(
        d_pre=moved / group.sd_pre,
        d_z=d_z,
        d_av=moved / math.sqrt((group.sd_pre**2 + group.sd_post**2) / 2),
        d_rm=None if d_z is None else d_z * math.sqrt(2 * (1 - group.correlation)),
        smcr=smcr,
        low=smcr - half,
        high=smcr + half,
        few=group.n < FEW,
    )


def hedges_j(freedom: int) -> float:
    """Hedges' exact small-sample correction for m degrees of freedom (about 1 - 3/(4m - 1)).

    J = Gamma(m/2) / (sqrt(m/2) Gamma((m-1)/2)). Raises InvalidEntry below m = 2.
    """
    if freedom < 2:
        raise InvalidEntry(f"An effect size needs {NEEDS} people with both scores.")
    logs = math.lgamma(freedom / 2) - math.lgamma((freedom - 1) / 2)
    return math.exp(logs) / math.sqrt(freedom / 2)


def smcr_variance(n: int, correlation: float, smcr: float) -> float:
    """Sampling variance of SMCR: 2(1 - r)/n + g^2/(2n)."""
    return 2 * (1 - correlation) / n + smcr**2 / (2 * n)


def _sd_change(group: Group) -> float:
    shared = 2 * group.correlation * group.sd_pre * group.sd_post
    return math.sqrt(max(0.0, group.sd_pre**2 + group.sd_post**2 - shared))


def _ratio(moved: float, sd: float) -> float | None:
    return moved / sd if sd > 1e-12 * max(1.0, abs(moved)) else None


def _check(group: Group) -> None:
    if group.n < NEEDS:
        raise InvalidEntry(
            f"An effect size needs {NEEDS} people with both scores; there are {group.n}."
        )
    if group.sd_pre == 0:
        raise InvalidEntry(
            "Everyone has the same starting score, so there is no standard deviation to compare "
            "change with. Use that of a norm group."
        )
    if not all(math.isfinite(value) for value in group):
        raise InvalidEntry("Means, standard deviations and correlation must be numbers.")
    if group.sd_pre <= 0 or group.sd_post < 0:
        raise InvalidEntry("The standard deviation at the start must be above 0.")
    if not -1 <= group.correlation <= 1:
        raise InvalidEntry("The correlation must lie between -1 and 1.")
