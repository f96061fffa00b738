"""Expectations of self and others: first, as the stage began, latest; told, never explained."""

from __future__ import annotations

import pytest

from core.approaches.model import StageReached
from core.approaches.self_and_other import about, rated_on, self_and_other, stage_began
from core.errors import InvalidEntry
from core.history.model import BeliefRating, WorkingModel
from dashboard.approach.efit.view import belief_lines
from tests.people import MARA, TODAY, days_ago, plan


def model(*rated: tuple[int, int], **more: object) -> WorkingModel:
    ratings = tuple(BeliefRating(on=days_ago(days), percent=percent) for days, percent in rated)
    return WorkingModel(client_id=MARA.id, ratings=ratings, **more)


class TestStageBegan:
    def test_without_a_plan_or_stage_there_is_no_day(self) -> None:
        assert stage_began(None) is None
        assert stage_began(plan(MARA, None)) is None

    def test_the_first_day_of_the_stage_it_is_in_since(self) -> None:
        days = (("efit1", 90), ("efit2", 60), ("efit1", 40), ("efit2", 30), ("efit2", 10))
        reached = tuple(StageReached(stage=one, on=days_ago(on)) for one, on in days)
        assert stage_began(plan(MARA, None, stages=reached[::-1])) == days_ago(30)


class TestRatings:
    def test_first_as_the_stage_began_and_latest_whatever_the_order_typed_in(self) -> None:
        (one,) = self_and_other([model((10, 35), (90, 90), (40, 60))], days_ago(30))
        told = (one.first, one.at_stage, one.latest)
        assert [rating.percent for rating in told if rating] == [90, 60, 35]

    @pytest.mark.parametrize(("days", "counted"), [(31, True), (30, True), (29, False)])
    def test_a_rating_of_the_stages_first_day_lies_before_it(
        self, days: int, counted: bool
    ) -> None:
        (one,) = self_and_other([model((days, 50))], days_ago(30))
        assert (one.at_stage is not None) is counted

    def test_none_rated_is_a_state_of_its_own(self) -> None:
        (one,) = self_and_other([model(self_view="too_much")], None)
        assert (one.first, one.at_stage, one.latest) == (None, None, None)
        assert belief_lines([one], None, TODAY)[0].told == "Not rated yet."

    def test_those_about_the_self_come_first_and_taken_out_ones_not_at_all(self) -> None:
        models = [
            model(other_view="leave", words="c"),
            model(words="d"),
            model(self_view="alone", other_view="leave", words="b"),
            model(self_view="alone", words="a"),
            model(self_view="alone", words="gone", retired=True),
        ]
        found = self_and_other(models, None)
        assert [one.model.words for one in found] == ["a", "b", "c", "d"]
        assert [about(one.model) for one in found] == ["self", "both", "others", "unsaid"]

    def test_a_view_that_was_not_asked_or_declined_is_not_about_anybody(self) -> None:
        assert about(model(self_view="declined", other_view="not_asked")) == "unsaid"


class TestWords:
    def test_counts_and_days_are_said_and_no_cause(self) -> None:
        found = self_and_other([model((90, 90), (40, 60), (10, 35), words="I am _too_ much")],
                               days_ago(30))  # fmt: skip
        line = belief_lines(found, days_ago(30), TODAY)[0]
        assert line.told.replace("\u00a0", " ") == (
            "First **90** on 13 Mar 2026, as this stage began **60** on 2 May 2026, "
            "latest **35** on 1 Jun 2026 (3 ratings)."
        )
        assert line.name == "I am \\_too\\_ much"
        assert (line.today, line.course is None) == (None, False)

    def test_not_rated_before_the_stage_is_said(self) -> None:
        found = self_and_other([model((20, 90), (0, 60))], days_ago(30))
        line = belief_lines(found, days_ago(30), TODAY)[0]
        assert "not rated before this stage began" in line.told
        assert line.today == 60

    def test_one_rating_is_no_course(self) -> None:
        found = self_and_other([model((20, 90))], None)
        line = belief_lines(found, None, TODAY)[0]
        assert (line.told.startswith("Rated once"), line.course) == (True, None)


class TestRatingNow:
    def test_a_new_day_is_added_and_earlier_ones_stay(self) -> None:
        found = rated_on(model((10, 50)), TODAY, 40)
        assert [(one.on, one.percent) for one in found.ratings] == [(days_ago(10), 50), (TODAY, 40)]

    def test_the_same_day_is_corrected(self) -> None:
        found = rated_on(rated_on(model((10, 50)), TODAY, 40), TODAY, 30)
        assert [one.percent for one in found.ratings] == [50, 30]

    @pytest.mark.parametrize("percent", [-1, 101])
    def test_outside_the_scale_is_refused_in_a_sentence(self, percent: int) -> None:
        with pytest.raises(InvalidEntry, match="percent"):
            rated_on(model(), TODAY, percent)
