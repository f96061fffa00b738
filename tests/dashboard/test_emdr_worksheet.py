"""The EMDR worksheet: carried forward first, one press a set, nothing but the headline."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import pytest

from core.approaches.model import SetDone, Target, TargetWork
from core.assembly import Practice
from core.history.model import HistoryEvent
from core.sessions.safety import Concern
from dashboard import workspace
from tests.dashboard.conftest import Screen
from tests.dashboard.test_entering import form, press
from tests.people import TOVE, node

SECRET = "I saw the machine take it"


@pytest.fixture(autouse=True)
def tove(practice: Practice) -> None:
    """A store with Tove's empty file."""
    practice.services().clients.save(practice.actor, TOVE)
    workspace.use(practice)


def worksheet(client_id: UUID = TOVE.id) -> Screen:
    screen = Screen()
    screen.at.query_params["client"] = str(client_id)
    screen.open("approach")
    screen.at.segmented_control(key=f"approach.view.{client_id}").set_value("emdr").run()
    assert not screen.at.exception
    return screen


def add(practice: Practice, **more: object) -> Target:
    fields = {"client_id": TOVE.id, "title": "The lift"} | more
    return practice.services().approaches.save_target(practice.actor, Target(**fields))


def on_target(target: Target) -> Screen:
    return tap_card(worksheet(), target)


def tap_card(screen: Screen, target: Target) -> Screen:
    screen.at.button(key=f"approach.target.open.{target.id}").click().run()
    assert not screen.at.exception
    return screen


def tap(screen: Screen, label: str) -> Screen:
    next(b for b in screen.at.button if b.label == label).click().run()
    assert not screen.at.exception
    return screen


def work_of(practice: Practice) -> TargetWork:
    return practice.services().approaches.target_work(practice.actor, TOVE.id)[-1]


def suds_of(practice: Practice) -> list[object]:
    found = practice.services().outcomes.administrations(practice.actor, TOVE.id)
    return [one.answers for one in found if one.instrument == "sud"]


def test_without_a_target_it_says_how_to_begin() -> None:
    assert "No target yet. A headline is enough." in worksheet().words


def test_what_the_map_holds_is_offered_in_its_prong(practice: Practice) -> None:
    services = practice.services()
    for name, kind in (("The lift", "event"), ("Doors closing", "cue")):
        one = node(TOVE, name, kind)
        services.formulation.save_node(practice.actor, one)
    screen = worksheet()
    offers = {b.label: str(b.key) for b in screen.at.button if "emdr.offer" in str(b.key)}
    assert ".past." in offers["The lift"]
    assert ".present." in offers["Doors closing"]


def test_one_press_a_set_saves_it_with_its_measure(practice: Practice) -> None:
    screen = on_target(add(practice))
    for label in ("8", "Set, SUD not asked", "10"):
        tap(screen, label)
    assert "3 sets: 8 · – · 10" in screen.words
    assert suds_of(practice) == [(8,), (10,)]
    tap(screen, "Looping")
    assert work_of(practice).sets[-1].marks == ("looping",)
    tap(screen, "Take back the last set")
    assert suds_of(practice) == [(8,)]
    assert len(work_of(practice).sets) == 2


def test_what_somebody_else_added_meanwhile_is_kept(practice: Practice) -> None:
    target = add(practice)
    first, second = on_target(target), on_target(target)
    tap(first, "8")
    tap(second, "7")
    tap(first, "6")
    assert len(work_of(practice).sets) == 3
    assert suds_of(practice) == [(8,), (7,), (6,)]


def test_a_sud_corrected_on_the_outcomes_page_shows_here(practice: Practice) -> None:
    target = add(practice)
    screen = tap(on_target(target), "8")
    outcomes = practice.services().outcomes
    (rated,) = outcomes.administrations(practice.actor, TOVE.id)
    outcomes.record(practice.actor, rated.amended(answers=(2,)))
    screen.at.run()
    assert "1 set: 2" in screen.words


def test_an_incomplete_target_stands_above_everything_with_where_it_was_left(
    practice: Practice,
) -> None:
    target = add(practice, status="incomplete")
    practice.services().approaches.save_target_work(
        practice.actor,
        TargetWork(client_id=TOVE.id, target_id=target.id, on=date(2026, 6, 4),
                   closure="incomplete", closed_with="*The shed*", steady="yes"),
    )  # fmt: skip
    words = worksheet().words
    said = "Left incomplete on 4 Jun, without a SUD; closed with *The shed*; steady when leaving."
    assert words.index(said) < words.index("Target sequence")
    assert "Not looked at again yet." in words


