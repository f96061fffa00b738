"""What is particular to HTML, Word and Markdown."""

from __future__ import annotations

import base64
import re

from core.reports.document import Document, Heading
from core.reports.render import render
from tests.reports.reading import Page, made, made_hostile, part
from tests.reports.samples import ALT, CONFIDENTIAL, MAP_ALT, score


def test_html_runs_nothing_and_fetches_nothing() -> None:
    for content in (made("html"), made_hostile("html")):
        page = Page(content)
        assert {tag for tag, _ in page.tags} & {"script", "link", "iframe", "object", "a"} == set()
        assert all(str(img["src"]).startswith("data:image/") for img in page.all("img"))
        assert not any(name.startswith("on") for _, given in page.tags for name in given)
        assert not re.search(rb"@import|url\(", content)
        assert b"default-src 'none'" in content


def test_html_says_its_language_its_title_and_its_pictures() -> None:
    page = Page(made("html"))
    assert page.all("html")[0]["lang"] == "en-GB"
    assert [img["alt"] for img in page.all("img")] == [ALT, MAP_ALT]
    assert CONFIDENTIAL in page.text
    assert [tag for tag, _ in page.tags if tag in ("h1", "h2", "h3")][:3] == ["h1", "h2", "h3"]


def test_the_pictures_of_a_page_are_the_ones_that_were_given() -> None:
    address = str(Page(made("html")).all("img")[0]["src"])
    assert base64.b64decode(address.partition(",")[2]) == score().svg


def test_a_word_file_has_its_footer_its_language_and_its_pictures_in_words() -> None:
    docx = made("docx")
    body = part(docx, "word/document.xml")
    assert "Confidential: for Dr Brontë only. Client R-104 &amp; &lt;partner&gt;." in part(
        docx, "word/footer1.xml"
    )
    assert 'w:val="en-GB"' in part(docx, "word/styles.xml")
    assert f'descr="{MAP_ALT}"' in body
    assert "data:image" not in body
    assert '<w:tblHeader w:val="on" />' in body
    assert "<dc:title>Formulation report</dc:title>" in part(docx, "docProps/core.xml")


def test_a_word_file_is_a4_and_the_map_lies_on_its_side() -> None:
    sections = re.findall(r"<w:pgSz [^>]*>", part(made("docx"), "word/document.xml"))
    assert ["landscape" in section for section in sections] == [False, True, False]


def test_every_part_of_a_word_file_is_declared() -> None:
    types = part(made("docx"), "[Content_Types].xml")
    relations = part(made("docx"), "word/_rels/document.xml.rels")
    assert 'PartName="/word/footer1.xml"' in types
    assert 'Target="footer1.xml"' in relations
    styles = re.findall(r'w:styleId="(\w+)"', part(made("docx"), "word/styles.xml"))
    assert len(styles) == len(set(styles))


def test_markdown_says_in_words_what_a_figure_shows() -> None:
    text = made("md").decode("utf-8")
    assert MAP_ALT in text
    assert "data:" not in text
    assert text.startswith("# Formulation report\n\n*Mara Voss (R-104)*\n")


def test_headings_never_skip_a_level() -> None:
    document = Document("T", (Heading(3, "deep"), Heading(3, "next"), Heading(1, "top")))
    tags = [tag for tag, _ in Page(render(document, "html")).tags if re.fullmatch("h[1-6]", tag)]
    assert tags == ["h1", "h2", "h3", "h2"]
    assert render(document, "pdf").startswith(b"%PDF")
