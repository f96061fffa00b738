"""Change as a percentage of the starting score. Pure.

Means something only on a scale with a true zero (no symptoms, not "1 of 7"), and never from
a starting score of 0. Usual marks: 50% for response, 25 to 30% for partial response.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from core.errors import InvalidEntry
from core.outcomes.reliable_change import Better


def percentage_change(
    pre: float, post: float, better_is: Better, true_zero: bool = True
) -> float | None:
    """Change in percent of the starting score, above 0 is better.

    None on a scale without a true zero and from a start of 0 or below, where it would say
    nothing (and where a peer counts the same person as improved and as deteriorated).
    """
    if not true_zero or pre <= 0:
        return None
    sign = -1 if better_is == "lower" else 1
    return sign * (post - pre) / pre * 100


def percentage_classes(
    pre: ArrayLike,
    post: ArrayLike,
    better_is: Better,
    improvement: float,
    deterioration: float | None = None,
) -> NDArray[np.int8]:
    """Class of each person: 1 improved by at least `improvement` percent, -1 deteriorated.

    `deterioration` is the same mark unless given. 0 means neither, or a start of 0 or below
    (count those with `undefined`). Raises InvalidEntry for a mark that is not above 0.
    """
    worse_mark = improvement if deterioration is None else deterioration
    if not (improvement > 0 and worse_mark > 0):
        raise InvalidEntry("A percentage of change must be above 0.")
    start = np.asarray(pre, dtype=float)
    sign = -1 if better_is == "lower" else 1
    moved = sign * (np.asarray(post, dtype=float) - start) * 100
    known = ~undefined(start)
    better: NDArray[np.bool_] = known & (moved >= improvement * start)
    worse: NDArray[np.bool_] = known & (moved <= -worse_mark * start)
    return better.astype(np.int8) - worse.astype(np.int8)


def undefined(pre: ArrayLike) -> NDArray[np.bool_]:
    """Whom a percentage says nothing about: a start of 0 or below."""
    return ~(np.asarray(pre, dtype=float) > 0)
