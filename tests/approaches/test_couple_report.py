"""The couple's section of one partner's formulation report."""

from __future__ import annotations

from core.clients.model import Agreed, Couple, HalfCycle, HalfNode, Injury
from core.formulation.model import Formulation
from core.history.model import HistoryEvent
from core.reports.couple import couple_blocks
from core.reports.left_out import without_parked
from tests.formulation.cases import case
from tests.people import JONAS, MARA, days_ago, node


def halves() -> tuple[HalfCycle, HalfCycle]:
    mine = HalfCycle(client_id=MARA.id, position="pursuer", fear="That I am too much")
    agreed = (Agreed(field="action", on=days_ago(8), words="Go silent"),)
    his = HalfCycle(client_id=JONAS.id, action="stonewall", fear="zqhidden", agreed=agreed)
    return his, mine


def said(couple: Couple | None, **more: object) -> str:
    file = case(couple=couple).file._replace(couple=couple, **more)
    return "\n".join(map(str, couple_blocks(file)))


def test_the_own_half_is_told_whole_and_of_the_other_what_was_agreed() -> None:
    words = said(Couple(client_id=JONAS.id, partner_id=MARA.id, halves=halves(),
                        cycle_name="The stairs"))  # fmt: skip
    assert words.index("That I am too much") < words.index("Go silent")
    assert "The stairs" in words
    assert "zqhidden" not in words


def test_without_a_couple_there_is_nothing_to_tell() -> None:
    assert said(None) == ""
    assert said(Couple(client_id=MARA.id, partner_id=JONAS.id)) == ""


def test_a_field_follows_the_node_of_the_own_map_it_stands_for() -> None:
    stands = node(MARA, "Too much for anyone", kind="belief")
    mine = halves()[1].model_copy(update={"nodes": (HalfNode(field="fear", node_id=stands.id),)})
    couple = Couple(client_id=MARA.id, partner_id=JONAS.id, halves=(mine,))
    words = said(couple, formulation=Formulation(nodes=(stands,)))
    assert "Too much for anyone" in words
    assert "That I am too much" not in words


def test_an_injury_left_at_a_headline_in_the_history_stays_out_like_the_event() -> None:
    event = HistoryEvent(client_id=MARA.id, kind="death", headline="x", state="headline_only")
    stands = node(MARA, "The day", kind="event", source_id=event.id)
    couple = Couple(client_id=MARA.id, partner_id=JONAS.id, injuries=(
        Injury(owner=MARA.id, headline="zqparked", node_id=stands.id),
        Injury(owner=MARA.id, headline="The dinner"),
        Injury(owner=JONAS.id, headline="zqhis")))  # fmt: skip
    file = case(couple=couple).file
    history = file.history._replace(events=[event])
    file = file._replace(couple=couple, history=history, formulation=Formulation(nodes=(stands,)))
    words = "\n".join(map(str, couple_blocks(without_parked(file))))
    assert "The dinner" in words
    assert "zqparked" not in words
    assert "zqhis" not in words
