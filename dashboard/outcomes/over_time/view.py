"""What the stacked charts show together: panels, risk answers and landmarks on one time axis."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from core.approaches.model import Plan
from core.outcomes.course import Growth
from core.outcomes.expected import Expected, expected_course, growth_for
from core.outcomes.gaps import Gap, due_by_plan, gaps
from core.outcomes.instrument import instruments
from core.outcomes.landmarks import Landmark, landmarks
from core.outcomes.naming import series_name
from core.outcomes.personal import PersonalCourse
from core.outcomes.relationships import two_dimensional
from core.outcomes.series import Series
from core.sessions.model import Session
from dashboard.components.text import day, plural
from dashboard.outcomes.over_time.panels import Panel, cut, measure_panel, personal_panel
from dashboard.outcomes.over_time.risk import RiskRow, folded, risk_rows

MOST_AT_FIRST = 5
OWN_AT_FIRST = 3
PERIODS = {"all": "All", "plan": "Since the plan began", "weeks": "Last 12 weeks"}
_SIDE_BY_SIDE = 90  # one form of several on a day stands this part of the time shown apart
_RISK_STEPS = 2  # risk answers of one day stand further apart: each holds a number


class Mark(NamedTuple):
    """A landmark with the letter (plan, stage) or number (event) it is drawn with."""

    sign: str
    landmark: Landmark

    @property
    def words(self) -> str:
        """The day and what it was."""
        return f"{day(self.landmark.on, year=True)}: {self.landmark.words}"


class Stack(NamedTuple):
    """Everything the figure draws, between two days."""

    panels: tuple[Panel, ...]
    risks: tuple[RiskRow, ...]
    marks: tuple[Mark, ...]
    start: date
    end: date

    @property
    def alt(self) -> str:
        """The figure in two sentences, for those who cannot see it."""
        names = ", ".join(panel.name for panel in self.panels) or "no measure"
        first = f"{names}, stacked on one time axis from {day(self.start, year=True)} to "
        said = [_course_words(panel) for panel in self.panels if panel.scores]
        words = "; ".join(said) or "No score in this time"
        return f"{first}{day(self.end, year=True)}. {words}."


class File(NamedTuple):
    """What the page read of a client's file."""

    courses: Sequence[Series]
    own: Sequence[PersonalCourse]
    sessions: Sequence[Session]
    plans: Sequence[Plan]
    growth: Sequence[Growth] = ()

    def expected(self, series: Series) -> Expected | None:
        """What the practice's norm group leads one to expect of a course, None without one."""
        growth = growth_for(series, self.growth)
        return expected_course(series, self.sessions, growth) if growth else None


def shown_here(file: File) -> list[Series]:
    """The courses drawn over time: main scales about the client that have a score.

    What is about a relationship or a target, and attachment in two dimensions, has a view
    of its own.
    """
    return [
        series
        for series in file.courses
        if not series.about
        and series.instrument.about == "client"
        and series.scale == series.instrument.main_scale.id
        and series.scored_points
        and not two_dimensional(series.instrument)
    ]


def choices(file: File, main_measure: str) -> dict[str, str]:
    """Every panel there could be, by key: the main measure, then by the latest form or rating.

    Those in the client's own words stand last.
    """
    found = sorted(shown_here(file), key=lambda series: series.points[-1].on, reverse=True)
    found.sort(key=lambda series: series.instrument.id != main_measure)
    named = {series.instrument.id: series_name(series, ()) for series in found}
    own = [course for course in file.own if course.points]
    own.sort(key=lambda course: course.points[-1][0], reverse=True)
    return named | {f"own.{course.id}": f"“{cut(course.words, 24)}”" for course in own}


def chosen_at_first(keys: Sequence[str]) -> list[str]:
    """At most five measures and three in the client's own words."""
    measures = [key for key in keys if not key.startswith("own.")][:MOST_AT_FIRST]
    return measures + [key for key in keys if key.startswith("own.")][:OWN_AT_FIRST]


def with_new(chosen: Sequence[str], before: Mapping[str, int], now: Mapping[str, int]) -> list[str]:
    """The chosen panels and those that got a form or rating since: nothing new stays hidden."""
    return [*chosen, *(k for k, n in now.items() if n > before.get(k, 0) and k not in chosen)]


def forms(file: File) -> dict[str, int]:
    """How many forms or ratings each panel has, by key."""
    measures = {series.instrument.id: len(series.points) for series in shown_here(file)}
    return measures | {f"own.{one.id}": len(one.points) for one in file.own if one.points}


def not_shown(named: Mapping[str, str], keys: Sequence[str]) -> str:
    """What has a panel and is not drawn: "Not shown: WHO-5, and 2 in their own words."."""
    left = [key for key in named if key not in keys]
    own = sum(key.startswith("own.") for key in left)
    said = [name for key, name in named.items() if key in left and not key.startswith("own.")]
    words = ", ".join(said)
    if own:
        words += f"{', and ' if said else ''}{own} in their own words"
    return f"Not shown: {words}." if words else ""


def periods(file: File) -> list[str]:
    """The stretches of time to choose from; one since the plan began only when one has."""
    return [name for name in PERIODS if name != "plan" or plan_began(file.plans)]


