"""The map as a figure: boxes in columns, arrows between them; all of them can be clicked.

One unit of the axes is one pixel at the least width the map needs; on a wider page the boxes
grow and the letters do not.
"""

from __future__ import annotations

from itertools import pairwise

from core.formulation.routes import Point
from core.formulation.strokes import Stroke, between, strokes
from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.map.view import MARK_SIGNS, STATE_SIGNS, MapArrow, MapBox, MapView

DASH = {"low": "dot", "medium": "dash", "high": "solid"}
EDGES = {
    "added": ("solid", 3), "removed": ("dot", 1.5), "surer": ("solid", 2.5),
    "less_sure": ("dash", 2.5), "changed": ("longdashdot", 2.5),
}  # fmt: skip
TEXT, SMALL, VERB = 11.5, 9.5, 10
_HEAD, _ROUND, _CORNER = 7.0, 7.0, 6.0
_HIT = 40  # pixels between two points of a line that can be clicked
_ANGLES = {(1.0, 0.0): 90, (-1.0, 0.0): 270, (0.0, 1.0): 180, (0.0, -1.0): 0}
_STILL = {"marker": {"opacity": 1}}
UNSEEN = "rgba(0,0,0,0)"


def map_figure(view: MapView, colours: Palette, selected: str = "") -> Spec:
    """Draw the map. Its height grows with the tallest column, so boxes never overlap."""
    left, top, right, bottom = view.corners
    frozen = {"visible": False, "fixedrange": True}
    return {
        "data": [
            _box_handles(view),
            _arrow_handles(view, colours, selected),
            _line_handles(view),
            _heads(view, colours, selected),
            _words(view, colours),
            *([_verbs(view, colours)] if any(arrow.verb for arrow in view.arrows) else []),
        ],
        "layout": {
            "height": view.height,
            "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "hoverdistance": 12,
            "clickmode": "event+select",
            "xaxis": frozen | {"range": [left, right]},
            "yaxis": frozen | {"range": [bottom, top]},
            "shapes": [
                *(_path(arrow, colours, selected) for arrow in view.arrows),
                *(_verb_ground(arrow, colours) for arrow in view.arrows if arrow.verb),
                *(_frame(box, colours, selected) for box in view.boxes),
            ],
            "annotations": [*_headings(view, colours), *_legend(view, colours)],
        },
    }


def _box_handles(view: MapView) -> Spec:
    """Unseen squares over each box, so that a click anywhere on it counts."""
    spots = [(one, share) for one in view.boxes for share in (0.15, 0.38, 0.62, 0.85)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [one.box.left + one.box.width * share for one, share in spots],
        "y": [one.box.middle for one, _ in spots],
        "customdata": [f"node:{one.id}" for one, _ in spots],
        "hovertext": [_box_hover(one) for one, _ in spots],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": [min(one.box.height, 40) for one, _ in spots],
            "symbol": "square", "color": UNSEEN, "line": {"width": 0},
        },
        "selected": _STILL,
        "unselected": _STILL,
    }  # fmt: skip


def _box_hover(one: MapBox) -> str:
    mark = f"<br>Compared: {one.mark.replace('_', ' ')}" if one.mark else ""
    return f"<b>{_folded(one.whole)}</b><br>{safe(one.kind)}{mark}"


def _folded(text: str) -> str:
    """A long name over several lines of a hover box."""
    words, lines = text.split(), [""]
    for word in words:
        if len(lines[-1]) + len(word) > 45:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(safe(line) for line in lines)


def _arrow_handles(view: MapView, colours: Palette, selected: str) -> Spec:
    signs = [MARK_SIGNS.get(a.mark) or STATE_SIGNS.get(a.state, "") for a in view.arrows]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [arrow.badge.middle[0] for arrow in view.arrows],
        "y": [arrow.badge.middle[1] for arrow in view.arrows],
        "text": [f"<b>{sign}</b>" if sign else "" for sign in signs],
        "textposition": "middle center",
        "textfont": {"size": 10, "color": colours.ink},
        "customdata": [f"link:{arrow.id}" for arrow in view.arrows],
        "hovertext": ["<br>".join(_folded(line) for line in a.words) for a in view.arrows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": [_badge_size(a, bool(sign), selected)
                     for a, sign in zip(view.arrows, signs, strict=True)],
            "color": colours.page,
            "line": {"color": [_colour(a, colours, selected) for a in view.arrows], "width": 2},
        },
        "selected": _STILL | {"textfont": {"color": colours.ink}},
        "unselected": _STILL | {"textfont": {"color": colours.ink}},
    }  # fmt: skip


def _badge_size(arrow: MapArrow, signed: bool, selected: str) -> int:
    return (14 if signed else 9) + (3 if selected == f"link:{arrow.id}" else 0)


def _line_handles(view: MapView) -> Spec:
    """Unseen points along every arrow: a click on the line counts as one on its circle."""
    spots = [(arrow, point) for arrow in view.arrows for point in _along(arrow)]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [point[0] for _, point in spots],
        "y": [point[1] for _, point in spots],
        "customdata": [f"link:{arrow.id}" for arrow, _ in spots],
        "hoverinfo": "none",
        "marker": {"size": 9, "color": UNSEEN, "line": {"width": 0}},
        "selected": _STILL,
        "unselected": _STILL,
    }


def _along(arrow: MapArrow) -> list[Point]:
    found = []
    for a, b in pairwise(arrow.route.points):
        steps = max(1, int((abs(a[0] - b[0]) + abs(a[1] - b[1])) / _HIT))
        found += [between(a, b, (part + 0.5) / steps) for part in range(steps)]
    return found


