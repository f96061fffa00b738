"""What is asked of which part: steps and permission by role, one fact entered once."""

from __future__ import annotations

import pytest

from core.approaches.definitions import definition
from core.approaches.model import IfsPart
from core.approaches.parts import (
    asks_permission,
    let_go_on,
    permitted,
    step_noted,
    step_pressed,
    step_taken_back,
    steps_for,
)
from core.formulation.lenses.ifs import ifs_map
from core.formulation.lenses.meeting import Inputs, facts_about
from core.formulation.model import Formulation
from core.history.model import History
from dashboard.approach.ifs import view
from dashboard.map.lenses.parts_signs import line_of
from tests.people import MARA, TODAY, days_ago, link, node

GUARD = node(MARA, "The Guard", "part", part_role="manager")
CHILD = node(MARA, "The girl on the stairs", "part", part_role="exile")
DRAWN = Formulation(nodes=(GUARD, CHILD), links=(link(GUARD, CHILD, "protects"),))
OF_GUARD = IfsPart(client_id=MARA.id, node_id=GUARD.id)
OF_CHILD = IfsPart(client_id=MARA.id, node_id=CHILD.id)
IFS = definition("ifs")
NO_HISTORY = History((), (), (), (), (), ())
STEPS = [stage.id for stage in IFS.stages]


class TestSteps:
    @pytest.mark.parametrize("role", ["manager", "firefighter"])
    def test_a_protector_is_not_asked_for_what_an_exile_does(self, role: str) -> None:
        assert steps_for(role, STEPS) == [*STEPS[:7], "integrate"]

    def test_an_exile_is_witnessed_and_an_unknown_part_may_be_either(self) -> None:
        assert steps_for("exile", STEPS) == STEPS[7:]
        assert steps_for("unknown", STEPS) == STEPS

    def test_a_step_noted_before_the_role_was_known_stays_in_sight(self) -> None:
        part = step_noted(OF_CHILD, "find", TODAY)
        first, then = view.steps(part, IFS, "exile")
        assert [row.id for row in first] == ["find"]
        assert [row.id for row in then] == STEPS[7:]

    def test_pressed_again_on_the_same_day_it_is_taken_back(self) -> None:
        part = step_pressed(step_noted(OF_GUARD, "find", days_ago(7)), "find", TODAY)
        assert len(part.steps) == 2
        assert [one.on for one in step_pressed(part, "find", TODAY).steps] == [days_ago(7)]

    def test_no_number_of_steps_reads_as_a_score(self) -> None:
        part = step_noted(OF_GUARD, "focus", TODAY)
        words = [row.words for row in view.rows(ifs_map(DRAWN), [part], IFS)]
        assert "last step: 2 Focus on it, 11\u00a0Jun" in words[0]
        assert not any(" of " in one for one in words)


class TestPermission:
    @pytest.mark.parametrize(
        ("role", "asked"),
        [("manager", True), ("firefighter", True), ("unknown", True), ("exile", False),
         ("self", False)],
    )  # fmt: skip
    def test_it_is_asked_of_those_who_guard(self, role: str, asked: bool) -> None:
        assert asks_permission(role) is asked

    def test_an_exile_shows_the_permission_of_its_guard(self) -> None:
        card = ifs_map(DRAWN).cards[1]
        known = [permitted(OF_GUARD, "given", days_ago(7))]
        assert dict(view.relations(card, known))["Guarded by"] == (
            "The Guard (permission given on 4\u00a0Jun)"
        )
        assert dict(view.relations(card, []))["Guarded by"] == (
            "The Guard (permission not asked yet)"
        )

    def test_an_exile_is_not_said_to_be_asked(self) -> None:
        rows = view.rows(ifs_map(DRAWN), [], IFS)
        assert "permission" not in rows[1].words
        (fact,) = facts_about(CHILD, Inputs(DRAWN, NO_HISTORY, (OF_CHILD,)))
        assert "Permission" not in fact.sentence

    def test_the_step_taken_back_takes_the_permission_back(self) -> None:
        part = step_noted(OF_GUARD, "permission", TODAY)
        assert step_taken_back(part).permission == "not_asked"
        again = step_noted(step_noted(OF_GUARD, "permission", days_ago(9)), "permission", TODAY)
        back = step_pressed(again, "permission", days_ago(9))
        assert (back.permission, back.permission_on) == ("given", TODAY)

    def test_a_slip_put_right_the_same_day_leaves_no_step(self) -> None:
        part = permitted(permitted(OF_GUARD, "given", TODAY), "not_yet", TODAY)
        assert (part.permission, part.steps) == ("not_yet", ())

    def test_withdrawn_it_was_still_given_then(self) -> None:
        part = permitted(permitted(OF_GUARD, "given", TODAY), "withdrawn", TODAY)
        assert [one.stage for one in part.steps] == ["permission"]

    def test_an_older_permission_written_up_late_does_not_undo_a_withdrawal(self) -> None:
        part = permitted(OF_GUARD, "withdrawn", days_ago(2))
        late = step_noted(part, "permission", days_ago(9))
        assert (late.permission, late.permission_on) == ("withdrawn", days_ago(2))


def test_a_burden_let_go_is_no_longer_carried() -> None:
    part = OF_CHILD.amended(burden="Nobody comes")
    card = ifs_map(DRAWN).cards[1]
    assert ("Burden it carries", "Nobody comes") in view.facts(card, part)
    free = step_noted(part, "unburden", TODAY)
    assert let_go_on(free) == TODAY
    assert ("Burden it carried (let go 11\u00a0Jun)", "Nobody comes") in view.facts(card, free)


def test_the_legend_names_every_link() -> None:
    assert line_of("drives").name == "may lead to"
    assert line_of("drives") != line_of("felt_as")
