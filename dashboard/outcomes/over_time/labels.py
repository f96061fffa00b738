"""The words inside the stacked figure: as many as fit without touching each other."""

from __future__ import annotations

from collections.abc import Iterator

from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.outcomes.over_time.panels import Line, Panel
from dashboard.outcomes.over_time.places import ROOM, Place

_LINE_HEIGHT = 13
_SIGNS = {"bottom": 1, "top": -1, "middle": 0}


def heading(title: str, place: Place, colours: Palette) -> list[Spec]:
    font = {"size": 12, "color": colours.ink}
    return [note(0, place.top, safe(title), colours.ink, xref="paper", yref="paper", font=font,
                 xanchor="left", yanchor="bottom", bgcolor=colours.page)]  # fmt: skip


def panel_notes(panel: Panel, place: Place, colours: Palette) -> list[Spec]:
    """The title above; reliable change in words at the left, lines and bands at the right.

    No label has a ground of its own: on a narrow screen it would hide scores.
    """
    scale = place.pixels / ((panel.high - panel.low) * (1 + 2 * ROOM))
    return [
        *heading(panel.title, place, colours),
        *_edge_notes(panel, place, scale, colours),
        *_right_notes(panel, place, scale, colours),
    ]


def _edge_notes(panel: Panel, place: Place, scale: float, colours: Palette) -> Iterator[Spec]:
    """Away from the first score, unless another line or the panel's end is there."""
    first = next((d.value for d in panel.dots if d.value is not None), panel.low)
    for edge in panel.edges:
        high = edge.value > first and (panel.high - edge.value) * scale > _LINE_HEIGHT
        anchor = "bottom" if high else "top"
        anchor = _clear(panel, edge.value, anchor, scale) or anchor
        yield _beside(edge, place, colours.accent, "left", anchor)


def _clear(panel: Panel, value: float, wanted: str, scale: float) -> str:
    """The side of a line on which its words are crossed by no other, "" for none."""
    lines = [line.value for line in (*panel.edges, *panel.cutoffs) if line.value != value]
    for anchor in (wanted, "top" if wanted == "bottom" else "bottom"):
        apart = [(line - value) * scale * _SIGNS[anchor] for line in lines]
        if not any(0 < pixels < _LINE_HEIGHT for pixels in apart):
            return anchor
    return ""


def _right_notes(panel: Panel, place: Place, scale: float, colours: Palette) -> Iterator[Spec]:
    struck = [line.value * scale for line in (*panel.edges, *panel.cutoffs)]
    taken: list[float] = []
    named: set[str] = set()
    for line, anchor in _anchored(panel, scale):
        band = anchor == "middle"
        at = line.value * scale + _LINE_HEIGHT / 2 * _SIGNS[anchor]
        crossed = band and any(abs(at - other) < _LINE_HEIGHT / 2 for other in struck)
        near = any(abs(at - other) < _LINE_HEIGHT for other in taken)
        if not (crossed or near or line.words in named):
            taken.append(at)
            named.add(line.words)
            yield _beside(line, place, colours.faint if band else colours.ink, "right", anchor)


def _anchored(panel: Panel, scale: float) -> Iterator[tuple[Line, str]]:
    """Words of lines where that is clear, else they are left to the hover; then the bands."""
    values = sorted(line.value for line in panel.cutoffs)
    for line in sorted(panel.cutoffs, key=lambda line: -line.value):
        above = [v for v in values if 0 < (v - line.value) * scale < 2 * _LINE_HEIGHT]
        anchor = _clear(panel, line.value, "top" if above else "bottom", scale)
        if anchor and line.words:
            yield line, anchor
    for band in panel.bands:
        for part in (0.5, 0.75, 0.25):
            yield Line(band.low + (band.high - band.low) * part, band.words), "middle"


def _beside(line: Line, place: Place, colour: str, side: str, anchor: str) -> Spec:
    x = 0.002 if side == "left" else 0.998
    font = {"size": 10, "color": colour}
    return note(x, line.value, safe(line.words), colour, xref="paper", yref=place.ref,
                xanchor=side, yanchor=anchor, font=font)  # fmt: skip
