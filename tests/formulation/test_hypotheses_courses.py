"""Predictions about change, on diaries with the numbers of published examples."""

from __future__ import annotations

import pytest

from core.formulation.model import Node
from core.history.model import BeliefRating, WorkingModel
from core.outcomes.series import series_of
from core.triggers.model import Episode
from tests.formulation.diary import BREATHING, CHECKS, found, predicted
from tests.people import MARA, days_ago, episode, node, phq9


def breathed(after: int | None, before: int | None = 80, **more: object) -> Episode:
    tried = {"strategy": "slow_breath", "arousal_after": after}
    fields = {"arousal": before, "strategies": [tried]} | more
    return episode(MARA, days_ago(50), **fields)


class TestStrategy:
    def test_ten_above_and_two_below_as_darlington_counts_them(self) -> None:
        """psych.cornell.edu/Darlington/signtest: 10 above and 2 below, 79/4096 on one side."""
        diary = [breathed(40)] * 10 + [breathed(75)] * 2
        finding = found(predicted("strategy_lowers", BREATHING, CHECKS, points=20), diary)
        assert finding.tested.p == pytest.approx(2 * 79 / 4096)
        assert finding.state == "supported"
        assert finding.sentence == (
            "Arousal (0-100) was lower by 20 or more after 10 of 12 uses of “Slow breathing”. "
            "Median fall 40, from 5 to 40."
        )

    def test_more_often_less_than_predicted_contradicts(self) -> None:
        diary = [breathed(75)] * 10 + [breathed(40)] * 2
        finding = found(predicted("strategy_lowers", BREATHING, CHECKS, points=20), diary)
        assert finding.state == "contradicted"

    def test_a_fall_of_exactly_the_points_is_a_hit_like_any_other(self) -> None:
        """Fourteen of fourteen coin throws: 2 in 16,384."""
        diary = [breathed(60)] * 9 + [breathed(40)] * 5
        finding = found(predicted("strategy_lowers", BREATHING, CHECKS, points=20), diary)
        assert "after 14 of 14 uses" in finding.sentence
        assert finding.tested.p == pytest.approx(2 / 16_384)
        assert finding.state == "supported"

    def test_many_exact_falls_and_some_lesser_ones_contradict_nothing(self) -> None:
        """Eight against six, as in Pascal's row of 14: 12,952 of 16,384 are no nearer to 7."""
        diary = [breathed(60)] * 8 + [breathed(70)] * 6
        finding = found(predicted("strategy_lowers", BREATHING, CHECKS, points=20), diary)
        assert finding.tested.p == pytest.approx(12_952 / 16_384)
        assert finding.state == "not_yet"

    def test_scales_are_kept_apart_and_what_is_not_measured_is_left_out(self) -> None:
        diary = [
            breathed(40),
            breathed(None),
            breathed(40, None),
            breathed(3, 8, arousal_scale="SUD 0-10"),
        ]
        hundred = found(predicted("strategy_lowers", BREATHING, CHECKS), diary).tested
        assert hundred.n == 1
        assert hundred.left_out == (
            "2 uses left out: arousal before or after was not recorded",
            "1 use left out: rated on the other scale, and scales are not mixed",
        )
        sud = found(
            predicted("strategy_lowers", BREATHING, CHECKS, points=3, scale="SUD 0-10"), diary
        )
        assert "Arousal (SUD 0-10) was lower by 3 or more after 1 of 1 use" in sud.sentence

    def test_it_says_that_arousal_falls_by_itself(self) -> None:
        finding = found(predicted("strategy_lowers", BREATHING, CHECKS), [breathed(40)])
        assert finding.tested.caution == (
            "Arousal also falls by itself, and no fall without a strategy is recorded to compare."
        )

    def test_where_the_fall_without_a_strategy_is_known_it_is_said(self) -> None:
        alone = [
            episode(MARA, days_ago(60), arousal=80, arousal_half_hour=half) for half in (50, 40, 30)
        ]
        sud = {"arousal": 8, "arousal_half_hour": 1, "arousal_scale": "SUD 0-10"}
        diary = [breathed(40), *alone, episode(MARA, days_ago(60), **sud)]
        finding = found(predicted("strategy_lowers", BREATHING, CHECKS), diary)
        assert finding.tested.caution == (
            "Arousal also falls by itself: in 3 episodes with no strategy recorded it fell by a "
            "median of 40 in the half hour after its height."
        )

    def test_any_of_a_nodes_strategies_is_a_use(self) -> None:
        calms = node(MARA, "Calms down", "strategy", terms=("slow_breath", "pmr"))
        other = breathed(None, strategies=[{"strategy": "pmr", "arousal_after": 40}])
        finding = found(predicted("strategy_lowers", calms), [breathed(40), other], nodes=[calms])
        assert finding.tested.n == 2

    def test_a_node_without_a_strategy_of_the_diary_cannot_be_tested(self) -> None:
        bare = node(MARA, "Walks", "strategy")
        finding = found(predicted("strategy_lowers", bare), [breathed(40)], nodes=[bare])
        assert "no strategy of the diary" in finding.sentence


