"""The trigger diary as screens use it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from uuid import UUID

from core.access.audit import Actor, act
from core.errors import InvalidEntry
from core.record import Recheck, no_recheck
from core.triggers.model import Episode

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.store.records import RecordStore


class TriggerService:
    """Everything a screen may do with trigger episodes."""

    def __init__(
        self,
        episodes: RecordStore[Episode],
        admission: Admission,
        recheck: Recheck = no_recheck,
    ) -> None:
        self._admission = admission
        self._recheck = recheck
        self._episodes = episodes

    def episodes(self, actor: Actor, client_id: UUID) -> list[Episode]:
        """The diary, newest episode first. Read once for all runs, until the next commit."""

        def in_order() -> list[Episode]:
            found = self._episodes.for_client(client_id)
            return sorted(found, key=lambda e: e.happened_at, reverse=True)

        known = self._episodes.connection.remembered_by_store
        found = self._admission.read(
            actor, "file.read", client_id, lambda: known(("diary", client_id), in_order)
        )
        return list(found)

    def save(self, actor: Actor, episode: Episode) -> Episode:
        """Save a new or changed episode. Raises StaleEdit when it was changed meanwhile."""
        self._admission.check_write(actor, "file.write", episode)
        saved = self._episodes.save(episode, act(actor, "episode.saved", episode.client_id))
        self._recheck(actor, episode.client_id)
        return saved

    def save_all(self, actor: Actor, client_id: UUID, episodes: Sequence[Episode]) -> list[Episode]:
        """Save several episodes of one client: all are saved, or none is.

        Raises InvalidEntry when one belongs to another client.
        """
        self._admission.check(actor, "file.write", client_id)
        if any(episode.client_id != client_id for episode in episodes):
            raise InvalidEntry("These episodes are not all of one client's file.")
        for episode in episodes:
            self._admission.check_write(actor, "file.write", episode)
        with self._episodes.connection.transaction():
            saved = [
                self._episodes.save(episode, act(actor, "episode.saved", client_id))
                for episode in episodes
            ]
        self._recheck(actor, client_id)
        return saved

    def retire(self, actor: Actor, episode: Episode) -> None:
        """Take an episode out of the diary; its versions stay in the store."""
        self._admission.check_write(actor, "file.write", episode)
        event = act(actor, "episode.retired", episode.client_id)
        self._episodes.save(episode.model_copy(update={"retired": True}), event)
        self._recheck(actor, episode.client_id)
