"""What the brief says of measures: where its figures are from, and the expected course."""

from __future__ import annotations

import pytest

from core.assembly import Services
from core.sessions.brief import BriefLine, brief
from tests.outcomes.test_growth_file import OWN
from tests.people import CLINICIAN, MARA, days_ago, phq9, seen


def course_lines(services: Services) -> list[BriefLine]:
    sections = brief(services.file(CLINICIAN, MARA.id)).sections
    return [line for s in sections for line in s.lines if line.text.startswith("PHQ-9")]


def given(services: Services, *totals: int) -> None:
    """A session a week, a PHQ-9 at each."""
    for place, total in enumerate(totals):
        day = days_ago(7 * (len(totals) - place))
        services.sessions.save(CLINICIAN, seen(MARA, day))
        services.outcomes.record(CLINICIAN, phq9(MARA, total, day))


@pytest.mark.usefixtures("mara")
class TestSources:
    def test_a_verdict_carries_where_its_figure_is_from(self, services: Services) -> None:
        given(services, 16, 7)
        (line,) = course_lines(services)
        assert line.source.startswith("PHQ-9: 6 points or more: ")
        assert "verified" in line.source

    def test_a_first_score_has_no_verdict_and_no_source(self, services: Services) -> None:
        given(services, 16)
        (line,) = course_lines(services)
        assert line.source == ""


@pytest.mark.usefixtures("mara")
class TestExpectedCourse:
    def test_without_parameters_nothing_is_said_of_one(self, services: Services) -> None:
        given(services, 10, 12, 26)
        assert not any("expected course" in line.text for line in course_lines(services))

    # From 10 the made-up model expects about 9 at session 3; 26 is far on the worse side.
    @pytest.mark.parametrize(("latest", "told"), [(9, False), (2, False), (26, True)])
    def test_a_score_outside_it_is_told_with_reason_and_source(
        self, services: Services, latest: int, told: bool
    ) -> None:
        services.outcomes.add_growth(CLINICIAN, "own.toml", OWN)
        given(services, 10, 12, latest)
        said = [line for line in course_lines(services) if "expected course" in line.text]
        assert bool(said) == told
        if told:
            (line,) = said
            assert line.text.startswith("PHQ-9 is outside the expected course. The score of 4 June")
            assert "adults of one practice, 2019 to 2024" in line.text
            assert "own analysis, table 2 (one source)" in line.source
            assert line.page == "Outcomes"
