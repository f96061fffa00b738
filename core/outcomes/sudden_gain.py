"""Sudden gains and losses between two scores (Tang & DeRubeis 1999, JCCP 67:894). Pure.

Three criteria, as in the R package suddengains (Wiedemann et al. 2020, PLoS ONE):
1. the change is at least `cut` points (a reliable change, or 7 on the BDI);
2. it is at least 25% of the score before it (so never from a score of 0 or below);
3. the means of up to three scores before and up to three after differ by more than the
   t value for n - 2 times their pooled standard deviation; two scores are needed each side.
A sudden gain says when a score moved, not why it did.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

import numpy as np

from core.errors import InvalidEntry
from core.outcomes.reliable_change import Better
from core.outcomes.trend import Dated

NEEDS = 4  # two scores before and two after
SHARE = 0.25
_SIDE = 3
_T_VALUES = {2: 4.302652729911275, 3: 3.182446305284263, 4: 2.776445105197799}  # 97.5% by df


class SuddenChange(NamedTuple):
    """One sudden gain or loss: the scores on either side and the points between them.

    `lost_on`: first later day on which half of the change was gone again, or None.
    """

    before_on: date
    after_on: date
    before: float
    after: float
    lost_on: date | None

    @property
    def points(self) -> float:
        """Points between the two scores, without sign."""
        return abs(self.after - self.before)

    @property
    def days(self) -> int:
        """Days between the two scores: over weeks, nothing was sudden."""
        return (self.after_on - self.before_on).days


def sudden_gains(scores: Dated, cut: float, better_is: Better) -> list[SuddenChange] | None:
    """Sudden gains in scores that stand in order of time.

    None with fewer than four scores: then the criteria cannot be looked at. Needs a scale
    with a true zero. Raises InvalidEntry for a cut that is not above 0.
    """
    return _sudden(scores, cut, -1 if better_is == "lower" else 1)


def sudden_losses(scores: Dated, cut: float, better_is: Better) -> list[SuddenChange] | None:
    """The same for the worse: sudden losses. None with fewer than four scores."""
    return _sudden(scores, cut, 1 if better_is == "lower" else -1)


def is_sudden(before: Sequence[float], after: Sequence[float], cut: float, sign: int) -> bool:
    """Whether the step from the last of `before` to the first of `after` meets all three.

    `sign` is -1 for a fall, 1 for a rise. Only the three scores nearest the step are used.
    """
    near, far = list(before)[-_SIDE:], list(after)[:_SIDE]
    if len(near) < 2 or len(far) < 2:
        return False
    moved = round(sign * (far[0] - near[-1]), 9)  # 16.4 - 9.8 is 6.6, also in binary
    return (
        moved >= cut
        and near[-1] > 0
        and moved >= round(SHARE * near[-1], 9)
        and _apart(near, far, sign)
    )


def _sudden(scores: Dated, cut: float, sign: int) -> list[SuddenChange] | None:
    if not (math.isfinite(cut) and cut > 0):
        raise InvalidEntry("A sudden gain needs a number of points above 0.")
    if len(scores) < NEEDS:
        return None
    values = [value for _, value in scores]
    return [
        _change_at(scores, step, sign)
        for step in range(1, len(values))
        if is_sudden(values[:step], values[step:], cut, sign)
    ]


def _change_at(scores: Dated, step: int, sign: int) -> SuddenChange:
    (before_on, before), (after_on, after) = scores[step - 1], scores[step]
    half = (before + after) / 2
    lost = (day for day, value in scores[step + 1 :] if sign * (value - half) <= 0)
    return SuddenChange(before_on, after_on, before, after, next(lost, None))


def _apart(near: list[float], far: list[float], sign: int) -> bool:
    freedom = len(near) + len(far) - 2
    squares = sum(np.var(side, ddof=1) * (len(side) - 1) for side in (near, far))
    line = _T_VALUES[freedom] * math.sqrt(squares / freedom)
    return bool(sign * (np.mean(far) - np.mean(near)) > line)
