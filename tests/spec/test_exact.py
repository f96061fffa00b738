"""Exact tests and intervals against numbers from papers, books and R."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy import stats

from core.formulation.exact import (
    circular_shifts,
    difference_interval,
    fisher,
    holm,
    kendall,
    rate_ratio,
    share_interval,
    sign_test,
    wilson,
)
from tests.spec.table import Row, table

title = "Exact statistics for small counts"


# Tea: Fisher 1935, as R prints it (?fisher.test, TeaTasting). Convictions of twins: Fisher
# 1962, ?fisher.test, two-sided.
@pytest.mark.parametrize(
    "row",
    table("""
        what        | both | first only | second only | neither | p
        ------------+------+------------+-------------+---------+----------
        tea         | 3    | 1          | 1           | 3       | 0.4857
        convictions | 2    | 10         | 15          | 3       | 0.0005367
    """),
)
def test_fishers_exact_test_as_r_prints_it(row: Row) -> None:
    cells = [int(row[name]) for name in ("both", "first only", "second only", "neither")]
    assert fisher(*cells) == pytest.approx(float(row["p"]), rel=1e-4)


# Newcombe 1998, Statistics in Medicine 17:873, Table II, method 10.
@pytest.mark.parametrize(
    "row",
    table("""
        case | count | of | other | other of | low     | high
        -----+-------+----+-------+----------+---------+-------
        a    | 56    | 70 | 48    | 80       | 0.0524  | 0.3339
        b    | 9     | 10 | 3     | 10       | 0.1705  | 0.8090
        c    | 6     | 7  | 2     | 7        | 0.0582  | 0.8062
        d    | 5     | 56 | 0     | 29       | -0.0381 | 0.1926
        e    | 0     | 10 | 0     | 20       | -0.1611 | 0.2775
        f    | 0     | 10 | 0     | 10       | -0.2775 | 0.2775
        g    | 10    | 10 | 0     | 20       | 0.6791  | 1.0000
    """),
)
def test_newcombes_interval_for_a_difference(row: Row) -> None:
    counts = [int(row[name]) for name in ("count", "of", "other", "other of")]
    expected = float(row["low"]), float(row["high"])
    assert difference_interval(*counts) == pytest.approx(expected, abs=6e-5)


# Newcombe 1998, Statistics in Medicine 17:857, Table I, method 3 (score).
@pytest.mark.parametrize(
    "row",
    table("""
        count | of  | low    | high
        ------+-----+--------+-------
        81    | 263 | 0.2553 | 0.3662
        15    | 148 | 0.0624 | 0.1605
        0     | 20  | 0.0000 | 0.1611
        1     | 29  | 0.0061 | 0.1718
    """),
)
def test_wilsons_interval_for_a_share(row: Row) -> None:
    expected = float(row["low"]), float(row["high"])
    assert wilson(int(row["count"]), int(row["of"])) == pytest.approx(expected, abs=6e-5)


def test_the_sign_test_as_darlington_counts_it_out() -> None:
    """psych.cornell.edu/Darlington/signtest: 10 above, 2 below: 79/4096 on one side."""
    assert sign_test(10, 2) == pytest.approx(2 * 79 / 4096)


def test_shifts_are_counted_as_by_hand() -> None:
    """By hand: 11100000 against itself shows together 3 times; moved on it is 2 1 0 0 0 1 2."""
    run = [True] * 3 + [False] * 5
    assert circular_shifts(run, run) == (0, 7)
    assert circular_shifts(run, run).p == 1 / 8
    late = [False] * 2 + [True] * 3 + [False] * 3  # together once: more often in 4 shifts of 7
    assert circular_shifts(run, late) == (4, 7)
    apart = [False] * 4 + [True] * 3 + [False]  # together never, as in two shifts more
    assert circular_shifts(run, apart) == (2, 7)


def test_the_exact_interval_of_mendels_peas_as_r_prints_it() -> None:
    """?binom.test: 682 of 925."""
    assert share_interval(682, 925) == pytest.approx((0.7076683, 0.7654066), abs=1e-6)


def test_two_rates_as_r_prints_them() -> None:
    """?poisson.test: poisson.test(c(11, 6+8+7), c(800, 1083+1050+878))."""
    found = rate_ratio(11, 800, 21, 3011)
    assert found.p == pytest.approx(0.07967, abs=5e-6)
    assert found.ratio == pytest.approx(1.971488, abs=5e-7)
    assert found.interval == pytest.approx((0.8584264, 4.2772659), abs=1e-6)


def test_a_rate_over_none_is_infinite_and_its_interval_open_above() -> None:
    found = rate_ratio(6, 50, 0, 50)
    assert math.isinf(found.ratio)
    assert math.isinf(found.interval.high)


# Canned tuna, Hollander & Wolfe 1973, p. 187; ?cor.test prints T = 26, p = 0.1194.
HUNTER = [44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1]
PANEL = [2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8]


def test_kendalls_tau_of_the_canned_tuna_as_r_prints_it() -> None:
    found = kendall(HUNTER, PANEL)
    assert found is not None
    assert found.tau == pytest.approx(0.4444444, abs=1e-6)
    assert found.p == pytest.approx(0.1194, abs=5e-5)
    assert found.exact


def test_with_ties_every_order_is_tried_as_scipys_permutation_test_does() -> None:
    one, other = [90, 90, 70, 60, 40, 40], [1.0, 0.5, 0.5, 0.25, 0.25, 0.0]
    found = kendall(one, other)

    def tau(values: np.ndarray) -> float:
        return float(stats.kendalltau(values, other).statistic)

    peer = stats.permutation_test(
        (one,), tau, permutation_type="pairings", alternative="two-sided"
    )  # fmt: skip
    assert found is not None
    assert found.exact
    assert found.p == pytest.approx(peer.pvalue)


def test_tau_b_and_the_normal_curve_with_ties_as_scipys_manual_prints_them() -> None:
    """scipy.stats.kendalltau, example: tau -0.4714; twice as long, p is of the curve."""
    found = kendall([12, 2, 1, 12, 2], [1, 4, 7, 1, 0])
    assert found is not None
    assert found.tau == pytest.approx(-0.47140452)
    longer = kendall([12, 2, 1, 12, 2] * 2, [1, 4, 7, 1, 0] * 2)
    assert longer is not None
    assert not longer.exact


def test_what_never_differs_goes_together_with_nothing() -> None:
    assert kendall([80, 80, 80], [0.0, 0.5, 1.0]) is None


def test_holms_correction_as_r_prints_it_in_any_order() -> None:
    """p.adjust(c(0.01, 0.02, 0.03, 0.04, 0.05), "holm")."""
    printed = {0.01: 0.05, 0.02: 0.08, 0.03: 0.09, 0.04: 0.09, 0.05: 0.09}
    assert holm(list(printed)) == pytest.approx(list(printed.values()))
    mixed = [0.04, 0.01, 0.05, 0.03, 0.02]
    assert holm(mixed) == pytest.approx([printed[p] for p in mixed])
    assert holm([]) == []
    assert holm([0.6, 0.9]) == [1.0, 1.0]
