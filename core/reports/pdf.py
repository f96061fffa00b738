"""PDF: set by Typst, tagged for screen readers (PDF/UA-1), A4."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import typst

from core.errors import UserFacingError
from core.reports.document import Document, Figure
from core.reports.pandoc import TEMPLATES, convert
from core.reports.picture import picture_size
from core.reports.syntax import Dialect, Nodes, clean, raw_block, raw_words, syntax_tree
from core.reports.typefaces import LAST_RESORT, MAIN, OTHER_SCRIPTS, shipped_folder

_FAILED = "The report could not be made as PDF. Try another format, such as HTML."
_MARGIN = 12.0
_FOOT_AND_CAPTION = 24.0
_LEGIBLE = 0.78
_TEXT_WIDTH, _TEXT_HEIGHT = 162.0, 215.0


class Page(NamedTuple):
    """A sheet of paper, in millimetres."""

    width: float
    height: float

    def scale_for(self, size: tuple[float, float]) -> float:
        """How much a picture of this size (mm) shrinks to fit the page; 1 is not at all."""
        across = (self.width - 2 * _MARGIN) / size[0]
        down = (self.height - 2 * _MARGIN - _FOOT_AND_CAPTION) / size[1]
        return min(across, down, 1.0)


_PAGES = (Page(297, 210), Page(210, 297), Page(420, 297), Page(297, 420))


def to_pdf(document: Document) -> bytes:
    """The document as an accessible PDF; the same document gives the same bytes.

    Should the machine's own fonts be the trouble, it is set again without them.
    """
    body = convert(syntax_tree(document, _DIALECT), "typst").decode("utf-8")
    style = (TEMPLATES / "report.typ").read_text(encoding="utf-8")
    for families in ((MAIN, *OTHER_SCRIPTS, LAST_RESORT), (MAIN, LAST_RESORT)):
        source = f"{style}\n{_opening(document, families)}\n{body}"
        made = _compiled(source, system_fonts=len(families) > 2)
        if made:
            return made
    raise UserFacingError(_FAILED)


def _compiled(source: str, system_fonts: bool) -> bytes | None:
    """The PDF, or None. What Typst says quotes the text of the report, so it goes no further."""
    fonts = _fonts(system_fonts)
    try:
        return bytes(typst.compile(source.encode(), font_paths=fonts, pdf_standards=["ua-1"]))
    except typst.TypstError:
        return None
    except BaseException as error:
        # A fault inside Typst arrives as an exception that is not even an Exception.
        if type(error).__name__ == "PanicException":
            return None
        raise


def typst_string(text: str) -> str:
    """A Typst string literal: the text is a value and is never read as markup."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _opening(document: Document, families: tuple[str, ...]) -> str:
    language, _, region = document.language.partition("-")
    settings = {
        "title": document.title,
        "subtitle": document.subtitle,
        "confidentiality": document.confidentiality,
        "lang": language,
    } | ({"region": region.lower()} if region else {})
    named = (f"{key}: {typst_string(clean(text, ' '))}" for key, text in settings.items())
    fonts = ", ".join(map(typst_string, families))
    return f"#show: report.with({', '.join(named)}, fonts: ({fonts}))"


def _line(line: str) -> Nodes:
    return [raw_words("typst", f"#{typst_string(line)};")] if line else []


def _figure(figure: Figure) -> Nodes:
    size = picture_size(figure.png)
    scale = min(_TEXT_WIDTH / size[0], _TEXT_HEIGHT / size[1], 1.0)
    if not figure.wide or scale >= _LEGIBLE:
        return [raw_block("typst", f"#{_picture(figure, size[0] * scale)}")]
    page = page_for(size)
    picture = _picture(figure, size[0] * page.scale_for(size))
    sheet = f"{page.width}mm, {page.height}mm, {_MARGIN}mm"
    return [raw_block("typst", f"#wide({sheet}, {picture})")]


def page_for(size: tuple[float, float]) -> Page:
    """The smallest page on which a picture stays legible; else the one that shows it best."""
    for page in _PAGES:
        if page.scale_for(size) >= _LEGIBLE:
            return page
    return max(_PAGES, key=lambda page: page.scale_for(size))


def _picture(figure: Figure, width: float) -> str:
    svg = typst_string(figure.svg.decode("utf-8"))
    alt = typst_string(clean(figure.alt, " "))
    caption = typst_string(clean(figure.caption, " ").strip())
    image = f'image(bytes({svg}), format: "svg", width: {width:.2f}mm, alt: {alt})'
    return f"figure({image}, caption: {caption if figure.caption.strip() else 'none'})"


@cache
def _fonts(system: bool) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=system, font_paths=[str(shipped_folder())])


def _frame(name: str, nodes: Nodes) -> Nodes:
    return [raw_block("typst", f"#{name}["), *nodes, raw_block("typst", "]")]


_DIALECT = Dialect(figure=_figure, line=_line, frame=_frame)
