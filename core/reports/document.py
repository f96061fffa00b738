"""The document tree: what a report says, before any format is chosen.

Everything is frozen. A plain string is always text: whatever a client or clinician typed
comes out letter by letter in every format, and never acts as markup.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, TypeAlias

Align: TypeAlias = Literal["left", "right", "center"]


@dataclass(frozen=True, slots=True)
class Strong:
    """Words that matter most in their sentence (bold)."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Words set apart from the rest, such as a title or a caveat (italic)."""

    text: str


Span: TypeAlias = str | Strong | Emphasis
Spans: TypeAlias = Span | tuple[Span, ...]


def spans_of(spans: Spans) -> tuple[Span, ...]:
    """One span or several, always as a tuple."""
    return spans if isinstance(spans, tuple) else (spans,)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title: level 1 for a section, 2 and 3 for what is inside it."""

    level: Literal[1, 2, 3]
    text: str

    def __post_init__(self) -> None:
        if self.level not in (1, 2, 3):
            raise ValueError("a heading has level 1, 2 or 3")
        _need_words(self.text, "a heading")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text. A line break in a string stays a line break."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Bullets:
    """A short list, one point per item."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """The client's own words, set apart from the clinician's; `source` says where from."""

    text: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class KeyValues:
    """A few facts, each with its name: code, period, measure."""

    pairs: tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows under a header that is repeated on every page.

    `align` has one entry per column, or is empty when all columns are left-aligned.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]
    caption: str = ""
    align: tuple[Align, ...] = ()

    def __post_init__(self) -> None:
        if not self.header:
            raise ValueError("a table needs a header")
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("every row of a table has as many cells as its header")
        if self.align and len(self.align) != len(self.header):
            raise ValueError("a table has one alignment per column, or none")


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in two forms, and in words for those who cannot see it.

    `alt` says what the picture shows, so that the report is complete without it. A `wide`
    figure, such as the map, gets a page of its own, turned on its side when that helps.
    """

    svg: bytes
    png: bytes
    alt: str
    caption: str = ""
    wide: bool = False

    def __post_init__(self) -> None:
        _need_words(self.alt, "the description of a figure")
        if not self.png.startswith(b"\x89PNG"):
            raise ValueError("the png of a figure is not a PNG image")


Block: TypeAlias = Heading | Paragraph | Bullets | Quote | KeyValues | Table | Figure


@dataclass(frozen=True, slots=True)
class Document:
    """A whole report.

    `language` is a language tag such as "en" or "en-GB", so that a screen reader speaks it
    well. `confidentiality` is the line at the foot of every page.
    """

    title: str
    blocks: tuple[Block, ...]
    subtitle: str = ""
    language: str = "en-GB"
    confidentiality: str = ""

    def __post_init__(self) -> None:
        _need_words(self.title, "the title of a document")
        if not re.fullmatch(r"[a-z]{2,3}(-[A-Z]{2})?", self.language):
            raise ValueError('the language of a document is a tag such as "en" or "en-GB"')


def paragraphs(text: str) -> tuple[Paragraph, ...]:
    """Free text as paragraphs, one for each stretch between blank lines; () when empty."""
    parts = re.split(r"\n\s*\n", text.replace("\r\n", "\n").replace("\r", "\n"))
    return tuple(Paragraph(part.strip()) for part in parts if part.strip())


def plain(spans: Spans) -> str:
    """The bare words of one or several spans."""
    return "".join(span if isinstance(span, str) else span.text for span in spans_of(spans))


def _need_words(text: str, what: str) -> None:
    if not text.strip():
        raise ValueError(f"{what} cannot be empty")
