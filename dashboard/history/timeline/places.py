"""Where everything on the timeline stands, in pixels from the top. Pure.

Labels are placed for a narrow phone; on a wider screen they only move apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from dashboard.history.timeline.view import EventDot, Lane, Timeline
from dashboard.history.words import wrapped

NARROW = 320.0  # pixels of the age axis on a phone of 390
LETTER = 6.0  # pixels of a letter at 11
LINE = 14.0
HEAD = 20.0  # a heading of a section
NAME = 16.0  # the name above a lane
THIN, RATED = 14.0, 36.0  # a lane without and with ratings
GAP = 5.0
LABEL, MOST = 24, 3  # letters in a line of an event, and lines
NAMES = 50  # letters in the name of a lane
DOT = 9.0  # from the middle of a dot to its words
PERIODS = ((0, "infancy"), (3, "early"), (6, "childhood"), (12, "teens"), (18, "emerging"),
           (26, "adult"))  # fmt: skip


class Label(NamedTuple):
    """Words at an age and a height (their middle); to the right of it, or to the left."""

    lines: tuple[str, ...]
    age: float
    y: float
    right: bool = True
    shift: float = 0.0


class LanePlace(NamedTuple):
    """A lane and the height of its middle line."""

    lane: Lane
    y: float


class EventPlace(NamedTuple):
    """An event and its height."""

    event: EventDot
    y: float


class Places(NamedTuple):
    """The whole picture: heights grow downwards from 0 to `height`."""

    low: float
    high: float
    height: float
    lanes: tuple[LanePlace, ...]
    events: tuple[EventPlace, ...]
    headings: tuple[Label, ...]
    names: tuple[Label, ...]
    headlines: tuple[Label, ...]
    periods: tuple[Label, ...]

    @property
    def labels(self) -> tuple[Label, ...]:
        """Every label of the picture."""
        return (*self.headings, *self.names, *self.headlines, *self.periods)

    def box(self, label: Label) -> tuple[float, float, float, float]:
        """Left, right, top and bottom of a label on a phone, in pixels."""
        at = (label.age - self.low) / (self.high - self.low) * NARROW
        wide = max(map(len, label.lines)) * LETTER
        left = at + label.shift if label.right else at - label.shift - wide
        tall = LINE * len(label.lines)
        return left, left + wide, label.y - tall / 2, label.y + tall / 2


def places(timeline: Timeline) -> Places:
    """Put the periods on top, then the events, then a lane for each figure."""
    low, high = -timeline.until * 0.02, timeline.until * 1.03 + 0.3
    periods = tuple(_periods(timeline.until, low, high))
    y = HEAD
    headings: list[Label] = []
    if timeline.events:
        headings.append(Label(("Events",), low, y + HEAD / 2))
        y += HEAD
    rows = _event_rows(timeline, low, high)
    events, headlines = [], []
    for row in rows:
        tall = max(LINE * len(label.lines) for _, label in row) + 4
        events += [EventPlace(event, y + tall / 2) for event, _ in row]
        headlines += [label._replace(y=y + tall / 2) for _, label in row]
        y += tall
    lanes, names = [], []
    for section, group in groupby(timeline.lanes, key=lambda lane: lane.section):
        headings.append(Label((section,), low, y + GAP + HEAD / 2))
        y += HEAD + GAP
        for lane in group:
            tall = RATED if lane.cells else THIN
            names.append(Label((lane_words(lane),), low, y + NAME / 2))
            lanes.append(LanePlace(lane, y + NAME + tall / 2))
            y += NAME + tall + GAP
    return Places(low, high, y + GAP, tuple(lanes), tuple(events), tuple(headings), tuple(names),
                  tuple(headlines), periods)  # fmt: skip


def lane_words(lane: Lane) -> str:
    """The name of a lane and its marks, as much as fits on a phone."""
    words = f"{lane.name} · {lane.marks}" if lane.marks else lane.name
    return words if len(words) <= NAMES else f"{words[: NAMES - 1].rstrip()}…"


def _periods(until: float, low: float, high: float) -> Iterator[Label]:
    """Names of the periods that have room for their name on a phone."""
    scale = NARROW / (high - low)
    ends = [age for age, _ in PERIODS[1:]] + [until]
    for (start, words), end in zip(PERIODS, ends, strict=True):
        if (min(end, until) - start) * scale > len(words) * LETTER + 4:
            yield Label((words,), start, HEAD / 2, shift=3)


def _event_rows(timeline: Timeline, low: float, high: float) -> list[list[tuple[EventDot, Label]]]:
    """Rows of events such that no two headlines of a row touch each other."""
    middle = (low + high) / 2
    rows: list[list[tuple[EventDot, Label]]] = []
    taken: list[list[tuple[float, float]]] = []
    for event in timeline.events:
        words = f"about {event.age:.0f}: {event.headline}" if event.about else event.headline
        label = Label(tuple(wrapped(words, LABEL, MOST)), event.age, 0, event.age < middle, DOT)
        start, end = _reach(label, low, high)
        row = next((n for n, spans in enumerate(taken) if _free(spans, start, end)), len(rows))
        if row == len(rows):
            rows.append([])
            taken.append([])
        rows[row].append((event, label))
        taken[row].append((start, end))
    return rows


def _free(spans: list[tuple[float, float]], start: float, end: float) -> bool:
    return all(e < start or s > end for s, e in spans)


def _reach(label: Label, low: float, high: float) -> tuple[float, float]:
    """From the far side of the dot to the end of the words, in pixels on a phone."""
    at = (label.age - low) / (high - low) * NARROW
    wide = max(map(len, label.lines)) * LETTER + DOT + 4
    return (at - DOT, at + wide) if label.right else (at - wide, at + DOT)
