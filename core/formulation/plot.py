"""What a drawing of the map shows, as plain facts: boxes, arrows, headings. Pure.

Screens and documents draw the same facts; `core.formulation.drawing` says where.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias, cast

from core.formulation.layout import layout
from core.formulation.model import SYMMETRICAL, Formulation
from core.vocabulary import label

Confidence: TypeAlias = Literal["low", "medium", "high"]
_CONFIDENCE = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class MapNode:
    """One box of the map. `x` is the column (0 is leftmost), `y` the row, downwards.

    Boxes that would overlap are moved apart, keeping their order.
    """

    key: str
    text: str
    x: float
    y: float
    kind: str = ""


@dataclass(frozen=True, slots=True)
class MapArrow:
    """A hypothesis from one box to another, with its verb ("is read as").

    `key` is the id of the link it stands for; one that goes `both_ways` has no head.
    """

    source: str
    target: str
    label: str
    confidence: Confidence = "low"
    key: str = ""
    both_ways: bool = False


@dataclass(frozen=True, slots=True)
class MapPlot:
    """The map: boxes, arrows, and the words above the columns (one per column, or none)."""

    nodes: tuple[MapNode, ...]
    arrows: tuple[MapArrow, ...] = ()
    columns: tuple[str, ...] = ()


def map_plot(formulation: Formulation) -> MapPlot:
    """The map as it stands, in the columns of the clinical chain.

    A link with an end that is not on the map is left out; the others are ordered by their
    ends, so that the drawing does not depend on the order of saving.
    """
    placed = layout(formulation)
    nodes = tuple(
        MapNode(str(p.node.id), p.node.name, float(p.layer), p.row, kind_words(p.node.kind))
        for p in placed.places
    )
    known = {node.key: place for place, node in enumerate(nodes)}
    arrows = [
        MapArrow(
            str(link.from_node),
            str(link.to_node),
            label("edge_types", link.kind),
            cast(Confidence, link.confidence if link.confidence in _CONFIDENCE else "low"),
            str(link.id),
            link.kind in SYMMETRICAL,
        )
        for link in formulation.links
        if str(link.from_node) in known and str(link.to_node) in known
    ]
    arrows.sort(key=lambda arrow: (known[arrow.source], known[arrow.target], arrow.key))
    return MapPlot(nodes, tuple(arrows), placed.headings)


def kind_words(kind: str) -> str:
    """A kind of node in short words: "Context", not "Context (social, cultural, ...)"."""
    return label("node_types", kind).partition(" (")[0]
