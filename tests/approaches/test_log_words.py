"""An entry of the log in words: names from the definition, ids where it is gone."""

from __future__ import annotations

from core.approaches.log import SessionStep
from core.approaches.log_words import (
    blocked_words,
    choices,
    known_definition,
    last_logged,
    stage_name,
    step_name,
    worked_on,
)
from core.approaches.model import StageReached
from dashboard.approach.log.view import entry_lines, moves_table, stage_now
from tests.people import MARA, days_ago, plan

ENTRY = SessionStep(
    on=days_ago(7), stage="efit2", moves=("mirror", "engage"), blocked_step="engage",
    blocked_by="She *laughed* it away",
)  # fmt: skip


def test_stage_and_moves_have_the_names_of_the_definition() -> None:
    known = known_definition("efit")
    assert known
    assert worked_on("efit", ENTRY) == (
        "Stage 2: Restructure self and system · Mirror the present moment, set up the encounter"
    )
    assert blocked_words("efit", ENTRY) == "Blocked at set up the encounter: She *laughed* it away"
    assert blocked_words("efit", SessionStep(on=days_ago(1))) == ""
    assert set(choices("efit")) == {"mirror", "deepen", "engage", "process", "integrate"}


def test_what_is_defined_no_longer_can_still_be_read() -> None:
    assert known_definition("compass_work") is None
    assert choices("compass_work") == {}
    assert step_name("compass_work", "find_north") == "Find north"
    assert stage_name("efit", "efit1") == "Stage 1: Stabilise"


def test_the_last_entry_leaves_out_the_stage_the_plan_is_in() -> None:
    reached = (StageReached(stage="efit2", on=days_ago(30)),)
    log = (SessionStep(on=days_ago(14), note="Earlier"), ENTRY)
    found = last_logged(plan(MARA, None, stages=reached, log=log))
    assert found.startswith("Mirror the present moment, set up the encounter; blocked at")
    assert "Stage" not in found
    back = (StageReached(stage="efit3", on=days_ago(10)),)
    assert last_logged(plan(MARA, None, stages=back, log=log)).startswith("Stage 2:")


def test_an_entry_with_a_note_alone_is_told_by_its_note() -> None:
    log = (SessionStep(on=days_ago(1), note="A quiet hour."),)
    assert last_logged(plan(MARA, None, log=log)) == "A quiet hour."
    assert last_logged(plan(MARA, None)) == ""


def test_what_somebody_typed_is_plain_text_in_the_list() -> None:
    (line,) = entry_lines(plan(MARA, None, log=(ENTRY,)))
    assert "\\*laughed\\*" in line.words


def test_moves_of_the_latest_twelve_sessions_with_counts_of_all() -> None:
    log = tuple(SessionStep(on=days_ago(days), moves=("mirror",)) for days in range(100, 60, -2))
    found = moves_table(plan(MARA, None, log=(*log, ENTRY)))
    assert found
    assert (len(found.days), found.left_out) == (12, 9)
    assert found.rows[0] == ("Mirror the present moment", "21 of 21", "4\u00a0Jun\u00a02026")
    assert found.rows[3] == ("Process the encounter", "0 of 21", "–")
    assert (11, 2) in found.made
    assert "Set up the encounter in 1 of 21 sessions" in found.alt
    assert moves_table(plan(MARA, None)) is None


def test_an_approach_without_moves_or_steps_has_no_figure() -> None:
    log = (SessionStep(on=days_ago(1), note="x"),)
    assert moves_table(plan(MARA, None, log=log).amended(approach="support")) is None


def test_the_stage_now_with_its_criteria_met_or_not_yet() -> None:
    reached = (StageReached(stage="efit1", on=days_ago(30)),)
    known = known_definition("efit")
    assert known
    first = known.stages[0].exit[0]
    met = ({"criterion": first.id, "on": days_ago(2)},)
    now = stage_now(plan(MARA, None, stages=reached, criteria=met))
    assert now
    assert (now.title, now.since) == ("Stage 1\\: Stabilise", "since 12\u00a0May\u00a02026")
    assert "(seen 9\u00a0Jun)" in now.exit[0]
    assert now.exit[1].endswith(": not yet")
    assert "radio_button_checked" in now.path[0]
    blank = stage_now(plan(MARA, None))
    assert blank
    assert blank.title == "No stage noted yet"
