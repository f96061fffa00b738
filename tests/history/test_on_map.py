"""A node stands for an entry of the history, with its headline and nothing that was parked."""

from __future__ import annotations

from datetime import date

import pytest

from core.history.model import Period
from core.history.on_map import LONGEST, node_for, on_the_map
from core.record import Record
from tests.history.entries import adaptation, belief, event, figure, partner
from tests.people import MARA


@pytest.mark.parametrize(
    ("entry", "kind", "name"),
    [
        (figure("Mam", relation="mother"), "care", "Mam (mother)"),
        (event("Dad left", detail="In the night."), "event", "Dad left"),
        (belief(words="I am too much"), "belief", "I am too much"),
        (belief(self_view="burden", other_view="leave"), "belief", "I am a burden · People leave"),
        (partner("Jonas", violence="Never to be shown."), "care", "Jonas"),
        (adaptation(behaviours="Goes quiet"), "action", "Goes quiet"),
    ],
)
def test_the_kind_and_the_headline(entry: Record, kind: str, name: str) -> None:
    node = node_for(entry)
    assert (node.kind, node.name, node.source_id, node.client_id) == (
        kind, name, entry.id, MARA.id,
    )  # fmt: skip


def test_no_detail_and_no_violence_goes_with_it() -> None:
    kept = node_for(partner("Jonas", violence="Hit the door.", worst="The door."))
    assert "door" not in kept.model_dump_json()
    assert "night" not in node_for(event("Dad left", detail="In the night.")).model_dump_json()


def test_an_event_takes_its_date_along() -> None:
    assert node_for(event("Dad left", on=date(1999, 4, 2))).on == date(1999, 4, 2)


def test_a_long_belief_is_cut_to_a_name() -> None:
    node = node_for(belief(words="because " * 60))
    assert len(node.name) <= LONGEST
    assert node.name.endswith("…")


def test_a_period_is_no_node() -> None:
    assert node_for(Period(client_id=MARA.id, period="p0_2")) is None


def test_what_stands_on_the_map_is_known_by_its_entry() -> None:
    gran = figure("Gran")
    node = node_for(gran)
    assert on_the_map([node]) == {gran.id: node}
