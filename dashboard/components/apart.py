"""Names in a list to choose from, told apart where they are the same.

A select box gives back the words that were chosen: of two options with the same words, the last
one would be taken, whichever was pressed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping
from typing import TypeVar

K = TypeVar("K", bound=Hashable)


def told_apart(names: Mapping[K, str], notes: Mapping[K, str] | None = None) -> dict[K, str]:
    """The names, in their order, each one different from all the others.

    Where names are the same, `notes` (what else is known of an option) is said after them;
    those still the same get a running number, "The lift (2)", in the order given.
    """
    more = notes or {}
    often = Counter(names.values())
    noted = {
        key: f"{name}, {more[key]}" if often[name] > 1 and more.get(key) else name
        for key, name in names.items()
    }
    return _numbered(noted)


def _numbered(names: Mapping[K, str]) -> dict[K, str]:
    often, taken = Counter(names.values()), set(names.values())
    counted: Counter[str] = Counter()
    apart: dict[K, str] = {}
    for key, name in names.items():
        shown = name
        while often[name] > 1 and shown in taken:
            counted[name] += 1
            shown = f"{name} ({counted[name]})"
        taken.add(shown)
        apart[key] = shown
    return apart
