"""DOCX: for editing. Pandoc writes it; our styles, page and footer are put in afterwards."""

from __future__ import annotations

import base64
import re
from html import escape
from io import BytesIO
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from core.reports.document import Document, Figure
from core.reports.pandoc import TEMPLATES, convert
from core.reports.picture import picture_size
from core.reports.syntax import (
    Dialect,
    Nodes,
    captioned,
    clean,
    image,
    raw_block,
    syntax_tree,
    words,
)

_PORTRAIT = '<w:pgSz w:w="11906" w:h="16838" />'
_LANDSCAPE = '<w:pgSz w:w="16838" w:h="11906" w:orient="landscape" />'
_MARGINS = (
    '<w:pgMar w:top="1247" w:right="1361" w:bottom="1361" w:left="1361" '
    'w:header="709" w:footer="624" w:gutter="0" />'
)
_FOOTER = '<w:footerReference w:type="default" r:id="footer" />'
_TEXT_WIDTH = 9184
_PANDOC_TEXT_WIDTH = 7920


class _Sheet(NamedTuple):
    """A page of the file: its size in Word's words, and the inches a picture may take."""

    size: str
    across: float
    down: float

    def width_of(self, figure: Figure) -> float:
        """Width of the picture on this page: its own, or less where the page is smaller."""
        width, height = (side / 25.4 for side in picture_size(figure.png))
        return min(width, self.across, self.down * width / height)


_UPRIGHT = _Sheet(_PORTRAIT, 6.3, 8.2)
_TURNED = _Sheet(_LANDSCAPE, 9.7, 5.6)


def to_docx(document: Document) -> bytes:
    """The document as a Word file with our styles, an A4 page and a footer on each page."""
    made = convert(syntax_tree(document, _DIALECT), "docx")
    return _dressed(made, document)


def _figure(figure: Figure) -> Nodes:
    sheets = (_UPRIGHT, _TURNED) if figure.wide else (_UPRIGHT,)
    sheet = max(sheets, key=lambda sheet: sheet.width_of(figure))
    address = "data:image/png;base64," + base64.b64encode(figure.png).decode("ascii")
    picture = image(address, figure, f"{sheet.width_of(figure):.2f}in")
    block = captioned(picture, words(clean(figure.caption, " ").strip()))
    if sheet is _UPRIGHT:
        return [block]
    return [_section_ends(_PORTRAIT), block, _section_ends(sheet.size)]


def _section_ends(size: str) -> dict[str, object]:
    """The end of a run of pages; pages before it have this size."""
    section = f"<w:sectPr>{_FOOTER}{size}{_MARGINS}</w:sectPr>"
    return raw_block("openxml", f"<w:p><w:pPr>{section}</w:pPr></w:p>")


def _dressed(made: bytes, document: Document) -> bytes:
    """Pandoc's file with styles, page size and footer replaced by ours."""
    out = BytesIO()
    with ZipFile(BytesIO(made)) as old, ZipFile(out, "w", ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            change = _CHANGES.get(entry.filename)
            if change:
                content = change(content.decode("utf-8")).encode("utf-8")
            new.writestr(_entry(entry.filename), content)
        new.writestr(_entry("word/footer1.xml"), _footer(document.confidentiality))
    return out.getvalue()


def _entry(name: str) -> ZipInfo:
    """A file inside the file, with no time of making."""
    entry = ZipInfo(name)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _body(xml: str) -> str:
    """The text with our page on its last section and no picture data in descriptions."""
    xml = re.sub(r'<pic:cNvPr descr="data:[^"]*"', '<pic:cNvPr descr=""', xml)
    xml = re.sub(r'(?<=<w:gridCol w:w=")\d+', _column_width, xml)
    before, _, _ = xml.rpartition("<w:sectPr>")
    section = f"<w:sectPr>{_FOOTER}{_PORTRAIT}{_MARGINS}</w:sectPr>"
    return f"{before}{section}</w:body></w:document>"


def _column_width(found: re.Match[str]) -> str:
    """A column as wide on our page as it was meant to be on pandoc's."""
    return str(int(found[0]) * _TEXT_WIDTH // _PANDOC_TEXT_WIDTH)


def _styles(xml: str) -> str:
    """Our styles in place of pandoc's of the same name."""
    ours = (TEMPLATES / "word-styles.xml").read_text(encoding="utf-8")
    for style, name in re.findall(r'(<w:style [^>]*w:styleId="(\w+)".*?</w:style>)', ours):
        xml = re.sub(rf'<w:style [^>]*w:styleId="{name}".*?</w:style>', "", xml, flags=re.DOTALL)
        xml = xml.replace("</w:styles>", f"{style}</w:styles>")
    return xml


def _relations(xml: str) -> str:
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footer"
    relation = f'<Relationship Type="{kind}" Id="footer" Target="footer1.xml" />'
    return xml.replace("</Relationships>", f"{relation}</Relationships>")


def _types(xml: str) -> str:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footer+xml"
    part = f'<Override PartName="/word/footer1.xml" ContentType="{kind}" />'
    return xml.replace("</Types>", f"{part}</Types>")


def _footer(confidentiality: str) -> str:
    page = (TEMPLATES / "word-footer.xml").read_text(encoding="utf-8")
    return page.replace("CONFIDENTIALITY", escape(clean(confidentiality, " ")))


_CHANGES = {
    "word/document.xml": _body,
    "word/styles.xml": _styles,
    "word/_rels/document.xml.rels": _relations,
    "[Content_Types].xml": _types,
}
_DIALECT = Dialect(figure=_figure)
