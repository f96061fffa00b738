"""Which panels are shown at first, and that nothing filled in anew stays hidden."""

from __future__ import annotations

from dashboard.outcomes.over_time.view import (
    choices,
    chosen_at_first,
    forms,
    not_shown,
    with_new,
)
from tests.dashboard.test_over_time import a_file, full_file, gad7
from tests.people import MARA, TODAY, days_ago, filled_in, phq9


def test_the_main_measure_stands_first_and_own_words_last() -> None:
    assert list(choices(full_file(), "phq-9"))[:2] == ["phq-9", "gad-7"]
    assert list(choices(full_file(), "gad-7"))[-1] == f"own.{MARA.id}"


def test_at_first_at_most_five_measures_are_shown() -> None:
    keys = [f"m{number}" for number in range(9)] + [f"own.{number}" for number in range(9)]
    assert chosen_at_first(keys) == [*keys[:5], "own.0", "own.1", "own.2"]


def test_after_the_main_measure_the_latest_filled_in_stands_first() -> None:
    file = a_file(phq9(MARA, 9, days_ago(9)), gad7(9, 7), filled_in(MARA, "who-5", "11111", TODAY))
    assert list(choices(file, "phq-9")) == ["phq-9", "who-5", "gad-7"]


def test_what_is_filled_in_anew_is_shown_and_the_rest_is_named() -> None:
    file = full_file()
    now = forms(file)
    assert with_new(["phq-9"], now | {"gad-7": 2}, now) == ["phq-9", "gad-7"]
    assert with_new(["phq-9"], now, now) == ["phq-9"]
    named = choices(file, "phq-9")
    assert not_shown(named, ["phq-9"]) == "Not shown: GAD-7, and 1 in their own words."
    assert not_shown(named, list(named)) == ""