@pytest.mark.parametrize("why", ["marked", "history"])
def test_a_target_at_its_headline_shows_nothing_else(practice: Practice, why: str) -> None:
    services, actor = practice.services(), practice.actor
    event = HistoryEvent(client_id=TOVE.id, kind="other: x", headline="The lift",
                         state="headline_only" if why == "history" else "asked")  # fmt: skip
    services.history.save(actor, event)
    one = node(TOVE, "The lift", "event", source_id=event.id)
    services.formulation.save_node(actor, one)
    target = add(
        practice, node_id=one.id, image=SECRET, negative_cognition=SECRET, closure=SECRET,
        body_place=SECRET, emotions=(f"other: {SECRET}",), headline_only=why == "marked",
    )  # fmt: skip
    services.approaches.save_target_work(
        actor, TargetWork(client_id=TOVE.id, target_id=target.id, on=services.today(),
                          note=SECRET, sets=(SetDone(note=SECRET),)),
    )  # fmt: skip
    screen = on_target(target)
    assert "Kept at its headline" in screen.words
    tap(screen, "Edit the target")
    asked = [field.label for field in (*screen.at.text_input, *screen.at.selectbox)]
    assert "Negative cognition" not in asked
    assert SECRET not in screen.words
    fields = (*screen.at.text_input, *screen.at.text_area, *screen.at.selectbox)
    assert SECRET not in str([field.value for field in fields])
    kept = practice.services().approaches.targets(actor, TOVE.id)[0]
    assert kept.image == SECRET


def test_forty_targets_and_sixty_sets(practice: Practice) -> None:
    for number in range(40):
        target = add(practice, title=f"Target {number}", status="incomplete", order=number)
    target = add(practice, title="At work", status="in_progress", order=40)
    services = practice.services()
    services.approaches.save_target_work(
        practice.actor, TargetWork(client_id=TOVE.id, target_id=target.id, on=services.today(),
                                   sets=(SetDone(),) * 60),
    )  # fmt: skip
    screen = worksheet()
    assert "And 35 more left open: “Target 5”, “Target 6”" in screen.words
    assert "“Target 39”" in screen.words
    screen.at.toggle(key=f"emdr.all.{TOVE.id}.past").set_value(True).run()
    tap_card(screen, target)
    assert "And 35 more left open" in screen.words
    assert "60 sets" in screen.words
    assert "8" not in [b.label for b in screen.at.button], "no more sets are offered"


def test_the_order_is_changed_within_a_prong(practice: Practice) -> None:
    one, two = add(practice, title="One", order=1), add(practice, title="Two", order=2)
    screen = worksheet()
    screen.at.toggle(key=f"emdr.moving.{TOVE.id}").set_value(True).run()
    screen.at.button(key=f"emdr.move.{two.id}.-1").click().run()
    found = practice.services().approaches.targets(practice.actor, TOVE.id)
    assert [t.id for t in found] == [two.id, one.id]


def test_while_processing_is_paused_no_set_is_offered_and_closing_is(practice: Practice) -> None:
    target = add(practice)
    concern = Concern(client_id=TOVE.id, kind="suicide", acute=True, noted_on=date(2026, 6, 4))
    practice.services().sessions.save_concern(practice.actor, concern)
    screen = on_target(target)
    offered = [b.label for b in screen.at.button]
    assert "8" not in offered
    assert "Rate and note" not in offered
    assert {"Close the day", "Edit the target"} <= set(offered)
    assert "Assessing and sets (phases 3 to 6) are paused." in screen.words


def closing(client_id: object, target_id: object) -> None:
    from dashboard.approach.emdr.closing import close_day
    from dashboard.approach.emdr.gathered import gathered
    from dashboard.workspace import start_run

    run = start_run()
    sheet = gathered(run, run.services.clients.open(run.actor, client_id))
    close_day(sheet, sheet.day(sheet.stored(target_id), run.services.today()))


def test_closing_incomplete_marks_the_target_in_the_same_save(practice: Practice) -> None:
    target = add(practice)
    tap(on_target(target), "6")
    work = work_of(practice)
    at = form(practice, closing, TOVE.id, target.id)
    key = f"emdr.close.{TOVE.id}.{work.id}.{work.version}.{work.on}"
    at.radio(key=f"{key}.closure").set_value("incomplete")
    at.pills(key=f"{key}.sud").set_value(4)
    press(at, "Save")
    assert not at.exception
    worked = work_of(practice)
    assert (worked.closure, worked.steady, worked.closed_with) == ("incomplete", "not_asked", "")
    kept = practice.services().approaches.targets(practice.actor, TOVE.id)[0]
    assert kept.status == "incomplete"
    assert suds_of(practice) == [(6,), (4,)]
