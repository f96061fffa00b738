"""Cohorts against what the R packages print for the same published scores."""

from __future__ import annotations

import csv
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.errors import InvalidEntry
from core.outcomes.cohort import Cohort, Question, by_group, cohort
from core.outcomes.reliable_change import METHODS, Method
from core.outcomes.significance import names

DATA = Path(__file__).parent / "data"
Scores = NDArray[np.float64]


def column(file: str, name: str, before: str, after: str) -> tuple[Scores, Scores]:
    with (DATA / file).open(encoding="utf-8", newline="") as opened:
        rows = list(csv.DictReader(opened))
    pre, post = (
        np.array([float(r[name].replace("NA", "nan")) for r in rows if r["time"] == time])
        for time in (before, after)
    )
    return pre, post


GDS = column("jacobson_1989.csv", "gds", "pre", "post")
DAS = column("jacobson_1989.csv", "das", "pre", "post")
HAMD = column("claus_2020_hamd.csv", "hamd", "1", "4")


def found(scores: tuple[Scores, Scores], question: Question) -> Cohort:
    return cohort(*scores, question)


@pytest.mark.parametrize(
    ("method", "counts"),
    [
        ("JT", (26, 3, 10, 1, 0)), ("EN", (26, 6, 5, 3, 0)), ("HLL", (12, 0, 16, 11, 1)),
        ("GLN", (26, 3, 10, 1, 0)), ("NK", (26, 2, 11, 1, 0)), ("HA", (23, 9, 7, 1, 0)),
    ],
)  # fmt: skip
def test_claus_2020_as_clinicalsignificance_prints_it(
    method: Method, counts: tuple[int, ...]
) -> None:
    """pedscience/clinicalsignificance, tests/testthat/_snaps/cs_combined.md."""
    asked = Question("lower", 0.8, method, "c", 8, 8, reliability_post=0.5)
    told = found(HAMD, asked).overall
    assert tuple(told.counts.values()) == counts
    assert tuple(told.percent_of_used.values()) == tuple(100 * n / 40 for n in counts)


@pytest.mark.parametrize(
    ("method", "counts"),
    [
        ("JT", (10, 4, 12, 0, 0)), ("GLN", (12, 4, 10, 0, 0)), ("HLL", (7, 0, 11, 8, 0)),
        ("EN", (12, 5, 9, 0, 0)), ("NK", (12, 4, 10, 0, 0)),
    ],
)  # fmt: skip
def test_jacobson_1989_as_clinicalsignificance_prints_it(
    method: Method, counts: tuple[int, ...]
) -> None:
    """tests/testthat/_snaps/clinical_significance.md: cut-off a, 26 of 30 people used."""
    told = found(GDS, Question("lower", 0.8, method, "a", reliability_post=0.8)).overall
    assert tuple(told.counts.values()) == counts
    assert (told.n_original, told.n_used) == (30, 26)
    assert told.percent_of_all["recovered"] == pytest.approx(100 * counts[0] / 30)


def test_hageman_arrindell_counts_the_same_people_as_changed() -> None:
    """Same file: 7 + 10 improved or recovered, 9 unchanged under HA."""
    told = found(GDS, Question("lower", 0.8, "HA")).overall
    assert told.counts == {"improved": 17, "unchanged": 9, "deteriorated": 0}


def test_harmed_needs_an_end_on_the_clinical_side_with_hageman_arrindell_too() -> None:
    """Claus, Wager & Bonnet 2024: harmed is reliable worsening from one side to the other.

    The R package calls it harmed wherever the person ended. Here the last two worsen surely; by
    hand, true SDs are 7.797 and 3.578, so c is (7.797 * 3 + 3.578 * 22) / 11.375 = 8.976, and
    only 16 lies beyond it.
    """
    pre = np.array([30.0, 28, 25, 24, 22, 20, 26, 27, 1, 4])
    post = np.array([10.0, 24, 8, 20, 5, 18, 3, 25, 8, 16])
    told = cohort(pre, post, Question("lower", 0.95, "HA", "c", 3, 4, sd_pre=8, mean_pre=22))
    assert told.cutoff == pytest.approx(8.976, abs=0.001)
    assert names(told.codes[-2:]) == ["deteriorated", "harmed"]


