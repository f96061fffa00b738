"""Reading when something happened from what somebody wrote. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

NOON = time(12)
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_NO_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\.?,?(?:\s+(\d{4}))?\b")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b,?(?:\s+(\d{4}))?")
_SPOKEN = re.compile(r"(today|yesterday)\b", re.IGNORECASE)
_WEEKDAY = re.compile(r"(?:last\s+|on\s+)?([A-Za-z]{3,9})\b,?\s*", re.IGNORECASE)
_TIME = re.compile(
    r"(?:[T,]\s*|\s+)?(?:at\s+)?(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*"
    r"(am|pm|a\.m\.|p\.m\.)?(?=[\s,;:.|)Z+-]|$)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\s*(Z|[+-]\d{2}:?\d{2})\b")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIAL_DAY_0 = datetime(1899, 12, 30)  # how spreadsheets count days; it has no time zone


class Reading(NamedTuple):
    """When something happened, whether a time was given, and the text behind it."""

    on: date
    at: time | None
    rest: str
    zone: str = ""

    def moment(self, zone: tzinfo | None) -> datetime:
        """The moment; midday where no time was given. `zone` None: that of this computer."""
        naive = datetime.combine(self.on, self.at or NOON)
        if self.zone:
            return datetime.fromisoformat(f"{naive.isoformat()}{_offset(self.zone)}")
        return naive.replace(tzinfo=zone) if zone else naive.astimezone()


def read_moment(text: str, today: date, *, month_first: bool = False) -> Reading | None:
    """The day, and the time if there is one, that a text begins with; or None.

    Understood are 2026-03-14, 14/03/2026 and 14.3.26 (day before month, unless `month_first`),
    14 March, March 14, today, yesterday, a weekday (the last one before today), and the serial
    numbers of spreadsheets. A day without a year is the latest one that is not ahead.
    """
    bare = text.strip().lstrip("-*•").strip()
    if _SERIAL.fullmatch(bare):
        return _serial(bare)
    found = _day(bare, today, month_first=month_first)
    if found is None:
        return None
    on, rest = found
    at, rest = read_time(rest)
    zone = _ZONE.match(rest) if at else None
    rest = rest[zone.end() :] if zone else rest
    return Reading(on, at, rest.lstrip(" ,;:.|–—-").strip(), zone.group(1) if zone else "")


def read_time(text: str) -> tuple[time | None, str]:
    """The time a text begins with, and what is behind it: 21:30, 9pm, 9.30 pm or 21h00."""
    found = _TIME.match(text)
    if not found or not (found.group(2) or found.group(3)):
        return None, text
    hour, minute = int(found.group(1)), int(found.group(2) or 0)
    half = (found.group(3) or "").replace(".", "").lower()
    if (half and not 1 <= hour <= 12) or hour > 23 or minute > 59:
        return None, text
    hour = hour % 12 + (12 if half == "pm" else 0) if half else hour
    return time(hour, minute), text[found.end() :]


def reads_month_first(days: list[str]) -> bool:
    """Whether the days of a column must be month/day: one has no such month the other way."""
    pairs = [(int(m[1]), int(m[2])) for day in days if (m := _FIGURES.match(day.strip()))]
    return any(b > 12 for _, b in pairs) and not any(a > 12 for a, _ in pairs)


def _serial(text: str) -> Reading | None:
    """A spreadsheet's serial number: days since 1899-12-30, with the time as a fraction."""
    days = float(text.replace(",", "."))
    if not 20_000 <= days <= 80_000:
        return None
    moment = _SERIAL_DAY_0 + timedelta(minutes=round(days * 24 * 60))
    return Reading(moment.date(), moment.time() if days % 1 else None, "")


def _day(text: str, today: date, *, month_first: bool) -> tuple[date, str] | None:
    if spoken := _SPOKEN.match(text):
        back = 1 if spoken.group(1).lower() == "yesterday" else 0
        return today - timedelta(days=back), text[spoken.end() :]
    weekday = _WEEKDAY.match(text)
    number = _name(weekday.group(1), _WEEKDAYS) if weekday else None
    if weekday and number is not None:
        dated = _dated(text[weekday.end() :], today, month_first=month_first)
        if dated:
            return dated
        back = (today.weekday() - number) % 7 or 7
        return today - timedelta(days=back), text[weekday.end(1) :]
    return _dated(text, today, month_first=month_first)


def _dated(text: str, today: date, *, month_first: bool) -> tuple[date, str] | None:
    try:
        if found := _ISO.match(text):
            return date(*map(int, found.groups())), text[found.end() :]
        if found := _FIGURES.match(text):
            first, second, year = map(int, found.groups())
            day, month = (second, first) if month_first else (first, second)
            return date(year + 2000 if year < 100 else year, month, day), text[found.end() :]
        if found := _NO_YEAR.match(text):
            first, second = map(int, found.groups())
            day, month = (second, first) if month_first else (first, second)
            return _in_year(day, month, None, today), text[found.end() :]
        for pattern, order in ((_NAMED, (1, 2)), (_MONTH_FIRST, (2, 1))):
            found = pattern.match(text)
            month_number = _name(found.group(order[1]), _MONTHS) if found else None
            if found and month_number is not None:
                on = _in_year(int(found.group(order[0])), month_number + 1, found.group(3), today)
                return on, text[found.end() :]
    except ValueError:  # a 45th of the month
        return None
    return None


def _name(word: str, names: tuple[str, ...]) -> int | None:
    places = [place for place, name in enumerate(names) if name.startswith(word.lower())]
    return places[0] if places and len(word) > 2 else None


def _in_year(day: int, month: int, year: str | None, today: date) -> date:
    if year:
        return date(int(year), month, day)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _offset(zone: str) -> str:
    return "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
