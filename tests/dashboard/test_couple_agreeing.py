"""What a partner agrees to is what the other sees: the words beside the switch and no others."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.clients.couple_changes import half_of
from core.clients.model import Agreed, Couple, HalfCycle, HalfNode, Injury
from core.exchange.sample import couple_from, read_file, sample_files, sample_id
from core.formulation.model import Node
from dashboard import workspace
from dashboard.approach.couple.view import agreed_by_field, words_for_both
from tests.dashboard.conftest import Screen, opened
from tests.dashboard.test_couple_together import everything
from tests.dashboard.test_couple_worksheet import change, dialog, fill, now, widget
from tests.dashboard.test_entering import form, press
from tests.people import JONAS, MARA, node


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """Mara and Jonas as a couple with nothing noted, not even halves."""
    made = opened(tmp_path / "store", _filled)
    yield made
    workspace.use(made)
    workspace.current().share_screen(False)
    made.close()


def _filled(practice: Practice) -> None:
    services = practice.services()
    for client in (MARA, JONAS):
        services.clients.save(practice.actor, client)
    services.clients.save_couple(practice.actor, Couple(client_id=MARA.id, partner_id=JONAS.id))


def fear(practice: Practice, **more: object) -> Node:
    """Mara's fear stands for a node of her map."""
    fields = {"shareable": True, "plain_words": "I fear you go"} | more
    stands = practice.services().formulation.save_node(
        practice.actor, node(MARA, "Zqname", "belief", **fields)
    )
    named = (HalfNode(field="fear", node_id=stands.id),)
    change(practice, halves=(HalfCycle(client_id=MARA.id, fear="Zqtyped", nodes=named),))
    return stands


def agree(practice: Practice) -> AppTest:
    return form(practice, dialog, "agree", MARA.id)


def agreed(practice: Practice) -> dict[str, str]:
    return {one.field: one.words for one in half_of(now(practice), MARA.id).agreed}


def together(practice: Practice) -> str:
    """The couple view from Jonas's page."""
    workspace.use(practice)
    screen = Screen()
    screen.at.session_state[f"approach.view.{JONAS.id}"] = "eft_couples"
    screen.at.switch_page("app_pages/approach.py")
    screen.at.query_params["client"] = str(JONAS.id)
    screen.at.run()
    screen.press("Couple view")
    return everything(screen)


def test_the_words_beside_the_switch_are_those_that_are_shown(practice: Practice) -> None:
    stands = fear(practice)
    at = agree(practice)
    assert [box.label for box in at.checkbox] == ["Fears: I fear you go"]
    at.checkbox[0].check()
    press(at, "Save")
    assert agreed(practice) == {"fear": "I fear you go"}
    formulation = practice.services().formulation
    formulation.save_node(practice.actor, stands.amended(plain_words="Zqother"))
    seen = together(practice)
    assert "I fear you go" in seen
    assert "Zq" not in seen


def test_a_node_that_may_not_be_seen_is_not_asked_about(practice: Practice) -> None:
    fear(practice, shareable=False)
    at = agree(practice)
    assert [box.label for box in at.checkbox] == ["Fears: Zqtyped"]


def test_other_words_on_the_map_are_agreed_to_anew_or_kept_or_taken_back(
    practice: Practice,
) -> None:
    stands = fear(practice)
    at = agree(practice)
    at.checkbox[0].check()
    press(at, "Save")
    formulation = practice.services().formulation
    formulation.save_node(practice.actor, stands.amended(plain_words="I fear I bore you"))

    at = agree(practice)
    earlier, later = at.checkbox
    assert "agreed in other words on" in earlier.label
    assert "I fear you go" in earlier.label
    assert (earlier.value, later.label, later.value) == (True, "Fears: I fear I bore you", False)
    press(at, "Save")
    assert agreed(practice) == {"fear": "I fear you go"}, "kept as it was"
    at = agree(practice)
    at.checkbox[1].check()
    press(at, "Save")
    assert agreed(practice) == {"fear": "I fear I bore you"}, "agreed to again"
    at = agree(practice)
    assert len(at.checkbox) == 1
    at.checkbox[0].uncheck()
    press(at, "Save")
    assert agreed(practice) == {}


def test_an_agreement_without_words_shows_nothing(practice: Practice) -> None:
    half = HalfCycle(client_id=MARA.id, fear="Zqtyped", agreed=(Agreed(field="fear"),))
    hurt = Injury(owner=MARA.id, headline="Zqhurt", agreed_on=practice.today())
    change(practice, halves=(half,), injuries=(hurt,))
    assert "Zq" not in together(practice)
    assert [box.value for box in agree(practice).checkbox] == [False, False]


def test_of_an_injury_the_agreed_headline_is_shown(practice: Practice) -> None:
    hurt = Injury(owner=MARA.id, headline="The ward", note="Zqnote")
    change(practice, injuries=(hurt,))
    at = agree(practice)
    at.checkbox[0].check()
    press(at, "Save")
    said = now(practice).injuries[0]
    assert (said.agreed_on, said.agreed_words) == (practice.today(), "The ward")
    change(practice, injuries=(said.model_copy(update={"headline": "Zqward"}),))
    seen = together(practice)
    assert "The ward" in seen
    assert "Zq" not in seen


def test_nothing_is_left_on_the_map_when_the_half_was_changed_meanwhile(
    practice: Practice,
) -> None:
    at = form(practice, dialog, "half", MARA.id)
    fill(at, "text_input", ".fear", "Mine")
    fill(at, "selectbox", ".fear.node", "new")
    change(practice, halves=(HalfCycle(client_id=MARA.id, fear="Theirs"),))
    press(at, "Save")
    assert widget(at, "text_input", ".fear")
    assert practice.services().formulation.formulation(practice.actor, MARA.id).nodes == ()


@pytest.mark.parametrize("halves", [0, 1, 2])
@pytest.mark.parametrize("client", [MARA, JONAS], ids=lambda one: one.name)
@pytest.mark.parametrize("share", [False, True], ids=["own screen", "shared screen"])
def test_the_map_page_is_drawn_with_any_number_of_halves(
    practice: Practice, halves: int, client: object, share: bool
) -> None:
    both = tuple(HalfCycle(client_id=one.id, fear="Alone") for one in (MARA, JONAS))
    change(practice, halves=both[:halves])
    workspace.use(practice)
    screen = Screen()
    workspace.current().share_screen(share)
    screen.at.switch_page("app_pages/map.py")
    screen.at.query_params["client"] = str(client.id)  # type: ignore[attr-defined]
    screen.at.run()
    assert not screen.at.exception
    assert "Shared cycle" in screen.words


def test_in_the_sample_couple_nothing_is_agreed_in_other_words() -> None:
    """Each agreed text is what the dialog would ask about today."""
    name = "04_couple_eft_shared_cycle.yaml"
    files = {str(one): read_file(str(one)) for one in sample_files()}
    data = next(read for file, read in files.items() if file.endswith(name))
    maps = {sample_id(read["client"]["code"]): read for read in files.values() if "client" in read}
    for half in couple_from(name, data).halves:
        code = maps[half.client_id]["client"]["code"]
        fields = ("kind", "name", "plain_words", "shareable", "parked_because")
        nodes = {
            sample_id(code, row["key"]): Node(
                id=sample_id(code, row["key"]), client_id=half.client_id,
                **{key: row[key] for key in fields if key in row},
            )
            for row in maps[half.client_id]["nodes"]
        }  # fmt: skip
        said = agreed_by_field(half)
        assert len(said) >= 5
        for field, one in said.items():
            assert one.words == words_for_both(half, field, nodes)
