"""What a record names by its id is in the same client's file, or was when it was named."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID, uuid4

import pytest

from core.approaches.model import Cycle, IfsPart, TargetWork, Weighing
from core.approaches.parts import part_record
from core.assembly import Services
from core.errors import InvalidEntry, StaleEdit
from core.formulation.model import Node
from core.sessions.model import Goal
from tests.people import CLINICIAN, JONAS, MARA, TODAY, node, plan, target

Save = Callable[[Services, UUID], object]
OWN, THEIRS = node(MARA, "Mine", "part"), node(JONAS, "Theirs", "part")
ON_A_MAP: dict[str, Save] = {
    "target": lambda s, one: s.approaches.save_target(CLINICIAN, target(MARA, node_id=one)),
    "part": lambda s, one: s.approaches.save_part(
        CLINICIAN, IfsPart(client_id=MARA.id, node_id=one)
    ),
    "plan": lambda s, one: s.approaches.save_plan(CLINICIAN, plan(MARA, None, works_on=(one,))),
    "cycle": lambda s, one: s.approaches.save_plan(
        CLINICIAN, plan(MARA, None, cycles=(Cycle(with_whom="self", nodes=(one,)),))
    ),
}
ON_EVERY = pytest.mark.parametrize("save", ON_A_MAP.values(), ids=ON_A_MAP)


@pytest.fixture(autouse=True)
def two_maps(services: Services) -> None:
    for client, one in ((MARA, OWN), (JONAS, THEIRS)):
        services.clients.save(CLINICIAN, client)
        services.formulation.save_node(CLINICIAN, one)


def stored(services: Services) -> Node:
    return next(iter(services.formulation.formulation(CLINICIAN, MARA.id).nodes))


@ON_EVERY
def test_a_node_of_the_own_map_is_taken(services: Services, save: Save) -> None:
    save(services, OWN.id)


@ON_EVERY
def test_another_map_and_no_node_at_all_are_told_alike(services: Services, save: Save) -> None:
    for wrong in (THEIRS.id, uuid4(), JONAS.id):
        with pytest.raises(InvalidEntry, match="is not on this client's map"):
            save(services, wrong)


@ON_EVERY
def test_a_node_that_was_taken_off_is_not_named_anew(services: Services, save: Save) -> None:
    services.formulation.retire(CLINICIAN, stored(services))
    with pytest.raises(InvalidEntry):
        save(services, OWN.id)


def test_what_named_a_node_before_it_was_taken_off_can_still_be_saved(services: Services) -> None:
    kept = services.approaches.save_target(CLINICIAN, target(MARA, node_id=OWN.id))
    aimed = services.approaches.save_plan(CLINICIAN, plan(MARA, None, works_on=(OWN.id,)))
    services.formulation.retire(CLINICIAN, stored(services))
    assert services.approaches.save_target(CLINICIAN, kept.amended(status="parked")).version == 2
    assert services.approaches.save_plan(CLINICIAN, aimed.amended(reasons="Still.")).version == 2


def test_goals_are_the_clients_own(services: Services) -> None:
    for client in (MARA, JONAS):
        services.sessions.save_goal(CLINICIAN, Goal(client_id=client.id, words="To sleep"))
    [mine], [theirs] = (services.sessions.goals(CLINICIAN, one.id) for one in (MARA, JONAS))
    services.approaches.save_plan(CLINICIAN, plan(MARA, None, goals=(mine.id,)))
    with pytest.raises(InvalidEntry, match="goal"):
        services.approaches.save_plan(CLINICIAN, plan(MARA, None, goals=(mine.id, theirs.id)))


def test_work_is_on_a_target_of_the_sequence(services: Services) -> None:
    mine = services.approaches.save_target(CLINICIAN, target(MARA))
    theirs = services.approaches.save_target(CLINICIAN, target(JONAS))
    work = TargetWork(client_id=MARA.id, target_id=mine.id, on=TODAY)
    kept = services.approaches.save_target_work(CLINICIAN, work)
    with pytest.raises(InvalidEntry, match="target"):
        services.approaches.save_target_work(CLINICIAN, kept.amended(target_id=theirs.id))
    services.approaches.save_target(CLINICIAN, mine.amended(retired=True))
    with pytest.raises(InvalidEntry, match="target"):
        services.approaches.save_target_work(
            CLINICIAN, TargetWork(client_id=MARA.id, target_id=mine.id, on=TODAY)
        )
    corrected = kept.amended(note="Corrected afterwards")
    assert services.approaches.save_target_work(CLINICIAN, corrected).version == 2


def test_a_weighing_has_the_one_id_of_its_approach(services: Services) -> None:
    with pytest.raises(InvalidEntry, match="one weighing for each approach"):
        services.approaches.save_weighing(CLINICIAN, Weighing(client_id=MARA.id, approach="emdr"))
    asked = services.approaches.weighing(CLINICIAN, MARA.id, "emdr")
    with pytest.raises(InvalidEntry):
        services.approaches.save_weighing(CLINICIAN, asked.amended(approach="ifs"))
    assert services.approaches.save_weighing(CLINICIAN, asked).version == 1


class TestAfterAMerge:
    def test_a_node_that_went_is_not_merged_again(self, services: Services) -> None:
        other = services.formulation.save_node(CLINICIAN, node(MARA, "The same", "part"))
        third = services.formulation.save_node(CLINICIAN, node(MARA, "A third", "part"))
        services.formulation.merge(CLINICIAN, stored(services), other)
        gone = services.formulation.earlier(CLINICIAN, other)[-1]
        for keep, went in ((third, gone), (gone, third)):
            with pytest.raises(InvalidEntry, match="not on the map any more"):
                services.formulation.merge(
                    CLINICIAN, keep, went.model_copy(update={"retired": False})
                )
        assert len(services.formulation.formulation(CLINICIAN, MARA.id).nodes) == 2

    @pytest.mark.parametrize("both", [False, True])
    def test_the_record_of_a_part_that_moved_is_told_in_a_sentence(
        self, services: Services, both: bool
    ) -> None:
        other = services.formulation.save_node(CLINICIAN, node(MARA, "The same", "part"))
        for one in (OWN, other) if both else (other,):
            services.approaches.save_part(CLINICIAN, part_record(MARA.id, one.id, []))
        services.formulation.merge(CLINICIAN, stored(services), other)
        gone = services.formulation.earlier(CLINICIAN, other)[-1]
        services.formulation.save_node(CLINICIAN, gone.model_copy(update={"retired": False}))
        begun = part_record(MARA.id, other.id, services.approaches.parts(CLINICIAN, MARA.id))
        with pytest.raises(InvalidEntry, match="the node it was made one with"):
            services.approaches.save_part(CLINICIAN, begun.amended(age="Three"))

    def test_two_who_begin_at_once_are_told_as_ever(self, services: Services) -> None:
        blank = part_record(MARA.id, OWN.id, [])
        services.approaches.save_part(CLINICIAN, blank.amended(age="Three"))
        with pytest.raises(StaleEdit):
            services.approaches.save_part(CLINICIAN, blank.amended(age="Four"))
