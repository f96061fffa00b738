"""Trend and phases of one course in plain words, each below its minimum hidden. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from core.errors import InvalidEntry
from core.outcomes.change import Change
from core.outcomes.landmarks import Landmark, Score, around, dated_scores
from core.outcomes.personal import NO_VERDICT, PersonalCourse
from core.outcomes.phases import NEEDS as PHASE_NEEDS
from core.outcomes.phases import TAU_U_VARIANT, Comparison, compare
from core.outcomes.reliable_change import Better, Reference, critical, standard_error
from core.outcomes.series import Series
from core.outcomes.sudden_gain import NEEDS as SUDDEN_NEEDS
from core.outcomes.sudden_gain import SuddenChange, sudden_gains, sudden_losses
from core.outcomes.trend import reliable_trend, robust_trend
from core.outcomes.yardstick import reference
from dashboard.components.text import day, plural
from dashboard.outcomes.over_time.panels import TREND_NEEDS

RELIABLE_NEEDS = 3  # with two it is the change since the start, which stands above
CAVEAT = (
    "Scores of one person depend on each other, so no p value or interval is given. None of "
    "this says why a score moved."
)
_CRITERIA = (
    "A sudden step is at least {cut}, at least a quarter of the score before it, and clear of "
    "the two or three scores on either side (Tang & DeRubeis 1999)."
)


class Fact(NamedTuple):
    """One thing that can be said of a course: what it is, and the words."""

    what: str
    words: str


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
    """Trend, sudden steps, change since the best and the last score, and per cent."""
    facts = [Fact("Own trend", own_trend_words(course))]
    if course.series is None:
        return [*facts, Fact("Verdict", NO_VERDICT)]
    facts.append(Fact("Trend against measurement error", reliable_trend_words(course)))
    facts.append(Fact("Sudden steps", sudden_words(course)))
    return [*facts, *_changes(course.series)]


def own_trend_words(course: Course) -> str:
    """The Theil-Sen line: points a week, over how many scores, from when to when."""
    scores = course.scores
    found = robust_trend(scores) if len(scores) >= TREND_NEEDS else None
    if found is None:
        return _needs(TREND_NEEDS, len(scores))
    way = "lower" if found.per_week < 0 else "higher"
    much = f"about {abs(found.per_week):.2g} points {way} a week"
    if abs(found.per_week) < 0.005:
        much = "level"
    better = "" if much == "level" else f" ({_way(found.per_week, course.better_is)})"
    return (
        f"{much}{better}, over {found.n} scores, {day(found.first, year=True)} to "
        f"{day(found.last, year=True)}. The middle one of the slopes between any two scores "
        "(Theil-Sen), by real dates."
    )


def reliable_trend_words(course: Course) -> str:
    """Whether all scores together move by more than measurement error, and by what figures."""
    assert course.series is not None  # noqa: S101 (only of a measure)
    one, scale = course.series.instrument, course.series.scale
    if len(course.scores) < RELIABLE_NEEDS:
        return _needs(RELIABLE_NEEDS, len(course.scores))
    ref = reference(one, scale)
    try:
        error = standard_error(ref)
    except InvalidEntry:
        return f"Not worked out: the file of the {one.short} marks no reliability and spread."
    found = reliable_trend(course.scores, error)
    if found is None:
        return "Not worked out: every score is of one day."
    said = {1: "better by more", -1: "worse by more", 0: "no more"}[
        found.direction(course.better_is)
    ]
    return (
        f"{said} than measurement error explains, over all {found.n} scores (index "
        f"{found.rti:.1f}; beyond {critical('JT'):.2f} either way counts). {_rests_on(ref)}"
    )


def sudden_words(course: Course) -> str:
    """Sudden gains and losses with their days, and what counts as one."""
    assert course.series is not None  # noqa: S101 (only of a measure)
    if len(course.scores) < SUDDEN_NEEDS:
        return _needs(SUDDEN_NEEDS, len(course.scores))
    moved = course.series.since_start
    cut = moved.minimum_reliable_change if moved else None
    if cut is None or course.series.instrument.scale(course.series.scale).min != 0:
        return "Not looked for: it needs a reliable change and a scale that begins at 0."
    gains = sudden_gains(course.scores, cut, course.better_is) or []
    losses = sudden_losses(course.scores, cut, course.better_is) or []
    said = [_step(step, "better") for step in gains] + [_step(step, "worse") for step in losses]
    return f"{'; '.join(said) or 'None'}. {_CRITERIA.format(cut=f'{cut:.3g} points')}"


def phase_facts(course: Course, landmark: Landmark) -> list[Fact]:
    """The scores up to a landmark against those after it."""
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
    yield Fact("NAP", f"{found.nap:.2f} (0.50: no difference, 1.00: every pair better)")
    yield Fact("Tau", f"{found.tau:.2f} (0: no difference, 1: every pair better)")
    yield Fact("Tau-U", f"{found.tau_u:.2f} ({TAU_U_VARIANT}; can leave -1 to 1)")
    if found.corrected:
        fragile = f"; only {found.n_a} scores before, so this is fragile" if found.fragile else ""
        yield Fact("Tau with the trend before taken out", f"{found.tau_bc:.2f}{fragile}")


def _changes(series: Series) -> Iterator[Fact]:
    for what, moved in (
        ("Since the score before", series.since_last),
        ("Since the best score", series.since_best),
    ):
        if moved:
            yield Fact(what, _moved(moved, series.instrument.better(series.scale)))
    start = series.since_start
    if start and start.percent is not None and start.pre > 0:
        way = "better" if start.percent >= 0 else "worse"
        yield Fact(
            "In per cent",
            f"{abs(start.percent):.0f} per cent {way} than at the start ({start.pre:.3g})",
        )


def _moved(moved: Change, better_is: Better) -> str:
    if moved.change == 0:
        return f"no change ({moved.post:.3g})"
    way = "lower" if moved.change < 0 else "higher"
    verdict = {
        "improved": "; more than measurement error",
        "deteriorated": "; more than measurement error",
        "unchanged": "; within measurement error",
        None: "",
    }[moved.reliable]
    need = f" ({moved.needs})" if moved.needs and moved.reliable else ""
    return (
        f"{_points(abs(moved.change))} {way}, {_way(moved.change, better_is)} "
        f"({moved.pre:.3g} to {moved.post:.3g}){verdict}{need}"
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


def _rests_on(ref: Reference) -> str:
    return f"It rests on reliability {ref.reliability:g} and SD {ref.sd_pre:g} (see the figures)."


def _way(difference: float, better_is: Better) -> str:
    return "better" if (difference < 0) == (better_is == "lower") else "worse"


def _needs(needed: int, there: int) -> str:
    return f"Needs {needed} scores; there {'is' if there == 1 else 'are'} {there}."
