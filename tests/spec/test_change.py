"""Change too large to be measurement error, by published figures only."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import NotFound
from core.outcomes.change import Change, change
from core.outcomes.instrument import Instrument, instrument, instruments
from tests.spec.table import Row, table

title = "Change too large to be measurement error"


# NHS Talking Therapies: PHQ-9 6 or more, GAD-7 4 or more, whole points, read as inclusive
# (cbtwatch.com quoting the IAPT manual; NCT05134103). PCL-5: 15 or more (Marx et al. 2022).
@pytest.mark.parametrize(
    "row",
    table("""
        measure | pre | post | verdict      | needs
        --------+-----+------+--------------+------
        phq-9   | 16  | 7    | improved     | 6
        phq-9   | 12  | 7    | unchanged    | 6
        phq-9   | 12  | 6    | improved     | 6
        phq-9   | 12  | 5    | improved     | 6
        phq-9   | 12  | 12   | unchanged    | 6
        phq-9   | 12  | 17   | unchanged    | 6
        phq-9   | 12  | 18   | deteriorated | 6
        gad-7   | 10  | 7    | unchanged    | 4
        gad-7   | 10  | 6    | improved     | 4
        gad-7   | 10  | 13   | unchanged    | 4
        gad-7   | 10  | 14   | deteriorated | 4
        pcl-5   | 40  | 26   | unchanged    | 15
        pcl-5   | 40  | 25   | improved     | 15
        pcl-5   | 40  | 54   | unchanged    | 15
        pcl-5   | 40  | 55   | deteriorated | 15
    """),
)
def test_a_change_counts_from_the_published_number_of_points(row: Row) -> None:
    found = change(instrument(row["measure"]), float(row["pre"]), float(row["post"]))
    assert found.reliable == row["verdict"]
    assert found.minimum_reliable_change == float(row["needs"])
    assert found.change == float(row["post"]) - float(row["pre"])
    assert found.cannot_show is None


# outcome-stats section 9: PHQ-9 below 6 cannot improve by 6, above 21 cannot worsen by 6.
@pytest.mark.parametrize(
    "row",
    table("""
        measure | pre | post | sentence
        --------+-----+------+-------------------------------------------------------------------
        phq-9   | 5   | 1    | On this scale an improvement of 6 cannot be shown from 5.
        phq-9   | 6   | 2    |
        phq-9   | 21  | 23   |
        phq-9   | 22  | 24   | On this scale a worsening of 6 cannot be shown from 22.
        gad-7   | 3   | 2    | On this scale an improvement of 4 cannot be shown from 3.
        gad-7   | 4   | 2    |
        gad-7   | 17  | 18   |
        gad-7   | 18  | 18   | On this scale a worsening of 4 cannot be shown from 18.
        pcl-5   | 14  | 2    | On this scale an improvement of 15 cannot be shown from 14.
        pcl-5   | 15  | 2    |
        pcl-5   | 65  | 75   |
        pcl-5   | 66  | 75   | On this scale a worsening of 15 cannot be shown from 66.
    """),
)
def test_near_the_end_of_a_scale_the_sentence_says_what_cannot_be_shown(row: Row) -> None:
    found = change(instrument(row["measure"]), float(row["pre"]), float(row["post"]))
    assert found.cannot_show == (row["sentence"] or None)
    assert found.reliable == (None if row["sentence"] else "unchanged")


# Only the way the score moved matters: 22 to 18 left room to improve, 5 to 9 to get worse.
@pytest.mark.parametrize(("pre", "post"), [(22, 18), (27, 22), (5, 9), (0, 5)])
def test_no_room_at_one_end_says_nothing_of_a_move_towards_the_other(pre: int, post: int) -> None:
    found = change(instrument("phq-9"), pre, post)
    assert (found.reliable, found.cannot_show) == ("unchanged", None)


def test_without_any_change_both_ends_are_looked_at() -> None:
    assert change(instrument("phq-9"), 3, 3).cannot_show == (
        "On this scale an improvement of 6 cannot be shown from 3."
    )
    assert change(instrument("phq-9"), 25, 25).cannot_show == (
        "On this scale a worsening of 6 cannot be shown from 25."
    )
    assert change(instrument("phq-9"), 12, 12).cannot_show is None


def test_near_one_end_a_change_towards_the_other_still_counts() -> None:
    assert change(instrument("phq-9"), 3, 9).reliable == "deteriorated"
    assert change(instrument("phq-9"), 25, 19).reliable == "improved"
    assert change(instrument("phq-9"), 25, 19).cannot_show is None


# outcome-stats section 9: 8.2 - 2.2 is less than 6 in binary floating point.
def test_decimals_are_compared_exactly() -> None:
    for tenths in range(60, 271):
        found = change(instrument("phq-9"), tenths / 10, (tenths - 60) / 10)
        assert (found.change, found.reliable) == (-6.0, "improved")


@pytest.mark.parametrize("measure", ["csi-16", "ecr-rs", "sud", "voc"])
def test_without_a_published_figure_there_is_a_difference_and_no_verdict(measure: str) -> None:
    one = instrument(measure)
    found = change(one, one.main_scale.max, one.main_scale.min)
    assert found.change == one.main_scale.min - one.main_scale.max
    assert (found.reliable, found.minimum_reliable_change, found.cannot_show) == (None, None, None)
    assert found.basis == (
        f"No published reliable-change figure was found for the {one.short}, so no verdict is "
        "given."
    )


def test_a_verdict_names_its_rule_its_status_and_its_source() -> None:
    assert change(instrument("pcl-5"), 40, 20).basis == (
        "15 points or more: from a trial of 198 male veterans (one source: Marx et al. 2022)."
    )


def test_pcl_5_clusters_have_no_figure_of_their_own() -> None:
    found = change(instrument("pcl-5"), 20, 0, "B")
    assert (found.scale, found.reliable) == ("B", None)


def test_an_unknown_scale_is_not_found() -> None:
    with pytest.raises(NotFound):
        change(instrument("phq-9"), 20, 10, "mood")


def test_an_unverified_figure_gives_no_verdict() -> None:
    one = instrument("phq-9")
    doubtful = one.reliable_change[0].model_copy(update={"status": "unverified"})
    unsure = one.model_copy(update={"reliable_change": (doubtful,)})
    found = change(unsure, 20, 2, method="published")
    assert (found.reliable, found.minimum_reliable_change) == (None, None)
    nothing_else = unsure.model_copy(update={"norms": (), "reliability": ()})
    found = change(nothing_else, 20, 2)
    assert (found.reliable, found.minimum_reliable_change, found.method) == (None, None, None)


def test_a_figure_that_matters_to_people_is_not_taken_for_reliable_change() -> None:
    """Loewe's 5 points on the PHQ-9 are an MCID; 5 points stay within measurement error."""
    assert change(instrument("phq-9"), 15, 10).reliable == "unchanged"


