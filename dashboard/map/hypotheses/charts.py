"""The counts behind a verdict: one row a group, its share, and when each came."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from dashboard.components.plot import Palette, Spec, note, safe, segment
from dashboard.map.hypotheses.view import PanelView, Row

_ROW = 62
_SHARE = (0.0, 0.34)
_TIME = (0.42, 1.0)
_STACK = 0.13  # several on one day stand on each other, at most this many
_MOST = 4


def counts_figure(view: PanelView, colours: Palette) -> Spec:
    """Bars of shares on the left; on the right a dot for each, filled where it showed."""
    return {
        "data": [_bars(view.rows, colours), *_dots(view.rows, view.key, colours)],
        "layout": {
            "height": _ROW * len(view.rows) + 58,
            "showlegend": False,
            "margin": {"l": 4, "r": 10, "t": 4, "b": 26},
            "xaxis": {"domain": list(_SHARE), "range": [0, 1], "visible": False,
                      "fixedrange": True},
            "xaxis2": {"domain": list(_TIME), "type": "date", "fixedrange": True, "anchor": "y",
                       "tickfont": {"color": colours.faint}, "gridcolor": colours.grid,
                       "nticks": 4, "tickangle": 0, "tickformat": "%b"},
            "yaxis": {"range": [len(view.rows) - 0.35, -1.15], "visible": False,
                      "fixedrange": True},
            "annotations": _notes(view, colours),
            "shapes": _shapes(view, colours),
        },
    }  # fmt: skip


def _bars(rows: Sequence[Row], colours: Palette) -> Spec:
    return {
        "type": "bar", "orientation": "h", "x": [row.share for row in rows],
        "y": list(range(len(rows))), "width": 0.26, "hoverinfo": "skip",
        "marker": {"color": colours.line},
    }  # fmt: skip


def _dots(rows: Sequence[Row], key: tuple[str, str], colours: Palette) -> list[Spec]:
    """One trace for what showed (filled), one for what did not (hollow)."""
    traces = []
    places = [(on, hit, row, height) for row, one in enumerate(rows)
              for (on, hit), height in zip(one.marks, _heights(one), strict=True)]  # fmt: skip
    for wanted, words in ((False, key[1]), (True, key[0])):
        of = [place for place in places if place[1] is wanted]
        traces.append({
            "type": "scatter", "mode": "markers", "xaxis": "x2",
            "x": [on for on, _, _, _ in of], "y": [row - height for _, _, row, height in of],
            "marker": {"size": 9, "color": colours.accent if wanted else colours.page,
                       "line": {"width": 1.4, "color": colours.accent}},
            "hovertemplate": f"%{{x|%-d %b %Y}}: {words}<extra></extra>",
        })  # fmt: skip
    return traces


def _heights(row: Row) -> list[float]:
    seen: Counter[str] = Counter()
    heights = []
    for on, _ in row.marks:
        heights.append(_STACK * min(seen[on], _MOST - 1))
        seen[on] += 1
    return heights


def _notes(view: PanelView, colours: Palette) -> list[Spec]:
    here = {"xref": "paper", "yref": "y", "xanchor": "left"}
    names = [
        note(0, place - 0.48, f"{safe(row.name)}: <b>{row.counted}</b>", colours.ink, **here)
        for place, row in enumerate(view.rows)
    ]
    key = f"● {view.key[0]}   ○ {view.key[1]}" + ("   ┆ set" if view.set_on else "")
    return [*names, note(1, -0.95, key, colours.faint, xref="paper", yref="y", xanchor="right")]


def _shapes(view: PanelView, colours: Palette) -> list[Spec]:
    rows = len(view.rows)
    behind = [
        segment((0, 1), (place + 0.2, place + 0.2), colours.grid, layer="below")
        for place in range(rows)
    ]
    if not view.set_on:
        return behind
    ends = (rows - 0.4, -0.2)
    set_on = segment((view.set_on,) * 2, ends, colours.faint, xref="x2", line={"dash": "dash"})
    return [*behind, set_on]
