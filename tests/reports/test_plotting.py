"""What the chart of a report calls a change: the same as the page, by name."""

from __future__ import annotations

import pytest

from core.outcomes.model import Administration
from core.outcomes.series import Series, find_series, series_of
from core.reports.plotting import score_caption, score_plot
from tests.people import MARA, days_ago


def course(measure: str, *values: float) -> Series:
    taken = [
        Administration(
            client_id=MARA.id, instrument=measure, instrument_version="1", total_only=value,
            taken_on=days_ago(70 - 7 * n), entered_as="total",
        )
        for n, value in enumerate(values)
    ]  # fmt: skip
    found = find_series(series_of(taken), measure)
    assert found is not None
    return found


# PHQ-9: 6 points (NHS Talking Therapies). CORE-10: 6 at the 90% level (Barkham et al. 2013).
# WHO-5: 10 points by convention. WSAS: SD 9.4 and reliability .82 give
# 1.96 * 9.4 * sqrt(2 * 0.18) = 11.05 (by hand).
@pytest.mark.parametrize(
    ("measure", "points", "label", "caption"),
    [
        ("phq-9", 6, "less than 6 from the first score: not reliable",
         "published: 6 is reliable."),
        ("core-10", 6, "less than 6 from the first score: not reliable",
         "published: 6 is reliable at 90%, one source."),
        ("who-5", 10, "less than 10 from the first score: no change by convention",
         "published: 10 points are called a significant change by convention, one source."),
        ("wsas", 11.05, "up to 11.1 from the first score: not reliable",
         "worked out (JT): more than 11.1 is reliable."),
    ],
)  # fmt: skip
def test_the_hatched_points_are_those_of_the_page_and_say_their_ground(
    measure: str, points: float, label: str, caption: str
) -> None:
    found = course(measure, 20, 12)
    drawn = score_plot(found, ()).no_change
    assert drawn is not None
    assert (drawn.points, drawn.label) == (pytest.approx(points, abs=0.005), label)
    assert score_caption(found).endswith(f". Change in points, {caption}")


def test_without_a_figure_nothing_is_hatched_and_nothing_claimed() -> None:
    for measure in ("swls", "ace-10"):
        found = course(measure, 8, 9)
        assert score_plot(found, ()).no_change is None
        assert score_caption(found) == found.instrument.title


def test_a_score_of_history_has_no_better_side() -> None:
    assert score_plot(course("ace-10", 3, 4), ()).better is None
