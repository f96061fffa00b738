"""F01 to F25: what a formulation has, and what is missing. Pure.

A completeness aid, not a validated quality score: no number, share or colour is made of it.
The list is put together from published checklists (core/formulation/checks_basis.py names the
source of each).
"""

from __future__ import annotations

from collections.abc import Sequence

from core.formulation import checks_context, checks_ground, checks_plan, checks_shared, checks_why
from core.formulation.checks_basis import LABEL, Case, Check, CheckState, Closing

_FIRST = ("F20", "F13")  # a gap about risk, or about trauma, is never crowded out


def checks(case: Case) -> list[Check]:
    """Every check of one client's formulation, F01 to F25 in order."""
    return [
        checks_ground.own_words(case),
        checks_why.learned(case),
        checks_why.came_before(case),
        checks_why.loop_closed(case),
        checks_why.mechanism(case),
        checks_ground.strengths(case),
        checks_why.nothing_hanging(case),
        checks_why.hard_events(case),
        checks_why.problems_together(case),
        checks_ground.evidence(case),
        checks_ground.exceptions(case),
        checks_ground.sureness(case),
        checks_context.trauma_asked(case),
        checks_context.context_considered(case),
        checks_why.meaning(case),
        checks_ground.not_only_a_diagnosis(case),
        checks_plan.goals_linked(case),
        checks_plan.plan_fits(case),
        checks_plan.expected(case),
        checks_context.risk_considered(case),
        checks_shared.shared(case),
        checks_shared.plain_words(case),
        checks_shared.small_enough(case),
        checks_plan.whole_and_fresh(case),
        checks_context.both_halves(case),
    ]


def in_state(found: Sequence[Check], state: CheckState) -> list[Check]:
    """The checks in one state; of the gaps, those about risk and trauma first."""
    of_state = [check for check in found if check.state == state]
    return sorted(of_state, key=lambda check: check.id not in _FIRST)


def top_gaps(found: Sequence[Check], most: int) -> list[Check]:
    """The first few gaps, those about risk and trauma before the others."""
    return in_state(found, "gap")[:most]


__all__ = ["LABEL", "Case", "Check", "CheckState", "Closing", "checks", "in_state", "top_gaps"]
