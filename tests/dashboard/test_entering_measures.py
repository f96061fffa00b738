"""Entering measures on the Outcomes page: answers, scores of licensed ones.

The entry of answers is a component that runs in the browser; here what it hands over is given.
"""

from __future__ import annotations

import re

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.outcomes.instrument import Instrument, instruments
from core.outcomes.model import Administration
from dashboard.outcomes import entering
from dashboard.outcomes.entry import _data
from tests.dashboard.conftest import Screen

TOBIAS = sample_id("HL-107")


def test_a_total_alone_is_recorded_and_marked(screen: Screen, sample_practice: Practice) -> None:
    screen.open("outcomes", "HL-107")
    at = screen.at
    at.get_by_key("outcomes.enter").set_value("phq-9").run()
    at.toggle(key="outcomes.total_only").set_value(True).run()
    score_field(at, "total").set_value(13.0)
    screen.press("Record the total")
    assert not at.exception
    assert "13 (moderate)" in screen.words
    services, actor = sample_practice.services(), sample_practice.actor
    (taken,) = services.outcomes.administrations(actor, TOBIAS)
    assert (taken.typed, taken.answers, taken.entered_as) == ({"total": 13.0}, None, "total")


def taken_of(practice: Practice, measure: str) -> Administration:
    services, actor = practice.services(), practice.actor
    taken = services.outcomes.administrations(actor, TOBIAS)
    return next(one for one in reversed(taken) if one.instrument == measure)


def score_field(at: AppTest, scale: str) -> NumberInput:
    """The field of one scale; its key ends with the scale's id."""
    return next(one for one in at.number_input if str(one.key).endswith(f".{scale}"))


def choose(screen: Screen, measure: str) -> AppTest:
    """Pick a measure that is not among those in use, by searching the whole library."""
    screen.open("outcomes", "HL-107")
    screen.at.get_by_key("outcomes.enter").set_value("another").run()
    return screen.at.selectbox(key="outcomes.another").set_value(measure).run()


