"""Paused work on a real store: what is refused, going on with a reason, pausing again."""

from __future__ import annotations

from uuid import UUID

import pytest

from core.access.actor import Actor
from core.access.auditing import AuditQuery
from core.approaches.gates import Pause
from core.approaches.gating import Standing
from core.approaches.log import SessionStep
from core.approaches.model import Gate, SetDone, TargetWork
from core.assembly import Practice, Services
from core.clients.model import Client, Couple
from core.errors import InvalidEntry, NotAllowedNow, NotFound, NotPermitted
from core.sessions.safety import Concern
from tests.access.cast import ELSE, actor_of, related, staffed
from tests.people import CLINICIAN, JONAS, MARA, days_ago, target

EMDR: Gate = "emdr_processing"
COUPLE: Gate = "couple_enactment"
WHY = "Talked through with the supervisor today; the plan is in place."


def acute(client: Client, **more: object) -> Concern:
    fields = {"client_id": client.id, "kind": "suicide", "acute": True, "noted_on": days_ago(3)}
    return Concern(**(fields | more))


def violence(client: Client) -> Concern:
    return acute(client, kind="partner_violence", acute=False)


@pytest.fixture
def couple(services: Services, mara: Client) -> Couple:
    """Mara and Jonas, each with a file, linked."""
    services.clients.save(CLINICIAN, JONAS)
    made = Couple(client_id=mara.id, partner_id=JONAS.id)
    return services.clients.save_couple(CLINICIAN, made)


def standing(services: Services, gate: Gate = EMDR, client: Client = MARA) -> Standing:
    return services.gates.standing(CLINICIAN, client.id, gate)


def go_on(
    services: Services, gate: Gate = EMDR, why: str = WHY, seen: tuple[Pause, ...] | None = None
) -> None:
    found = standing(services, gate).pauses if seen is None else seen
    reasons = {one.client_id: why for one in found}
    services.gates.go_on(CLINICIAN, MARA.id, gate, found, reasons)


def told(services: Services, action: str) -> list[tuple[UUID | None, str]]:
    """The events of one kind, by whose file and their detail."""
    page = services.audit.page(CLINICIAN, AuditQuery(actions=(action,)))
    return [(line.client, line.what) for line in page.lines]  # type: ignore[misc]


@pytest.mark.usefixtures("mara")
class TestProcessing:
    def work(self, services: Services, *phases: str, day: int = 0, sets: int = 0) -> TargetWork:
        aim = services.approaches.save_target(CLINICIAN, target(MARA))
        made = TargetWork(
            client_id=MARA.id, target_id=aim.id, on=days_ago(day), phases=phases,
            sets=(SetDone(),) * sets,
        )  # fmt: skip
        return services.approaches.save_target_work(CLINICIAN, made)

    def test_new_processing_is_refused_until_a_reason_is_written(self, services: Services) -> None:
        services.sessions.save_concern(CLINICIAN, acute(MARA))
        for phases, sets in ((("ph3",), 0), (("ph6",), 0), ((), 1)):
            with pytest.raises(NotAllowedNow, match="write your reason on the Approach page"):
                self.work(services, *phases, sets=sets)
        go_on(services)
        assert self.work(services, "ph3", "ph4", sets=2).version == 1

    def test_what_is_not_processing_and_what_was_before_stay_possible(
        self, services: Services
    ) -> None:
        begun = self.work(services, "ph4", sets=3)
        services.sessions.save_concern(CLINICIAN, acute(MARA))
        closed = begun.amended(phases=("ph4", "ph7", "ph8"), closure="incomplete", steady="yes")
        assert services.approaches.save_target_work(CLINICIAN, closed).version == 2
        self.work(services, "ph1", "ph2")
        self.work(services, "ph3", "ph4", day=4, sets=5)
        with pytest.raises(NotAllowedNow):
            self.work(services, "ph4", day=3)

    def test_closing_the_concern_lets_work_go_on(self, services: Services) -> None:
        kept = services.sessions.save_concern(CLINICIAN, acute(MARA))
        done = kept.amended(closed_on=days_ago(0), closed_because="Reviewed with the team.")
        services.sessions.save_concern(CLINICIAN, done)
        assert self.work(services, "ph4", sets=1).version == 1


