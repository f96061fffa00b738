"""How hard a text is to read, by the Flesch-Kincaid grade.

Kincaid, Fishburne, Rogers & Chissom 1975, Derivation of new readability formulas (Research
Branch Report 8-75): 0.39 x words per sentence + 11.8 x syllables per word - 15.59.
"""

from __future__ import annotations

import re


def grade(text: str) -> float:
    """The school grade (United States) at which a text is read with ease."""
    sentences = [part for part in re.split(r"[.!?:]+(?:\s|$)", text) if part.strip()]
    words = re.findall(r"[A-Za-z']+", text)
    per_word = sum(map(syllables, words)) / len(words)
    return 0.39 * len(words) / len(sentences) + 11.8 * per_word - 15.59


def syllables(word: str) -> int:
    """Groups of vowels, without a silent e at the end; at least one."""
    bare = word.lower().strip("'")
    found = len(re.findall(r"[aeiouy]+", bare))
    silent = bare.endswith("e") and not bare.endswith(("le", "ee"))
    silent |= bool(re.search(r"[^td]ed$|[^sxzc]es$", bare))
    return max(1, found - silent)
