"""One cycle as a loop that closes: up the left side, over the top, down the right and back."""

from __future__ import annotations

from itertools import pairwise

from core.approaches.cycles import Loop
from core.formulation.lenses.slot import Slot
from dashboard.components.plot import Palette, Spec, segment
from dashboard.history.beliefs.charts import belief_figure
from dashboard.history.beliefs.view import BeliefCourse
from dashboard.map.lenses.beads import Bead, Said, axes, frames, handles, pointed, said
from dashboard.map.lenses.view import MOST_NAMES, name_of

LEFT, MIDDLE, RIGHT = 0.25, 0.5, 0.75
GAP = 30
ARCH = 40
_ROWS = (("primary", "need"), ("reading", "secondary"), ("trigger", "behaviour"))


def loop_figure(loop: Loop, colours: Palette, selected: str = "") -> Spec:
    """Draw a cycle. A click on a name opens the node; a step nobody knows yet is faint."""
    steps = {step.id.rpartition(".")[2]: step for step in loop.steps}
    left, right, bottom = [], [], float(ARCH)
    for one, two in _ROWS:
        pair = [_bead(steps[one], LEFT), _bead(steps[two], RIGHT)]
        tall = max(bead.height for bead in pair)
        left.append(pair[0].at(LEFT, bottom + tall / 2))
        right.append(pair[1].at(RIGHT, bottom + tall / 2))
        bottom += tall + GAP
    back = _bead(steps["answer"], MIDDLE) if "answer" in steps else None
    if back:
        back = back.at(MIDDLE, bottom + back.height / 2 + GAP / 2)
    beads = [*left, *right, *([back] if back else [])]
    shapes, heads = _lines(left, right, back, colours)
    height = (back.bottom if back else bottom - GAP + ARCH) + 8
    return {
        "data": [handles(beads)],
        "layout": {**axes(height), "shapes": shapes,
                   "annotations": [*heads, *frames(beads, colours, selected)]},
    }  # fmt: skip


def _bead(step: Slot, x: float) -> Bead:
    mark = "• " if len(step.nodes) > 1 else ""
    lines: list[Said] = [said(f"{mark}{name_of(node)}", f"node:{node.id}")
                         for node in step.nodes[:MOST_NAMES]]  # fmt: skip
    if len(step.nodes) > MOST_NAMES:
        lines.append(said(f"and {len(step.nodes) - MOST_NAMES} more"))
    return Bead(x, 0, step.label, tuple(lines or [said("not known yet")]), gap=step.empty)


def _lines(
    left: list[Bead], right: list[Bead], back: Bead | None, colours: Palette
) -> tuple[list[Spec], list[Spec]]:
    """The curves of the loop and every arrowhead, in the order in which it is read."""
    heads = [_down(upper, lower, colours) for upper, lower in pairwise(right)]
    heads += [_up(lower, upper, colours) for upper, lower in pairwise(left)]
    crest = min(left[0].top, right[0].top) - ARCH
    shapes = [_curve((LEFT, left[0].top), crest, (RIGHT, right[0].top), crest, colours)]
    heads.append(_head(RIGHT, right[0].top, right[0].top - 8, colours))
    low, start = right[-1].bottom, left[-1].bottom
    if back is None:
        trough = max(low, start) + ARCH
        shapes.append(_curve((RIGHT, low), trough, (LEFT, start), trough, colours))
    else:
        over = back.top - GAP / 3
        shapes.append(_curve((RIGHT, low), over, (0.58, back.top), over - GAP / 2, colours))
        shapes.append(_curve((0.42, back.top), over - GAP / 2, (LEFT, start), over, colours))
        heads.append(_head(0.58, back.top, back.top - 8, colours))
    heads.append(_head(LEFT, start, start + 8, colours))
    return shapes, heads


def _down(upper: Bead, lower: Bead, colours: Palette) -> Spec:
    return pointed(lower.x, lower.top, (upper.x, upper.bottom), colours.line)


def _up(lower: Bead, upper: Bead, colours: Palette) -> Spec:
    return pointed(upper.x, upper.bottom, (lower.x, lower.top), colours.line)


def _head(x: float, y: float, before: float, colours: Palette) -> Spec:
    return pointed(x, y, (x, before), colours.line)


def _curve(
    start: tuple[float, float], first: float, end: tuple[float, float], last: float,
    colours: Palette,
) -> Spec:  # fmt: skip
    """A cubic that leaves and arrives upright; `first` and `last` are how far it reaches."""
    (x0, y0), (x1, y1) = start, end
    path = f"M {x0:.4f},{y0:.1f} C {x0:.4f},{first:.1f} {x1:.4f},{last:.1f} {x1:.4f},{y1:.1f}"
    return {"type": "path", "path": path, "layer": "below",
            "line": {"color": colours.line, "width": 2}}  # fmt: skip


def rated_figure(course: BeliefCourse, began: str, colours: Palette) -> Spec:
    """The ratings of an expectation, with a line where the current stage began."""
    figure = belief_figure(course, colours)
    if began and f"{course.days[0]:%Y-%m-%d}" <= began <= f"{course.days[-1]:%Y-%m-%d}":
        line = segment((began, began), (-6, 106), colours.faint, line={"dash": "dot"})
        figure["layout"]["shapes"] = [line]
    return figure
