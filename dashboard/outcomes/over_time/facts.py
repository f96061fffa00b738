"""Trend and phases of one course in plain words, each below its minimum hidden. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.errors import InvalidEntry
from core.outcomes.change import Change, not_tracked
from core.outcomes.landmarks import Landmark, Score, around, dated_scores
from core.outcomes.personal import NO_VERDICT, PersonalCourse
from core.outcomes.phases import NEEDS as PHASE_NEEDS
from core.outcomes.phases import TAU_U_VARIANT, Comparison, compare
from core.outcomes.reliable_change import Better, critical
from core.outcomes.sentences import PRORATED, against_error, best_level_words
from core.outcomes.series import Series
from core.outcomes.sudden_gain import NEEDS as SUDDEN_NEEDS
from core.outcomes.sudden_gain import SuddenChange, sudden_gains, sudden_losses
from core.outcomes.trend import reliable_trend, robust_trend
from core.outcomes.yardstick import measurement_error
from dashboard.components.text import day, plural
from dashboard.outcomes.over_time.panels import TREND_NEEDS

RELIABLE_NEEDS = 3  # with two it is the change since the start, which stands above
OWN_TREND, AGAINST_ERROR = "Own trend", "Trend against measurement error"
CAVEAT = (
    "Scores of one person depend on each other, so no p value or interval is given. None of "
    "this says why a score moved."
)
_CRITERIA = (
    "A sudden step is at least {cut}, at least a quarter of the score before it, and clear of "
    "the two or three scores on either side (Tang & DeRubeis 1999)."
)


class Fact(NamedTuple):
    """One thing that can be said of a course: what it is, and the words.

    `figures`: an index, a method or a rule, which stands behind the plain words.
    """

    what: str
    words: str
    figures: bool = False


class Course(NamedTuple):
    """A course as trends see it; `series` is None for one in the client's own words."""

    name: str
    scores: list[Score]
    better_is: Better
    series: Series | None = None


def of_series(series: Series) -> Course:
    """The course of a measure's scale."""
    better = series.instrument.better(series.scale)
    return Course(series.instrument.short, dated_scores(series), better, series)


def of_personal(own: PersonalCourse) -> Course:
    """The course of a problem or goal in the client's own words."""
    return Course(f"“{own.words}”", list(own.points), own.better_is)


def trend_facts(course: Course) -> list[Fact]:
    """Trend, sudden steps, change since the best level and the last score, and per cent."""
    if untracked := _untracked(course):
        return [Fact("Verdict", untracked)]
    facts = list(_own_trend(course))
    if course.series is None:
        return [*facts, Fact("Verdict", NO_VERDICT)]
    facts += _reliable_trend(course, course.series)
    facts.append(Fact("Sudden steps", sudden_words(course)))
    if cut := _sudden_cut(course):
        facts.append(Fact("What counts as a sudden step", _CRITERIA.format(cut=cut), figures=True))
    return [*facts, *_changes(course.series)]


def _own_trend(course: Course) -> Iterator[Fact]:
    """The Theil-Sen line: points a week, over how many scores, from when to when."""
    scores = course.scores
    found = robust_trend(scores) if len(scores) >= TREND_NEEDS else None
    if found is None:
        yield Fact(OWN_TREND, _needs(TREND_NEEDS, len(scores)))
        return
    way = "lower" if found.per_week < 0 else "higher"
    points = round(abs(found.per_week), 1) or round(abs(found.per_week), 2)
    much = f"About {points:g} points {way} a week"
    if abs(found.per_week) < 0.005:
        much = "Level"
    better = "" if much == "Level" else f" ({_way(found.per_week, course.better_is)})"
    yield Fact(OWN_TREND, f"{much}{better}, over {found.n} scores.")
    yield Fact(
        "Theil-Sen",
        f"{found.per_week:.2g} points a week, {day(found.first, year=True)} to "
        f"{day(found.last, year=True)}: the middle one of the slopes between any two scores, by "
        "real dates",
        figures=True,
    )


def _reliable_trend(course: Course, series: Series) -> Iterator[Fact]:
    """Whether all scores together move by more than measurement error, and by what figures."""
    one, scale = series.instrument, series.scale
    if len(course.scores) < RELIABLE_NEEDS:
        yield Fact(AGAINST_ERROR, _needs(RELIABLE_NEEDS, len(course.scores)))
        return
    try:
        error = measurement_error(one, scale)
    except InvalidEntry as unknown:
        why = f"the file of the {one.short} marks no reliability and spread."
        why = unknown.sentence if one.threshold(scale) else why
        yield Fact(AGAINST_ERROR, f"Not worked out: {why}")
        return
    found = reliable_trend(course.scores, error.points)
    if found is None:
        yield Fact(AGAINST_ERROR, "Not worked out: every score is of one day.")
        return
    said = {1: "Better by more", -1: "Worse by more", 0: "No more"}[
        found.direction(course.better_is)
    ]
    yield Fact(AGAINST_ERROR, f"{said} than measurement error explains, all scores together.")
    yield Fact(
        "RTI",
        f"{found.rti:.1f} over {found.n} scores (beyond {critical('JT'):.2f} either way counts). "
        f"It rests on a standard error of {error.points:.3g} points, {error.basis}.",
        figures=True,
    )


def _sudden_cut(course: Course) -> str:
    """How many points a sudden step has at least, "" where none is looked for."""
    moved = course.series.since_start if course.series else None
    cut = moved.minimum_reliable_change if moved else None
    enough = len(course.scores) >= SUDDEN_NEEDS
    return f"{cut:.3g} points" if cut is not None and enough and _halves(course) else ""


