"""Entering the history: a new entry of each kind, from its form to the page."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.history.model import Figure, History, HistoryEvent
from core.triggers.model import Episode
from tests.dashboard.conftest import Screen
from tests.dashboard.test_entering import form, press

TOBIAS = sample_id("HL-107")


def entering(name: str, client_id: object, was: object) -> None:
    from dashboard.history import entering
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    getattr(entering, name)(run, client_id, was)


def opened(practice: Practice, name: str, was: object = None) -> AppTest:
    return form(practice, entering, name, TOBIAS, was)


def recorded(practice: Practice) -> History:
    return practice.services().history.history(practice.actor, TOBIAS)


def new(kind: str, field: str) -> str:
    return f"history.{kind}.{TOBIAS}.new.{field}"


def figure(practice: Practice, name: str) -> Figure:
    return next(one for one in recorded(practice).figures if one.name == name)


def test_a_figure_needs_a_name_and_nothing_else(sample_practice: Practice) -> None:
    at = press(opened(sample_practice, "edit_figure"), "Save")
    assert [error.value for error in at.error] == ["Name: please fill this in."]
    at.text_input(key=new("figure", "name")).set_value("Nan Ruth")
    assert not press(at, "Save").error
    nan = figure(sample_practice, "Nan Ruth")
    assert (nan.bond_now, nan.closeness, nan.alive, nan.state) == (
        "not_asked", None, "not_asked", "asked",
    )  # fmt: skip


def test_what_unfolds_is_saved_too(sample_practice: Practice) -> None:
    at = opened(sample_practice, "edit_figure")
    at.text_input(key=new("figure", "name")).set_value("Uncle Rui")
    at.selectbox(key=new("figure", "ring")).set_value("2")
    at.selectbox(key=new("figure", "comforts")).set_value("client_comforts")
    at.selectbox(key=new("figure", "turned")).set_value("sometimes")
    at.selectbox(key=new("figure", "state")).set_value("headline_only")
    at.text_area(key=new("figure", "substance_use")).set_value("Wine at lunch")
    at.checkbox(key=new("figure", "resource")).check()
    assert not press(at, "Save").error
    rui = figure(sample_practice, "Uncle Rui")
    assert (rui.closeness, rui.comforts, rui.role_reversal) == (2, "client_comforts", "sometimes")
    assert (rui.state, rui.substance_use, rui.resource) == ("headline_only", "Wine at lunch", True)


def test_a_partner_who_is_a_figure_is_entered_once(sample_practice: Practice) -> None:
    at = opened(sample_practice, "edit_figure")
    at.text_input(key=new("figure", "name")).set_value("Ana")
    press(at, "Save")
    at = press(opened(sample_practice, "edit_relationship"), "Save")
    assert [error.value for error in at.error] == ["Partner: please fill this in."]
    at.selectbox(key=new("relationship", "figure")).set_value(figure(sample_practice, "Ana").id)
    at.checkbox(key=new("relationship", "current")).check()
    assert not press(at, "Save").error
    ana = next(one for one in recorded(sample_practice).relationships if one.partner == "Ana")
    assert (ana.figure, ana.current) == (figure(sample_practice, "Ana").id, True)


def test_violence_between_adults_says_whom_it_is_for_and_shows_on_no_page(
    screen: Screen, sample_practice: Practice
) -> None:
    at = opened(sample_practice, "edit_relationship")
    at.text_input(key=new("relationship", "partner")).set_value("Bas")
    field = at.text_area(key=new("relationship", "violence"))
    assert field.label.startswith("For the clinician only")
    field.set_value("Took his keys away")
    assert not press(at, "Save").error
    screen.open("history", "HL-107")
    screen.at.segmented_control(key="history.part").set_value("relationships").run()
    assert "Bas" in screen.words
    assert "keys" not in screen.words


def test_a_parked_event_shows_its_headline_and_keeps_its_detail(
    screen: Screen, sample_practice: Practice
) -> None:
    at = opened(sample_practice, "edit_event")
    at.text_input(key=new("event", "headline")).set_value("The summer at the lake")
    at.text_area(key=new("event", "detail")).set_value("What happened in the boat")
    at.selectbox(key=new("event", "state")).set_value("headline_only")
    at.multiselect(key=new("event", "people")).set_value([])
    assert not press(at, "Save").error
    screen.open("history", "HL-107")
    screen.at.segmented_control(key="history.part").set_value("events").run()
    assert "The summer at the lake" in screen.words
    assert "Headline only" in screen.words
    assert "boat" not in screen.words
    lake = [e for e in recorded(sample_practice).events if e.headline.endswith("the lake")]
    assert lake[0].detail == "What happened in the boat"
    folded = opened(sample_practice, "edit_event", lake[0])
    assert [one.label for one in folded.expander] == ["Parked detail"]


def test_an_expectation_with_a_rating_of_an_earlier_day(sample_practice: Practice) -> None:
    at = opened(sample_practice, "edit_belief")
    at.text_area(key=new("belief", "words")).set_value("Nobody rings twice")
    at.number_input(key=new("belief", "percent")).set_value(70)
    at.checkbox(key=new("belief", "looked")).check()
    assert not press(at, "Save").error
    model = recorded(sample_practice).working_models[-1]
    today = sample_practice.services().today()
    assert [(one.on, one.percent) for one in model.ratings] == [(today, 70)]
    assert model.looked_for_exceptions


def test_a_way_of_adapting_is_linked_to_where_it_was_seen(sample_practice: Practice) -> None:
    at = datetime.now().astimezone() - timedelta(days=1)
    episode = sample_practice.services().triggers.save(
        sample_practice.actor,
        Episode(client_id=TOBIAS, happened_at=at, situation="Sister rang; let it ring."),
    )
    at = opened(sample_practice, "edit_adaptation")
    at.selectbox(key=new("adaptation", "strategy")).set_value("deactivating")
    at.text_area(key=new("adaptation", "behaviours")).set_value("Lets it ring")
    at.multiselect(key=new("adaptation", "seen")).set_value([episode.id])
    assert not press(at, "Save").error
    (way,) = [w for w in recorded(sample_practice).adaptations if w.behaviours == "Lets it ring"]
    assert way.episodes == (episode.id,)


def on_map(practice: Practice, source: UUID) -> int:
    whole = practice.services().formulation.formulation(practice.actor, TOBIAS)
    return sum(node.source_id == source for node in whole.nodes)


def test_one_click_puts_an_entry_on_the_map_and_never_twice(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    saved = services.history.save(
        actor, HistoryEvent(client_id=TOBIAS, kind="divorce", headline="Two houses")
    )
    at = opened(sample_practice, "edit_event", saved)
    at.button(key=f"history.event.{TOBIAS}.{saved.id}.{saved.version}.map").click().run()
    assert not at.error
    assert on_map(sample_practice, saved.id) == 1
    again = opened(sample_practice, "edit_event", saved)
    assert any("On the map: Two houses" in one.value for one in again.caption)
    assert all(one.label != "Put it on the map" for one in again.button)


def test_what_is_open_leads_to_its_entry(screen: Screen, sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    services.history.save(
        actor, Figure(client_id=TOBIAS, name="Aunt Bo", descriptors=[{"word": "golden"}])
    )
    screen.open("history", "HL-107")
    screen.at.segmented_control(key="history.part").set_value("explore").run()
    assert "A word without a memory yet" in screen.words
    assert any("golden" in button.label for button in screen.at.button)
    screen.at.button(key="history.explore.no_memory.0").click().run()
    assert not screen.at.exception


def test_every_view_and_part_draws_for_every_client(screen: Screen) -> None:
    from dashboard.history.pictures import VIEWS
    from dashboard.history.view import PARTS

    for code in ("HL-101", "HL-104", "HL-106"):
        screen.open("history", code)
        for view in VIEWS:
            screen.at.segmented_control(key="history.view").set_value(view).run()
            assert not screen.at.exception
        for part in PARTS:
            screen.at.segmented_control(key="history.part").set_value(part).run()
            assert not screen.at.exception
            assert not screen.at.error


def test_an_empty_history_says_where_to_start(screen: Screen, sample_practice: Practice) -> None:
    from core.clients.model import Client

    actor = sample_practice.actor
    saved = sample_practice.services().clients.save(
        actor, Client.model_validate({"client_id": TOBIAS, "code": "NEW-1", "name": "Nobody Yet"})
    )
    screen.open("history", "HL-107")
    screen.at.query_params["client"] = str(saved.id)
    screen.at.run()
    assert "Nothing is recorded yet" in screen.words
