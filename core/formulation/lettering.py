"""How wide words are on screen, so that boxes are made to fit them. Pure.

The advance widths are those of Source Sans, the typeface Streamlit ships and draws with, in
thousandths of the letter size, read from the font with a browser's own text measure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import lru_cache

Measure = Callable[[str, float], float]
"""The width of one line at a letter size, in the units of the drawing."""

_ADVANCES = """
200 289 426 497 497 824 609 249 303 303 418 497 249 311 249 350 497 497 497 497 497 497 497
497 497 497 249 249 497 497 497 425 847 543 588 571 615 527 494 617 652 263 479 579 486 727
647 664 566 664 569 534 536 645 515 786 513 476 539 303 350 303 497 500 542 504 553 456 555
496 292 504 544 246 247 495 255 829 547 542 555 555 347 419 338 544 467 719 446 467 425 303
241 303 497
"""
_BY_LETTER = dict(zip(map(chr, range(32, 127)), map(int, _ADVANCES.split()), strict=True))
_WIDE, _SIGN, _OTHER = 1000, 1300, 650
DOTS = "\N{HORIZONTAL ELLIPSIS}"


@lru_cache(maxsize=4096)
def screen_width(text: str, size: float) -> float:
    """The width of one line on screen in pixels, at a letter size in pixels."""
    return sum(_advance(letter) for letter in text) * size / 1000


@lru_cache(maxsize=2048)
def _advance(letter: str) -> int:
    if letter in _BY_LETTER:
        return _BY_LETTER[letter]
    if unicodedata.combining(letter):
        return 0
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in _BY_LETTER:
        return _BY_LETTER[plain]
    if unicodedata.east_asian_width(letter) in "WF":
        return _SIGN if unicodedata.category(letter) == "So" else _WIDE
    return _SIGN if unicodedata.category(letter) == "So" else _OTHER


def wrapped(text: str, width: float, size: float, measure: Measure) -> list[str]:
    """Lines of at most `width`; a word that is too long is broken."""
    lines = [""]
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if measure(longer, size) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, width, size, measure)
    return [line for line in lines if line]


def fitted(text: str, width: float, size: float, measure: Measure) -> str:
    """One line of at most `width`, with an ellipsis where text is left out."""
    return (cut(text, width, size, 1, measure) or [""])[0]


def cut(text: str, width: float, size: float, most: int, measure: Measure) -> list[str]:
    """At most so many lines; where text is left out the last ends at a word, with an ellipsis."""
    lines = wrapped(text, width, size, measure)
    if len(lines) <= most:
        return lines
    last = f"{lines[most - 1]} {DOTS}"
    while measure(last, size) > width and last.count(" ") > 1:
        last = f"{last.rsplit(' ', 2)[0]} {DOTS}"
    if measure(last, size) > width:
        last = DOTS if most > 1 else _part(last.split()[0], width, size, measure)
    return [*lines[: most - 1], last]


def _part(word: str, width: float, size: float, measure: Measure) -> str:
    """As much of one long word as fits with its ellipsis."""
    while word and measure(word + DOTS, size) > width:
        word = word[:-1]
    return word + DOTS


def _pieces(word: str, width: float, size: float, measure: Measure) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and measure(pieces[-1] + letter, size) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces
