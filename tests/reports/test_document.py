"""The document tree refuses what no reader could use."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from core.reports.document import (
    Document,
    Emphasis,
    Figure,
    Heading,
    Paragraph,
    Strong,
    Table,
    paragraphs,
    plain,
    spans_of,
)
from tests.reports.samples import score


@pytest.mark.parametrize("alt", ["", "  ", "\n"])
def test_a_figure_without_words_for_it_is_refused(alt: str) -> None:
    with pytest.raises(ValueError, match="description of a figure"):
        Figure(score().svg, score().png, alt=alt)


def test_a_figure_needs_a_real_png_for_word() -> None:
    with pytest.raises(ValueError, match="PNG"):
        Figure(score().svg, b"<svg/>", alt="A chart.")


def test_a_document_needs_a_title_and_a_language() -> None:
    with pytest.raises(ValueError, match="title"):
        Document(" ", ())
    with pytest.raises(ValueError, match="language"):
        Document("Report", (), language="English")


def test_a_heading_needs_words_and_a_level() -> None:
    with pytest.raises(ValueError, match="heading"):
        Heading(1, "")
    with pytest.raises(ValueError, match="level"):
        Heading(4, "Too deep")  # type: ignore[arg-type]


def test_a_table_has_a_header_and_full_rows() -> None:
    with pytest.raises(ValueError, match="header"):
        Table((), ())
    with pytest.raises(ValueError, match="every row"):
        Table(("a", "b"), (("1",),))
    with pytest.raises(ValueError, match="alignment"):
        Table(("a", "b"), (("1", "2"),), align=("left",))


def test_nothing_in_a_document_can_be_changed_afterwards() -> None:
    paragraph = Paragraph("as it was")
    with pytest.raises(FrozenInstanceError):
        paragraph.spans = "otherwise"  # type: ignore[misc]


def test_free_text_becomes_paragraphs_at_its_blank_lines() -> None:
    text = "\nFirst line\r\nstill first.\r\n \r\nSecond.\n\n\n"
    assert paragraphs(text) == (Paragraph("First line\nstill first."), Paragraph("Second."))
    assert paragraphs(" \n ") == ()


def test_one_span_and_several_are_read_alike() -> None:
    assert spans_of("one") == ("one",)
    assert plain((Strong("Fear"), " and ", Emphasis("anger"))) == "Fear and anger"
