"""Worse than the best level so far: a level that was held, not one lucky score."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from core.outcomes.instrument import instrument
from core.outcomes.sentences import recent_words
from core.outcomes.series import Series, find_series, held_level, series_of
from core.outcomes.yardstick import measurement_error, yardstick
from tests.people import MARA, days_ago, filled_in, phq9

PEOPLE = 4000


def course(*totals: int) -> Series:
    taken = [phq9(MARA, total, days_ago(7 * (99 - n))) for n, total in enumerate(totals)]
    found = find_series(series_of(taken), "phq-9")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("values", "better_is", "level"),
    [
        ((), "lower", None),
        ((5, 5), "lower", None),
        ((9, 2, 7), "lower", 9),
        ((9, 2, 7, 8), "lower", 8),
        ((9, 2, 7, 8), "higher", 7),
        ((4, 4, 4, 20), "lower", 4),
    ],
)
def test_the_level_is_the_third_best_score(
    values: Sequence[float], better_is: str, level: float | None
) -> None:
    assert held_level(values, better_is) == level  # type: ignore[arg-type]


def test_under_four_scores_there_is_no_level_to_have_left() -> None:
    assert course(8, 8, 20).since_best is None
    assert course(8, 8, 8, 20).since_best is not None


def test_the_sentence_names_the_level_and_how_often_it_was_held() -> None:
    assert recent_words(course(16, 7, 8, 8, 10, 15)) == (
        "PHQ-9 is 7 points worse than its best level (8 or lower three times, now 15): more than "
        "measurement error."
    )


@pytest.mark.parametrize("totals", [(16, 2, 12, 11, 10, 15), (16, 8, 8, 9, 12, 14)])
def test_one_low_score_is_no_level(totals: Sequence[int]) -> None:
    """From 2 or 8 to the latest score it is 6 points or more, from the third best it is not."""
    assert recent_words(course(*totals)) == ""


def test_where_higher_is_better_the_level_is_high() -> None:
    who = [filled_in(MARA, "who-5", "33333", days_ago(60))] + [
        filled_in(MARA, "who-5", typed, days_ago(50 - 7 * n))
        for n, typed in enumerate(("44444", "44444", "44444", "44433", "43333"))
    ]
    found = find_series(series_of(who), "who-5")
    assert found is not None
    assert "worse than its best level (80 or higher three times, now 64)" in recent_words(found)


def test_by_chance_alone_it_is_said_of_few() -> None:
    """People whose true score never moves: only measurement error, in whole points.

    Simulated with the error that the PHQ-9's file gives (6 points reliable at 95%). Against
    the single best of twelve scores one in five would be called worse.
    """
    one = instrument("phq-9")
    by, error = yardstick(one, "total"), measurement_error(one, "total")
    assert by is not None
    scores = np.round(np.random.default_rng(4).normal(14, error.points, (PEOPLE, 12)))
    held = single = 0
    for *earlier, latest in scores.tolist():
        level = held_level(earlier, "lower")
        assert level is not None
        held += by.judge(level, latest) == "deteriorated"
        single += by.judge(min(earlier), latest) == "deteriorated"
    assert held / PEOPLE <= 0.06
    assert single / PEOPLE > 0.15
