"""What a refusal must look like, and what "comes back as typed" means."""

from __future__ import annotations

from typing import Any

SPACES = " \t\n\r\x0b\x0c\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)


def check_sentence(sentence: str, typed: object, *, ended: bool = True) -> None:
    """One line, ended, and nothing of what was typed in it.

    What names a place in a file (`x.yaml: links[1]: ...`) has no full stop.
    """
    assert sentence.strip()
    assert sentence == sentence.strip()
    assert "\n" not in sentence
    assert sentence[-1] in ".?!'" or not ended
    for words in texts(typed):
        bare = words.strip().lower()
        # An answer of the program's own list may be typed and stand in the list that is offered.
        assert len(bare) < 9 or bare == "not_asked" or bare not in sentence.lower()


def texts(value: object) -> list[str]:
    """Every text inside a value."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        return [t for inner in value.values() for t in texts(inner)]
    return [t for inner in value for t in texts(inner)] if isinstance(value, list | tuple) else []


def as_typed(typed: Any, kept: Any) -> bool:
    """Whether what is kept is what was typed, but for spaces around it and a code's capitals."""
    if isinstance(typed, str) and isinstance(kept, str):
        return kept == typed or kept == bare(typed) or kept == bare(typed).upper()
    if isinstance(typed, dict) and isinstance(kept, dict):
        return all(as_typed(value, kept[name]) for name, value in typed.items())
    if isinstance(typed, list | tuple) and isinstance(kept, list | tuple):
        return len(typed) == len(kept) and all(map(as_typed, typed, kept))
    return True


def bare(text: str) -> str:
    """The text without spaces around it, as Unicode counts spaces."""
    return text.strip(SPACES)
