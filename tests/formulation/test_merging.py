"""Two nodes become one: nothing that named the other is left, and nothing is lost."""

from __future__ import annotations

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core.access.actor import Actor
from core.approaches.model import Backlash, Cycle, IfsPart, Plan, SelfAccess
from core.assembly import Services
from core.clients.model import Client, Couple, HalfCycle, HalfNode, Injury
from core.errors import InvalidEntry, NotPermitted, StaleEdit
from core.formulation.lenses.ifs import is_part, role_of
from core.formulation.merging import (
    left_behind,
    merged_links,
    merged_node,
    merged_parts,
    repointed,
)
from core.formulation.model import Evidence, Link, Node, Prediction
from core.sessions.model import Goal
from tests.people import CLINICIAN, JONAS, MARA, days_ago, episode, link, node, plan, target

SHAME = node(MARA, "Shame", "prim_emotion", terms=("shame",), themes=("shame",), words="Hot face.")
CHILD = node(MARA, "The girl on the stairs", "part", part_role="exile", words="Nobody came.",
             themes=("abandonment",), shareable=True)  # fmt: skip
CUE = node(MARA, "No answer")
BARE = node(MARA, "Fear", "prim_emotion")
RINGS = node(MARA, "Rings again", "action")


class TestNode:
    def test_the_kept_node_takes_over_what_it_did_not_say(self) -> None:
        kept = merged_node(SHAME, CHILD)
        assert (kept.id, kept.name, kept.kind) == (SHAME.id, "Shame", "prim_emotion")
        assert kept.part_role == "exile"
        assert kept.themes == ("shame", "abandonment")
        assert kept.words == "Hot face.\n\nNobody came."
        assert kept.terms == ("shame",)

    def test_the_client_sees_it_only_if_both_could_be_seen(self) -> None:
        assert not merged_node(CHILD, SHAME).shareable
        open_too = SHAME.model_copy(update={"shareable": True})
        assert merged_node(CHILD, open_too).shareable

    def test_a_part_without_a_role_is_still_a_part_afterwards(self) -> None:
        kept = merged_node(BARE, node(MARA, "Something in me", "part"))
        assert is_part(kept)
        assert role_of(kept) == "unknown"
        assert not is_part(merged_node(BARE, CUE))

    def test_what_does_not_stay_is_named_before_it_is_done(self) -> None:
        lost = " ".join(left_behind(CHILD, SHAME))
        assert "“Shame”" in lost
        assert "words of the diary" in lost
        assert left_behind(SHAME, SHAME.model_copy(update={"id": CUE.id})) == []

    def test_two_entries_of_the_file_are_not_silently_made_one(self) -> None:
        one = CUE.model_copy(update={"source_id": SHAME.id})
        other = RINGS.model_copy(update={"source_id": CHILD.id})
        with pytest.raises(InvalidEntry, match="Stands for"):
            merged_node(one, other)
        with pytest.raises(InvalidEntry, match="two different"):
            merged_node(one, one)
        with pytest.raises(InvalidEntry, match="same client"):
            merged_node(one, node(JONAS, "x"))


class TestLinks:
    seen = Evidence(kind="quote", text="It went quiet.")
    again = Evidence(kind="quote", text="It went quiet again.")

    def test_a_link_that_would_be_there_twice_is_one_with_the_evidence_of_both(self) -> None:
        first = link(CUE, SHAME, "felt_as", evidence_for=(self.seen,))
        second = link(CUE, CHILD, "felt_as", evidence_for=(self.seen, self.again), note="Odd")
        found = merged_links(SHAME.id, CHILD.id, [first, second])
        (changed,) = found.changed
        assert changed.id == first.id
        assert changed.evidence_for == (self.seen, self.again)
        assert changed.note == "Odd"
        assert found.dropped == (second,)
        assert found.replaced == ((second.id, first.id),)

    def test_a_link_between_the_two_goes(self) -> None:
        between = link(CHILD, SHAME)
        found = merged_links(SHAME.id, CHILD.id, [between])
        assert (found.changed, found.dropped, found.replaced) == ((), (between,), ())

    def test_the_other_direction_and_another_verb_are_other_hypotheses(self) -> None:
        links = [link(CUE, SHAME), link(CHILD, CUE), link(CUE, CHILD, "evokes")]
        found = merged_links(SHAME.id, CHILD.id, links)
        assert len(found.changed) == 2
        assert found.dropped == ()

    def test_a_conflict_is_the_same_either_way_round(self) -> None:
        links = [link(RINGS, SHAME, "polarised"), link(CHILD, RINGS, "polarised")]
        found = merged_links(SHAME.id, CHILD.id, links)
        assert found.dropped == (links[1],)

    def test_links_elsewhere_are_not_touched(self) -> None:
        assert merged_links(SHAME.id, CHILD.id, [link(CUE, RINGS)]) == ((), (), ())


