"""Reading what was typed, and what holds for every measure whatever the answers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import InvalidAnswer, NotFound
from core.outcomes.answers import read_answers, read_scores
from core.outcomes.instrument import Instrument, instrument, instruments
from core.outcomes.scoring import score, score_total

title = "What may be typed, and what is always true of a score"
MEASURES = sorted(one.id for one in instruments().values() if one.entry == "answers")
LICENSED = sorted(set(instruments()) - set(MEASURES))


@pytest.mark.parametrize(
    "typed", ["222211200", "2 2 2 2 1 1 2 0 0", "2,2,2,2,1,1,2,0,0", " 2, 2 2 2 1 1 2 0  0 "]
)
def test_answers_may_be_typed_with_or_without_gaps(typed: str) -> None:
    assert read_answers(instrument("phq-9"), typed) == [2, 2, 2, 2, 1, 1, 2, 0, 0]


def test_a_dash_is_an_answer_left_out() -> None:
    assert read_answers(instrument("gad-7"), "1-0-2-0") == [1, None, 0, None, 2, None, 0]


def test_a_single_rating_may_have_two_digits() -> None:
    assert read_answers(instrument("sud"), "10") == [10]


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "PHQ-9 has 9 items, and 0 answers were given. Type '-' for an answer that was left "
             "out."),
        ("22221120", "PHQ-9 has 9 items, and 8 answers were given. Type '-' for an answer that "
                     "was left out."),
        ("2222112000", "PHQ-9 has 9 items, and 10 answers were given. Type '-' for an answer that "
                       "was left out."),
        ("22221120x", "Item 9: type a number or '-' for an answer left out."),
        ("2222112O0", "Item 8: type a number or '-' for an answer left out."),
        ("22221120²", "Item 9: type a number or '-' for an answer left out."),
        ("22221120٣", "Item 9: type a number or '-' for an answer left out."),
        ("2 2 2 2 1 1 2 0 -1", "Item 9: type a number or '-' for an answer left out."),
        ("2 2 2 2 1 1 2 0 1.5", "Item 9: type a number or '-' for an answer left out."),
        ("222211204", "PHQ-9 item 9: answers go from 0 to 3."),
        ("2 2 2 2 1 1 2 0 12", "PHQ-9 item 9: answers go from 0 to 3."),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_refused_with_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(InvalidAnswer) as refused:
        read_answers(instrument("phq-9"), typed)
    assert refused.value.sentence == sentence


@pytest.mark.parametrize("typed", ["9" * 5000, f"{'9' * 5000} 1", "1" + "0" * 400])
def test_a_number_far_too_long_is_refused_like_any_other(typed: str) -> None:
    with pytest.raises(InvalidAnswer):
        read_answers(instrument("sud"), typed)


def test_the_range_named_is_that_of_the_item() -> None:
    with pytest.raises(InvalidAnswer, match="CSI-16 item 1: answers go from 0 to 6"):
        read_answers(instrument("csi-16"), "7555555555555555")
    with pytest.raises(InvalidAnswer, match="CSI-16 item 2: answers go from 0 to 5"):
        read_answers(instrument("csi-16"), "6655555555555555")


@pytest.mark.parametrize("total", [-1, 27.5, 28, math.nan, math.inf, -math.inf])
def test_a_typed_total_outside_the_scale_is_refused(total: float) -> None:
    with pytest.raises(InvalidAnswer, match="PHQ-9: total goes from 0 to 27"):
        score_total(instrument("phq-9"), total)


@st.composite
def answered(draw: st.DrawFn, complete: bool = False) -> tuple[Instrument, list[int | None]]:
    """Any measure with any allowed answers."""
    one = instrument(draw(st.sampled_from(MEASURES)))
    each = [st.integers(*one.item_range(item.number)) for item in one.items]
    return one, [draw(e if complete else st.none() | e) for e in each]


@given(answered())
def test_every_score_lies_within_its_scale(example: tuple[Instrument, list[int | None]]) -> None:
    one, answers = example
    for name, value in score(one, answers).scores.items():
        if value is not None:
            low, high = one.scale(name).min, one.scale(name).max
            assert low is not None
            assert high is not None
            assert low <= value <= high


@given(answered(complete=True))
def test_complete_answers_always_give_every_score_and_a_band_where_bands_exist(
    example: tuple[Instrument, list[int | None]],
) -> None:
    one, answers = example
    found = score(one, answers)
    unscored = {scale.id for scale in one.scales if scale.method == "unscored"}
    assert {name for name, value in found.scores.items() if value is None} == unscored
    assert (found.band is not None) == bool(one.bands)
    assert (found.missing, found.skipped, found.prorated) == ((), (), False)


def turned(one: Instrument, answers: list[int | None]) -> list[int | None]:
    """Every answer turned round on its own range."""
    return [
        None if answer is None else sum(one.item_range(item.number)) - answer
        for item, answer in zip(one.items, answers, strict=True)
    ]


@given(answered())
def test_turning_an_item_round_twice_changes_nothing(
    example: tuple[Instrument, list[int | None]],
) -> None:
    one, answers = example
    one = one.model_copy(update={"skips": ()})  # what is skipped hangs on an answer as given
    other_way = tuple(
        scale.model_copy(update={"reverse": tuple(set(scale.items) - set(scale.reverse))})
        for scale in one.scales
    )
    reversed_key = one.model_copy(update={"scales": other_way})
    assert score(reversed_key, turned(one, answers)).scores == score(one, answers).scores


@given(st.sampled_from(MEASURES), st.text(max_size=40) | st.text("0123456789-, ²٣.x", max_size=40))
def test_nothing_that_can_be_typed_fails_other_than_with_a_sentence(
    measure: str, typed: str
) -> None:
    try:
        answers = read_answers(instrument(measure), typed)
    except InvalidAnswer as refused:
        assert refused.sentence.endswith(".")  # noqa: PT017
    else:
        assert len(answers) == len(instrument(measure).items)


def test_a_licensed_measure_has_no_answers_to_read() -> None:
    for measure in LICENSED:
        with pytest.raises(InvalidAnswer, match="its items are not known here"):
            read_answers(instrument(measure), "1 2 3")


@given(st.sampled_from(LICENSED), st.lists(st.text(max_size=12), max_size=4))
def test_no_typed_score_fails_other_than_with_a_sentence(measure: str, words: list[str]) -> None:
    try:
        found = read_scores(instrument(measure), words)
    except (InvalidAnswer, NotFound) as refused:
        assert refused.sentence.endswith(".")  # noqa: PT017
    else:
        assert all(math.isfinite(value) for value in found.values())


def test_a_typed_score_of_unknown_range_is_still_a_number_one_can_believe() -> None:
    for wrong in ("nan", "inf", "-inf", "1e9"):
        with pytest.raises(InvalidAnswer, match="DAS-7: total is a number"):
            read_scores(instrument("das-7"), [wrong])
    with pytest.raises(InvalidAnswer, match="OQ-45: interpersonal relations starts at 0"):
        read_scores(instrument("oq-45"), ["ir=-1"])
    assert read_scores(instrument("das-7"), ["20"]) == {"total": 20}


def test_a_measure_kept_as_answers_takes_no_typed_score() -> None:
    with pytest.raises(InvalidAnswer, match="kept as answers; it has no score"):
        read_scores(instrument("c-ssrs-screener"), ["2"])
