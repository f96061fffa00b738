"""Predictions about what shows together, on diaries with the counts of published tables."""

from __future__ import annotations

import pytest

from core.formulation.findings import findings
from core.formulation.model import Formulation, Prediction
from core.formulation.predicted import offered
from tests.formulation.diary import (
    BREATHING,
    CHECKS,
    LEFT,
    SLOW,
    found,
    fourfold,
    material,
    moments,
    predicted,
)
from tests.people import MARA, days_ago, episode, link, node

# Convictions of like-sex twins, Fisher 1962, printed by R's ?fisher.test: p = 0.0005367.
TWINS = (2, 10, 15, 3)
# Newcombe 1998, Statistics in Medicine 17:873, Table II (a), method 10: 0.0524 to 0.3339.
NEWCOMBE = (56, 14, 48, 32)


def test_the_sentence_holds_the_counts_and_the_verdict_the_exact_p() -> None:
    finding = found(predicted("same_episode", goes_with="less"), fourfold(*TWINS))
    assert finding.sentence == (
        "“Checks his phone” showed in 2 of 12 episodes with “Slow reply”, and in 15 of 18 "
        "without it."
    )
    assert finding.tested.p == pytest.approx(0.0005367, rel=1e-3)
    assert finding.state == "supported"


def test_the_other_way_round_the_same_counts_contradict() -> None:
    assert found(predicted("same_episode"), fourfold(*TWINS)).state == "contradicted"


def test_the_difference_is_given_with_newcombes_interval() -> None:
    finding = found(predicted("same_episode"), fourfold(*NEWCOMBE))
    assert finding.tested.interval == (
        "The difference is 20 percentage points (95% interval 5 to 33)."
    )


def test_no_verdict_while_a_total_is_below_five_and_it_says_what_is_missing() -> None:
    finding = found(predicted("same_episode"), fourfold(4, 0, 0, 20))
    assert (finding.state, finding.tested.p, finding.tested.interval) == ("untested", None, "")
    assert finding.tested.needed == (
        "1 more episode with “Slow reply”", "1 more episode with “Checks his phone”",
    )  # fmt: skip
    assert "4 of 4" in finding.sentence


def test_what_was_not_asked_is_left_out_and_said() -> None:
    silent = moments((2, "reply_delay", "not_asked"), (1, "declined", "check"), start=20)
    finding = found(predicted("same_episode"), fourfold(*TWINS) + silent)
    assert finding.tested.n == sum(TWINS)
    assert finding.tested.left_out == (
        "1 episode left out: the cue was not asked or is not known",
        "2 episodes left out: what they did was not asked or is not known",
    )


def test_a_prediction_is_corrected_only_for_those_with_enough_data() -> None:
    fear = node(MARA, "Fear", "prim_emotion", terms=("fear",))
    links = [
        predicted("same_episode"), predicted("same_episode", goes_with="less"),
        predicted("same_episode", end=fear),
    ]  # fmt: skip
    tested = findings(material(links, fourfold(*TWINS), nodes=[fear]))
    states = [tested[one.id].state for one in links]
    assert states == ["contradicted", "supported", "untested"]
    assert {tested[one.id].family for one in links} == {2}
    # Holm: twice the smaller of two equal p (R: p.adjust(c(p, p), "holm")).
    assert tested[links[0].id].corrected == pytest.approx(2 * 0.0005367, rel=1e-3)


def test_episodes_before_and_after_the_prediction_was_set_are_told_apart() -> None:
    diary = fourfold(*TWINS)  # one a day, from 200 to 171 days ago
    finding = found(predicted("same_episode", set_on=days_ago(191)), diary)
    assert (finding.before, finding.after) == (10, 20)
    assert found(predicted("same_episode"), diary).after is None


def test_only_days_whose_next_day_has_an_entry_too_are_compared() -> None:
    diary = [
        episode(MARA, days_ago(9)),
        episode(MARA, days_ago(8), cue="conflict", action="check"),
        episode(MARA, days_ago(5), action="withdraw"),
        episode(MARA, days_ago(4), cue="conflict", action="withdraw"),
        episode(MARA, days_ago(3), action="withdraw"),
    ]
    finding = found(predicted("next_day"), diary)
    assert finding.sentence == (
        "“Checks his phone” showed on the day after 1 of 2 days with “Slow reply”, and after "
        "0 of 1 other days."
    )
    assert finding.tested.unit == "day"
    assert finding.tested.left_out == ("2 days left out: no entry on the next day",)
    assert "a day without one is unknown" in finding.tested.caution


