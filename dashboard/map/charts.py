"""The map as a figure: boxes in columns, arrows between them; both can be clicked."""

from __future__ import annotations

from dashboard.components.plot import Palette, Spec, note, safe
from dashboard.map.routes import HALF_HEIGHT, HALF_WIDTH, Route, Routes, routes
from dashboard.map.view import MapArrow, MapBox, MapView

ROW = 96
DASH = {"low": "dot", "medium": "dash", "high": "solid"}
_STILL = {"marker": {"opacity": 1}}
_UNSEEN = {"marker": {"opacity": 0.01}}


def map_figure(view: MapView, colours: Palette, selected: str = "") -> Spec:
    """Draw the map. The height grows with the tallest column, so boxes never overlap."""
    ways = routes(view)
    columns = max(5, len(view.headings))
    return {
        "data": [_box_handles(view, colours), _arrow_handles(view, ways, colours, selected)],
        "layout": {
            "height": int(ROW * (ways.bottom + 1.0)),
            "margin": {"l": 4, "r": 4, "t": 4, "b": 4},
            "showlegend": False,
            "dragmode": False,
            "hovermode": "closest",
            "clickmode": "event+select",
            "xaxis": {"range": [-0.5, columns - 0.5], "visible": False, "fixedrange": True},
            "yaxis": {"range": [ways.bottom, -1.0], "visible": False, "fixedrange": True},
            "shapes": [
                *(_path(a, ways.by_link[a.id], colours, selected) for a in view.arrows),
                *(_frame(box, colours, selected) for box in view.boxes),
            ],
            "annotations": [
                *(_head(a, ways.by_link[a.id], colours, selected) for a in view.arrows),
                *(_text(box, colours) for box in view.boxes),
                *(
                    note(place, -0.8, f"<b>{words}</b>", colours.faint, align="center")
                    for place, words in enumerate(view.headings)
                ),
            ],
        },
    }


def _box_handles(view: MapView, colours: Palette) -> Spec:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [box.x for box in view.boxes],
        "y": [box.y for box in view.boxes],
        "customdata": [f"node:{box.id}" for box in view.boxes],
        "hovertext": [f"<b>{safe(box.whole)}</b><br>{box.kind}" for box in view.boxes],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {"size": 62, "symbol": "square", "opacity": 0.01, "color": colours.line},
        "selected": _UNSEEN,
        "unselected": _UNSEEN,
    }


def _arrow_handles(view: MapView, ways: Routes, colours: Palette, selected: str) -> Spec:
    middles = [ways.by_link[arrow.id].middle for arrow in view.arrows]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": [x for x, _ in middles],
        "y": [y for _, y in middles],
        "customdata": [f"link:{arrow.id}" for arrow in view.arrows],
        "hovertext": ["<br>".join(safe(line) for line in arrow.words) for arrow in view.arrows],
        "hovertemplate": "%{hovertext}<extra></extra>",
        "marker": {
            "size": [14 if selected == f"link:{a.id}" else 9 for a in view.arrows],
            "color": colours.page,
            "line": {"color": colours.line, "width": 2},
        },
        "selected": _STILL,
        "unselected": _STILL,
    }


def _touched(arrow: MapArrow, selected: str) -> bool:
    ends = (f"node:{arrow.start.id}", f"node:{arrow.end.id}")
    return selected in (f"link:{arrow.id}", *ends)


def _path(arrow: MapArrow, route: Route, colours: Palette, selected: str) -> Spec:
    touched = _touched(arrow, selected)
    return {
        "type": "path",
        "path": route.path,
        "layer": "below",
        "line": {
            "color": colours.accent if touched else colours.line,
            "width": 2.4 if touched else 1.4,
            "dash": DASH.get(arrow.confidence, "dot"),
        },
        "opacity": 1 if touched or not selected else 0.35,
    }


def _head(arrow: MapArrow, route: Route, colours: Palette, selected: str) -> Spec:
    return {
        "x": route.end[0], "y": route.end[1], "ax": route.before_end[0], "ay": route.before_end[1],
        "xref": "x", "yref": "y", "axref": "x", "ayref": "y", "text": "", "showarrow": True,
        "arrowhead": 2, "arrowsize": 1.1, "arrowwidth": 1.4,
        "arrowcolor": colours.accent if _touched(arrow, selected) else colours.line,
    }  # fmt: skip


def _frame(box: MapBox, colours: Palette, selected: str) -> Spec:
    chosen = selected == f"node:{box.id}"
    edge = {"color": colours.accent if chosen else colours.box_edge, "width": 3 if chosen else 1}
    return {
        "type": "rect",
        "x0": box.x - HALF_WIDTH,
        "x1": box.x + HALF_WIDTH,
        "y0": box.y - HALF_HEIGHT,
        "y1": box.y + HALF_HEIGHT,
        "layer": "below",
        "fillcolor": colours.box,
        "line": edge,
    }


def _text(box: MapBox, colours: Palette) -> Spec:
    kind = f"<span style='font-size:9px;color:{colours.faint}'>{safe(box.kind.lower())}</span>"
    lines = "<br>".join(safe(line) for line in box.lines)
    small = {"size": 11, "color": colours.ink}
    words = f"{kind}<br>{lines}"
    return note(box.x, box.y, words, colours.ink, align="center", captureevents=False, font=small)
