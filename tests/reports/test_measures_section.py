"""The report's section on measures: how a score came about, and the expected course."""

from __future__ import annotations

import pytest

from core.assembly import Services
from core.outcomes.model import Administration
from core.reports.document import Paragraph, Table, spans_of
from core.reports.work import measures_blocks
from tests.outcomes.test_growth_file import OWN
from tests.people import CLINICIAN, MARA, days_ago, filled_in, phq9, seen


def rows(services: Services) -> dict[str, str]:
    """The latest score as the table says it, by measure."""
    blocks = measures_blocks(services.file(CLINICIAN, MARA.id))
    (table,) = [block for block in blocks if isinstance(block, Table)]
    return {str(row[0]): str(row[1]) for row in table.rows}


def paragraphs(services: Services) -> list[str]:
    blocks = measures_blocks(services.file(CLINICIAN, MARA.id))
    return [
        "".join(str(one) for one in spans_of(block.spans))
        for block in blocks
        if isinstance(block, Paragraph)
    ]


@pytest.mark.usefixtures("mara")
class TestMarks:
    def test_a_prorated_score_says_how_many_items_were_answered(self, services: Services) -> None:
        """CORE-10: the mean of the nine answered items, times ten (16 / 9 * 10 = 17.8)."""
        services.outcomes.record(CLINICIAN, filled_in(MARA, "core-10", "222220222-", days_ago(3)))
        assert list(rows(services).values()) == [
            "17.8 (moderate distress), prorated: 9 of 10 items answered"
        ]

    def test_a_typed_total_is_marked(self, services: Services) -> None:
        typed = Administration(client_id=MARA.id, instrument="phq-9", instrument_version="1",
                               taken_on=days_ago(3), total_only=12)  # fmt: skip
        services.outcomes.record(CLINICIAN, typed)
        assert rows(services)["PHQ-9"] == "12 (moderate), only the total is known"


@pytest.mark.usefixtures("mara")
class TestExpectedCourse:
    def given(self, services: Services, growth: str) -> None:
        services.outcomes.add_growth(CLINICIAN, "own.toml", growth)
        for place, total in enumerate((10, 12, 24)):
            services.sessions.save(CLINICIAN, seen(MARA, days_ago(21 - 7 * place)))
            services.outcomes.record(CLINICIAN, phq9(MARA, total, days_ago(21 - 7 * place)))

    def test_a_score_outside_it_is_told_with_its_source(self, services: Services) -> None:
        self.given(services, OWN)
        (said,) = [one for one in paragraphs(services) if one.startswith("Expected course of")]
        assert "(session 3) is 24, worse than for most" in said
        assert said.endswith("Figures: own analysis, table 2 (one source).")

    def test_sessions_that_no_score_lies_in_are_told(self, services: Services) -> None:
        late = OWN.replace("first_session = 1", "first_session = 812")
        self.given(services, late.replace("last_session = 20", "last_session = 8121"))
        (said,) = [one for one in paragraphs(services) if one.startswith("Expected course of")]
        assert "covers sessions 812 to 8121, and the PHQ-9 scores are of sessions 1 to 3" in said
