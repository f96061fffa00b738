"""Change as a percentage of the starting score. Pure.

Means something only on a scale with a true zero (no symptoms, not "1 of 7"), and never from
a starting score of 0. Usual marks: 50% for response, 25 to 30% for partial response.
"""

from __future__ import annotations

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