def _halves(course: Course) -> bool:
    """Whether a part of a score means something: 0 means none of it and lower is better."""
    series = course.series
    zero = series is not None and series.instrument.scale(series.scale).true_zero
    return zero and course.better_is == "lower"


def sudden_words(course: Course) -> str:
    """Sudden gains and losses with their days."""
    assert course.series is not None  # noqa: S101 (only of a measure)
    if len(course.scores) < SUDDEN_NEEDS:
        return _needs(SUDDEN_NEEDS, len(course.scores))
    moved = course.series.since_start
    cut = moved.minimum_reliable_change if moved else None
    if cut is None:
        return "Not looked for: it needs a reliable change."
    if not _halves(course):
        return (
            "Not worked out: a quarter of a score means something only where 0 means none of it "
            "and lower is better."
        )
    gains = sudden_gains(course.scores, cut, course.better_is) or []
    losses = sudden_losses(course.scores, cut, course.better_is) or []
    said = [_step(step, "better") for step in gains] + [_step(step, "worse") for step in losses]
    return f"{'; '.join(said) or 'None'}."


def phase_facts(course: Course, landmark: Landmark) -> list[Fact]:
    """The scores up to a landmark against those after it."""
    if untracked := _untracked(course):
        return [Fact("Before and after", untracked)]
    before, after = around(course.scores, landmark.on)
    found = compare(before, after, course.better_is)
    if found is None:
        return [
            Fact(
                "Before and after",
                f"Needs {PHASE_NEEDS} scores on each side; there are {len(before)} up to that "
                f"day and {len(after)} after it.",
            )
        ]
    return list(_compared(found, course.better_is))


def first_comparable(course: Course, found: Sequence[Landmark]) -> int:
    """Which landmark has enough scores on both sides, the first when none has."""
    enough = (
        place
        for place, one in enumerate(found)
        if all(len(side) >= PHASE_NEEDS for side in around(course.scores, one.on))
    )
    return next(enough, 0)


def _compared(found: Comparison, better_is: Better) -> Iterator[Fact]:
    pairs = found.n_a * found.n_b
    counts = f"{found.n_a} scores up to that day, {found.n_b} after it"
    ties = "; a tie counts half" if (found.nap * pairs) % 1 else ""
    yield Fact(
        "Pairs",
        f"In {found.nap * pairs:.3g} of {pairs} pairs the later score is {better_is}, which is "
        f"better ({counts}{ties}).",
    )
    nap = f"{found.nap:.2f} (0.50: no difference, 1.00: every pair better)"
    yield Fact("NAP", nap, figures=True)
    yield Fact("Tau", f"{found.tau:.2f} (0: no difference, 1: every pair better)", figures=True)
    tau_u = f"{found.tau_u:.2f} ({TAU_U_VARIANT}; can leave -1 to 1)"
    yield Fact("Tau-U", tau_u, figures=True)
    if found.corrected:
        fragile = f"; only {found.n_a} scores before, so this is fragile" if found.fragile else ""
        tau_bc = f"{found.tau_bc:.2f}{fragile}"
        yield Fact("Tau with the trend before taken out", tau_bc, figures=True)


def _changes(series: Series) -> Iterator[Fact]:
    better_is = series.instrument.better(series.scale)
    if last := series.since_last:
        yield Fact("Since the score before", _moved(last, better_is))
    if best := series.since_best:
        level = best_level_words(best.pre, best.post, better_is)
        yield Fact("Since the best level", _moved(best, better_is, level))
    start = series.since_start
    if start and start.percent is not None and start.pre > 0:
        way = "better" if start.percent >= 0 else "worse"
        yield Fact(
            "In per cent",
            f"{abs(start.percent):.0f} per cent {way} than at the start ({start.pre:.3g})",
        )


def _moved(moved: Change, better_is: Better, course: str = "") -> str:
    prorated = f"; {PRORATED}" if moved.prorated else ""
    if moved.change == 0:
        return f"no change ({course or f'{moved.post:.3g}'}){prorated}"
    course = course or f"{moved.pre:.3g} to {moved.post:.3g}"
    way = "lower" if moved.change < 0 else "higher"
    verdict = f"; {against_error(moved)}" if moved.reliable else ""
    need = f" ({moved.needs})" if moved.needs and verdict and not moved.convention else ""
    return (
        f"{_points(abs(moved.change))} {way}, {_way(moved.change, better_is)} "
        f"({course}){verdict}{need}{prorated}"
    )


def _step(step: SuddenChange, way: str) -> str:
    held = f", half of it gone again by {day(step.lost_on)}" if step.lost_on else ""
    return (
        f"{_points(step.points)} {way} from {day(step.before_on)} to "
        f"{day(step.after_on, year=True)} ({step.before:.3g} to {step.after:.3g}, "
        f"{plural(step.days, 'day')} apart{held})"
    )


def _points(points: float) -> str:
    return f"{points:.3g} {'point' if points == 1 else 'points'}"


def _untracked(course: Course) -> str:
    """Why nothing is said of a course that is history or has no better direction."""
    one = course.series.instrument if course.series else None
    return not_tracked(one) if one and not one.tracks else ""


def _way(difference: float, better_is: Better) -> str:
    return "better" if (difference < 0) == (better_is == "lower") else "worse"


def _needs(needed: int, there: int) -> str:
    return f"Needs {needed} scores; there {'is' if there == 1 else 'are'} {there}."
