"""Every controlled word that code names is in the lists, and each list is sound."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from core import vocabulary

ROOT = Path(__file__).parents[2]
CODE = [*(ROOT / "core").rglob("*.py"), *(ROOT / "dashboard").rglob("*.py")]
NAMED = re.compile(r"\b(?:word|label|terms|ids|note|check|_known)\(\s*\"([a-z_]+)\"")
LISTS = sorted({name for file in CODE for name in NAMED.findall(file.read_text(encoding="utf-8"))})


def test_code_names_lists() -> None:
    assert len(LISTS) > 30


@pytest.mark.parametrize("name", LISTS)
def test_every_list_that_code_names_exists_and_has_words(name: str) -> None:
    assert vocabulary.terms(name)


@pytest.mark.parametrize("name", LISTS)
def test_the_ids_and_labels_of_a_list_are_unique(name: str) -> None:
    words = vocabulary.terms(name)
    assert len({word.id for word in words}) == len(words)
    assert len({word.label.casefold() for word in words}) == len(words)


@pytest.mark.parametrize("name", LISTS)
def test_ids_are_plain_and_labels_are_written_for_people(name: str) -> None:
    for word in vocabulary.terms(name):
        assert re.fullmatch(r"[A-Za-z0-9_]+", word.id), word
        assert word.label.strip() == word.label != "", word


@pytest.mark.parametrize("name", LISTS)
def test_every_list_can_say_other_not_asked_and_declined(name: str) -> None:
    assert set(vocabulary.ids(name)) >= {"other", "not_asked", "declined"}
    assert vocabulary.check(name, "other: her own word") == "other: her own word"


def test_an_unknown_word_is_refused_without_repeating_it() -> None:
    with pytest.raises(ValueError, match="words of the list threat themes") as refused:
        vocabulary.check("threat_themes", "something private")
    assert "private" not in str(refused.value)


def test_other_shows_the_clients_own_words() -> None:
    assert vocabulary.label("threat_themes", "other: being forgotten") == "being forgotten"
    assert vocabulary.label("threat_themes", "other:") == "Other"
    assert vocabulary.label("threat_themes", "not_asked") == "Not asked yet"
    assert vocabulary.label("threat_themes", None) == ""
