"""From the document tree to a file in one of four formats."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, TypeAlias, get_args

from core.errors import UserFacingError
from core.reports.document import Document
from core.reports.markdown import to_markdown
from core.reports.pdf import to_pdf
from core.reports.webpage import to_html
from core.reports.word import to_docx

Format: TypeAlias = Literal["pdf", "docx", "html", "md"]
FORMATS: tuple[Format, ...] = get_args(Format)
_WRITERS: dict[str, Callable[[Document], bytes]] = {
    "pdf": to_pdf,
    "docx": to_docx,
    "html": to_html,
    "md": to_markdown,
}


def render(document: Document, fmt: Format) -> bytes:
    """The document as a file of this format, made in memory: nothing is written to disk.

    Raises UserFacingError when the format is unknown or the file cannot be made.
    """
    writer = _WRITERS.get(fmt)
    if writer is None:
        raise UserFacingError("A report can be made as pdf, docx, html or md.")
    return writer(document)
