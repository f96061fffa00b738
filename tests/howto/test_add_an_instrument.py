"""Follows "How to add an instrument" in CONTRIBUTING.md."""

from __future__ import annotations

import pytest

from core.errors import DefinitionError
from core.outcomes.answers import read_answers
from core.outcomes.instrument import instrument_from
from core.outcomes.scoring import score
from tests.howto.reading import blocks


def test_the_file_of_the_how_to_is_read_and_scores_its_example() -> None:
    (text,) = blocks("How to add an instrument", "toml")
    calm = instrument_from("calm-3.toml", text)
    (example,) = calm.worked_examples
    assert score(calm, example.answers).scores == example.scores
    assert score(calm, read_answers(calm, "044")).scores == {"total": 4.0}


def test_a_typo_in_the_file_is_named_by_file_and_key() -> None:
    (text,) = blocks("How to add an instrument", "toml")
    for wrong in (
        text.replace("method = ", "methd = "),
        text.replace("items = [1, 2, 3]", "items = [9]"),
    ):
        with pytest.raises(DefinitionError) as refused:
            instrument_from("calm-3.toml", wrong)
        assert refused.value.sentence.startswith("calm-3.toml: ")
