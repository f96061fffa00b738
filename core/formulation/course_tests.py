"""Predictions about change: after a strategy, and while a belief is lower. Pure."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from statistics import median

from core.formulation.counts import Diary, Drop, Mark, Stretch, stretches, uses
from core.formulation.episode_tests import NOT_ASKED
from core.formulation.exact import kendall, share_interval, sign_test
from core.formulation.finding import Bar, Tested, counted, quoted
from core.formulation.model import Node, Prediction
from core.triggers.model import Episode

FEWEST_DECIDING = 6  # with fewer, no result of a two-sided sign test reaches .05
FEWEST_STRETCHES = 5  # with fewer, no order of the ratings reaches .05


def strategy_lowers(prediction: Prediction, node: Node, episodes: Sequence[Episode]) -> Tested:
    """Whether arousal was lower by at least `points` after the strategy was used."""
    points, scale = prediction.points, prediction.scale
    found = uses(episodes, node.terms, scale)
    drops = found.drops
    hits = sum(one.fell >= points for one in drops)
    less = len(drops) - hits
    name = quoted(node.name)
    tested = Tested(
        sentence=f"Arousal ({scale}) was lower by {points} or more after {hits} of "
        f"{counted(len(drops), 'use')} of {name}.{_spread(drops)}",
        n=len(drops), unit="use", left_out=_uses_left_out(found.not_measured, found.other_scale),
        bars=(Bar(f"Lower by {points} or more", hits, len(drops)),),
        marks=tuple(Mark(one.on, True, one.fell >= points) for one in drops),
        caution=_by_itself(found.untreated),
        method="Sign test, exact and two-sided: lower by at least as much as predicted against "
        "lower by less. The interval is Clopper and Pearson's. No verdict below "
        f"{FEWEST_DECIDING} uses: fewer cannot reach p = .05.",
        source="Dixon & Mood 1946, JASA 41:557; Clopper & Pearson 1934, Biometrika 26:404.",
    )  # fmt: skip
    if len(drops) < FEWEST_DECIDING:
        more = counted(FEWEST_DECIDING - len(drops), "more use")
        return tested._replace(needed=(f"{more} of {name} with arousal before and after",))
    low, high = share_interval(hits, len(drops))
    return tested._replace(
        p=sign_test(hits, less),
        direction=(hits > less) - (hits < less),
        interval=f"Share of uses: 95% interval {100 * low:.0f}% to {100 * high:.0f}%.",
    )


def _by_itself(untreated: Sequence[int]) -> str:
    """What arousal does where no strategy was recorded, if that was written down."""
    if not untreated:
        return (
            "Arousal also falls by itself, and no fall without a strategy is recorded to compare."
        )
    where = counted(len(untreated), "episode")
    return (
        f"Arousal also falls by itself: in {where} with no strategy recorded it fell by a median "
        f"of {median(untreated):g} in the half hour after its height."
    )


def _spread(drops: Sequence[Drop]) -> str:
    if not drops:
        return ""
    fell = [one.fell for one in drops]
    rose = "; below 0 it rose" if min(fell) < 0 else ""
    spread = f", from {min(fell)} to {max(fell)}{rose}" if min(fell) < max(fell) else ""
    return f" Median fall {median(fell):g}{spread}."


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
    lower, high_words, low_words = _split(found, middle)
    high = _counted([one for one in found if not lower(one.rating)])
    low = _counted([one for one in found if lower(one.rating)])
    name = quoted(first.name)
    also = f", and in {low[0]} of {low[1]} while it was {low_words}" if low[1] else ""
    bars = (Bar(f"Rated {low_words}", *low), Bar(f"Rated {high_words}", *high))
    return Tested(
        sentence=f"{quoted(second.name)} showed in {high[0]} of {high[1]} episodes while "
        f"{name} was rated {high_words}{also}.",
        n=high[1] + low[1], bars=bars if low[1] else bars[1:],
        marks=_stretch_marks(found, marks, lower if low[1] else lambda _: True),
        caution="Both may simply change with time.",
        method="Kendall's rank correlation, exact and two-sided, between the rating at the start "
        "of each stretch and the share of its episodes that show it. No verdict below "
        f"{FEWEST_STRETCHES} stretches with an episode: fewer cannot reach p = .05. The counts "
        "are split at the middle rating for reading only.",
        source="Kendall 1938, Biometrika 30:81.",
    )  # fmt: skip


def _split(
    found: Sequence[Stretch], middle: float
) -> tuple[Callable[[float], bool], str, str]:  # fmt: skip
    """Which ratings are the lower ones, and words for both; no group is left empty if it can be."""
    ratings = [one.rating for one in found]
    at = f"{middle:g}"
    if not ratings or min(ratings) < middle:
        return (lambda rating: rating < middle), f"{at} or higher", f"below {at}"
    if max(ratings) > middle:
        return (lambda rating: rating <= middle), f"above {at}", f"{at} or lower"
    return (lambda _: False), at, ""


def _counted(group: Sequence[Stretch]) -> tuple[int, int]:
    return sum(one.showed for one in group), sum(one.of for one in group)


def _stretch_marks(
    found: Sequence[Stretch], marks: Sequence[Mark], lower: Callable[[float], bool]
) -> tuple[Mark, ...]:
    """Each episode in the group of the rating that stood on its day; True is the first bar."""
    starts = [(one.on, lower(one.rating)) for one in found]
    said = []
    for mark in marks:
        standing = [is_lower for on, is_lower in starts if on <= mark.on]
        said.append(Mark(mark.on, standing[-1] if standing else None, mark.hit))
    return tuple(said)
