"""The map as a figure: rounded boxes in columns, curved arrows, both can be clicked."""

from __future__ import annotations

from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.map.view import MapArrow, MapBox, MapView

HALF_WIDTH, HALF_HEIGHT = 0.40, 0.36
ROW = 84
DASH = {"low": "dot", "medium": "dash", "high": "solid"}
Point = tuple[float, float]


def map_figure(view: MapView, colours: Palette, selected: str = "") -> Spec:
    """Draw the map. The height grows with the tallest column, so boxes never overlap."""
    loops = [a for a in view.arrows if a.end.x < a.start.x]
    bottom = view.rows - 0.5 + 0.22 * (len(loops) + 1)
    curves = {arrow.id: _curve(arrow, view, loops) for arrow in view.arrows}
    return {
        "data": [_handles(view, colours), _arrow_handles(view, curves, colours, selected)],
        "layout": {
            "height": int(ROW * (bottom + 1.1)),
            "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "clickmode": "event+select",
            "xaxis": {"range": [-0.5, max(6, len(view.headings)) - 0.5], "visible": False,
                      "fixedrange": True},
            "yaxis": {"range": [bottom, -1.0], "visible": False, "fixedrange": True},
            "shapes": [
                *(_path(a, curves[a.id], colours, selected) for a in view.arrows),
                *(_frame(box, colours, selected) for box in view.boxes),
            ],
            "annotations": [
                *(_head(curves[a.id], colours) for a in view.arrows),
                *(_text(box, colours) for box in view.boxes),
                *(
                    note(place, -0.8, f"<b>{words}</b>", colours.faint, align="center")
                    for place, words in enumerate(view.headings)
                ),
            ],
        },
    }  # fmt: skip


def _handles(view: MapView, colours: Palette) -> Spec:
    still = {"marker": {"opacity": 0.01}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [box.x for box in view.boxes],
        "y": [box.y for box in view.boxes],
        "customdata": [f"node:{box.id}" for box in view.boxes],
        "hovertext": [f"<b>{safe(box.whole)}</b><br>{box.kind}" for box in view.boxes],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": 56, "symbol": "square", "opacity": 0.01, "color": colours.line},
        "selected": still,
        "unselected": still,
    }


def _arrow_handles(
    view: MapView, curves: dict[str, tuple[Point, ...]], colours: Palette, selected: str
) -> Spec:
    middles = [_middle(curves[arrow.id]) for arrow in view.arrows]
    still = {"marker": {"opacity": 1}}
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "customdata": [f"link:{arrow.id}" for arrow in view.arrows],
        "hovertext": [safe(arrow.words).replace("&lt;br&gt;", "<br>") for arrow in view.arrows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": [14 if selected == f"link:{a.id}" else 9 for a in view.arrows],
            "color": colours.page,
            "line": {"color": colours.line, "width": 2},
        },
        "selected": still,
        "unselected": still,
    }


def _curve(arrow: MapArrow, view: MapView, loops: list[MapArrow]) -> tuple[Point, ...]:
    """Start, two control points and end of one arrow."""
    a, b = arrow.start, arrow.end
    if b.x > a.x:
        start, end = (a.x + HALF_WIDTH, a.y), (b.x - HALF_WIDTH, b.y)
        bend = (end[0] - start[0]) * 0.5
        return start, (start[0] + bend, start[1]), (end[0] - bend, end[1]), end
    if b.x == a.x:
        side = a.x + HALF_WIDTH
        down = 1 if b.y > a.y else -1
        start, end = (side, a.y + 0.12 * down), (side, b.y - 0.12 * down)
        bulge = side + 0.16 + 0.03 * abs(b.y - a.y)
        return start, (bulge, start[1]), (bulge, end[1]), end
    depth = view.rows - 0.5 + 0.3 * (loops.index(arrow) + 1)
    start, end = (a.x, a.y + HALF_HEIGHT), (b.x, b.y + HALF_HEIGHT)
    return start, (a.x, depth), (b.x, depth), end


def _at(curve: tuple[Point, ...], t: float) -> Point:
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    x = sum(w * point[0] for w, point in zip(weights, curve, strict=True))
    y = sum(w * point[1] for w, point in zip(weights, curve, strict=True))
    return x, y


def _middle(curve: tuple[Point, ...]) -> Point:
    return _at(curve, 0.5)


def _path(arrow: MapArrow, curve: tuple[Point, ...], colours: Palette, selected: str) -> Spec:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3) = curve
    touched = selected in (f"link:{arrow.id}", f"node:{arrow.start.id}", f"node:{arrow.end.id}")
    return {
        "type": "path",
        "path": f"M {x0},{y0} C {x1},{y1} {x2},{y2} {x3},{y3}",
        "layer": "below",
        "line": {
            "color": colours.accent if touched else colours.line,
            "width": 2.4 if touched else 1.4,
            "dash": DASH.get(arrow.confidence, "dot"),
        },
        "opacity": 1 if touched or not selected else 0.45,
    }


def _head(curve: tuple[Point, ...], colours: Palette) -> Spec:
    near, end = _at(curve, 0.93), curve[3]
    return {
        "x": end[0], "y": end[1], "ax": near[0], "ay": near[1],
        "xref": "x", "yref": "y", "axref": "x", "ayref": "y", "text": "",
        "showarrow": True, "arrowhead": 2, "arrowsize": 1.1, "arrowwidth": 1.4,
        "arrowcolor": colours.line,
    }  # fmt: skip


def _frame(box: MapBox, colours: Palette, selected: str) -> Spec:
    chosen = selected == f"node:{box.id}"
    x0, x1 = box.x - HALF_WIDTH, box.x + HALF_WIDTH
    y0, y1 = box.y - HALF_HEIGHT, box.y + HALF_HEIGHT
    return {
        "type": "rect", "x0": x0, "x1": x1, "y0": y0, "y1": y1, "layer": "below",
        "fillcolor": colours.box,
        "line": {"color": colours.accent if chosen else colours.box_edge,
                 "width": 3 if chosen else 1},
    }  # fmt: skip


def _text(box: MapBox, colours: Palette) -> Spec:
    kind = f"<span style='font-size:10px;color:{colours.faint}'>{box.kind.lower()}</span>"
    lines = "<br>".join(safe(line) for line in box.lines)
    return note(
        box.x, box.y, f"{kind}<br>{lines}", colours.ink, align="center", captureevents=False
    )