def plan_began(plans: Sequence[Plan]) -> date | None:
    """The day the current plan was chosen."""
    return next((p.chosen_on for p in plans if p.status == "current" and p.chosen_on), None)


def stack(file: File, keys: Sequence[str], period: str, today: date) -> Stack:
    """The chosen panels, all risk answers and the landmarks between the days of the period."""
    by_key = {series.instrument.id: series for series in shown_here(file)}
    missed = {key: gaps(by_key[key], file.sessions, file.plans) for key in keys if key in by_key}
    known = landmarks(file.plans, file.sessions)
    later = [gap.on for found in missed.values() for gap in found]
    later += [one.on for one in known if one.on <= today]
    start, end = _between(file, period, today, later)
    step = timedelta(days=max((end - start).days, 7) / _SIDE_BY_SIDE)
    panels = [_panel(file, by_key[key], found, step) for key, found in missed.items()]
    panels += [personal_panel(c, step) for c in file.own if f"own.{c.id}" in keys and c.points]
    return Stack(
        tuple(_within(panel, start) for panel in panels),
        tuple(_risks_within(folded(risk_rows(file.courses, step * _RISK_STEPS)), start)),
        tuple(marks(known, start, end)),
        start,
        end,
    )


def _panel(file: File, series: Series, missed: Sequence[Gap], step: timedelta) -> Panel:
    expected = file.expected(series)
    panel = measure_panel(series, missed, series.lines, step)
    return panel._replace(expected=expected.band if expected else ())


def marks(found: Sequence[Landmark], start: date, end: date) -> list[Mark]:
    """Landmarks within two days; letters for plans and stages, numbers for events."""
    inside = [one for one in found if start <= one.on <= end]
    events = [one for one in inside if one.kind == "event"]
    stages = [one for one in inside if one.kind != "event"]
    named = [Mark(_letter(place), one) for place, one in enumerate(stages)]
    named += [Mark(str(place), one) for place, one in enumerate(events, start=1)]
    return sorted(named, key=lambda mark: (mark.landmark.on, mark.sign))


def never_filled_in(file: File) -> list[str]:
    """Short names of measures the plan asks for that have not been filled in once."""
    known = {series.instrument.id for series in file.courses}
    said = " ".join(line for plan in file.plans for line in plan.measures).lower()
    planned = {asked.instrument for plan in file.plans for asked in plan.planned_measures}
    return [
        one.short
        for one in instruments().values()
        if one.about == "client"
        and one.id not in known
        and (one.id in planned or one.id in said or one.short.lower() in said)
        and due_by_plan(one, file.plans)
    ]


def key_words(shown: Stack) -> str:
    """How to read the signs that occur in the figure."""
    kinds = {dot.kind for panel in shown.panels for dot in panel.scores}
    hollows = {hollow.left_out for panel in shown.panels for hollow in panel.hollows}
    said = {
        "○ only the total is known": "total" in kinds,
        "◇ worked out from fewer answers": "prorated" in kinds,
        "◆ a risk answer is flagged": "flagged" in kinds,
        "▽ at the foot: due and not filled in": False in hollows,
        "× at the foot: no score, answers left out": True in hollows,
        "dashed line: published cut-off": any(p.cutoffs for p in shown.panels),
        "dash-dotted line: from here the change since the first score is reliable": any(
            p.edges for p in shown.panels
        ),
        "shaded strip: where four in five of the norm group lie": any(
            p.expected for p in shown.panels
        ),
        "dotted line: this person's own trend": any(p.trend for p in shown.panels),
        "faint line: a form is missing in between": False in hollows or True in hollows,
        "□ risk answer left out or not known, never a 0": any(
            answer.state == "not asked" for row in shown.risks for answer in row.answers
        ),
    }
    return " · ".join(words for words, there in said.items() if there)


def _letter(place: int) -> str:
    return chr(ord("A") + place % 26) * (place // 26 + 1)


def _between(file: File, period: str, today: date, later: Sequence[date]) -> tuple[date, date]:
    """From the first form or rating to the last, or to what came `later`: a gap, a landmark."""
    days = [p.on for series in file.courses if not series.about for p in series.points]
    days += [on for course in file.own for on, _ in course.points]
    first, last = min(days, default=today), max([*days, *later], default=today)
    if period == "weeks":
        first = max(first, today - timedelta(weeks=12))
        last = max(last, first)
    if period == "plan":
        first = plan_began(file.plans) or first
    return min(first, last), last


def _within(panel: Panel, start: date) -> Panel:
    return panel._replace(
        dots=tuple(dot for dot in panel.dots if dot.on >= start),
        hollows=tuple(hollow for hollow in panel.hollows if hollow.on >= start),
    )


def _risks_within(rows: Sequence[RiskRow], start: date) -> list[RiskRow]:
    return [row._replace(answers=tuple(a for a in row.answers if a.on >= start)) for row in rows]


def _course_words(panel: Panel) -> str:
    scores = panel.scores
    first, last = scores[0], scores[-1]
    if first is last:
        return f"{panel.name} {first.value:.3g} on {day(first.on)}"
    return (
        f"{panel.name} {first.value:.3g} on {day(first.on)} to {last.value:.3g} on "
        f"{day(last.on)} ({plural(len(scores), 'score')})"
    )
