"""The small tables of the history's forms: what comes back from them is an entry again."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from core.clients.model import Asked
from core.errors import InvalidEntry
from core.history.model import BeliefRating, CareQuality, Descriptor
from dashboard.history.rows import (
    asked_of,
    asked_rows,
    day_of,
    qualities_of,
    quality_rows,
    rating_rows,
    ratings_of,
    word_rows,
    words_of,
)
from tests.people import TODAY, days_ago

SOFT = Descriptor(word="soft", memory="The settee.", source="record", sure="unsure")
WARM = CareQuality(period="p6_11", quality="delighting", rating="mixed", example="Mondays.")
RATED = BeliefRating(on=days_ago(9), percent=80)


def test_untouched_tables_give_back_what_was_stored() -> None:
    assert words_of(word_rows([SOFT])) == (SOFT.model_dump(),)
    assert qualities_of(quality_rows([WARM])) == (WARM.model_dump(),)
    assert ratings_of(rating_rows([RATED]), None, None, TODAY) == (RATED.model_dump(),)
    asked = (Asked(topic="losses", state="asked", on=days_ago(3)), Asked(topic="other: dreams"))
    assert asked_of(asked_rows(asked), asked, TODAY) == tuple(one.model_dump() for one in asked)


def test_there_are_five_rows_for_words() -> None:
    assert len(word_rows([])) == len(word_rows([SOFT] * 5)) == 5


def test_a_memory_without_its_word_is_refused() -> None:
    rows = word_rows([])
    rows[2]["memory"] = "The settee."
    with pytest.raises(InvalidEntry, match="Words, row 3: a memory stands without the word"):
        words_of(rows)


@pytest.mark.parametrize("half", [{"period": "p0_2"}, {"rating": "3"}, {"example": "Soup."}])
def test_half_a_rating_of_care_is_refused(half: dict[str, str]) -> None:
    empty = {"period": None, "quality": None, "rating": None, "example": ""}
    said = "Ratings, row 2: a rating needs a period, a quality and a number"
    with pytest.raises(InvalidEntry, match=said):
        qualities_of([empty, empty | half])


def test_an_empty_cell_of_a_new_row_is_no_rating() -> None:
    assert qualities_of([{"period": None, "quality": None, "rating": None, "example": None}]) == ()


def test_a_rating_of_a_belief_is_added_with_its_day() -> None:
    (new,) = ratings_of([], days_ago(2), 40, TODAY)
    assert new == {"on": days_ago(2), "percent": 40}
    assert ratings_of([], None, 40, TODAY)[0]["on"] == TODAY
    assert ratings_of([], TODAY, None, TODAY) == ()


@pytest.mark.parametrize("percent", [-1, 101, None, float("nan")])
def test_a_belief_is_rated_from_0_to_100(percent: float | None) -> None:
    with pytest.raises(InvalidEntry, match="from 0 to 100"):
        ratings_of([{"on": TODAY, "percent": percent}], None, None, TODAY)


def test_a_rating_typed_in_later_stands_at_its_day() -> None:
    rows = [{"on": days_ago(9), "percent": 40}]
    kept = ratings_of(rows, days_ago(30), 90, TODAY)
    assert [one["percent"] for one in kept] == [90, 40]


def test_nothing_is_rated_in_the_future() -> None:
    with pytest.raises(InvalidEntry, match="cannot be in the future"):
        ratings_of([{"on": days_ago(-1), "percent": 5}], None, None, TODAY)


def test_a_topic_asked_without_a_day_was_asked_today() -> None:
    rows = asked_rows(())
    rows[0]["state"] = "declined"
    rows[1] |= {"state": "asked", "on": "2026-03-01"}
    (first, second) = asked_of(rows, (), TODAY)
    assert (first["state"], first["on"]) == ("declined", TODAY)
    assert second["on"] == date(2026, 3, 1)


def test_topics_nobody_touched_are_not_stored() -> None:
    assert asked_of(asked_rows(()), (), TODAY) == ()


@pytest.mark.parametrize(
    ("cell", "day"),
    [
        (date(2026, 3, 1), date(2026, 3, 1)),
        (datetime(2026, 3, 1, 9), date(2026, 3, 1)),
        ("2026-03-01T00:00:00", date(2026, 3, 1)),
        ("", None),
        (None, None),
        (float("nan"), None),
    ],
)
def test_a_day_comes_in_several_shapes(cell: object, day: date | None) -> None:
    assert day_of(cell) == day
