"""Predictions about a stage of the work: rarer by the week, and in fewer of the episodes."""

from __future__ import annotations

from datetime import timedelta

import pytest

from core.approaches.model import Plan, StageReached
from core.triggers.model import Episode
from tests.formulation.diary import LEFT, SLOW, found, predicted
from tests.people import MARA, TODAY, days_ago, episode


def staged(began: int) -> Plan:
    reached = StageReached(stage="efit2", on=days_ago(began))
    return Plan(client_id=MARA.id, approach="efit", stages=(reached,))


def themed(count: int, first: int, last: int, theme: str = "abandonment") -> list[Episode]:
    """So many episodes of being left (or another theme), the first and last on these days."""
    step = (first - last) / (count - 1)
    days = [TODAY - timedelta(days=first - round(step * place)) for place in range(count)]
    return [episode(MARA, on, themes=[theme]) for on in days]


class TestPhase:
    def rates(self, earlier: int, since: int) -> list[Episode]:
        """3,011 days of diary before the stage, and 800 from its first day on.

        The other episodes are so many before, and so few since, that the shares differ clearly.
        """
        other = themed(300, 3800, 810, "shame") + themed(10, 790, 10, "shame")
        return themed(earlier, 3811, 801) + themed(since, 800, 1) + other

    def test_the_rates_of_fredericia_give_rs_exact_p_and_interval(self) -> None:
        """R's ?poisson.test: 11 in 800 against 21 in 3,011: p = 0.07967, 0.858 to 4.277."""
        finding = found(
            predicted("after_phase", end=LEFT, stage="efit2"), self.rates(21, 11),
            plans=[staged(800)],
        )  # fmt: skip
        assert finding.tested.p == pytest.approx(0.07967, abs=5e-6)
        assert finding.tested.interval == (
            "The rate since is 1.97 times the rate before (95% interval 0.86 to 4.28)."
        )
        assert finding.state == "not_yet"

    def test_rarer_supports_and_the_other_episodes_are_said_beside_it(self) -> None:
        others = themed(28, 200, 1, "shame")
        diary = themed(20, 200, 101) + themed(2, 90, 10) + others
        finding = found(
            predicted("after_phase", end=LEFT, stage="efit2"), diary, plans=[staged(100)]
        )
        assert finding.state == "supported"
        assert finding.sentence == (
            "“Being left” showed in 20 of 34 episodes (1.4 a week) in 14.3 weeks of diary before "
            "“Stage 2: Restructure self and system”, and in 2 of 16 episodes (0.1 a week) in 14.3 "
            "weeks since."
        )
        assert finding.tested.caution.startswith("Other episodes: 1.0 a week before, 1.0 since.")

    def test_a_diary_kept_less_often_is_no_finding(self) -> None:
        """The share stays 2 in 3: Fisher's p of equal shares is 1, however far the rate fell."""
        diary = themed(20, 200, 101) + themed(10, 199, 102, "shame")
        diary += themed(4, 90, 1) + themed(2, 80, 20, "shame")
        finding = found(
            predicted("after_phase", end=LEFT, stage="efit2"), diary, plans=[staged(100)]
        )
        assert (finding.state, finding.tested.p) == ("not_yet", pytest.approx(1))

    def test_of_the_two_tests_the_larger_p_counts(self) -> None:
        """Shares as of Fisher's twins (R's ?fisher.test): p = 0.0005367; the rate's is smaller.

        2 of 17 in two thirds of the time: 579 in 3**17, on one side, about 4.5e-6.
        """
        diary = themed(15, 300, 205) + themed(3, 290, 210, "shame")
        diary += themed(2, 190, 10) + themed(10, 200, 1, "shame")
        finding = found(
            predicted("after_phase", end=LEFT, stage="efit2"), diary, plans=[staged(200)]
        )
        assert finding.tested.p == pytest.approx(0.0005367, rel=1e-3)
        assert finding.state == "supported"

    def test_rarer_by_week_but_a_larger_share_is_no_finding(self) -> None:
        diary = themed(12, 200, 101) + themed(30, 199, 102, "shame")
        diary += themed(4, 99, 1) + themed(2, 80, 20, "shame")
        finding = found(
            predicted("after_phase", end=LEFT, stage="efit2"), diary, plans=[staged(100)]
        )
        assert (finding.state, finding.tested.direction, finding.tested.p) == ("not_yet", 0, 1)

    def test_without_other_episodes_there_is_no_verdict(self) -> None:
        diary = themed(20, 200, 101) + themed(2, 90, 10)
        finding = found(
            predicted("after_phase", end=LEFT, stage="efit2"), diary, plans=[staged(100)]
        )
        assert (finding.state, finding.tested.needed) == (
            "untested", ("episodes without “Being left”",),
        )  # fmt: skip
        assert "cannot be told from a theme that became rarer" in finding.tested.caution

    def test_under_three_weeks_on_a_side_there_is_no_verdict(self) -> None:
        diary = themed(10, 60, 15) + themed(4, 13, 1) + themed(2, 50, 5, "shame")
        finding = found(
            predicted("after_phase", end=LEFT, stage="efit2"), diary, plans=[staged(14)]
        )
        assert finding.tested.needed == ("7 more days of diary since the stage began",)

    def test_time_after_the_last_entry_is_no_time_without_the_theme(self) -> None:
        diary = themed(10, 200, 100) + themed(3, 90, 60)
        finding = found(
            predicted("after_phase", end=LEFT, stage="efit2"), diary, plans=[staged(95)]
        )
        assert "in 5.1 weeks since" in finding.sentence

    def test_a_stage_that_has_not_begun_leaves_it_untested(self) -> None:
        for plans in ([], [staged(-7)]):
            finding = found(
                predicted("after_phase", SLOW, LEFT, stage="efit2"), themed(9, 90, 1), plans=plans
            )
            assert finding.state == "untested"
            assert "has not been reached" in finding.sentence
