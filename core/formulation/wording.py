"""How a text reads that a client may see: reading level, jargon, words that blame. English only.

The reading level is the Flesch-Kincaid grade (Kincaid, Fishburne, Rogers & Chissom 1975,
Naval Technical Training Command Research Branch Report 8-75): the years of schooling, as
counted in the United States, after which a text is usually read with ease. Word lists are our
own (wording.toml). Neither is a judgement: a client's own word may be the right one. Pure.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

PLAIN_GRADE = 8.0
"""Up to this grade a text counts as plain here. A proposal: health writers in the United States
are commonly asked for the sixth to eighth grade; no study of formulations was found."""
FEWEST_WORDS = 30
"""With fewer words no reading level is worked out; the formula was made on passages of 100."""
_WORD = re.compile(r"[A-Za-z]+(?:['’\-][A-Za-z]+)*")
_SENTENCE_END = re.compile(r"[.!?…]+(?:\s|$)|\n")
_VOWELS = re.compile(r"[aeiouy]+")
_MORE_SOUNDS = re.compile(  # vowels side by side that are two sounds, and n't
    r"[^tcsgx]i[ao](?!n)|[aeiouy]ing|creat[ei]|(?:id|r)ea$|iu|eum|iety?$|^sci|eo(?!u)"
    r"|[^gq]ua|ue[lt]|uou|[ds]n['’]t|sm$"
)
_SILENT = re.compile(
    r"(?:[^laeiouy]|[aeiouy]l|ll)e$|[^aeiouydt]ed$|[^aeiouylscxzgh]es$|(?<=om)e(?=[tb]|on)"
)


class Wording(NamedTuple):
    """What was found in some texts: counts, the grade if there are words enough, words by list."""

    words: int
    sentences: int
    grade: float | None
    jargon: tuple[str, ...]
    blame: tuple[str, ...]

    @property
    def plain(self) -> bool:
        """Whether nothing was found to look at again."""
        return not self.jargon and not self.blame and (self.grade or 0) <= PLAIN_GRADE


def wording(texts: Iterable[str]) -> Wording:
    """Read English texts together; each of them ends a sentence."""
    given = [text for text in texts if text.strip()]
    words = [word for text in given for word in _WORD.findall(text)]
    ends = sum(_sentences(text) for text in given)
    grade = None
    if len(words) >= FEWEST_WORDS:
        grade = reading_grade(len(words), ends, sum(map(syllables, words)))
    whole = " \n ".join(given)
    return Wording(len(words), ends, grade, found_in(whole, "jargon"), found_in(whole, "blame"))


def reading_grade(words: int, sentences: int, syllables: int) -> float:
    """The Flesch-Kincaid grade, in school years, from counts above zero."""
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def syllables(word: str) -> int:
    """About how many syllables an English word has, counted by its vowel sounds; at least one."""
    low = word.lower()
    count = len(_VOWELS.findall(low)) + len(_MORE_SOUNDS.findall(low))
    return max(1, count - len(_SILENT.findall(low)))


def found_in(text: str, listed: str) -> tuple[str, ...]:
    """The words of a list ("jargon", "blame") that stand in a text, as written, each once."""
    found = (" ".join(hit.group().split()) for hit in _pattern(listed).finditer(text))
    return tuple(dict.fromkeys(word.lower() for word in found))


def only_a_diagnosis(text: str) -> bool:
    """Whether a text names a diagnosis and says nothing else ("Severe recurrent depression")."""
    left = _pattern("diagnosis").sub(" ", text)
    if left == text:
        return False
    return all(word.lower() in _lists()["around"] for word in re.findall(r"\w+", left))


def _sentences(text: str) -> int:
    return sum(1 for part in _SENTENCE_END.split(text) if _WORD.search(part)) or 1


@cache
def _lists() -> dict[str, frozenset[str]]:
    text = files("core.formulation").joinpath("wording.toml").read_text(encoding="utf-8")
    read = tomllib.loads(text)
    return {
        "jargon": frozenset(read["jargon"]["words"]),
        "blame": frozenset(read["blame"]["words"]),
        "diagnosis": frozenset(read["diagnosis"]["words"]),
        "around": frozenset(read["diagnosis"]["around"]),
    }


@cache
def _pattern(listed: str) -> re.Pattern[str]:
    """Any entry of a list as whole words; the longest first, so that it is the one named."""
    entries: Sequence[str] = sorted(_lists()[listed], key=len, reverse=True)
    any_of = "|".join(_shape(entry) for entry in entries)
    return re.compile(rf"(?<![\w])(?:{any_of})(?![\w])", re.IGNORECASE)


def _shape(entry: str) -> str:
    stem = re.escape(entry.removesuffix("*")).replace(r"\ ", r"\s+")
    return stem + (r"\w*" if entry.endswith("*") else "")
