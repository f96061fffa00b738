"""A document on screen, drawn from the same tree as every file format."""

from __future__ import annotations

import streamlit as st

from core.reports.document import (
    Block,
    Bullets,
    Document,
    Emphasis,
    Figure,
    Heading,
    KeyValues,
    Paragraph,
    Quote,
    Spans,
    Strong,
    Table,
    plain,
    spans_of,
)
from dashboard.components.text import escaped, table


def preview(document: Document) -> None:
    """Draw a document."""
    st.markdown(f"### {escaped(document.title)}\n{escaped(document.subtitle)}")
    for block in document.blocks:
        _block(block)
    if document.confidentiality:
        st.caption(escaped(document.confidentiality))


def _block(block: Block) -> None:
    if isinstance(block, Figure):
        st.image(block.png, caption=block.caption, alt=block.alt)
    elif isinstance(block, Table):
        st.markdown(table(block.header, [[plain(cell) for cell in row] for row in block.rows]))
    else:
        st.markdown(_words(block))


def _words(block: Heading | Paragraph | Bullets | Quote | KeyValues) -> str:
    if isinstance(block, Heading):
        return f"{'#' * (block.level + 3)} {escaped(block.text)}"
    if isinstance(block, Paragraph):
        return _spans(block.spans)
    if isinstance(block, Bullets):
        return "\n".join(f"- {_spans(item)}" for item in block.items)
    if isinstance(block, Quote):
        source = f"  \n*{escaped(block.source)}*" if block.source else ""
        return f"> {escaped(block.text)}{source}"
    return "  \n".join(f"**{escaped(name)}:** {_spans(value)}" for name, value in block.pairs)


def _spans(spans: Spans) -> str:
    out = []
    for span in spans_of(spans):
        if isinstance(span, Strong):
            out.append(f"**{escaped(span.text)}**")
        elif isinstance(span, Emphasis):
            out.append(f" *{escaped(span.text)}*")
        else:
            out.append(_keeping_edges(span))
    return "".join(out)


def _keeping_edges(text: str) -> str:
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() else ""
    return f"{before}{escaped(text)}{after}"
