"""Plans in words: measures, cautions weighed, plans inside plans."""

from __future__ import annotations

from uuid import uuid4

import pytest

from core.approaches.model import Caution, Plan, PlannedMeasure, Weighing
from core.approaches.plan_words import (
    caution_label,
    consent_words,
    criterion_words,
    decision_words,
    in_sequence,
    measure_words,
    rhythm_words,
    stage_words,
    told_alone,
    weighed,
)
from tests.people import MARA, days_ago, plan


def weighing(*cautions: Caution, approach: str = "emdr") -> Weighing:
    return Weighing(client_id=MARA.id, approach=approach, cautions=cautions)


def said(reason: str, found: str, days: int | None, **more: object) -> Caution:
    on = None if days is None else days_ago(days)
    return Caution(reason=reason, found=found, on=on, **more)


@pytest.mark.parametrize(
    ("at", "every", "words"),
    [
        ("sessions", 1, "at every session"), ("sessions", 4, "every 4 sessions"),
        ("month", 1, "once a month"), ("month", 3, "every 3 months"),
        ("stage", 1, "at each stage"), ("start_and_end", 9, "at the start and at the end"),
    ],
)  # fmt: skip
def test_how_often_in_words(at: str, every: int, words: str) -> None:
    assert rhythm_words(at, every) == words


def test_a_measure_that_is_not_in_the_library_keeps_its_name() -> None:
    assert measure_words(PlannedMeasure(instrument="phq-9")) == "PHQ-9 at every session"
    assert measure_words(PlannedMeasure(instrument="own diary")) == "own diary at every session"


def test_the_newest_answer_to_a_caution_stands_whichever_record_keeps_it() -> None:
    old = plan(MARA, None, approach="emdr", cautions=(said("eye", "present", 40),))
    assert [c.found for c in weighed("emdr", [old], [])] == ["present"]
    newer = weighing(said("eye", "absent", 10))
    assert [c.found for c in weighed("emdr", [old], [newer])] == ["absent"]
    older = weighing(said("eye", "absent", 90))
    assert [c.found for c in weighed("emdr", [old], [older])] == ["present"]


def test_not_asked_is_no_answer_until_it_is_said_on_a_later_day() -> None:
    old = plan(MARA, None, approach="emdr", cautions=(said("eye", "present", 40),))
    assert weighed("emdr", [old], [weighing(said("eye", "not_asked", None))])[0].found == "present"
    assert weighed("emdr", [old], [weighing(said("eye", "not_asked", 3))]) == []
    assert weighed("emdr", [], [weighing(said("seizure", "not_asked", None))]) == []


def test_what_was_weighed_for_another_approach_is_no_answer_for_this_one() -> None:
    other = weighing(said("dissociation", "present", 5), approach="ifs")
    assert weighed("emdr", [], [other]) == []


def test_a_decision_that_is_missing_is_told_as_missing() -> None:
    assert decision_words("emdr", said("eye", "present", 1)) == "Eye problem: no decision yet"
    decided = said("eye", "present", 1, decision="refer")
    assert decision_words("emdr", decided) == "Eye problem: refer"


def test_words_of_a_definition_that_is_gone_fall_back_to_what_was_stored() -> None:
    assert criterion_words("gone", "calm_enough") == "calm enough"
    assert consent_words("gone", "My own words") == "My own words"
    assert caution_label("gone", "eye") == "Eye problem"
    assert "efit1" not in stage_words("efit", "efit1")
    assert not told_alone("gone")
    assert told_alone("eft_couples")


def inner(outer: Plan, days: int, **more: object) -> Plan:
    return plan(MARA, None, within=outer.id, chosen_on=days_ago(days), **more)


def test_plans_inside_a_plan_follow_it_in_the_order_they_were_chosen() -> None:
    outer = plan(MARA, None)
    second, first = inner(outer, 10, approach="emdr"), inner(outer, 30, approach="ifs")
    deepest = inner(first, 5, approach="support")
    alone = plan(MARA, None, approach="ifs")
    found = in_sequence([outer, second, first, deepest, alone])
    assert found == [(outer, [first, second, deepest]), (alone, [])]


def test_a_plan_inside_one_that_is_gone_stands_for_itself() -> None:
    lost = plan(MARA, None, within=uuid4())
    assert in_sequence([lost]) == [(lost, [])]


def test_plans_that_name_each_other_in_a_circle_are_all_shown_once() -> None:
    one, two, three = (plan(MARA, None) for _ in range(3))
    one = one.amended(within=two.id)
    two = two.amended(within=one.id)
    three = three.amended(within=three.id)
    found = in_sequence([one, two, three])
    shown = [plan.id for outer, inside in found for plan in (outer, *inside)]
    assert sorted(shown, key=str) == sorted((one.id, two.id, three.id), key=str)
