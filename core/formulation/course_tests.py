"""Predictions about change: a strategy, a belief that falls, a stage of the work. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from statistics import median
from typing import NamedTuple

from core.formulation.counts import Diary, Drop, Mark, Stretch, stretches, uses
from core.formulation.episode_tests import NOT_ASKED
from core.formulation.exact import RateRatio, kendall, rate_ratio, share_interval, sign_test
from core.formulation.finding import Bar, Tested, counted, quoted
from core.formulation.model import Node, Prediction
from core.triggers.model import Episode

FEWEST_DECIDING = 6  # with fewer, no result of a two-sided sign test reaches .05
FEWEST_STRETCHES = 5  # with fewer, no order of the ratings reaches .05
FEWEST_WEEKS = 3
WEEK = 7


def strategy_lowers(prediction: Prediction, node: Node, episodes: Sequence[Episode]) -> Tested:
    """Whether arousal was lower by at least `points` after the strategy was used."""
    points, scale = prediction.points, prediction.scale
    found = uses(episodes, node.terms, scale)
    drops = found.drops
    hits = sum(one.fell >= points for one in drops)
    above, below = _sides(drops, points)
    name = quoted(node.name)
    tested = Tested(
        sentence=f"Arousal ({scale}) was lower by {points} or more after {hits} of "
        f"{counted(len(drops), 'use')} of {name}.{_spread(drops)}",
        n=len(drops), unit="use", left_out=_uses_left_out(found.not_measured, found.other_scale),
        bars=(Bar(f"Lower by {points} or more", hits, len(drops)),),
        marks=tuple(Mark(one.on, True, one.fell >= points) for one in drops),
        caution="Arousal also falls by itself, and no episodes without it are there to compare "
        "with.",
        method="Sign test, exact and two-sided: lower by more than predicted against lower by "
        f"less. {_ties(len(drops) - above - below, points)}The interval is Clopper and "
        f"Pearson's. No verdict below {FEWEST_DECIDING} uses that decide: fewer cannot reach "
        "p = .05.",
        source="Dixon & Mood 1946, JASA 41:557; Clopper & Pearson 1934, Biometrika 26:404.",
    )  # fmt: skip
    if above + below < FEWEST_DECIDING:
        more = counted(FEWEST_DECIDING - above - below, "more use")
        return tested._replace(needed=(f"{more} of {name} with arousal before and after",))
    low, high = share_interval(hits, len(drops))
    return tested._replace(
        p=sign_test(above, below),
        direction=(above > below) - (above < below),
        interval=f"Share of uses: 95% interval {100 * low:.0f}% to {100 * high:.0f}%.",
    )


def _sides(drops: Sequence[Drop], points: int) -> tuple[int, int]:
    return sum(one.fell > points for one in drops), sum(one.fell < points for one in drops)


def _spread(drops: Sequence[Drop]) -> str:
    if not drops:
        return ""
    fell = [one.fell for one in drops]
    rose = "; below 0 it rose" if min(fell) < 0 else ""
    spread = f", from {min(fell)} to {max(fell)}{rose}" if min(fell) < max(fell) else ""
    return f" Median fall {median(fell):g}{spread}."


def _ties(tied: int, points: int) -> str:
    verb = "decides" if tied == 1 else "decide"
    return f"{counted(tied, 'use')} of exactly {points} {verb} nothing. " if tied else ""


def _uses_left_out(not_measured: int, other_scale: int) -> tuple[str, ...]:
    reasons = (
        (not_measured, "arousal before or after was not recorded"),
        (other_scale, "rated on the other scale, and scales are not mixed"),
    )
    return tuple(f"{counted(n, 'use')} left out: {why}" for n, why in reasons if n)


Ratings = Sequence[tuple[date, float]]


def belief_falls(
    prediction: Prediction, first: Node, second: Node, ratings: Ratings, diary: Diary
) -> Tested:
    """Whether the second node is rarer while the first is rated lower, over stretches."""
    marks = [Mark(on, None, says) for on, says in zip(diary.days, diary.shows(second), strict=True)]
    found = stretches(ratings, marks)
    tested = _belief_counts(first, second, found, marks)
    silent = sum(mark.hit is None for mark in marks)
    before = sum(mark.on < min((on for on, _ in ratings), default=date.max) for mark in marks)
    reasons = (
        (before, f"before the first rating of {quoted(first.name)}"),
        (silent, f"{NOT_ASKED.get(second.kind, 'it')} was not asked or is not known"),
    )
    tested = tested._replace(
        left_out=tuple(f"{counted(n, 'episode')} left out: {why}" for n, why in reasons if n)
    )
    if len(found) < FEWEST_STRETCHES:
        more = counted(FEWEST_STRETCHES - len(found), "more rating")
        return tested._replace(needed=(f"{more} of {quoted(first.name)} with episodes after each",))
    moved = kendall([one.rating for one in found], [one.showed / one.of for one in found])
    if moved is None:
        return tested._replace(
            needed=("ratings that differ, and episodes with and without " + quoted(second.name),)
        )
    wanted = 1 if prediction.goes_with == "more" else -1
    return tested._replace(
        p=moved.p,
        direction=wanted * ((moved.tau > 0) - (moved.tau < 0)),
        interval=f"Over {len(found)} stretches between ratings Kendall's tau is {moved.tau:.2f}; "
        "an interval for so few would say little.",
        method=tested.method + ("" if moved.exact else " With ties here p is approximate."),
    )


def _belief_counts(
    first: Node, second: Node, found: Sequence[Stretch], marks: Sequence[Mark]
) -> Tested:
    middle = median(one.rating for one in found) if found else 0
    high = [one for one in found if one.rating >= middle]
    low = [one for one in found if one.rating < middle]
    bars = tuple(
        Bar(f"{words} {middle:g}", sum(one.showed for one in group), sum(one.of for one in group))
        for words, group in (("Rated below", low), ("Rated at or above", high))
    )
    return Tested(
        sentence=f"{quoted(second.name)} showed in {bars[1].hits} of {bars[1].of} episodes while "
        f"{quoted(first.name)} was rated {middle:g} or higher, and in {bars[0].hits} of "
        f"{bars[0].of} while it was lower.",
        n=sum(one.of for one in found), bars=bars, marks=_stretch_marks(found, marks, middle),
        caution="Both may simply change with time.",
        method="Kendall's rank correlation, exact and two-sided, between the rating at the start "
        "of each stretch and the share of its episodes that show it. No verdict below "
        f"{FEWEST_STRETCHES} stretches with an episode: fewer cannot reach p = .05. The counts "
        "are split at the middle rating for reading only.",
        source="Kendall 1938, Biometrika 30:81.",
    )  # fmt: skip


def _stretch_marks(
    found: Sequence[Stretch], marks: Sequence[Mark], middle: float
) -> tuple[Mark, ...]:
    """Each episode in the group of the rating that stood on its day; True is the lower one."""
    starts = [(one.on, one.rating < middle) for one in found]
    said = []
    for mark in marks:
        standing = [lower for on, lower in starts if on <= mark.on]
        said.append(Mark(mark.on, standing[-1] if standing else None, mark.hit))
    return tuple(said)


class _Side(NamedTuple):
    """The diary on one side of a day: its length and its counts."""

    days: int
    showed: int
    of: int

    @property
    def weeks(self) -> float:
        return self.days / WEEK


def after_phase(node: Node, began: date, stage: str, diary: Diary) -> Tested:
    """Whether the node is rarer per week of diary from the day a stage began.

    The diary goes from its first to its last day with an episode, so a time in which nothing
    was written down does not count as a time in which nothing happened.
    """
    marks = [
        Mark(on, on < began, says)
        for on, says in zip(diary.days, diary.shows(node), strict=True)
    ]  # fmt: skip
    earlier, since = _sides_of(marks, began, diary)
    tested = _phase_counts(node, stage, earlier, since, marks)
    needed = _phase_needed(node, earlier, since)
    if needed:
        return tested._replace(needed=needed)
    found = rate_ratio(since.showed, since.days, earlier.showed, earlier.days)
    return tested._replace(
        p=found.p,
        direction=(found.ratio < 1) - (found.ratio > 1),
        interval=_ratio_words(found),
    )


def _ratio_words(found: RateRatio) -> str:
    low, high = found.interval
    if math.isinf(found.ratio):
        return f"It did not show before; the rate since is higher (95% interval from {low:.2f})."
    return (
        f"The rate since is {found.ratio:.2f} times the rate before "
        f"(95% interval {low:.2f} to {high:.2f})."
    )


def _sides_of(marks: Sequence[Mark], began: date, diary: Diary) -> tuple[_Side, _Side]:
    first, last = min(diary.days, default=began), max(diary.days, default=began)
    days = (max(0, (min(began, last) - first).days), max(0, (last - max(began, first)).days + 1))
    if not diary.days:
        days = (0, 0)
    sides = []
    for length, later in zip(days, (False, True), strict=True):
        said = [mark.hit for mark in marks if mark.group is not later and mark.hit is not None]
        sides.append(_Side(length, sum(said), len(said)))
    return sides[0], sides[1]


def _phase_counts(
    node: Node, stage: str, earlier: _Side, since: _Side, marks: Sequence[Mark]
) -> Tested:
    name = quoted(node.name)
    silent = sum(mark.hit is None for mark in marks)
    why = f"{NOT_ASKED.get(node.kind, 'it')} was not asked or is not known"
    return Tested(
        sentence=f"{name} showed in {earlier.showed} episodes in {earlier.weeks:.1f} weeks of "
        f"diary before “{stage}”{_weekly(earlier.showed, earlier)}, and in {since.showed} in "
        f"{since.weeks:.1f} weeks since{_weekly(since.showed, since)}.",
        n=earlier.of + since.of,
        left_out=(f"{counted(silent, 'episode')} left out: {why}",) if silent else (),
        bars=(Bar("Before it began", earlier.showed, earlier.of),
              Bar("Since", since.showed, since.of)),
        marks=tuple(marks),
        caution=_others(earlier, since),
        method="Two rates compared given their total (exact binomial test of Poisson rates, "
        "two-sided), per day of diary. It takes episodes as independent of each other. No "
        f"verdict below {FEWEST_WEEKS} weeks on either side or {FEWEST_DECIDING} episodes in "
        "all: fewer cannot reach p = .05 over equal times.",
        source="Przyborowski & Wilenski 1940, Biometrika 31:313.",
    )  # fmt: skip


def _weekly(number: int, side: _Side) -> str:
    return f" ({number / side.weeks:.1f} a week)" if side.days else ""


def _others(earlier: _Side, since: _Side) -> str:
    """The rate of the other episodes, so that a diary kept less often is seen."""
    if not (earlier.days and since.days):
        return ""
    rates = [(side.of - side.showed) / side.weeks for side in (earlier, since)]
    return (
        f"Other episodes: {rates[0]:.1f} a week before, {rates[1]:.1f} since. If these fell too, "
        "the diary may only have been kept less often."
    )


def _phase_needed(node: Node, earlier: _Side, since: _Side) -> tuple[str, ...]:
    needed = []
    for side, when in ((earlier, "before the stage began"), (since, "since the stage began")):
        if missing := max(0, FEWEST_WEEKS * WEEK - side.days):
            needed.append(f"{counted(missing, 'more day')} of diary {when}")
    if (few := FEWEST_DECIDING - earlier.showed - since.showed) > 0:
        needed.append(f"{counted(few, 'more episode')} with {quoted(node.name)}")
    return tuple(needed)
