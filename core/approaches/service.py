"""Plans, weighings, targets, parts and what each approach keeps, as screens use them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from core.access.audit import Actor, act
from core.approaches.answering import check_answers
from core.approaches.gates import GateCheck, GateFile, adds_processing, no_gate
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
from core.approaches.pointing import (
    InFile,
    Pointing,
    check_own_id,
    check_points,
    names_something,
)
from core.approaches.target_day import TargetEntries
from core.record import Recheck, Record, no_recheck

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.formulation.model import Link, Node
    from core.outcomes.model import Administration
    from core.outcomes.service import OutcomeService
    from core.sessions.model import Goal
    from core.store.records import RecordStore


class Stores(NamedTuple):
    """What approaches keep, a store for each kind, and what that may point to."""

    plans: RecordStore[Plan]
    targets: RecordStore[Target]
    weighings: RecordStore[Weighing]
    target_work: RecordStore[TargetWork]
    parts: RecordStore[IfsPart]
    overrides: RecordStore[GateOverride]
    nodes: RecordStore[Node]
    links: RecordStore[Link]
    goals: RecordStore[Goal]


class ApproachService:
    """Everything a screen may do with approaches. It recommends nothing."""

    def __init__(
        self,
        stores: Stores,
        outcomes: OutcomeService,
        admission: Admission,
        today: Callable[[], date],
        recheck: Recheck = no_recheck,
        gate_check: GateCheck = no_gate,
    ) -> None:
        self._stores = stores
        self._outcomes = outcomes
        self._gate_check = gate_check
        self._today = today
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

        Raises InvalidEntry for an approach, stage or caution that no definition has, for a node,
        link or goal that is not this client's, and where `check_answers` does.
        """
        self._admission.check_write(actor, "file.write", plan)
        known = self._stores.plans.get(plan.id)
        check_known(plan, known)
        self._check_points(plan, known)
        self._check_answers(plan, known)
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

        Raises InvalidEntry for an approach or caution that no definition has, and where
        `check_answers` does.
        """
        self._admission.check_write(actor, "file.write", weighing)
        known = self._stores.weighings.get(weighing.id)
        check_known(weighing, known)
        check_own_id(weighing)
        self._check_answers(weighing, known)
        event = act(actor, "weighing.saved", weighing.client_id)
        return self._stores.weighings.save(weighing, event)

    def _check_answers(self, record: Weighing | Plan, known: Record | None) -> None:
        """What was found stays until it is answered; an older version is refused by its store."""
        if known and known.version != record.version:
            return
        one, kept = record.client_id, self._stores
        stored = GateFile(one, (), kept.weighings.for_client(one), kept.plans.for_client(one))
        check_answers(record, stored, self._today())

    def targets(self, actor: Actor, client_id: UUID) -> list[Target]:
        """The EMDR targets in the order they are planned."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._stores.targets.for_client(client_id)
        )
        return sorted(found, key=lambda target: target.order)

    def save_target(self, actor: Actor, target: Target) -> Target:
        """Save a new or changed target. Raises InvalidEntry for a node of another map."""
        self._admission.check_write(actor, "file.write", target)
        self._check_points(target, self._stores.targets.get(target.id))
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

        Raises InvalidEntry for a target that is not in the client's sequence, and
        NotAllowedNow for new processing (phases 3 to 6, sets) of a day it is paused on.
        """
        self._admission.check_write(actor, "file.write", worked)
        before = self._stores.target_work.get(worked.id)
        check_known(worked, before)
        self._check_points(worked, before)
        self._check_processing(actor, worked)
        event = act(actor, "target_work.saved", worked.client_id)
        return self._stores.target_work.save(worked, event)

    def _check_processing(self, actor: Actor, worked: TargetWork) -> None:
        if adds_processing(worked, self._stores.target_work.get(worked.id)):
            self._gate_check(actor, worked.client_id, "emdr_processing", worked.on)

    def _check_points(self, record: Pointing, before: Pointing | None) -> None:
        if not names_something(record, before):
            return
        stores, client_id = self._stores, record.client_id
        on_map = [*stores.nodes.for_client(client_id), *stores.links.for_client(client_id)]
        known = InFile(
            frozenset(one.id for one in on_map),
            frozenset(one.id for one in stores.goals.for_client(client_id)),
            frozenset(one.id for one in stores.targets.for_client(client_id)),
        )
        check_points(record, before, known)

    def save_sets(self, actor: Actor, together: TargetEntries) -> None:
        """Save work on targets with its SUD and VOC: all of it, or nothing.

        Raises what `save_target_work` raises, and InvalidAnswer for a rating out of range.
        """
        with self._stores.target_work.connection.transaction():
            for worked in together.work:
                self.save_target_work(actor, self._begun_again(worked))
            for target in together.targets:
                self.save_target(actor, target)
            for rated in together.measures:
                self._rated(actor, rated)

    def _begun_again(self, worked: TargetWork) -> TargetWork:
        """A day that was taken out and begins again stands on top of its earlier versions."""
        before = self._stores.target_work.get(worked.id) if worked.version == 0 else None
        if before is None or not before.retired:
            return worked
        return worked.model_copy(update={"version": before.version})

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
        """Save what is known about a part. Raises StaleEdit when it was changed meanwhile.

        Raises InvalidEntry for a node that is not this client's, and where what was known about
        this part went to another node in a merge.
        """
        self._admission.check_write(actor, "file.write", part)
        before = self._stores.parts.get(part.id)
        check_known(part, before)
        check_own_id(part, before)
        self._check_points(part, before)
        return self._stores.parts.save(part, act(actor, "ifs_part.saved", part.client_id))

    def overrides(self, actor: Actor, client_id: UUID) -> list[GateOverride]:
        """Where the clinician went on although something pauses the work, and why."""
        return self._admission.read(
            actor, "file.read", client_id, lambda: self._stores.overrides.for_client(client_id)
        )
