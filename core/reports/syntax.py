"""The document tree as pandoc's syntax tree.

What differs between formats (how a line of text, a picture and a quote's author are
written) is a `Dialect`; everything else is the same for all of them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

from core.reports.document import (
    Align,
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

Node: TypeAlias = dict[str, Any]
Nodes: TypeAlias = list[Node]

_API_VERSION = [1, 23, 1]
_NO_ATTRIBUTES: list[Any] = ["", [], []]
_BREAK: Node = {"t": "LineBreak"}
_SPACE: Node = {"t": "Space"}
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\ufffe\uffff\ud800-\udfff]")
_CHARACTER = 0.0125
_LONG_WORD = 16
_LONG_CELL = 120
_ALIGNMENT = {"left": "AlignLeft", "right": "AlignRight", "center": "AlignCenter"}


def words(line: str) -> Nodes:
    """One line of text as pandoc words: safe wherever pandoc's own writer escapes them."""
    nodes: Nodes = []
    for index, word in enumerate(re.split(" +", line)):
        nodes += [_SPACE] * (index > 0)
        nodes += [{"t": "Str", "c": word}] * bool(word)
    return nodes


def unframed(_name: str, nodes: Nodes) -> Nodes:
    """Blocks as they are, in a format that has no names for groups of blocks."""
    return nodes


@dataclass(frozen=True)
class Dialect:
    """How one format writes text, pictures and facts.

    `frame` puts a name on a group of blocks, for the style sheet: "facts", "ruled" (a
    table), "source" (of a quote). `shift` lowers every heading.
    """

    figure: Callable[[Figure], Nodes]
    line: Callable[[str], Nodes] = words
    frame: Callable[[str, Nodes], Nodes] = unframed
    facts: Callable[[Dialect, KeyValues], Nodes] | None = None
    shift: int = 0
    cell_breaks: bool = True


def raw_block(form: str, text: str) -> Node:
    """A block that pandoc hands on unread: only for markup of our own making."""
    return {"t": "RawBlock", "c": [form, text]}


def raw_words(form: str, text: str) -> Node:
    """Words that pandoc hands on unread: the dialect has escaped them already."""
    return {"t": "RawInline", "c": [form, text]}


def para(inlines: Nodes) -> Node:
    """A paragraph of inline nodes."""
    return {"t": "Para", "c": inlines}


def image(address: str, figure: Figure, width: str = "") -> Node:
    """A picture with its description; `width` is a length such as "6in"."""
    size = [["width", width]] if width else []
    return {"t": "Image", "c": [["", [], size], words(clean(figure.alt, " ")), [address, ""]]}


def captioned(picture: Node, caption: Nodes) -> Node:
    """A picture block with the caption under it."""
    return {"t": "Figure", "c": [_NO_ATTRIBUTES, _caption(caption), [_plain_block([picture])]]}


def syntax_tree(document: Document, dialect: Dialect, head: Nodes | None = None) -> bytes:
    """The whole document as pandoc JSON, `head` in front of its blocks."""
    meta = {"title": words(clean(document.title, " ")), "lang": words(document.language)}
    if document.subtitle:
        meta["subtitle"] = words(clean(document.subtitle, " "))
    tree = {
        "pandoc-api-version": _API_VERSION,
        "meta": {key: {"t": "MetaInlines", "c": value} for key, value in meta.items()},
        "blocks": [*(head or []), *blocks(document.blocks, dialect)],
    }
    return json.dumps(tree).encode("ascii")


def clean(text: str, line_end: str = "\n") -> str:
    """Text without what no document can hold (control characters, half surrogates)."""
    text = _LINE_ENDS.sub(line_end, text).replace("\t", " ").replace("\ufeff", "")
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def blocks(content: Iterable[Block], dialect: Dialect) -> Nodes:
    """The blocks of a document, with no heading more than one level below the last."""
    nodes: Nodes = []
    level = 0
    for block in content:
        if isinstance(block, Heading):
            level = min(block.level, level + 1)
            nodes.append(heading(level, block.text, dialect))
        else:
            nodes += _block(block, dialect)
    return nodes


def heading(level: int, text: str, dialect: Dialect) -> Node:
    """A heading; its text stays on one line."""
    inlines = dialect.line(clean(text, " ").strip())
    return {"t": "Header", "c": [level + dialect.shift, _NO_ATTRIBUTES, inlines]}


def _block(block: Block, dialect: Dialect) -> Nodes:
    match block:
        case Paragraph(spans=spans):
            return [para(inlines(spans, dialect))] if plain(spans).strip() else []
        case Bullets(items=items):
            points = [[_plain_block(inlines(item, dialect))] for item in items]
            return [{"t": "BulletList", "c": points}] if points else []
        case Quote(text=text, source=source):
            return [{"t": "BlockQuote", "c": _quoted(text, source, dialect)}]
        case KeyValues():
            return (dialect.facts or fact_table)(dialect, block) if block.pairs else []
        case Table():
            return dialect.frame("ruled", [_table(block, dialect)])
        case Figure():
            return dialect.figure(block)
        case Heading():
            return [heading(block.level, block.text, dialect)]


