"""Recording measures, reading their course, and answering flagged items."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.access.audit import Actor, act
from core.errors import StaleEdit
from core.outcomes.flags import FlaggedAnswer, flags_in
from core.outcomes.instrument import instrument
from core.outcomes.model import Administration
from core.outcomes.scoring import score_administration
from core.outcomes.series import (
    ScoredAdministration,
    Series,
    courses_in,
    scored_in_order,
)
from core.sessions.model import Acknowledgement

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.outcomes.store import AdministrationStore
    from core.store.records import RecordStore

# What is left of an acknowledgement for somebody who reads measures but no notes.
_NOTES = {"discussed": "", "told": "", "rationale": ""}


class OutcomeService:
    """Everything a screen may do with measures."""

    def __init__(
        self,
        administrations: AdministrationStore,
        acknowledgements: RecordStore[Acknowledgement],
        admission: Admission,
    ) -> None:
        self._admission = admission
        self._administrations = administrations
        self._acknowledgements = acknowledgements

    def record(self, actor: Actor, administration: Administration) -> Administration:
        """Save a measure once: the same submission sent twice is one administration.

        Raises InvalidAnswer when an answer is out of range or the count is wrong.
        """
        self._admission.check_write(actor, "measures.write", administration)
        one = instrument(administration.instrument)
        stamped = administration.model_copy(update={"instrument_version": one.version})
        score_administration(stamped)
        event = act(actor, "administration.saved", stamped.client_id)
        try:
            return self._administrations.save(stamped, event)
        except StaleEdit as error:
            if stamped.version == 0 and isinstance(error.theirs, Administration):
                return error.theirs
            raise

    def retire(self, actor: Actor, administration: Administration) -> None:
        """Take a wrongly entered measure out of the course; the store keeps its versions."""
        self._admission.check_write(actor, "measures.write", administration)
        event = act(actor, "administration.retired", administration.client_id)
        self._administrations.save(administration.model_copy(update={"retired": True}), event)

    def administrations(self, actor: Actor, client_id: UUID) -> list[Administration]:
        """Everything a client filled in, in order."""
        return self._admission.read(
            actor,
            "measures.read",
            client_id,
            lambda: self._administrations.for_client(client_id),
        )

    def courses(self, actor: Actor, client_id: UUID) -> list[Series]:
        """Every scale's course over time."""
        return courses_in(self._scored(actor, client_id))

    def flags(self, actor: Actor, client_id: UUID) -> list[FlaggedAnswer]:
        """Every flagged answer, newest first, with its acknowledgement if there is one."""
        answered = self._admission.read(
            actor,
            "measures.read",
            client_id,
            lambda: self._acknowledgements.for_client(client_id),
        )
        if not self._admission.can(actor, "file.read", client_id):
            answered = [one.model_copy(update=_NOTES) for one in answered]
        return flags_in(self._scored(actor, client_id), answered)

    def _scored(self, actor: Actor, client_id: UUID) -> list[ScoredAdministration]:
        return self._administrations.connection.remembered(
            ("scored", actor, client_id),
            lambda: scored_in_order(self.administrations(actor, client_id)),
        )

    def acknowledge(self, actor: Actor, acknowledgement: Acknowledgement) -> Acknowledgement:
        """Record what was done about a flagged answer; only this closes it."""
        self._admission.check_write(actor, "file.write", acknowledgement)
        event = act(actor, "flag.acknowledged", acknowledgement.client_id)
        return self._acknowledgements.save(acknowledgement, event)
