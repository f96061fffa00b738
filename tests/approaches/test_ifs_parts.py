"""Parts from day to day: ratings, steps, permission, follow-up, backlash."""

from __future__ import annotations

from itertools import pairwise

import pytest

from core.approaches.definitions import definition
from core.approaches.model import IfsPart
from core.approaches.parts import (
    backlash_met,
    follow_ups,
    followed_up,
    not_met,
    part_record,
    permitted,
    rated,
    rating_on,
    step_noted,
    step_states,
    step_taken_back,
    with_backlash,
)
from core.assembly import Services
from core.errors import InvalidEntry, StaleEdit
from core.formulation.layout import loops
from core.formulation.lenses.ifs import RELATIONS, ifs_map
from core.formulation.model import SYMMETRICAL, Formulation, Link
from core.formulation.plot import map_plot
from dashboard.approach.ifs import view
from dashboard.components.plot import DARK, LIGHT
from dashboard.map.lenses.parts_chart import parts_figure
from dashboard.map.lenses.parts_signs import LETTERS, LINES, SIGNS
from tests.people import CLINICIAN, MARA, TODAY, days_ago, link, node

GUARD = node(MARA, "The Guard", "part", part_role="manager")
CHILD = node(MARA, "The girl on the stairs", "part", part_role="exile")
REBEL = node(MARA, "The Rebel", "part", part_role="firefighter")
BLANK = IfsPart(client_id=MARA.id, node_id=CHILD.id)
STEPS = [stage.id for stage in definition("ifs").stages]


class TestRatings:
    def test_a_day_has_one_rating_and_the_last_one_counts(self) -> None:
        part = rated(rated(BLANK, 3, TODAY), 5, TODAY)
        assert rating_on(part, TODAY) == 5
        assert len(part.self_access) == 1

    def test_taking_it_back_leaves_earlier_days_alone(self) -> None:
        part = rated(rated(rated(BLANK, 5, TODAY), 2, days_ago(7)), None, TODAY)
        assert [one.value for one in part.self_access] == [2]
        assert rating_on(part, TODAY) is None

    @pytest.mark.parametrize("value", [-1, 11])
    def test_only_nought_to_ten_is_a_rating(self, value: int) -> None:
        with pytest.raises(InvalidEntry):
            rated(BLANK, value, TODAY)


class TestSteps:
    def test_the_definition_has_six_fs_and_six_more(self) -> None:
        """The six Fs as the definition's source names them: find, focus, flesh out, feel toward,
        befriend, fears."""
        assert tuple(STEPS[:6]) == view.SIX_FS
        assert STEPS[6:] == ["permission", "witness", "retrieve", "unburden", "invite", "integrate"]

    def test_a_step_can_be_done_again_but_not_twice_a_day(self) -> None:
        part = step_noted(BLANK, "find", days_ago(7))
        part = step_noted(step_noted(part, "find", TODAY), "find", TODAY)
        found = {state.step: state for state in step_states(part, STEPS)}
        assert (found["find"].on, found["find"].times) == (TODAY, 2)
        assert (found["witness"].on, found["witness"].times) == (None, 0)

    def test_the_step_noted_last_is_taken_back_and_no_other(self) -> None:
        part = step_noted(step_noted(BLANK, "find", days_ago(7)), "focus", TODAY)
        assert [one.stage for one in step_taken_back(part).steps] == ["find"]
        assert step_taken_back(BLANK).steps == ()

    def test_every_step_is_shown_and_those_not_reached_say_not_yet(self) -> None:
        first, then = view.steps(step_noted(BLANK, "find", TODAY), definition("ifs"))
        assert len(first) + len(then) == len(STEPS)
        assert first[0].done
        assert all(row.words.endswith("not yet") for row in (*first[1:], *then))


class TestPermission:
    def test_it_can_be_withdrawn_and_has_its_day(self) -> None:
        part = permitted(permitted(BLANK, "given", days_ago(7)), "withdrawn", TODAY)
        assert (part.permission, part.permission_on) == ("withdrawn", TODAY)
        assert "withdrawn on 11\u00a0Jun\u00a02026" in view.permission_words(part)

    def test_not_asked_has_no_day_and_is_not_a_no(self) -> None:
        assert permitted(permitted(BLANK, "given", TODAY), "not_asked", TODAY).permission_on is None
        assert view.permission_words(BLANK) == "Permission: not asked yet"


class TestFollowUp:
    def waiting(self, *days: int | None) -> list[IfsPart]:
        return [IfsPart(client_id=MARA.id, node_id=CHILD.id, follow_up=f"after {one}",
                        follow_up_on=None if one is None else days_ago(one))
                for one in days]  # fmt: skip

    def test_the_longest_overdue_comes_first_and_one_without_a_day_last(self) -> None:
        found = follow_ups([*self.waiting(None, -3, 0, 12), BLANK], TODAY)
        assert [one.due for one in found] == ["overdue", "today", "ahead", "no_day"]

    def test_due_ones_are_loud_and_backlash_that_was_not_met_with_them(self) -> None:
        angry = with_backlash(BLANK, "No sleep", days_ago(2))
        drawn = Formulation(nodes=(CHILD,))
        found = view.waiting([*self.waiting(-3, 12), angry], drawn, TODAY)
        assert [one.due for one in found] == [True, True, False]
        assert "12 days ago" in found[0].words
        assert "not met yet" in found[1].words

    def test_a_part_taken_off_the_map_waits_no_more(self) -> None:
        assert view.waiting(self.waiting(5), Formulation(), TODAY) == []

    def test_done_is_done(self) -> None:
        (part,) = self.waiting(5)
        assert follow_ups([followed_up(part)], TODAY) == ()