def inlines(spans: Spans, dialect: Dialect, breaks: bool = True) -> Nodes:
    """Spans as inline nodes; without `breaks` everything stays on one line."""
    nodes: Nodes = []
    for span in spans_of(spans):
        text = span if isinstance(span, str) else span.text
        lines = clean(text, "\n" if breaks else " ")
        match span:
            case Strong():
                nodes += _marked("Strong", lines, dialect)
            case Emphasis():
                nodes += _marked("Emph", lines, dialect)
            case _:
                nodes += _lines(lines, dialect)
    return _trimmed(nodes)


def fact_table(dialect: Dialect, facts: KeyValues) -> Nodes:
    """Named facts as a table without a header, the names in bold."""
    rows = tuple((Strong(key), value) for key, value in facts.pairs)
    table = _table_node("", ("left", "left"), (0.28, 0.72), (), rows, dialect)
    return dialect.frame("facts", [table])


def _marked(mark: str, text: str, dialect: Dialect) -> Nodes:
    """Bold or italic text; spaces and line breaks at its ends stay outside the mark."""
    core = text.strip()
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    if not core:
        return _lines(text, dialect)
    inner = {"t": mark, "c": _lines(core, dialect)}
    return [*_lines(before, dialect), inner, *_lines(after, dialect)]


def _lines(text: str, dialect: Dialect) -> Nodes:
    """Lines of text with a break between them, never more than one empty line."""
    nodes: Nodes = []
    for index, line in enumerate(re.sub("\n[ \n]*\n", "\n\n", text).split("\n")):
        nodes += [_BREAK] * (index > 0) + dialect.line(re.sub(" +", " ", line))
    return nodes


def _trimmed(nodes: Nodes) -> Nodes:
    """Without breaks at either end, where they would be read as something else."""
    kept = [index for index, node in enumerate(nodes) if node not in (_BREAK, _SPACE)]
    return nodes[kept[0] : kept[-1] + 1] if kept else []


def _quoted(text: str, source: str, dialect: Dialect) -> Nodes:
    quoted = [para(inlines(text, dialect))]
    if source:
        quoted += dialect.frame("source", [para(inlines(f"\N{EM DASH} {source}", dialect))])
    return quoted


def _table(table: Table, dialect: Dialect) -> Node:
    left: tuple[Align, ...] = tuple("left" for _ in table.header)
    widths = _widths([table.header, *table.rows])
    align = table.align or left
    return _table_node(table.caption, align, widths, table.header, table.rows, dialect)


def _widths(rows: list[tuple[Spans, ...]]) -> tuple[float, ...]:
    """Share of the line for each column: room for its longest word, the rest by length."""
    floors, wishes = [], []
    for column in zip(*rows, strict=True):
        cells = [plain(cell) for cell in column]
        word = max(len(word) for cell in cells for word in cell.split() or [""])
        floors.append(_CHARACTER * (min(word, _LONG_WORD) + 3))
        wishes.append(max(min(max(map(len, cells)), _LONG_CELL) - word, 1))
    scale = min(1 / sum(floors), 1.0)
    rest = 1 - scale * sum(floors)
    pairs = zip(floors, wishes, strict=True)
    return tuple(scale * floor + rest * wish / sum(wishes) for floor, wish in pairs)


def _table_node(
    caption: str,
    align: tuple[Align, ...],
    widths: tuple[float, ...],
    header: tuple[str, ...],
    rows: tuple[tuple[Spans, ...], ...],
    dialect: Dialect,
) -> Node:
    columns = [
        [{"t": _ALIGNMENT[side]}, {"t": "ColWidth", "c": round(width, 4)}]
        for side, width in zip(align, widths, strict=True)
    ]
    head = [_NO_ATTRIBUTES, [_row(header, dialect)] if header else []]
    body = [_NO_ATTRIBUTES, 0, [], [_row(row, dialect) for row in rows]]
    words_above = _caption(inlines(caption, dialect, breaks=False))
    foot = [_NO_ATTRIBUTES, []]
    return {"t": "Table", "c": [_NO_ATTRIBUTES, words_above, columns, head, [body], foot]}


def _row(cells: tuple[Spans, ...], dialect: Dialect) -> list[Any]:
    return [_NO_ATTRIBUTES, [_cell(cell, dialect) for cell in cells]]


def _cell(cell: Spans, dialect: Dialect) -> list[Any]:
    content = _plain_block(inlines(cell, dialect, breaks=dialect.cell_breaks))
    return [_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [content]]


def _caption(nodes: Nodes) -> list[Any]:
    return [None, [_plain_block(nodes)] if nodes else []]


def _plain_block(nodes: Nodes) -> Node:
    return {"t": "Plain", "c": nodes}
