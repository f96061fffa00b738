"""Plans, stages and EMDR targets as screens use them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.access.audit import Actor, act
from core.approaches.model import Plan, Target
from core.record import Recheck, no_recheck

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.store.records import RecordStore


class ApproachService:
    """Everything a screen may do with plans and targets. It recommends nothing."""

    def __init__(
        self,
        plans: RecordStore[Plan],
        targets: RecordStore[Target],
        admission: Admission,
        recheck: Recheck = no_recheck,
    ) -> None:
        self._recheck = recheck
        self._plans = plans
        self._admission = admission
        self._targets = targets

    def plans(self, actor: Actor, client_id: UUID) -> list[Plan]:
        """Every plan, the current ones first, then the planned, then the rest."""
        order = ("current", "planned", "paused", "ended")
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._plans.for_client(client_id)
        )
        return sorted(found, key=lambda plan: order.index(plan.status))

    def save_plan(self, actor: Actor, plan: Plan) -> Plan:
        """Save a new or changed plan. Raises StaleEdit when it was changed meanwhile."""
        self._admission.check_write(actor, "file.write", plan)
        saved = self._plans.save(plan, act(actor, "plan.saved", plan.client_id))
        self._recheck(actor, plan.client_id)
        return saved

    def targets(self, actor: Actor, client_id: UUID) -> list[Target]:
        """The EMDR targets in the order they are planned."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._targets.for_client(client_id)
        )
        return sorted(found, key=lambda target: target.order)

    def save_target(self, actor: Actor, target: Target) -> Target:
        """Save a new or changed target."""
        self._admission.check_write(actor, "file.write", target)
        return self._targets.save(target, act(actor, "target.saved", target.client_id))
