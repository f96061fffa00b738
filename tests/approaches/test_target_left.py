"""What is carried to the next session, what closing says, and sets of the installation."""

from __future__ import annotations

from typing import Any

import pytest

from core.approaches.model import SetDone, TargetWork
from core.approaches.target_course import About, LeftOpen, left_open, target_courses
from core.approaches.target_day import (
    TargetDay,
    TargetEntries,
    closed,
    last_set_taken_back,
    looked_at_again,
    set_corrected,
    set_done,
)
from core.approaches.target_words import again_words, asked_when, day_sentences, left_words
from core.assembly import Services
from core.errors import InvalidEntry
from core.formulation.model import Formulation
from core.history.model import History
from core.outcomes.model import Administration
from core.outcomes.series import series_of
from tests.people import CLINICIAN, TODAY, TOVE, days_ago, filled_in, target

BLANK = About(Formulation(), History([], [], [], [], [], []))
DOOR = target(TOVE, "in_progress")
DAY = TargetDay(DOOR, TODAY, None, ())


def worked(ago: int, **more: Any) -> TargetWork:
    return TargetWork(client_id=TOVE.id, target_id=DOOR.id, on=days_ago(ago), **more)


def sud(value: int, ago: int, order: int = 0) -> Administration:
    return filled_in(TOVE, "sud", (value,), days_ago(ago), about=str(DOOR.id), order=order)


def left(works: list[TargetWork], status: Any, *measures: Administration) -> list[LeftOpen]:
    door = DOOR.amended(status=status)
    return left_open(target_courses([door], works, series_of(measures), BLANK), TODAY)


def after(day: TargetDay, made: TargetEntries) -> TargetDay:
    known = {one.id: one for one in (*day.measures, *made.measures)}
    return day._replace(work=made.work[-1], measures=[one for one in known.values()])


@pytest.mark.parametrize("status", ["complete", "parked", "in_progress"])
def test_who_left_not_steady_is_asked_next_time_however_it_was_closed(status: str) -> None:
    day = worked(7, closure="complete", closed_with="The Shed", steady="no")
    (found,) = left([day], status, sud(1, 7))
    assert left_words(found) == (
        "Not steady when leaving on 4 Jun, at SUD 1; closed complete, closed with The Shed."
    )
    asked = day.amended(looked_again_on=TODAY, disturbance=2)
    assert left([asked], status) == []
    assert left([day.amended(steady="yes")], status) == []


def test_not_steady_after_an_assessment_alone_is_carried_too() -> None:
    (found,) = left([worked(7, phases=("ph3",), steady="no")], "in_progress")
    assert left_words(found) == "Not steady when leaving on 4 Jun, without a SUD."


def test_the_sud_then_and_now_stand_together() -> None:
    day = worked(7, closure="incomplete", looked_again_on=TODAY, disturbance=3)
    (found,) = left([day], "incomplete", sud(2, 7), sud(6, 0))
    assert again_words(found) == (
        "Looked at again on 11 Jun; disturbance since then: 3 of 10; SUD 2 on 4 Jun, 6 on 11 Jun."
    )


def test_looking_again_with_nothing_answered_is_refused() -> None:
    with pytest.raises(InvalidEntry, match="Nothing was answered"):
        looked_at_again(DAY, worked(7), None, None, "  ", "complete")


@pytest.mark.parametrize(
    ("closure", "was", "chosen", "now"),
    [
        ("incomplete", "in_progress", "", "incomplete"),
        ("complete", "incomplete", "", "in_progress"),
        ("complete", "in_progress", "", "in_progress"),
        ("not_asked", "planned", "", "planned"),
        ("complete", "in_progress", "complete", "complete"),
        ("incomplete", "in_progress", "parked", "parked"),
    ],
)
def test_a_target_is_complete_only_where_that_is_chosen(
    closure: str, was: Any, chosen: str, now: str
) -> None:
    day = DAY._replace(target=DOOR.amended(status=was))
    made = closed(day, {"closure": closure}, chosen, None, None)
    assert (made.targets[0] if made.targets else day.target).status == now
    assert made.work[0].closure == closure


def test_a_set_of_the_installation_has_a_voc_and_its_phase() -> None:
    day = after(DAY, set_done(DAY, 0))
    made = set_done(day, 5, "voc")
    assert [(one.instrument, one.answers) for one in made.measures] == [("voc", (5,))]
    day = after(day, made)
    assert day.begun.phases == ("ph4", "ph5")
    (course,) = target_courses([DOOR], [day.begun], series_of(list(day.measures)), BLANK)
    assert [(row.sud, row.voc) for row in course.days[0].sets] == [(0, None), (None, 5)]
    assert day_sentences(course.days[0])[0] == "2 sets, SUD after each: 0 · VOC 5."
    (mended,) = set_corrected(day, 2, 7, [], "").measures
    assert (mended.instrument, mended.answers) == ("voc", (7,))
    with pytest.raises(InvalidEntry, match="VOC: choose a whole number from 1 to 7"):
        set_corrected(day, 2, 0, [], "")


def test_a_day_with_nothing_else_goes_with_its_last_set() -> None:
    day = after(DAY, set_done(DAY, 8))
    (gone,) = last_set_taken_back(day).work
    assert gone.retired
    for more in ({"note": "Rain."}, {"phases": ("ph8", "ph4")}, {"steady": "no"}):
        kept = day._replace(work=day.begun.amended(**more))
        assert not last_set_taken_back(kept).work[0].retired


def test_a_day_that_was_taken_out_begins_again(services: Services) -> None:
    services.clients.save(CLINICIAN, TOVE)
    door = services.approaches.save_target(CLINICIAN, DOOR)
    for _ in range(2):
        day = TargetDay(door, TODAY, None, ())
        services.approaches.save_sets(CLINICIAN, set_done(day, None))
        (work,) = services.approaches.target_work(CLINICIAN, TOVE.id)
        back = last_set_taken_back(day._replace(work=work))
        services.approaches.save_sets(CLINICIAN, back)
        assert services.approaches.target_work(CLINICIAN, TOVE.id) == []


def test_a_rating_says_when_on_its_day_it_was_asked() -> None:
    rated = [sud(5, 7, order) for order in range(5)]
    sets = tuple(SetDone(administration_id=one.id) for one in (rated[2], rated[3]))
    work = worked(7, phases=("ph8", "ph4"), sets=sets)
    said = asked_when([work], rated)
    assert [said[one.id] for one in rated] == [
        "looked at again", "before the first set", "set 1", "set 2", "after the last set",
    ]  # fmt: skip
    assert asked_when([worked(7)], rated)[rated[0].id] == ""
    assert asked_when([], rated) == {}
