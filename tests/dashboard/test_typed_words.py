"""Letters typed into a list that takes own words: where they begin one word, that is meant."""

from __future__ import annotations

import pytest

from dashboard.components.words import finished, own_words


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("withd", "withdrawer"),
        ("WITHDRAW", "withdrawer"),
        ("Burnt-out pursuer", "burnt_out"),
        ("pursuer", "pursuer"),
        ("wi", "other: wi"),  # two letters are too few to guess from
        ("rain on the roof", "other: rain on the roof"),
        ("other: withd", "other: withd"),  # stored as own words, and left so
    ],
)
def test_half_a_word_is_the_word_it_alone_begins(typed: str, kept: str) -> None:
    assert own_words("couple_positions", finished("couple_positions", typed)) == kept


def test_letters_that_begin_several_words_stay_own_words() -> None:
    assert finished("model_of_self", "I am") == "I am"
