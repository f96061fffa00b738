"""A fifth approach is a data file and nothing else, and its plans outlive the file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from core.approaches.definitions import definition, definitions, read_again, shipped_definitions
from core.approaches.log import SessionStep
from core.approaches.model import Caution, IfsPart, Plan, Readiness, StageReached, Weighing
from core.approaches.selection import Candidate, selection
from core.assembly import Services
from core.clients.model import Client
from core.errors import DefinitionError, InvalidEntry
from core.exchange.sample import client_from
from core.vocabulary import ids, label, note, terms
from tests.approaches.own_folder import WALKS, own_folder, put
from tests.people import CLINICIAN, days_ago, node

__all__ = ["own_folder"]


@pytest.fixture
def walks(own_folder: Path) -> Path:
    """The folder with the made-up approach in it."""
    put(own_folder, WALKS)
    return own_folder


def candidate(services: Services, client: Client) -> Candidate:
    found = selection(services.file(CLINICIAN, client.id))
    return next(one for one in found if one.definition.id == "lantern_walks")


def walking(client: Client, **more: object) -> Plan:
    reached = (
        StageReached(stage="walk_out", on=days_ago(20)),
        StageReached(stage="walk_home", on=days_ago(3)),
    )
    fields = {"client_id": client.id, "approach": "lantern_walks", "stages": reached}
    return Plan(**(fields | more))


@pytest.mark.usefixtures("walks")
def test_it_is_a_definition_and_its_words_are_known() -> None:
    assert list(definitions()) == ["eft_couples", "efit", "ifs", "emdr", "lantern_walks", "support"]
    assert definition("lantern_walks").stages[0].exit[0].words == "The turning point was reached"
    assert label("approaches", "lantern_walks") == "Lantern walks"
    own = [t.id for t in terms("stages") if note("stages", t.id, "approach") == "lantern_walks"]
    assert own == ["walk_out", "walk_home"]
    assert label("stages", "walk_home") == "Walking home"
    assert label("caution_reasons", "icy_path") == "Icy path"


@pytest.mark.usefixtures("walks")
def test_it_stands_among_the_others_with_what_speaks_for_it(
    services: Services, mara: Client
) -> None:
    services.formulation.save_node(CLINICIAN, node(mara, "The harbour wall", "strength"))
    found = candidate(services, mara)
    assert [aim.nodes[0][1] for aim in found.aims] == ["The harbour wall"]
    assert found.indications[0].grounds[0].words == "On the map: “The harbour wall”."
    assert (found.cautions[0].label, found.cautions[0].found) == ("Icy path", "not_asked")
    assert found.readiness[0].definition.words == "Has good shoes"
    assert found.evidence[0].card.grade == "E"
    assert found.evidence[0].sources[0].reference == "Made up for a test"


@pytest.mark.usefixtures("walks")
def test_it_can_be_weighed_planned_and_carried_through_its_stages(
    services: Services, mara: Client
) -> None:
    weighing = services.approaches.weighing(CLINICIAN, mara.id, "lantern_walks")
    answered = weighing.amended(
        cautions=(Caution(reason="icy_path", found="present", decision="postpone"),),
        readiness=(Readiness(check="shoes", state="met"),),
    )
    services.approaches.save_weighing(CLINICIAN, answered)
    logged = SessionStep(on=days_ago(3), stage="walk_home")
    services.approaches.save_plan(CLINICIAN, walking(mara, log=(logged,)))
    (plan,) = services.approaches.plans(CLINICIAN, mara.id)
    assert plan.stage_now == "walk_home"
    found = candidate(services, mara)
    assert found.plans == ("current",)
    assert (found.cautions[0].found, found.cautions[0].decision) == ("present", "postpone")
    assert found.readiness[0].state == "met"


def test_after_its_file_is_gone_the_plan_is_still_read_and_can_be_ended(
    services: Services, mara: Client, walks: Path
) -> None:
    services.approaches.save_plan(CLINICIAN, walking(mara))
    icy = Caution(reason="icy_path", found="present")
    services.approaches.save_weighing(
        CLINICIAN,
        services.approaches.weighing(CLINICIAN, mara.id, "lantern_walks").amended(cautions=(icy,)),
    )
    (walks / "walks.toml").unlink()
    read_again()
    assert set(definitions()) == set(shipped_definitions())
    (plan,) = services.approaches.plans(CLINICIAN, mara.id)
    assert (plan.approach, plan.stage_now) == ("lantern_walks", "walk_home")
    assert label("approaches", plan.approach) == "Lantern walks"
    assert label("stages", "walk_home") == "Walk home"
    assert services.approaches.weighings(CLINICIAN, mara.id)[0].cautions == (icy,)
    assert "lantern_walks" not in ids("approaches")
    ended = services.approaches.save_plan(CLINICIAN, plan.amended(status="ended"))
    assert ended.status == "ended"
    assert len(selection(services.file(CLINICIAN, mara.id))) == len(definitions())


def test_what_nobody_defined_is_not_saved(services: Services, mara: Client) -> None:
    with pytest.raises(InvalidEntry, match="no definition of this approach"):
        services.approaches.save_plan(CLINICIAN, walking(mara))
    with pytest.raises(InvalidEntry, match="no such stage"):
        services.approaches.save_plan(CLINICIAN, walking(mara, approach="emdr"))
    with pytest.raises(InvalidEntry, match="no definition of this approach"):
        services.approaches.save_weighing(
            CLINICIAN, Weighing(client_id=mara.id, approach="moonlight")
        )
    icy = Caution(reason="icy_path", found="present")
    with pytest.raises(InvalidEntry, match="no such caution"):
        services.approaches.save_weighing(
            CLINICIAN, Weighing(client_id=mara.id, approach="emdr", cautions=(icy,))
        )
    part = IfsPart(
        client_id=mara.id, node_id=node(mara, "The checker", "part").id,
        steps=(StageReached(stage="walk_out", on=days_ago(1)),),
    )  # fmt: skip
    with pytest.raises(InvalidEntry, match="no such stage"):
        services.approaches.save_part(CLINICIAN, part)
    assert services.approaches.plans(CLINICIAN, mara.id) == []


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        ({"approach": "emrd"},
         "plans[1]: Approach: is not one of the words of the list approaches."),
        ({"stages": [{"stage": "ph9", "on": date(2026, 6, 1)}]},
         "plans[1]: Stages: is not one of the words of the list stages."),
        ({"cautions": [{"reason": "ices"}]},
         "plans[1]: Cautions: is not one of the words of the list caution reasons."),
    ],
)  # fmt: skip
def test_a_misspelt_word_in_a_sample_file_is_named(changed: dict[str, object], told: str) -> None:
    data = {
        "as_of": date(2026, 6, 8), "client": {"code": "HL-9", "name": "Sample"},
        "plans": [{"approach": "emdr"} | changed],
    }  # fmt: skip
    with pytest.raises(DefinitionError) as refused:
        client_from("one.yaml", data, date(2026, 6, 11))
    assert str(refused.value) == f"one.yaml: {told}"


def test_a_name_in_ones_own_words_needs_no_definition(services: Services, mara: Client) -> None:
    plan = Plan(client_id=mara.id, approach="other: Music therapy")
    assert services.approaches.save_plan(CLINICIAN, plan).approach == "other: Music therapy"


@pytest.mark.parametrize("word", ["Lantern walks", "walk out!", "x" * 41, "9lives"])
def test_an_id_that_cannot_be_one_is_refused_when_it_is_typed(word: str, mara: Client) -> None:
    with pytest.raises(ValueError, match="words of the list approaches"):
        Plan(client_id=mara.id, approach=word)
