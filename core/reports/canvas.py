"""The drawing surface of all figures: one look, the same bytes every time, thread-safe.

matplotlib keeps its settings in one place for the whole process, so figures are drawn one
at a time; pyplot and its list of open figures are never used.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, lru_cache
from io import BytesIO
from threading import Lock
from typing import Any

import matplotlib
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, fontManager, get_font
from matplotlib.textpath import text_to_path

from core.reports.typefaces import MAIN, OTHER_SCRIPTS

INK = "#1f2629"
QUIET = "#5a666c"
HAIRLINE = "#b9c1c5"
ACCENT = "#2c4a5a"
_DPI = 200
_DPI_OF_LARGE = 150
_LARGE = 9.0
_NO_GLYPH = "\N{WHITE SQUARE}"
_ONE_AT_A_TIME = Lock()


@contextmanager
def drawing() -> Iterator[None]:
    """Draw inside this: our settings hold, nobody else draws, and all is put back after."""
    settings: Any = {
        "font.family": list(_families()),
        "text.usetex": False,
        "text.parse_math": False,
        "svg.fonttype": "path",
        "svg.hashsalt": "havenline",
        "path.sketch": None,
        "savefig.bbox": None,
        "hatch.linewidth": 0.4,
    }
    with _ONE_AT_A_TIME, matplotlib.rc_context(settings):
        yield


def sheet(width: float, height: float) -> Figure:
    """An empty white figure of this size in inches."""
    figure = Figure(figsize=(width, height), facecolor="white")
    FigureCanvasAgg(figure)
    return figure


def saved(figure: Figure) -> tuple[bytes, bytes]:
    """The figure as SVG and as PNG, with no date and no trace of the machine."""
    svg, png = BytesIO(), BytesIO()
    figure.savefig(svg, format="svg", metadata={"Date": None, "Creator": None})
    dpi = _DPI if figure.get_figwidth() < _LARGE else _DPI_OF_LARGE
    fast = {"compress_level": 4}
    figure.savefig(png, format="png", dpi=dpi, metadata={"Software": None}, pil_kwargs=fast)
    return svg.getvalue(), png.getvalue()


def readable(text: str) -> str:
    """Text with a square for each character no font here can draw, on one line."""
    text = " ".join(text.split())
    return "".join(char if ord(char) in _drawable() else _NO_GLYPH for char in text)


@lru_cache(maxsize=4096)
def text_width(text: str, size: float, bold: bool = False) -> float:
    """Width of one line in inches."""
    font = FontProperties(family=list(_families()), size=size, weight="bold" if bold else "normal")
    width, _, _ = text_to_path.get_text_width_height_descent(text, font, ismath=False)
    return float(width) / 72


def wrapped(text: str, width: float, size: float, bold: bool = False) -> list[str]:
    """Lines of at most `width` inches; a word that is too long is broken."""
    lines = [""]
    for word in readable(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if text_width(longer, size, bold) <= width:
            lines[-1] = longer
        else:
            lines += _pieces(word, width, size, bold)
    return [line for line in lines if line]


def fitted(text: str, width: float, size: float, bold: bool = False) -> str:
    """One line of at most `width` inches, with an ellipsis where text is left out."""
    first, *rest = wrapped(text, width, size, bold) or [""]
    if not rest:
        return first
    dots = "\N{HORIZONTAL ELLIPSIS}"
    return wrapped(text, width - text_width(dots, size, bold), size, bold)[0] + dots


def _pieces(word: str, width: float, size: float, bold: bool) -> list[str]:
    pieces = [""]
    for char in word:
        if pieces[-1] and text_width(pieces[-1] + char, size, bold) > width:
            pieces.append("")
        pieces[-1] += char
    return pieces


def spread(wanted: list[float], gap: float) -> list[float]:
    """Positions at least `gap` apart, in the same order and as near as possible to `wanted`."""
    order = sorted(range(len(wanted)), key=lambda index: wanted[index])
    groups: list[tuple[float, list[int]]] = []
    for index in order:
        groups.append((wanted[index], [index]))
        while len(groups) > 1 and _touch(groups[-2], groups[-1], gap):
            (_, right), (_, left) = groups.pop(), groups.pop()
            members = left + right
            offsets = [wanted[member] - rank * gap for rank, member in enumerate(members)]
            groups.append((sum(offsets) / len(offsets) + gap * (len(members) - 1) / 2, members))
    placed = dict.fromkeys(order, 0.0)
    for centre, members in groups:
        for rank, member in enumerate(members):
            placed[member] = centre + (rank - (len(members) - 1) / 2) * gap
    return [placed[index] for index in range(len(wanted))]


def _touch(left: tuple[float, list[int]], right: tuple[float, list[int]], gap: float) -> bool:
    reach = (len(left[1]) + len(right[1])) / 2 * gap
    return right[0] - left[0] < reach - 1e-9


@cache
def _families() -> tuple[str, ...]:
    installed = {font.name for font in fontManager.ttflist}
    return (MAIN, *(name for name in OTHER_SCRIPTS if name in installed))


@cache
def _drawable() -> frozenset[int]:
    covered: set[int] = set()
    for family in _families():
        path = fontManager.findfont(FontProperties(family=family), fallback_to_default=False)
        covered |= get_font(path).get_charmap().keys()
    return frozenset(covered)
