"""Relations of parts: chosen, never guessed; Self as what a part takes over from; taken out."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.assembly import Practice
from core.exchange.demo import fill_with_samples
from core.exchange.sample import sample_id
from core.formulation.lenses.ifs import ifs_map
from core.formulation.model import Formulation
from dashboard import workspace
from tests.dashboard.conftest import opened
from tests.dashboard.test_ifs_worksheet import (
    CODE,
    dialog,
    node_named,
    open_part,
    part_named,
    press,
    starting,
    worksheet,
)


@pytest.fixture(scope="module")
def changed_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """The sample clients, in a store that the tests of this file may change."""
    practice = opened(tmp_path_factory.mktemp("relations") / "store", fill_with_samples)
    yield practice
    practice.close()


@pytest.fixture
def own_practice(changed_practice: Practice) -> Practice:
    workspace.use(changed_practice)
    return changed_practice


def drawn(practice: Practice) -> Formulation:
    return practice.services().formulation.formulation(practice.actor, sample_id(CODE))


def take_out(practice: Practice, name: str) -> object:
    node = node_named(practice, name)
    found = f"drawn.node(__import__('uuid').UUID('{node.id}'))"
    return dialog("taking_out.take_out", CODE, "parts", "drawn", found)


class TestChosen:
    def test_no_relation_is_chosen_beforehand(self, own_practice: Practice) -> None:
        at = dialog("entering.relate", CODE, "parts", "drawn", "None")
        assert at.radio[0].value is None
        at.selectbox[0].set_value(node_named(own_practice, "The Prefect").id)
        press(at, "Save")
        assert "Choose all three" in at.error[0].value

    def test_what_is_offered_fits_the_relation(self, own_practice: Practice) -> None:
        beliefs = {n.name for n in drawn(own_practice).nodes if n.kind == "belief"}
        at = dialog("entering.relate", CODE, "parts", "drawn", "None")
        at.radio[0].set_value("carries").run()
        assert {one.partition(" (")[0] for one in at.selectbox[1].options} <= beliefs
        at.radio[0].set_value("protects").run()
        assert "The Prefect" in at.selectbox[1].options
        assert not beliefs & {one.partition(" (")[0] for one in at.selectbox[1].options}
        assert "Self" not in at.selectbox[1].options

    def test_a_part_takes_over_from_self(self, own_practice: Practice) -> None:
        had = [card for card in ifs_map(drawn(own_practice)).cards if card.role == "self"]
        at = dialog("entering.relate", CODE, "parts", "drawn", "None")
        at.selectbox[0].set_value(node_named(own_practice, "The Night Shift").id)
        at.radio[0].set_value("blended").run()
        wanted = had[0].part.name if had else "Self"
        at.selectbox[1].select_index(at.selectbox[1].options.index(wanted)).run()
        press(at, "Save")
        assert not at.error
        card = next(c for c in ifs_map(drawn(own_practice)).cards
                    if c.part.name == "The Night Shift")  # fmt: skip
        assert [node.part_role for node in card.takes_over] == ["self"]


class TestTakenOut:
    def test_a_relation_and_only_that(self, own_practice: Practice) -> None:
        before = drawn(own_practice)
        at = take_out(own_practice, "The Shutter")
        press(at, "Take out")  # type: ignore[arg-type]
        after = drawn(own_practice)
        assert len(after.links) == len(before.links) - 1
        assert len(after.nodes) == len(before.nodes)

    def test_a_feeling_is_a_part_no_longer_and_stays_a_feeling(
        self, own_practice: Practice
    ) -> None:
        at = dialog("entering.adopt_node", CODE, "client", "parts", "drawn")
        node = node_named(own_practice, "Longing, with fright in it")
        at.selectbox[0].set_value(node.id)
        press(at, "Save")
        press(take_out(own_practice, node.name), "It is not a part")  # type: ignore[arg-type]
        after = node_named(own_practice, node.name)
        assert (after.kind, after.part_role) == ("prim_emotion", "")

    def test_a_part_taken_off_is_gone_from_the_worksheet(self, own_practice: Practice) -> None:
        at = take_out(own_practice, "The Prefect")
        assert "is taken off the map" in at.markdown[-1].value  # type: ignore[attr-defined]
        press(at, "Take the part off the map")  # type: ignore[arg-type]
        assert "The Prefect" not in [node.name for node in drawn(own_practice).nodes]
        assert "The Prefect" not in worksheet().words


class TestByRole:
    def test_a_step_pressed_again_is_taken_back(self, own_practice: Practice) -> None:
        name = "The Harbourmaster"
        sheet = open_part(worksheet(), node_named(own_practice, name))
        before = part_named(own_practice, name)
        starting(sheet, "button", "ifs.step.permission.").click().run()  # type: ignore[attr-defined]
        given = part_named(own_practice, name)
        assert given
        assert given.permission == "given"
        starting(sheet, "button", "ifs.step.permission.").click().run()  # type: ignore[attr-defined]
        after = part_named(own_practice, name)
        assert before
        assert after
        assert (after.steps, after.permission) == (before.steps, "not_asked")

    def test_an_exile_is_asked_for_no_permission_and_let_its_burden_go(
        self, own_practice: Practice
    ) -> None:
        sheet = open_part(worksheet(), node_named(own_practice, "The girl on the trunk"))
        assert "Burden it carried (let go" in sheet.words
        assert not [one for one in sheet.at.segmented_control
                    if str(one.key).startswith("ifs.permission.")]  # fmt: skip
        assert not [b for b in sheet.at.button if str(b.key).startswith("ifs.step.find.")]
