"""Who may be made a couple, whose nodes its fields stand for, and what is saved with it."""

from __future__ import annotations

from uuid import uuid4

import pytest

from core.access.assignments import Assignment, assignment_id
from core.access.audit import Actor, act
from core.assembly import Services
from core.clients.model import Agreed, Client, Couple, HalfCycle, HalfField, HalfNode, Injury
from core.errors import InvalidEntry, StaleEdit
from core.formulation.model import Node
from core.reports.service import report_document
from tests.people import CLINICIAN, JONAS, MARA, TOVE, days_ago, node


@pytest.fixture
def three(services: Services) -> Services:
    for client in (MARA, JONAS, TOVE):
        services.clients.save(CLINICIAN, client)
    return services


def half(stands: Node, *agreed: Agreed, field: HalfField = "fear") -> HalfCycle:
    named = (HalfNode(field=field, node_id=stands.id),)
    return HalfCycle(client_id=stands.client_id, fear="typed", nodes=named, agreed=agreed)


def names(services: Services, client: Client) -> list[str]:
    found = services.formulation.formulation(CLINICIAN, client.id).nodes
    return [one.name for one in found]


class TestWhoMayBeACouple:
    @pytest.mark.parametrize("pair", [(MARA, JONAS), (JONAS, MARA), (TOVE, JONAS), (MARA, TOVE)])
    def test_a_second_couple_for_either_is_refused(
        self, three: Services, pair: tuple[Client, Client]
    ) -> None:
        first = Couple(client_id=MARA.id, partner_id=JONAS.id, cycle_name="one")
        kept = three.clients.save_couple(CLINICIAN, first)
        again = Couple(client_id=pair[0].id, partner_id=pair[1].id, cycle_name="two")
        with pytest.raises(InvalidEntry, match="in a couple already") as refused:
            three.clients.save_couple(CLINICIAN, again)
        assert not [one.name for one in (MARA, JONAS, TOVE) if one.name in str(refused.value)]
        assert three.clients.couple_of(CLINICIAN, MARA.id) == kept
        assert three.clients.couple_of(CLINICIAN, JONAS.id) == kept
        assert three.clients.couple_of(CLINICIAN, TOVE.id) is None

    def test_nor_may_another_partner_be_one_who_is_taken(self, three: Services) -> None:
        alone = three.clients.save_couple(CLINICIAN, Couple(client_id=MARA.id, partner_id=None))
        three.clients.save_couple(CLINICIAN, Couple(client_id=TOVE.id, partner_id=JONAS.id))
        with pytest.raises(InvalidEntry, match="in a couple already"):
            three.clients.save_couple(CLINICIAN, alone.amended(partner_id=JONAS.id))

    def test_nobody_is_their_own_partner(self, three: Services) -> None:
        with pytest.raises(InvalidEntry, match="own partner"):
            three.clients.save_couple(CLINICIAN, Couple(client_id=MARA.id, partner_id=MARA.id))

    @pytest.mark.parametrize("filed_under", [MARA, JONAS])
    def test_what_was_kept_of_an_erased_partner_goes_into_the_next_couple(
        self, three: Services, filed_under: Client
    ) -> None:
        agreed = Agreed(field="fear", on=days_ago(3), words="Alone")
        own = HalfCycle(client_id=JONAS.id, fear="Alone", agreed=(agreed,))
        hurt = Injury(owner=JONAS.id, headline="The ward")
        left = Couple(client_id=JONAS.id, partner_id=None, halves=(own,), injuries=(hurt,))
        three.clients.save_couple(CLINICIAN, left)
        other = MARA if filed_under is JONAS else JONAS
        three.clients.save_couple(
            CLINICIAN, Couple(client_id=filed_under.id, partner_id=other.id, cycle_name="new")
        )
        for client in (MARA, JONAS):
            couple = three.clients.couple_of(CLINICIAN, client.id)
            assert couple
            assert (couple.cycle_name, couple.injuries) == ("new", (hurt,))
            assert [(one.fear, one.agreed) for one in couple.halves] == [("Alone", ())]