def _heads(view: MapView, colours: Palette, selected: str) -> Spec:
    pointed = [arrow for arrow in view.arrows if not arrow.route.arrow.both_ways]
    ends = [(arrow.route.points[-1], arrow.route.heading) for arrow in pointed]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x - dx * _HEAD / 2 for (x, _), (dx, _) in ends],
        "y": [y - dy * _HEAD / 2 for (_, y), (_, dy) in ends],
        "hoverinfo": "skip",
        "marker": {
            "symbol": "triangle-up",
            "line": {"width": 0},
            "size": 9,
            "angle": [_ANGLES[heading] for _, heading in ends],
            "color": [_colour(arrow, colours, selected) for arrow in pointed],
        },
        "selected": _STILL,
        "unselected": _STILL,
    }


def _words(view: MapView, colours: Palette) -> Spec:
    """The text of all boxes in one trace: many small annotations would draw slowly."""
    return {
        "type": "scatter",
        "mode": "text",
        "x": [one.box.left + one.box.width / 2 for one in view.boxes],
        "y": [one.box.middle for one in view.boxes],
        "text": [_text(one, colours) for one in view.boxes],
        "textposition": "middle center",
        "textfont": {"size": TEXT, "color": colours.ink},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _text(one: MapBox, colours: Palette) -> str:
    sign = f"{MARK_SIGNS[one.mark]} " if one.mark in MARK_SIGNS else ""
    kind = f"{sign}{safe(one.box.kind.lower())}"
    small = f"<span style='font-size:{SMALL}px;color:{colours.faint}'>{kind}</span>"
    return "<br>".join([small, *(safe(line) for line in one.box.lines)])


def _verbs(view: MapView, colours: Palette) -> Spec:
    placed = [arrow.verb for arrow in view.arrows if arrow.verb]
    return {
        "type": "scatter",
        "mode": "text",
        "x": [verb.middle[0] for verb in placed],
        "y": [verb.middle[1] for verb in placed],
        "text": ["<br>".join(safe(line) for line in verb.lines) for verb in placed],
        "textposition": "middle center",
        "textfont": {"size": VERB, "color": colours.faint},
        "hoverinfo": "skip",
        "cliponaxis": False,
    }


def _verb_ground(arrow: MapArrow, colours: Palette) -> Spec:
    verb = arrow.verb or arrow.badge
    return {
        "type": "rect", "layer": "below", "line": {"width": 0}, "fillcolor": colours.page,
        "x0": verb.left, "x1": verb.right, "y0": verb.top, "y1": verb.bottom,
    }  # fmt: skip


def _touched(arrow: MapArrow, selected: str) -> bool:
    ends = (f"node:{arrow.route.arrow.source}", f"node:{arrow.route.arrow.target}")
    return selected in (f"link:{arrow.id}", *ends)


def _colour(arrow: MapArrow, colours: Palette, selected: str) -> str:
    return colours.accent if _touched(arrow, selected) else colours.line


def _path(arrow: MapArrow, colours: Palette, selected: str) -> Spec:
    touched = _touched(arrow, selected)
    faded = (selected and not touched) or arrow.mark == "removed"
    return {
        "type": "path",
        "path": _svg(strokes(arrow.route, 0 if arrow.route.arrow.both_ways else _HEAD, _ROUND)),
        "layer": "below",
        "line": {
            "color": _colour(arrow, colours, selected),
            "width": 2.4 if touched or arrow.mark in ("added", "surer") else 1.4,
            "dash": DASH.get(arrow.confidence, "dot"),
        },
        "opacity": 0.4 if faded else 1,
    }


def _svg(line: list[Stroke]) -> str:
    return " ".join(
        f"{stroke.pen}{' '.join(f'{x:.1f},{y:.1f}' for x, y in stroke.points)}" for stroke in line
    )


def _frame(one: MapBox, colours: Palette, selected: str) -> Spec:
    box, chosen = one.box, selected == f"node:{one.id}"
    dash, width = EDGES.get(one.mark, ("solid", 1))
    edge = {"color": colours.box_edge, "width": width, "dash": dash}
    if chosen:
        edge |= {"color": colours.accent, "width": 3}
    return {
        "type": "path",
        "path": _rounded(box.left, box.top, box.right, box.bottom),
        "layer": "below",
        "fillcolor": colours.box,
        "line": edge,
        "opacity": 0.6 if one.mark == "removed" else 1,
    }


def _rounded(left: float, top: float, right: float, bottom: float) -> str:
    r = _CORNER
    return (
        f"M{left + r},{top} L{right - r},{top} Q{right},{top} {right},{top + r} "
        f"L{right},{bottom - r} Q{right},{bottom} {right - r},{bottom} "
        f"L{left + r},{bottom} Q{left},{bottom} {left},{bottom - r} "
        f"L{left},{top + r} Q{left},{top} {left + r},{top} Z"
    )


def _headings(view: MapView, colours: Palette) -> list[Spec]:
    _, top, _, _ = view.corners
    return [
        note((one.left + one.right) / 2, top + 11, f"<b>{one.words}</b>", colours.faint,
             align="center", font={"size": TEXT, "color": colours.faint})
        for one in view.drawing.headings
    ]  # fmt: skip


def _legend(view: MapView, colours: Palette) -> list[Spec]:
    if not view.legend:
        return []
    left, _, _, bottom = view.corners
    words = "&nbsp;&nbsp;&nbsp;".join(view.legend)
    return [
        note(left + 8, bottom - 12, words, colours.faint, xanchor="left",
             font={"size": TEXT, "color": colours.faint})
    ]  # fmt: skip
