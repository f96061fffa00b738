"""The yardstick for plain words, held against words and a formula others have published."""

from __future__ import annotations

import pytest

from tests.knowledge.reading_level import grade, syllables


@pytest.mark.parametrize(
    ("word", "count"),
    # Syllables as divided in dictionaries.
    [("cat", 1), ("message", 2), ("silence", 2), ("reply", 2), ("therapist", 3), ("moved", 1),
     ("wanted", 2), ("little", 2), ("closeness", 3), ("people", 2)],
)  # fmt: skip
def test_syllables_are_near_those_of_a_dictionary(word: str, count: int) -> None:
    # "closeness" hides its silent e in the middle, which counts one too many: the stricter way.
    assert syllables(word) == count


def test_the_shortest_sentences_lie_at_the_bottom_of_the_scale() -> None:
    """One word of one syllable: the lowest grade the published formula can give is -3.40."""
    assert grade("Go.") == pytest.approx(-3.40)


def test_long_words_make_it_harder() -> None:
    plain = "We heard no word from them, and we were sad."
    hard = "Interpersonal unresponsiveness precipitated considerable emotional dysregulation."
    assert grade(plain) < 4 < 12 < grade(hard)
