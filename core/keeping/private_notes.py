"""Private notes: written and read by their author only, apart from the clinical record."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.access.audit import Actor, act
from core.errors import NotFound, StorageError
from core.keeping.model import PrivateNote

if TYPE_CHECKING:
    from core.access.admission import Admission, Reads
    from core.store.records import RecordStore

NOT_YOURS = "There is no private note of yours here. Notes are read only by who wrote them."


class PrivateNoteService:
    """What the client's clinician writes for themselves. Nobody else reads it, whatever role.

    After a file is handed over, its earlier clinician's notes are read by nobody: the
    author has no way in, and the new clinician is not the author.
    """

    def __init__(self, notes: RecordStore[PrivateNote], admission: Admission, reads: Reads) -> None:
        self._notes = notes
        self._admission = admission
        self._reads = reads

    def notes(self, actor: Actor, client_id: UUID) -> list[PrivateNote]:
        """The actor's own notes about one client, oldest first."""
        self._admission.check(actor, "private_note.write", client_id)
        self._tell_once(actor, client_id)
        cover = self._admission.cover(actor, client_id)
        mine = [n for n in self._notes.for_client(client_id) if n.recorded_by == actor.account]
        return [cover.record(note) for note in mine] if cover else mine

    def versions(self, actor: Actor, note_id: UUID) -> list[PrivateNote]:
        """Every version of a note of one's own, oldest first. Raises NotFound."""
        found = self._notes.versions(note_id)
        if not found or found[0].recorded_by != actor.account:
            raise NotFound(NOT_YOURS)
        self._admission.check(actor, "private_note.write", found[0].client_id)
        self._tell_once(actor, found[0].client_id)
        cover = self._admission.cover(actor, found[0].client_id)
        return [cover.record(note) for note in found] if cover else found

    def save(self, actor: Actor, note: PrivateNote) -> PrivateNote:
        """Save a new note or a new version of one's own. Raises NotFound for another's."""
        self._check(actor, note)
        return self._notes.save(note, act(actor, "private_note.saved", note.client_id))

    def retire(self, actor: Actor, note: PrivateNote) -> None:
        """Take a note of one's own out of view; its versions stay."""
        self._check(actor, note)
        event = act(actor, "private_note.retired", note.client_id)
        self._notes.save(note.model_copy(update={"retired": True}), event)

    def _check(self, actor: Actor, note: PrivateNote) -> None:
        self._admission.check_write(actor, "private_note.write", note)
        known = self._notes.versions(note.id)
        of_another = [
            one
            for one in known
            if one.recorded_by != actor.account or one.client_id != note.client_id
        ]
        if of_another or (note.version and not known):
            raise NotFound(NOT_YOURS)

    def _tell_once(self, actor: Actor, client_id: UUID) -> None:
        what = (actor.account, actor.sign_in, "private_note.read", client_id)
        if not self._reads.is_due(what):
            return
        event = act(actor, "private_note.read", client_id)
        try:
            self._admission.tell(event)
        except StorageError:  # a full disk must not keep a note from being read
            self._reads.wait(event)
        self._reads.told(what)
