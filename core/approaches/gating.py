"""Whether a piece of work is paused in a client's file, going on with a reason, pausing again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from core.access.audit import Actor, act
from core.approaches.gates import (
    GateFile,
    Pause,
    counting,
    lapsed,
    pauses,
    pauses_day,
    standing_causes,
)
from core.approaches.model import Gate, GateOverride, Plan, Weighing
from core.errors import InvalidEntry, NotAllowedNow
from core.record import build
from core.sessions.safety import Concern

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.clients.store import CoupleStore
    from core.store.records import RecordStore

_WORK: dict[Gate, str] = {
    "emdr_processing": "EMDR from phase 3 on",
    "couple_enactment": "Setting up encounters between the partners",
}


class GateStores(NamedTuple):
    """What a gate reads, and the overrides it writes."""

    concerns: RecordStore[Concern]
    weighings: RecordStore[Weighing]
    plans: RecordStore[Plan]
    overrides: RecordStore[GateOverride]
    couples: CoupleStore


class Standing(NamedTuple):
    """How a gate stands for a client.

    `pauses` is empty where nothing pauses the work. `overrides` count now, each in the file of
    its causes, which are in `overridden`; `lapsed` did count, and do not any more. `files` are
    the clients whose files were looked into; with `partner_unknown` the partner's was not this
    account's to read.
    """

    gate: Gate
    pauses: tuple[Pause, ...]
    overrides: tuple[GateOverride, ...] = ()
    overridden: tuple[Pause, ...] = ()
    lapsed: tuple[GateOverride, ...] = ()
    files: tuple[UUID, ...] = ()
    partner_unknown: bool = False

    @property
    def paused(self) -> bool:
        """Whether the work is paused now."""
        return bool(self.pauses)


class GateService:
    """Everything a screen may do with gates. It decides nothing; the clinician's reason does."""

    def __init__(self, stores: GateStores, admission: Admission, today: Callable[[], date]) -> None:
        self._stores = stores
        self._admission = admission
        self._today = today

    def standing(self, actor: Actor, client_id: UUID, gate: Gate) -> Standing:
        """How a gate stands; for a couple over both files, as far as the actor may read them."""
        files, unknown = self._files(actor, client_id, gate)
        return Standing(
            gate,
            pauses(gate, files),
            tuple(one for file in files if (one := counting(gate, file))),
            tuple(one for file in files if counting(gate, file) for one in standing_causes(file)),
            tuple(one for file in files if (one := lapsed(gate, file))),
            tuple(file.client_id for file in files),
            unknown,
        )

    def check(self, actor: Actor, client_id: UUID, gate: Gate, on: date) -> None:
        """Raises NotAllowedNow where work of that day is paused: a GateCheck for services."""
        files, _ = self._files(actor, client_id, gate)
        if any(pauses_day(one, on) for one in pauses(gate, files)):
            raise NotAllowedNow(
                f"{_WORK[gate]} is paused in this file. To go on, write your reason on the "
                "Approach page; what was done on earlier days can be recorded as it is."
            )

    def go_on(
        self,
        actor: Actor,
        client_id: UUID,
        gate: Gate,
        seen: Sequence[Pause],
        reasons: Mapping[UUID, str],
    ) -> list[GateOverride]:
        """Go on although something pauses the work, with a written reason for each file.

        `seen` is what the clinician read, `reasons` one text by the file the causes lie in: what
        lies in one partner's file is overridden there, so that no copy of the other's holds it.

        Raises InvalidEntry without a reason, NotAllowedNow where what pauses has changed since.
        """
        self._admission.check(actor, "file.write", client_id)
        now = self.standing(actor, client_id, gate).pauses
        if set(now) != set(seen) or not now:
            raise NotAllowedNow(
                "What pauses this work has changed since you opened this. Close it and read the "
                "page again before you go on."
            )
        made = [self._made(owner, gate, now, reasons) for owner in _owners(now)]
        with self._stores.overrides.connection.transaction():
            return [self._save(actor, one) for one in made]

    def _made(
        self, owner: UUID, gate: Gate, now: Sequence[Pause], reasons: Mapping[UUID, str]
    ) -> GateOverride:
        reason = reasons.get(owner, "")
        if not reason.strip():
            raise InvalidEntry("Reason: write why you go on; it is kept with what pauses the work.")
        causes = tuple(one.id for one in now if one.client_id == owner)
        return build(
            GateOverride, client_id=owner, gate=gate, causes=causes, reason=reason,
            on=self._today(),
        )  # fmt: skip

    def _save(self, actor: Actor, override: GateOverride) -> GateOverride:
        self._admission.check_write(actor, "file.write", override)
        event = act(actor, "gate.overridden", override.client_id, override.gate)
        return self._stores.overrides.save(override, event)

    def pause_again(self, actor: Actor, client_id: UUID, gate: Gate) -> None:
        """Withdraw every override of this gate that counts now; what stands pauses again."""
        self._admission.check(actor, "file.write", client_id)
        files, _ = self._files(actor, client_id, gate)
        with self._stores.overrides.connection.transaction():
            for file in files:
                for one in file.overrides:
                    if one.gate == gate:
                        self._withdraw(actor, one)

    def _withdraw(self, actor: Actor, override: GateOverride) -> None:
        self._admission.check_write(actor, "file.write", override)
        event = act(actor, "gate.paused_again", override.client_id, override.gate)
        self._stores.overrides.save(override.amended(retired=True), event)

    def _files(self, actor: Actor, client_id: UUID, gate: Gate) -> tuple[list[GateFile], bool]:
        """The files that count for a gate, and whether the partner's may not be read."""
        own = self._file(actor, client_id)
        partner = self._partner(client_id) if gate == "couple_enactment" else None
        if partner is None:
            return [own], False
        if not self._admission.can(actor, "file.read", partner):
            return [own], True
        return [own, self._file(actor, partner)], False

    def _partner(self, client_id: UUID) -> UUID | None:
        couple = self._stores.couples.of(client_id)
        if couple is None:
            return None
        return couple.partner_id if couple.client_id == client_id else couple.client_id

    def _file(self, actor: Actor, client_id: UUID) -> GateFile:
        kept, read = self._stores, self._admission.read
        return GateFile(
            client_id,
            read(actor, "file.read", client_id, lambda: kept.concerns.for_client(client_id)),
            read(actor, "file.read", client_id, lambda: kept.weighings.for_client(client_id)),
            read(actor, "file.read", client_id, lambda: kept.plans.for_client(client_id)),
            read(actor, "file.read", client_id, lambda: kept.overrides.for_client(client_id)),
        )


def _owners(found: Sequence[Pause]) -> list[UUID]:
    return list(dict.fromkeys(one.client_id for one in found))
