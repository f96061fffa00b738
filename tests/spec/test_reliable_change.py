"""Is a change more than measurement error, by the published indices.

Three kinds of expected number: printed in the paper or in another program's documentation;
asserted in another program's tests; or small enough to work out by hand from the formula as
the paper prints it (the working stands in a comment).
"""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidEntry
from core.outcomes.reliable_change import (
    METHODS,
    Better,
    Method,
    Reference,
    check,
    classes,
    critical,
    difference_error,
    index,
    minimum_points,
    missing_figures,
    standard_error,
)
from tests.spec.table import Row, table

title = "Change beyond measurement error, computed"

# Jacobson & Truax 1991, JCCP 59:12, the marital satisfaction example.
JT_1991 = Reference(sd_pre=7.5, reliability=0.80)

# Means and SDs of the people in clinicalsignificance's tests/testthat/test-calc_rci_*.R
# (pedscience/clinicalsignificance); the correlation is chosen to keep the hand working short.
PEER = Reference(
    sd_pre=5, reliability=0.80, mean_pre=10, mean_post=7, sd_post=6,
    reliability_post=0.80, correlation=0.5,
)  # fmt: skip


def test_jacobson_and_truax_1991_as_printed() -> None:
    assert standard_error(JT_1991) == pytest.approx(3.35, abs=0.005)
    assert difference_error(JT_1991) == pytest.approx(4.74, abs=0.005)
    assert index("JT", 32.5, 47.5, JT_1991) == pytest.approx(3.16, abs=0.005)


def test_smallest_reliable_change_as_cecpfuns_asserts_it() -> None:
    """cpsyctc/CECPfuns tests/testthat/test-getRCIfromSDandAlpha.R: SD 7.5, reliability .8."""
    assert minimum_points("JT", JT_1991) == pytest.approx(9.296925484568419, rel=1e-12)


# milanwiedemann/suddengains tests/testthat/test-define_crit1_cutoff.R (z there is 1.96).
@pytest.mark.parametrize(
    "row",
    table("""
        sd       | reliability | se       | s_diff   | minimum
        ---------+-------------+----------+----------+---------
        10.5     | 0.961       | 2.073584 | 2.93249  | 5.747681
        6.396073 | 0.931       | 1.680111 | 2.376036 | 4.65703
    """),
)
def test_errors_as_suddengains_asserts_them(row: Row) -> None:
    ref = Reference(float(row["sd"]), float(row["reliability"]))
    assert standard_error(ref) == pytest.approx(float(row["se"]), abs=2e-6)
    assert difference_error(ref) == pytest.approx(float(row["s_diff"]), abs=2e-6)
    assert minimum_points("JT", ref) == pytest.approx(float(row["minimum"]), rel=1e-4)


# claus_2020 BDI as printed in clinicalsignificance's documentation, reliability .80
# (benediktclaus/clinicalsignificance reference/augmented_data.md), starting SD 8.16 as
# printed in its README: 10 people, index to three figures.
CLAUS = Reference(sd_pre=8.16, reliability=0.80)
CLAUS_PRE = np.array([33, 26, 15, 39, 22, 25, 33, 23, 47, 43], dtype=float)
CLAUS_POST = np.array([27, 19, 5, 46, 28, 18, 30, 8, 24, 13], dtype=float)
CLAUS_INDEX = [-1.16, -1.36, -1.94, 1.36, 1.16, -1.36, -0.581, -2.91, -4.46, -5.81]


def test_indices_of_ten_people_as_clinicalsignificance_prints_them() -> None:
    found = index("JT", CLAUS_PRE, CLAUS_POST, CLAUS)
    assert found == pytest.approx(CLAUS_INDEX, abs=0.005)
    assert list(classes("JT", CLAUS_PRE, CLAUS_POST, CLAUS, "lower")) == [0] * 7 + [1] * 3


# By hand for a person who goes from 30 to 2 (HA: to 3), sample as PEER. Expected score by
# the true-score formula .8 * (30 - 10) + 10 = 26. Residual SD 5 * sqrt(1 - .64) = 3.
# GLN (2 - 26) / 3; HLL (2 - 7 - 16) / 3; EN -24 / (5 * sqrt(.2)); NK -24 / sqrt(3.2 + 5).
# HA: error variance 5, variance of change 25 + 36 - 30 = 31, R = (31 - 10) / 31;
# (-27 * 21/31 - 3 * 10/31) / (sqrt(21/31) * sqrt(10)) = -597 / sqrt(21 * 31 * 10).
@pytest.mark.parametrize(
    "row",
    table("""
        method | pre | post | index
        -------+-----+------+-----------
        GLN    | 30  | 2    | -8
        HLL    | 30  | 2    | -7
        EN     | 30  | 2    | -10.733126
        NK     | 30  | 2    | -8.381163
        HA     | 30  | 3    | -7.399183
        GLN    | 10  | 13   | 1
        HLL    | 10  | 13   | 2
    """),
)
def test_corrected_indices_by_hand(row: Row) -> None:
    method: Method = row["method"]  # type: ignore[assignment]
    found = index(method, float(row["pre"]), float(row["post"]), PEER)
    assert found == pytest.approx(float(row["index"]), abs=5e-6)


