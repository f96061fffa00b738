"""The trigger diary as screens use it."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.access.audit import Actor, act
from core.triggers.model import Episode

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.store.records import RecordStore


class TriggerService:
    """Everything a screen may do with trigger episodes."""

    def __init__(self, episodes: RecordStore[Episode], admission: Admission) -> None:
        self._admission = admission
        self._episodes = episodes

    def episodes(self, actor: Actor, client_id: UUID) -> list[Episode]:
        """The diary, newest episode first."""
        found = self._admission.read(
            actor, "file.read", client_id, lambda: self._episodes.for_client(client_id)
        )
        return sorted(found, key=lambda e: e.happened_at, reverse=True)

    def save(self, actor: Actor, episode: Episode) -> Episode:
        """Save a new or changed episode. Raises StaleEdit when it was changed meanwhile."""
        self._admission.check_write(actor, "file.write", episode)
        return self._episodes.save(episode, act(actor, "episode.saved", episode.client_id))

    def retire(self, actor: Actor, episode: Episode) -> None:
        """Take an episode out of the diary; its versions stay in the store."""
        self._admission.check_write(actor, "file.write", episode)
        event = act(actor, "episode.retired", episode.client_id)
        self._episodes.save(episode.model_copy(update={"retired": True}), event)
