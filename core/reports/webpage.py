"""HTML: one file that needs nothing else, for reading on a screen or printing."""

from __future__ import annotations

import base64
import re
from html import escape
from string import Template

from core.reports.document import Document, Figure
from core.reports.pandoc import TEMPLATES, convert
from core.reports.syntax import Dialect, Nodes, captioned, clean, image, syntax_tree, words


def to_html(document: Document) -> bytes:
    """The document as a single page: pictures inside it, no script, nothing fetched."""
    body = convert(syntax_tree(document, _DIALECT), "html5").decode("utf-8")
    line = clean(document.confidentiality, " ")
    style = (TEMPLATES / "report.css").read_text(encoding="utf-8")
    parts = {
        "language": escape(document.language),
        "title": escape(clean(document.title, " ")),
        "subtitle": _paragraph("subtitle", document.subtitle),
        "confidentiality": _paragraph("confidentiality", line),
        "style": style.replace("CONFIDENTIALITY", css_text(line)),
        "body": body,
    }
    page = (TEMPLATES / "report.html").read_text(encoding="utf-8")
    return Template(page).substitute(parts).encode("utf-8")


def css_text(text: str) -> str:
    """Text inside a CSS string: anything but a letter or digit becomes a code."""
    return re.sub(r"[^a-zA-Z0-9]", lambda found: f"\\{ord(found[0]):06x}", text)


def _paragraph(name: str, text: str) -> str:
    return f'<p class="{name}">{escape(clean(text, " "))}</p>' if text.strip() else ""


def _figure(figure: Figure) -> Nodes:
    address = "data:image/svg+xml;base64," + base64.b64encode(figure.svg).decode("ascii")
    picture = captioned(image(address, figure), words(clean(figure.caption, " ").strip()))
    return _frame("wide", [picture]) if figure.wide else [picture]


def _frame(name: str, nodes: Nodes) -> Nodes:
    return [{"t": "Div", "c": [["", [name], []], nodes]}]


_DIALECT = Dialect(figure=_figure, frame=_frame, shift=1)
