"""A gate opens with a reason or an answer, and by nothing else: no edit goes around it."""

from __future__ import annotations

from datetime import date

import pytest

from core.approaches.model import Caution, Plan, SetDone, TargetWork, Weighing
from core.assembly import Services
from core.errors import InvalidEntry, NotAllowedNow, StaleEdit
from core.sessions.safety import Concern
from tests.people import CLINICIAN, MARA, TODAY, days_ago, plan, target

AHEAD = days_ago(-1)
pytestmark = pytest.mark.usefixtures("mara")


def paused(services: Services) -> bool:
    return services.gates.standing(CLINICIAN, MARA.id, "emdr_processing").paused


def caution(found: str, on: date | None, reason: str = "partner_violence") -> Caution:
    return Caution(reason=reason, found=found, on=on)


def answer(
    services: Services, found: str, on: date | None, approach: str = "emdr", **more: str
) -> Weighing:
    was = services.approaches.weighing(CLINICIAN, MARA.id, approach)
    said = was.amended(cautions=(caution(found, on, **more),))
    return services.approaches.save_weighing(CLINICIAN, said)


class TestCautions:
    @pytest.mark.parametrize("reason", ["partner_violence", "suicide_acute"])
    @pytest.mark.parametrize(
        "after",
        [
            {"cautions": ()},
            {"retired": True},
            {"cautions": ("not_asked", TODAY)},
            {"cautions": ("not_asked", None)},
            {"cautions": ("absent", None)},
            {"cautions": ("absent", days_ago(3))},
            {"cautions": ("absent", AHEAD)},
        ],
    )
    def test_what_was_found_is_not_taken_back_without_an_answer(
        self, services: Services, reason: str, after: dict[str, object]
    ) -> None:
        found = answer(services, "present", days_ago(2), reason=reason)
        if after.get("cautions"):
            after = {"cautions": (caution(*after["cautions"], reason),)}  # type: ignore[misc]
        with pytest.raises(InvalidEntry):
            services.approaches.save_weighing(CLINICIAN, found.amended(**after))
        assert paused(services)

    @pytest.mark.parametrize("on", [days_ago(2), TODAY])
    def test_asked_again_and_not_found_lets_work_go_on(self, services: Services, on: date) -> None:
        answer(services, "present", days_ago(2))
        answer(services, "absent", on)
        assert not paused(services)

    def test_asked_again_when_another_approach_was_weighed_counts_too(
        self, services: Services
    ) -> None:
        found = answer(services, "present", days_ago(2))
        answer(services, "absent", days_ago(1), approach="ifs")
        assert not paused(services)
        services.approaches.save_weighing(CLINICIAN, found.amended(cautions=()))

    def test_a_day_moved_back_behind_an_older_no_lifts_nothing(self, services: Services) -> None:
        answer(services, "absent", days_ago(5), approach="ifs")
        answer(services, "present", days_ago(2))
        with pytest.raises(InvalidEntry, match="pauses work"):
            answer(services, "present", days_ago(9))
        assert paused(services)

    def test_a_no_that_was_a_slip_can_go_back_to_not_asked(self, services: Services) -> None:
        answer(services, "absent", days_ago(2))
        assert answer(services, "not_asked", None).cautions[0].found == "not_asked"

    def test_other_cautions_pause_nothing_and_can_be_corrected(self, services: Services) -> None:
        answer(services, "present", days_ago(2), reason="seizure")
        assert answer(services, "not_asked", None, reason="seizure").version == 2

    @pytest.mark.parametrize("found", ["present", "absent"])
    def test_no_answer_is_of_a_day_to_come(self, services: Services, found: str) -> None:
        with pytest.raises(InvalidEntry, match="Asked on: this day is still to come"):
            answer(services, found, AHEAD, reason="seizure")
        with pytest.raises(InvalidEntry, match="still to come"):
            services.approaches.save_plan(CLINICIAN, planned(found, AHEAD))

    def test_a_plan_that_holds_one_is_not_taken_out(self, services: Services) -> None:
        kept = services.approaches.save_plan(CLINICIAN, planned("present", days_ago(2)))
        for change in ({"retired": True}, {"cautions": ()}):
            with pytest.raises(InvalidEntry, match="pauses work"):
                services.approaches.save_plan(CLINICIAN, kept.amended(**change))
        answer(services, "absent", TODAY)
        services.approaches.save_plan(CLINICIAN, kept.amended(retired=True))

    def test_found_without_a_day_is_of_the_day_it_was_saved(self, services: Services) -> None:
        answer(services, "absent", days_ago(400), approach="ifs")
        answer(services, "present", None)
        assert paused(services)

    def test_what_a_colleague_found_meanwhile_is_a_newer_version(self, services: Services) -> None:
        mine = services.approaches.weighing(CLINICIAN, MARA.id, "emdr")
        answer(services, "present", TODAY)
        with pytest.raises(StaleEdit):
            services.approaches.save_weighing(CLINICIAN, mine.amended(note="Mine."))


