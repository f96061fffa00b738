"""Changes of many people against a published number of points. Pure.

The same rule as a person's page goes by (yardstick.py): the points count themselves, and
scores are compared as the decimals they are written as, so that 18.3 to 12.3 is 6.
"""

from __future__ import annotations

from decimal import Decimal

import numpy as np
from numpy.typing import NDArray

from core.outcomes.reliable_change import Better, classified

_NEAR = 1e-6  # points from the line within which a float's last digits could decide


def classes_by_points(
    pre: NDArray[np.float64], post: NDArray[np.float64], points: float, better_is: Better
) -> NDArray[np.int8]:
    """Class of each person: 1 improved, -1 deteriorated, 0 a change of fewer than `points`.

    One score of each person in `pre` and in `post`, in points of the scale, none missing.
    """
    moved = post - pre
    on_the_line = np.abs(np.abs(moved) - points) < _NEAR
    for at in np.flatnonzero(on_the_line):
        moved[at] = _settled(float(pre[at]), float(post[at]), points)
    return classified(moved, points - _NEAR / 2, better_is)


def _settled(pre: float, post: float, points: float) -> float:
    """A change near the line as the points themselves when it reaches them, else as none."""
    change = Decimal(str(post)) - Decimal(str(pre))
    if abs(change) < Decimal(str(points)):
        return 0.0
    return points if change > 0 else -points
