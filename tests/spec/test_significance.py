"""Clinical cut-offs and the combined classes."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidEntry
from core.outcomes.reliable_change import Better, Reference, classes
from core.outcomes.significance import (
    CATEGORIES,
    Kind,
    Norms,
    change_only,
    choice,
    combined,
    counts,
    cutoff,
    functional,
    names,
)
from tests.spec.table import Row, table

title = "Clinical cut-offs and recovery"

JT_1991 = Norms(40, 7.5, 60, 7.5)


# Jacobson & Truax 1991: higher is better, 40 and 60 with SD 7.5: a 55, b 45, c 50.
# Turned round (lower is better, clinical 60, functional 40) the lines mirror at 50.
@pytest.mark.parametrize(
    "row",
    table("""
        kind | clinical | functional | better | line
        -----+----------+------------+--------+-----
        a    | 40       | 60         | higher | 55
        b    | 40       | 60         | higher | 45
        c    | 40       | 60         | higher | 50
        a    | 60       | 40         | lower  | 45
        b    | 60       | 40         | lower  | 55
        c    | 60       | 40         | lower  | 50
    """),
)
def test_cut_offs_of_jacobson_and_truax(row: Row) -> None:
    norms = Norms(float(row["clinical"]), 7.5, float(row["functional"]), 7.5)
    kind: Kind = row["kind"]  # type: ignore[assignment]
    better: Better = row["better"]  # type: ignore[assignment]
    assert cutoff(kind, norms, better) == pytest.approx(float(row["line"]))


def test_cut_off_c_as_clinicalsignificance_prints_it_for_unequal_samples() -> None:
    """pedscience/clinicalsignificance README.md: BDI 35.48 (8.16) against 8 (8): 21.6."""
    assert cutoff("c", Norms(35.48, 8.16, 8, 8), "lower") == pytest.approx(21.6, abs=0.005)


def test_cut_off_b_stands_on_the_functional_sd() -> None:
    """By hand: 8 + 2 * 7 = 22; the clinical SD would give 24.32."""
    assert cutoff("b", Norms(35.48, 8.16, 8, 7), "lower") == 22


@pytest.mark.parametrize(
    ("norms", "kind"),
    [
        (Norms(40, 7.5), "a"),
        (JT_1991, "c"),
        (Norms(40, 2, 60, 2), "b"),
        (Norms(60, 2, 40, 2), "b"),
        (Norms(40, 7.5, functional_mean=60), "a"),
    ],
)
def test_the_recommended_cut_off_follows_what_is_known(norms: Norms, kind: Kind) -> None:
    """Jacobson & Truax 1991: c where the samples overlap, b where not, a without norms."""
    assert choice(norms) == kind


@pytest.mark.parametrize(
    ("kind", "norms", "sentence"),
    [
        ("c", Norms(40, 7.5), "Cut-off c also needs the mean and standard deviation of a "
                              "functional sample."),
        ("a", Norms(40, 0), "The standard deviation of the clinical sample must be above 0."),
        ("b", Norms(40, 7, 60, -1), "The standard deviation of the functional sample must be "
                                    "above 0."),
        ("c", Norms(60, 7, 40, 7), "The functional mean must lie on the better side of the "
                                   "clinical mean. Check the direction and the two means."),
        ("a", Norms(float("nan"), 7), "The mean and standard deviation of the clinical sample "
                                      "must be numbers."),
    ],
)  # fmt: skip
def test_a_cut_off_that_cannot_be_is_refused(kind: Kind, norms: Norms, sentence: str) -> None:
    with pytest.raises(InvalidEntry) as refused:
        cutoff(kind, norms, "higher")
    assert refused.value.sentence == sentence


# claus_2020 BDI, first ten people, reliability .80, functional 8 (8), cut-off c 21.6 as
# printed in clinicalsignificance's documentation (reference/augmented_data.md).
def test_ten_people_are_classed_as_clinicalsignificance_prints_them() -> None:
    pre = np.array([33, 26, 15, 39, 22, 25, 33, 23, 47, 43], dtype=float)
    post = np.array([27, 19, 5, 46, 28, 18, 30, 8, 24, 13], dtype=float)
    change = classes("JT", pre, post, Reference(8.16, 0.80), "lower")
    line = cutoff("c", Norms(35.48, 8.16, 8, 8), "lower")
    assert names(combined(change, pre, post, line, "lower")) == [
        *["unchanged"] * 7, "recovered", "improved", "recovered",
    ]  # fmt: skip
    assert [bool(well) for well in ~functional(pre, line, "lower")] == [
        True, True, False, True, True, True, True, True, True, True,
    ]  # fmt: skip


# The definitions of Claus, Wager & Bonnet 2024 on a scale where lower is better, cut-off 16.
@pytest.mark.parametrize(
    "row",
    table("""
        change | pre | post | class        | why
        -------+-----+------+--------------+--------------------------------------------------
        1      | 20  | 15   | recovered    | clinical to functional, reliably
        1      | 30  | 20   | improved     | still clinical
        1      | 15  | 5    | improved     | was not clinical at the start
        1      | 22  | 16   | improved     | on the cut-off counts as clinical
        1      | 16  | 6    | recovered    | on the cut-off at the start counts as clinical
        0      | 17  | 15   | unchanged    | crossed, but within measurement error
        0      | 16  | 16   | unchanged    | a peer calls this deteriorated
        -1     | 20  | 30   | deteriorated | was clinical all along
        -1     | 10  | 15   | deteriorated | still functional
        -1     | 10  | 16   | harmed       | onto the cut-off, which counts as clinical
        -1     | 15  | 25   | harmed       | functional to clinical, reliably
    """),
)
def test_each_class_by_its_definition(row: Row) -> None:
    found = combined(int(row["change"]), float(row["pre"]), float(row["post"]), 16, "lower")
    assert CATEGORIES[int(found)] == row["class"]


def test_without_functional_norms_there_are_three_classes() -> None:
    codes = change_only(np.array([1, 1, 0, -1]))
    assert counts(codes, with_cutoff=False) == {"improved": 2, "unchanged": 1, "deteriorated": 1}
    assert counts(codes)["recovered"] == counts(codes)["harmed"] == 0


SCORES = st.lists(st.integers(0, 63), min_size=1, max_size=30)


@given(SCORES, st.data())
def test_everybody_is_in_exactly_one_class_and_turning_the_scale_round_changes_nothing(
    pre: list[int], data: st.DataObject
) -> None:
    post = data.draw(st.lists(st.integers(0, 63), min_size=len(pre), max_size=len(pre)))
    x, y = np.array(pre, dtype=float), np.array(post, dtype=float)
    ref = Reference(8, 0.85)
    low = combined(classes("JT", x, y, ref, "lower"), x, y, 20, "lower")
    high = combined(classes("JT", -x, -y, ref, "higher"), -x, -y, -20, "higher")
    assert list(low) == list(high)
    assert sum(counts(low).values()) == len(pre)
