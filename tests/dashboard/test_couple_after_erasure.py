"""When one of a couple was erased, the other's pages show what is their own, and work on."""

from __future__ import annotations

import pytest

from core.assembly import Practice
from core.clients.model import Couple
from core.errors import NotFound
from core.exchange.sample import sample_id
from tests.dashboard.conftest import Screen
from tests.dashboard.test_entering import form, press

ERASED, STAYS, OTHER = (sample_id(code) for code in ("HL-104", "HL-105", "HL-106"))


def edit(client_id: object) -> None:
    from dashboard.map.coupling import edit_couple
    from dashboard.workspace import start_run

    workspace = start_run()
    couple = workspace.services.clients.couple_of(workspace.actor, client_id)
    edit_couple(workspace, client_id, couple)


def couple_now(practice: Practice) -> Couple:
    found = practice.services().clients.couple_of(practice.actor, STAYS)
    assert found is not None
    return found


def test_the_map_shows_the_half_that_stays_and_it_can_be_changed(
    sample_practice: Practice, screen: Screen
) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    before = services.clients.couple_of(actor, STAYS)
    assert before is not None
    own = next(half for half in before.halves if half.client_id == STAYS)
    screen.open("map", "HL-105")
    assert before.cycle_name in screen.words

    services.keeping.erase(actor, ERASED, "HL-104")
    screen.open("map", "HL-105")
    assert before.cycle_name not in screen.words
    assert own.reading_of_other in screen.words
    assert not screen.at.exception

    key = f"map.couple.{STAYS}.{couple_now(sample_practice).id}"
    at = form(sample_practice, edit, STAYS)
    reads = next(one for one in at.text_input if one.key.endswith(".0.reads"))
    assert reads.key.startswith(key)
    reads.set_value("waits for me to leave")
    press(at, "Save")
    assert not at.error
    now = couple_now(sample_practice)
    assert (now.partner_id, now.version) == (None, 2)
    assert [half.reading_of_other for half in now.halves] == ["waits for me to leave"]


def test_a_new_partner_can_be_linked_then(sample_practice: Practice) -> None:
    at = form(sample_practice, edit, STAYS)
    partner = next(one for one in at.selectbox if one.key.endswith(".partner"))
    partner.set_value(OTHER)
    press(at, "Save")
    assert not at.error
    assert couple_now(sample_practice).partner_id == OTHER


def test_the_pages_of_the_one_who_is_gone_say_so_in_a_sentence(
    sample_practice: Practice, screen: Screen
) -> None:
    screen.open("client", "HL-104")
    assert not screen.at.exception
    assert "no client at this address" in screen.words
    with pytest.raises(NotFound, match="no client"):
        sample_practice.services().file(sample_practice.actor, ERASED)
