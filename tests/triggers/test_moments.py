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
    ],
)
def test_days_and_times_are_understood(written: str, on: date, at: time | None, rest: str) -> None:
    found = read_moment(written, TODAY)
    assert found is not None
    assert (found.on, found.at, found.rest) == (on, at, rest)


@pytest.mark.parametrize(
    "written",
    ["", "no day", "Money was missing", "Marched out", "45/13/2026 x", "31 June x", "29 Feb x",
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


@pytest.mark.parametrize("written", ["25:00", "13pm", "9:75", "0am", "7", "x"])
def test_what_is_no_time_is_left_alone(written: str) -> None:
    assert read_time(written) == (None, written)


def test_a_column_is_month_first_only_when_it_cannot_be_otherwise() -> None:
    assert reads_month_first(["1/2/2026", "6/13/2026"])
    assert not reads_month_first(["1/2/2026", "2/3/2026"])
    assert not reads_month_first(["13/6/2026", "6/13/2026"])
