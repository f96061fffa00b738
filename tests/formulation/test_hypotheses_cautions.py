"""What stands under a verdict so that it is not taken for more than it is."""

from __future__ import annotations

from core.formulation.finding import Finding
from core.formulation.model import Prediction
from core.triggers.model import Episode
from tests.formulation.diary import CHECKS, SLOW, found, fourfold, moments, predicted
from tests.people import MARA, days_ago, episode, link, node

# Convictions of like-sex twins (R's ?fisher.test): 2 of 12 against 15 of 18, p = 0.0005367.
TWINS = (2, 10, 15, 3)


def in_order(pattern: str) -> list[Episode]:
    """One episode a day: "b" shows cue and action, "f" the cue, "s" the action, "n" none."""
    words = {"b": ("reply_delay", "check"), "f": ("reply_delay", "withdraw"),
             "s": ("conflict", "check"), "n": ("conflict", "withdraw")}  # fmt: skip
    return moments(*((1, *words[letter]) for letter in pattern))


def said(diary: list[Episode], kind: str = "same_episode", **more: object) -> Finding:
    return found(predicted(kind, **more), diary)


def test_one_long_run_of_both_is_only_a_hint() -> None:
    """Two runs of ten days, one day apart: 9 together, moved on one day 10, two days 9 again."""
    finding = said(in_order("b" * 9 + "f" + "n" * 13 + "s"))
    assert finding.state == "supported"
    assert finding.tested.caution == (
        "The episodes may come in runs: in 2 of 23 shifts of the order, chance did as well. Read "
        "it as a hint."
    )


def test_where_no_shift_does_as_well_nothing_is_said() -> None:
    """Both or neither in an order that is like itself nowhere else: no shift keeps all 12."""
    finding = said(in_order("bbnbnnbbbnbnnnbnnbbnnbnb"))
    assert (finding.state, finding.tested.caution) == ("supported", "")


def test_days_in_runs_are_a_hint_too() -> None:
    """The action a day after the cue throughout, in one run of ten among 25 days."""
    finding = said(in_order("f" + "b" * 9 + "s" + "n" * 14), kind="next_day")
    assert (finding.state, finding.tested.n) == ("supported", 24)
    assert "runs" not in finding.tested.caution  # 10 of 10 at no other shift: 1 of 24
    finding = said(in_order("f" + "b" * 9 + "n" * 15), kind="next_day")
    assert finding.tested.caution.endswith(
        "The days may come in runs: in 1 of 23 shifts of the order, chance did as well. Read it "
        "as a hint."
    )


def test_below_twenty_one_it_cannot_be_seen() -> None:
    finding = said(in_order("bn" * 10))
    assert finding.state == "supported"
    assert finding.tested.caution == (
        "Too few episodes to see whether runs of similar days explain it."
    )


def test_without_a_verdict_nothing_is_said_about_runs() -> None:
    assert said(in_order("bfsn" * 6)).tested.caution == ""


def test_a_node_without_words_is_linked_by_hand() -> None:
    alone = node(MARA, "I am alone", "belief")
    diary = [
        one.model_copy(update={"nodes": (alone.id,)}) if one.cue == "reply_delay" else one
        for one in fourfold(*TWINS)
    ]
    finding = found(predicted("same_episode", alone), diary, nodes=[alone])
    assert finding.tested.caution.startswith(
        "“I am alone” is linked by hand; episodes not linked count as not showing it."
    )
    assert "by hand" not in said(fourfold(*TWINS)).tested.caution


def test_while_nothing_came_after_the_prediction_was_set_it_says_so() -> None:
    late = Prediction(kind="same_episode", goes_with="less", set_on=days_ago(1))
    for goes_with, words in (
        ("less", "it fits the data it was made from."),
        ("more", "nothing has come since to test it."),
    ):
        prediction = late.model_copy(update={"goes_with": goes_with})
        one = link(SLOW, CHECKS, prediction=prediction)
        caution = found(one, fourfold(*TWINS)).tested.caution
        assert caution.startswith(f"All of these came before the prediction was set: {words}")
        diary = [*fourfold(*TWINS), episode(MARA, days_ago(0), action="check")]
        assert "All of these" not in found(one, diary).tested.caution
