"""One tree, four formats: the words stay the words, and nothing touches the disk."""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.errors import UserFacingError
from core.reports import pandoc
from core.reports.document import Bullets, Document, Paragraph, Strong, Table
from core.reports.markdown import escaped
from core.reports.render import FORMATS, Format, render
from tests.reports.reading import back_from, made, made_hostile, said, squeezed, text_of
from tests.reports.samples import HOSTILE, LONG, every_kind_of_block, report

PLACES = 15  # in which `every_kind_of_block` holds the text


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize("text", HOSTILE)
def test_text_comes_out_letter_by_letter(fmt: Format, text: str) -> None:
    # A page of the PDF may end in the middle of the text.
    places = PLACES - (fmt == "pdf")
    assert squeezed(text_of(fmt, made_hostile(fmt))).count(squeezed(text)) >= places


@pytest.mark.parametrize("fmt", FORMATS)
def test_a_paragraph_of_five_thousand_letters_is_whole(fmt: Format) -> None:
    text = text_of(fmt, made_hostile(fmt))
    if fmt == "pdf":
        text = re.sub(r"\d+ / \d+", "", text.replace(HOSTILE[3], ""))
    assert squeezed(LONG) in squeezed(text)


@pytest.mark.parametrize("fmt", FORMATS)
@pytest.mark.parametrize(
    "text", ["中文", "שלום", "😀 ✅ ✨ 👩\u200d👧", "\ue000", "a\u0301", "\u202eabc"]
)
def test_letters_that_no_font_has_do_not_stop_a_report(fmt: Format, text: str) -> None:
    document = Document(f"Title {text}", every_kind_of_block(text), confidentiality=text)
    found = text_of(fmt, render(document, fmt))
    assert fmt == "pdf" or squeezed(text) in squeezed(found)


@pytest.mark.parametrize("fmt", FORMATS)
def test_what_no_file_can_hold_is_shown_as_replaced(fmt: Format) -> None:
    found = text_of(fmt, render(Document("T", (Paragraph("a\x00b\x1bc\ud800d\ufeffe"),)), fmt))
    assert "a\ufffdb\ufffdc\ufffdde" in squeezed(found)


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_report_reads_as_it_was_written(fmt: Format) -> None:
    found = squeezed(text_of(fmt, made(fmt)))
    for words in ("What brings her here", "When he goes quiet I am seven again.", "Episode 49"):
        assert squeezed(words) in found


@settings(max_examples=40)
@given(st.lists(st.text(st.sampled_from("#*_`~|<>[](){}\\$@&!-+=.:1a ^\n'\"/%;x\t"), max_size=20)))
def test_markdown_is_read_back_as_the_same_text(lines: list[str]) -> None:
    kept = [line for line in lines if line.strip()]
    document = Document("T", (*map(Paragraph, kept), Bullets(tuple(kept))))
    found = said(back_from("gfm", render(document, "md"))["blocks"])
    assert squeezed(found) == squeezed("T" + "".join(kept) * 2)


@settings(max_examples=200)
@given(st.text())
def test_an_escaped_line_keeps_all_its_characters(line: str) -> None:
    assert escaped(line).replace("\\", "") == line.replace("\\", "")


@pytest.mark.parametrize("fmt", FORMATS)
def test_an_empty_report_is_still_a_report(fmt: Format) -> None:
    blocks = (Paragraph("  "), Bullets(()), Table(("Nothing",), ()))
    assert "Title" in text_of(fmt, render(Document("Title", blocks), fmt)) or fmt == "docx"


def test_line_breaks_stay_and_spaces_around_bold_words_stay_outside() -> None:
    document = Document("T", (Paragraph(("one\ntwo", Strong(" three "), "four")),))
    assert b"one\\\ntwo **three** four" in render(document, "md")


@pytest.mark.parametrize("fmt", FORMATS)
def test_the_same_report_gives_the_same_bytes(fmt: Format) -> None:
    assert render(report(), fmt) == made(fmt)


def test_two_people_can_make_reports_at_once() -> None:
    with ThreadPoolExecutor(4) as threads:
        jobs = [(fmt, threads.submit(render, report(), fmt)) for fmt in (*FORMATS, *FORMATS)]
    assert all(job.result() == made(fmt) for fmt, job in jobs)


@pytest.fixture
def empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The folder for temporary files of this program and of those it starts."""
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.setenv(name, str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)
    yield tmp_path
    tempfile.tempdir = None


@pytest.mark.parametrize("fmt", FORMATS)
def test_making_a_report_leaves_nothing_on_the_disk(empty_folder: Path, fmt: Format) -> None:
    assert tempfile.gettempdir() == str(empty_folder)
    render(report(), fmt)
    assert list(empty_folder.iterdir()) == []


def test_an_unknown_format_is_refused_in_one_sentence() -> None:
    with pytest.raises(UserFacingError, match="pdf, docx, html or md"):
        render(report(), "odt")  # type: ignore[arg-type]


def sentence_of(fmt: Format) -> str:
    """The error shown for a report that cannot be made; its cause must stay hidden."""
    with pytest.raises(UserFacingError) as caught:
        render(Document("Secret name", (Paragraph("Secret words"),)), fmt)
    assert "Secret" not in str(caught.value)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value.sentence


def test_a_pandoc_that_fails_is_told_without_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: sys.executable)
    assert sentence_of("docx").startswith("The report could not be made in this format.")


def test_a_missing_pandoc_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(pandoc, "pandoc_path", lambda: str(tmp_path / "nowhere"))
    assert sentence_of("html").startswith("The report writer (pandoc) is missing.")


def test_a_pandoc_that_never_ends_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    def endless(*_: object, timeout: float, **__: object) -> None:
        raise subprocess.TimeoutExpired("pandoc", timeout, b"Secret")

    monkeypatch.setattr(subprocess, "run", endless)
    assert sentence_of("md").startswith("The report took too long to make")
