"""What pauses work beyond one cause at a time: newest answers, changed causes, several at once."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest

from core.approaches.gates import (
    GateFile,
    adds_processing,
    caution_id,
    counting,
    enactments_added,
    lapsed,
    pauses,
    pauses_day,
    standing_causes,
)
from core.approaches.log import SessionStep
from core.approaches.model import Caution, GateOverride, Plan, SetDone, TargetWork, Weighing
from core.sessions.safety import Concern
from tests.people import JONAS, MARA, NOW, TODAY, TOVE, days_ago

EMDR = "emdr_processing"


def concern(hour: int = 0, **more: object) -> Concern:
    fields = {"client_id": MARA.id, "kind": "suicide", "acute": True, "noted_on": days_ago(3)}
    saved = {"recorded_at": NOW + timedelta(hours=hour), "version": 1}
    return Concern(**(fields | saved | more))


def weighed(
    reason: str, found: str, on: date | None, hour: int = 0, approach: str = "emdr"
) -> Weighing:
    caution = Caution(reason=reason, found=found, on=on)
    return Weighing(
        client_id=MARA.id, approach=approach, cautions=(caution,), version=1,
        recorded_at=NOW + timedelta(hours=hour),
    )  # fmt: skip


def override(*causes: UUID, hour: int = 1, on: date = TODAY) -> GateOverride:
    return GateOverride(
        client_id=MARA.id, gate=EMDR, causes=causes, reason="Supervised.", on=on, version=1,
        recorded_at=NOW + timedelta(hours=hour),
    )  # fmt: skip


def file(**held: object) -> GateFile:
    return GateFile(MARA.id, **held)  # type: ignore[arg-type]


def paused(**held: object) -> bool:
    return bool(pauses(EMDR, [file(**held)]))


def test_nothing_recorded_pauses_nothing() -> None:
    assert pauses(EMDR, [file()]) == ()
    assert pauses("couple_enactment", []) == ()


class TestNewestAnswer:
    def test_the_newest_day_counts_over_every_approach_and_the_old_plans(self) -> None:
        plan = Plan(
            client_id=MARA.id, approach="ifs",
            cautions=(Caution(reason="suicide_acute", found="present", on=days_ago(9)),),
        )  # fmt: skip
        absent = weighed("suicide_acute", "absent", days_ago(2))
        assert paused(plans=[plan])
        assert not paused(plans=[plan], weighings=[absent])
        again = weighed("suicide_acute", "present", days_ago(1), approach="efit")
        assert paused(plans=[plan], weighings=[absent, again])

    def test_not_asked_takes_no_answer_back(self) -> None:
        present = weighed("partner_violence", "present", days_ago(9))
        blank = weighed("partner_violence", "not_asked", days_ago(1), approach="ifs")
        assert paused(weighings=[present, blank])

    def test_of_one_day_present_counts(self) -> None:
        present = weighed("partner_violence", "present", TODAY)
        absent = weighed("partner_violence", "absent", TODAY, hour=1, approach="ifs")
        assert paused(weighings=[present, absent])
        assert paused(weighings=[absent, present])

    def test_found_without_a_day_counts_from_the_day_it_was_saved(self) -> None:
        undated = weighed("suicide_acute", "present", None)
        saved = NOW.astimezone().date()
        before, same, after = (
            weighed("suicide_acute", "absent", saved + timedelta(days=n), approach="ifs")
            for n in (-400, 0, 1)
        )
        assert paused(weighings=[undated])
        assert paused(weighings=[undated, before])
        assert paused(weighings=[undated, same])
        assert not paused(weighings=[undated, after])

    def test_not_found_without_a_day_takes_nothing_back(self) -> None:
        present = weighed("suicide_acute", "present", days_ago(400))
        undated = weighed("suicide_acute", "absent", None, hour=5, approach="ifs")
        assert paused(weighings=[present, undated])
        assert not paused(weighings=[undated])

    def test_a_record_taken_out_pauses_nothing(self) -> None:
        gone = weighed("suicide_acute", "present", TODAY).model_copy(update={"retired": True})
        assert not paused(weighings=[gone])


class TestOverride:
    def test_a_new_cause_brings_every_cause_back(self) -> None:
        old, new = concern(), concern(kind="child")
        known = override(old.id)
        assert not paused(concerns=[old], overrides=[known])
        found = pauses(EMDR, [file(concerns=[old, new], overrides=[known])])
        assert {one.id for one in found} == {old.id, new.id}

    def test_a_cause_that_went_away_leaves_the_override_standing(self) -> None:
        stays, goes = concern(), concern(kind="child")
        known = override(stays.id, goes.id)
        closed = goes.amended(closed_on=TODAY, closed_because="Seen by services.")
        assert not paused(concerns=[stays, closed], overrides=[known])

    def test_two_overrides_of_a_part_each_do_not_add_up(self) -> None:
        one, other = concern(), concern(kind="child")
        assert paused(concerns=[one, other], overrides=[override(one.id), override(other.id)])

    def test_a_concern_saved_again_afterwards_pauses_again_also_on_the_same_day(self) -> None:
        one = concern(hour=2)
        assert paused(concerns=[one], overrides=[override(one.id, hour=1)])
        assert not paused(concerns=[one], overrides=[override(one.id, hour=3)])

    def test_one_opened_again_pauses_again(self) -> None:
        first = concern(hour=0)
        known = override(first.id, hour=1)
        opened = first.model_copy(
            update={"version": 3, "recorded_at": NOW + timedelta(hours=3), "closed_on": None}
        )
        assert paused(concerns=[opened], overrides=[known])
        assert lapsed(EMDR, file(concerns=[opened], overrides=[known])) == known

    def test_ticking_something_else_in_a_weighing_keeps_the_override(self) -> None:
        """A weighing holds every check of an approach; only its answer to this one counts."""
        found = weighed("suicide_acute", "present", days_ago(5), hour=2)
        cause = caution_id(found.id, "suicide_acute")
        assert not paused(weighings=[found], overrides=[override(cause, hour=1)])

    def test_a_caution_answered_again_pauses_again(self) -> None:
        for on in (TODAY, days_ago(-1), None):
            found = weighed("suicide_acute", "present", on, hour=2)
            cause = caution_id(found.id, "suicide_acute")
            assert paused(weighings=[found], overrides=[override(cause, hour=1)]), on

    def test_another_caution_in_the_same_weighing_is_another_cause(self) -> None:
        cautions = tuple(
            Caution(reason=reason, found="present", on=days_ago(5))
            for reason in ("suicide_acute", "partner_violence")
        )
        both = Weighing(client_id=MARA.id, approach="emdr", cautions=cautions, recorded_at=NOW)
        known = override(caution_id(both.id, "suicide_acute"))
        assert paused(weighings=[both], overrides=[known])

    def test_records_without_a_time_are_compared_by_day(self) -> None:
        for noted, expected in ((days_ago(3), False), (TODAY, False), (days_ago(-1), True)):
            one = concern(recorded_at=None, noted_on=noted)
            known = override(one.id).model_copy(update={"recorded_at": None})
            assert paused(concerns=[one], overrides=[known]) == expected

    def test_the_newest_of_several_is_the_one_that_counts(self) -> None:
        one = concern()
        old, new = override(one.id, on=days_ago(1)), override(one.id, hour=2)
        for both in ([new, old], [old, new]):
            assert counting(EMDR, file(concerns=[one], overrides=both)) == new
        assert counting(EMDR, file(overrides=[new])) is None

    def test_an_override_in_one_file_leaves_the_other_partners_pause(self) -> None:
        mine, theirs = concern(), concern(client_id=JONAS.id)
        files = [
            file(concerns=[mine], overrides=[override(mine.id)]),
            GateFile(JONAS.id, concerns=[theirs]),
        ]
        (left,) = pauses(EMDR, files)
        assert (left.id, left.client_id) == (theirs.id, JONAS.id)


def test_a_lot_of_everything_is_still_one_answer() -> None:
    old = [concern(acute=False, kind="relapse") for _ in range(300)]
    asked = [weighed("suicide_acute", "absent", days_ago(n)) for n in range(200)]
    known = [override(uuid4()) for _ in range(100)]
    assert not paused(concerns=old, weighings=asked, overrides=known)
    (found,) = standing_causes(file(concerns=[*old, concern()], weighings=asked))
    assert (found.kind, found.place, found.since) == ("suicide", "safety", days_ago(3))


@pytest.mark.parametrize(
    ("on", "expected"), [(days_ago(4), False), (days_ago(3), True), (TODAY, True)]
)
def test_work_of_the_day_it_was_noted_and_later_is_paused(on: date, expected: bool) -> None:
    (found,) = standing_causes(file(concerns=[concern()]))
    assert pauses_day(found, on) == expected
    (undated,) = standing_causes(file(weighings=[weighed("suicide_acute", "present", None)]))
    assert pauses_day(undated, on)


def worked(*phases: str, sets: int = 0, **more: object) -> TargetWork:
    fields = {"id": MARA.id, "client_id": MARA.id, "target_id": JONAS.id, "on": TODAY}
    return TargetWork(**(fields | more), phases=phases, sets=(SetDone(),) * sets)


@pytest.mark.parametrize(
    ("now", "before", "expected"),
    [
        (worked("ph1", "ph2"), None, False),
        (worked("ph7", "ph8"), None, False),
        (worked("ph3"), None, True),
        (worked("ph6", "ph7"), None, True),
        (worked(sets=1), None, True),
        (worked("ph4", "ph7", sets=3, closure="complete"), worked("ph4", sets=3), False),
        (worked("ph4", "ph8", sets=3, disturbance=2), worked("ph4", sets=3), False),
        (worked("ph4", sets=2), worked("ph4", sets=3), False),
        (worked("ph4", "ph5", sets=3), worked("ph4", sets=3), True),
        (worked("ph4", sets=4), worked("ph4", sets=3), True),
        (worked("ph4", sets=3, on=days_ago(1)), worked("ph4", sets=3), True),
        (worked("ph4", sets=3, target_id=TOVE.id), worked("ph4", sets=3), True),
        (worked("ph7", target_id=TOVE.id), worked("ph4", sets=3), False),
    ],
)
def test_closing_and_looking_again_are_no_processing(
    now: TargetWork, before: TargetWork | None, expected: bool
) -> None:
    assert adds_processing(now, before) == expected


def test_enactments_are_counted_by_day() -> None:
    held = [SessionStep(on=days_ago(7), enactments=2), SessionStep(on=TODAY, enactments=None)]
    assert enactments_added(held, []) == [days_ago(7)]
    assert enactments_added(held, held) == []
    assert enactments_added([*held, SessionStep(on=TODAY, enactments=1)], held) == [TODAY]
    assert enactments_added([SessionStep(on=days_ago(7), enactments=1)], held) == []