def test_published_points_count_themselves_and_decimals_are_compared_as_written() -> None:
    """PHQ-9: 6 or more (NHS Talking Therapies); 18.3 to 12.3 is 6, as a float 6.000000000000002.

    The other pairs differ by the last digits of a float: 9.1 to 15.1 is 6 and as a float too
    little; thirds as prorated scores have them stay as they are written.
    """
    pre = np.array([18.3, 12.3, 9.1, 20, 20, 8.333333333333334, 19.333333333333332])
    post = np.array([12.3, 18.3, 15.1, 14, 14.001, 14.333333333333334, 13.333333333333334])
    told = cohort(pre, post, Question("lower", points=6))
    assert (told.method, told.minimum_points, told.s_diff, told.cutoff) == (
        "published", 6, None, None,
    )  # fmt: skip
    assert names(told.codes) == [
        "improved", "deteriorated", "deteriorated", "improved", "unchanged", "deteriorated",
        "unchanged",
    ]  # fmt: skip
    assert np.isnan(told.rci).all()


def test_published_points_need_no_spread() -> None:
    """Everybody starts alike: no index could be worked out, the points say it all the same."""
    told = cohort(np.array([20.0, 20]), np.array([14.0, 15]), Question("lower", points=6))
    assert told.overall.counts == {"improved": 1, "unchanged": 1, "deteriorated": 0}


def test_recovered_needs_a_start_in_the_clinical_range() -> None:
    """DAS, functional 114.8 (17.8), r .80, cut-off c: JTRCI counts 15, who only end well.

    Two of them started on the functional side already; clinicalsignificance counts 13.
    """
    told = found(DAS, Question("higher", 0.8, "JT", "c", 114.8, 17.8))
    assert told.overall.counts["recovered"] == 13
    ended = (told.rci > 1.96) & (told.post > (told.cutoff or 0))
    assert np.count_nonzero(ended) == 15


def test_functional_norms_ask_for_cutoff_c_and_none_for_no_cutoff() -> None:
    with_norms = found(HAMD, Question("lower", 0.8, functional_mean=8, functional_sd=8))
    assert (with_norms.cutoff_kind, with_norms.overall.counts["recovered"]) == ("c", 26)
    without = found(HAMD, Question("lower", 0.8))
    assert (without.cutoff, without.cutoff_kind) == (None, None)
    assert without.overall.counts == {"improved": 29, "unchanged": 10, "deteriorated": 1}


def test_the_smallest_change_and_its_error_are_told_in_points() -> None:
    """J&T 1991: SD 7.5, r .80 make S_diff 4.74; CECPfuns: 9.296925484568419 points."""
    told = found(GDS, Question("lower", 0.8, sd_pre=7.5))
    assert told.s_diff == pytest.approx(4.743, abs=0.001)
    assert told.minimum_points == pytest.approx(9.296925484568419)
    assert found(GDS, Question("lower", 0.8, "GLN")).minimum_points is None


def test_means_and_spread_are_of_those_with_both_scores() -> None:
    told = found(GDS, Question("lower", 0.8)).overall
    used = ~np.isnan(GDS[1])
    assert told.mean_pre == pytest.approx(np.mean(GDS[0][used]))
    assert told.sd_pre == pytest.approx(np.std(GDS[0][used], ddof=1))
    assert told.correlation == pytest.approx(np.corrcoef(GDS[0][used], GDS[1][used])[0, 1])
    assert told.effect is not None
    assert not told.effect.few


def test_groups_are_judged_by_the_figures_of_all_and_add_up() -> None:
    whole = found(HAMD, Question("lower", 0.8, "JT", "c", 8, 8))
    parts = by_group(whole, np.arange(40) % 2, ["even", "odd", "nobody"])
    for name, count in whole.overall.counts.items():
        assert parts["even"].counts[name] + parts["odd"].counts[name] == count
    assert (parts["nobody"].n_original, parts["nobody"].percent_of_used) == (0, {})
    assert parts["nobody"].mean_pre is None


