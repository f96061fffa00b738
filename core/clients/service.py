"""Clients as the practice works with them: the caseload, one file, a couple."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from core.access.assignments import Assignment, assignment_id
from core.access.audit import Actor, act
from core.approaches.gates import GateCheck, enactments_added, no_gate
from core.clients.caseload import CaseloadFacts, CaseloadPage, CaseloadQuery, CaseloadRow, attention
from core.clients.model import Client, Couple
from core.clients.pairing import check_names_own_map, check_two, left_behind, taken_up
from core.clients.sharing import for_this_pair, readable, shared_with
from core.errors import InvalidEntry, NotFound, StaleEdit
from core.outcomes.instrument import instruments

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.clients.store import ClientStore, CoupleStore
    from core.formulation.model import Node
    from core.formulation.service import FormulationService
    from core.store.records import RecordStore

# What an assistant, who reads no plans and no notes, is not told on the caseload.
_OF_THE_FILE = ("target_incomplete", "review", "concern_acute", "concern_check")
_OF_THE_NOTES: dict[str, object] = {
    "presenting": "", "presenting_since": "", "tags": (), "asked": (),
}  # fmt: skip


class ClientName(NamedTuple):
    """What the client picker shows."""

    id: UUID
    code: str
    name: str


class ClientService:
    """Everything a screen may do with clients and couples."""

    def __init__(
        self,
        clients: ClientStore,
        couples: CoupleStore,
        assignments: RecordStore[Assignment],
        admission: Admission,
        today: Callable[[], date],
        maps: FormulationService,
        gate_check: GateCheck = no_gate,
    ) -> None:
        self._gate_check = gate_check
        self._maps = maps
        self._clients = clients
        self._couples = couples
        self._assignments = assignments
        self._admission = admission
        self._today = today

    def caseload(self, actor: Actor, query: CaseloadQuery) -> CaseloadPage:
        """One page of the caseload, those who need attention first, each with its reasons."""
        return self._admission.look_at_list(
            actor, "caseload.read", lambda: self._caseload(actor, query)
        )

    def _caseload(self, actor: Actor, query: CaseloadQuery) -> CaseloadPage:
        today = self._today()
        listed = self._admission.listed(actor)
        facts = self._clients.caseload(query, today, _thresholds(), listed)
        courses = self._clients.courses([row.id for row in facts], _main_scales())
        rows = tuple(
            self._caseload_row(
                actor, row, tuple(courses.get((row.id, row.main_measure or "phq-9"), ()))
            )
            for row in facts
        )
        return CaseloadPage(rows, facts[0].found if facts else 0)

    def _caseload_row(
        self, actor: Actor, row: CaseloadFacts, course: tuple[float, ...]
    ) -> CaseloadRow:
        reasons = attention(row, self._today())
        if actor.role == "assistant":
            reasons = tuple(one for one in reasons if one.kind not in _OF_THE_FILE)
            row = row._replace(review_due=None, incomplete_targets=0, acute_on=None, check_on=None)
        return CaseloadRow(row._replace(name=self._shown_name(actor, row)), reasons, course)

    def _shown_name(self, actor: Actor, row: CaseloadFacts | ClientName) -> str:
        return row.code if self._admission.is_covered(actor, row.id) else row.name

    def names(self, actor: Actor) -> list[ClientName]:
        """Every client the actor may pick."""
        listed = self._admission.listed(actor)
        known = self._admission.look_at_list(actor, "caseload.read", self._clients.names)
        found = (ClientName(*row) for row in known if (row[0] in listed.ids) != listed.all_but)
        return [one._replace(name=self._shown_name(actor, one)) for one in found]

    def code_and_name(self, actor: Actor, client_id: UUID) -> tuple[str, str] | None:
        """Code and name for the frame, without opening the file; None for a stranger's."""
        if not self._admission.can(actor, "caseload.read", client_id):
            return None
        known = self._clients.code_and_name(client_id)
        if known and self._admission.is_covered(actor, client_id):
            return known[0], known[0]
        return known

    def open(self, actor: Actor, client_id: UUID) -> Client:
        """One client's record. Raises NotFound when there is none at this address."""
        found = self._admission.read(
            actor, "caseload.read", client_id, lambda: self._clients.for_client(client_id)
        )
        if not found:
            raise NotFound("There is no client at this address. Pick one from the caseload.")
        if not self._admission.can(actor, "file.read", client_id):
            return found[0].model_copy(update=_OF_THE_NOTES)
        return found[0]

    def save(self, actor: Actor, client: Client) -> Client:
        """Save a new client or a new version. The code must be free.

        A new client belongs to whoever takes them on.
        """
        client = client.model_copy(update={"client_id": client.id})
        if client.version or self._clients.get(client.id):
            self._admission.check_write(actor, "client.write", client)
        else:
            self._admission.check(actor, "client.create")
        try:
            with self._clients.connection.transaction():
                saved = self._clients.save(client, act(actor, "client.saved", client.id))
                if not client.version and actor.role != "owner":
                    self._take_on(actor, client.id)
                return saved
        except StaleEdit as error:
            if client.version == 0 and error.theirs is None:  # the code went in that moment
                raise InvalidEntry(
                    "Code: another client has this code already. Choose another one."
                ) from None
            raise

    def _take_on(self, actor: Actor, client_id: UUID) -> None:
        assigned = Assignment(
            id=assignment_id(client_id, actor.account),
            client_id=client_id,
            account=actor.account,
            relation="clinician",
            named=True,
        )
        self._assignments.save(assigned, act(actor, "assignment.saved", client_id))

    def couple_of(self, actor: Actor, client_id: UUID) -> Couple | None:
        """The couple this client is one half of, or None.

        What belongs to the partner is shown to those who may read the partner's file as well;
        while the screen is shared, only what the partner agreed to show.
        """
        found = self._admission.read(
            actor, "file.read", client_id, lambda: _listed(self._couples.of(client_id))
        )
        if not found:
            return None
        both = [one for one in (found[0].client_id, found[0].partner_id) if one]
        may_read = {one for one in both if self._admission.can(actor, "file.read", one)}
        couple = readable(found[0], may_read)
        return shared_with(couple, client_id) if actor.screen_share else couple

    def shared_couple(self, actor: Actor, client_id: UUID) -> Couple | None:
        """The couple as this client may see it: the own half, and what the other agreed to.

        For everything that is made from one file: reports, briefs, checks.
        """
        couple = self.couple_of(actor, client_id)
        return shared_with(couple, client_id) if couple else None

    def save_couple(self, actor: Actor, couple: Couple, nodes: Sequence[Node] = ()) -> Couple:
        """Save the link between two files and the shared cycle: both files have to be one's own.

        `nodes` are put on their owners' maps with it: all is saved, or nothing. With another
        partner than before, nothing is agreed to be shown yet. Raises InvalidEntry when one of
        the two is in another couple, or a field names what is not on its owner's map;
        NotAllowedNow for enactments added to a day on which they are paused.
        """
        self._admission.check_write(actor, "file.write", couple)
        check_two(couple)
        known = self._couples.get(couple.id)
        stored = {known.client_id, known.partner_id} if known else set()
        for half in {couple.partner_id, *stored} - {None, couple.client_id}:
            self._admission.check(actor, "file.write", half)
        if couple.partner_id is not None and self._clients.get(couple.partner_id) is None:
            raise NotFound("The partner's file is not in the store any more.")
        couple = for_this_pair(couple, known)
        check_names_own_map(couple, known, nodes, lambda owner: self._on_the_map(actor, owner))
        self._check_enactments(actor, couple, known)
        with self._couples.connection.transaction():
            for node in nodes:
                self._maps.save_node(actor, node)
            couple = self._with_what_was_left(actor, couple)
            return self._couples.save(couple, act(actor, "couple.saved", couple.client_id))

    def _on_the_map(self, actor: Actor, client_id: UUID) -> set[UUID]:
        return {node.id for node in self._maps.formulation(actor, client_id).nodes}

    def _check_enactments(self, actor: Actor, couple: Couple, known: Couple | None) -> None:
        for on in enactments_added(couple.log, known.log if known else ()):
            for one in (couple.client_id, couple.partner_id):  # may be new as a couple
                if one is not None:
                    self._gate_check(actor, one, "couple_enactment", on)

    def _with_what_was_left(self, actor: Actor, couple: Couple) -> Couple:
        """The couple with what either kept when an earlier partner's file was erased.

        Asked within the transaction, so that of two who link at once the second is refused.
        """
        if couple.retired:
            return couple
        for one in (couple.client_id, couple.partner_id):
            other = self._couples.of(one, besides=couple.id) if one else None
            if other:
                couple = taken_up(couple, other)
                gone = left_behind(other)
                self._couples.save(gone, act(actor, "couple.saved", gone.client_id))
        return couple


def _listed(couple: Couple | None) -> list[Couple]:
    return [couple] if couple else []


def _main_scales() -> list[tuple[str, str]]:
    return [(one.id, one.main_scale.id) for one in instruments().values()]


def _thresholds() -> list[tuple[str, str, float, int]]:
    """Published reliable change on the main scale of each measure, and which way is worse."""
    rows = []
    for one in instruments().values():
        scale = one.main_scale.id
        threshold = one.threshold(scale) if one.tracks else None
        if threshold:
            sign = 1 if one.better(scale) == "lower" else -1
            rows.append((one.id, scale, threshold.value, sign))
    return rows
