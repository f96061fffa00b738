"""Moves by session as a small figure of dots."""

from __future__ import annotations

from dashboard.approach.log.view import MovesTable
from dashboard.components.plot import Palette, Spec, note, safe

ROW = 30
COLUMN_FROM = 0.5


def moves_figure(table: MovesTable, colours: Palette) -> Spec:
    """A row for each move, a column for each session; a filled dot where it was made."""
    columns, rows = len(table.days), len(table.names)
    places = [(column, row) for column in range(columns) for row in range(rows)]
    made = set(table.made)
    return {
        "data": [{
            "type": "scatter",
            "mode": "markers",
            "x": [column for column, _ in places],
            "y": [row for _, row in places],
            "hovertext": [f"{safe(table.names[row])}, {table.days[column]}: "
                          f"{'made' if (column, row) in made else 'not noted'}"
                          for column, row in places],
            "hovertemplate": "%{hovertext}<extra></extra>",
            "marker": {
                "size": [14 if place in made else 6 for place in places],
                "symbol": ["circle" if p in made else "circle-open" for p in places],
                "color": [colours.line if p in made else colours.box_edge for p in places],
                "opacity": 1,
            },
        }],
        "layout": {
            "height": 2 * ROW * rows + 34,
            "margin": {"l": 0, "r": 8, "t": 4, "b": 26},
            "showlegend": False,
            "dragmode": False,
            "xaxis": {
                "range": [-COLUMN_FROM, max(columns - 0.5, 2.5)], "fixedrange": True,
                "tickvals": _ticks(columns), "ticktext": [table.days[at] for at in _ticks(columns)],
                "showgrid": False, "zeroline": False, "tickangle": 0,
                "tickfont": {"size": 11, "color": colours.faint},
            },
            "yaxis": {"range": [rows - 0.5, -0.85], "visible": False, "fixedrange": True},
            "annotations": [
                note(0, row - 0.28, safe(name), colours.ink, xref="paper", xanchor="left",
                     yanchor="bottom", captureevents=False)
                for row, name in enumerate(table.names)
            ],
        },
    }  # fmt: skip


def _ticks(columns: int) -> list[int]:
    """At most five days under the figure, the first and the last among them."""
    if columns <= 5:
        return list(range(columns))
    return sorted({round(at * (columns - 1) / 4) for at in range(5)})
