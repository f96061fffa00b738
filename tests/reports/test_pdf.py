"""The PDF: accessible, on paper that fits, nothing over the edge."""

from __future__ import annotations

import re
from typing import Any

import pytest
import typst
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UserFacingError
from core.reports.document import Document, Paragraph
from core.reports.pdf import page_for, typst_string
from core.reports.picture import picture_size
from core.reports.render import render
from tests.reports.reading import made, reader, squeezed
from tests.reports.samples import (
    ALT,
    CONFIDENTIAL,
    MAP_ALT,
    every_kind_of_block,
    report,
    score,
    the_map,
)


def test_a_pdf_is_tagged_and_says_its_language_and_title() -> None:
    pdf = reader(made("pdf"))
    root: Any = pdf.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"].value is True
    assert root["/Lang"] == "en-GB"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"].value is True
    assert b"pdfuaid" in root["/Metadata"].get_object().get_data()
    assert pdf.metadata is not None
    assert pdf.metadata.title == "Formulation report"
    assert not any("Date" in name for name in pdf.metadata)


def test_a_pdf_speaks_its_pictures() -> None:
    pdf = reader(made("pdf"))
    objects = (pdf.get_object(number) for number in range(1, len(pdf.xref[0]) + 500))
    spoken = {str(item["/Alt"]) for item in objects if isinstance(item, dict) and "/Alt" in item}
    assert {ALT, MAP_ALT} <= spoken


def test_every_pdf_page_has_the_confidentiality_line_and_its_number() -> None:
    pages = reader(made("pdf")).pages
    assert len(pages) >= 4
    for number, page in enumerate(pages, start=1):
        text = squeezed(page.extract_text())
        assert squeezed(CONFIDENTIAL) in text
        assert f"{number}/{len(pages)}" in text


def test_the_pages_are_a4_and_the_map_lies_on_its_side() -> None:
    sizes = [(float(p.mediabox.width), float(p.mediabox.height)) for p in reader(made("pdf")).pages]
    assert sizes[0] == pytest.approx((595, 842), abs=1)
    assert sizes[-1] == pytest.approx((842, 595), abs=1)


def test_a_large_map_gets_a_larger_page() -> None:
    assert page_for((254, 165)) == (297, 210)
    assert page_for((250, 380)) == (297, 420)
    assert page_for((500, 300)) == (420, 297)


def test_the_header_of_a_table_is_repeated_on_each_page() -> None:
    pages = [page.extract_text() for page in reader(made("pdf")).pages]
    with_rows = [page for page in pages if "late, no call" in page]
    assert len(with_rows) >= 2
    assert all("Moment" in page and "Emotion" in page for page in with_rows)


def test_nothing_in_a_pdf_leaves_the_page() -> None:
    wide: list[float] = []

    def note(text: str, _cm: object, tm: list[float], _font: object, _size: object) -> None:
        wide.extend([tm[4]] if text.strip() else [])

    document = Document("T", every_kind_of_block("W" * 300))
    for page in reader(render(document, "pdf")).pages:
        page.extract_text(visitor_text=note)
    assert wide
    assert max(wide) < 595


class PanicException(BaseException):
    """How a fault inside Typst reaches Python."""


@pytest.mark.parametrize("error", [typst.TypstError("Secret"), PanicException("Secret")])
def test_a_typst_that_fails_is_told_without_what_it_said(
    monkeypatch: pytest.MonkeyPatch, error: BaseException
) -> None:
    def failing(*_: object, **__: object) -> bytes:
        raise error

    monkeypatch.setattr(typst, "compile", failing)
    with pytest.raises(UserFacingError, match="could not be made as PDF") as caught:
        render(Document("Secret name", (Paragraph("Secret words"),)), "pdf")
    assert "Secret" not in str(caught.value)
    assert caught.value.__context__ is None


def test_stopping_the_program_is_not_taken_for_a_fault_of_typst(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def stopped(*_: object, **__: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr(typst, "compile", stopped)
    with pytest.raises(KeyboardInterrupt):
        render(report(), "pdf")


@settings(max_examples=200)
@given(st.text(st.sampled_from('"\\n#{}u$a\n')))
def test_a_typst_string_ends_only_at_its_own_end(text: str) -> None:
    body = typst_string(text)[1:-1]
    assert re.fullmatch(r'(?:[^"\\\n]|\\["\\n])*', body)
    assert re.sub(r"\\(.)", lambda m: "\n" if m[1] == "n" else m[1], body) == text


def test_a_picture_knows_its_size_in_millimetres() -> None:
    width, _ = picture_size(score().png)
    assert width == pytest.approx(6.4 * 25.4, abs=0.2)
    assert picture_size(the_map().png)[0] > 200
