"""The triggers page as a therapist uses it: the three views, filters, and the full form."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.triggers.model import Episode
from dashboard.triggers.diary.view import episode_lines
from tests.dashboard.conftest import Screen
from tests.dashboard.test_entering import form, press

MAREN, TOBIAS = sample_id("HL-101"), sample_id("HL-107")
NEW = f"triggers.{TOBIAS}.new"


def new_episode(client_id: object, template: str = "") -> None:
    from dashboard.triggers.entering import TEMPLATE, quick_entry
    from dashboard.workspace import start_run

    run = start_run()
    run.open(TEMPLATE, template)
    quick_entry(run, client_id)


def of_tobias(practice: Practice, situation: str) -> Episode:
    found = practice.services().triggers.episodes(practice.actor, TOBIAS)
    return next(one for one in found if one.situation == situation)


def view(screen: Screen, name: str) -> Screen:
    control = screen.at.get_by_key("triggers.view")
    control.set_value(name).run()
    assert not screen.at.exception
    return screen


def test_the_diary_is_paged_and_found_by_words(screen: Screen) -> None:
    screen.open("triggers", "HL-101")
    assert len([b for b in screen.at.button if b.label == "Open"]) == 6
    screen.at.text_input(key=f"triggers.{MAREN}.find.words").set_value("doncaster").run()
    assert len([b for b in screen.at.button if b.label == "Open"]) == 1
    screen.at.text_input(key=f"triggers.{MAREN}.find.words").set_value("zebra").run()
    assert "No episode fits this." in screen.words


def test_the_diary_is_found_by_theme_and_by_day(screen: Screen) -> None:
    screen.open("triggers", "HL-101")
    key = f"triggers.{MAREN}.find"
    screen.at.selectbox(key=f"{key}.theme").set_value("exclusion").run()
    assert "2 episodes of 36" in screen.words
    screen.at.date_input(key=f"{key}.to").set_value(datetime(2020, 1, 1).date()).run()
    assert "No episode fits this." in screen.words


def test_an_episode_whose_cue_has_a_story_offers_it(screen: Screen) -> None:
    screen.open("triggers", "HL-101")
    assert "What may be happening" in [button.label for button in screen.at.button]


def test_a_story_says_whether_it_was_found_by_the_cue_or_by_a_theme() -> None:
    moment = {"client_id": TOBIAS, "happened_at": datetime.now().astimezone(), "situation": "So."}
    by_cue = Episode(**moment, cue="reply_delay", themes=("uncertainty",))
    by_theme = Episode(**moment, themes=("uncertainty",))
    lines = episode_lines([by_cue, by_theme])
    assert [(one.scenario, one.nearest_by) for one in lines] == [
        ("delayed_reply", "cue"), ("uncertainty", "theme"),
    ]  # fmt: skip


def test_patterns_show_counts_first(screen: Screen) -> None:
    view(screen.open("triggers", "HL-101"), "patterns")
    assert "36 episodes." in screen.words
    assert "The whole chain is known in" in screen.words
    assert "What the threat was, and what they did" in screen.words


def test_what_helps_shows_the_clients_own_record_first(screen: Screen) -> None:
    view(screen.open("triggers", "HL-101"), "helps")
    words = screen.words
    assert (
        "Slow paced breathing: 3 uses, 3 measured, median drop 18 (from 9 to 25)"
        in words.replace("**", "")
    )
    assert words.index("Wait before sending") < words.index("Name the feeling")


def test_an_empty_diary_says_what_to_do(empty_screen: Screen, empty_practice: Practice) -> None:
    from core.clients.model import Client

    client_id = sample_id("HL-999")
    services, actor = empty_practice.services(), empty_practice.actor
    services.clients.save(
        actor, Client(id=client_id, client_id=client_id, code="NEW-1", name="New Person")
    )
    empty_screen.open("triggers", "HL-999")
    assert "The diary is empty." in empty_screen.words
    view(empty_screen, "helps")
    assert "Nothing tried is recorded yet." in empty_screen.words


def test_a_template_fills_in_the_cue_and_saves_no_meaning_by_itself(
    sample_practice: Practice,
) -> None:
    at = form(sample_practice, new_episode, TOBIAS, "delayed_reply")
    key = f"{NEW}.delayed_reply"
    assert at.multiselect(key=f"{key}.cue").value == ["reply_delay"]
    urge, themes = (at.multiselect(key=f"{key}.{name}") for name in ("urge", "themes"))
    assert (urge.value, themes.value) == ([], [])
    assert urge.placeholder.startswith("Often: ")
    assert at.text_input(key=f"{key}.meant").placeholder == "Often: They have had enough of me."
    at.text_area(key=f"{key}.what").set_value("Two ticks, no word.")
    themes.set_value(["shame"])
    press(at, "Save the episode")
    made = of_tobias(sample_practice, "Two ticks, no word.")
    assert (made.cue, made.themes, made.setting) == ("reply_delay", ("shame",), "text")
    assert (made.appraisal, made.urge) == ("", "not_asked")


def test_a_time_that_is_not_known_is_not_made_up(sample_practice: Practice) -> None:
    at = form(sample_practice, new_episode, TOBIAS)
    at.text_area(key=f"{NEW}.what").set_value("Some time on Tuesday.")
    at.date_input(key=f"{NEW}.when.day").set_value(date(2026, 3, 10))
    at.checkbox(key=f"{NEW}.when.unknown").set_value(True)
    press(at, "Save the episode")
    assert not at.error
    made = of_tobias(sample_practice, "Some time on Tuesday.")
    assert (made.time_known, made.day, made.recall_delay_hours) == (False, date(2026, 3, 10), None)
    [line] = episode_lines([made])
    assert line.words.startswith("**Tue 10 Mar")
    assert ":" not in line.words.splitlines()[0]


def test_several_strategies_are_kept_with_what_came_of_them(sample_practice: Practice) -> None:
    at = form(sample_practice, new_episode, TOBIAS)
    at.text_area(key=f"{NEW}.what").set_value("Two things tried.")
    at.number_input(key=f"{NEW}.arousal").set_value(80)
    press(at, "One more strategy")
    assert at.text_area(key=f"{NEW}.what").value == "Two things tried."
    for key, strategy in ((NEW, "slow_breath"), (f"{NEW}.row.2", "music")):
        at.multiselect(key=f"{key}.tried").set_value([strategy])
        at.number_input(key=f"{key}.calmer").set_value(40)
    at.selectbox(key=f"{NEW}.row.0.helped").set_value(3)
    at.selectbox(key=f"{NEW}.row.0.keep").set_value("yes")
    press(at, "Save the episode")
    assert not at.error
    tried = of_tobias(sample_practice, "Two things tried.").strategies
    assert [(one.strategy, one.arousal_after) for one in tried] == [
        ("slow_breath", 40), ("music", 40),
    ]  # fmt: skip
    assert (tried[0].helped, tried[0].keep) == (3, "yes")


def test_how_a_strategy_went_needs_its_name(sample_practice: Practice) -> None:
    at = form(sample_practice, new_episode, TOBIAS)
    at.text_area(key=f"{NEW}.what").set_value("Something tried.")
    at.number_input(key=f"{NEW}.calmer").set_value(40)
    press(at, "Save the episode")
    assert at.error[0].value.startswith("Tried: say what was tried")
    assert at.text_area(key=f"{NEW}.what").value == "Something tried."


def test_the_scale_can_be_chosen_and_is_offered_again(sample_practice: Practice) -> None:
    at = form(sample_practice, new_episode, TOBIAS)
    at.text_area(key=f"{NEW}.what").set_value("On the other scale.")
    at.radio(key=f"{NEW}.scale").set_value("SUD 0-10")
    at.number_input(key=f"{NEW}.arousal").set_value(80)
    press(at, "Save the episode")
    assert "above the top of its scale" in at.error[0].value
    at.number_input(key=f"{NEW}.arousal").set_value(8)
    press(at, "Save the episode")
    made = of_tobias(sample_practice, "On the other scale.")
    assert (made.arousal, made.arousal_scale) == (8, "SUD 0-10")


@pytest.mark.parametrize(("source", "counted"), [("client_recall", True), ("client_live", False)])
def test_recall_delay_is_counted_when_entered_afterwards(
    sample_practice: Practice, source: str, counted: bool
) -> None:
    at: AppTest = form(sample_practice, new_episode, TOBIAS)
    before = datetime.now().astimezone() - timedelta(days=2)
    at.text_area(key=f"{NEW}.what").set_value(f"Told {source}.")
    at.date_input(key=f"{NEW}.when.day").set_value(before.date())
    at.multiselect(key=f"{NEW}.source").set_value([source])
    press(at, "Save the episode")
    delay = of_tobias(sample_practice, f"Told {source}.").recall_delay_hours
    assert (delay is not None and 46 < delay < 50) if counted else delay is None


def test_an_episode_is_linked_to_the_map_and_the_history(sample_practice: Practice) -> None:
    def edit(was: object) -> None:
        from dashboard.triggers.entering import edit_episode
        from dashboard.workspace import start_run

        edit_episode(start_run(), was)

    services, actor = sample_practice.services(), sample_practice.actor
    was = services.triggers.episodes(actor, MAREN)[0]
    node = services.formulation.formulation(actor, MAREN).nodes[-1]
    event = services.history.history(actor, MAREN).events[0]
    at = form(sample_practice, edit, was)
    key = f"triggers.{MAREN}.{was.id}.{was.version}"
    at.multiselect(key=f"{key}.nodes").set_value([*was.nodes, node.id])
    at.selectbox(key=f"{key}.event").set_value(event.id)
    press(at, "Save the episode")
    assert not at.error
    now = services.triggers.episodes(actor, MAREN)[0]
    assert node.id in now.nodes
    assert now.memory_event == event.id
