"""The latest rating of an expectation is the one of the latest day."""

from __future__ import annotations

from core.history.beliefs import latest_rating, ratings_in_order
from core.history.model import BeliefRating, WorkingModel
from tests.people import MARA, days_ago


def rated(*days_and_percents: tuple[int, int]) -> WorkingModel:
    ratings = tuple(BeliefRating(on=days_ago(d), percent=p) for d, p in days_and_percents)
    return WorkingModel(client_id=MARA.id, ratings=ratings)


def test_an_earlier_day_typed_in_later_is_not_the_latest() -> None:
    model = rated((9, 40), (70, 90))
    assert [one.percent for one in ratings_in_order(model)] == [90, 40]
    latest = latest_rating(model)
    assert latest is not None
    assert latest.percent == 40


def test_of_one_day_the_one_entered_last_counts() -> None:
    latest = latest_rating(rated((9, 40), (9, 35)))
    assert latest is not None
    assert latest.percent == 35


def test_without_ratings_there_is_no_latest() -> None:
    assert latest_rating(rated()) is None
