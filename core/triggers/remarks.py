"""What to say about words that look like a day or a rating and are not read as one. Pure."""

from __future__ import annotations

import re
from calendar import month_name, monthrange

_FIGURES = re.compile(r"(\d{1,4})[-/.](\d{1,2})[-/.](\d{4}|\d{1,2})(?!\d)")
_DAY_FIRST = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\b\.?,?(?:\s+(\d{4}))?")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b,?(?:\s+(\d{4}))?")
_WEEKDAY = re.compile(r"(?:on\s+)?(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+", re.IGNORECASE)
_AT_END = re.compile(r"(?:^|(?<!\bat)[\s,;(–—])(\d{1,3})\s*[.)]?$", re.IGNORECASE)
_LEAP = 2000  # a year in which every day of the calendar exists


def impossible_day(text: str) -> str:
    """Why the day a text begins with does not exist, as a clause; empty when it is no such day.

    The days of a month are those of the Gregorian calendar. Without a year, 29 February exists.
    """
    bare = text.strip().lstrip("-*•").strip()
    if weekday := _WEEKDAY.match(bare):
        bare = bare[weekday.end() :]
    found = _in_figures(bare) or _in_words(bare)
    return _why_not(*found) if found else ""


def _in_figures(text: str) -> tuple[int, int, int | None] | None:
    """Day, month and year of a day in figures; whichever cannot be a month is the day."""
    match = _FIGURES.match(text)
    if not match:
        return None
    first, second, third = match.groups()
    if len(first) == 4:
        return int(third), int(second), int(first)
    if len(first) > 2:
        return None
    day, month, year = int(first), int(second), int(third)
    if month > 12 >= day:
        day, month = month, day
    return day, month, year + 2000 if year < 100 else year


def _in_words(text: str) -> tuple[int, int, int | None] | None:
    for pattern, (day, month) in ((_DAY_FIRST, (1, 2)), (_MONTH_FIRST, (2, 1))):
        if match := pattern.match(text):
            named = match[month].title()
            number = next((n for n, name in enumerate(month_name) if name.startswith(named)), 0)
            if number:
                return int(match[day]), number, int(match[3]) if match[3] else None
    return None


def _why_not(day: int, month: int, year: int | None) -> str:
    if not 1 <= month <= 12:
        return f"there is no month {month}."
    if year is not None and not 1 <= year <= 9999:
        return ""
    days = monthrange(year or _LEAP, month)[1]
    if 1 <= day <= days:
        return ""
    named = f"{month_name[month]} {year}" if month == 2 and year else month_name[month]
    return f"there is no {day} {month_name[month]}: {named} has {days} days."


def bare_number(words: str) -> int | None:
    """A number from 0 to 100 at the end of the words that says of nothing what it is, or None."""
    found = _AT_END.search(words.strip())
    return int(found[1]) if found and int(found[1]) <= 100 else None