def test_a_diary_that_lapses_for_weeks_supports_nothing_by_that() -> None:
    """Cue and action at odds on each day, in two weeks of diary with twenty between them."""
    diary = [
        episode(MARA, days_ago(start - day), cue=("reply_delay", "conflict")[day // 2 % 2],
                action=("check", "withdraw")[day % 2])
        for start in (174, 14) for day in range(14)
    ]  # fmt: skip
    finding = found(predicted("next_day"), diary)
    assert finding.tested.n == 26
    assert finding.state == "not_yet"


def test_a_day_is_unknown_when_one_of_its_episodes_does_not_say() -> None:
    diary = [
        episode(MARA, days_ago(3)),
        episode(MARA, days_ago(2), action="withdraw"),
        episode(MARA, days_ago(2), hour=22, action="not_asked"),
        episode(MARA, days_ago(1), action="check"),
    ]
    finding = found(predicted("next_day"), diary)
    assert finding.tested.n == 1
    assert finding.tested.left_out == (
        "1 day left out: what they did was not asked or is not known",
        "1 day left out: no entry on the next day",
    )


def test_a_node_of_ones_own_is_shown_by_the_episodes_linked_to_it() -> None:
    alone = node(MARA, "I am alone", "belief")
    diary = [
        one.model_copy(update={"nodes": (alone.id,)}) if one.cue == "reply_delay" else one
        for one in fourfold(*TWINS)
    ]
    finding = found(predicted("same_episode", alone), diary, nodes=[alone])
    assert "in 2 of 12 episodes with “I am alone”" in finding.sentence
    assert found(predicted("same_episode", alone), fourfold(*TWINS), nodes=[alone]).sentence == (
        "No episode is linked to “I am alone” yet."
    )


def test_an_episode_with_no_strategy_recorded_is_unknown_not_a_no() -> None:
    tried = [{"strategy": "slow_breath"}], [{"strategy": "move"}], []
    diary = [
        episode(MARA, days_ago(20 - place), action="check", strategies=one)
        for place, one in enumerate(tried)
    ]
    finding = found(predicted("same_episode", BREATHING), diary)
    assert "1 of 1 episodes with “Slow breathing”, and in 1 of 1 without" in finding.sentence
    assert finding.tested.left_out == (
        "1 episode left out: what they tried was not asked or is not known",
    )


def test_two_nodes_of_which_an_episode_shows_one_are_not_tested_against_each_other() -> None:
    leaves = node(MARA, "Leaves", "action", terms=("withdraw",))
    one = predicted("same_episode", CHECKS, leaves)
    finding = found(one, fourfold(*TWINS), nodes=[leaves])
    assert (finding.state, finding.tested.p) == ("untested", None)
    assert finding.sentence == (
        "An episode has one answer for what they did: “Checks his phone” and “Leaves” rule each "
        "other out."
    )
    shown = Formulation(nodes=(CHECKS, leaves), links=(one,))
    assert [each.kind for each in offered(one, shown, [])] == ["next_day"]


def test_two_themes_with_a_word_in_common_are_not_either() -> None:
    both = node(MARA, "Left or shamed", "theme", themes=("abandonment", "shame"))
    other = node(MARA, "Shame", "theme", themes=("shame",))
    for end, together in ((both, False), (other, True)):
        one = predicted("same_episode", LEFT, end)
        kinds = [each.kind for each in offered(one, Formulation(nodes=(LEFT, end)), [])]
        assert ("same_episode" in kinds) is together
    finding = found(predicted("same_episode", LEFT, both), fourfold(*TWINS), nodes=[both])
    assert (finding.state, "share a word" in finding.sentence) == ("untested", True)


def test_a_node_that_lost_its_word_or_left_the_map_leaves_it_untested() -> None:
    bare = node(MARA, "Some cue")
    finding = found(predicted("same_episode", bare), fourfold(*TWINS), nodes=[bare])
    assert finding.state == "untested"
    assert "has no word of the diary" in finding.sentence
    gone = node(MARA, "Gone", terms=("conflict",))
    finding = found(predicted("same_episode", gone), fourfold(*TWINS))
    assert finding.state == "untested"
    assert "no longer on the map" in finding.sentence


def test_a_prediction_may_be_about_other_nodes_than_the_two_ends() -> None:
    prediction = Prediction(
        kind="same_episode", first=SLOW.id, second=CHECKS.id, goes_with="less"
    )  # fmt: skip
    finding = found(link(CHECKS, SLOW, prediction=prediction), fourfold(*TWINS))
    assert "in 2 of 12 episodes with “Slow reply”" in finding.sentence
    assert finding.predicted == (
        "Episodes with “Slow reply” show “Checks his phone” less often than the rest."
    )


def test_nothing_is_said_to_cause_anything() -> None:
    for kind in ("same_episode", "next_day", "strategy_lowers", "belief_falls", "after_phase"):
        said = str(found(predicted(kind), fourfold(*TWINS))).lower()
        assert "cause" not in said
        assert "prove" not in said
