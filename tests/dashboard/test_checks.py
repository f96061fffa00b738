"""Ticks and gaps of the formulation on the page, and the forms that close them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.formulation.checks import LABEL, Case, checks, in_state, top_gaps
from dashboard import workspace
from dashboard.map.checks.screen import found
from tests.dashboard.conftest import Screen

MAREN = sample_id("HL-101")
PRIYA = sample_id("HL-103")
TOBIAS = sample_id("HL-107")
EVERYBODY = [f"HL-10{number}" for number in range(1, 8)]


def on_page(practice: Practice, script: Callable[..., None], *args: object) -> AppTest:
    workspace.use(practice)
    return AppTest.from_function(script, args=args, default_timeout=30).run()


def completeness(client_id: object) -> None:
    from dashboard.map.checks.screen import render
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    render(run, client_id)


def considering(client_id: object, topic: object) -> None:
    from dashboard.map.checks.considering import consider
    from dashboard.workspace import start_run

    consider(start_run(), client_id, topic, None)


def words(at: AppTest) -> str:
    shown = [one.value for kind in ("markdown", "caption", "text") for one in at.get(kind)]
    return "\n".join(shown).replace("\\", "")


def press(at: AppTest, label: str) -> AppTest:
    return next(b for b in at.button if b.label == label).click().run()


@pytest.mark.parametrize("code", EVERYBODY)
def test_every_sample_client_has_its_ticks_and_gaps(sample_practice: Practice, code: str) -> None:
    at = on_page(sample_practice, completeness, sample_id(code))
    assert not at.exception
    shown = words(at)
    assert LABEL in shown
    assert "%" not in shown.partition("Eells")[0]
    assert " of 25" not in shown


def test_each_check_of_a_sample_client_is_on_the_page_once(sample_practice: Practice) -> None:
    workspace.use(sample_practice)
    every = found(workspace.current(), MAREN).checks
    body = words(on_page(sample_practice, completeness, MAREN)).partition("What was considered")[0]
    for one in every:
        assert body.count(f"**{one.name}**") == 1, one.id


@pytest.mark.parametrize("code", EVERYBODY)
def test_each_gap_of_a_sample_client_has_something_that_closes_it(
    sample_practice: Practice, code: str
) -> None:
    workspace.use(sample_practice)
    for gap in in_state(found(workspace.current(), sample_id(code)).checks, "gap"):
        assert gap.closings, gap.id


@pytest.mark.parametrize("code", ["HL-101", "HL-106", "HL-107"])
def test_every_gap_opens_without_a_fault(sample_practice: Practice, code: str) -> None:
    at = on_page(sample_practice, completeness, sample_id(code))
    keys = [b.key for b in at.button if b.key and b.key.startswith("map.checks.F")]
    assert keys
    for key in keys:
        opens_page = at.button(key=key).label in ("Open Outcomes", "Rate it")
        at.button(key=key).click().run()
        if opens_page:  # a single function has no other page to go to
            at = on_page(sample_practice, completeness, sample_id(code))
        else:
            assert not at.exception, (key, at.exception)
            assert any(b.label in ("Close without saving", "Close") for b in at.button), key


def test_what_was_considered_closes_its_gap(sample_practice: Practice) -> None:
    at = on_page(sample_practice, considering, TOBIAS, "culture")
    key = f"map.consider.culture.{TOBIAS}.new"
    press(at, "Save")
    assert "Write what was considered" in at.error[0].value
    at.text_input(key=f"{key}.why").set_value("Asked; nothing of it bears on this.")
    press(at, "Save")
    assert not at.error
    after = words(on_page(sample_practice, completeness, TOBIAS))
    assert "Not relevant: Asked; nothing of it bears on this." in after
    assert "culture, faith, migration" not in after


def test_risk_is_never_not_relevant(sample_practice: Practice) -> None:
    at = on_page(sample_practice, considering, TOBIAS, "risk")
    assert not at.text_input
    assert "protocol" in words(at)


def test_a_day_in_the_future_is_refused(sample_practice: Practice) -> None:
    at = on_page(sample_practice, considering, PRIYA, "risk")
    key = f"map.consider.risk.{PRIYA}.new"
    at.text_area(key=f"{key}.text").set_value("Asked directly; none now.")
    today = sample_practice.today()
    at.date_input(key=f"{key}.on").set_value(today + timedelta(days=1))
    press(at, "Save")
    assert at.error[0].value == "Considered on: this day is in the future."
    services, actor = sample_practice.services(), sample_practice.actor
    assert not [c for c in services.formulation.considerations(actor, PRIYA) if c.topic == "risk"]


def test_the_practices_own_days_and_sessions_count(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    settings = services.settings.current(actor)
    workspace.use(sample_practice)
    before = {one.id: one for one in found(workspace.current(), MAREN).checks}
    assert before["F20"].state == "met"
    short = settings.amended(risk_review_days=1, formulation_review_sessions=1)
    changed = services.settings.save(actor, short)
    after = {one.id: one for one in found(workspace.current(), MAREN).checks}
    assert after["F20"].state == "gap"
    assert after["F24"].state == "gap"
    services.settings.save(actor, changed.amended(risk_review_days=90,
                                                  formulation_review_sessions=6))  # fmt: skip


def test_the_settings_page_has_both_numbers(screen: Screen) -> None:
    screen.open("settings")
    assert screen.at.number_input(key="settings.practice.risk").value == 90
    assert screen.at.number_input(key="settings.practice.review").value == 6


def test_the_brief_can_take_the_first_gaps(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    every = checks(Case(services.file(actor, sample_id("HL-106"))))
    first = top_gaps(every, 3)
    assert first[0].id in ("F13", "F20")
    assert len(first) == 3


def test_while_a_screen_is_shared_no_name_shows_and_nothing_is_changed(
    sample_practice: Practice,
) -> None:
    workspace.use(sample_practice)
    workspace.current().share_screen(True)
    try:
        at = on_page(sample_practice, completeness, MAREN)
        assert not at.exception
        for name in ("Maren", "Tolliver", "Idris"):
            assert name not in words(at)
        labels = {button.label for button in at.button}
        assert "Add a link" in labels
        assert not labels & {"Open the node", "Open the link", "What was asked", "Open the goal"}
    finally:
        workspace.current().share_screen(False)


def test_somebody_who_may_only_read_finds_no_button(
    sample_practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workspace.Workspace, "may", lambda _, action: action == "file.read")
    at = on_page(sample_practice, completeness, MAREN)
    assert not at.exception
    assert [button.label for button in at.button] == []
    assert "Trauma and abuse asked about" in words(at)
