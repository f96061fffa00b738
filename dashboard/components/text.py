"""Words on screen: plain text inside Markdown, days, small lines of scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

_MARKS = str.maketrans({mark: f"\\{mark}" for mark in "\\`*_{}[]()#+-.!|<>~$:&"})
_BARS = "▁▂▃▄▅▆▇█"


def escaped(text: str) -> str:
    """Somebody's words as plain text inside Markdown; line breaks become spaces."""
    return " ".join(text.split()).translate(_MARKS)


def in_lines(text: str, most: int = 700) -> str:
    """Somebody's words with their line breaks, cut at a word when very long."""
    shown = text if len(text) <= most else f"{text[:most].rsplit(' ', 1)[0]} … (open to read all)"
    return "  \n".join(escaped(line) for line in shown.splitlines() if line.strip())


def day(on: date | None, *, year: bool = False) -> str:
    """A day as clinicians write it, or a dash."""
    if on is None:
        return "–"
    words = f"{on.day} {on:%b %Y}" if year else f"{on.day} {on:%b}"
    return words.replace(" ", "\u00a0")


def spark(values: Sequence[float], extent: tuple[float, float] | None = None) -> str:
    """Scores as a small row of bars; at most 16.

    From the lowest to the highest of this person, or between the ends of the scale.
    """
    shown = list(values)[-16:]
    if len(shown) < 2:
        return ""
    low, high = extent or (min(shown), max(shown))
    step = (high - low) or 1
    return "".join(_BARS[round((value - low) / step * (len(_BARS) - 1))] for value in shown)


def plural(count: int, one: str, many: str = "") -> str:
    """A count with its word."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; cells are plain text."""
    lines = [header, ["---"] * len(header), *([escaped(cell) for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
