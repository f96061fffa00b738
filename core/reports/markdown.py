"""Markdown: for pasting into another record system.

Every character that Markdown could read as markup is escaped here, because pandoc's own
writer leaves some of them (a backslash, `&amp;`) to be read differently. Pictures are
written as their description: a text file has no place for them.
"""

from __future__ import annotations

import re

from core.reports.document import Bullets, Document, Figure, KeyValues, Strong, spans_of
from core.reports.pandoc import convert
from core.reports.syntax import (
    Dialect,
    Node,
    Nodes,
    blocks,
    clean,
    heading,
    inlines,
    para,
    raw_words,
    syntax_tree,
    words,
)

_ALWAYS = re.compile(r"[\\`*_\[\]<{}$~^|#@]")
_ENTITY = re.compile(r"&(?=[#\w])")
_ADDRESS = re.compile(r":(?=//)|:(?=[\w+-]+:)|(?<=www)\.", re.IGNORECASE)
_NUMBER = r"(?:\d+|[a-zA-Z]|[ivxlcdmIVXLCDM]+)"
_LINE_START = re.compile(rf"^( ?)([-+=:>%]|\((?={_NUMBER}\))|{_NUMBER}(?=[.)](?: |$)))")


def to_markdown(document: Document) -> bytes:
    """The document as GitHub-flavoured Markdown in UTF-8."""
    return convert(syntax_tree(document, _DIALECT, _head(document)), "gfm")


def escaped(line: str) -> str:
    """One line of text such that every Markdown reader shows it letter by letter."""
    line = _ALWAYS.sub(r"\\\g<0>", line)
    line = _ENTITY.sub(r"\\&", line)
    line = _ADDRESS.sub(r"\\\g<0>", line)
    return _LINE_START.sub(_guarded, line)


def _guarded(start: re.Match[str]) -> str:
    space, mark = start.groups()
    return f"{space}{mark}\\" if mark.isalnum() else f"{space}\\{mark}"


def _line(line: str) -> Nodes:
    return [
        raw_words("markdown", node["c"]) if node["t"] == "Str" else node
        for node in words(escaped(line))
    ]


def _head(document: Document) -> Nodes:
    lines: Nodes = [heading(0, document.title, _DIALECT)]
    for line in (document.subtitle, document.confidentiality):
        lines += [_emphasised(line)] if line else []
    return lines


def _emphasised(text: str) -> Node:
    return para([{"t": "Emph", "c": _line(clean(text, " ").strip())}])


def _figure(figure: Figure) -> Nodes:
    caption = figure.caption.strip() or "Figure"
    return [para(inlines((Strong(caption), f"\n{figure.alt}"), _DIALECT))]


def _facts(dialect: Dialect, facts: KeyValues) -> Nodes:
    """Named facts as a list: Markdown tables need a header, and these have none."""
    points = tuple((Strong(f"{key}:"), " ", *spans_of(value)) for key, value in facts.pairs)
    return blocks((Bullets(points),), dialect)


_DIALECT = Dialect(figure=_figure, line=_line, facts=_facts, shift=1, cell_breaks=False)
