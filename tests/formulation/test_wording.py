"""Reading level and listed words, against worked examples that others published."""

from __future__ import annotations

import pytest

from core.formulation.wording import (
    FEWEST_WORDS,
    found_in,
    only_a_diagnosis,
    reading_grade,
    syllables,
    wording,
)

# Wikipedia, "Flesch-Kincaid readability tests": 13 words, 24 syllables, grade 11.3.
PLATYPUS = "The Australian platypus is seemingly a hybrid of a mammal and reptilian creature."
# The same examples with their counts in the tests of a public readability library, which names
# that page as their source: 6 words, 6 syllables; 16 words, 23 syllables.
CAT = "The cat sat on the mat."
POINT = "This sentence, taken as a reading passage unto itself, is being used to prove a point."


def test_the_grade_of_the_published_example() -> None:
    assert reading_grade(13, 1, 24) == pytest.approx(11.3, abs=0.05)


@pytest.mark.parametrize(("text", "count"), [(PLATYPUS, 24), (CAT, 6), (POINT, 23)])
def test_syllables_of_the_published_examples(text: str, count: int) -> None:
    words = text.replace(".", "").replace(",", "").split()
    assert sum(syllables(word) for word in words) == count


def test_the_grade_of_two_short_sentences() -> None:
    """Ten words of one syllable in two sentences: -1.84 by hand, in another program's tests."""
    assert reading_grade(10, 2, 10) == pytest.approx(-1.84, abs=0.005)


def test_the_grade_of_a_text_read_whole() -> None:
    read = wording([PLATYPUS] * 3)
    assert (read.words, read.sentences) == (39, 3)
    assert read.grade == pytest.approx(11.3, abs=0.05)
    assert not read.plain


def test_with_few_words_no_level_is_worked_out() -> None:
    read = wording([CAT])
    assert read.words < FEWEST_WORDS
    assert read.grade is None
    assert read.plain


def test_nothing_to_read_is_no_fault() -> None:
    assert wording([]).plain
    assert wording(["", "  ", "12 %"]).grade is None


def test_listed_words_are_found_whole_and_in_their_longer_forms() -> None:
    assert found_in("Emotional  Dysregulation, dysregulated", "jargon") == (
        "emotional dysregulation", "dysregulated",
    )  # fmt: skip
    assert found_in("A schemata and a somatic pain", "jargon") == ("schemata", "somatic")
    assert found_in("He is lazyish; the needle", "blame") == ()
    assert found_in("Committed suicide", "blame") == ("committed suicide",)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("Depression", True),
        ("Severe recurrent depression", True),
        ("PTSD (complex)", False),
        ("Diagnosed with BPD and ADHD", True),
        ("Depression since Nan died", False),
        ("Anxious attachment style", True),
        ("Disorganised attachment", True),
        ("Attachment insecurity", True),
        ("Fearful-avoidant", True),
        ("I have depression", True),
        ("Anxious attachment since Nan died", False),
        ("Insecure", False),
        ("Fear", False),
        ("", False),
    ],
)
def test_only_a_diagnosis(text: str, only: bool) -> None:
    assert only_a_diagnosis(text) is only
