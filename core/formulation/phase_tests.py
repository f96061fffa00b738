"""Whether something became rarer from the day a stage of the work began. Pure."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from core.formulation.counts import Diary, Mark
from core.formulation.episode_tests import NOT_ASKED
from core.formulation.exact import RateRatio, fisher, rate_ratio
from core.formulation.finding import Bar, Tested, counted, quoted, share
from core.formulation.model import Node

FEWEST_DECIDING = 6  # with fewer, no division over equal times reaches .05
FEWEST_WEEKS = 3
WEEK = 7


class _Side(NamedTuple):
    """The diary on one side of a day: its length and its counts."""

    days: int
    showed: int
    of: int

    @property
    def weeks(self) -> float:
        return self.days / WEEK


def after_phase(node: Node, began: date, stage: str, diary: Diary) -> Tested:
    """Whether the node is rarer from the day a stage began, by week of diary and by episode.

    Both the rate and the share of episodes must have changed, in one direction.
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
    by_rate = (found.ratio < 1) - (found.ratio > 1)
    apart = share(earlier.showed, earlier.of) - share(since.showed, since.of)
    both = by_rate == (apart > 0) - (apart < 0)
    shares = fisher(earlier.showed, earlier.of - earlier.showed,
                    since.showed, since.of - since.showed)  # fmt: skip
    return tested._replace(
        p=max(found.p, shares) if both else 1.0,
        direction=by_rate if both else 0,
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
    silent = sum(mark.hit is None for mark in marks)
    why = f"{NOT_ASKED.get(node.kind, 'it')} was not asked or is not known"
    return Tested(
        sentence=f"{quoted(node.name)} showed in {_side(earlier)} of diary before “{stage}”, and "
        f"in {_side(since)} since.",
        n=earlier.of + since.of,
        left_out=(f"{counted(silent, 'episode')} left out: {why}",) if silent else (),
        bars=(Bar("Before it began", earlier.showed, earlier.of),
              Bar("Since", since.showed, since.of)),
        marks=tuple(marks),
        caution=_others(earlier, since),
        method="Two tests, both two-sided and exact, and the larger p counts: two rates per day "
        "of diary compared given their total (binomial test of Poisson rates), and Fisher's test "
        "on the share of episodes that show it. So a diary kept less often does not pass for a "
        "theme that became rarer, nor more of other episodes. They take episodes as independent "
        f"of each other. No verdict below {FEWEST_WEEKS} weeks on either side or "
        f"{FEWEST_DECIDING} episodes in all: fewer cannot reach p = .05 over equal times.",
        source="Przyborowski & Wilenski 1940, Biometrika 31:313; Fisher 1935, The Design of "
        "Experiments; Berger 1982, Technometrics 24:295 (the larger p).",
    )  # fmt: skip


def _side(side: _Side) -> str:
    """Both counts of one side: "7 of 20 episodes (0.9 a week) in 7.8 weeks"."""
    weekly = f" ({side.showed / side.weeks:.1f} a week)" if side.days else ""
    return f"{side.showed} of {counted(side.of, 'episode')}{weekly} in {side.weeks:.1f} weeks"


def _others(earlier: _Side, since: _Side) -> str:
    """The rate of the other episodes, so that a diary kept less often is seen."""
    if not (earlier.days and since.days):
        return ""
    others = [side.of - side.showed for side in (earlier, since)]
    if not sum(others):
        return (
            "There are no other episodes: a diary kept less often cannot be told from a theme "
            "that became rarer."
        )
    rates = [other / side.weeks for other, side in zip(others, (earlier, since), strict=True)]
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
    if earlier.of + since.of == earlier.showed + since.showed:
        needed.append(f"episodes without {quoted(node.name)}")
    return tuple(needed)
