"""When it happened, as people and programs write it; expected days are read off a calendar."""

from __future__ import annotations

from datetime import date, time

import pytest

from core.triggers.moments import read_moment, read_time, reads_month_first
from tests.people import AUCKLAND, TODAY


@pytest.mark.parametrize(
    ("written", "on", "at", "rest"),
    [
        ("2026-03-14 21:30 He left", date(2026, 3, 14), time(21, 30), "He left"),
        ("2026-03-14T21:30:05 x", date(2026, 3, 14), time(21, 30), "x"),
        ("14/03/2026 9pm - x", date(2026, 3, 14), time(21), "x"),
        ("14.3.26, 9.30 pm: x", date(2026, 3, 14), time(21, 30), "x"),
        ("14 March 2026 at 08:05 x", date(2026, 3, 14), time(8, 5), "x"),
        ("Sat 14 Mar 12am x", date(2026, 3, 14), time(0), "x"),
        ("March 14th, x", date(2026, 3, 14), None, "x"),
        ("14 Dec x", date(2025, 12, 14), None, "x"),  # a December that is not ahead
        ("3/6 x", date(2026, 6, 3), None, "x"),
        ("today 07:00 x", TODAY, time(7), "x"),
        ("Yesterday x", date(2026, 6, 10), None, "x"),
        ("Monday 22:15 x", date(2026, 6, 8), time(22, 15), "x"),
        ("last Thursday x", date(2026, 6, 4), None, "x"),  # today is a Thursday
        ("- 14/03/2026 x", date(2026, 3, 14), None, "x"),
        ("14/03/2026 3 people came", date(2026, 3, 14), None, "3 people came"),
        ("29 Feb x", date(2024, 2, 29), None, "x"),  # 2026 and 2025 are no leap years
        ("29/02 x", date(2024, 2, 29), None, "x"),
        ("Sat 9pm x", date(2026, 6, 6), time(21), "x"),
        ("Sat, x", date(2026, 6, 6), None, "x"),
        ("last Sat in the car", date(2026, 6, 6), None, "in the car"),
        ("Sunday was hard", date(2026, 6, 7), None, "was hard"),
        ("5/10 He left; arousal 70", date(2025, 10, 5), None, "He left; arousal 70"),
        ("5/10 distress 70", date(2025, 10, 5), None, "distress 70"),
        ("14/03/2026 21:30-22:15 x", date(2026, 3, 14), time(21, 30), "21:30-22:15 x"),
        ("14/03/2026 21:30-24:15 x", date(2026, 3, 14), time(21, 30), "21:30-24:15 x"),
        ("14/03/2026 21:30 - 22:15 x", date(2026, 3, 14), time(21, 30), "21:30 - 22:15 x"),
        ("14/03/2026 21:30 +99:99 x", date(2026, 3, 14), time(21, 30), "+99:99 x"),
        ("14/03/2026 21:30 Z rang", date(2026, 3, 14), time(21, 30), "Z rang"),
    ],
)
def test_days_and_times_are_understood(written: str, on: date, at: time | None, rest: str) -> None:
    found = read_moment(written, TODAY)
    assert found is not None
    assert (found.on, found.at, found.rest) == (on, at, rest)


@pytest.mark.parametrize(
    "written",
    ["", "no day", "Money was missing", "Marched out", "45/13/2026 x",
     "Sat in the car", "Sun was out", "Mon cheri said no", "Sunday's row", "today's row",
     "5/10 distress, she left", "7/10 (SUD)", "5/10 on arousal", "Sat 5/10 distress", "31 June x",
     "2026-02-30", "14", "1999999999", "tomorrow", "\x00"],
)  # fmt: skip
def test_what_is_no_day_is_none(written: str) -> None:
    assert read_moment(written, TODAY) is None


def test_a_spreadsheets_serial_number_is_a_day() -> None:
    """46095 is 14 March 2026 in LibreOffice Calc and Excel (day 0 is 30 December 1899)."""
    found = read_moment("46095", TODAY)
    assert found is not None
    assert (found.on, found.at) == (date(2026, 3, 14), None)
    evening = read_moment("46095.8958333333", TODAY)
    assert evening is not None
    assert evening.at == time(21, 30)


def test_a_moment_without_a_time_is_midday_where_the_practice_is() -> None:
    found = read_moment("14/03/2026 x", TODAY)
    assert found is not None
    assert found.moment(AUCKLAND).isoformat() == "2026-03-14T12:00:00+13:00"


def test_a_zone_that_is_given_is_kept() -> None:
    found = read_moment("2026-03-14T21:30:00+01:00 x", TODAY)
    assert found is not None
    assert found.moment(AUCKLAND).isoformat() == "2026-03-14T21:30:00+01:00"
    assert found.rest == "x"


def test_of_leap_days_the_latest_is_found_over_a_year_that_is_none() -> None:
    """1900 was no leap year: from 29 February 1896 to that of 1904 there are eight years."""
    found = read_moment("29 Feb x", date(1904, 2, 28))
    assert found is not None
    assert found.on == date(1896, 2, 29)


@pytest.mark.parametrize(
    ("written", "zone"),
    [("T21:30+13:00", "+13:00"), (" 21:30:00Z", "Z"), (" 21:30:00.123-0930", "-0930"),
     ("T21:30+14:00", "+14:00"), ("T21:30+14:30", ""), (" 21:30:00+25:00", ""),
     (" 21:30+01:00", ""), (" 21:30-09:15", "")],
)  # fmt: skip
def test_an_offset_is_one_a_program_wrote_and_that_exists(written: str, zone: str) -> None:
    """The offsets in use go from -12:00 to +14:00 (IANA time zone database)."""
    found = read_moment(f"2026-03-14{written} x", TODAY)
    assert found is not None
    assert found.zone == zone
    assert found.moment(AUCKLAND).tzinfo is not None


@pytest.mark.parametrize(
    ("written", "guessed"),
    [("Sat 9pm x", True), ("Monday x", True), ("7/10 x", True), ("14 March x", True),
     ("14/03/2026 x", False), ("Sat 14 Mar 2026 x", False), ("today x", False)],
)  # fmt: skip
def test_a_day_that_was_not_written_out_is_known_as_such(written: str, guessed: bool) -> None:
    found = read_moment(written, TODAY)
    assert found is not None
    assert found.guessed is guessed


@pytest.mark.parametrize("written", ["25:00", "13pm", "9:75", "0am", "7", "x"])
def test_what_is_no_time_is_left_alone(written: str) -> None:
    assert read_time(written) == (None, written)


def test_a_column_is_month_first_only_when_it_cannot_be_otherwise() -> None:
    assert reads_month_first(["1/2/2026", "6/13/2026"])
    assert not reads_month_first(["1/2/2026", "2/3/2026"])
    assert not reads_month_first(["13/6/2026", "6/13/2026"])
