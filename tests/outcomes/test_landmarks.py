"""Dated lines across a course, and the scores on either side of one."""

from __future__ import annotations

from core.approaches.model import StageReached
from core.outcomes.landmarks import around, landmarks
from tests.people import MARA, days_ago, plan, planned, seen


def test_plans_stages_and_events_stand_in_order_of_their_days() -> None:
    asked = plan(
        MARA, None, chosen_on=days_ago(60),
        stages=(StageReached(stage="efit2", on=days_ago(20)),),
    )  # fmt: skip
    held = seen(MARA, days_ago(40), change_events=("rupture", "rupture_repair"))
    found = landmarks([asked], [held])
    assert [(one.on, one.kind) for one in found] == [
        (days_ago(60), "plan"), (days_ago(40), "event"), (days_ago(40), "event"),
        (days_ago(20), "stage"),
    ]  # fmt: skip
    assert found[1].words == "Strain in the alliance"


def test_the_first_stage_speaks_for_the_day_the_plan_was_chosen() -> None:
    asked = plan(MARA, None, chosen_on=days_ago(60),
                 stages=(StageReached(stage="efit1", on=days_ago(60)),))  # fmt: skip
    assert [one.kind for one in landmarks([asked], [])] == ["stage"]


def test_what_has_not_happened_is_no_landmark() -> None:
    ahead = planned(MARA, days_ago(-7)).model_copy(update={"change_events": ("soften",)})
    only_planned = plan(MARA, None, chosen_on=days_ago(1), status="planned")
    assert landmarks([only_planned], [ahead]) == []


def test_a_score_of_the_day_itself_lies_before() -> None:
    """The form is filled in before the session in which something happens."""
    scores = [(days_ago(14), 16.0), (days_ago(7), 15.0), (days_ago(0), 9.0)]
    before, after = around(scores, days_ago(7))
    assert [value for _, value in before] == [16, 15]
    assert [value for _, value in after] == [9]
