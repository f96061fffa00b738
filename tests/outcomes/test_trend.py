"""Trend of one person's scores over real dates."""

from __future__ import annotations

import math
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidEntry
from core.outcomes.reliable_change import Reference, index, standard_error
from core.outcomes.trend import (
    NEEDS_RELIABLE,
    NEEDS_ROBUST,
    Dated,
    reliable_trend,
    robust_trend,
)

START = date(2026, 3, 2)


def weekly(*values: float) -> Dated:
    return [(START + timedelta(weeks=n), value) for n, value in enumerate(values)]


def on_days(days: list[int], values: list[float]) -> Dated:
    return [(START + timedelta(days=day), value) for day, value in zip(days, values, strict=True)]


# McAleavey 2022, the height example, as printed in andrewmcaleavey/ReliableTrendIndex
# README.md with a standard error of the difference of .707: RTI 2.151736, slope .2571.
def test_reliable_trend_as_its_author_prints_it() -> None:
    found = reliable_trend(weekly(98, 98, 98, 99, 99, 99), 0.707 / math.sqrt(2))
    assert found is not None
    assert found.rti == pytest.approx(2.151736, abs=5e-7)
    assert found.per_week == pytest.approx(0.2571, abs=5e-5)
    assert found.direction("higher") == 1
    assert found.direction("lower") == -1


def test_of_two_scores_it_is_the_reliable_change_index() -> None:
    """The same README: 47.5 to 32.5 with a standard error of the difference of 4.74."""
    found = reliable_trend(weekly(47.5, 32.5), 4.74 / math.sqrt(2))
    assert found is not None
    assert found.rti == pytest.approx(-3.164557, abs=5e-7)
    assert found.direction("lower") == 1


@given(st.floats(-50, 50), st.floats(-50, 50), st.integers(1, 400))
def test_two_scores_agree_with_jacobson_and_truax_whatever_the_gap(
    pre: float, post: float, days: int
) -> None:
    ref = Reference(7.5, 0.8)
    found = reliable_trend(on_days([0, days], [pre, post]), standard_error(ref))
    assert found is not None
    assert found.rti == pytest.approx(index("JT", pre, post, ref), abs=1e-9)


def test_a_trend_within_measurement_error_has_no_direction() -> None:
    """The heights again, first and last alone: 1.414 (same README), below 1.96."""
    found = reliable_trend(weekly(98, 99), 0.5)
    assert found is not None
    assert found.rti == pytest.approx(1.414214, abs=5e-7)
    assert found.direction("higher") == 0


@pytest.mark.parametrize("scores", [[], weekly(12), on_days([0, 0], [12, 14])])
def test_one_score_or_one_day_has_no_trend(scores: Dated) -> None:
    assert NEEDS_RELIABLE == 2
    assert reliable_trend(scores, 2) is None


@pytest.mark.parametrize("error", [0, -1, math.nan])
def test_a_trend_needs_a_measurement_error(error: float) -> None:
    with pytest.raises(InvalidEntry, match="must be above 0"):
        reliable_trend(weekly(1, 2, 3), error)


def test_a_missing_score_is_refused() -> None:
    with pytest.raises(InvalidEntry, match="A score is missing"):
        robust_trend(weekly(1, math.nan, 3))


# Sen 1968, JASA 63:1379, as asserted in scipy/scipy scipy/stats/tests (test_theilslopes,
# method "joint"): slope 4, intercept 6 where time starts at 0, so 10 on day 1.
def test_theil_sen_on_the_example_of_sen_1968() -> None:
    days = [1, 2, 3, 4, 10, 12, 18]
    found = robust_trend(on_days(days, [9, 15, 19, 20, 45, 55, 78]))
    assert found is not None
    assert found.per_week == pytest.approx(4 * 7)
    assert found.start == pytest.approx(6 + 4)
    assert found.first == START + timedelta(days=1)
    assert found.at(START) == pytest.approx(6)


def test_theil_sen_on_three_scores() -> None:
    """The same scipy tests: 0, 1, 1 has slope 1/2 and joint intercept 0."""
    found = robust_trend(weekly(0, 1, 1))
    assert found is not None
    assert (found.per_week, found.start) == (0.5, 0)


def test_one_odd_score_hardly_moves_the_line() -> None:
    """By hand: of the 10 slopes of 20, 18, 16, 14, 40 six are -2."""
    found = robust_trend(weekly(20, 18, 16, 14, 40))
    assert found is not None
    assert found.per_week == -2


@pytest.mark.parametrize("scores", [[], weekly(12, 8), on_days([3, 3, 3], [1, 2, 3])])
def test_a_robust_line_needs_three_scores_and_two_days(scores: Dated) -> None:
    assert NEEDS_ROBUST == 3
    assert robust_trend(scores) is None


@given(st.lists(st.tuples(st.integers(0, 300), st.floats(0, 27)), min_size=3, max_size=20))
def test_the_order_of_entry_does_not_matter(typed: list[tuple[int, float]]) -> None:
    scores = on_days([day for day, _ in typed], [value for _, value in typed])
    there, back = robust_trend(scores), robust_trend(scores[::-1])
    assert (there is None) == (back is None)
    if there is not None and back is not None:
        assert there.per_week == pytest.approx(back.per_week, abs=1e-9)
        assert there.start == pytest.approx(back.start, abs=1e-9)