NODES = (SHAME, CHILD, CUE, RINGS)


@st.composite
def webs(draw: st.DrawFn) -> list[Link]:
    ends, verbs = st.sampled_from(NODES), st.sampled_from(("drives", "polarised"))
    pairs = draw(st.lists(st.tuples(ends, ends, verbs), max_size=25))
    return [link(a, b, kind) for a, b, kind in pairs if a.id != b.id]


@given(webs())
@examples(max_examples=60)
def test_after_a_merge_no_standing_link_names_the_other(links: list[Link]) -> None:
    found = merged_links(SHAME.id, CHILD.id, links)
    gone = {one.id for one in found.dropped}
    changed = {one.id: one for one in found.changed}
    now = [changed.get(one.id, one) for one in links if one.id not in gone]
    assert all(CHILD.id not in (one.from_node, one.to_node) for one in now)
    assert {was for was, _ in found.replaced} <= gone
    assert {stays for _, stays in found.replaced} <= {one.id for one in now}


class TestMentions:
    def test_a_list_that_named_both_names_the_kept_one_once_in_its_place(self) -> None:
        before = plan(MARA, None, works_on=(CUE.id, CHILD.id, SHAME.id, RINGS.id))
        after = repointed(before, CHILD.id, SHAME.id)
        assert after.works_on == (CUE.id, SHAME.id, RINGS.id)

    def test_a_record_without_a_mention_is_the_same_one(self) -> None:
        before = target(MARA, node_id=CUE.id)
        assert repointed(before, CHILD.id, SHAME.id) is before

    def test_mentions_inside_parts_of_a_record_are_found(self) -> None:
        cycles = (Cycle(with_whom="self", nodes=(CHILD.id, CUE.id)),)
        asked = Prediction(kind="next_day", first=CHILD.id, second=CUE.id)
        assert repointed(plan(MARA, None, cycles=cycles), CHILD.id, SHAME.id).cycles[0].nodes == (
            SHAME.id, CUE.id)  # fmt: skip
        turned = repointed(link(CUE, RINGS, prediction=asked), CHILD.id, SHAME.id)
        assert turned.prediction
        assert turned.prediction.first == SHAME.id


class TestParts:
    def test_two_records_become_one_in_the_order_of_their_days(self) -> None:
        kept = IfsPart(client_id=MARA.id, node_id=SHAME.id, job="Hides", permission="given",
                       permission_on=days_ago(20),
                       self_access=(SelfAccess(on=days_ago(3), value=5),),
                       follow_up="Come back", follow_up_on=days_ago(-7))  # fmt: skip
        other = IfsPart(client_id=MARA.id, node_id=CHILD.id, age="Four", job="Waits",
                        permission="withdrawn", permission_on=days_ago(2),
                        self_access=(SelfAccess(on=days_ago(9), value=2),),
                        backlash=(Backlash(on=days_ago(4), what="No sleep"),),
                        follow_up_on=days_ago(1))  # fmt: skip
        found = merged_parts([kept, other], SHAME.id, CHILD.id)
        assert found.dropped == other
        assert found.kept
        assert found.kept.id == kept.id
        assert (found.kept.age, found.kept.job) == ("Four", "Hides\n\nWaits")
        assert [one.value for one in found.kept.self_access] == [2, 5]
        assert (found.kept.permission, found.kept.permission_on) == ("withdrawn", days_ago(2))
        assert found.kept.follow_up_on == days_ago(1)
        assert len(found.kept.backlash) == 1

    def test_one_record_moves_and_none_is_no_record(self) -> None:
        other = IfsPart(client_id=MARA.id, node_id=CHILD.id, age="Four")
        assert merged_parts([other], SHAME.id, CHILD.id).kept == other.amended(node_id=SHAME.id)
        assert merged_parts([], SHAME.id, CHILD.id) == (None, None)


