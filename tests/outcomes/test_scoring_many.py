"""Scoring many forms at once says what scoring them one by one says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import InvalidAnswer
from core.outcomes.instrument import Instrument, instrument, instruments
from core.outcomes.scoring import score
from core.outcomes.scoring_many import score_many

WITH_ITEMS = [name for name, one in instruments().items() if one.items]
Form = list[int | None]


def forms_of(one: Instrument) -> st.SearchStrategy[list[Form]]:
    """Forms with anything left out, more often nothing, as forms are."""
    items = [st.integers(*one.item_range(item.number)) for item in one.items]
    full = st.tuples(*items).map(list)
    holes = st.tuples(*(st.one_of(st.none(), item, item, item) for item in items)).map(list)
    return st.lists(st.one_of(full, holes), max_size=6)


def agree(one: Instrument, forms: list[Form]) -> None:
    table = np.array(forms, dtype=float).reshape(len(forms), len(one.items))
    many = score_many(one, table)
    for row, form in enumerate(forms):
        alone = score(one, form)
        assert {
            name: None if np.isnan(values[row]) else values[row]
            for name, values in many.scores.items()
        } == alone.scores
        assert many.missing[row] == len(alone.missing)


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_many_agree_with_one_by_one(name: str) -> None:
    one = instrument(name)

    @settings(max_examples=40)
    @given(forms_of(one))
    def tried(forms: list[Form]) -> None:
        agree(one, forms)

    tried()


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_each_item_left_out_in_turn_and_everything_left_out(name: str) -> None:
    one = instrument(name)
    highest: Form = [one.item_range(item.number)[1] for item in one.items]
    agree(one, [[None if at == out else a for at, a in enumerate(highest)]
                for out in range(len(highest))] + [[None] * len(highest)])  # fmt: skip


@pytest.mark.parametrize("name", WITH_ITEMS)
def test_the_worked_examples_of_every_instrument(name: str) -> None:
    one = instrument(name)
    forms = [list(example.answers) for example in one.worked_examples if example.answers]
    agree(one, forms)


@pytest.mark.parametrize("wrong", [-1, 4, 1.5, float("inf")])
def test_an_answer_that_cannot_be_is_refused_with_its_row(wrong: float) -> None:
    forms = np.ones((5, 9))
    forms[3, 8] = wrong
    with pytest.raises(InvalidAnswer, match=r"PHQ-9 item 9 in row 4: .* whole numbers from 0 to 3"):
        score_many(instrument("phq-9"), forms)


@pytest.mark.parametrize("shape", [(5,), (5, 8), (2, 3, 9)])
def test_a_wrong_number_of_columns_is_refused(shape: tuple[int, ...]) -> None:
    with pytest.raises(InvalidAnswer, match="PHQ-9 has 9 items"):
        score_many(instrument("phq-9"), np.zeros(shape))


def test_no_forms_are_no_scores() -> None:
    many = score_many(instrument("phq-9"), np.empty((0, 9)))
    assert (many.scores["total"].size, many.missing.size) == (0, 0)
