"""F17 to F19 and F21 to F24: goals, plan, and what the client sees."""

from __future__ import annotations

import pytest

from core.approaches.model import Plan
from core.formulation.model import FormulationVersion, Prediction
from core.sessions.model import Goal
from tests.formulation.cases import (
    ASKS,
    BELIEF,
    FEAR,
    LOOP,
    LOOP_BOXES,
    NIGHT,
    SHORT,
    TROUBLE,
    arrow,
    box,
    case,
    check,
)
from tests.people import MARA, days_ago, episode, plan, seen


def goal(**more: object) -> Goal:
    return Goal(client_id=MARA.id, words="Ask once, and wait.", **more)


def reviewed(days: int, **more: object) -> FormulationVersion:
    return FormulationVersion(client_id=MARA.id, reviewed_on=days_ago(days), **more)


def current(**more: object) -> Plan:
    return plan(MARA, None, **more)


def test_f17_each_goal_works_on_what_may_keep_it_going() -> None:
    aimed = case(*LOOP_BOXES, links=LOOP, goals=[goal(works_on=(ASKS.id,))])
    assert check("F17", aimed).state == "met"
    by_arrow = case(*LOOP_BOXES, links=LOOP, goals=[goal(works_on=(LOOP[0].id,))])
    assert check("F17", by_arrow).state == "met"
    loose = check("F17", case(*LOOP_BOXES, NIGHT, links=LOOP, goals=[goal(works_on=(NIGHT.id,))]))
    assert loose.state == "gap"
    assert "1 of 1 goal" in loose.sentence
    assert check("F17", case(NIGHT, goals=[goal()])).state == "not_yet"
    assert check("F17", case()).closings[0].opens == "goal"


def test_f17_a_goal_node_counts_through_its_arrows() -> None:
    node = box("Ask once", "goal")
    aimed = arrow(node, ASKS, "targets")
    assert check("F17", case(*LOOP_BOXES, node, links=(*LOOP, aimed))).state == "met"
    assert check("F17", case(*LOOP_BOXES, node, links=LOOP)).state == "gap"
    set_goal = goal()
    standing = node.amended(source_id=set_goal.id)
    found = case(*LOOP_BOXES, standing, links=(*LOOP, aimed), goals=[set_goal])
    assert check("F17", found).sentence.startswith("1 goal,")


def test_f18_plan_and_strategies_are_aimed_at_the_map() -> None:
    assert check("F18", case(BELIEF, plans=[current(works_on=(BELIEF.id,))])).state == "met"
    aimless = check("F18", case(BELIEF, plans=[current(works_on=(MARA.id,))]))
    assert aimless.state == "gap"
    assert aimless.closings[0].opens.startswith("plan:")
    wait = box("Wait", "strategy")
    assert "“Wait”" in check("F18", case(wait, ASKS)).sentence
    assert check("F18", case()).closings[0].opens == "plan"


def test_f18_an_arrow_aimed_at_can_be_followed() -> None:
    feels = arrow(BELIEF, FEAR, "felt_as")
    aimed = {"plans": [current(works_on=(feels.id,))]}
    blind = check("F18", case(BELIEF, FEAR, links=(feels,), **aimed))
    assert blind.state == "gap"
    assert blind.closings[0].opens == f"link:{feels.id}"
    in_diary = FEAR.amended(terms=("fear",))
    assert check("F18", case(BELIEF, in_diary, links=(feels,), **aimed)).state == "met"
    measure = box("PHQ-9", "measure")
    tracked = (feels, arrow(FEAR, measure, "tracks"))
    assert check("F18", case(BELIEF, FEAR, measure, links=tracked, **aimed)).state == "met"


def test_f18_only_what_the_diary_can_show_or_test_can_be_followed() -> None:
    themed = BELIEF.amended(themes=("abandonment",))
    feels = arrow(themed, FEAR, "felt_as")
    aimed = {"plans": [current(works_on=(feels.id,))]}
    assert check("F18", case(themed, FEAR, links=(feels,), **aimed)).state == "gap"
    untestable = feels.amended(prediction=Prediction(kind="same_episode"))
    assert check("F18", case(themed, FEAR, links=(untestable,), **aimed)).state == "gap"
    no_stage = feels.amended(prediction=Prediction(kind="after_phase"))
    assert check("F18", case(themed, FEAR, links=(no_stage,), **aimed)).state == "gap"
    noted = {"episodes": [episode(MARA, days_ago(1), nodes=(themed.id, FEAR.id))]}
    assert check("F18", case(themed, FEAR, links=(untestable,), **aimed, **noted)).state == "met"


