"""How a day is written in a sentence. Pure."""

from __future__ import annotations

from datetime import date


def day_words(on: date) -> str:
    """A day with its year, "3 Feb 2026"."""
    return f"{on.day} {on:%b %Y}"
