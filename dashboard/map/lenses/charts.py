"""The infinity loop of Emotionally Focused Therapy as a figure.

It stands upright, one partner above the other, so that its words stay readable on a
telephone: up one side, over the top, down the other and through the middle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain, pairwise

from core.formulation.lenses.eft import EftCycle, HalfLoop, Step
from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.map.lenses.beads import Bead, Said, axes, frames, handles, pointed, said
from dashboard.map.lenses.view import half_title, step_words

LEFT, RIGHT = 0.25, 0.75
GAP = 26
TITLE = 30
ARCH = 46  # how far the loop rises above its outermost boxes
CROSSING = 84
# The rows of a half from its far end to the middle: left of the loop and right of it.
_ROWS = (("primary", "need"), ("reading", "secondary"), ("trigger", "behaviour"))
Curve = Callable[[float], tuple[float, float]]


def eft_figure(
    cycle: EftCycle,
    names: Sequence[str],
    colours: Palette,
    selected: str = "",
    scale: float = 1.0,
) -> Spec:
    """Draw both halves. What one does crosses over to what sets the other off.

    `scale` draws boxes and letters larger, for a page that has the room.
    """
    upper, lower = (_rows(half, scale) for half in cycle.halves)
    top, middle = _placed(upper, TITLE + ARCH)
    bottom, end = _placed(list(reversed(lower)), middle + CROSSING - GAP)
    height = end - GAP + ARCH + TITLE
    beads = [*chain.from_iterable(top), *chain.from_iterable(bottom)]
    lines, heads = _lines(top, bottom, colours)
    return {
        "data": [handles(beads)],
        "layout": {
            **axes(height),
            "shapes": lines,
            "annotations": [
                *heads,
                *frames(beads, colours, selected),
                _title(cycle.halves[0], names[0], TITLE / 2, colours, scale),
                _title(cycle.halves[1], names[1], height - TITLE / 2, colours, scale),
            ],
        },
    }


def _title(half: HalfLoop, name: str, y: float, colours: Palette, scale: float) -> Spec:
    return note(0.5, y, f"<b>{safe(half_title(half, name))}</b>", colours.ink, align="center",
                font={"size": 13 * scale, "color": colours.ink}, captureevents=False)  # fmt: skip


def _rows(half: HalfLoop, scale: float) -> list[tuple[Bead, Bead]]:
    steps = {step.slot.id.rpartition(".")[2]: step for step in half.steps}
    return [
        (_bead(steps[left], LEFT, scale), _bead(steps[right], RIGHT, scale))
        for left, right in _ROWS
        if left in steps
    ]


def _bead(step: Step, x: float, scale: float) -> Bead:
    words = step_words(step)
    mark = "• " if len(words.names) > 1 else ""
    lines: list[Said] = [said(f"{mark}{name}", key) for name, key in words.names]
    if words.more:
        lines.append(said(f"and {words.more} more"))
    return Bead(x, 0, words.heading, tuple(lines), gap=words.gap, scale=scale)


def _placed(rows: list[tuple[Bead, Bead]], top: float) -> tuple[list[tuple[Bead, Bead]], float]:
    """The rows one below the other, and where the next one would begin."""
    found = []
    for left, right in rows:
        tall = max(left.height, right.height)
        found.append((left.at(LEFT, top + tall / 2), right.at(RIGHT, top + tall / 2)))
        top += tall + GAP
    return found, top


def _lines(
    top: list[tuple[Bead, Bead]], bottom: list[tuple[Bead, Bead]], colours: Palette
) -> tuple[list[Spec], list[Spec]]:
    """The loop itself and its arrowheads, in the direction in which it is read."""
    half = CROSSING * 0.75
    near, far = top[-1], bottom[0]
    over = _curve(near[1], far[0], near[1].bottom + half, far[0].top - half)
    back = _curve(far[1], near[0], far[1].top - half, near[0].bottom + half)
    crest = min(bead.top for bead in top[0]) - ARCH
    trough = max(bead.bottom for bead in bottom[-1]) + ARCH
    start, finish = (top[0][0], top[0][1]), (bottom[-1][0], bottom[-1][1])
    curves = [over, back, _arch(*start, crest), _arch(*finish, trough)]
    ends = [(over, far[0].top), (back, near[0].bottom),
            (curves[2], start[1].top), (curves[3], finish[1].bottom)]  # fmt: skip
    heads = [_head(curve, edge, colours) for curve, edge in ends]
    columns = ([left for left, _ in reversed(top)], [right for _, right in top],
               [left for left, _ in bottom], [right for _, right in reversed(bottom)])  # fmt: skip
    straight = [_straight(*pair, colours) for column in columns for pair in pairwise(column)]
    return [_drawn(curve, colours) for curve in curves], [*heads, *straight]


def _straight(start: Bead, end: Bead, colours: Palette) -> Spec:
    down = end.y > start.y
    leaves, arrives = (start.bottom, end.top) if down else (start.top, end.bottom)
    return pointed(end.x, arrives, (end.x, leaves), colours.line)


def _curve(start: Bead, end: Bead, first: float, last: float) -> Curve:
    return _cubic((start.x, start.y), (start.x, first), (end.x, last), (end.x, end.y))


def _arch(start: Bead, end: Bead, peak: float) -> Curve:
    """From one box over to the other; a cubic reaches three quarters of its controls' height."""
    first, last = (bead.y + (peak - bead.y) / 0.75 for bead in (start, end))
    return _cubic((start.x, start.y), (start.x, first), (end.x, last), (end.x, end.y))


def _cubic(*points: tuple[float, float]) -> Curve:
    def at(t: float) -> tuple[float, float]:
        s = 1 - t
        shares = (s * s * s, 3 * s * s * t, 3 * s * t * t, t * t * t)
        x, y = (sum(w * p[k] for w, p in zip(shares, points, strict=True)) for k in (0, 1))
        return x, y

    return at


def _drawn(curve: Curve, colours: Palette) -> Spec:
    points = [curve(step / 32) for step in range(33)]
    path = "M " + " L ".join(f"{x:.4f},{y:.1f}" for x, y in points)
    return {"type": "path", "path": path, "layer": "below",
            "line": {"color": colours.line, "width": 2}}  # fmt: skip


def _head(curve: Curve, edge: float, colours: Palette) -> Spec:
    """An arrowhead where the curve comes to the edge of the box it ends in."""
    low, high = 0.5, 1.0
    beyond = curve(0.5)[1] < edge
    for _ in range(24):
        middle = (low + high) / 2
        if (curve(middle)[1] < edge) == beyond:
            low = middle
        else:
            high = middle
    return pointed(*curve(low), curve(max(0.0, low - 0.04)), colours.line)
