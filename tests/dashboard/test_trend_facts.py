"""Trend and phases in words, and nothing below the number of scores that means something."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from core.outcomes.landmarks import Landmark
from core.outcomes.personal import PersonalCourse
from core.outcomes.series import find_series, series_of
from dashboard.outcomes.over_time.facts import (
    CAVEAT,
    Course,
    of_personal,
    of_series,
    phase_facts,
    trend_facts,
)
from tests.people import MARA, days_ago, filled_in, phq9

# Two weeks of nothing, then a step down by 8 of 17 that stays.
STEP = (17, 16, 17, 9, 8, 9, 8)


def course(scores: Sequence[int]) -> Course:
    taken = [phq9(MARA, score, days_ago(70 - 7 * n)) for n, score in enumerate(scores)]
    found = find_series(series_of(taken), "phq-9")
    assert found is not None
    return of_series(found)


def answered(measure: str, *forms: str) -> Course:
    taken = [filled_in(MARA, measure, one, days_ago(70 - 7 * n)) for n, one in enumerate(forms)]
    found = find_series(series_of(taken), measure)
    assert found is not None
    return of_series(found)


def facts(scores: Sequence[int]) -> dict[str, str]:
    return {fact.what: fact.words for fact in trend_facts(course(scores))}


def compared(scores: Sequence[int], weeks: int) -> dict[str, str]:
    landmark = Landmark(days_ago(70 - 7 * weeks), "stage", "Stage 2")
    return {fact.what: fact.words for fact in phase_facts(course(scores), landmark)}


@pytest.mark.parametrize(
    ("what", "there", "said"),
    [
        ("Own trend", 3, "Needs 4 scores; there are 3."),
        ("Own trend", 1, "Needs 4 scores; there is 1."),
        ("Trend against measurement error", 2, "Needs 3 scores; there are 2."),
        ("Sudden steps", 3, "Needs 4 scores; there are 3."),
    ],
)
def test_too_few_scores_give_one_quiet_sentence(what: str, there: int, said: str) -> None:
    assert facts(STEP[:there])[what] == said


def test_a_straight_fall_of_two_a_week_is_said_with_its_dates() -> None:
    found = facts((16, 14, 12, 10))
    assert found["Own trend"] == "About 2 points lower a week (better), over 4 scores."
    assert found["Theil-Sen"].startswith("-2 points a week, 2\u00a0Apr")


def test_indices_stand_behind_the_plain_words() -> None:
    landmark = Landmark(days_ago(70 - 14), "stage", "Stage 2")
    found = [*trend_facts(course(STEP)), *phase_facts(course(STEP), landmark)]
    assert [fact.what for fact in found if not fact.figures] == [
        "Own trend", "Trend against measurement error", "Sudden steps", "Since the score before",
        "Since the best level", "In per cent", "Pairs",
    ]  # fmt: skip
    assert {"Theil-Sen", "RTI", "NAP", "Tau", "Tau-U"} <= {f.what for f in found if f.figures}


def test_a_level_course_is_called_level() -> None:
    assert facts((9, 9, 9, 9))["Own trend"].startswith("Level, over 4 scores")


def test_a_sudden_gain_names_its_days_its_size_and_the_rule() -> None:
    """Three criteria of Tang & DeRubeis 1999, with the NHS's 6 points as the first."""
    found = facts(STEP)
    assert found["Sudden steps"].startswith("8 points better from 16\u00a0Apr to 23\u00a0Apr")
    assert "at least 6 points, at least a quarter" in found["What counts as a sudden step"]


def test_a_course_without_a_step_has_none() -> None:
    assert facts((17, 16, 17, 16, 17))["Sudden steps"].startswith("None.")


def test_every_pair_better_is_said_in_pairs_first() -> None:
    found = compared(STEP, 2)
    assert found["Pairs"].startswith("In 12 of 12 pairs the later score is lower, which is better")
    assert found["NAP"].startswith("1.00")
    assert found["Tau"].startswith("1.00")


