"""Change in percent of the starting score."""

from __future__ import annotations

import pytest

from core.outcomes.percentage import percentage_change

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


def test_the_ten_people_of_a_published_table() -> None:
    """Lost: 6/33 7/26 10/15 -7/39 -6/22 7/25 3/33 15/23 23/47 30/43, by hand."""
    lost = [percentage_change(pre, post, "lower") for pre, post in zip(PRE, POST, strict=True)]
    assert [round(percent or 0) for percent in lost] == [18, 27, 67, -18, -27, 28, 9, 65, 49, 70]
