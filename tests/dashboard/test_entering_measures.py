"""Entering measures on the Outcomes page: answers, scores of licensed ones, corrections.

The entry of answers is a component that runs in the browser; here what it hands over is given.
"""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import NumberInput

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.outcomes.instrument import Instrument, instruments
from core.outcomes.model import Administration
from core.record import build
from dashboard.outcomes import entering
from tests.dashboard.conftest import Screen
from tests.dashboard.test_entering import form, press

TOBIAS = sample_id("HL-107")
MAREN = sample_id("HL-101")


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
    assert {field.value for field in at.number_input} == {None}


def test_a_measure_with_several_scales_takes_a_score_for_each(
    screen: Screen, sample_practice: Practice
) -> None:
    at = choose(screen, "ecr-rs")
    at.toggle(key="outcomes.total_only").set_value(True).run()
    at.selectbox(key="outcomes.about").set_value("partner")
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
    assert "WHO-5 recorded. No score for the scales that use item 3" in screen.words


def test_the_answers_of_the_c_ssrs_are_flagged_and_nothing_ranks_them(
    screen: Screen, sample_practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "1 0 - - - 0")
    at = choose(screen, "c-ssrs-screener")
    assert not at.exception
    assert "items 3, 4, 5 are not asked" in screen.words
    assert "outcomes.total_only" not in {toggle.key for toggle in at.toggle}
    services, actor = sample_practice.services(), sample_practice.actor
    flags = [f for f in services.outcomes.flags(actor, TOBIAS) if f.acknowledged is None]
    assert [(f.flag.item, f.flag.kind) for f in flags] == [(1, "endorsed")]
    assert "wish to be dead" in screen.words
    assert "recorded. No score" not in screen.words


def test_typed_scores_are_corrected_scale_by_scale(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    wrong = build(
        Administration, client_id=TOBIAS, instrument="bsi-18", instrument_version="1",
        taken_on=sample_practice.today(), typed={"gsi": 21.0, "dep": 5.0}, entered_as="total",
    )  # fmt: skip
    services.outcomes.record(actor, wrong)

    def mend(chosen: object) -> None:
        from dashboard.outcomes.correcting import _one
        from dashboard.workspace import start_run

        run = start_run()
        _one(run, run.services.outcomes._administrations.one(chosen))

    at = form(sample_practice, mend, wrong.id)
    key = f"outcomes.correct.{TOBIAS}.{wrong.id}.1.total"
    assert at.text_input(key=f"{key}.gsi").value == "21"
    at.text_input(key=f"{key}.gsi").set_value("x")
    press(at, "Save the correction")
    assert at.error[0].value.startswith("BSI-18: a score is a number")
    at.text_input(key=f"{key}.gsi").set_value("12")
    at.text_input(key=f"{key}.dep").set_value("")
    press(at, "Save the correction")
    assert not at.error
    assert taken_of(sample_practice, "bsi-18").typed == {"gsi": 12.0}


def test_a_wrong_measure_is_corrected_and_taken_out(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    maren_before = services.outcomes.administrations(actor, MAREN)
    newest = max(maren_before, key=lambda one: (one.taken_on, one.order))

    def mend(chosen: object) -> None:
        from dashboard.outcomes.correcting import _one
        from dashboard.workspace import start_run

        run = start_run()
        _one(run, run.services.outcomes._administrations.one(chosen))

    at = form(sample_practice, mend, newest.id)
    at.text_input(key=f"outcomes.correct.{MAREN}.{newest.id}.1.answers").set_value("9")
    press(at, "Save the correction")
    assert at.error
    press(form(sample_practice, mend, newest.id), "Take this entry out")
    left = services.outcomes.administrations(actor, MAREN)
    assert newest.id not in [one.id for one in left]


def test_what_was_filled_in_before_is_offered_first(screen: Screen) -> None:
    choose(screen, "oq-45")
    offered = screen.at.get_by_key("outcomes.enter").options
    assert offered[:2] == ["PHQ-9", "GAD-7"]
    assert {"OQ-45", "ECR-RS", "WHO-5"} <= set(offered[2:])
    assert offered[-1] == "Another measure"


@pytest.mark.parametrize("measure", list(instruments()))
def test_every_measure_opens(screen: Screen, measure: str) -> None:
    at = choose(screen, measure)
    assert not at.exception
    assert instruments()[measure].title in screen.words
