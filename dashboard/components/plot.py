"""What all plotly figures share. Figures are plain dictionaries: building a Figure object
checks every property again and costs several times more (docs/adr/0006)."""

from __future__ import annotations

from typing import Any, NamedTuple

from plotly.basedatatypes import BaseFigure

Spec = dict[str, Any]


class Drawing(BaseFigure):
    """A figure already written in plotly's own words.

    Plotly would check every property of a dictionary again on each rerun, which takes 25 ms
    for a map; the tests check every figure once instead (docs/adr/0006).
    """

    def __init__(self, spec: Spec) -> None:
        object.__setattr__(self, "spec", spec)

    def to_dict(self) -> Spec:
        """The figure as plotly's JSON words."""
        spec: Spec = object.__getattribute__(self, "spec")
        return spec


CONFIG = {"displaylogo": False, "displayModeBar": False, "scrollZoom": False}


class Palette(NamedTuple):
    """Colours that carry over to a dark page; nothing depends on them alone."""

    ink: str
    faint: str
    grid: str
    line: str
    accent: str
    shade: str
    box: str
    box_edge: str
    page: str
    series: tuple[str, ...]


LIGHT = Palette(
    ink="#1d2b2f", faint="#566b70", grid="rgba(29,43,47,0.10)", line="#1f6f78",
    accent="#b5651d", shade="rgba(31,111,120,0.10)", box="#ffffff", box_edge="#8fa8a5",
    page="#fbfcfb",
    series=("#1f6f78", "#b5651d", "#5b5ea6", "#6b8e23", "#a23b72", "#4a6572"),
)  # fmt: skip
DARK = Palette(
    ink="#e6eceb", faint="#a9bbb9", grid="rgba(230,236,235,0.12)", line="#6cc0c7",
    accent="#e0a15e", shade="rgba(108,192,199,0.12)", box="#1c2629", box_edge="#5d7773",
    page="#12191b",
    series=("#6cc0c7", "#e0a15e", "#a6a9e8", "#a9c77a", "#df8fb7", "#9fb6bf"),
)  # fmt: skip


def palette(theme: str | None) -> Palette:
    """The colours for the theme the browser shows."""
    return DARK if theme == "dark" else LIGHT


def note(x: Any, y: float, text: str, colour: str, **more: Any) -> Spec:
    """A small text on a figure, without an arrow."""
    return {
        "x": x,
        "y": y,
        "text": text,
        "showarrow": False,
        "font": {"size": 12, "color": colour},
        "align": "left",
    } | more


def box(x: tuple[Any, Any], y: tuple[float, float], **more: Any) -> Spec:
    """A rectangle behind the data."""
    shape = {"type": "rect", "x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
    return shape | {"layer": "below", "line": {"width": 0}} | more


def segment(x: tuple[Any, Any], y: tuple[float, float], colour: str, **more: Any) -> Spec:
    """A straight line on a figure."""
    shape = {"type": "line", "x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
    return shape | {"line": {"color": colour, "width": 1} | more.pop("line", {})} | more


def safe(text: str) -> str:
    """Somebody's words inside a figure: plotly reads a little HTML, so it is written out."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
