"""Correcting an entry of a measure, taking one out, and what stays readable of it."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

import pytest
from streamlit.testing.v1 import AppTest

from core.assembly import Practice
from core.exchange.sample import sample_id
from core.outcomes.instrument import Instrument
from core.outcomes.model import Administration
from core.outcomes.scoring import score_administration
from core.record import build
from dashboard.outcomes import correcting
from tests.dashboard.conftest import Screen
from tests.dashboard.test_entering import form, press

TOBIAS = sample_id("HL-107")
MAREN = sample_id("HL-101")


def recorded(practice: Practice, measure: str, **fields: object) -> Administration:
    """A measure of Tobias that was filled in today."""
    made = build(
        Administration, client_id=TOBIAS, instrument=measure, instrument_version="1",
        taken_on=practice.today(), **fields,
    )  # fmt: skip
    return practice.services().outcomes.record(practice.actor, made)


def newest_of(practice: Practice, measure: str) -> Administration:
    taken = practice.services().outcomes.administrations(practice.actor, TOBIAS)
    return next(one for one in reversed(taken) if one.instrument == measure)


def answer(monkeypatch: pytest.MonkeyPatch, typed: str) -> list[Sequence[int | None] | None]:
    """Type other answers into the rows; returns what the rows were filled with before."""
    shown: list[Sequence[int | None] | None] = []
    left = [typed]

    def entry(
        _one: Instrument, submission: str, _key: str, *, known: Sequence[int | None], button: str
    ) -> dict[str, str] | None:
        assert button == "Save the correction"
        shown.append(known)
        return {"submission": submission, "answers": left.pop()} if left else None

    monkeypatch.setattr(correcting, "measure_entry", entry)
    return shown


def mending(practice: Practice, chosen: UUID) -> AppTest:
    """The part of the dialog that changes one entry."""

    def mend(one: object) -> None:
        from dashboard.outcomes.correcting import _one
        from dashboard.workspace import start_run

        run = start_run()
        _one(run, run.services.outcomes._administrations.one(one))

    return form(practice, mend, chosen)


def test_nothing_is_chosen_to_begin_with_and_the_list_says_about_whom(
    sample_practice: Practice,
) -> None:
    recorded(sample_practice, "ecr-rs", answers=(1, 1, 1, 1, 7, 4, 2, 4, 4), about="partner")

    def dialog(client_id: object) -> None:
        from dashboard.outcomes.correcting import correct
        from dashboard.workspace import start_run

        correct(start_run(), client_id)

    at = form(sample_practice, dialog, TOBIAS)
    (box,) = at.selectbox
    assert box.value is None
    (words,) = [one.replace("\u00a0", " ") for one in box.options if one.startswith("ECR-RS")]
    today = sample_practice.today()
    said = score_administration(newest_of(sample_practice, "ecr-rs")).scores
    assert words == (
        f"ECR-RS (partner), {today.day} {today:%b %Y}: "
        f"avoidance {said['avoidance']:.3g}, anxiety {said['anxiety']:.3g}"
    )


def test_answers_are_corrected_in_the_rows_they_were_entered_in(
    sample_practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong = recorded(sample_practice, "who-5", answers=(1, 1, None, 1, 1))
    shown = answer(monkeypatch, "3 3 3 3 3")
    at = mending(sample_practice, wrong.id)
    assert not at.error
    assert shown[0] == (1, 1, None, 1, 1)
    assert newest_of(sample_practice, "who-5").answers == (3, 3, 3, 3, 3)


def test_answers_that_do_not_fit_are_refused(
    sample_practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = recorded(sample_practice, "isi", answers=(1,) * 7)
    answer(monkeypatch, "9 1 1 1 1 1 1")
    assert "answers go from 0 to 4" in mending(sample_practice, kept.id).error[0].value
    assert newest_of(sample_practice, "isi").answers == (1,) * 7


def test_about_whom_is_corrected(sample_practice: Practice) -> None:
    wrong = recorded(sample_practice, "ecr-rs", typed={"anxiety": 2.0}, about="father")
    at = mending(sample_practice, wrong.id)
    at.selectbox(key=f"outcomes.correct.{TOBIAS}.{wrong.id}.1.about").set_value("mother")
    press(at, "Save the correction")
    assert not at.error
    after = sample_practice.services().outcomes.administrations(sample_practice.actor, TOBIAS)
    assert [one.about for one in after if one.id == wrong.id] == ["mother"]


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
    assert newest_of(sample_practice, "bsi-18").typed == {"gsi": 12.0}


def test_a_wrong_measure_is_taken_out_in_two_steps(sample_practice: Practice) -> None:
    services, actor = sample_practice.services(), sample_practice.actor
    maren_before = services.outcomes.administrations(actor, MAREN)
    newest = max(maren_before, key=lambda one: (one.taken_on, one.order))

    def mend(chosen: object) -> None:
        from dashboard.outcomes.correcting import _one
        from dashboard.workspace import start_run

        run = start_run()
        _one(run, run.services.outcomes._administrations.one(chosen))

    press(form(sample_practice, mend, newest.id), "Take it out")
    left = services.outcomes.administrations(actor, MAREN)
    assert newest.id not in [one.id for one in left]


def test_a_risk_answer_taken_out_stays_readable_with_the_reason(
    screen: Screen, sample_practice: Practice
) -> None:
    wrong = recorded(sample_practice, "phq-9", answers=(1,) * 9)
    at = press(mending(sample_practice, wrong.id), "Take it out")
    assert "say why it is taken out" in at.error[0].value
    at.text_input(key=f"outcomes.correct.{TOBIAS}.{wrong.id}.1.why").set_value("Not his form.")
    press(at, "Take it out")
    assert not at.error
    words = screen.open("outcomes", "HL-107").words
    assert "PHQ-9 item 9 (death / self-harm thoughts) answered 1 on" in words
    assert "was taken out on" in words
    assert ": Not his form." in words
