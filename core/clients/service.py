"""Clients as the practice works with them: the caseload, one file, a couple."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from core.access.audit import Actor, act
from core.clients.caseload import CaseloadPage, CaseloadQuery, CaseloadRow, attention
from core.clients.model import Client, Couple
from core.errors import InvalidEntry, NotFound, StaleEdit
from core.outcomes.instrument import instruments

if TYPE_CHECKING:
    from core.clients.store import ClientStore, CoupleStore


class ClientName(NamedTuple):
    """What the client picker shows."""

    id: UUID
    code: str
    name: str


class ClientService:
    """Everything a screen may do with clients and couples."""

    def __init__(
        self, clients: ClientStore, couples: CoupleStore, today: Callable[[], date]
    ) -> None:
        self._clients = clients
        self._couples = couples
        self._today = today

    def caseload(self, actor: Actor, query: CaseloadQuery) -> CaseloadPage:  # noqa: ARG002
        """One page of the caseload, those who need attention first, each with its reasons."""
        today = self._today()
        facts = self._clients.caseload(query, today, _thresholds())
        courses = self._clients.courses([row.id for row in facts])
        rows = tuple(
            CaseloadRow(
                row,
                attention(row, today),
                tuple(courses.get((row.id, row.main_measure or "phq-9"), ())),
            )
            for row in facts
        )
        return CaseloadPage(rows, facts[0].found if facts else 0)

    def names(self, actor: Actor) -> list[ClientName]:  # noqa: ARG002
        """Every client the actor may pick."""
        return [ClientName(*row) for row in self._clients.names()]

    def code_and_name(self, actor: Actor, client_id: UUID) -> tuple[str, str] | None:  # noqa: ARG002
        """Code and name for the frame, without opening the file."""
        return self._clients.code_and_name(client_id)

    def open(self, actor: Actor, client_id: UUID) -> Client:  # noqa: ARG002
        """One client's record. Raises NotFound when there is none at this address."""
        found = self._clients.for_client(client_id)
        if not found:
            raise NotFound("There is no client at this address. Pick one from the caseload.")
        return found[0]

    def save(self, actor: Actor, client: Client) -> Client:
        """Save a new client or a new version. The code must be free."""
        client = client.model_copy(update={"client_id": client.id})
        try:
            return self._clients.save(client, act(actor, "client.saved", client.id))
        except StaleEdit as error:
            if client.version == 0 and error.theirs is None:  # the code went in that moment
                raise InvalidEntry(
                    "Code: another client has this code already. Choose another one."
                ) from None
            raise

    def couple_of(self, actor: Actor, client_id: UUID) -> Couple | None:  # noqa: ARG002
        """The couple this client is one half of, or None."""
        return self._couples.of(client_id)

    def save_couple(self, actor: Actor, couple: Couple) -> Couple:
        """Save the link between two files and the shared cycle."""
        return self._couples.save(couple, act(actor, "couple.saved", couple.client_id))


def _thresholds() -> list[tuple[str, float, int]]:
    rows = []
    for one in instruments().values():
        threshold = one.threshold(one.main_scale.id)
        if threshold:
            rows.append((one.id, threshold.value, 1 if one.better_is == "lower" else -1))
    return rows
