"""Change judged by an index worked out from an instrument's own marked figures."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidEntry
from core.outcomes.change import change
from core.outcomes.definition import Cutoff, Norm, Reliability, Threshold
from core.outcomes.instrument import Instrument, instrument, instruments
from core.outcomes.reliable_change import METHODS
from core.outcomes.yardstick import measurement_error, reference, yardstick
from tests.spec.table import Row, table

title = "Change too large to be measurement error, worked out"

SCALE = "total"
R80 = Reliability(kind="test-retest", value=0.80, scale=SCALE, for_change=True, sources=("R",))
SD75 = Norm(
    scale=SCALE, population="couples", n=120, mean=40, sd=7.5, role="clinical", for_change=True,
    sources=("N",),
)  # fmt: skip


def made(**changes: object) -> Instrument:
    """PHQ-9 without its published figure, on a scale of 0 to 60, with the figures given."""
    one = instrument("phq-9")
    scale = one.main_scale.model_copy(update={"max": 60, "true_zero": True})
    usual = {"reliable_change": (), "reliability": (R80,), "norms": (SD75,), "cutoffs": ()}
    return one.model_copy(update={"scales": (scale,), **usual, **changes})


# Jacobson & Truax 1991: SD 7.5, reliability .80; CECPfuns test value for the smallest
# reliable change 9.296925484568419, so 10 whole points are needed and 9 are not enough.
@pytest.mark.parametrize(
    "row",
    table("""
        better | pre  | post | verdict
        -------+------+------+-------------
        lower  | 47.5 | 32.5 | improved
        higher | 32.5 | 47.5 | improved
        lower  | 32.5 | 47.5 | deteriorated
        lower  | 40   | 31   | unchanged
        lower  | 40   | 30   | improved
        lower  | 30   | 39.2 | unchanged
        lower  | 30   | 39.3 | deteriorated
    """),
)
def test_without_a_published_figure_jacobson_and_truax_judge(row: Row) -> None:
    found = change(made(better_is=row["better"]), float(row["pre"]), float(row["post"]))
    assert (found.method, found.reliable) == ("JT", row["verdict"])
    assert found.minimum_reliable_change == pytest.approx(9.296925484568419)
    assert found.needs == "more than 9.3 is reliable"


def test_the_basis_names_formula_reliability_and_sample_with_source_and_status() -> None:
    assert change(made(), 40, 20).basis == (
        "Worked out, more than 9.3 points: JT from two different samples: reliability 0.8 "
        "(test-retest; one source: R) and SD 7.5 (couples, n = 120; one source: N)."
    )


def test_figures_of_one_source_are_not_called_two_samples() -> None:
    same = R80.model_copy(update={"sources": ("N", "R")})
    assert change(made(reliability=(same,)), 40, 20).basis.startswith(
        "Worked out, more than 9.3 points: JT from reliability 0.8 (test-retest; one source: N) and"
    )


def test_a_published_figure_comes_first_and_either_can_be_asked_for() -> None:
    """PHQ-9: 6 points (NHS Talking Therapies); JT from SD 6.1, alpha .876: 5.95 (by hand)."""
    one = instrument("phq-9")
    assert (change(one, 18, 6).method, change(one, 18, 6).needs) == ("published", "6 is reliable")
    asked = change(one, 18, 6, method="JT")
    assert asked.minimum_reliable_change == pytest.approx(5.954, abs=5e-4)
    assert (asked.method, asked.reliable) == ("JT", "improved")


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"reliability": ()}, "the reliability"),
        ({"norms": ()}, "the standard deviation at the start"),
        ({"reliability": (R80.model_copy(update={"for_change": False}),)}, "the reliability"),
        ({"reliability": (R80.model_copy(update={"status": "unverified"}),)}, "the reliability"),
        ({"reliability": (R80.model_copy(update={"scale": "B"}),)}, "the reliability"),
        ({"norms": (SD75.model_copy(update={"status": "unverified"}),)},
         "the standard deviation at the start"),
        ({"norms": (SD75.model_copy(update={"role": "after treatment"}),)},
         "the standard deviation at the start"),
    ],
)  # fmt: skip
def test_figures_not_marked_or_not_verified_are_not_used(
    changes: dict[str, object], missing: str
) -> None:
    one = made(**changes)
    assert (change(one, 40, 20).reliable, change(one, 40, 20).method) == (None, None)
    with pytest.raises(InvalidEntry) as refused:
        change(one, 40, 20, method="JT")
    assert refused.value.sentence == (
        "JT cannot be worked out for this scale of the PHQ-9: its file marks no figure to use "
        f"for {missing}."
    )


def test_a_method_names_every_figure_the_file_does_not_hold() -> None:
    with pytest.raises(InvalidEntry) as refused:
        change(made(), 40, 20, method="HA")
    assert refused.value.sentence.endswith(
        "for the mean at the end, the standard deviation at the end and the correlation between "
        "start and end."
    )


# By hand, r .8, SD 7.5, mean 40: residual SD 7.5 * .6 = 4.5. From 50 one expects 48.
# To 39.1: GLN -8.9 / 4.5 = -1.978. To 39.3: -1.933. After treatment mean 30: HLL from 50
# expects 38; to 29.1 is -1.978.
@pytest.mark.parametrize(
    "row",
    table("""
        method | pre | post | verdict
        -------+-----+------+----------
        GLN    | 50  | 39.1 | improved
        GLN    | 50  | 39.3 | unchanged
        HLL    | 50  | 29.1 | improved
        HLL    | 50  | 29.3 | unchanged
    """),
)
def test_methods_that_allow_for_regression_to_the_mean(row: Row) -> None:
    after = SD75.model_copy(update={"role": "after treatment", "mean": 30.0, "population": "same"})
    found = change(
        made(norms=(SD75, after)), float(row["pre"]), float(row["post"]),
        method=row["method"],  # type: ignore[arg-type]
    )  # fmt: skip
    assert (found.reliable, found.minimum_reliable_change) == (row["verdict"], None)
    assert found.basis.startswith("Worked out, an index beyond 1.96: ")


def test_only_a_clinical_sample_will_do() -> None:
    """People in general differ less than patients: their SD would call too much reliable."""
    general = SD75.model_copy(update={"role": "functional", "sd": 5.0})
    assert reference(made(norms=(general, SD75)), SCALE).sd_pre == 7.5
    assert reference(made(norms=(general,)), SCALE).sd_pre is None
    assert change(made(norms=(general,)), 40, 20).reliable is None


def test_what_has_no_room_on_the_scale_is_said() -> None:
    found = change(made(), 9, 5)
    assert found.cannot_show == (
        "On this scale an improvement of more than 9.3 cannot be shown from 9."
    )
    assert found.reliable is None
    assert change(made(), 10, 5).cannot_show is None
    assert change(made(), 51, 55).cannot_show == (
        "On this scale a worsening of more than 9.3 cannot be shown from 51."
    )


# Two lines as the GAD-7 has them, and one that marks recovery, which is not told as a worry.
LINES = tuple(
    Cutoff(id=f"c{n}", label="", scale=SCALE, op=op, value=value, meaning="", status=status)
    for n, (op, value, status) in enumerate(
        [(">=", 10, "verified"), (">=", 8, "verified"), ("<=", 9, "verified"),
         (">=", 5, "one source")]
    )
)  # fmt: skip


@pytest.mark.parametrize(
    "row",
    table("""
        pre | post | said
        ----+------+--------------------------------------
        16  | 12   | still at or above 10, at or above 8
        16  | 9    | now below 10, still at or above 8
        16  | 3    | now below 10, below 8
        10  | 10   | still at or above 10, at or above 8
        7   | 3    |
        3   | 9    | now at or above 8
    """),
)
def test_published_lines_of_two_sources_are_told_by_where_the_score_stands(row: Row) -> None:
    found = change(made(cutoffs=LINES), float(row["pre"]), float(row["post"]))
    assert found.crossed == row["said"]


def test_percent_is_of_the_start_and_only_where_zero_means_none() -> None:
    assert change(made(), 40, 30).percent == 25
    assert change(made(), 0, 30).percent is None
    assert change(instrument("ecr-rs"), 6, 3).percent is None
    assert change(made(better_is="higher"), 40, 30).percent is None
    scale = made().main_scale.model_copy(update={"true_zero": False})
    assert change(made(scales=(scale,)), 40, 30).percent is None


# SEM of a published figure: points / (1.96 * sqrt 2), at 90% / (1.645 * sqrt 2). PHQ-9 6 points:
# 2.16; 6 at 90%: 2.58 (both by hand). Worked out, Jacobson & Truax 1991: 7.5 * sqrt .2 = 3.35.
@pytest.mark.parametrize(("confidence", "points"), [(95, 2.1647), (90, 2.5793)])
def test_the_error_of_a_published_figure_is_that_of_its_level(
    confidence: int, points: float
) -> None:
    one = instrument("phq-9")
    figure = one.reliable_change[0].model_copy(update={"confidence": confidence})
    found = measurement_error(one.model_copy(update={"reliable_change": (figure,)}), SCALE)
    assert found.points == pytest.approx(points, abs=5e-5)
    assert found.basis.startswith(f"as 6 is reliable at {confidence}% (verified: ")


def test_without_a_published_figure_the_error_is_worked_out_with_its_samples() -> None:
    found = measurement_error(made(), SCALE)
    assert found.points == pytest.approx(3.354, abs=5e-4)
    assert found.basis == (
        "worked out from two different samples: reliability 0.8 (test-retest; one source: R) and "
        "SD 7.5 (couples, n = 120; one source: N)"
    )


def test_a_convention_has_no_error() -> None:
    figure = Threshold(scale=SCALE, value=10, rule="", kind="convention", status="verified")
    with pytest.raises(InvalidEntry) as refused:
        measurement_error(made(reliable_change=(figure,)), SCALE)
    assert refused.value.sentence == (
        "10 points are called a significant change by convention; measurement error is not known."
    )


def test_a_measure_that_is_not_one_of_change_is_judged_by_nothing() -> None:
    found = change(made(tracks=False), 40, 20)
    assert (found.reliable, found.method, found.percent) == (None, None, None)
    assert found.basis == (
        "The PHQ-9 is not a measure of change, so no change is called better or worse."
    )


@pytest.mark.parametrize("one", instruments().values(), ids=lambda one: one.id)
def test_every_scale_of_the_library_is_judged_or_says_why_not(one: Instrument) -> None:
    for scale in one.scales:
        by = yardstick(one, scale.id)
        found = change(one, scale.max or 20, scale.min or 0, scale.id)
        assert (found.method is None) == (by is None)
        assert found.basis.endswith((".", ")."))
        if by is None:
            assert (found.reliable, found.minimum_reliable_change) == (None, None)


MARKED = [one for one in instruments().values() if reference(one, one.main_scale.id).sd_pre]


@given(st.sampled_from(MARKED), st.sampled_from(METHODS), st.integers(0, 20), st.integers(0, 20))
def test_a_method_gives_a_verdict_or_one_sentence(
    one: Instrument, method: str, pre: int, post: int
) -> None:
    try:
        found = change(one, pre, post, method=method)  # type: ignore[arg-type]
    except InvalidEntry as refused:
        assert refused.sentence.endswith(".")  # noqa: PT017
    else:
        assert (found.reliable is None) == (found.cannot_show is not None)
        assert found.minimum_reliable_change is None or math.isfinite(found.minimum_reliable_change)
