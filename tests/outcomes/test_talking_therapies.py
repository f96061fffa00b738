"""NHS Talking Therapies: the flags by their rules, the rates against published years."""

from __future__ import annotations

import math

import numpy as np
import pytest

from core.outcomes.talking_therapies import Counts, Courses, Episodes, counts, courses, rates

NA = math.nan


def person(*figures: float) -> dict[str, bool]:
    """Flags of one person with (PHQ-9 first, last, GAD-7 first, last, sessions)."""
    found = courses(Episodes(*(np.array([figure], dtype=float) for figure in figures)))
    return {name: bool(flag[0]) for name, flag in found._asdict().items()}


@pytest.mark.parametrize(
    ("figures", "flags"),
    [
        # Case at the start by either measure; recovered only below both lines.
        ((10, 4, 0, 0, 2), "caseness recovery reliable_improvement reliable_recovery"),
        ((9, 3, 7, 3, 2), "reliable_improvement"),
        ((10, 9, 7, 7, 2), "caseness recovery no_reliable_change"),
        ((9, 9, 8, 7, 2), "caseness recovery no_reliable_change"),
        ((18, 9, 15, 8, 6), "caseness reliable_improvement"),
        ((18, 10, 15, 7, 6), "caseness reliable_improvement"),
        # Six points of PHQ-9 or four of GAD-7, and not a point less.
        ((15, 10, 12, 9, 6), "caseness no_reliable_change"),
        ((15, 9, 12, 12, 6), "caseness reliable_improvement"),
        ((15, 15, 12, 8, 6), "caseness reliable_improvement"),
        ((9, 15, 7, 7, 6), "reliable_deterioration"),
        ((12, 12, 8, 12, 6), "caseness reliable_deterioration"),
        # One up and one down is no reliable change, and then no reliable recovery.
        ((16, 9, 8, 12, 6), "caseness no_reliable_change"),
        ((15, 9, 0, 4, 6), "caseness recovery no_reliable_change"),
    ],
)
def test_a_paired_person(figures: tuple[float, ...], flags: str) -> None:
    told = person(*figures)
    wanted = {*flags.split(), "finished", "paired", "caseness_known"}
    assert {name for name, flag in told.items() if flag} == wanted


@pytest.mark.parametrize(
    ("figures", "flags"),
    [
        ((18, 9, 15, NA, 6), "finished caseness caseness_known"),
        ((18, NA, NA, 4, 6), "finished caseness caseness_known"),
        ((9, 3, NA, 4, 6), "finished"),
        ((NA, 3, NA, 4, 6), "finished"),
        ((9, NA, 7, NA, 6), "finished caseness_known"),
        ((9, NA, 7, NA, 1), "caseness_known"),
        ((9, NA, 7, NA, NA), "caseness_known"),
    ],
)
def test_somebody_who_is_not_paired_has_no_change(figures: tuple[float, ...], flags: str) -> None:
    assert {name for name, flag in person(*figures).items() if flag} == set(flags.split())


def published(**known: int) -> Counts:
    return Counts(**dict.fromkeys(Counts._fields, 0) | known)


def test_recovery_in_england_2024_25() -> None:
    """Annual report 2024-25: 670,419 finished, 35,234 not at caseness, 321,061 recovered."""
    found = rates(published(finished=670_419, not_at_caseness=35_234, recovery=321_061))
    assert round(found.recovery or 0, 1) == 50.5


def test_reliable_recovery_in_england_in_april_2025() -> None:
    """Monthly statistics, performance April 2025: of 57,359 who finished 54,672 had started at
    caseness, and 26,457 of those recovered reliably, 48.4%."""
    found = rates(
        published(finished=57_359, not_at_caseness=57_359 - 54_672, reliable_recovery=26_457)
    )
    assert round(found.reliable_recovery or 0, 1) == 48.4


def test_a_made_up_service_with_the_proportions_of_the_year() -> None:
    """The counts above by a thousand: flags, counts and rates together give 50.5 again."""
    recovered, ill, well = (12, 3, 6, 3, 5), (12, 11, 9, 8, 5), (4, 4, 3, 3, 5)
    people = [recovered] * 321 + [ill] * (670 - 35 - 321) + [well] * 35 + [(20, 3, 3, 3, 1)] * 99
    found = counts(courses(Episodes(*np.array(people, dtype=float).T)))
    assert (found.total, found.finished, found.not_at_caseness) == (769, 670, 35)
    assert round(rates(found).recovery or 0, 1) == 50.6  # 321 of 635: the thousands are rounded
    assert rates(found).improvement == pytest.approx(100 * 321 / 670)


def test_unpaired_people_stay_in_the_denominators() -> None:
    people = [(12, 3, 6, 3, 5), (12, NA, 9, NA, 5), (4, 4, 3, 3, 5), (4, NA, NA, NA, 5)]
    found = rates(counts(courses(Episodes(*np.array(people, dtype=float).T))))
    assert found.improvement == 25
    assert found.no_change == 25
    assert found.recovery == pytest.approx(100 / 3)


def test_nobody_in_the_denominator_is_no_rate() -> None:
    nobody = courses(Episodes(*np.empty((5, 0))))
    assert isinstance(nobody, Courses)
    assert set(rates(counts(nobody))) == {None}
    only_well = counts(courses(Episodes(*np.array([(4, 4, 3, 3, 5)], dtype=float).T)))
    assert (rates(only_well).no_change, rates(only_well).recovery) == (100, None)
