"""Two phases compared, against the tests of SingleCaseES."""

from __future__ import annotations

import math
from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidEntry
from core.outcomes.phases import NEEDS, TAU_U_VARIANT, Comparison, compare, trend_p
from core.outcomes.reliable_change import Better
from core.outcomes.trend import Dated

START = date(2026, 3, 2)


def phases(
    a: list[float], b: list[float], better_is: Better = "higher", step: int = 1
) -> Comparison | None:
    days = [START + timedelta(days=step * n) for n in range(len(a) + len(b))]
    scores: Dated = list(zip(days, [*a, *b], strict=True))
    return compare(scores[: len(a)], scores[len(a) :], better_is)


def known(a: list[float], b: list[float], better_is: Better = "higher") -> Comparison:
    found = phases(a, b, better_is)
    assert found is not None
    return found


# jepusto/SingleCaseES tests/testthat/test-parker-vannest-davis-2011.R (numbers of Parker,
# Vannest & Davis 2011); test-tarlow-2017.R adds that a baseline trend that is not
# significant leaves Tau-BC at Tau.
A_2011, B_2011 = [20.0, 20, 26, 25, 22, 23], [28.0, 25, 24, 27, 30, 30, 29]


def test_indices_of_parker_vannest_and_davis_2011() -> None:
    found = known(A_2011, B_2011)
    assert found.nap == pytest.approx(38.5 / 42)
    assert found.tau == pytest.approx(35 / 42)
    assert found.pnd == pytest.approx(5 / 7)
    assert found.pem == 1
    assert (found.corrected, found.tau_bc) == (False, found.tau)


def test_tau_u_of_their_second_example() -> None:
    """Same test: Tau 16/20, Tau-U 11/20. A of four is too short to correct (see fragile)."""
    found = known([3, 3, 4, 5], [4, 5, 6, 7, 7])
    assert found.tau == pytest.approx(16 / 20)
    assert found.tau_u == pytest.approx(11 / 20)
    assert (found.corrected, found.fragile, found.tau_bc) == (False, True, found.tau)


def test_indices_of_tarlow_2017_where_everything_is_one_straight_line() -> None:
    """jepusto/SingleCaseES tests/testthat/test-tarlow-2017.R: Tau 1, Tau-U .6, Tau-BC 0."""
    found = known([1, 2, 3, 4, 5], [6, 7, 8, 9, 10])
    assert (found.tau, found.corrected, found.tau_bc) == (1, True, 0)
    assert found.tau_u == pytest.approx(0.6)


def test_a_baseline_trend_is_significant_where_their_kendall_test_says_so() -> None:
    """Same file: for 1, 1, 3, 3, 5, 5 p lies between .01 and .05."""
    found = known([1, 1, 3, 3, 5, 5], [5, 6, 4, 8, 9])
    assert 0.01 < found.baseline_p < 0.05
    assert found.corrected


# By hand: S = 10 for 1..5, variance 5*4*15/18 = 16.67, z = 9 / 4.0825 = 2.2045: p .0275.
def test_kendall_test_by_hand() -> None:
    times = np.arange(5.0)
    assert trend_p(times, np.arange(5.0)) == pytest.approx(0.0275, abs=5e-5)
    assert trend_p(times, -np.arange(5.0)) == pytest.approx(0.0275, abs=5e-5)
    assert trend_p(times, np.ones(5)) == 1


def test_tau_u_may_leave_its_usual_range_and_names_its_variant() -> None:
    """By hand, lower is better: all 9 pairs better, and A worsens in all 3 of its pairs: 12/9."""
    found = known([10, 12, 14], [3, 2, 1], "lower")
    assert found.tau == 1
    assert found.tau_u == pytest.approx((9 + 3) / 9)
    assert "Tau-U" in TAU_U_VARIANT


def test_ties_count_half_in_nap_and_pem_and_nothing_in_pnd() -> None:
    """By hand: A 4, 5, 6 and B 5, 5, 6. Pairs better 4, equal 3, worse 2: 5.5 of 9."""
    found = known([4, 5, 6], [5, 5, 6])
    assert found.nap == pytest.approx(5.5 / 9)
    assert found.pem == pytest.approx((0.5 + 0.5 + 1) / 3)
    assert found.pnd == 0


@pytest.mark.parametrize(("a", "b"), [(2, 9), (9, 2), (0, 0)])
def test_fewer_than_three_in_a_phase_give_nothing(a: int, b: int) -> None:
    assert NEEDS == 3
    assert phases([1.0] * a, [2.0] * b) is None


def test_a_missing_score_is_refused() -> None:
    with pytest.raises(InvalidEntry, match="A score is missing"):
        phases([1, 2, math.nan], [3, 4, 5])


VALUES = st.lists(st.integers(0, 27).map(float), min_size=3, max_size=9)


@given(VALUES, VALUES)
def test_turning_the_scale_round_changes_nothing(a: list[float], b: list[float]) -> None:
    assert known(a, b, "higher") == known([-v for v in a], [-v for v in b], "lower")


@given(VALUES, VALUES, st.integers(2, 30))
def test_the_length_of_the_steps_does_not_matter(a: list[float], b: list[float], step: int) -> None:
    assert phases(a, b, step=1) == phases(a, b, step=step)


@given(VALUES, VALUES)
def test_every_index_keeps_its_range(a: list[float], b: list[float]) -> None:
    found = known(a, b)
    assert 0 <= found.nap <= 1
    assert -1 <= found.tau <= 1
    assert -1 <= found.tau_bc <= 1
    assert 0 <= found.pnd <= found.pem <= 1
    assert found.tau == pytest.approx(2 * found.nap - 1)
