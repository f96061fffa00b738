"""NHS Talking Therapies (England): what happened to each person, and a service's rates. Pure.

Rules of the annual publication's metadata (NHS England, Psychological Therapies, Annual
report on the use of NHS Talking Therapies services, 2024-25), checked against its published
figures of eight years:

- finished: two or more treatment sessions attended;
- caseness: PHQ-9 of 10 or more, or GAD-7 of 8 or more, at the first score;
- recovery: at caseness at the first score and below both lines at the last;
- reliable improvement: PHQ-9 better by 6 or GAD-7 by 4, and neither worse by as much;
  reliable deterioration the mirror image; one each way is no reliable change;
- reliable recovery: both.

Where a problem has its own anxiety measure, the service's manual uses that in place of the
GAD-7; this reads PHQ-9 and GAD-7 only.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
Flags = NDArray[np.bool_]

PHQ9_CASENESS, GAD7_CASENESS = 10, 8
PHQ9_RELIABLE, GAD7_RELIABLE = 6, 4
FINISHED_SESSIONS = 2
PHQ9_HIGHEST, GAD7_HIGHEST = 27, 21
SOURCE = "NHS Talking Therapies annual report 2024-25, metadata"


class Episodes(NamedTuple):
    """First and last scores and sessions, one entry per person; NaN where not known."""

    phq9_first: Scores
    phq9_last: Scores
    gad7_first: Scores
    gad7_last: Scores
    treatment_sessions: Scores


class Courses(NamedTuple):
    """What is known of each person. A flag counts only where its `known` companion is true.

    `caseness` is known when a first score is at caseness or both are there; the five
    flags of change are known for `paired` people, who have all four scores.
    """

    finished: Flags
    paired: Flags
    caseness: Flags
    caseness_known: Flags
    recovery: Flags
    reliable_improvement: Flags
    reliable_deterioration: Flags
    no_reliable_change: Flags
    reliable_recovery: Flags


class Counts(NamedTuple):
    """Numbers of people; all but `total` among those who finished."""

    total: int
    finished: int
    paired: int
    caseness: int
    not_at_caseness: int
    recovery: int
    reliable_recovery: int
    improvement: int
    deterioration: int
    no_change: int


class Rates(NamedTuple):
    """Percentages as NHS England publishes them; None where nobody is in the denominator.

    Improvement, deterioration and no change: of all who finished, unpaired people included,
    so that the three need not add up to 100. Recovery and reliable recovery: of those who
    finished, without those known not to be at caseness at the start.
    """

    improvement: float | None
    deterioration: float | None
    recovery: float | None
    reliable_recovery: float | None
    no_change: float | None


def courses(given: Episodes) -> Courses:
    """The flags of each person. Arrays of one length, in PHQ-9, GAD-7 points and sessions."""
    paired = ~np.isnan(given.phq9_first + given.phq9_last + given.gad7_first + given.gad7_last)
    start, start_known = _at_caseness(given.phq9_first, given.gad7_first)
    end, _ = _at_caseness(given.phq9_last, given.gad7_last)
    better, worse = _reliable(given)
    recovery = paired & start & ~end
    improved, deteriorated = paired & better & ~worse, paired & worse & ~better
    return Courses(
        finished=given.treatment_sessions >= FINISHED_SESSIONS,
        paired=paired,
        caseness=start,
        caseness_known=start_known,
        recovery=recovery,
        reliable_improvement=improved,
        reliable_deterioration=deteriorated,
        no_reliable_change=paired & ~improved & ~deteriorated,
        reliable_recovery=recovery & improved,
    )


def counts(found: Courses) -> Counts:
    """How many people each flag holds for, among those who finished treatment."""

    def finished(flag: Flags) -> int:
        return int(np.count_nonzero(flag & found.finished))

    return Counts(
        total=len(found.finished),
        finished=finished(found.finished),
        paired=finished(found.paired),
        caseness=finished(found.caseness),
        not_at_caseness=finished(~found.caseness & found.caseness_known),
        recovery=finished(found.recovery),
        reliable_recovery=finished(found.reliable_recovery),
        improvement=finished(found.reliable_improvement),
        deterioration=finished(found.reliable_deterioration),
        no_change=finished(found.no_reliable_change),
    )


def rates(of: Counts) -> Rates:
    """The published percentages from the counts, unrounded."""
    started_at_caseness = of.finished - of.not_at_caseness
    return Rates(
        improvement=_percent(of.improvement, of.finished),
        deterioration=_percent(of.deterioration, of.finished),
        recovery=_percent(of.recovery, started_at_caseness),
        reliable_recovery=_percent(of.reliable_recovery, started_at_caseness),
        no_change=_percent(of.no_change, of.finished),
    )


def _percent(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None


def _at_caseness(phq9: Scores, gad7: Scores) -> tuple[Flags, Flags]:
    """Whether either score is at caseness, and whether that can be known (NaN is neither)."""
    at = (phq9 >= PHQ9_CASENESS) | (gad7 >= GAD7_CASENESS)
    return at, at | ~(np.isnan(phq9) | np.isnan(gad7))


def _reliable(given: Episodes) -> tuple[Flags, Flags]:
    """Whether either measure got reliably better, and whether either got reliably worse."""
    phq9 = given.phq9_first - given.phq9_last
    gad7 = given.gad7_first - given.gad7_last
    better = (phq9 >= PHQ9_RELIABLE) | (gad7 >= GAD7_RELIABLE)
    return better, (phq9 <= -PHQ9_RELIABLE) | (gad7 <= -GAD7_RELIABLE)
