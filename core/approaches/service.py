"""Plans, weighings, targets, parts and what each approach keeps, as screens use them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from core.access.audit import Actor, act
from core.approaches.gates import GateCheck, adds_processing, no_gate
from core.approaches.known import check_known
from core.approaches.model import (
    GateOverride,
    IfsPart,
    Plan,
    Target,
    TargetWork,
    Weighing,
    weighing_id,
)
from core.approaches.target_day import TargetEntries
from core.record import Recheck, no_recheck

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.outcomes.model import Administration
    from core.outcomes.service import OutcomeService
    from core.store.records import RecordStore


class Stores(NamedTuple):
    """What approaches keep, a store for each kind."""

    plans: RecordStore[Plan]
    targets: RecordStore[Target]
    weighings: RecordStore[Weighing]
    target_work: RecordStore[TargetWork]
    parts: RecordStore[IfsPart]
    overrides: RecordStore[GateOverride]


class ApproachService:
    """Everything a screen may do with approaches. It recommends nothing."""

    def __init__(
        self,
        stores: Stores,
        outcomes: OutcomeService,
        admission: Admission,
        recheck: Recheck = no_recheck,
        gate_check: GateCheck = no_gate,
    ) -> None:
        self._stores = stores
        self._outcomes = outcomes
        self._gate_check = gate_check
        self._recheck = recheck
        self._admission = admission

    def plans(self, actor: Actor, client_id: UUID) -> list[Plan]:
        """Every plan, the current ones first, then the planned, then the rest."""
        order = ("current", "planned", "paused", "ended")
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._stores.plans.for_client(client_id)
        )
        return sorted(found, key=lambda plan: order.index(plan.status))

    def save_plan(self, actor: Actor, plan: Plan) -> Plan:
        """Save a new or changed plan. Raises StaleEdit when it was changed meanwhile.

        Raises InvalidEntry for an approach, stage or caution that no definition has.
        """
        self._admission.check_write(actor, "file.write", plan)
        check_known(plan, self._stores.plans.get(plan.id))
        saved = self._stores.plans.save(plan, act(actor, "plan.saved", plan.client_id))
        self._recheck(actor, plan.client_id)
        return saved

    def weighings(self, actor: Actor, client_id: UUID) -> list[Weighing]:
        """What was weighed for each approach: readiness and cautions."""
        return self._admission.read(
            actor, "file.read", client_id, lambda: self._stores.weighings.for_client(client_id)
        )

    def weighing(self, actor: Actor, client_id: UUID, approach: str) -> Weighing:
        """What was weighed for one approach; a blank one (version 0) before the first answer."""
        wanted = weighing_id(client_id, approach)
        known = {one.id: one for one in self.weighings(actor, client_id)}
        return known.get(wanted) or Weighing(id=wanted, client_id=client_id, approach=approach)

    def save_weighing(self, actor: Actor, weighing: Weighing) -> Weighing:
        """Save what was weighed. Raises StaleEdit when it was changed meanwhile.

        Raises InvalidEntry for an approach or caution that no definition has.
        """
        self._admission.check_write(actor, "file.write", weighing)
        check_known(weighing, self._stores.weighings.get(weighing.id))
        event = act(actor, "weighing.saved", weighing.client_id)
        return self._stores.weighings.save(weighing, event)

    def targets(self, actor: Actor, client_id: UUID) -> list[Target]:
        """The EMDR targets in the order they are planned."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._stores.targets.for_client(client_id)
        )
        return sorted(found, key=lambda target: target.order)

    def save_target(self, actor: Actor, target: Target) -> Target:
        """Save a new or changed target."""
        self._admission.check_write(actor, "file.write", target)
        event = act(actor, "target.saved", target.client_id)
        return self._stores.targets.save(target, event)

    def target_work(self, actor: Actor, client_id: UUID) -> list[TargetWork]:
        """The work on every target of a client, oldest day first."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._stores.target_work.for_client(client_id)
        )
        return sorted(found, key=lambda work: work.on)

    def save_target_work(self, actor: Actor, worked: TargetWork) -> TargetWork:
        """Save a day of work on a target. Raises StaleEdit when it was changed meanwhile.

        Raises NotAllowedNow for new processing (phases 3 to 6, sets) of a day it is paused on.
        """
        self._admission.check_write(actor, "file.write", worked)
        check_known(worked, self._stores.target_work.get(worked.id))
        self._check_processing(actor, worked)
        event = act(actor, "target_work.saved", worked.client_id)
        return self._stores.target_work.save(worked, event)

    def _check_processing(self, actor: Actor, worked: TargetWork) -> None:
        if adds_processing(worked, self._stores.target_work.get(worked.id)):
            self._gate_check(actor, worked.client_id, "emdr_processing", worked.on)

    def save_sets(self, actor: Actor, together: TargetEntries) -> None:
        """Save work on targets with its SUD and VOC: all of it, or nothing.

        Raises what `save_target_work` raises, and InvalidAnswer for a rating out of range.
        """
        with self._stores.target_work.connection.transaction():
            for worked in together.work:
                self.save_target_work(actor, worked)
            for target in together.targets:
                self.save_target(actor, target)
            for rated in together.measures:
                self._rated(actor, rated)

    def _rated(self, actor: Actor, rated: Administration) -> None:
        if rated.retired:
            self._outcomes.retire(actor, rated)
        else:
            self._outcomes.record(actor, rated)

    def parts(self, actor: Actor, client_id: UUID) -> list[IfsPart]:
        """What is known about the parts on the map."""
        return self._admission.read(
            actor, "file.read", client_id, lambda: self._stores.parts.for_client(client_id)
        )

    def save_part(self, actor: Actor, part: IfsPart) -> IfsPart:
        """Save what is known about a part. Raises StaleEdit when it was changed meanwhile."""
        self._admission.check_write(actor, "file.write", part)
        check_known(part, self._stores.parts.get(part.id))
        return self._stores.parts.save(part, act(actor, "ifs_part.saved", part.client_id))

    def overrides(self, actor: Actor, client_id: UUID) -> list[GateOverride]:
        """Where the clinician went on although something pauses the work, and why."""
        return self._admission.read(
            actor, "file.read", client_id, lambda: self._stores.overrides.for_client(client_id)
        )

    def override(self, actor: Actor, override: GateOverride) -> GateOverride:
        """Go on although something pauses the work; the written reason is kept and audited."""
        self._admission.check_write(actor, "file.write", override)
        event = act(actor, "gate.overridden", override.client_id, override.gate)
        return self._stores.overrides.save(override, event)
