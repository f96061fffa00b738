"""Answering cautions and checks: a click each, the day for what changed, nothing else touched."""

from __future__ import annotations

from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from core.approaches.definitions import definitions
from core.approaches.model import Caution, Plan, Readiness, Weighing
from core.assembly import Practice
from core.exchange.sample import sample_id
from tests.dashboard.test_entering import form, press

TOBIAS = sample_id("HL-107")
GETHIN = sample_id("HL-102")


def dialog(name: str, client_id: object, approach: str, which: str) -> None:
    from dashboard.approach.choosing import entering
    from dashboard.workspace import start_run

    run = start_run()
    weighing = run.services.approaches.weighing(run.actor, client_id, approach)
    given = (run, weighing, which) if which else (run, weighing)
    getattr(entering, name)(*given)


def opened(
    practice: Practice, client_id: object, approach: str, name: str = "weigh", which: str = ""
) -> AppTest:
    return form(practice, dialog, name, client_id, approach, which)


def weighing(practice: Practice, client_id: object, approach: str) -> Weighing:
    return practice.services().approaches.weighing(practice.actor, client_id, approach)


def click(at: AppTest, ending: str, value: str) -> None:
    next(s for s in at.button_group if s.key.endswith(ending)).set_value(value)


def test_every_caution_and_check_is_in_one_dialog_a_click_each(sample_practice: Practice) -> None:
    for approach, known in definitions().items():
        at = opened(sample_practice, TOBIAS, approach)
        assert not at.exception
        assert len(at.button_group) == len(known.cautions) + len(known.readiness)


def test_what_was_clicked_is_kept_with_day_and_name(sample_practice: Practice) -> None:
    at = opened(sample_practice, TOBIAS, "emdr")
    click(at, ".eye", "present")
    click(at, ".seizure", "absent")
    click(at, ".check.window", "not_yet")
    press(at, "Save")
    assert not at.error
    kept, today = weighing(sample_practice, TOBIAS, "emdr"), sample_practice.services().today()
    found = {(one.reason, one.found, one.decision, one.on) for one in kept.cautions}
    assert found == {
        ("eye", "present", "not_asked", today),
        ("seizure", "absent", "not_asked", today),
    }
    assert [(one.check, one.state, one.by, one.on) for one in kept.readiness] == [
        ("window", "not_yet", sample_practice.actor.name, today)
    ]


def test_an_untouched_dialog_changes_nothing(sample_practice: Practice) -> None:
    before = weighing(sample_practice, GETHIN, "emdr")
    at = opened(sample_practice, GETHIN, "emdr")
    press(at, "Save")
    after = weighing(sample_practice, GETHIN, "emdr")
    assert after.cautions == before.cautions
    assert after.readiness == before.readiness
    assert after.note == before.note


def test_a_changed_answer_keeps_its_reason_and_loses_its_decision(
    sample_practice: Practice,
) -> None:
    at = opened(sample_practice, TOBIAS, "ifs", "weigh_caution", "psychosis")
    click(at, ".found", "present")
    at.selectbox[0].set_value("supervise")
    at.text_area[0].set_value("Voices last winter; asked again.")
    press(at, "Save")
    first = weighing(sample_practice, TOBIAS, "ifs").cautions[0]
    assert (first.decision, first.found) == ("supervise", "present")
    at = opened(sample_practice, TOBIAS, "ifs")
    click(at, ".psychosis", "absent")
    press(at, "Save")
    second = weighing(sample_practice, TOBIAS, "ifs").cautions[0]
    assert (second.found, second.decision) == ("absent", "not_asked")
    assert second.why == "Voices last winter; asked again."


@pytest.mark.parametrize("name", ["weigh", "weigh_caution"])
def test_what_pauses_work_cannot_be_set_back_to_not_asked(
    sample_practice: Practice, name: str
) -> None:
    approaches, actor = sample_practice.services().approaches, sample_practice.actor
    today = sample_practice.services().today()
    found = tuple(Caution(reason=reason, found="present", on=today)
                  for reason in ("suicide_acute", "seizure"))  # fmt: skip
    was = approaches.weighing(actor, TOBIAS, "emdr")
    approaches.save_weighing(actor, was.amended(cautions=found))
    for reason, offered in (("suicide_acute", 2), ("seizure", 3)):
        at = opened(sample_practice, TOBIAS, "emdr", name, reason if name != "weigh" else "")
        ending = ".found" if name != "weigh" else f".{reason}"
        shown = next(s for s in at.button_group if s.key.endswith(ending))
        assert (shown.value, len(shown.options)) == ("present", offered)
        shown.set_value("absent")
        press(at, "Save")
        assert not at.error


def test_one_check_is_answered_closely_with_a_note(sample_practice: Practice) -> None:
    at = opened(
        sample_practice, TOBIAS, "efit", "answer_check", definitions()["efit"].readiness[0].id
    )
    click(at, ".state", "met")
    at.date_input[0].set_value(date(2026, 5, 4))
    at.text_input[0].set_value("Dr Falk")
    at.text_area[0].set_value("Asked on the phone.")
    press(at, "Save")
    assert not at.error
    one = weighing(sample_practice, TOBIAS, "efit").readiness[0]
    assert (one.state, one.on, one.by, one.note) == (
        "met", date(2026, 5, 4), "Dr Falk", "Asked on the phone.",
    )  # fmt: skip


def test_an_answer_kept_in_an_older_plan_is_shown_and_can_be_answered_again(
    sample_practice: Practice,
) -> None:
    approaches, actor = sample_practice.services().approaches, sample_practice.actor
    old = Caution(reason="capacity", found="present", on=date(2026, 1, 9), why="Not this month")
    approaches.save_plan(actor, Plan(client_id=TOBIAS, approach="emdr", cautions=(old,)))
    at = opened(sample_practice, TOBIAS, "emdr")
    shown = next(s for s in at.button_group if s.key.endswith(".capacity"))
    assert shown.value == "present"
    shown.set_value("absent")
    press(at, "Save")
    answer = next(c for c in weighing(sample_practice, TOBIAS, "emdr").cautions
                  if c.reason == "capacity")  # fmt: skip
    assert (answer.found, answer.why) == ("absent", "Not this month")


def test_a_name_that_is_too_long_is_refused_and_the_answers_stay(
    sample_practice: Practice,
) -> None:
    at = opened(sample_practice, TOBIAS, "support")
    click(at, ".check." + definitions()["support"].readiness[0].id, "met")
    at.text_input[0].set_value("x" * 300)
    press(at, "Save")
    assert "shorten" in at.error[0].value
    assert not weighing(sample_practice, TOBIAS, "support").readiness


def test_an_approach_without_cautions_says_so(sample_practice: Practice) -> None:
    at = opened(sample_practice, TOBIAS, "other")
    assert "no cautions" in at.info[0].value


def test_readiness_of_a_check_that_is_no_longer_defined_is_kept(sample_practice: Practice) -> None:
    approaches, actor = sample_practice.services().approaches, sample_practice.actor
    was = approaches.weighing(actor, TOBIAS, "support")
    gone = Readiness(check="from_an_older_file", state="met")
    approaches.save_weighing(actor, was.amended(readiness=(gone,)))
    at = opened(sample_practice, TOBIAS, "support")
    press(at, "Save")
    assert weighing(sample_practice, TOBIAS, "support").readiness == (gone,)
