"""What a figure shows, as plain facts: the screens draw the same facts their own way."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal


@dataclass(frozen=True, slots=True)
class ScorePoint:
    """One completion of a measure.

    `value` is None when the measure was due and not filled in, or has no score because
    too many answers are missing. `total_only`: somebody typed the total, so nothing about
    the items is known.
    """

    on: date
    value: float | None
    total_only: bool = False


@dataclass(frozen=True, slots=True)
class ScoreBand:
    """A named range of the scale, both ends included ("mild", 5 to 9)."""

    low: float
    high: float
    label: str


@dataclass(frozen=True, slots=True)
class CutOff:
    """A score that separates, with the words for it ("clinical cut-off 10")."""

    value: float
    label: str


@dataclass(frozen=True, slots=True)
class NoChange:
    """So many points around the first score that do not count as change, with the words for it."""

    points: float
    label: str


@dataclass(frozen=True, slots=True)
class SessionEvent:
    """Something that happened in the therapy, with a few words for the chart."""

    on: date
    label: str


@dataclass(frozen=True, slots=True)
class ScorePlot:
    """One measure over time.

    `low` and `high` are the ends of the scale, not of the scores. `no_change` are the
    points around the first score by which nothing is told apart from it; None when it cannot
    be told. No trend is drawn: two scores do not make one.
    """

    measure: str
    low: float
    high: float
    points: tuple[ScorePoint, ...]
    better: Literal["lower", "higher"] | None = None
    bands: tuple[ScoreBand, ...] = ()
    cut_off: CutOff | None = None
    no_change: NoChange | None = None
    events: tuple[SessionEvent, ...] = ()

    def __post_init__(self) -> None:
        if not self.low < self.high:
            raise ValueError("a scale has a low end and a high end")
