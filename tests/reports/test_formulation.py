"""The formulation report from the sample clients: complete, hedged, sourced, and minimal."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from core.assembly import Practice, Services, create_demo_store, open_practice
from core.errors import NotFound, NotYetAvailable
from core.exchange.demo import fill_with_samples
from core.exchange.sample import sample_id
from core.reports.document import Document, Figure, Heading
from core.reports.render import render
from core.reports.service import KINDS, MADE_NOW, report_document
from tests.history.entries import figure
from tests.people import CLINICIAN, MARA

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
    found = [block.text for block in made.blocks if isinstance(block, Heading)]
    assert [one for one in found if one != "The couple's cycle"] == HEADINGS
    assert ("The couple's cycle" in found) == (code in ("HL-104", "HL-105"))


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


@pytest.mark.parametrize("code", ["HL-101", "HL-102", "HL-103", "HL-104", "HL-105", "HL-106"])
def test_parked_and_declined_events_are_in_it_only_when_asked_for(
    practice: Practice, code: str
) -> None:
    services, actor = practice.services(), practice.actor
    file = services.file(actor, sample_id(code))
    parked = [one for one in file.history.events if one.state in ("headline_only", "declined")]
    nodes = [n for n in file.formulation.nodes if n.source_id in {one.id for one in parked}]
    text = render(document(practice, code), "md").decode()
    assert not [one.headline for one in parked if one.headline in text]
    assert not [one.name for one in nodes if one.name in text]
    assert "headline only" not in text.lower()
    assert "declined" not in text.lower().split("# plan, and why")[0]
    made = report_document(services, actor, file.client.id, "formulation", parked=True)
    whole = render(made, "md").decode()
    assert all(one.headline in whole for one in parked)
    assert all(not one.detail or one.detail not in whole for one in parked)


def test_violence_is_in_no_document(practice: Practice) -> None:
    services, actor = practice.services(), practice.actor
    for code in CODES:
        history = services.history.history(actor, sample_id(code))
        said = [one.violence for one in (*history.figures, *history.relationships) if one.violence]
        for kind in MADE_NOW:
            made = report_document(services, actor, sample_id(code), kind, parked=True)
            text = render(made, "md").decode()
            assert not [words for words in said if words in text]


def test_a_belief_kind_to_the_self_stands_with_the_strengths(practice: Practice) -> None:
    text = render(document(practice, "HL-101"), "md").decode()
    shaped, rest = text.split("What may have shaped the pattern")[1].split("What sets it off now")
    strengths = rest.split("Strengths and what helps")[1].split("Plan, and why")[0]
    assert "I can stand on my own feet" not in shaped
    assert "I am too much for people" in shaped
    assert re.search(r"believed 30 of 100 on \d+ \w+ \d+, then 65 of 100 on", strengths)


def test_a_figures_word_without_a_memory_or_with_another_says_so(services: Services) -> None:
    services.clients.save(CLINICIAN, MARA)
    words_of_mam = [
        {"word": "funny"},
        {"word": "warm", "memory": "The door was shut.", "contradicts": True},
        {"word": "soft", "memory": "The settee."},
    ]
    services.history.save(CLINICIAN, figure("Mam", descriptors=words_of_mam))
    text = render(report_document(services, CLINICIAN, MARA.id, "formulation"), "md").decode()
    said = "“funny” (no memory given yet), “warm” (the memory says otherwise), “soft”"
    assert said in text


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
