"""What one press during a session saves: the set, its SUD, the target, together."""

from __future__ import annotations

from typing import Any

import pytest

from core.approaches.model import TargetWork
from core.approaches.target_day import (
    MOST_SETS,
    TargetDay,
    TargetEntries,
    last_set_taken_back,
    looked_at_again,
    marked,
    rated_now,
    reordered,
    set_corrected,
    set_done,
)
from core.errors import InvalidEntry
from core.outcomes.model import Administration
from tests.people import TODAY, TOVE, days_ago, target

DOOR = target(TOVE, "planned")


def blank(**more: Any) -> TargetDay:
    return TargetDay(DOOR, TODAY, None, (), **more)


def after(day: TargetDay, made: TargetEntries) -> TargetDay:
    """The day as it stands once this is saved."""
    known = {one.id: one for one in (*day.measures, *made.measures)}
    left = [one for one in known.values() if not one.retired]
    work = made.work[-1] if made.work else day.work
    return day._replace(work=work, measures=left, target=(made.targets or (day.target,))[0])


def with_sets(*suds: int | None) -> TargetDay:
    day = blank()
    for sud in suds:
        day = after(day, set_done(day, sud))
    return day


def suds(day: TargetDay) -> list[Any]:
    known = day.known
    return [known[s.administration_id].answers[0] if s.administration_id else None
            for s in day.begun.sets]  # type: ignore[index]  # fmt: skip


def test_a_press_makes_a_set_a_measure_about_the_target_and_begins_the_work() -> None:
    made = set_done(blank(), 8)
    (measure,) = made.measures
    assert (measure.instrument, measure.answers, measure.about) == ("sud", (8,), str(DOOR.id))
    assert made.work[0].sets[0].administration_id == measure.id
    assert (made.work[0].phases, made.targets[0].status) == (("ph4",), "in_progress")


def test_ratings_stand_in_the_order_they_were_asked() -> None:
    day = with_sets(8, None, 6)
    assert suds(day) == [8, None, 6]
    assert [one.order for one in day.measures] == [0, 1]
    assert [one.order for one in rated_now(day, 5, 4)] == [2, 3]


@pytest.mark.parametrize("sud", [-1, 11, 100])
def test_a_sud_out_of_range_is_refused_in_a_sentence(sud: int) -> None:
    with pytest.raises(InvalidEntry, match="SUD: choose a whole number from 0 to 10"):
        set_done(blank(), sud)


def test_a_voc_begins_at_one() -> None:
    with pytest.raises(InvalidEntry, match="from 1 to 7"):
        rated_now(blank(), None, 0)


def test_sixty_sets_a_day_and_not_one_more() -> None:
    day = with_sets(*[5] * MOST_SETS)
    with pytest.raises(InvalidEntry, match="60 sets"):
        set_done(day, 5)


def test_a_hundred_ratings_a_day_and_not_one_more() -> None:
    taken = Administration(client_id=TOVE.id, instrument="sud", instrument_version="1",
                           taken_on=TODAY, order=99, answers=(4,), about=str(DOOR.id))  # fmt: skip
    with pytest.raises(InvalidEntry, match="100 ratings"):
        blank()._replace(measures=(taken,)).rating("sud", 4)


def test_the_last_set_is_taken_back_with_its_measure() -> None:
    day = with_sets(8, 7)
    made = last_set_taken_back(day)
    assert [one.retired for one in made.measures] == [True]
    assert suds(after(day, made)) == [8]
    with pytest.raises(InvalidEntry):
        last_set_taken_back(blank())


def test_a_mark_goes_on_and_off_the_last_set() -> None:
    day = with_sets(8, 7)
    day = after(day, marked(day, "looping"))
    assert [one.marks for one in day.begun.sets] == [(), ("looping",)]
    assert after(day, marked(day, "looping")).begun.sets[-1].marks == ()


def test_a_set_is_corrected_in_its_measure() -> None:
    day = with_sets(8, 7)
    made = set_corrected(day, 1, 3, ["blocked"], "Asked twice.")
    assert [one.id for one in made.measures] == [day.begun.sets[0].administration_id]
    assert suds(after(day, made)) == [3, 7]
    assert suds(after(day, set_corrected(day, 1, None, [], ""))) == [None, 7]
    assert suds(after(with_sets(None), set_corrected(with_sets(None), 1, 4, [], ""))) == [4]


@pytest.mark.parametrize("number", [0, 3, 61])
def test_there_is_no_set_with_that_number(number: int) -> None:
    with pytest.raises(InvalidEntry, match="no set with this number"):
        set_corrected(with_sets(8, 7), number, 1, [], "")


def test_looking_again_tells_the_day_it_was_left_and_begins_today() -> None:
    before = TargetWork(client_id=TOVE.id, target_id=DOOR.id, on=days_ago(7), closure="incomplete")
    made = looked_at_again(blank(), before, 4, 6, " A dream. ", "incomplete")
    left, today = made.work
    assert (left.id, left.disturbance, left.looked_again_on) == (before.id, 4, TODAY)
    assert (today.on, today.phases, today.note) == (TODAY, ("ph8",), "A dream.")
    assert [one.answers for one in made.measures] == [(6,)]
    assert made.targets[0].status == "incomplete"


def test_looking_again_on_the_same_day_is_one_piece_of_work() -> None:
    day = with_sets(8)
    made = looked_at_again(day, day.begun, 3, None, "", "in_progress")
    assert len(made.work) == 1
    assert (made.work[0].looked_again_on, made.work[0].phases) == (TODAY, ("ph8", "ph4"))


def test_of_two_who_begin_the_same_day_one_is_told() -> None:
    assert blank().begun.id == blank().begun.id
    assert blank().begun.id != blank()._replace(on=days_ago(1)).begun.id


def test_a_target_changes_places_with_its_neighbour_of_the_same_prong() -> None:
    past = [target(TOVE, "planned", order=n) for n in (1, 3)]
    between = target(TOVE, "planned", order=2, prong="present")
    made = reordered([*past, between], past[1], -1)
    assert {one.id: one.order for one in made.targets} == {past[1].id: 1, past[0].id: 3}
    assert reordered(past, past[0], -1).targets == (past[1].amended(order=2),)