@pytest.mark.usefixtures("mara")
class TestGoingOn:
    def test_a_blank_reason_is_no_reason(self, services: Services) -> None:
        services.sessions.save_concern(CLINICIAN, acute(MARA))
        for why in ("", "  \n\t "):
            with pytest.raises(InvalidEntry, match="write why you go on"):
                go_on(services, why=why)
        assert standing(services).paused

    def test_it_is_kept_audited_and_can_be_withdrawn(self, services: Services) -> None:
        services.sessions.save_concern(CLINICIAN, acute(MARA))
        go_on(services)
        found = standing(services)
        assert (found.paused, [one.reason for one in found.overrides]) == (False, [WHY])
        assert [one.kind for one in found.overridden] == ["suicide"]
        services.gates.pause_again(CLINICIAN, MARA.id, EMDR)
        assert (standing(services).paused, standing(services).overrides) == (True, ())
        assert told(services, "gate.overridden") == [
            ("MA-1", "went on although something pauses the work (EMDR from phase 3 on)")
        ]
        assert told(services, "gate.paused_again") == [
            ("MA-1", "paused the work again (EMDR from phase 3 on)")
        ]

    def test_a_change_to_the_concern_pauses_again(self, services: Services) -> None:
        kept = services.sessions.save_concern(CLINICIAN, acute(MARA))
        go_on(services)
        services.sessions.save_concern(CLINICIAN, kept.amended(what="A plan, and the means."))
        found = standing(services)
        assert (found.paused, [one.reason for one in found.lapsed]) == (True, [WHY])

    def test_what_changed_while_the_reason_was_written_is_read_first(
        self, services: Services
    ) -> None:
        kept = services.sessions.save_concern(CLINICIAN, acute(MARA))
        seen = standing(services).pauses
        services.sessions.save_concern(CLINICIAN, acute(MARA, kind="child"))
        with pytest.raises(NotAllowedNow, match="has changed since you opened this"):
            go_on(services, seen=seen)
        seen = standing(services).pauses
        services.sessions.save_concern(CLINICIAN, kept.amended(what="Worse."))
        with pytest.raises(NotAllowedNow):
            go_on(services, seen=seen)

    def test_where_nothing_is_paused_there_is_nothing_to_go_on_from(
        self, services: Services
    ) -> None:
        with pytest.raises(NotAllowedNow):
            go_on(services)
        services.gates.pause_again(CLINICIAN, MARA.id, EMDR)
        assert told(services, "gate.paused_again") == []

    def test_each_gate_has_reasons_of_its_own(self, services: Services) -> None:
        services.sessions.save_concern(CLINICIAN, acute(MARA))
        go_on(services)
        assert standing(services, COUPLE).paused