@pytest.mark.parametrize(
    ("pre", "post", "asked", "part"),
    [
        ([math.nan, 3], [2, math.nan], Question("lower", 0.8), "Nobody has a score both"),
        ([], [], Question("lower", 0.8), "Nobody has a score both"),
        ([30], [10], Question("lower", 0.8), "one person has none): give the standard deviation"),
        ([30, 30, 30], [1, 2, 3], Question("lower", 0.8), "everybody has the same first score"),
        ([0.1] * 7, [1] * 7, Question("lower", 0.8), "everybody has the same first score"),
        ([30, 20], [10, 5], Question("lower", 1), "cannot be 1"),
        ([30, 20], [10, 5], Question("lower", 0), "above 0"),
        ([30, 20], [10, 5], Question("lower", math.nan), "must"),
        ([30, 20], [10, 5], Question("lower", 0.8, sd_pre=0), "must be above 0"),
        ([30, 20], [10, 5], Question("lower", 0.8, cutoff="c"), "--functional-mean"),
        ([30, 20], [10, 5], Question("lower", 0.8, functional_mean=3), "--functional-sd"),
        ([30, 20], [10, 5], Question("lower", 0.8, functional_sd=3), "--functional-mean"),
        ([30, 20], [10, 5], Question("lower", 0.8, cutoff="b", functional_sd=3), "Cut-off b"),
        ([30, 20], [10, 5], Question("lower", 0.8, "NK"), "the reliability at the end"),
        ([30], [10], Question("lower", 0.8, "HA", sd_pre=8), "also needs"),
        ([30], [10], Question("lower", 0.8, cutoff="a", sd_pre=8), "--mean-pre"),
    ],
)  # fmt: skip
def test_what_cannot_be_worked_out_is_a_sentence(
    pre: list[float], post: list[float], asked: Question, part: str
) -> None:
    with pytest.raises(InvalidEntry) as refused:
        cohort(np.array(pre, dtype=float), np.array(post, dtype=float), asked)
    assert part in refused.value.sentence


def test_one_person_is_judged_by_norm_figures() -> None:
    """J&T 1991: 32.5 to 47.5 with SD 7.5, r .80 is an index of 3.16."""
    asked = Question("higher", 0.8, "JT", "c", 60, 7.5, sd_pre=7.5, mean_pre=40)
    told = cohort(np.array([32.5]), np.array([47.5]), asked)
    assert told.rci[0] == pytest.approx(3.16, abs=0.005)
    assert (told.cutoff, told.overall.counts["improved"]) == (50, 1)
    assert (told.overall.sd_pre, told.overall.effect) == (None, None)


def test_a_few_people_are_flagged_and_two_have_no_effect_size() -> None:
    few = found((HAMD[0][:5], HAMD[1][:5]), Question("lower", 0.8)).overall.effect
    assert few is not None
    assert few.few
    assert found((HAMD[0][:2], HAMD[1][:2]), Question("lower", 0.8)).overall.effect is None


scores = st.lists(
    st.tuples(*[st.one_of(st.integers(0, 63), st.just(math.nan))] * 2), min_size=3, max_size=30
)


@given(scores, st.sampled_from(METHODS), st.sampled_from(["a", "b", "c", None]))
def test_everybody_with_both_scores_is_in_one_class_and_turning_the_scale_round_changes_nothing(
    people: list[tuple[float, float]], method: Method, kind: str | None
) -> None:
    pre, post = (np.array(values, dtype=float) for values in zip(*people, strict=True))
    asked = Question("lower", 0.8, method, kind, 5, 4, reliability_post=0.7)  # type: ignore[arg-type]
    turned = asked._replace(better_is="higher", functional_mean=-5)
    try:
        told = cohort(pre, post, asked)
    except InvalidEntry:
        with pytest.raises(InvalidEntry, match=r"\w"):
            cohort(-pre, -post, turned)

        return
    assert sum(told.overall.counts.values()) == told.overall.n_used == told.used.size
    assert told.overall.n_original == len(people)
    assert cohort(-pre, -post, turned).overall.counts == told.overall.counts
