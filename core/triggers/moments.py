"""Reading when something happened from what somebody wrote. Pure."""

from __future__ import annotations

import re
from calendar import isleap
from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from core.errors import InvalidEntry

NOON = time(12)
EARLIEST = 1900  # the first year an episode can be in
TOO_EARLY = f"An episode cannot be before {EARLIEST}."
AHEAD = "An episode cannot be in the future."
_MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august",
           "september", "october", "november", "december")  # fmt: skip
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_ISO = re.compile(r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[-/.](\d{1,2})[-/.](\d{4}|\d{2})(?!\d)")
_NO_YEAR = re.compile(r"(\d{1,2})/(\d{1,2})(?![\d/])")
_OF_10 = re.compile(  # "5/10 distress" is a rating; "5/10 distress 70" is a day with one
    r"(?:10|\d)/10[\s(]+(?:(?!\d)\w+\s+){0,2}(?:distress|arousal|intensity|suds?)\b"
    r"(?!\s*(?:was|of|at|is|[:=])?\s*\d)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"(\d{1,2})(?:st|nd|rd|th)?\.?\s+([A-Za-z]{3,9})\.?,?(?:\s+(\d{4}))?\b")
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.?\s+(\d{1,2})(?:st|nd|rd|th)?\b,?(?:\s+(\d{4}))?")
_SPOKEN = re.compile(r"(today|yesterday)\b(?!['’]\w)", re.IGNORECASE)
_WEEKDAY = re.compile(r"(last\s+|on\s+)?([A-Za-z]{3,9})\b(?!['’]\w)(,?)\s*", re.IGNORECASE)
_TIME = re.compile(
    r"(?:[T,]\s*|\s+)?(?:at\s+)?(\d{1,2})(?:[:.h](\d{2}))?(?::\d{2}(?:\.\d+)?)?\s*"
    r"(am|pm|a\.m\.|p\.m\.)?(?=[\s,;:.|)Z+-]|$)",
    re.IGNORECASE,
)
_ZONE = re.compile(r"\s*(Z|[+-](?:(?:0\d|1[0-3]):?[0-5]\d|14:?00))\b")
_WITH_ZONE = re.compile(r"T|.*:\d{2}:\d{2}", re.IGNORECASE)  # a time that a program wrote
_RANGE = re.compile(r"\s*[-–—]\s*\d{1,2}[:.h]\d{2}\b")
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?")
_SERIAL_DAY_0 = datetime(1899, 12, 30)  # how spreadsheets count days; it has no time zone


class Reading(NamedTuple):
    """When something happened, whether a time was given, and the text behind it.

    `guessed` says that the day was not written out: a weekday, or a date without its year.
    """

    on: date
    at: time | None
    rest: str
    zone: str = ""
    guessed: bool = False

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
    numbers of spreadsheets. A day without a year is the latest one that is not ahead. Short
    weekdays ("Sat") count only before a comma, a time or a date, as they are words as well.
    An offset from UTC is read behind a time with "T" or seconds; "21:30-22:15" is a range.
    """
    bare = text.strip().lstrip("-*•").strip()
    if _SERIAL.fullmatch(bare):
        return _serial(bare)
    found = _day(bare, today, month_first=month_first)
    if found is None:
        return None
    on, behind, guessed = found
    at, rest = read_time(behind)
    written = behind[: len(behind) - len(rest)].lstrip(" ,")
    zone = _ZONE.match(rest) if at and _WITH_ZONE.match(written) else None
    if zone:
        rest = rest[zone.end() :]
    elif at and _RANGE.match(rest):
        rest = written + rest  # until when it went on stays in the words
    said = rest.lstrip(" ,;:.|–—-").strip()
    return Reading(on, at, said, zone.group(1).upper() if zone else "", guessed)


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


def checked_moment(moment: datetime, now: datetime) -> datetime:
    """The moment of an episode. Raises InvalidEntry before the year 1900 and in the future."""
    if moment.year < EARLIEST:
        raise InvalidEntry(TOO_EARLY)
    if moment > now:
        raise InvalidEntry(AHEAD)
    return moment


def _day(text: str, today: date, *, month_first: bool) -> tuple[date, str, bool] | None:
    """The day a text begins with, what is behind it, and whether the day was guessed."""
    if spoken := _SPOKEN.match(text):
        back = 1 if spoken.group(1).lower() == "yesterday" else 0
        return today - timedelta(days=back), text[spoken.end() :], False
    weekday = _WEEKDAY.match(text)
    number = _name(weekday.group(2), _WEEKDAYS) if weekday else None
    if weekday and number is not None:
        dated = _dated(text[weekday.end() :], today, month_first=month_first)
        if dated:
            return dated
        if _is_day(weekday, text):
            back = (today.weekday() - number) % 7 or 7
            return today - timedelta(days=back), text[weekday.end(2) :], True
        return None
    return _dated(text, today, month_first=month_first)


def _is_day(weekday: re.Match[str], text: str) -> bool:
    """Whether a weekday is meant: "Sat in the car", "Sun was out" and "Mon cheri" are words."""
    before, word, comma = weekday.groups()
    behind = text[weekday.end(2) :]
    whole = word.lower() in _WEEKDAYS
    return bool(whole or before or comma or not behind.strip() or read_time(behind)[0])


def _dated(text: str, today: date, *, month_first: bool) -> tuple[date, str, bool] | None:
    try:
        if found := _ISO.match(text):
            return date(*map(int, found.groups())), text[found.end() :], False
        if found := _FIGURES.match(text):
            first, second, year = map(int, found.groups())
            day, month = (second, first) if month_first else (first, second)
            on = date(year + 2000 if year < 100 else year, month, day)
            return on, text[found.end() :], False
        if (found := _NO_YEAR.match(text)) and not _OF_10.match(text):
            first, second = map(int, found.groups())
            day, month = (second, first) if month_first else (first, second)
            return _in_year(day, month, None, today), text[found.end() :], True
        for pattern, order in ((_NAMED, (1, 2)), (_MONTH_FIRST, (2, 1))):
            found = pattern.match(text)
            month_number = _name(found.group(order[1]), _MONTHS) if found else None
            if found and month_number is not None:
                on = _in_year(int(found.group(order[0])), month_number + 1, found.group(3), today)
                return on, text[found.end() :], not found.group(3)
    except ValueError:  # a 45th of the month
        return None
    return None


def _name(word: str, names: tuple[str, ...]) -> int | None:
    places = [place for place, name in enumerate(names) if name.startswith(word.lower())]
    return places[0] if places and len(word) > 2 else None


def _in_year(day: int, month: int, year: str | None, today: date) -> date:
    """The day, without a year the latest one not ahead. Raises ValueError when there is none."""
    if year:
        return date(int(year), month, day)
    if (month, day) == (2, 29):  # from one leap year to the next there can be eight years
        return next(on for back in range(9) if (on := _leap_day(today.year - back)) and on <= today)
    this_year = date(today.year, month, day)
    return this_year if this_year <= today else date(today.year - 1, month, day)


def _leap_day(year: int) -> date | None:
    return date(year, 2, 29) if isleap(year) else None


def _offset(zone: str) -> str:
    return "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"
