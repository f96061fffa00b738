"""Codes instead of names: for a supervisor, and while a screen is shared. Pure.

Names are replaced wherever they stand as whole words, also inside notes. What else could
tell who somebody is (a place, a job) is not recognised, and no page claims that it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, TypeVar

from core.clients.model import Client
from core.record import HEADER, Record

R = TypeVar("R", bound=Record)
_SHORT = 3
# Words for kin are no names, and short particles would hit ordinary words.
_KEEP = {
    "mother", "father", "mum", "mom", "dad", "sister", "brother", "grandmother",
    "grandfather", "grandma", "grandpa", "gran", "aunt", "uncle", "step", "the", "and",
    "von", "van", "de", "der", "la", "foster", "carer", "partner", "teacher",
}  # fmt: skip
_HIDDEN: dict[str, object] = {"email": "", "phone": "", "born": None}


def _words(name: str) -> list[str]:
    found = re.findall(r"[^\W\d_][\w'’-]*", name)
    return [word for word in found if len(word) > 1 and word.casefold() not in _KEEP]


class Cover:
    """Replaces the given names, whole or in part, by what stands for them."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self._for: dict[str, str] = {}
        for name, instead in names.items():
            for word in _words(name):
                self._for.setdefault(word.casefold(), instead)
        words = sorted(self._for, key=len, reverse=True)
        listed = "|".join(re.escape(word) for word in words)
        # "Mara Lindqvist" becomes one code, not two; "Mara's" keeps its ending.
        self._pattern = re.compile(rf"(?<!\w)(?:{listed})(?:[ -](?:{listed}))*(?!\w)", re.I)

    def text(self, words: str) -> str:
        """The text with names replaced."""
        return self._pattern.sub(self._instead, words) if self._for else words

    def _instead(self, found: re.Match[str]) -> str:
        word = found.group()
        if len(word) <= _SHORT and word.islower():
            return word  # "may" and "joy" are words before they are names
        first = re.split(r"[ -]", word)[0]
        return self._for.get(word.casefold()) or self._for.get(first.casefold(), word)

    def record(self, record: R) -> R:
        """The record with names replaced in every text of it."""
        fields = {name: getattr(record, name) for name in type(record).model_fields}
        kept = {name: fields.pop(name) for name in list(fields) if name in HEADER}
        shown = self._walked(record.model_dump(include=set(fields)))
        if isinstance(record, Client):
            shown |= {**_HIDDEN, "code": record.code, "name": record.code}
        return type(record).model_validate(kept | shown)

    def _walked(self, value: Any) -> Any:
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            return {key: self._walked(one) for key, one in value.items()}
        if isinstance(value, list | tuple):
            return type(value)(self._walked(one) for one in value)
        return value
