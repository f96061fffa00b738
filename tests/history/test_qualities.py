"""Ratings of care are drawn as they were given; the strongest on each side, nothing added up."""

from __future__ import annotations

from itertools import pairwise

from core.history.qualities import GAVE, HURT, ages_of, ages_words, care_by_period
from core.vocabulary import terms
from tests.history.entries import figure


def rated(period: str, quality: str, rating: str) -> dict[str, str]:
    return {"period": period, "quality": quality, "rating": rating}


def test_every_quality_of_the_list_has_its_side() -> None:
    assert sorted((*GAVE, *HURT)) == sorted(term.id for term in terms("caregiving_qualities"))


def test_the_strongest_on_each_side_and_never_a_sum() -> None:
    mam = figure(
        "Mam",
        qualities=[
            rated("p6_11", "responsive", "1"),
            rated("p6_11", "repairing", "3"),
            rated("p6_11", "critical", "2"),
            rated("p0_2", "absent", "0"),
        ],
    )
    first, second = care_by_period(mam)
    assert (first.period, first.gave, first.hurt) == ("p0_2", None, 0)
    assert (second.period, second.gave, second.hurt, second.mixed) == ("p6_11", 3, 2, False)


def test_mixed_is_not_a_number() -> None:
    (care,) = care_by_period(figure("Mam", qualities=[rated("p3_5", "responsive", "mixed")]))
    assert (care.gave, care.hurt, care.mixed) == (None, None, True)
    assert care.words == ("noticed and answered: differed a lot",)


def test_a_quality_in_own_words_is_said_and_not_drawn() -> None:
    (care,) = care_by_period(figure("Mam", qualities=[rated("p3_5", "other: sang to me", "4")]))
    assert (care.gave, care.hurt) == (None, None)
    assert care.words == ("sang to me 4 of 4",)


def test_the_periods_follow_each_other() -> None:
    ages = [ages_of(term.id) for term in terms("developmental_periods")]
    assert all(before[1] == after[0] for before, after in pairwise(ages))
    assert ages_of("other: the war years") is None
    assert [ages_words(p) for p in ("p6_11", "p26p", "other: the war years")] == [
        "6-11", "26+", "the war years",
    ]  # fmt: skip
