"""Logging sessions of an approach: from the worksheet, and while writing up the session."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from core.approaches.log import SessionStep
from core.approaches.model import Plan
from core.assembly import Practice
from core.exchange.sample import sample_id
from core.sessions.brief import brief
from core.sessions.model import Session
from dashboard.approach.log.screen import FIRST_SHOWN
from tests.dashboard.conftest import Screen
from tests.dashboard.test_entering import form, press

TOBIAS = sample_id("HL-107")
LOG = f"approach.log.{TOBIAS}.new"


def adding(client_id: object) -> None:
    from dashboard.approach.log.entering import log_session
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    (plan,) = run.services.approaches.plans(run.actor, client_id)
    log_session(run, plan)


def changing(client_id: object, place: int, plan: object) -> None:
    from dashboard.approach.log.entering import edit_logged
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    edit_logged(run, plan, plan.log[place])


def writing_up(client_id: object) -> None:
    from dashboard.sessions.entering import edit_session
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    edit_session(run, client_id, None, planned=False)


def worksheet(client_id: object, approach: str) -> None:
    from dashboard.approach.log.screen import log_worksheet
    from dashboard.workspace import start_run

    run = start_run()
    run.pick(client_id)
    log_worksheet(run, run.client(), approach)


def kept(practice: Practice) -> Plan:
    (plan,) = practice.services().approaches.plans(practice.actor, TOBIAS)
    return plan


def held(practice: Practice) -> list[Session]:
    found = practice.services().sessions.sessions(practice.actor, TOBIAS)
    return [one for one in found if one.attendance == "attended"]


@pytest.fixture
def plan(sample_practice: Practice) -> Plan:
    """A plan of supportive or other work for Tobias, without a log, whatever came before."""
    services, actor = sample_practice.services(), sample_practice.actor
    known = services.approaches.plans(actor, TOBIAS)
    fresh = known[0] if known else Plan(client_id=TOBIAS, approach="efit")
    blank = fresh.amended(approach="efit", status="current", log=(), stages=())
    return services.approaches.save_plan(actor, blank)


@pytest.mark.usefixtures("plan")
class TestAdding:
    def test_the_session_held_last_is_offered_and_its_stage_is_kept(
        self, sample_practice: Practice
    ) -> None:
        at = form(sample_practice, adding, TOBIAS)
        key = f"{LOG}.{kept(sample_practice).id}"
        at.selectbox(key=f"{key}.stage").set_value("efit1").run()
        at.button_group(key=f"{key}.moves").set_value(["deepen", "mirror"]).run()
        at.selectbox(key=f"{key}.blocked").set_value("engage")
        at.text_input(key=f"{key}.by").set_value("Not ready to speak to his sister")
        assert not press(at, "Save").error
        found = kept(sample_practice)
        last = held(sample_practice)[-1]
        assert found.log == (
            SessionStep(
                on=last.starts_at.date(), session_id=last.id, stage="efit1",
                moves=("mirror", "deepen"), blocked_step="engage",
                blocked_by="Not ready to speak to his sister",
            ),
        )  # fmt: skip
        assert [(one.stage, one.on) for one in found.stages] == [("efit1", last.starts_at.date())]

    def test_nothing_said_is_not_logged(self, sample_practice: Practice) -> None:
        at = press(form(sample_practice, adding, TOBIAS), "Save")
        assert [e.value for e in at.error] == [
            "Say at least one thing about the session: its stage, a move, a note."
        ]
        assert kept(sample_practice).log == ()

    def test_a_day_of_ones_own_where_the_session_is_not_on_the_page(
        self, sample_practice: Practice
    ) -> None:
        at = form(sample_practice, adding, TOBIAS)
        key = f"{LOG}.{kept(sample_practice).id}"
        at.selectbox(key=f"{key}.session").set_value("day").run()
        at.text_area(key=f"{key}.note").set_value("By telephone.")
        assert not press(at, "Save").error
        (entry,) = kept(sample_practice).log
        assert (entry.on, entry.session_id) == (sample_practice.services().today(), None)

    def test_two_who_log_at_once_lose_nothing(self, sample_practice: Practice) -> None:
        at = form(sample_practice, adding, TOBIAS)
        key = f"{LOG}.{kept(sample_practice).id}"
        at.text_area(key=f"{key}.note").set_value("Mine.")
        services, now = sample_practice.services(), kept(sample_practice)
        theirs = SessionStep(on=date(2026, 1, 2), note="Theirs.")
        services.approaches.save_plan(sample_practice.actor, now.amended(log=(theirs,)))
        press(at, "Save")
        assert [one.note for one in kept(sample_practice).log] == ["Theirs.", "Mine."]


class TestChanging:
    def entry(self, practice: Practice, plan: Plan) -> Plan:
        one = SessionStep(on=practice.services().today() - timedelta(days=3), note="First.")
        return practice.services().approaches.save_plan(practice.actor, plan.amended(log=(one,)))

    def test_an_entry_is_corrected_in_place(self, sample_practice: Practice, plan: Plan) -> None:
        plan = self.entry(sample_practice, plan)
        at = form(sample_practice, changing, TOBIAS, 0, plan)
        key = f"approach.log.{TOBIAS}.{plan.id}.{plan.version}.0"
        at.text_area(key=f"{key}.note").set_value("First, and calm.")
        assert not press(at, "Save").error
        assert [one.note for one in kept(sample_practice).log] == ["First, and calm."]

    def test_an_entry_is_taken_out(self, sample_practice: Practice, plan: Plan) -> None:
        plan = self.entry(sample_practice, plan)
        assert not press(
            form(sample_practice, changing, TOBIAS, 0, plan), "Take out of the log"
        ).error
        assert kept(sample_practice).log == ()

    def test_one_that_somebody_else_changed_is_not_overwritten(
        self, sample_practice: Practice, plan: Plan
    ) -> None:
        plan = self.entry(sample_practice, plan)
        at = form(sample_practice, changing, TOBIAS, 0, plan)
        theirs = plan.amended(log=(plan.log[0].model_copy(update={"note": "Theirs."}),))
        sample_practice.services().approaches.save_plan(sample_practice.actor, theirs)
        assert "changed meanwhile" in press(at, "Save").error[0].value
        assert kept(sample_practice).log[0].note == "Theirs."


@pytest.mark.usefixtures("plan")
class TestWhileWritingUp:
    def test_the_session_and_its_place_in_the_plan_are_entered_once(
        self, sample_practice: Practice
    ) -> None:
        at = form(sample_practice, writing_up, TOBIAS)
        key = f"sessions.held.{TOBIAS}.new"
        beside = f"{key}.log.{kept(sample_practice).id}"
        at.text_area(key=f"{key}.note").set_value("Sat with the fear.")
        at.button_group(key=f"{beside}.moves").set_value(["deepen"]).run()
        before = len(held(sample_practice))
        assert not press(at, "Save the session").error
        sessions = held(sample_practice)
        (entry,) = kept(sample_practice).log
        new = next(one for one in sessions if one.note == "Sat with the fear.")
        assert len(sessions) == before + 1
        assert (entry.session_id, entry.on, entry.moves) == (
            new.id, new.starts_at.date(), ("deepen",),
        )  # fmt: skip
        file = sample_practice.services().file(sample_practice.actor, TOBIAS)
        told = [line.text for part in brief(file).sections for line in part.lines]
        assert any("Assemble and deepen emotion" in line for line in told)

    def test_an_entry_of_the_day_becomes_the_sessions_and_keeps_what_it_says(
        self, sample_practice: Practice
    ) -> None:
        services, plan = sample_practice.services(), kept(sample_practice)
        early = SessionStep(on=services.today(), stage="efit1", blocked_by="The bell")
        services.approaches.save_plan(sample_practice.actor, plan.amended(log=(early,)))
        at = form(sample_practice, writing_up, TOBIAS)
        beside = f"sessions.held.{TOBIAS}.new.log.{plan.id}"
        at.button_group(key=f"{beside}.moves").set_value(["deepen"]).run()
        assert not press(at, "Save the session").error
        (entry,) = kept(sample_practice).log
        assert (entry.stage, entry.blocked_by, entry.moves) == ("efit1", "The bell", ("deepen",))
        assert entry.session_id is not None

    def test_nothing_said_about_the_plan_logs_nothing(self, sample_practice: Practice) -> None:
        at = form(sample_practice, writing_up, TOBIAS)
        assert not press(at, "Save the session").error
        assert kept(sample_practice).log == ()

    def test_a_missed_session_is_not_asked_about(self, sample_practice: Practice) -> None:
        at = form(sample_practice, writing_up, TOBIAS)
        key = f"sessions.held.{TOBIAS}.new"
        at.selectbox(key=f"{key}.attendance").set_value("missed").run()
        assert not [one for one in at.expander if "Where the work was" in one.label]


class TestWorksheet:
    def test_without_a_plan_it_says_what_to_do(self, sample_practice: Practice) -> None:
        at = form(sample_practice, worksheet, TOBIAS, "support")
        assert "There is no plan for" in at.info[0].value
        assert "Choose" in at.info[0].value

    @pytest.mark.usefixtures("plan")
    def test_with_a_plan_and_no_session_logged(self, sample_practice: Practice) -> None:
        at = form(sample_practice, worksheet, TOBIAS, "efit")
        assert any("No session is logged yet" in one.value for one in at.caption)
        assert [one.label for one in at.button] == ["Log a session"]

    def test_an_ended_plan_is_read_and_not_added_to(
        self, sample_practice: Practice, plan: Plan
    ) -> None:
        approaches = sample_practice.services().approaches
        approaches.save_plan(sample_practice.actor, plan.amended(status="ended"))
        at = form(sample_practice, worksheet, TOBIAS, "efit")
        assert [one.label for one in at.button] == []

    def test_eighty_sessions_show_the_newest_first(
        self, sample_practice: Practice, plan: Plan
    ) -> None:
        today = sample_practice.services().today()
        log = tuple(SessionStep(on=today - timedelta(days=n), moves=("mirror",)) for n in range(80))
        approaches = sample_practice.services().approaches
        approaches.save_plan(sample_practice.actor, plan.amended(log=log))
        at = form(sample_practice, worksheet, TOBIAS, "efit")
        assert sum(one.label == "Open" for one in at.button) == FIRST_SHOWN
        assert not at.exception


def test_the_sessions_page_tells_where_the_work_was(screen: Screen) -> None:
    words = screen.open("sessions", "HL-101").words
    assert "EFIT for individuals: Stage 3: Consolidate" in words
