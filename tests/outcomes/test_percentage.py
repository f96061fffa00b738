"""Change in percent of the starting score."""

from __future__ import annotations

import pytest

from core.errors import InvalidEntry
from core.outcomes.percentage import percentage_change, percentage_classes, undefined

# By hand: the ten people printed by clinicalsignificance (reference/augmented_data.md).
PRE = [33, 26, 15, 39, 22, 25, 33, 23, 47, 43]
POST = [27, 19, 5, 46, 28, 18, 30, 8, 24, 13]


def test_half_the_starting_score_is_fifty_percent() -> None:
    assert percentage_change(20, 10, "lower") == 50
    assert percentage_change(20, 10, "higher") == -50
    assert percentage_change(20, 25, "lower") == -25


@pytest.mark.parametrize(("pre", "true_zero"), [(0, True), (-5, True), (20, False)])
def test_nothing_is_said_from_zero_or_on_a_scale_without_a_zero(
    pre: float, true_zero: bool
) -> None:
    assert percentage_change(pre, 5, "lower", true_zero) is None


def test_people_who_lost_at_least_half_or_a_quarter() -> None:
    """Lost: 6/33 7/26 10/15 -7/39 -6/22 7/25 3/33 15/23 23/47 30/43."""
    assert list(percentage_classes(PRE, POST, "lower", 50)) == [0, 0, 1, 0, 0, 0, 0, 1, 0, 1]
    assert list(percentage_classes(PRE, POST, "lower", 25)) == [0, 1, 1, 0, -1, 1, 0, 1, 1, 1]


def test_exactly_the_mark_counts_and_worsening_may_have_its_own() -> None:
    assert list(percentage_classes([20, 20, 20], [10, 26, 25.9], "lower", 50, 30)) == [1, -1, 0]


def test_a_start_of_zero_is_neither_and_is_counted_apart() -> None:
    """outcome-stats section 9: a peer calls 0 to 5 improved and deteriorated at once."""
    assert list(percentage_classes([0, 10], [5, 5], "lower", 50)) == [0, 1]
    assert list(undefined([0, 10, -3])) == [True, False, True]


def test_a_mark_must_be_above_zero() -> None:
    with pytest.raises(InvalidEntry, match="above 0"):
        percentage_classes(PRE, POST, "lower", 0)
