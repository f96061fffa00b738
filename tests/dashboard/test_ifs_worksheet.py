"""The worksheet of parts: one click each, nothing twice, nothing lost."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from core.approaches.model import IfsPart
from core.approaches.parts import rating_on
from core.assembly import Practice
from core.exchange.demo import fill_with_samples
from core.exchange.sample import sample_id
from core.formulation.model import Node
from dashboard import workspace
from tests.dashboard.conftest import Screen, opened

CODE = "HL-103"
EMPTY = "HL-107"


@pytest.fixture(scope="module")
def changed_practice(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Practice]:
    """The sample clients, in a store that the tests of this file may change."""
    practice = opened(tmp_path_factory.mktemp("parts") / "store", fill_with_samples)
    yield practice
    practice.close()


@pytest.fixture
def own_practice(changed_practice: Practice) -> Practice:
    workspace.use(changed_practice)
    return changed_practice


def worksheet(code: str = CODE) -> Screen:
    screen = Screen().open("approach", code)
    screen.at.segmented_control(key=f"approach.view.{sample_id(code)}").set_value("ifs").run()
    assert not screen.at.exception
    return screen


def node_named(practice: Practice, name: str, code: str = CODE) -> Node:
    found = practice.services().formulation.formulation(practice.actor, sample_id(code))
    return next(node for node in found.nodes if node.name == name)


def part_named(practice: Practice, name: str, code: str = CODE) -> IfsPart | None:
    node = node_named(practice, name, code)
    found = practice.services().approaches.parts(practice.actor, sample_id(code))
    return next((part for part in found if part.node_id == node.id), None)


def open_part(screen: Screen, node: Node) -> Screen:
    screen.at.button(key=f"ifs.open.{node.id}").click().run()
    return screen


def starting(screen: Screen, kind: str, words: str) -> object:
    """The widget of a kind whose key begins so."""
    return next(one for one in getattr(screen.at, kind) if str(one.key).startswith(words))


class TestSeen:
    def test_every_part_is_there_with_where_the_work_is(self, screen: Screen) -> None:
        assert screen
        words = worksheet().words
        for said in ("Waiting for a follow-up", "Self-access", "permission given", "last step"):
            assert said in words
        for name in ("The Harbourmaster", "The girl on the trunk"):
            assert name in words

    def test_a_client_without_parts_is_told_how_to_begin(self, screen: Screen) -> None:
        assert screen
        sheet = worksheet(EMPTY)
        assert "No part is named yet" in sheet.words
        assert [b.label for b in sheet.at.button if b.label == "Add a part"]
        assert "Add a relation" not in [b.label for b in sheet.at.button]

    def test_what_is_not_known_says_not_yet_and_never_no(self, screen: Screen) -> None:
        assert screen
        practice = workspace._practice[0]
        sheet = open_part(worksheet(), node_named(practice, "The Prefect"))
        assert "not yet" in sheet.words
        assert "Permission: not asked yet" in sheet.words.replace("*", "")
        assert "Not rated yet." in sheet.words

    def test_self_is_not_offered_as_a_part_to_add(self, screen: Screen) -> None:
        sheet = screen.open("map", CODE)
        sheet.at.segmented_control(key="map.lens").set_value("ifs").run()
        assert "Self stands in the middle by itself" in sheet.words
        assert "Add a part" not in [b.label for b in sheet.at.button]


class TestOneClick:
    def test_a_rating_and_the_same_press_takes_it_back(self, own_practice: Practice) -> None:
        name = "The Prefect"
        sheet = open_part(worksheet(), node_named(own_practice, name))
        starting(sheet, "button_group", "ifs.self.").set_value(6).run()  # type: ignore[attr-defined]
        part = part_named(own_practice, name)
        assert part
        assert rating_on(part, own_practice.today()) == 6
        starting(sheet, "button_group", "ifs.self.").set_value(None).run()  # type: ignore[attr-defined]
        part = part_named(own_practice, name)
        assert part
        assert part.self_access == ()

    def test_a_step_and_taking_it_back(self, own_practice: Practice) -> None:
        name = "The Night Shift"
        sheet = open_part(worksheet(), node_named(own_practice, name))
        before = part_named(own_practice, name)
        starting(sheet, "button", "ifs.step.befriend.").click().run()  # type: ignore[attr-defined]
        after = part_named(own_practice, name)
        assert after
        assert (after.steps[-1].stage, after.steps[-1].on) == ("befriend", own_practice.today())
        starting(sheet, "button", "ifs.back.").click().run()  # type: ignore[attr-defined]
        last = part_named(own_practice, name)
        assert last
        assert last.steps == (before.steps if before else ())

    def test_a_permission_withdrawn_is_loud(self, own_practice: Practice) -> None:
        name = "The Shutter"
        sheet = open_part(worksheet(), node_named(own_practice, name))
        starting(sheet, "segmented_control", "ifs.permission.").set_value("withdrawn").run()  # type: ignore[attr-defined]
        part = part_named(own_practice, name)
        assert part
        assert (part.permission, part.permission_on) == ("withdrawn", own_practice.today())
        assert any("withdrawn" in one.value for one in sheet.at.warning)

    def test_a_follow_up_done_waits_no_more(self, own_practice: Practice) -> None:
        name = "The Shutter"
        sheet = open_part(worksheet(), node_named(own_practice, name))
        starting(sheet, "button", "ifs.followed.").click().run()  # type: ignore[attr-defined]
        part = part_named(own_practice, name)
        assert part
        assert (part.follow_up, part.follow_up_on) == ("", None)


def dialog(name: str, code: str, *more: str) -> AppTest:
    """A dialog of the worksheet by itself, on the parts of one sample client."""
    script = (
        "from dashboard.approach.ifs import entering, taking_out\n"
        "from dashboard.map import merging\n"
        "from dashboard.workspace import start_run\n"
        "from core.formulation.lenses.ifs import ifs_map\n"
        "from core.exchange.sample import sample_id\n"
        "w = start_run()\n"
        f"client = sample_id({code!r})\n"
        "w.pick(client)\n"
        "drawn = w.services.formulation.formulation(w.actor, client)\n"
        "parts = ifs_map(drawn)\n"
        f"{name}({', '.join(('w', *more))})\n"
    )
    return AppTest.from_string(script, default_timeout=30).run()


def press(at: AppTest, label: str) -> None:
    next(b for b in at.button if b.label == label).click().run()


class TestDialogs:
    def test_a_name_is_enough_for_a_part(self, own_practice: Practice) -> None:
        at = dialog("entering.add_part", EMPTY, "client")
        at.text_input[0].set_value("The Lookout")
        press(at, "Save")
        node = node_named(own_practice, "The Lookout", EMPTY)
        assert (node.kind, node.part_role) == ("part", "")
        assert "The Lookout" in worksheet(EMPTY).words

    def test_without_a_name_nothing_is_saved_and_a_sentence_says_so(
        self, own_practice: Practice
    ) -> None:
        assert own_practice
        at = dialog("entering.add_part", EMPTY, "client")
        press(at, "Save")
        assert [one.value for one in at.error] == ["Name: please fill this in."]

    def test_a_primary_emotion_becomes_the_exile_and_stays_what_it_is(
        self, own_practice: Practice
    ) -> None:
        before = node_named(own_practice, "Longing, with fright in it")
        at = dialog("entering.adopt_node", CODE, "client", "parts", "drawn")
        at.selectbox[0].set_value(before.id)
        press(at, "Save")
        after = node_named(own_practice, before.name)
        assert (after.id, after.kind, after.part_role) == (before.id, "prim_emotion", "exile")
        assert after.terms == before.terms
        assert any("(primary emotion" in b.label for b in worksheet().at.button)

    def test_a_relation_is_a_link_of_the_map(self, own_practice: Practice) -> None:
        ends = [node_named(own_practice, name) for name in ("The Prefect", "The Night Shift")]
        at = dialog("entering.relate", CODE, "parts", "drawn", "None")
        at.selectbox[0].set_value(ends[0].id)
        at.radio[0].set_value("polarised").run()
        at.selectbox[1].set_value(ends[1].id)
        press(at, "Save")
        drawn = own_practice.services().formulation.formulation(own_practice.actor, sample_id(CODE))
        kinds = [(one.from_node, one.to_node) for one in drawn.links if one.kind == "polarised"]
        assert (ends[0].id, ends[1].id) in kinds

    def test_two_nodes_that_are_the_same_become_one(self, own_practice: Practice) -> None:
        girl = node_named(own_practice, "The girl on the trunk")
        longing = node_named(own_practice, "Longing, with fright in it")
        at = dialog(
            "merging.same_thing", CODE, "drawn", f"drawn.node(__import__('uuid').UUID('{girl.id}'))"
        )
        at.selectbox[0].set_value(longing.id).run()
        at.radio[0].set_value(longing.id).run()
        assert "The girl on the trunk" in at.markdown[-1].value.replace("\\", "")
        press(at, "Make them one")
        drawn = own_practice.services().formulation.formulation(own_practice.actor, sample_id(CODE))
        kept = drawn.node(longing.id)
        assert kept
        assert (kept.part_role, drawn.node(girl.id)) == ("exile", None)
        part = part_named(own_practice, longing.name)
        assert part
        assert part.age == "Seven"


def test_a_reader_may_read_and_nothing_more(screen: Screen) -> None:
    """In screen-share mode names are codes, and there is nothing to change."""
    assert screen
    sheet = worksheet()
    next(t for t in sheet.at.toggle if "Screen-share" in t.label).set_value(True).run()
    labels = [b.label for b in sheet.at.button]
    assert "Edit this part" not in labels
    assert "Same as another node" not in labels
    next(t for t in sheet.at.toggle if "Screen-share" in t.label).set_value(False).run()


def test_ids_in_keys_are_of_this_client(screen: Screen) -> None:
    """A key names the client, so that what was pressed in one file never lands in another."""
    assert screen
    keys = [str(one.key) for one in worksheet().at.button if str(one.key).startswith("ifs.step")]
    assert keys
    assert all(str(UUID(str(sample_id(CODE)))) in key for key in keys)