@pytest.fixture
def jonas(services: Services) -> Client:
    return services.clients.save(CLINICIAN, JONAS)


def saved_nodes(services: Services) -> tuple[Node, Node]:
    for one in NODES:
        services.formulation.save_node(CLINICIAN, one)
    known = services.formulation.formulation(CLINICIAN, MARA.id)
    keep, other = known.node(SHAME.id), known.node(CHILD.id)
    assert keep
    assert other
    return keep, other


class TestInTheStore:
    @pytest.mark.usefixtures("mara", "jonas")
    def test_everything_that_named_the_other_names_the_kept_one(self, services: Services) -> None:
        keep, other = saved_nodes(services)
        formulation, work = services.formulation, services.approaches
        first = formulation.save_link(CLINICIAN, link(CUE, SHAME, "felt_as"))
        twice = formulation.save_link(CLINICIAN, link(CUE, CHILD, "felt_as"))
        work.save_target(CLINICIAN, target(MARA, node_id=CHILD.id))
        work.save_part(CLINICIAN, IfsPart(client_id=MARA.id, node_id=CHILD.id, age="Four"))
        work.save_plan(CLINICIAN, plan(MARA, None, works_on=(CHILD.id, twice.id)))
        services.sessions.save_goal(CLINICIAN, Goal(client_id=MARA.id, words="x",
                                                    works_on=(CHILD.id,)))  # fmt: skip
        services.triggers.save(CLINICIAN, episode(MARA, days_ago(1), part=CHILD.id,
                                                  nodes=(CHILD.id, SHAME.id)))  # fmt: skip
        half = HalfCycle(client_id=MARA.id,
                         nodes=(HalfNode(field="primary_emotion", node_id=CHILD.id),))  # fmt: skip
        hurt = Injury(owner=MARA.id, headline="The stairs", node_id=CHILD.id)
        services.clients.save_couple(CLINICIAN, Couple(
            client_id=JONAS.id, partner_id=MARA.id, halves=(half,), injuries=(hurt,)))  # fmt: skip

        formulation.merge(CLINICIAN, keep, other)

        file = services.file(CLINICIAN, MARA.id)
        assert file.formulation.node(CHILD.id) is None
        assert [one.id for one in file.formulation.links] == [first.id]
        assert file.targets[0].node_id == SHAME.id
        assert (file.parts[0].node_id, file.parts[0].age) == (SHAME.id, "Four")
        assert file.plans[0].works_on == (SHAME.id, first.id)
        assert file.goals[0].works_on == (SHAME.id,)
        assert (file.episodes[0].part, file.episodes[0].nodes) == (SHAME.id, (SHAME.id,))
        assert file.couple
        assert file.couple.halves[0].nodes[0].node_id == SHAME.id
        assert file.couple.injuries[0].node_id == SHAME.id

    @pytest.mark.usefixtures("mara")
    def test_every_version_stays(self, services: Services) -> None:
        keep, other = saved_nodes(services)
        services.formulation.merge(CLINICIAN, keep, other)
        assert [one.retired for one in services.formulation.earlier(CLINICIAN, other)] == [
            False, True]  # fmt: skip
        assert len(services.formulation.earlier(CLINICIAN, keep)) == 2

    @pytest.mark.usefixtures("mara")
    @pytest.mark.parametrize("which", [0, 1])
    def test_a_node_changed_meanwhile_undoes_all_of_it(
        self, services: Services, which: int
    ) -> None:
        keep, other = saved_nodes(services)
        services.formulation.save_link(CLINICIAN, link(CUE, CHILD))
        services.formulation.save_node(CLINICIAN, (keep, other)[which].amended(words="Newer"))
        before = services.file(CLINICIAN, MARA.id).formulation
        with pytest.raises(StaleEdit):
            services.formulation.merge(CLINICIAN, keep, other)
        assert services.file(CLINICIAN, MARA.id).formulation == before

    @pytest.mark.usefixtures("mara")
    def test_nobody_without_the_right_to_write_merges(self, services: Services) -> None:
        keep, other = saved_nodes(services)
        with pytest.raises(NotPermitted):
            services.formulation.merge(Actor("a", "Auditor", "auditor"), keep, other)


def test_ids_are_told_apart_from_text_that_looks_like_one() -> None:
    said: Plan = plan(MARA, None, reasons=str(CHILD.id))
    assert repointed(said, CHILD.id, UUID(int=1)) == said
