"""The formulation report from the sample clients: complete, hedged, sourced, and minimal."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.assembly import Practice, create_demo_store, open_practice
from core.errors import NotFound, NotYetAvailable
from core.exchange.demo import fill_with_samples
from core.exchange.sample import sample_id
from core.reports.document import Document, Figure, Heading
from core.reports.render import render
from core.reports.service import KINDS, MADE_NOW, report_document

CODES = ["HL-101", "HL-102", "HL-103", "HL-104", "HL-105", "HL-106", "HL-107"]
HEADINGS = [
    "What brings them",
    "History, in headlines",
    "What may have shaped the pattern",
    "What sets it off now",
    "What keeps it going",
    "Strengths and what helps",
    "Plan, and why",
    "Measures",
    "Safety",
    "What is uncertain",
]


@pytest.fixture(scope="module")
def practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    folder: Path = tmp_path_factory.mktemp("reports") / "store"
    create_demo_store(folder, fill_with_samples)
    opened = open_practice(folder, lambda: "")
    yield opened
    opened.close()


def document(practice: Practice, code: str, kind: str = "formulation") -> Document:
    return report_document(practice.services(), practice.actor, sample_id(code), kind)


def words(content: bytes) -> str:
    sheets = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(sheet.extract_text() for sheet in sheets).split())


@pytest.mark.parametrize("code", CODES)
def test_every_sample_client_has_a_report_with_every_heading(practice: Practice, code: str) -> None:
    made = document(practice, code)
    assert [block.text for block in made.blocks if isinstance(block, Heading)] == HEADINGS


def test_the_report_holds_the_map_and_a_chart_each_in_words_too(practice: Practice) -> None:
    figures = [block for block in document(practice, "HL-101").blocks if isinstance(block, Figure)]
    assert "Map of 24 nodes" in figures[-1].alt
    assert any(figure.alt.startswith("PHQ-9 over time: 17 on") for figure in figures)


def test_the_pdf_reads_as_hypotheses_with_reasons(practice: Practice) -> None:
    text = words(render(document(practice, "HL-101"), "pdf"))
    assert "Maren Tolliver (HL-101)" in text
    assert "earlier experience may have shaped them" in text
    assert "12 points lower than at the start (better): more than measurement error" in text
    assert "Reliable change: 6 points or more" in text
    assert "caused" not in text
    assert "A loop:" in text


def test_an_empty_file_says_so_instead_of_leaving_holes(practice: Practice) -> None:
    text = words(render(document(practice, "HL-107"), "pdf"))
    assert text.count("Not recorded yet.") >= 5


def test_headline_only_events_keep_their_detail_out(practice: Practice) -> None:
    services, actor = practice.services(), practice.actor
    parked = [
        event
        for event in services.history.history(actor, sample_id("HL-102")).events
        if event.state == "headline_only"
    ]
    assert parked
    text = words(render(document(practice, "HL-102"), "pdf"))
    assert "(headline only)" in text
    assert all(not event.detail or event.detail not in text for event in parked)


def test_one_partners_report_holds_nothing_of_the_others_file(practice: Practice) -> None:
    """The two files stay separate: no episode or note of the other appears."""
    services, actor = practice.services(), practice.actor
    other = services.file(actor, sample_id("HL-105"))
    text = render(document(practice, "HL-104"), "md").decode()
    assert other.client.name not in text
    assert not any(session.note in text for session in other.held if session.note)


def test_flags_stand_in_the_report_acknowledged_or_not(practice: Practice) -> None:
    text = words(render(document(practice, "HL-106"), "pdf"))
    assert "not yet acknowledged" in text
    assert "acknowledged on" in text


def test_the_brief_fits_one_page(practice: Practice) -> None:
    for code in CODES:
        content = render(document(practice, code, "brief"), "pdf")
        assert len(PdfReader(BytesIO(content)).pages) == 1, code


def test_kinds_that_come_later_say_so(practice: Practice) -> None:
    for kind in set(KINDS) - set(MADE_NOW):
        with pytest.raises(NotYetAvailable):
            document(practice, "HL-101", kind)
    with pytest.raises(NotFound):
        document(practice, "HL-999")