# Canned tuna, Hollander & Wolfe 1973, p. 187: R's ?cor.test prints tau 0.444, p = 0.1194.
HUNTER = (44.4, 45.9, 41.9, 53.3, 44.7, 44.1, 50.7, 45.2, 60.1)
PANEL = (2.6, 3.1, 2.5, 5.0, 3.6, 4.0, 5.2, 2.8, 3.8)
MODEL = WorkingModel(
    client_id=MARA.id,
    ratings=tuple(
        BeliefRating(on=days_ago(200 - 20 * place), percent=round(value))
        for place, value in enumerate((44, 49, 41, 53, 45, 42, 50, 46, 60))
    ),
)


def believes(model: WorkingModel = MODEL) -> Node:
    return node(MARA, "I am too much", "belief", source_id=model.id)


def week_of(start: int, checked: int, of: int = 9) -> list[Episode]:
    """Episodes on one day, `checked` of them with checking."""
    actions = ["check"] * checked + ["withdraw"] * (of - checked)
    return [episode(MARA, days_ago(start), action=action) for action in actions]


class TestBelief:
    def tuna(self) -> list[Episode]:
        """Ratings and shares of episodes in the order of the two columns of the example."""
        ranks = sorted(PANEL)
        return [
            one
            for place, value in enumerate(PANEL)
            for one in week_of(195 - 20 * place, ranks.index(value))
        ]

    def test_the_canned_tuna_gives_rs_exact_p(self) -> None:
        order = sorted(range(9), key=lambda place: HUNTER[place])
        rated = [rating.percent for rating in MODEL.ratings]
        assert sorted(range(9), key=lambda place: rated[place]) == order
        finding = found(
            predicted("belief_falls", believes()), self.tuna(),
            nodes=[believes()], working_models=[MODEL],
        )  # fmt: skip
        assert finding.tested.p == pytest.approx(0.1194, abs=5e-5)
        assert finding.state == "not_yet"
        assert "tau is 0.44" in finding.tested.interval

    def test_every_episode_of_a_stretch_counts_and_those_before_the_first_rating_do_not(
        self,
    ) -> None:
        early = week_of(300, 3, 3)
        finding = found(
            predicted("belief_falls", believes()), early + self.tuna(),
            nodes=[believes()], working_models=[MODEL],
        )  # fmt: skip
        assert finding.tested.n == 81
        assert finding.tested.left_out == (
            "3 episodes left out: before the first rating of “I am too much”",
        )

    def test_below_five_stretches_with_episodes_there_is_no_verdict(self) -> None:
        finding = found(
            predicted("belief_falls", believes()), self.tuna()[:36],
            nodes=[believes()], working_models=[MODEL],
        )  # fmt: skip
        assert finding.state == "untested"
        assert finding.tested.needed == (
            "1 more rating of “I am too much” with episodes after each",
        )
        assert finding.tested.bars[0].of + finding.tested.bars[1].of == 36

    def test_ratings_of_which_half_are_the_lowest_are_split_above_it(self) -> None:
        model = WorkingModel(client_id=MARA.id, ratings=[
            {"on": days_ago(200 - 20 * place), "percent": percent}
            for place, percent in enumerate((50, 10, 10))
        ])  # fmt: skip
        diary = [*week_of(195, 3, 4), *week_of(175, 1, 4), *week_of(155, 0, 4)]
        told = found(
            predicted("belief_falls", believes(model)), diary,
            nodes=[believes(model)], working_models=[model],
        )  # fmt: skip
        assert told.sentence == (
            "“Checks his phone” showed in 3 of 4 episodes while “I am too much” was rated above "
            "10, and in 1 of 8 while it was 10 or lower."
        )
        assert sum(mark.group is True for mark in told.tested.marks) == told.tested.bars[0].of == 8

    def test_ratings_that_never_differ_are_not_split(self) -> None:
        model = WorkingModel(client_id=MARA.id, ratings=[{"on": days_ago(200), "percent": 40}])
        told = found(
            predicted("belief_falls", believes(model)), week_of(195, 3, 4),
            nodes=[believes(model)], working_models=[model],
        )  # fmt: skip
        assert told.sentence == (
            "“Checks his phone” showed in 3 of 4 episodes while “I am too much” was rated 40."
        )
        assert [bar.of for bar in told.tested.bars] == [4]

    def test_a_measure_stands_in_for_a_belief(self) -> None:
        courses = series_of([phq9(MARA, 10 + place, days_ago(200 - 20 * place))
                             for place in range(5)])  # fmt: skip
        low = node(MARA, "Low mood", "measure", terms=("phq-9",))
        diary = [one for place in range(5) for one in week_of(195 - 20 * place, place)]
        finding = found(predicted("belief_falls", low), diary, nodes=[low], courses=courses)
        # Five pairs in the same order: 2 of 120 orders (Kendall 1938, table for n = 5).
        assert finding.tested.p == pytest.approx(2 / 120)
        assert finding.state == "supported"
        turned = found(
            predicted("belief_falls", low, goes_with="less"), diary, nodes=[low], courses=courses
        )
        assert turned.state == "contradicted"

    def test_a_belief_that_is_in_no_history_has_no_ratings(self) -> None:
        alone = node(MARA, "I am alone", "belief")
        finding = found(predicted("belief_falls", alone), self.tuna(), nodes=[alone])
        assert "no ratings" in finding.sentence