class TestWhatAFieldStandsFor:
    def test_a_node_of_its_owners_map_only(self, three: Services) -> None:
        his = three.formulation.save_node(CLINICIAN, node(JONAS, "His", "belief"))
        named = half(his).model_copy(update={"client_id": MARA.id})
        hurt = Injury(owner=MARA.id, headline="x", node_id=his.id)
        nowhere = Injury(owner=MARA.id, headline="x", node_id=uuid4())
        for more in ({"halves": (named,)}, {"injuries": (hurt,)}, {"injuries": (nowhere,)}):
            couple = Couple(client_id=MARA.id, partner_id=JONAS.id, **more)
            with pytest.raises(InvalidEntry, match="owner's map"):
                three.clients.save_couple(CLINICIAN, couple)

    def test_one_taken_off_the_map_since_may_stay(self, three: Services) -> None:
        hers = three.formulation.save_node(CLINICIAN, node(MARA, "Hers", "belief"))
        couple = Couple(client_id=MARA.id, partner_id=JONAS.id, halves=(half(hers),))
        kept = three.clients.save_couple(CLINICIAN, couple)
        three.formulation.retire(CLINICIAN, hers)
        assert three.clients.save_couple(CLINICIAN, kept.amended(cycle_name="x")).version == 2

    def test_a_new_node_is_saved_with_the_couple_or_not_at_all(self, three: Services) -> None:
        old = three.clients.save_couple(CLINICIAN, Couple(client_id=MARA.id, partner_id=JONAS.id))
        new = node(MARA, "New", "belief")
        meanwhile = three.clients.save_couple(CLINICIAN, old.amended(cycle_name="meanwhile"))
        with pytest.raises(StaleEdit):
            three.clients.save_couple(CLINICIAN, old.amended(halves=(half(new),)), (new,))
        assert names(three, MARA) == []
        three.clients.save_couple(CLINICIAN, meanwhile.amended(halves=(half(new),)), (new,))
        assert names(three, MARA) == ["New"]
        stranger = node(TOVE, "Stranger's")
        with pytest.raises(InvalidEntry, match="one of the two"):
            three.clients.save_couple(CLINICIAN, meanwhile, (stranger,))
        assert names(three, TOVE) == []

    @pytest.mark.parametrize("filed_under", [MARA, JONAS])
    def test_a_merge_needs_ones_own_file_only(self, three: Services, filed_under: Client) -> None:
        kept = three.formulation.save_node(CLINICIAN, node(JONAS, "A", "belief"))
        gone = three.formulation.save_node(CLINICIAN, node(JONAS, "B", "belief"))
        hers = three.formulation.save_node(CLINICIAN, node(MARA, "C", "belief"))
        hurt = Injury(owner=JONAS.id, headline="x", node_id=gone.id)
        other = MARA if filed_under is JONAS else JONAS
        three.clients.save_couple(CLINICIAN, Couple(
            client_id=filed_under.id, partner_id=other.id, halves=(half(hers), half(gone)),
            injuries=(hurt,),
        ))  # fmt: skip
        seen_by(three, JONAS, "his")
        seen_by(three, MARA, "hers")
        his = Actor("his", "Dr His", "clinician")
        three.formulation.merge(his, kept, gone)
        couple = three.clients._couples.of(JONAS.id)  # whole, whoever may read it
        assert couple
        assert [one.nodes[0].node_id for one in couple.halves] == [hers.id, kept.id]
        assert couple.injuries[0].node_id == kept.id
        assert [one.name for one in three.formulation.formulation(his, JONAS.id).nodes] == ["A"]


def seen_by(services: Services, client: Client, account: str) -> None:
    assigned = Assignment(id=assignment_id(client.id, account), client_id=client.id,
                          account=account, relation="clinician", named=True)  # fmt: skip
    services.clients._assignments.save(assigned, act(CLINICIAN, "assignment.saved", client.id))


@pytest.mark.parametrize("later", ["renamed", "merged", "parked", "retired", "not shareable"])
def test_the_other_sees_the_agreed_words_whatever_the_map_says_later(
    three: Services, later: str
) -> None:
    hers = three.formulation.save_node(
        CLINICIAN, node(MARA, "zqname", "belief", shareable=True, plain_words="I fear you go")
    )
    agreed = Agreed(field="fear", on=days_ago(9), words="I fear you go")
    hidden = HalfCycle(
        client_id=MARA.id, fear="zqtyped", agreed=(agreed,),
        nodes=(HalfNode(field="fear", node_id=hers.id),),
    )  # fmt: skip
    couple = Couple(client_id=MARA.id, partner_id=JONAS.id, halves=(hidden,))
    three.clients.save_couple(CLINICIAN, couple)
    change(three, hers, later)
    shared = CLINICIAN._replace(screen_share=True)
    for made in (
        repr(three.file(CLINICIAN, JONAS.id)),
        repr(three.clients.couple_of(shared, JONAS.id)),
        repr(report_document(three, CLINICIAN, JONAS.id, "formulation", parked=True)),
    ):
        assert "I fear you go" in made
        assert "zq" not in made
    assert "I fear you go" not in three.keeping.bundle(CLINICIAN, JONAS.id, {}).decode("latin-1")


def change(services: Services, hers: Node, later: str) -> None:
    if later == "merged":
        other = node(MARA, "zqkept", "belief", shareable=True, plain_words="zqaffair")
        services.formulation.merge(
            CLINICIAN, services.formulation.save_node(CLINICIAN, other), hers
        )
    elif later == "retired":
        services.formulation.retire(CLINICIAN, hers)
    else:
        fields: dict[str, object] = {
            "renamed": {"plain_words": "zqhit"}, "parked": {"parked_because": "zqwhy"},
            "not shareable": {"shareable": False},
        }[later]  # fmt: skip
        services.formulation.save_node(CLINICIAN, hers.amended(**fields))
