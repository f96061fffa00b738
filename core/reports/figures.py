"""The figures of a report: plain facts in, (svg, png) out."""

from __future__ import annotations

from core.formulation.plot import Confidence, MapArrow, MapNode, MapPlot
from core.reports.map_figure import map_figure
from core.reports.plots import (
    CutOff,
    NoChange,
    ScoreBand,
    ScorePlot,
    ScorePoint,
    SessionEvent,
)
from core.reports.score_figure import score_figure

__all__ = [
    "Confidence",
    "CutOff",
    "MapArrow",
    "MapNode",
    "MapPlot",
    "NoChange",
    "ScoreBand",
    "ScorePlot",
    "ScorePoint",
    "SessionEvent",
    "map_figure",
    "score_figure",
]
