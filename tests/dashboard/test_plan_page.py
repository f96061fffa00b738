"""A plan on the page: short, nothing empty, plans inside plans, an overdue review marked."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from core.approaches.model import CriterionMet, Plan, StageReached
from core.assembly import Practice
from core.exchange.sample import sample_id
from core.formulation.model import Formulation
from core.sessions.model import Goal
from dashboard.approach.plan.options import around_options, node_options
from dashboard.approach.plan.view import Around, PlanView, plan_view
from dashboard.components.apart import told_apart
from tests.dashboard.conftest import Screen
from tests.formulation.cases import LOOP, LOOP_BOXES, NIGHT
from tests.people import MARA, TODAY, days_ago, node, plan

GOAL = Goal(client_id=MARA.id, words="Ask once, and wait.", works_on=(NIGHT.id,))


def view(one: Plan, **more: object) -> PlanView:
    fields: dict[str, object] = {
        "formulation": Formulation(nodes=(*LOOP_BOXES, NIGHT), links=LOOP), "goals": [GOAL],
        "plans": [one], "weighings": [], "today": TODAY,
    }  # fmt: skip
    return plan_view(one, Around(**(fields | more)))  # type: ignore[arg-type]


def test_an_empty_plan_has_no_empty_headings_and_says_what_is_missing() -> None:
    seen = view(plan(MARA, None))
    assert (seen.texts, seen.works_on, seen.goals) == ((), (), ())
    assert (seen.measures, seen.consents, seen.cautions, seen.review) == ((), (), (), "")
    assert "why this approach" in seen.missing
    assert "when to look again" in seen.missing
    assert view(plan(MARA, None, status="ended")).missing == ()


def test_a_review_day_that_has_passed_is_marked_for_work_that_goes_on() -> None:
    assert view(plan(MARA, days_ago(1))).review_overdue
    assert view(plan(MARA, days_ago(1), status="paused")).review_overdue
    assert not view(plan(MARA, days_ago(1), status="ended")).review_overdue
    assert not view(plan(MARA, TODAY)).review_overdue
    assert not view(plan(MARA, None)).review_overdue


def test_the_stage_of_now_shows_its_criteria_and_those_of_the_next() -> None:
    now = StageReached(stage="efit1", on=days_ago(20))
    stages = view(plan(MARA, None, stages=(now,))).stages
    assert "since" in stages[0].words
    assert stages[0].aim
    assert all("radio_button_unchecked" in line for line in stages[0].criteria)
    assert [stage.criteria for stage in stages[1:]] == [()] * len(stages[1:])


def test_a_criterion_that_was_seen_as_met_has_its_day() -> None:
    from core.approaches.definitions import definition

    first = definition("efit").stages[0]
    met = CriterionMet(criterion=first.exit[0].id, on=days_ago(2))
    one = plan(MARA, None, stages=(StageReached(stage=first.id, on=days_ago(9)),), criteria=(met,))
    line = view(one).stages[0].criteria[0]
    assert "check_circle" in line
    assert "9\u00a0Jun" in line


def test_a_stage_of_no_definition_is_still_told() -> None:
    gone = plan(MARA, None, stages=(StageReached(stage="from_before", on=days_ago(9)),))
    assert any("from" in stage.words.lower() for stage in view(gone).stages[-1:])


def test_goals_are_told_with_what_they_work_on() -> None:
    linked = view(plan(MARA, None, goals=(GOAL.id,))).goals[0]
    assert linked.linked
    assert "The night he left" in linked.words
    loose = GOAL.amended(works_on=())
    told = view(plan(MARA, None, goals=(GOAL.id,)), goals=[loose]).goals[0]
    assert not told.linked


def test_words_of_the_client_are_never_read_as_markup() -> None:
    told = view(plan(MARA, None, reasons="**bold** [x](http://a)")).texts[0][1]
    assert told.replace("\\", "") == "**bold** [x](http://a)"
    assert "**bold" not in told


def test_nodes_that_may_keep_it_going_are_offered_first_and_equal_names_are_told_apart() -> None:
    offered = node_options(Formulation(nodes=(NIGHT, *LOOP_BOXES), links=LOOP))
    assert list(offered)[-1] == NIGHT.id
    assert "may keep it going" in next(iter(offered.values()))
    one, two = UUID(int=1), UUID(int=2)
    assert told_apart({one: "Fear", two: "Fear"}) == {one: "Fear (1)", two: "Fear (2)"}


def test_two_hundred_nodes_are_offered_without_losing_any() -> None:
    many = tuple(node(MARA, f"Cue {number}") for number in range(200))
    assert len(set(node_options(Formulation(nodes=many)).values())) == 200


def test_a_plan_cannot_be_put_inside_itself_or_what_it_holds() -> None:
    outer, other = plan(MARA, None), plan(MARA, None, approach="ifs")
    inner = plan(MARA, None, approach="emdr", within=outer.id)
    offered = around_options([outer, inner, other], outer)
    assert list(offered) == [other.id]
    assert list(around_options([outer, inner, other], None)) == [outer.id, inner.id, other.id]


def test_a_plan_inside_another_stands_in_the_same_frame(
    screen: Screen, sample_practice: Practice
) -> None:
    approaches, actor = sample_practice.services().approaches, sample_practice.actor
    maren, today = sample_id("HL-101"), sample_practice.services().today()
    outer = approaches.plans(actor, maren)[0]
    review = today + timedelta(days=30)
    inner = {"approach": "emdr", "status": "planned", "within": outer.id, "review_on": review}
    approaches.save_plan(actor, Plan(client_id=maren, **inner))
    said = screen.open("approach", "HL-101").words
    assert not screen.at.exception
    assert "within the plan for EFIT" in said
    assert said.index("EFIT for individuals · current") < said.index("EMDR · planned")
    assert len(screen.at.divider) >= 1


def test_no_plan_says_what_one_is_for(screen: Screen) -> None:
    screen.open("approach", "HL-107")
    screen.at.segmented_control(key=f"approach.view.{sample_id('HL-107')}").set_value("plan").run()
    assert not screen.at.exception