def test_f19_what_is_expected_and_what_may_get_in_the_way() -> None:
    whole = current(expected="Fewer messages.", obstacles="Night shifts.")
    assert check("F19", case(plans=[whole])).state == "met"
    half = check("F19", case(plans=[current(expected="Fewer messages.")]))
    assert half.sentence == "The plan does not say what may get in the way."
    assert check("F19", case()).state == "gap"


def test_f21_the_client_saw_it_rated_it_and_was_asked_what_to_change() -> None:
    whole = {"client_saw_on": days_ago(5), "fit": 7}
    for told in ({"no_change": True}, {"client_changes": "Not only at night."}):
        assert check("F21", case(versions=[reviewed(5, **whole, **told)])).state == "met"
    lacking = check("F21", case(versions=[reviewed(5, **whole)]))
    assert lacking.state == "gap"
    assert lacking.closings[0].opens.startswith("version:")
    assert "a rating" not in lacking.sentence
    assert check("F21", case()).closings[0].opens == "review"


def test_f21_a_fit_of_nought_is_an_answer() -> None:
    told = reviewed(5, client_saw_on=days_ago(5), fit=0, no_change=True)
    assert "rated the fit 0 of 10" in check("F21", case(versions=[told])).sentence


def test_f22_words_to_look_at_again() -> None:
    plain = ASKS.amended(shareable=True)
    assert check("F22", case(plain)).state == "met"
    jargon = plain.amended(plain_words="Maladaptive protest behaviour")
    found = check("F22", case(jargon))
    assert found.state == "gap"
    assert "maladaptive, protest behaviour" in found.sentence
    blaming = plain.amended(name="Manipulative and needy")
    assert "manipulative, needy" in check("F22", case(blaming)).sentence
    own = BELIEF.amended(name="I am too needy", shareable=True)
    assert check("F22", case(own)).state == "met"
    hidden = jargon.amended(shareable=False)
    assert check("F22", case(hidden)).state == "not_yet"


def test_f22_a_hard_text_is_a_gap_without_any_listed_word() -> None:
    hard = "Considerable deterioration of interpersonal communication capabilities following " * 4
    node = ASKS.amended(shareable=True, plain_words=hard[:199])
    more = SHORT.amended(shareable=True, plain_words=hard[:199])
    found = check("F22", case(node, more))
    assert found.state == "gap"
    assert "Flesch-Kincaid" in found.sentence


@pytest.mark.parametrize(("number", "state"), [(0, "not_yet"), (7, "met"), (8, "gap")])
def test_f23_at_most_seven_boxes_are_shown(number: int, state: str) -> None:
    nodes = [box(str(place), "cue", shareable=place < number) for place in range(9)]
    assert check("F23", case(*nodes)).state == state


CYCLE = (*LOOP_BOXES, TROUBLE)


def test_f24_the_slots_of_the_approach_are_filled_and_the_review_is_fresh() -> None:
    held = [seen(MARA, days_ago(day)) for day in (70, 60, 50, 40, 30, 20, 10)]
    fresh = {"plans": [current()], "sessions": held, "versions": [reviewed(65)]}
    found = check("F24", case(*CYCLE, links=LOOP, **fresh))
    assert found.state == "met"
    assert "6 sessions ago" in found.sentence
    late = fresh | {"versions": [reviewed(75)]}
    assert "7 sessions since the review" in check("F24", case(*CYCLE, links=LOOP, **late)).sentence
    patient = case(*CYCLE, links=LOOP, review_sessions=7, **late)
    assert check("F24", patient).state == "met"
    never = fresh | {"versions": []}
    assert check("F24", case(*CYCLE, links=LOOP, **never)).closings[0].opens == "review"
    early = never | {"sessions": held[:2]}
    assert check("F24", case(*CYCLE, links=LOOP, **early)).state == "not_yet"


def test_f24_names_the_empty_slots() -> None:
    parts = {"plans": [current().amended(approach="ifs")]}
    manager = box("The organiser", "part", part_role="manager")
    found = check("F24", case(manager, BELIEF, **parts))
    assert found.sentence == "IFS, still empty: a firefighter, an exile."
    five = check("F24", case(TROUBLE, NIGHT))
    assert five.sentence.startswith("Five Ps, still empty: precipitating")