WITH_FIGURE = [
    one
    for one in instruments().values()
    if one.threshold(one.main_scale.id) and None not in (one.main_scale.min, one.main_scale.max)
]
OPPOSITE = {"improved": "deteriorated", "deteriorated": "improved"}


@st.composite
def two_scores(draw: st.DrawFn) -> tuple[Instrument, float, float]:
    """Two scores of one measure, to a tenth of a point."""
    one = draw(st.sampled_from(WITH_FIGURE))
    low, high = one.main_scale.min, one.main_scale.max
    assert low is not None
    assert high is not None
    tenths = st.integers(int(low * 10), int(high * 10)).map(lambda t: t / 10)
    return one, draw(tenths), draw(tenths)


def plain(found: Change) -> str:
    """The verdict, with a scale that cannot show a change read as unchanged."""
    return found.reliable or "unchanged"


@given(two_scores())
def test_swapping_before_and_after_flips_the_verdict(
    example: tuple[Instrument, float, float],
) -> None:
    one, pre, post = example
    there, back = change(one, pre, post), change(one, post, pre)
    assert back.change == -there.change
    assert plain(back) == OPPOSITE.get(plain(there), "unchanged")


@given(two_scores())
def test_a_measure_that_counts_the_other_way_flips_the_verdict(
    example: tuple[Instrument, float, float],
) -> None:
    one, pre, post = example
    other_way = "higher" if one.better_is == "lower" else "lower"
    flipped = one.model_copy(update={"better_is": other_way})
    assert plain(change(flipped, pre, post)) == OPPOSITE.get(
        plain(change(one, pre, post)), "unchanged"
    )


@given(two_scores())
def test_a_change_is_a_verdict_or_a_sentence_and_never_both(
    example: tuple[Instrument, float, float],
) -> None:
    found = change(*example)
    assert (found.reliable is None) == (found.cannot_show is not None)
