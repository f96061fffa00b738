"""The worksheet of individual attachment work: both cycles, self and others, the log."""

from __future__ import annotations

from uuid import UUID

import pytest

from core.approaches.cycles import loops
from core.approaches.model import Plan
from core.assembly import Practice
from core.exchange.sample import sample_id
from core.formulation.model import Node
from core.history.beliefs import ratings_in_order
from core.history.model import WorkingModel
from tests.dashboard.conftest import Screen
from tests.dashboard.test_entering import form, press

MAREN, TOBIAS, WREN = sample_id("HL-101"), sample_id("HL-107"), sample_id("HL-102")


def worksheet(client_id: object) -> None:
    from dashboard.approach.efit.screen import efit_worksheet
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    efit_worksheet(run, run.client())


def choosing(client_id: object, whom: str) -> None:
    from core.approaches.cycles import loops
    from dashboard.approach.efit.entering import edit_cycle
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    plan = next(p for p in run.services.approaches.plans(run.actor, client_id))
    formulation = run.services.formulation.formulation(run.actor, client_id)
    loop = next(one for one in loops(formulation, plan) if one.with_whom == whom)
    edit_cycle(run, plan, formulation, loop)


def plan_of(practice: Practice, client_id: UUID) -> Plan:
    plans = practice.services().approaches.plans(practice.actor, client_id)
    return next(one for one in plans if one.approach == "efit")


def models(practice: Practice) -> list[WorkingModel]:
    return practice.services().history.history(practice.actor, MAREN).working_models


def test_the_sample_client_shows_both_cycles_beliefs_and_log(sample_practice: Practice) -> None:
    at = form(sample_practice, worksheet, MAREN)
    assert not at.exception
    words = "\n".join(one.value for one in [*at.markdown, *at.subheader, *at.caption])
    for said in ("The cycle with others", "The cycle with oneself", "Stage 3", "as this stage",
                 "How self and others are seen", "Log of sessions", "anxiety"):  # fmt: skip
        assert said in words
    for claim in ("caused", "because of", "improved", "score of"):
        assert claim not in words


@pytest.mark.parametrize("client_id", [TOBIAS, WREN])
def test_without_a_plan_it_is_a_view_of_the_map(sample_practice: Practice, client_id: UUID) -> None:
    at = form(sample_practice, worksheet, client_id)
    assert not at.exception
    assert "There is no plan for EFIT" in at.info[0].value
    labels = [one.label for one in at.button]
    assert "Log a session" not in labels
    assert "Choose the nodes" not in labels
    assert any("As the whole map has it" in one.value for one in at.caption)


def test_rating_now_is_one_click_and_a_second_click_corrects_it(
    sample_practice: Practice,
) -> None:
    at = form(sample_practice, worksheet, MAREN)
    one = models(sample_practice)[0]
    before = len(one.ratings)
    at.button_group(key=f"approach.efit.rate.{one.id}.{one.version}").set_value(40).run()
    assert not at.error
    at.button_group(key=f"approach.efit.rate.{one.id}.{one.version + 1}").set_value(30).run()
    rated = ratings_in_order(models(sample_practice)[0])
    today = sample_practice.services().today()
    assert (rated[-1].on, rated[-1].percent, len(rated)) == (today, 30, before + 1)


def test_the_nodes_and_words_of_a_cycle_are_chosen_in_one_form(
    sample_practice: Practice,
) -> None:
    plan = plan_of(sample_practice, MAREN)
    services = sample_practice.services()
    formulation = services.formulation.formulation(sample_practice.actor, MAREN)
    fear = next(node for node in formulation.nodes if node.kind == "prim_emotion")
    calm = next(node for node in formulation.nodes if node.kind == "strength")
    at = form(sample_practice, choosing, MAREN, "self")
    key = f"approach.cycle.{MAREN}.{plan.id}.{plan.version}.self"
    for box in at.multiselect:
        box.set_value([])
    at.multiselect(key=f"{key}.self.primary").set_value([fear.id])
    at.multiselect(key=f"{key}.besides").set_value([calm.id])
    at.text_area(key=f"{key}.words").set_value("Then I go for myself.")
    assert not press(at, "Save").error
    now = plan_of(sample_practice, MAREN)
    oneself = loops(formulation, now)[1]
    assert [node.id for node in oneself.nodes] == [fear.id, calm.id]
    assert oneself.words == "Then I go for myself."
    others = [one for one in plan.cycles if one.with_whom == "others"]
    assert [one for one in now.cycles if one.with_whom == "others"] == others


def test_an_offered_node_is_put_in_with_one_click(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    shame = Node(client_id=MAREN, kind="sec_emotion", name="Numb for a day", words="Like wool.")
    shame = services.formulation.save_node(actor, shame)
    at = form(sample_practice, worksheet, MAREN)
    at.button(key=f"map.lens.efit.{MAREN}.put.self.secondary.{shame.id}").click().run()
    assert not at.error
    formulation = services.formulation.formulation(actor, MAREN)
    oneself = loops(formulation, plan_of(sample_practice, MAREN))[1]
    assert "Numb for a day" in [node.name for node in oneself.nodes]


def test_a_large_map_stays_readable(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    nodes = [Node(client_id=TOBIAS, kind="cue", name=f"Cue {n}", words="x" * 400)
             for n in range(80)]  # fmt: skip
    services.formulation.save_all(actor, TOBIAS, nodes)
    at = form(sample_practice, worksheet, TOBIAS)
    assert not at.exception
    assert len(at.markdown) < 60


def test_screen_share_shows_and_changes_nothing(screen: Screen, sample_practice: Practice) -> None:
    assert screen
    from dashboard.workspace import current

    workspace = current()
    workspace.share_screen(on=True)
    try:
        at = form(sample_practice, worksheet, MAREN)
        labels = {one.label for one in at.button}
    finally:
        workspace.share_screen(on=False)
    assert not labels & {"Log a session", "Choose the nodes", "Another number or day", "Open"}
    assert not at.button_group
