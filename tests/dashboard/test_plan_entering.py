"""Choosing, changing and following a plan, in short dialogs that each save one thing."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.approaches.definitions import definitions
from core.approaches.model import Plan, PlannedMeasure
from core.assembly import Practice
from core.exchange.sample import sample_id
from tests.dashboard.test_entering import form, press

TOBIAS = sample_id("HL-107")
MAREN = sample_id("HL-101")


def choose(client_id: object, approach: str) -> None:
    from core.approaches.model import Plan
    from dashboard.approach.plan.entering import edit_plan
    from dashboard.workspace import start_run

    run = start_run()
    whole = run.services.formulation.formulation(run.actor, client_id)
    edit_plan(run, client_id, whole, Plan(client_id=client_id, approach=approach))


def choose_any(client_id: object) -> None:
    from dashboard.approach.plan.entering import edit_plan
    from dashboard.workspace import start_run

    run = start_run()
    whole = run.services.formulation.formulation(run.actor, client_id)
    edit_plan(run, client_id, whole, None)


def dialog(module: str, name: str, plan: object) -> None:
    import importlib

    from dashboard.workspace import start_run

    getattr(importlib.import_module(f"dashboard.approach.plan.{module}"), name)(start_run(), plan)


def goal_dialog(client_id: object, goal: object) -> None:
    from dashboard.approach.plan.goals import link_goal
    from dashboard.workspace import start_run

    run = start_run()
    link_goal(run, run.services.formulation.formulation(run.actor, client_id), goal)


def plans(practice: Practice, client_id: object = TOBIAS) -> Sequence[Plan]:
    return practice.services().approaches.plans(practice.actor, client_id)


def saved(practice: Practice, **fields: object) -> Plan:
    """A plan of Tobias's, saved."""
    made = Plan(client_id=TOBIAS, **({"approach": "efit"} | fields))
    return practice.services().approaches.save_plan(practice.actor, made)


def newest(practice: Practice, plan: Plan) -> Plan:
    return next(one for one in plans(practice, plan.client_id) if one.id == plan.id)


def by_key(at: AppTest, kind: str, ending: str) -> AppTest:
    return next(one for one in getattr(at, kind) if one.key and one.key.endswith(ending))


def test_choosing_an_approach_opens_a_plan_with_it(sample_practice: Practice) -> None:
    at = form(sample_practice, choose, TOBIAS, "ifs")
    assert by_key(at, "selectbox", ".approach").value == "ifs"
    by_key(at, "text_area", ".reasons").set_value("He speaks of sides himself.")
    by_key(at, "text_area", ".alternatives").set_value("Waiting.")
    press(at, "Save")
    assert not at.error
    made = next(one for one in plans(sample_practice) if one.approach == "ifs")
    assert made.reasons == "He speaks of sides himself."
    assert made.chosen_on == sample_practice.services().today()


def test_a_plan_needs_an_approach(sample_practice: Practice) -> None:
    at = form(sample_practice, choose_any, TOBIAS)
    press(at, "Save")
    assert "Approach: choose one" in at.error[0].value


def test_once_work_is_noted_the_approach_of_a_plan_stays(sample_practice: Practice) -> None:
    at = form(sample_practice, edit_first, MAREN)
    assert not [box for box in at.selectbox if box.key and box.key.endswith(".approach")]
    assert any("choose that one in a new plan" in one.value for one in at.caption)


def edit_first(client_id: object) -> None:
    from dashboard.approach.plan.entering import edit_plan
    from dashboard.workspace import start_run

    run = start_run()
    whole = run.services.formulation.formulation(run.actor, client_id)
    edit_plan(run, client_id, whole, run.services.approaches.plans(run.actor, client_id)[0])


def test_a_common_measure_is_offered_and_not_set(sample_practice: Practice) -> None:
    plan = saved(sample_practice)
    at = form(sample_practice, dialog, "measures", "plan_measures", plan)
    assert at.checkbox
    assert not any(box.value for box in at.checkbox)
    press(at, "Save")
    assert newest(sample_practice, plan).planned_measures == ()


def test_a_measure_is_planned_with_its_rhythm_and_taken_out_again(
    sample_practice: Practice,
) -> None:
    plan = saved(sample_practice)
    at = form(sample_practice, dialog, "measures", "plan_measures", plan)
    at.checkbox[0].set_value(True)
    by_key(at, "selectbox", ".free.0.one").set_value("isi")
    by_key(at, "selectbox", ".free.0.often").set_value("month:3")
    press(at, "Save")
    assert not at.error
    first, second = newest(sample_practice, plan).planned_measures
    assert first.instrument == definitions()["efit"].cadence[0].instrument
    assert (second.instrument, second.at, second.every) == ("isi", "month", 3)
    at = form(sample_practice, dialog, "measures", "plan_measures", newest(sample_practice, plan))
    at.checkbox[0].set_value(False)
    press(at, "Save")
    assert newest(sample_practice, plan).planned_measures == (second,)


def test_a_rhythm_that_is_not_in_the_list_stays(sample_practice: Practice) -> None:
    rare = PlannedMeasure(instrument="phq-9", at="sessions", every=17)
    plan = saved(sample_practice, planned_measures=(rare,))
    at = form(sample_practice, dialog, "measures", "plan_measures", plan)
    assert "every 17 sessions" in at.selectbox[0].options
    press(at, "Save")
    assert newest(sample_practice, plan).planned_measures == (rare,)


