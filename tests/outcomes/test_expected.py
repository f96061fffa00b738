"""Which session a score belongs to, and what a norm group leads one to expect there."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.outcomes.course import Growth
from core.outcomes.expected import expected_course, growth_for, session_scores
from core.outcomes.series import Series, series_of
from core.sessions.model import Session
from tests.people import MARA, phq9, planned, seen
from tests.spec.table import Row, table

FIRST = date(2026, 3, 3)
Z_10 = 1.2816  # upper 10% point of the normal distribution, as printed in any table of it


def growth(first: int = 1, **more: object) -> Growth:
    """A group that starts near 20, loses a point a session and differs in nothing else.

    Without differences between people the start tells nothing about later scores, so what to
    expect is the group's mean and 1.2816 times sigma on each side.
    """
    fields = {
        "instrument": "phq-9", "scale": "total", "norm_group": "made up for this test", "n": 9,
        "g": "linear", "mu": (20, -1), "T": ((0, 0), (0, 0)), "sigma": 2,
        "first_session": first, "last_session": 6, "sources": ("made up",),
    }  # fmt: skip
    return Growth(**(fields | more))


def week(number: int) -> date:
    return FIRST + timedelta(weeks=number)


def held(*weeks: int) -> list[Session]:
    return [seen(MARA, week(number)) for number in weeks]


def series(*scores: tuple[int, int]) -> Series:
    """PHQ-9 totals by (days from the first session, total)."""
    taken = [
        phq9(MARA, total, FIRST + timedelta(days=days), order=place)
        for place, (days, total) in enumerate(scores)
    ]
    return next(one for one in series_of(taken) if one.scale == "total")


# The rule: as many sessions as were held up to and including the day; the start is the first
# score at or before the first session. Sessions lie at days 0, 7 and 14.
@pytest.mark.parametrize(
    "row",
    table("""
        scores on days | model from | numbers
        ---------------+------------+--------
        0              | 1          | 1
        -3             | 1          | 1
        -3             | 0          | 0
        0              | 0          | 1
        -3 7 14        | 1          | 1 2 3
        -3 7 14        | 0          | 0 2 3
        -9 -3 0 7      | 1          | 1 2
        0 6 7 8        | 1          | 1 1 2 2
        0 60           | 1          | 1 3
        1 7 14         | 1          |
        0 7            | 3          | 1 2
    """),
)
def test_a_score_belongs_to_the_sessions_held_by_its_day(row: Row) -> None:
    taken = series(*((int(day), 12) for day in row["scores on days"].split()))
    found = session_scores(taken, held(0, 1, 2), growth(int(row["model from"])))
    assert [str(number) for number, _, _ in found] == row["numbers"].split()


def test_a_session_that_was_not_held_has_no_number() -> None:
    missed = Session(
        client_id=MARA.id, starts_at=seen(MARA, week(1)).starts_at, attendance="missed"
    )
    sessions = [*held(0, 2), missed, planned(MARA, week(3))]
    found = session_scores(series((0, 12), (14, 12)), sessions, growth())
    assert [number for number, _, _ in found] == [1, 2]


def test_without_a_held_session_nothing_is_expected() -> None:
    found = expected_course(series((0, 12), (7, 12)), [planned(MARA, week(1))], growth())
    assert (found.scores, found.band, found.alert) == ((), (), None)
    assert found.why_not == (
        "No PHQ-9 score was taken at or before the first session, so there is no start to "
        "expect a course from."
    )


def test_the_band_stands_at_the_days_of_the_sessions() -> None:
    found = expected_course(series((-2, 20), (15, 16)), held(0, 1, 2), growth())
    assert [day for day, _ in found.band] == [week(0) - timedelta(days=2), week(1), week(2)]
    start, second, third = (band for _, band in found.band)
    assert (start.low, start.high) == (20, 20)
    assert second == pytest.approx((18, 18 - 2 * Z_10, 18 + 2 * Z_10), abs=1e-3)
    assert third == pytest.approx((17, 17 - 2 * Z_10, 17 + 2 * Z_10), abs=1e-3)
    assert found.why_not == ""


# Session 3: 17 is expected, and four in five lie between 14.44 and 19.56.
@pytest.mark.parametrize(("latest", "alerted"), [(19, False), (20, True), (14, False), (5, False)])
def test_only_a_score_on_the_worse_side_of_the_band_is_told(latest: int, alerted: bool) -> None:
    found = expected_course(series((0, 12), (14, latest)), held(0, 1, 2), growth())
    assert bool(found.alert) == alerted
    if found.alert:
        assert "made up for this test" in found.alert.reason
        assert "17 March 2026" in found.alert.reason


def test_one_score_is_never_outside_its_course() -> None:
    assert expected_course(series((0, 27)), held(0, 1), growth()).alert is None


def test_beyond_the_sessions_of_the_model_the_page_says_so() -> None:
    late = expected_course(series((0, 12), (7, 27)), held(0, 1), growth(3))
    assert (late.band, late.alert) == ((), None)
    assert late.why_not == (
        "The norm group's course covers sessions 3 to 6, and the PHQ-9 scores are of sessions 1 to "
        "2, so no expected course is drawn."
    )


def test_a_model_is_used_for_its_own_scale_and_only_when_its_figures_may_be() -> None:
    taken = series((0, 12))
    mine, unverified = growth(), growth(status="unverified")
    other = growth(instrument="gad-7")
    assert growth_for(taken, [other, mine]) == mine
    assert growth_for(taken, [other, unverified]) is None
    assert growth_for(taken._replace(about="mother"), [mine]) is None
