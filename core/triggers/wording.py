"""Finding the field's words in what somebody wrote. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import get_close_matches
from functools import cache

from core.triggers.columns import plain
from core.vocabulary import OTHER, ids, label


@cache
def _spellings(words: str) -> dict[str, str]:
    """Every way to write a word of a list: its id, its label, and the halves of "a or b"."""
    found: dict[str, str] = {}
    for term in ids(words):
        for spelling in _halves(label(words, term)):
            found.setdefault(plain(spelling), term)
    return (
        {plain(label(words, term)): term for term in ids(words)}
        | {plain(term): term for term in ids(words)}
        | {spelling: term for spelling, term in found.items() if spelling}
    )


def _halves(title: str) -> Iterator[str]:
    bare = title.partition("(")[0]
    yield title
    yield bare
    yield from bare.replace(" / ", " or ").split(" or ")


def known_word(words: str, written: str) -> str | None:
    """The id that a word or label of a list stands for, small slips allowed; or None."""
    spellings = _spellings(words)
    wanted = plain(written)
    if wanted in spellings:
        return spellings[wanted]
    beginning = {term for one, term in spellings.items() if len(wanted) > 3 and wanted in one}
    if len(beginning) == 1:
        return beginning.pop()
    near = get_close_matches(wanted, spellings, n=1, cutoff=0.84) if len(wanted) > 4 else []
    return spellings[near[0]] if near else _by_one_word(words, written)


def _by_one_word(words: str, written: str) -> str | None:
    """A short phrase that shares a telling word with one label only: "late reply"."""
    said = _telling(written)
    if len(written.split()) > 3:
        return None
    found = {term for term in ids(words) if said & _telling(label(words, term))}
    return found.pop() if len(found) == 1 else None


def _telling(phrase: str) -> set[str]:
    letters = "".join(sign if sign.isalnum() else " " for sign in phrase.casefold())
    return {word for word in letters.split() if len(word) > 3}


def word_or_own(words: str, written: str) -> str:
    """The id of a known word; anything else is kept as the person's own words."""
    own = written.strip()
    if own.casefold().startswith(f"{OTHER}:"):
        own = own.partition(":")[2].strip()
    return known_word(words, own) or f"{OTHER}: {own}"


def exact_word(words: str, written: str) -> str | None:
    """The id when the text is exactly the label of one word of the list, capitals aside."""
    wanted = plain(written)
    return next((term for term in ids(words) if plain(label(words, term)) == wanted), None)