def test_the_older_words_for_measures_stay_until_they_are_changed(
    sample_practice: Practice,
) -> None:
    plan = saved(sample_practice, measures=("PHQ-9 each session", "ECR-RS in spring"))
    at = form(sample_practice, dialog, "measures", "plan_measures", plan)
    press(at, "Save")
    assert newest(sample_practice, plan).measures == plan.measures


def test_consent_is_dated_today_unless_a_day_is_given(sample_practice: Practice) -> None:
    plan = saved(sample_practice)
    at = form(sample_practice, dialog, "consents", "plan_consents", plan)
    at.button_group[0].set_value("given")
    by_key(at, "text_input", ".own").set_value("Letters to the GP")
    by_key(at, "button_group", ".new.state").set_value("declined")
    by_key(at, "date_input", ".new.on").set_value(date(2026, 3, 2))
    press(at, "Save")
    assert not at.error
    item = definitions()["efit"].consents[0].id
    kept = [(one.item, one.state, one.on) for one in newest(sample_practice, plan).consents]
    today = sample_practice.services().today()
    assert kept == [(item, "given", today), ("Letters to the GP", "declined", date(2026, 3, 2))]


def test_untouched_consents_and_criteria_change_nothing(sample_practice: Practice) -> None:
    for client in ("HL-101", "HL-102", "HL-103", "HL-104"):
        before = plans(sample_practice, sample_id(client))[0]
        for module, name in (("consents", "plan_consents"), ("stages", "tick_criteria"),
                             ("measures", "plan_measures")):  # fmt: skip
            at = form(sample_practice, dialog, module, name, newest(sample_practice, before))
            press(at, "Save")
            assert not at.error
        after = newest(sample_practice, before)
        assert (after.consents, after.criteria) == (before.consents, before.criteria)
        assert after.planned_measures == before.planned_measures


def test_a_criterion_is_ticked_with_its_day_and_unticked(sample_practice: Practice) -> None:
    plan = saved(sample_practice)
    criterion = definitions()["efit"].stages[0].exit[0].id
    at = form(sample_practice, dialog, "stages", "tick_criteria", plan)
    by_key(at, "checkbox", f".{criterion}").set_value(True)
    at.date_input[0].set_value(date(2026, 4, 1))
    press(at, "Save")
    assert [(c.criterion, c.on) for c in newest(sample_practice, plan).criteria] == [
        (criterion, date(2026, 4, 1))
    ]
    at = form(sample_practice, dialog, "stages", "tick_criteria", newest(sample_practice, plan))
    by_key(at, "checkbox", f".{criterion}").set_value(False)
    press(at, "Save")
    assert newest(sample_practice, plan).criteria == ()


def test_moving_on_offers_the_next_stage_and_keeps_the_old_one(sample_practice: Practice) -> None:
    plan = saved(sample_practice)
    for expected in ("efit1", "efit2"):
        at = form(sample_practice, dialog, "stages", "reach_stage", newest(sample_practice, plan))
        assert by_key(at, "selectbox", ".id").value == expected
        press(at, "Save")
        assert not at.error
    assert [one.stage for one in newest(sample_practice, plan).stages] == ["efit1", "efit2"]


@pytest.mark.parametrize("approach", ["other", *definitions()])
def test_every_dialog_opens_for_every_approach(sample_practice: Practice, approach: str) -> None:
    plan = saved(sample_practice, approach=approach)
    for module, name in (
        ("stages", "reach_stage"), ("stages", "tick_criteria"), ("measures", "plan_measures"),
        ("consents", "plan_consents"),
    ):  # fmt: skip
        assert not form(sample_practice, dialog, module, name, plan).exception


def test_a_goal_is_joined_to_what_it_works_on(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    goal = services.sessions.goals(actor, MAREN)[0]
    at = form(sample_practice, goal_dialog, MAREN, goal)
    chosen = next(one.id for one in services.formulation.formulation(actor, MAREN).nodes
                  if one.id not in goal.works_on)  # fmt: skip
    at.multiselect[0].set_value([*goal.works_on, chosen])
    press(at, "Save")
    assert not at.error
    after = next(g for g in services.sessions.goals(actor, MAREN) if g.id == goal.id)
    assert after.works_on == (*goal.works_on, chosen)


def test_a_plan_changed_meanwhile_is_not_overwritten(sample_practice: Practice) -> None:
    plan = saved(sample_practice)
    at = form(sample_practice, dialog, "measures", "plan_measures", plan)
    sample_practice.services().approaches.save_plan(
        sample_practice.actor, plan.amended(reasons="Changed elsewhere.")
    )
    at.checkbox[0].set_value(True)
    press(at, "Save")
    assert at.error
    assert newest(sample_practice, plan).reasons == "Changed elsewhere."


def test_the_plan_says_how_much_is_not_asked_and_saving_leads_to_the_plan(
    sample_practice: Practice,
) -> None:
    at = form(sample_practice, choose, TOBIAS, "emdr")
    known = definitions()["emdr"]
    said = [one.value for one in at.caption if "Not asked yet for EMDR" in one.value]
    assert said == [
        f"Not asked yet for EMDR: {len(known.cautions)} cautions and "
        f"{len(known.readiness)} readiness checks."
    ]
    press(at, "Save")
    assert at.session_state[f"approach.view.{TOBIAS}"] == "plan"
