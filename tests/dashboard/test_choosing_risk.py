"""Risk where an approach is chosen: newer records, paused work, shared screens, old answers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from core.approaches.model import (
    Caution,
    Plan,
    StageReached,
    Target,
    TargetWork,
    Weighing,
    weighing_id,
)
from core.assembly import Practice
from core.sessions.safety import Concern
from dashboard import workspace
from tests.dashboard.conftest import Screen, opened
from tests.dashboard.test_choosing_entering import dialog
from tests.dashboard.test_entering import form, press
from tests.people import MARA

LOOK = f"approach.section.{MARA.id}"


@pytest.fixture
def practice(tmp_path: Path) -> Iterator[Practice]:
    """Mara alone, nothing else recorded."""
    made = opened(tmp_path / "store", lambda p: _filled(p))
    workspace.use(made)
    yield made
    made.close()


def _filled(practice: Practice) -> None:
    practice.services().clients.save(practice.actor, MARA)


def ago(practice: Practice, days: int) -> date:
    return practice.today() - timedelta(days=days)


def weigh(practice: Practice, approach: str, reason: str, found: str, days: int) -> None:
    answer = Caution(reason=reason, found=found, on=ago(practice, days))
    made = weighing_id(MARA.id, approach)
    kept = Weighing(id=made, client_id=MARA.id, approach=approach, cautions=(answer,))
    practice.services().approaches.save_weighing(practice.actor, kept)


def acute(practice: Practice) -> None:
    concern = Concern(client_id=MARA.id, kind="suicide", acute=True, noted_on=ago(practice, 2))
    practice.services().sessions.save_concern(practice.actor, concern)


def plan(practice: Practice, **fields: object) -> None:
    made = Plan(client_id=MARA.id, **({"approach": "emdr"} | fields))
    practice.services().approaches.save_plan(practice.actor, made)


def page(view: str, approach: str = "", section: str = "") -> Screen:
    screen = Screen()
    screen.at.switch_page("app_pages/approach.py")
    screen.at.query_params["client"] = str(MARA.id)
    screen.at.run()
    screen.at.segmented_control(key=f"approach.view.{MARA.id}").set_value(view).run()
    if approach:
        screen.at.button(key=f"approach.look.{approach}").click().run()
        screen.at.segmented_control(key=LOOK).set_value(section).run()
    assert not screen.at.exception
    return screen


def test_not_found_with_something_newer_stands_apart_with_it(practice: Practice) -> None:
    weigh(practice, "emdr", "suicide_acute", "absent", 9)
    acute(practice)
    said = page("choose", "emdr", "Cautions and readiness").words
    assert "not found. Newer on record:" in said
    assert "Suicide thoughts or plans: present now, acute" in said
    assert "Asked about and not found" not in said
    assert "Not found, but newer on record: acute suicide risk; 15 not asked yet" in said


def test_paused_work_is_said_in_the_column_and_on_the_plan_and_never_shared(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    plan(practice, reasons="She asked for it", alternatives="Waiting")
    acute(practice)
    words = "Paused now: the reason is in the worksheet."
    assert page("choose").words.count(words) == 2  # EMDR, and EFT for couples
    assert page("plan").words.count(words) == 1
    monkeypatch.setattr(workspace, "_covered", {""})
    for view in ("choose", "plan"):
        said = page(view).words
        assert words not in said
        assert "crisis of safety" not in said
        assert "She asked for it" not in said
        assert "Waiting" not in said


def test_a_risk_found_and_not_in_the_record_leads_to_the_prefilled_entry(
    practice: Practice, monkeypatch: pytest.MonkeyPatch
) -> None:
    weigh(practice, "emdr", "suicide_acute", "present", 3)
    for screen in (page("choose"), client_page()):
        assert "is not in the safety record yet: suicide thoughts or plans" in screen.words
        screen.at.button(key="client.safety.found.suicide.emdr").click().run()
        kinds = [one for one in screen.at.selectbox if one.key and one.key.endswith(".kind")]
        assert kinds[0].value == "suicide"
    monkeypatch.setattr(workspace, "_covered", {""})
    for screen in (page("choose"), client_page()):
        assert "not in the safety record" not in screen.words


def client_page() -> Screen:
    screen = Screen()
    screen.at.switch_page("app_pages/client.py")
    screen.at.query_params["client"] = str(MARA.id)
    screen.at.run()
    return screen


def test_phases_from_three_on_are_told_of_each_target(practice: Practice) -> None:
    approaches, actor = practice.services().approaches, practice.actor
    noted = (StageReached(stage="ph2", on=ago(practice, 30)),
             StageReached(stage="ph4", on=ago(practice, 20)))  # fmt: skip
    plan(practice, stages=noted)
    assert "Phase 4" in page("plan").words
    target = approaches.save_target(actor, Target(client_id=MARA.id, title="The kitchen door"))
    work = TargetWork(client_id=MARA.id, target_id=target.id, on=ago(practice, 3), phases=("ph3",))
    approaches.save_target_work(actor, work)
    screen = page("plan")
    assert "“The kitchen door”: Phase 3" in screen.words
    assert "- Phase 4 Desensitise from" in screen.words
    assert "Phases noted for the plan as a whole" in [one.label for one in screen.at.expander]
    assert "Move to a phase" in [one.label for one in screen.at.button]


def test_an_answer_for_another_approach_is_used_with_its_own_day(practice: Practice) -> None:
    weigh(practice, "ifs", "psychosis", "absent", 40)
    at = form(practice, dialog, "weigh_caution", MARA.id, "emdr", "psychosis")
    use = next(b for b in at.button if b.label.startswith("Use it: not found, "))
    assert use.label.endswith("asked for IFS")
    use.click().run()
    kept = practice.services().approaches.weighing(practice.actor, MARA.id, "emdr")
    assert [(one.reason, one.found, one.on) for one in kept.cautions] == [
        ("psychosis", "absent", ago(practice, 40))
    ]


def test_medical_cautions_are_answered_as_a_group_and_risk_never_is(practice: Practice) -> None:
    at = form(practice, dialog, "weigh", MARA.id, "emdr", "")
    (group,) = at.checkbox
    assert "suicide" not in group.label
    group.check()
    press(at, "Save")
    kept = practice.services().approaches.weighing(practice.actor, MARA.id, "emdr")
    assert {one.reason for one in kept.cautions} == {
        "eye", "seizure", "pregnancy", "cardiac", "head_injury",
    }  # fmt: skip
    assert {(one.found, one.on) for one in kept.cautions} == {("absent", practice.today())}