def test_backlash_is_kept_with_the_day_it_was_met() -> None:
    part = with_backlash(with_backlash(BLANK, "Late", TODAY), "Early", days_ago(9))
    assert [one.what for one in part.backlash] == ["Early", "Late"]
    met = backlash_met(part, 0, TODAY)
    assert [place for _, place in not_met([met])] == [1]
    assert met.backlash[0].met_on == TODAY


class TestRecord:
    def test_two_tabs_that_begin_the_same_part_cannot_both_save(
        self, services: Services, mara: object
    ) -> None:
        assert mara
        services.formulation.save_node(CLINICIAN, CHILD)
        first, second = (part_record(MARA.id, CHILD.id, []) for _ in range(2))
        services.approaches.save_part(CLINICIAN, rated(first, 3, TODAY))
        with pytest.raises(StaleEdit):
            services.approaches.save_part(CLINICIAN, rated(second, 8, TODAY))

    def test_what_is_known_is_found_by_the_node(self) -> None:
        assert part_record(MARA.id, CHILD.id, [BLANK]) is BLANK


def between(*kinds: str) -> Formulation:
    ends = ((GUARD, CHILD), (REBEL, GUARD), (CHILD, REBEL))
    links: list[Link] = [link(*pair, kind) for pair, kind in zip(ends, kinds, strict=False)]
    return Formulation(nodes=(GUARD, CHILD, REBEL), links=tuple(links))


class TestRelations:
    def test_a_line_without_a_direction_has_no_head_and_a_sign_of_its_own(self) -> None:
        assert {kind for kind, line in LINES.items() if not line.headed} == set(SYMMETRICAL)
        assert set(LINES) == set(RELATIONS)
        looks = {(line.dash, line.width, line.middle) for line in LINES.values()}
        assert len(looks) == len(LINES)
        assert len({sign.symbol for sign in SIGNS.values()}) == len(set(LETTERS.values())) == 5

    @pytest.mark.parametrize("colours", [LIGHT, DARK])
    def test_the_picture_has_a_head_for_each_link_that_goes_one_way(self, colours: object) -> None:
        drawn = parts_figure(ifs_map(between("protects", "polarised", "allied")), colours)  # type: ignore[arg-type]
        notes = drawn["layout"]["annotations"]
        assert sum(note["showarrow"] for note in notes) == 2  # one link, and its sample below
        written = str([note["text"] for note in notes])
        for words in ("guards", "in conflict", "work together", "Manager", "Firefighter", "Exile"):
            assert words in written
        assert "takes over" not in written

    def test_the_map_draws_no_head_either(self) -> None:
        arrows = map_plot(between("protects", "polarised", "blended")).arrows
        assert sorted(arrow.both_ways for arrow in arrows) == [False, False, True]

    def test_a_conflict_is_no_step_of_a_loop(self) -> None:
        assert loops(between("drives", "drives", "drives"))
        assert loops(between("drives", "polarised", "drives")) == []

    def test_the_picture_is_said_in_words(self) -> None:
        said = view.in_words(ifs_map(between("protects", "polarised")))
        assert "The Guard *guards* The girl on the stairs" in said
        assert "The Rebel *is in conflict with* The Guard" in said


class TestRows:
    def test_a_part_of_which_nothing_is_known_says_so(self) -> None:
        rows = view.rows(ifs_map(between()), [], definition("ifs"))
        assert {row.words for row in rows} == {
            "Self-access not rated yet · permission not asked yet · no step yet",
            "Self-access not rated yet · no step yet",
        }
        card = ifs_map(between()).cards[0]
        assert {words for _, words in view.facts(card, BLANK)} == {view.NOT_YET}

    def test_words_with_signs_stay_words(self) -> None:
        card = ifs_map(between()).cards[0]
        part = BLANK.amended(job="<b>*all*</b> [x](y)")
        assert r"\<b\>\*all\*" in dict(view.facts(card, part))["Job"]

    def test_forty_parts_are_listed_and_drawn(self) -> None:
        nodes = tuple(node(MARA, f"Part {n}", "part", part_role="exile") for n in range(40))
        links = tuple(link(a, b, "allied") for a, b in pairwise(nodes))
        many = ifs_map(Formulation(nodes=nodes, links=links))
        assert len(view.rows(many, [], definition("ifs"))) == 40
        assert len(parts_figure(many, LIGHT)["data"][0]["x"]) == 41