def test_a_tie_counts_half_and_says_so() -> None:
    assert "a tie counts half" in compared((10, 12, 14, 10, 8, 6), 2)["Pairs"]


@pytest.mark.parametrize(("weeks", "before", "after"), [(1, 2, 5), (4, 5, 2)])
def test_under_three_scores_on_a_side_nothing_is_compared(
    weeks: int, before: int, after: int
) -> None:
    assert list(compared(STEP, weeks).values()) == [
        f"Needs 3 scores on each side; there are {before} up to that day and {after} after it."
    ]


def test_per_cent_only_from_a_true_zero() -> None:
    """16 to 8 on the PHQ-9 is half; the VOC begins at 1, so a percentage says nothing."""
    assert facts((16, 12, 8, 8))["In per cent"] == "50 per cent better than at the start (16)"
    rated = [filled_in(MARA, "voc", (value,), days_ago(9 - value), about="t") for value in (2, 4)]
    found = find_series(series_of(rated), "voc", "t")
    assert found is not None
    assert "In per cent" not in {fact.what for fact in trend_facts(of_series(found))}


def test_own_words_get_a_trend_and_no_verdict() -> None:
    points = tuple((days_ago(28 - 7 * n), value) for n, value in enumerate((8.0, 6.0, 6.0, 4.0)))
    own = PersonalCourse(MARA.id, "Sleep", "problem", "lower", points, "open")
    found = {fact.what: fact.words for fact in trend_facts(of_personal(own))}
    assert list(found) == ["Own trend", "Theil-Sen", "Verdict"]
    assert "no measurement error is known" in found["Verdict"]


def test_the_caveat_claims_no_cause() -> None:
    assert "None of this says why a score moved" in CAVEAT


def test_the_trend_rests_on_the_error_of_the_published_figure() -> None:
    """6 points reliable at 95%: 6 / (1.96 * sqrt 2) is 2.16 points (by hand)."""
    words = facts((16, 14, 12, 10))["RTI"]
    assert "It rests on a standard error of 2.16 points, as 6 is reliable at 95% (verified: " in (
        words
    )


def test_a_worked_out_error_is_told_with_its_samples_and_status() -> None:
    """WSAS has no published figure: SD 9.4 * sqrt(1 - .82) is 3.99 points (by hand)."""
    found = answered("wsas", "88888", "66666", "44444", "22222")
    words = {fact.what: fact.words for fact in trend_facts(found)}
    said = words["RTI"]
    assert "It rests on a standard error of 3.99 points, worked out from two different" in said
    assert "Norwegian outpatients" in said
    assert "one source" in said


def test_by_a_convention_there_is_no_error_to_set_a_trend_against() -> None:
    found = answered("who-5", "11111", "22222", "33333", "44444")
    words = {fact.what: fact.words for fact in trend_facts(found)}
    assert words["Trend against measurement error"] == (
        "Not worked out: 10 points are called a significant change by convention, one source; "
        "measurement error is not known."
    )
    assert words["Sudden steps"].startswith("Not worked out: a quarter of a score means something")
    assert "In per cent" not in words


def test_history_has_no_trend_and_no_before_and_after() -> None:
    found = answered("ace-10", *["1110000000"] * 3, "1111111000")
    landmark = Landmark(days_ago(70), "stage", "Stage 2")
    assert [fact.what for fact in trend_facts(found)] == ["Verdict"]
    (after,) = phase_facts(found, landmark)
    assert after.words == (
        "The ACE is not a measure of change, so no change is called better or worse."
    )


def test_the_best_level_is_told_with_how_often_it_was_held() -> None:
    assert facts((16, 7, 8, 8, 15))["Since the best level"] == (
        "7 points higher, worse (8 or lower three times, now 15); more than measurement error "
        "(6 is reliable)"
    )
    assert "Since the best level" not in facts((16, 7, 15))
