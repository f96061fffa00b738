"""Recording measures, reading their course, and answering flagged items."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, TypeVar
from uuid import UUID

from core.access.audit import Actor, act
from core.errors import DefinitionError, InvalidEntry, StaleEdit
from core.outcomes.course import Growth
from core.outcomes.flags import FlaggedAnswer, VanishedFlag, flags_in, vanished_flags
from core.outcomes.growth_file import GrowthFile, growth_file
from core.outcomes.instrument import instrument
from core.outcomes.model import Administration
from core.outcomes.pairs import Pair
from core.outcomes.scoring import score_administration
from core.outcomes.series import (
    ScoredAdministration,
    Series,
    courses_in,
    scored_in_order,
)
from core.record import Recheck, no_recheck
from core.sessions.model import Acknowledgement

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.access.settings import SettingsService
    from core.outcomes.store import AdministrationStore
    from core.store.records import RecordStore

T = TypeVar("T")
# What is left of an acknowledgement for somebody who reads measures but no notes.
_NOTES = {"discussed": "", "told": "", "rationale": ""}


class OutcomeService:
    """Everything a screen may do with measures."""

    def __init__(
        self,
        administrations: AdministrationStore,
        acknowledgements: RecordStore[Acknowledgement],
        growth: RecordStore[GrowthFile],
        settings: SettingsService,
        admission: Admission,
        recheck: Recheck = no_recheck,
    ) -> None:
        self._recheck = recheck
        self._settings = settings
        self._admission = admission
        self._administrations = administrations
        self._acknowledgements = acknowledgements
        self._growth = growth

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
            saved = self._administrations.save(stamped, event)
        except StaleEdit as error:
            if stamped.version == 0 and isinstance(error.theirs, Administration):
                return error.theirs
            raise
        self._recheck(actor, saved.client_id)
        return saved

    def retire(self, actor: Actor, administration: Administration, reason: str = "") -> None:
        """Take a wrongly entered measure out of the course; the store keeps its versions.

        `reason` is kept with the version that was taken out. Raises InvalidEntry when it is
        missing and the entry carries a flagged answer, which must not go without a word.
        """
        self._admission.check_write(actor, "measures.write", administration)
        if not reason.strip() and score_administration(administration).flags:
            raise InvalidEntry("This entry carries a risk answer: say why it is taken out.")
        event = act(actor, "administration.retired", administration.client_id)
        note = reason.strip() or administration.note
        self._administrations.save(administration.amended(retired=True, note=note), event)
        self._recheck(actor, administration.client_id)

    def administrations(self, actor: Actor, client_id: UUID) -> list[Administration]:
        """Everything a client filled in, in order."""
        return self._admission.read(
            actor,
            "measures.read",
            client_id,
            lambda: self._administrations.for_client(client_id),
        )

    def courses(self, actor: Actor, client_id: UUID) -> list[Series]:
        """Every scale's course over time, with the published lines the practice goes by."""
        chosen = self._settings.current(actor).cutoffs
        return courses_in(self._scored(actor, client_id), chosen)

    def worked_out(self, actor: Actor, client_id: UUID, name: Hashable, work: Callable[[], T]) -> T:
        """What was worked out of a client's measures, kept until the next commit (adr/0006).

        Asks like any reading, each time; what one account sees is not shown to another.
        """
        self._admission.check(actor, "measures.read", client_id)
        known = self._administrations.connection.remembered_by_store
        return known(("worked out", actor, client_id, name), work)

    def caseload_pairs(self, actor: Actor, instrument_id: str, scale_id: str = "") -> list[Pair]:
        """First and latest score of every client the actor works with, by code.

        On the measure's main scale unless one is named. Names are codes where the caseload
        shows codes. Raises NotFound for an unknown measure or scale.
        """
        one = instrument(instrument_id)
        scale = one.scale(scale_id) if scale_id else one.main_scale
        shown = self._admission.listed(actor)
        found = self._admission.look_at_list(
            actor,
            "caseload.read",
            lambda: self._administrations.pairs(one.id, scale.id, shown),
        )
        covered = set(shown.covered)
        return [
            pair._replace(name=pair.code)
            if shown.all_covered or pair.client_id in covered
            else pair
            for pair in found
        ]

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

    def vanished_flags(self, actor: Actor, client_id: UUID) -> list[VanishedFlag]:
        """Flagged answers that a correction or taking an entry out removed, newest form first.

        No risk answer goes without a trace: each says what it was and what became of it.
        """
        versions = self._admission.read(
            actor,
            "measures.read",
            client_id,
            lambda: self._administrations.connection.remembered_by_store(
                ("superseded measures", client_id),
                lambda: self._administrations.superseded(client_id),
            ),
        )
        return vanished_flags(versions)

    def _scored(self, actor: Actor, client_id: UUID) -> list[ScoredAdministration]:
        taken = self.administrations(actor, client_id)  # asked anew each time
        return self._administrations.connection.remembered_by_store(
            ("scored", actor, client_id), lambda: scored_in_order(taken)
        )

    def acknowledge(self, actor: Actor, acknowledgement: Acknowledgement) -> Acknowledgement:
        """Record what was done about a flagged answer; only this closes it."""
        self._admission.check_write(actor, "file.write", acknowledgement)
        event = act(actor, "flag.acknowledged", acknowledgement.client_id)
        return self._acknowledgements.save(acknowledgement, event)

    def acknowledge_all(self, actor: Actor, acknowledgements: Sequence[Acknowledgement]) -> None:
        """Record what was done about several flagged answers: all are saved, or none is."""
        with self._acknowledgements.connection.transaction():
            for one in acknowledgements:
                self.acknowledge(actor, one)

    def growth(self, actor: Actor) -> list[Growth]:
        """The practice's expected courses; a file this program cannot read is left out.

        They concern no client: whoever is signed in may read them.
        """
        found = []
        for one in self.growth_files(actor):
            with suppress(DefinitionError):
                found.append(one.growth)
        return found

    def growth_files(self, actor: Actor) -> list[GrowthFile]:
        """The files of the practice's expected courses, by measure and scale."""
        self._admission.standing(actor)
        found = self._growth.connection.remembered_by_store(
            "growth", lambda: self._growth.select("true", {})
        )
        return sorted(found, key=lambda one: (one.instrument, one.scale))

    def add_growth(self, actor: Actor, name: str, text: str) -> GrowthFile:
        """Keep a file of an expected course, in the place of an earlier one of the same scale.

        Raises DefinitionError naming file and key when it cannot be used.
        """
        self._admission.check(actor, "settings.write")
        given = growth_file(name, text)
        known = self._growth.get(given.id)
        on_top = given.model_copy(update={"version": known.version if known else 0})
        return self._growth.save(on_top, act(actor, "growth.saved"))

    def take_out_growth(self, actor: Actor, growth: GrowthFile) -> None:
        """Take an expected course out of use; its versions stay in the store."""
        self._admission.check(actor, "settings.write")
        taken_out = growth.model_copy(update={"retired": True})
        self._growth.save(taken_out, act(actor, "growth.retired"))
