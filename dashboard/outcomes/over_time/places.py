"""Where each strip and panel of the stacked figure stands. Pure geometry, in pixels."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from dashboard.outcomes.over_time.view import Stack

PANEL, STRIP, RISK, TITLE, GAP = 132, 22, 26, 20, 14
FOOT, HEAD = 44, 6
ROOM = 0.06  # of a scale, above and below, so that marks at its ends are not cut off
_CLOSE = 0.045  # marks nearer than this part of the time axis stand in different rows
_ROWS = 4


class Place(NamedTuple):
    """Where one strip or panel stands: its y axis, and its part of the figure's height."""

    axis: str
    bottom: float
    top: float
    pixels: float

    @property
    def ref(self) -> str:
        """How a trace or shape names the axis."""
        return self.axis.replace("axis", "")


def places(shown: Stack, mark_rows: int) -> tuple[list[Place], float]:
    """Every strip and panel from the top down, in parts of the height, and the height."""
    heights = [STRIP * mark_rows] if mark_rows else []
    heights += [TITLE + RISK for _ in shown.risks] + [TITLE + PANEL for _ in shown.panels]
    whole = sum(heights) + GAP * (len(heights) - 1)
    found, top = [], float(whole)
    for number, pixels in enumerate(heights, start=1):
        title = 0 if mark_rows and number == 1 else TITLE
        axis = "yaxis" if number == 1 else f"yaxis{number}"
        found.append(
            Place(axis, max(top - pixels, 0) / whole, (top - title) / whole, pixels - title)
        )
        top -= pixels + GAP
    return found, whole + FOOT + HEAD


def split(
    places: list[Place], shown: Stack
) -> tuple[Place | None, Sequence[Place], Sequence[Place]]:
    marks = 1 if shown.marks else 0
    risks = marks + len(shown.risks)
    return places[0] if marks else None, places[marks:risks], places[risks:]


def mark_rows(shown: Stack) -> list[int]:
    """The row of each landmark's sign: one row down when the sign before it is close."""
    days = max((shown.end - shown.start).days, 7)
    rows: list[int] = []
    last: dict[int, date] = {}
    for mark in shown.marks:
        on = mark.landmark.on
        free = (r for r in range(_ROWS) if r not in last or (on - last[r]).days / days >= _CLOSE)
        rows.append(next(free, _ROWS - 1))
        last[rows[-1]] = on
    return rows