def test_ha_looks_one_sided_and_the_others_two_sided() -> None:
    """Hageman & Arrindell 1999: 1.65; all others 1.96."""
    assert critical("HA") == pytest.approx(1.645, abs=0.0005)
    assert {round(critical(method), 6) for method in METHODS if method != "HA"} == {1.959964}


def test_only_jt_has_one_smallest_change_for_everybody() -> None:
    assert [method for method in METHODS if minimum_points(method, PEER) is not None] == ["JT"]


@pytest.mark.parametrize(
    "row",
    table("""
        method | known                          | sentence
        -------+--------------------------------+------------------------------------------------
        JT     | sd_pre=7                       | The JT method also needs the reliability.
        JT     | reliability=.8                 | The JT method also needs the standard deviation at the start.
        GLN    | sd_pre=7 reliability=.8        | The GLN method also needs the mean at the start.
        NK     | sd_pre=7 reliability=.8 mean_pre=3 | The NK method also needs the reliability at the end.
        JT     | sd_pre=7 reliability=1         | The reliability cannot be 1: there would be no measurement error to compare with.
        JT     | sd_pre=7 reliability=0         | The reliability must lie above 0 and below 1.
        JT     | sd_pre=7 reliability=1.1       | The reliability must lie above 0 and below 1.
        JT     | sd_pre=7 reliability=-.8       | The reliability must lie above 0 and below 1.
        JT     | sd_pre=7 reliability=nan       | The reliability must be a number.
        JT     | sd_pre=0 reliability=.8        | The standard deviation at the start must be above 0. With one person, or everyone alike, use that of a norm group.
        JT     | sd_pre=nan reliability=.8      | The standard deviation at the start must be a number.
    """),  # noqa: E501
)
def test_what_cannot_be_computed_is_refused_with_one_sentence(row: Row) -> None:
    known = dict(cell.split("=") for cell in row["known"].split())
    ref = Reference(**{name: float(value) for name, value in known.items()})
    with pytest.raises(InvalidEntry) as refused:
        index(row["method"], 20.0, 10.0, ref)  # type: ignore[type-var]
    assert refused.value.sentence == row["sentence"]


def test_ha_is_refused_where_people_do_not_differ_by_more_than_error() -> None:
    """Variance of change 25 + 25 - 2*5*5*.9 = 5; its error alone is 2 * 25 * .2 = 10."""
    with pytest.raises(InvalidEntry, match="no more than measurement error"):
        check("HA", PEER._replace(sd_post=5, correlation=0.9))


def test_missing_figures_are_named_for_every_method() -> None:
    assert missing_figures("HA", Reference(7, 0.8)) == [
        "the mean at the start", "the mean at the end", "the standard deviation at the end",
        "the correlation between start and end",
    ]  # fmt: skip
    assert all(missing_figures(method, PEER) == [] for method in METHODS)


@pytest.mark.parametrize("score", [math.nan, math.inf])
def test_a_missing_score_is_refused_rather_than_called_unchanged(score: float) -> None:
    with pytest.raises(InvalidEntry, match="A score is missing"):
        classes("JT", np.array([20.0, 30.0]), np.array([10.0, score]), JT_1991, "lower")


def test_a_change_on_the_critical_value_is_not_beyond_it() -> None:
    """SD 1 and reliability .5 make the standard error of a difference 1."""
    ref = Reference(sd_pre=1, reliability=0.5)
    assert classes("JT", 0.0, critical("JT"), ref, "higher") == 0
    assert classes("JT", 0.0, critical("JT") + 1e-9, ref, "higher") == 1


SCORES = st.floats(-200, 200).map(lambda value: round(value, 2))
WAYS: list[Better] = ["lower", "higher"]


@given(st.sampled_from(METHODS), SCORES, SCORES)
def test_one_person_alone_gets_what_they_get_in_a_group(
    method: Method, pre: float, post: float
) -> None:
    alone = index(method, pre, post, PEER)
    group = index(method, np.array([pre, 20.0]), np.array([post, 8.0]), PEER)
    assert group[0] == pytest.approx(alone, rel=1e-12, abs=1e-12)


@given(st.sampled_from(METHODS), SCORES, SCORES)
def test_the_other_direction_turns_the_class_round(method: Method, pre: float, post: float) -> None:
    lower, higher = (classes(method, pre, post, PEER, way) for way in WAYS)
    assert lower == -higher


@given(SCORES, SCORES, st.floats(0.05, 0.99), st.floats(0.1, 50))
def test_swapping_start_and_end_turns_jt_round(
    pre: float, post: float, reliability: float, sd: float
) -> None:
    ref = Reference(sd, reliability)
    assert index("JT", pre, post, ref) == -index("JT", post, pre, ref)
