"""Sudden gains by the three criteria of Tang & DeRubeis 1999."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.errors import InvalidEntry
from core.outcomes.sudden_gain import NEEDS, is_sudden, sudden_gains, sudden_losses
from core.outcomes.trend import Dated

START = date(2026, 3, 2)
FALL, RISE = -1, 1


def weekly(*values: float) -> Dated:
    return [(START + timedelta(weeks=n), value) for n, value in enumerate(values)]


# check_interval in milanwiedemann/suddengains articles/suddengains-tutorial.md: three
# intervals, each printed as YES (critical values 2.776, 4.303 after one missing on each
# side, 3.182 after one missing).
@pytest.mark.parametrize(
    ("before", "after", "sign"),
    [
        ([32, 31, 33], [5, 6, 7], FALL),
        ([31, 33], [5, 7], FALL),
        ([5, 7], [16, 12, 14], RISE),
    ],
)
def test_intervals_suddengains_prints_as_sudden(
    before: list[float], after: list[float], sign: int
) -> None:
    assert is_sudden(before, after, 7, sign)
    assert not is_sudden(before, after, 7, -sign)


# By hand, each breaking one criterion only. Third: means 24 and 18 (32, 20, 20 and 12, 22,
# 20), squares 96 + 56, so 2.776 * sqrt(152 / 4) = 17.1 is not reached by 6.
@pytest.mark.parametrize(
    ("before", "after", "met"),
    [
        ([20, 20, 20], [13, 13, 13], True),
        ([20, 20, 20], [13.1, 13, 13], False),
        ([28, 28, 28], [21, 21, 21], True),
        ([29, 29, 29], [22, 22, 22], False),
        ([32, 20, 20], [12, 22, 20], False),
        ([20], [10, 10, 10], False),
        ([20, 20, 20], [10], False),
    ],
)
def test_every_criterion_counts_and_its_line_is_met_exactly(
    before: list[float], after: list[float], met: bool
) -> None:
    assert is_sudden(before, after, 7, FALL) == met


def test_three_scores_on_each_side_are_looked_at_and_no_more() -> None:
    assert is_sudden([60, 0, 20, 20, 20], [10, 10, 10, 50, 0], 7, FALL)


def test_there_is_no_share_of_a_score_of_zero() -> None:
    """outcome-stats section 6: 25% fails at a starting score of 0."""
    assert not is_sudden([0, 0, 0], [9, 9, 9], 7, RISE)


def test_a_gain_is_found_where_it_happened() -> None:
    found = sudden_gains(weekly(30, 31, 32, 20, 19, 18, 19), 7, "lower")
    assert found is not None
    assert [(gain.before, gain.after, gain.points, gain.days) for gain in found] == [
        (32, 20, 12, 7)
    ]
    assert found[0].before_on == START + timedelta(weeks=2)
    assert found[0].lost_on is None
    assert sudden_losses(weekly(30, 31, 32, 20, 19, 18, 19), 7, "lower") == []


def test_a_gain_of_which_half_is_gone_again_is_dated() -> None:
    """Reversal value as in suddengains: 20 + 12 / 2 = 26, reached in week 5."""
    found = sudden_gains(weekly(30, 31, 32, 20, 19, 26, 19), 7, "lower")
    assert found is not None
    assert found[0].lost_on == START + timedelta(weeks=5)


def test_where_higher_is_better_a_rise_is_the_gain() -> None:
    scores = weekly(14, 15, 14, 30, 31, 30)
    gains, losses = sudden_gains(scores, 7, "higher"), sudden_losses(scores, 7, "higher")
    assert gains is not None
    assert [gain.after for gain in gains] == [30]
    assert losses == []


@pytest.mark.parametrize("values", [[], [30], [30, 10], [30, 30, 10]])
def test_fewer_than_four_scores_cannot_be_looked_at(values: list[float]) -> None:
    assert NEEDS == 4
    assert sudden_gains(weekly(*values), 7, "lower") is None


def test_a_cut_must_be_above_zero() -> None:
    with pytest.raises(InvalidEntry, match="above 0"):
        sudden_gains(weekly(30, 30, 10, 10), 0, "lower")
