"""A target told from its days of work and its ratings, as they may be shown."""

from __future__ import annotations

from typing import Any

from core.approaches.model import SetDone, Target, TargetWork
from core.approaches.target_course import (
    About,
    TargetCourse,
    convention,
    left_open,
    target_courses,
)
from core.approaches.target_words import again_words, day_sentences, left_words
from core.formulation.model import Formulation
from core.history.model import History
from core.outcomes.model import Administration
from core.outcomes.series import series_of
from tests.people import TODAY, TOVE, days_ago, filled_in, target

BLANK = About(Formulation(), History([], [], [], [], [], []))
DOOR = target(TOVE, "incomplete")


def rated(measure: str, value: int, ago: int, order: int = 0) -> Administration:
    return filled_in(TOVE, measure, (value,), days_ago(ago), about=str(DOOR.id), order=order)


def worked(ago: int, **more: Any) -> TargetWork:
    return TargetWork(client_id=TOVE.id, target_id=DOOR.id, on=days_ago(ago), **more)


def course(
    works: list[TargetWork], measures: list[Administration], door: Target = DOOR
) -> TargetCourse:
    (found,) = target_courses([door], works, series_of(measures), BLANK)
    return found


def sets_of(*measures: Administration) -> tuple[SetDone, ...]:
    return tuple(SetDone(administration_id=one.id) for one in measures)


def test_a_set_reads_its_sud_from_the_measure_and_says_where_there_is_none() -> None:
    first, last = rated("sud", 8, 7, 1), rated("sud", 6, 7, 2)
    work = worked(7, sets=(*sets_of(first), SetDone(), *sets_of(last)))
    told = course([work], [rated("sud", 9, 7), first, last])
    assert [row.sud for row in told.days[0].sets] == [8, None, 6]
    assert [one.value for one in told.days[0].others] == [9]
    assert day_sentences(told.days[0])[0] == "3 sets, SUD after each: 8 · – · 6 (– not asked)."


def test_a_rating_corrected_or_taken_out_on_the_outcomes_page_shows_here() -> None:
    first = rated("sud", 8, 7)
    work = worked(7, sets=sets_of(first))
    corrected = first.amended(answers=(3,))
    assert course([work], [corrected]).days[0].suds == (3,)
    assert course([work], []).days[0].sets[0].sud is None


def test_where_it_was_left_how_and_whether_steady() -> None:
    last = rated("sud", 5, 7)
    work = worked(7, sets=sets_of(last), closure="incomplete", closed_with="The shed.")
    (left,) = left_open([course([work], [last])], TODAY)
    assert left_words(left) == (
        "Left incomplete on 4 Jun, at SUD 5; closed with The shed; steady when leaving: not asked."
    )
    assert again_words(left) == "Not looked at again yet."


def test_after_looking_again_it_says_so_and_stays_until_its_status_changes() -> None:
    work = worked(7, closure="incomplete", disturbance=4, looked_again_on=TODAY, steady="no")
    again = worked(0, phases=("ph8",))
    (left,) = left_open([course([work, again], [])], TODAY)
    assert again_words(left) == "Looked at again on 11 Jun; disturbance since then: 4 of 10."
    assert "not steady when leaving" in left_words(left)
    done = DOOR.amended(status="complete")
    assert left_open([course([work, again], [], done)], TODAY) == []


def test_sets_that_nobody_closed_are_left_open_from_the_next_day_on() -> None:
    door = DOOR.amended(status="in_progress")
    today = course([worked(0, sets=(SetDone(),))], [], door)
    assert left_open([today], TODAY) == []
    (left,) = left_open([today], days_ago(-1))
    assert left_words(left) == "Sets on 11 Jun, without a SUD; how it was closed is not recorded."


def test_an_incomplete_target_without_any_work_is_still_loud() -> None:
    (left,) = left_open([course([], [])], TODAY)
    assert left_words(left) == "Left incomplete, without a SUD."


def test_the_convention_is_met_not_yet_or_not_asked() -> None:
    def said(works: list[TargetWork], measures: list[Administration]) -> list[str]:
        return [met for _, met in convention(course(works, measures))]

    assert said([], []) == ["not_asked", "not_asked", "not_asked"]
    done = [rated("sud", 0, 3), rated("voc", 7, 3)]
    assert said([worked(3, body_scan="clear")], done) == ["met", "met", "met"]
    nearly = [rated("sud", 1, 3), rated("voc", 5, 3)]
    assert said([worked(3, body_scan="not_clear")], nearly) == ["not_yet", "not_yet", "not_yet"]
    assert said([worked(3, fits="yes")], nearly) == ["met", "not_yet", "not_asked"]


def test_phases_have_the_last_day_and_closing_is_a_phase() -> None:
    told = course([worked(14, phases=("ph3", "ph4")),
                   worked(7, phases=("ph8", "ph4"), closure="incomplete")], [])  # fmt: skip
    assert told.phases == {
        "ph3": days_ago(14), "ph4": days_ago(7), "ph8": days_ago(7), "ph7": days_ago(7),
    }  # fmt: skip
    assert told.phase_now == "ph7"


def test_work_and_ratings_about_a_target_that_was_taken_out_are_left_alone() -> None:
    other = target(TOVE, "planned")
    (found,) = target_courses([other], [worked(7)], series_of([rated("sud", 9, 7)]), BLANK)
    assert (found.days, found.ratings) == ((), ())


def test_two_pieces_of_work_on_one_day_tell_the_other_ratings_once() -> None:
    told = course([worked(7), worked(7)], [rated("voc", 3, 7)])
    assert [len(one.others) for one in told.days] == [1, 0]


def test_forty_targets_with_sixty_sets_each() -> None:
    doors = [target(TOVE, "in_progress") for _ in range(40)]
    works = [TargetWork(client_id=TOVE.id, target_id=one.id, on=days_ago(2),
                        sets=(SetDone(),) * 60) for one in doors]  # fmt: skip
    found = target_courses(doors, works, [], BLANK)
    assert [len(one.days[0].sets) for one in found] == [60] * 40
    assert len(left_open(found, TODAY)) == 40