def planned(found: str, on: date) -> Plan:
    return plan(MARA, None, approach="emdr", cautions=(caution(found, on),))


class TestConcerns:
    def acute(self, services: Services, **more: object) -> Concern:
        fields = {"client_id": MARA.id, "kind": "suicide", "acute": True, "noted_on": days_ago(3)}
        return services.sessions.save_concern(CLINICIAN, Concern(**(fields | more)))

    def test_it_stops_being_acute_with_a_reason_that_is_kept(self, services: Services) -> None:
        one = self.acute(services)
        with pytest.raises(InvalidEntry, match="say why it is no longer acute"):
            services.sessions.save_concern(CLINICIAN, one.amended(acute=False))
        assert paused(services)
        eased = one.amended(acute=False, not_acute_because="Three calm weeks, plan in place.")
        kept = services.sessions.save_concern(CLINICIAN, eased)
        assert (paused(services), kept.stands) == (False, True)
        again = services.sessions.save_concern(CLINICIAN, kept.amended(acute=True))
        with pytest.raises(InvalidEntry, match="no longer acute"):
            services.sessions.save_concern(CLINICIAN, again.amended(acute=False))

    @pytest.mark.parametrize("more", [{"noted_on": AHEAD}, {"closed_on": AHEAD}])
    def test_nothing_is_of_a_day_to_come(self, services: Services, more: dict[str, object]) -> None:
        with pytest.raises(InvalidEntry, match="this day is still to come"):
            self.acute(services, closed_because="x", **more)
        one = self.acute(services)
        with pytest.raises(InvalidEntry):
            services.sessions.save_concern(CLINICIAN, one.amended(closed_because="x", **more))
        assert paused(services)

    def test_what_stands_is_not_moved_to_a_later_day(self, services: Services) -> None:
        one = self.acute(services)
        with pytest.raises(InvalidEntry, match="moved to a later day"):
            services.sessions.save_concern(CLINICIAN, one.amended(noted_on=TODAY))
        kept = services.sessions.save_concern(CLINICIAN, one.amended(noted_on=days_ago(9)))
        assert kept.noted_on == days_ago(9)


def test_work_turned_to_another_target_is_new_work(services: Services) -> None:
    first, other = (services.approaches.save_target(CLINICIAN, target(MARA)) for _ in range(2))
    done = TargetWork(
        client_id=MARA.id, target_id=first.id, on=TODAY, phases=("ph4",), sets=(SetDone(),) * 3
    )
    done = services.approaches.save_target_work(CLINICIAN, done)
    services.sessions.save_concern(
        CLINICIAN, Concern(client_id=MARA.id, kind="suicide", acute=True, noted_on=TODAY)
    )
    with pytest.raises(NotAllowedNow):
        services.approaches.save_target_work(CLINICIAN, done.amended(target_id=other.id))
    assert services.approaches.save_target_work(CLINICIAN, done.amended(note="x")).version == 2


def test_one_way_leads_around_a_gate(services: Services) -> None:
    """A decision to go on is written by the gates alone, for what was read."""
    assert not hasattr(services.approaches, "override")
