"""How long a file is kept, holds on it, erasing it, and handing it to the client."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple
from uuid import UUID

from core.access import policies
from core.access.audit import Actor, act
from core.access.settings import Settings
from core.errors import InvalidEntry, NotFound, StorageError
from core.keeping import bundle, bundle_pages
from core.keeping.certificate import Erased, backups_sentence, certificate
from core.keeping.entry import Entry, is_private, own_side
from core.keeping.model import Hold
from core.keeping.retention import DueFile, due_files
from core.keeping.third_party import ForReview, for_review
from core.record import build
from core.reports.document import Document
from core.reports.render import render

if TYPE_CHECKING:
    from core.access.accounts import AccountService
    from core.access.admission import Admission
    from core.access.settings import SettingsService
    from core.clients.store import ClientStore
    from core.keeping.erasing import Eraser
    from core.keeping.store import KeepingStore
    from core.store.records import RecordStore


class BeforeErasing(NamedTuple):
    """What a person is told before they type the code. Nothing of what was recorded."""

    code: str
    entries: int
    versions: int
    holds: int
    may_be_erased_now: bool
    backups: str


class Stores(NamedTuple):
    """What keeping reads and writes, handed over in core/wiring.py."""

    whole: KeepingStore
    eraser: Eraser
    holds: RecordStore[Hold]
    clients: ClientStore


class Place(NamedTuple):
    """What keeping needs of the process: the time, rewriting the store, who is told."""

    today: Callable[[], date]
    now: Callable[[], datetime]
    rewrite: Callable[[], bool]
    erased: Callable[[UUID], None]
    names_in: Callable[[UUID], Mapping[str, str]]


class KeepingService:
    """Everything a screen may do about keeping, holding, erasing and handing over a file."""

    def __init__(
        self,
        stores: Stores,
        settings: SettingsService,
        accounts: AccountService,
        admission: Admission,
        place: Place,
    ) -> None:
        self._stores = stores
        self._settings = settings
        self._accounts = accounts
        self._admission = admission
        self._place = place

    # How long

    def due(self, actor: Actor) -> list[DueFile]:
        """Files whose keeping time is over, under their codes. It only lists them."""
        self._admission.check(actor, "client.erase")
        settings = self._settings.current(actor)
        files = self._admission.look_at_list(actor, "caseload.read", self._stores.whole.ended)
        return due_files(
            files, settings.keep_years, settings.keep_years_source, self._place.today()
        )

    # Legal hold

    def holds(self, actor: Actor, client_id: UUID) -> list[Hold]:
        """Every hold on a file, those that stand first."""
        self._admission.check(actor, "hold.set", client_id)
        found = self._admission.look_as(
            actor, "hold.read", client_id, lambda: self._stores.holds.for_client(client_id)
        )
        cover = self._admission.cover(actor, client_id)
        shown = [cover.record(one) for one in found] if cover else found
        return sorted(shown, key=lambda hold: (not hold.stands, hold.since))

    def hold(self, actor: Actor, client_id: UUID, reason: str) -> Hold:
        """Keep a file from being erased until this hold is lifted."""
        self._admission.check(actor, "hold.set", client_id)
        self._code(client_id)
        made = build(Hold, client_id=client_id, reason=reason, since=self._place.today())
        return self._stores.holds.save(made, act(actor, "hold.set", client_id))

    def lift(self, actor: Actor, hold_id: UUID) -> Hold:
        """Lift one hold; others stay. Lifting it twice changes nothing."""
        known = self._stores.holds.one(hold_id)
        self._admission.check(actor, "hold.set", known.client_id)
        if not known.stands:
            return known
        lifted = known.amended(lifted_on=self._place.today())
        return self._stores.holds.save(lifted, act(actor, "hold.lifted", known.client_id))

    # Erasing

    def before_erasing(self, actor: Actor, client_id: UUID) -> BeforeErasing:
        """The facts to show before a client is erased. Raises NotFound."""
        self._admission.check(actor, "client.erase", client_id)
        counted = self._stores.eraser.count(client_id)
        holds = sum(hold.stands for hold in self._stores.holds.for_client(client_id))
        settings = self._settings.current(actor)
        backups = backups_sentence(settings, self._place.now())
        return BeforeErasing(
            self._code(client_id), counted.entries, counted.versions, holds, not holds, backups
        )

    def erase(self, actor: Actor, client_id: UUID, typed_code: str) -> Document:
        """Erase a client for good and return the certificate of it.

        Raises NotAllowedNow while the file is held or when the code does not fit, NotFound
        when there is no such client. All of it happens or nothing; then the store is
        rewritten, and the certificate says so, or that this is still to be done.
        """
        self._admission.check(actor, "client.erase", client_id)
        eraser = self._stores.eraser
        with eraser.connection.transaction():
            code = self._check_can_erase_now(client_id, typed_code)
            counted = eraser.take_out(actor, client_id)
            self._admission.tell(act(actor, "client.erased", client_id))
            end = eraser.end()
        self._place.erased(client_id)
        rewritten = self._place.rewrite()
        settings = self._settings.current(actor)
        left = eraser.left(client_id)
        return certificate(
            Erased(
                self._place.now(), actor.name, code, *counted, left, rewritten, end.seq, end.hash
            ),
            settings,
        )

    def _check_can_erase_now(self, client_id: UUID, typed_code: str) -> str:
        code = self._code(client_id)
        held = any(hold.stands for hold in self._stores.holds.for_client(client_id))
        policies.check_can_erase_now(held=held, typed_code=typed_code, code=code)
        return code

    def _code(self, client_id: UUID) -> str:
        found = self._stores.clients.code_and_name(client_id)
        if found is None:
            raise NotFound("There is no such client any more.")
        return found[0]

    def rewrite_is_due(self, actor: Actor) -> bool:
        """Whether a client was erased and the store could not be rewritten since."""
        self._admission.check(actor, "client.erase")
        return self._stores.eraser.rewrite_is_due()

    def rewrite(self, actor: Actor) -> None:
        """Try again to rewrite the store after an erasure. Raises StorageError."""
        self._admission.check(actor, "client.erase")
        if self._stores.eraser.rewrite_is_due() and not self._place.rewrite():
            raise StorageError(
                "The store could not be rewritten: the disk may be full. Free as much space as "
                "the store takes and try again."
            )

    # Access request

    def third_party_list(self, actor: Actor, client_id: UUID) -> list[ForReview]:
        """Entries that may be about others, to be looked at before anything is released."""
        entries, _ = self._released(actor, client_id)
        listed = self._listed(client_id, entries)
        cover = self._admission.cover(actor, client_id)
        if not cover:
            return listed
        return [
            one._replace(summary=cover.text(one.summary), why=cover.text(one.why)) for one in listed
        ]

    def bundle(self, actor: Actor, client_id: UUID, left_out: Mapping[UUID, str]) -> bytes:
        """A ZIP with everything recorded about one client, for them, and what to check first.

        `left_out` are ids of entries with "third_party" or "harm" (bundle.LEFT_OUT). Raises
        InvalidEntry for an entry that is not in the file or a reason that is none.
        """
        entries, notes = self._released(actor, client_id)
        _check_left_out(left_out, entries)
        code, name = self._stores.clients.code_and_name(client_id) or ("", "")
        request = bundle.Request(
            client_id, name, code, self._place.now(), actor.name, self._settings.current(actor),
            entries, left_out, self._listed(client_id, entries), notes, self._accounts.names(),
        )  # fmt: skip
        files = {
            bundle.PAGE: render(bundle_pages.record_page(request), "html"),
            bundle.DATA: bundle.as_data(request),
            bundle.REVIEW: render(bundle_pages.review_page(request), "html"),
        }
        made = bundle.packed(files, request.at)
        detail = f"{request.released} entries - {request.held_back} left out"
        self._admission.tell(act(actor, "access_request.made", client_id, detail))
        return made

    def _released(self, actor: Actor, client_id: UUID) -> tuple[list[Entry], tuple[str, ...]]:
        """The entries that may go out, and sentences on the private notes that may not."""
        every = self._admission.look(
            actor, "access_request.make", client_id, lambda: self._stores.whole.file(client_id)
        )
        if not every:
            raise NotFound("There is no such client any more.")
        notes = [entry for entry in every if is_private(entry)]
        settings = self._settings.current(actor)
        withheld = _withheld(notes, actor, settings)
        gone = {entry.id for entry in withheld}
        kept = own_side((entry for entry in every if entry.id not in gone), client_id)
        return kept, _about_notes(withheld, settings)

    def _listed(self, client_id: UUID, entries: list[Entry]) -> list[ForReview]:
        known = self._stores.clients.code_and_name(client_id)
        own = known[1] if known else ""
        names = [name for name in self._place.names_in(client_id) if name != own]
        return for_review(entries, own, names)


def _withheld(notes: list[Entry], actor: Actor, settings: Settings) -> list[Entry]:
    """Private notes that stay out: all of them under HIPAA, those of other authors anywhere."""
    if settings.legal_frame == "us_hipaa":
        return notes
    return [entry for entry in notes if entry.author != actor.account]


def _about_notes(withheld: list[Entry], settings: Settings) -> tuple[str, ...]:
    if not withheld:
        return ()
    if settings.legal_frame == "us_hipaa":
        return (
            "Private (process) notes are kept apart and are not part of this record. Disclosing "
            "them needs a separate authorisation.",
        )
    count = len(withheld)
    return (
        f"{count} private note{'' if count == 1 else 's'} by another clinician: only the author "
        "can read and add them.",
    )


def _check_left_out(left_out: Mapping[UUID, str], entries: Iterable[Entry]) -> None:
    if not set(left_out) <= {entry.id for entry in entries}:
        raise InvalidEntry("Left out: one of the entries is not in this file any more. Look again.")
    if not set(left_out.values()) <= set(bundle.LEFT_OUT):
        raise InvalidEntry("Left out: choose third-party data or an exemption as the reason.")