class TestEnactments:
    def logged(self, couple: Couple, day: int = 0, count: int | None = 1) -> Couple:
        return couple.amended(log=(*couple.log, SessionStep(on=days_ago(day), enactments=count)))

    @pytest.mark.parametrize("whose", [MARA, JONAS])
    def test_violence_in_either_file_refuses_new_enactments(
        self, services: Services, couple: Couple, whose: Client
    ) -> None:
        services.sessions.save_concern(CLINICIAN, violence(whose))
        with pytest.raises(NotAllowedNow, match="encounters between the partners is paused"):
            services.clients.save_couple(CLINICIAN, self.logged(couple))
        kept = services.clients.save_couple(CLINICIAN, self.logged(couple, day=4))
        kept = services.clients.save_couple(CLINICIAN, self.logged(kept, count=None))
        for client in (MARA, JONAS):
            assert standing(services, COUPLE, client).paused
        assert not standing(services, EMDR, JONAS if whose is MARA else MARA).paused

    def test_a_couple_that_is_new_is_no_way_around(self, services: Services, mara: Client) -> None:
        services.clients.save(CLINICIAN, JONAS)
        services.sessions.save_concern(CLINICIAN, violence(JONAS))
        made = self.logged(Couple(client_id=mara.id, partner_id=JONAS.id))
        with pytest.raises(NotAllowedNow):
            services.clients.save_couple(CLINICIAN, made)

    def test_the_reason_is_kept_in_the_file_of_the_cause_alone(
        self, services: Services, couple: Couple
    ) -> None:
        services.sessions.save_concern(CLINICIAN, violence(JONAS))
        go_on(services, COUPLE)
        assert services.approaches.overrides(CLINICIAN, MARA.id) == []
        (kept,) = services.approaches.overrides(CLINICIAN, JONAS.id)
        assert (kept.reason, told(services, "gate.overridden")[0][0]) == (WHY, "JO-2")
        assert not standing(services, COUPLE).paused
        services.clients.save_couple(CLINICIAN, self.logged(couple))

    @pytest.mark.usefixtures("couple")
    def test_both_files_need_a_reason_each_and_are_saved_together(self, services: Services) -> None:
        for client in (MARA, JONAS):
            services.sessions.save_concern(CLINICIAN, violence(client))
        seen = standing(services, COUPLE).pauses
        with pytest.raises(InvalidEntry):
            services.gates.go_on(CLINICIAN, MARA.id, COUPLE, seen, {MARA.id: WHY})
        assert services.approaches.overrides(CLINICIAN, MARA.id) == []
        reasons = {MARA.id: "Hers.", JONAS.id: "His."}
        services.gates.go_on(CLINICIAN, MARA.id, COUPLE, seen, reasons)
        for client in (MARA, JONAS):
            (kept,) = services.approaches.overrides(CLINICIAN, client.id)
            assert kept.reason == reasons[client.id]
        services.gates.pause_again(CLINICIAN, JONAS.id, COUPLE)
        assert len(standing(services, COUPLE).pauses) == 2


class TestWhoMay:
    def test_a_partners_file_that_is_not_ones_own_is_said_to_be_unknown(
        self, practice: Practice, services: Services, couple: Couple
    ) -> None:
        services.sessions.save_concern(CLINICIAN, violence(JONAS))
        staffed(practice)
        mine: Actor = actor_of("clinician")
        related(practice, mine, "clinician")
        related(practice, ELSE, "clinician", JONAS)
        found = practice.services().gates.standing(mine, couple.client_id, COUPLE)
        assert (found.paused, found.partner_unknown, found.files) == (False, True, (MARA.id,))
        with pytest.raises(NotFound):
            practice.services().gates.standing(mine, JONAS.id, COUPLE)

    @pytest.mark.usefixtures("couple")
    def test_a_supervisor_reads_the_pause_and_cannot_lift_it(
        self, practice: Practice, services: Services
    ) -> None:
        services.sessions.save_concern(CLINICIAN, acute(MARA))
        staffed(practice)
        supervisor = actor_of("supervisor")
        related(practice, supervisor, "supervisor")
        gates = practice.services().gates
        seen = gates.standing(supervisor, MARA.id, EMDR).pauses
        assert [one.kind for one in seen] == ["suicide"]
        with pytest.raises(NotPermitted):
            gates.go_on(supervisor, MARA.id, EMDR, seen, {MARA.id: WHY})
        with pytest.raises(NotPermitted):
            gates.pause_again(supervisor, MARA.id, EMDR)

    @pytest.mark.usefixtures("mara")
    def test_on_a_shared_screen_nothing_is_withdrawn(self, services: Services) -> None:
        services.sessions.save_concern(CLINICIAN, acute(MARA))
        go_on(services)
        shared = CLINICIAN._replace(screen_share=True)
        with pytest.raises(NotAllowedNow, match="Screen-share mode"):
            services.gates.pause_again(shared, MARA.id, EMDR)
