"""Effect sizes against metafor's own tests and a published worked example."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.errors import InvalidEntry
from core.outcomes.effect_size import (
    Group,
    effect_sizes,
    group_of,
    hedges_j,
    smcr_variance,
)

# Morris 2008, five training studies; SMCR and its variance as asserted in
# wviechtb/metafor tests/testthat/test_analysis_example_morris2008.r (datT, then datC).
MORRIS = [
    (Group(20, 30.6, 38.5, 15.0, 11.6, 0.47), 0.5056, 0.0594),
    (Group(50, 23.5, 26.8, 3.1, 4.1, 0.64), 1.0481, 0.0254),
    (Group(9, 0.5, 0.7, 0.1, 0.1, 0.77), 1.8054, 0.2322),
    (Group(10, 53.4, 75.9, 14.5, 4.4, 0.89), 1.4181, 0.1225),
    (Group(14, 35.6, 36.0, 4.7, 4.6, 0.44), 0.0801, 0.0802),
    (Group(20, 23.1, 19.7, 13.8, 14.8, 0.47), -0.2365, 0.0544),
    (Group(42, 24.9, 25.3, 4.1, 3.3, 0.64), 0.0958, 0.0173),
    (Group(9, 0.6, 0.6, 0.2, 0.2, 0.77), 0.0, 0.0511),
    (Group(11, 55.7, 60.7, 17.3, 17.9, 0.89), 0.2667, 0.0232),
    (Group(14, 34.8, 33.4, 3.1, 6.9, 0.44), -0.4250, 0.0864),
]
# SMCC in the same file is d_z with Hedges' correction.
SMCC = [0.5417, 1.0198, 2.6619, 1.9088, 0.0765, -0.2213, 0.1219, 0.0000, 0.5575, -0.2126]


@pytest.mark.parametrize(("group", "smcr", "variance"), MORRIS)
def test_standardised_mean_change_as_metafor_asserts_it(
    group: Group, smcr: float, variance: float
) -> None:
    found = effect_sizes(group)
    assert found.smcr == pytest.approx(smcr, abs=5.1e-5)
    assert smcr_variance(group.n, group.correlation, found.smcr) == pytest.approx(
        variance, abs=5.1e-5
    )
    assert (found.high - found.low) / 2 == pytest.approx(1.96 * math.sqrt(variance), abs=1e-3)


@pytest.mark.parametrize(
    ("group", "smcc"), [(group, value) for (group, _, _), value in zip(MORRIS, SMCC, strict=True)]
)
def test_change_in_sds_of_change_as_metafor_asserts_it(group: Group, smcc: float) -> None:
    found = effect_sizes(group)
    assert found.d_z is not None
    assert found.d_z * hedges_j(group.n - 1) == pytest.approx(smcc, abs=5.1e-5)


# By hand: means 10 and 7, SDs 5 and 5, correlation .5: SD of change 5, so d_z = d_pre = -.6;
# d_av the same as both SDs are 5; d_rm = -.6 * sqrt(2 * .5) = -.6.
def test_where_everything_is_equal_the_indices_agree() -> None:
    found = effect_sizes(Group(40, 10, 7, 5, 5, 0.5))
    assert found.d_pre == found.d_av == pytest.approx(-0.6)
    assert found.d_z == found.d_rm == pytest.approx(-0.6)


# By hand from Gamma(1/2) = sqrt(pi), Gamma(3/2) = sqrt(pi)/2, Gamma(1) = Gamma(2) = 1.
@pytest.mark.parametrize(
    ("freedom", "j"),
    [
        (2, 1 / math.sqrt(math.pi)),
        (3, math.sqrt(math.pi / 6)),
        (4, math.sqrt(2 / math.pi)),
    ],
)
def test_the_exact_small_sample_correction(freedom: int, j: float) -> None:
    assert hedges_j(freedom) == pytest.approx(j, rel=1e-12)


def test_large_groups_do_not_overflow_the_correction() -> None:
    assert hedges_j(1_000_000) == pytest.approx(1 - 3 / (4e6 - 1), rel=1e-9)


def test_a_group_is_summarised_from_both_scores() -> None:
    """By hand: 1..5 against 2, 4, 6, 8, 10: SDs sqrt(2.5) and twice that, correlation 1."""
    found = group_of(np.array([1, 2, 3, 4, 5], float), np.array([2, 4, 6, 8, 10], float))
    assert (found.n, found.mean_pre, found.mean_post) == (5, 3, 6)
    assert found.sd_pre == pytest.approx(math.sqrt(2.5))
    assert found.sd_post == pytest.approx(2 * math.sqrt(2.5))
    assert found.correlation == pytest.approx(1)


def test_fewer_than_twenty_people_are_flagged() -> None:
    assert effect_sizes(Group(19, 20, 10, 5, 5, 0.5)).few
    assert not effect_sizes(Group(20, 20, 10, 5, 5, 0.5)).few


def test_when_everyone_changes_by_the_same_there_is_no_sd_of_change() -> None:
    found = effect_sizes(group_of(np.array([10, 20, 30], float), np.array([5, 15, 25], float)))
    assert (found.d_z, found.d_rm) == (None, None)
    assert found.d_pre == pytest.approx(-0.5)


def test_everyone_ending_alike_is_no_division_by_zero() -> None:
    assert effect_sizes(
        group_of(np.array([10, 20, 30], float), np.array([0, 0, 0], float))
    ).d_pre == pytest.approx(-2)


@pytest.mark.parametrize(
    ("pre", "post", "sentence"),
    [
        ([10, 20], [5, 5], "An effect size needs 3 people with both scores; there are 2."),
        ([10, 10, 10], [5, 6, 7], "Everyone has the same starting score"),
        ([10, 20, np.nan], [5, 6, 7], "must be numbers"),
    ],
)
def test_what_cannot_be_computed_is_refused(
    pre: list[float], post: list[float], sentence: str
) -> None:
    with pytest.raises(InvalidEntry, match=sentence):
        effect_sizes(group_of(np.array(pre, float), np.array(post, float)))
