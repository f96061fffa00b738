"""Codes instead of names, inside words that somebody wrote."""

from __future__ import annotations

import pytest

from core.access.covering import Cover
from core.triggers.model import Episode
from tests.people import MARA, days_ago, episode

COVER = Cover({"Mara Lindqvist": "MA-1", "Jo": "JO-2", "Grandma Elsa": "Main caregiver"})


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Mara rang.", "MA-1 rang."),
        ("Mara's mother", "MA-1's mother"),
        ("MARA LINDQVIST said", "MA-1 said"),
        ("Mara Lindqvist-Holm", "MA-1-Holm"),
        ("Lindqvist, Mara", "MA-1, MA-1"),
        ("Tamara and Marathon", "Tamara and Marathon"),
        ("Jo went; a jo in the text", "JO-2 went; a jo in the text"),
        ("Elsa (grandma)", "Main caregiver (grandma)"),
        ("Grandma said", "Grandma said"),
        ("", ""),
        ("nobody here", "nobody here"),
    ],
)
def test_names_are_replaced_as_whole_words(typed: str, shown: str) -> None:
    assert COVER.text(typed) == shown


def test_a_record_is_covered_in_every_text_and_keeps_everything_else() -> None:
    before = episode(MARA, days_ago(2)).amended(situation="Mara waited.", learning="Ask Mara.")
    after = COVER.record(before)
    assert isinstance(after, Episode)
    assert (after.situation, after.learning) == ("MA-1 waited.", "Ask MA-1.")
    assert after.id == before.id
    assert after.happened_at == before.happened_at


def test_without_names_nothing_is_touched() -> None:
    assert Cover({}).text("Mara rang.") == "Mara rang."
