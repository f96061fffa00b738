"""What a second session finds: the right entry to correct, who left not steady, free nodes."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from core.approaches.model import Target, TargetWork
from core.approaches.target_day import TargetDay, set_done
from core.assembly import Practice
from dashboard import workspace
from dashboard.approach.emdr.view import option_words, theme_words
from dashboard.outcomes.targets.charts import days_named
from tests.dashboard.test_emdr_worksheet import add, suds_of, tap, worksheet
from tests.dashboard.test_entering import form, press
from tests.people import TODAY, TOVE, days_ago, node


@pytest.fixture(autouse=True)
def tove(practice: Practice) -> None:
    """A store with Tove's empty file."""
    practice.services().clients.save(practice.actor, TOVE)
    workspace.use(practice)


def correcting(client_id: object) -> None:
    from dashboard.outcomes.correcting import correct
    from dashboard.workspace import start_run

    correct(start_run(), client_id)


def add_sets(practice: Practice, *suds: int) -> None:
    """Sets on the one target there is, each with its SUD."""
    services, actor = practice.services(), practice.actor
    for value in suds:
        works = services.approaches.target_work(actor, TOVE.id)
        measures = services.outcomes.administrations(actor, TOVE.id)
        now = services.approaches.targets(actor, TOVE.id)[0]
        day = TargetDay(now, services.today(), works[0] if works else None, measures)
        services.approaches.save_sets(actor, set_done(day, value))


def test_of_equal_entries_the_chosen_one_is_corrected(practice: Practice) -> None:
    add(practice)
    add_sets(practice, 8, 8, 8)
    at = AppTest.from_function(correcting, args=(TOVE.id,), default_timeout=30)
    at.query_params["client"] = str(TOVE.id)
    at.run()
    (box,) = at.selectbox
    assert [one.rpartition(", ")[2] for one in box.options] == ["set 3", "set 2", "set 1"]
    taken = practice.services().outcomes.administrations(practice.actor, TOVE.id)
    second = next(one for one in taken if one.order == 1)
    box.set_value(second.id).run()
    press(at, "Take it out")
    assert not at.exception
    left = practice.services().outcomes.administrations(practice.actor, TOVE.id)
    assert sorted(one.order for one in left) == [0, 2]
    assert suds_of(practice) == [(8,), (8,)]


def test_two_targets_of_one_headline_are_two_entries(practice: Practice) -> None:
    from dashboard.outcomes.entering import target_names

    one, two = add(practice), add(practice, prong="present")
    assert len(set(target_names([one, two]).values())) == 2


def test_a_node_of_another_prong_is_still_offered(practice: Practice) -> None:
    cue = node(TOVE, "Doors closing", "cue")
    practice.services().formulation.save_node(practice.actor, cue)
    add(practice, prong="future", node_id=cue.id)
    keys = [str(b.key) for b in worksheet().at.button]
    assert f"emdr.offer.present.{cue.id}" in keys
    add(practice, prong="present", node_id=cue.id)
    keys = [str(b.key) for b in worksheet().at.button]
    assert f"emdr.offer.present.{cue.id}" not in keys


def left_unsteady(practice: Practice) -> Target:
    target = add(practice, status="complete")
    practice.services().approaches.save_target_work(
        practice.actor,
        TargetWork(client_id=TOVE.id, target_id=target.id, on=days_ago(7), closure="complete",
                   steady="no"),
    )  # fmt: skip
    return target


def test_who_left_not_steady_stands_above_everything_once(practice: Practice) -> None:
    target = left_unsteady(practice)
    screen = worksheet()
    said = "Not steady when leaving on 4 Jun"
    assert screen.words.index(said) < screen.words.index("Target sequence")
    screen.at.button(key=f"approach.target.open.{target.id}").click().run()
    assert screen.words.count(f"{said}, without a SUD; closed complete") == 1
    assert "Open the target" not in [b.label for b in screen.at.button]
    assert "Look at it again" in [b.label for b in screen.at.button]


def looking(client_id: object, target_id: object) -> None:
    from core.approaches.target_course import left_open
    from dashboard.approach.emdr.again import look_again
    from dashboard.approach.emdr.gathered import gathered
    from dashboard.workspace import start_run

    run = start_run()
    sheet = gathered(run, run.services.clients.open(run.actor, client_id))
    found = left_open(sheet.courses, run.services.today())
    if found:
        look_again(sheet, sheet.stored(target_id), found[0])


def test_looking_again_asks_for_an_answer_and_keeps_its_day(practice: Practice) -> None:
    target = left_unsteady(practice)
    at = form(practice, looking, TOVE.id, target.id)
    press(at, "Save")
    assert "Nothing was answered" in at.error[0].value
    at.date_input[0].set_value(days_ago(1))
    at.pills[1].set_value(3)
    press(at, "Save")
    assert not at.exception
    works = practice.services().approaches.target_work(practice.actor, TOVE.id)
    assert [(one.on, one.looked_again_on) for one in works] == [
        (days_ago(7), days_ago(1)), (days_ago(1), None),
    ]  # fmt: skip
    assert suds_of(practice) == [(3,)]


def test_while_installing_a_press_is_a_voc(practice: Practice) -> None:
    target = add(practice)
    screen = worksheet()
    screen.at.button(key=f"approach.target.open.{target.id}").click().run()
    day = practice.today()
    screen.at.segmented_control(key=f"emdr.pad.{target.id}.{day}.kind").set_value("voc").run()
    assert "0" not in [b.label for b in screen.at.button]
    tap(screen, "6")
    assert "1 set: VOC 6" in screen.words
    (work,) = practice.services().approaches.target_work(practice.actor, TOVE.id)
    assert work.phases == ("ph5",)
    tap(screen, "Take back the last set")
    assert practice.services().approaches.target_work(practice.actor, TOVE.id) == []
    tap(screen, "6")
    assert "1 set: VOC 6" in screen.words


def test_a_positive_cognition_is_not_named_after_blame() -> None:
    assert option_words("I did what I could", "positive", []) == (
        "I did what I could (Responsibility)"
    )
    assert theme_words("responsibility", "negative") == "Blame / did wrong"


@pytest.mark.parametrize("count", [1, 2, 5, 40])
def test_no_two_labels_of_days_touch_on_a_telephone(count: int) -> None:
    days: Any = [(place, TODAY) for place in range(1, count + 1)]
    named = [place for place, _ in days_named(days, count)]
    assert named[-1] == count
    assert all(b - a >= 0.22 * count for a, b in pairwise(named))