def answer(monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """Type answers into the entry, which is a component of the browser's own."""
    left = [typed]

    def entry(_one: Instrument, submission: str, **_key: str) -> dict[str, str] | None:
        return {"submission": submission, "answers": left.pop()} if left else None

    monkeypatch.setattr(entering, "measure_entry", entry)


def test_after_recording_the_score_is_said_and_the_form_is_gone(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "2222211")
    at = choose(screen, "gad-7")
    assert [toast.value for toast in at.toast] == ["GAD-7 recorded: 12 (moderate)."]
    assert at.get_by_key("outcomes.enter").value is None
    assert "outcomes.on" not in {field.key for field in at.date_input}


def test_a_second_form_of_a_day_is_announced(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "22222")
    choose(screen, "swls")
    assert "Already there" not in screen.words
    choose(screen, "swls")
    words = screen.words.replace("\u00a0", " ")
    assert re.search(r"Already there: SWLS of \d+ \w+ \(10\)\.", words)
    assert "is kept as a second form of that day" in words


def test_every_measure_is_found_and_can_be_opened(screen: Screen) -> None:
    screen.open("outcomes", "HL-107")
    screen.at.get_by_key("outcomes.enter").set_value("another").run()
    offered = screen.at.selectbox(key="outcomes.another").options
    assert offered == [f"{one.short}: {one.title}" for one in instruments().values()]


def test_a_licensed_measure_takes_only_its_scores(
    screen: Screen, sample_practice: Practice
) -> None:
    at = choose(screen, "oq-45")
    assert "the items of this measure are not known here" in screen.words
    assert "outcomes.total_only" not in {toggle.key for toggle in at.toggle}
    labels = {field.label for field in at.number_input}
    assert {"Total (0 to 180)", "Social role (0 or more)"} <= labels
    screen.press("Record the scores")
    assert [error.value for error in at.error] == ["Type the scores first."]
    score_field(at, "total").set_value(82.0)
    score_field(at, "ir").set_value(16.0)
    screen.press("Record the scores")
    assert not at.exception
    taken = taken_of(sample_practice, "oq-45")
    assert (taken.typed, taken.entered_as) == ({"total": 82.0, "ir": 16.0}, "total")
    assert at.get_by_key("outcomes.enter").value is None
    assert not at.number_input


def test_a_measure_with_several_scales_takes_a_score_for_each(
    screen: Screen, sample_practice: Practice
) -> None:
    at = choose(screen, "ecr-rs")
    at.toggle(key="outcomes.total_only").set_value(True).run()
    assert "Choose first whom it is about." in screen.words
    assert not at.number_input
    at.selectbox(key=f"outcomes.about.{TOBIAS}").set_value("partner").run()
    score_field(at, "anxiety").set_value(4.33)
    score_field(at, "avoidance").set_value(2.5)
    screen.press("Record the scores")
    assert not at.exception
    taken = taken_of(sample_practice, "ecr-rs")
    assert (taken.typed, taken.about) == ({"anxiety": 4.33, "avoidance": 2.5}, "partner")


def test_a_percentage_is_typed_once_and_not_also_as_its_raw_sum(screen: Screen) -> None:
    at = choose(screen, "who-5")
    at.toggle(key="outcomes.total_only").set_value(True).run()
    assert [field.label for field in at.number_input] == ["Percentage score (0 to 100)"]


def test_why_there_is_no_score_stays_on_the_page(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "3 3 - 3 3")
    choose(screen, "who-5")
    assert "WHO-5 recorded. No score: item 3 was left out" in screen.words


def test_the_answers_of_the_c_ssrs_are_flagged_and_nothing_ranks_them(
    screen: Screen, sample_practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    at = choose(screen, "c-ssrs-screener")
    assert not at.exception
    assert "items 3, 4, 5 are not asked" in screen.words
    assert "outcomes.total_only" not in {toggle.key for toggle in at.toggle}
    answer(monkeypatch, "1 0 - - - 0")
    at.run()
    assert [toast.value for toast in at.toast] == ["C-SSRS recorded; item 1 is flagged above."]
    services, actor = sample_practice.services(), sample_practice.actor
    flags = [f for f in services.outcomes.flags(actor, TOBIAS) if f.acknowledged is None]
    assert [(f.flag.item, f.flag.kind) for f in flags] == [(1, "endorsed")]
    assert "wish to be dead" in screen.words
    assert "recorded. No score" not in screen.words


def test_what_was_filled_in_before_is_offered_first(screen: Screen) -> None:
    choose(screen, "oq-45")
    offered = screen.at.get_by_key("outcomes.enter").options
    assert offered[:2] == ["PHQ-9", "GAD-7"]
    assert {"OQ-45", "ECR-RS", "WHO-5"} <= set(offered[2:])
    assert offered[-1] == "Another measure"


def test_items_that_the_program_turns_round_are_named(screen: Screen) -> None:
    choose(screen, "core-10")
    assert "Type what is ticked" in screen.words
    assert "items 2 and 3 are turned round by the program" in screen.words


def test_the_rows_are_told_which_answers_go_ill_together() -> None:
    data = _data(instruments()["c-ssrs-screener"], "id", None, "Record")
    assert data["skips"] == [{
        "after": 1, "answer": 0, "items": [2, 3, 4],
        "said": "Item 2 is no, items 3 to 5 are usually not asked then: check",
    }]  # fmt: skip


def test_a_builders_note_is_no_caption(screen: Screen) -> None:
    choose(screen, "phq-9")
    assert "Answers 0 to 3." in screen.words
    assert "LOINC" not in screen.words
    choose(screen, "rdas")
    assert "Answers 0 to 5; item 11 0 to 4." in screen.words


@pytest.mark.parametrize("measure", list(instruments()))
def test_every_measure_opens(screen: Screen, measure: str) -> None:
    at = choose(screen, measure)
    assert not at.exception
    assert instruments()[measure].title in screen.words
