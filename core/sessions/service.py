"""Therapy sessions and goals as screens use them."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from core.access.audit import Actor, act
from core.sessions.model import Goal, Session

if TYPE_CHECKING:
    from core.store.records import RecordStore


class SessionService:
    """Everything a screen may do with therapy sessions and goals."""

    def __init__(self, sessions: RecordStore[Session], goals: RecordStore[Goal]) -> None:
        self._sessions = sessions
        self._goals = goals

    def sessions(self, actor: Actor, client_id: UUID) -> list[Session]:  # noqa: ARG002
        """All sessions, planned ones included, oldest first."""
        return sorted(self._sessions.for_client(client_id), key=lambda s: s.starts_at)

    def save(self, actor: Actor, session: Session) -> Session:
        """Save a new or changed session. Raises StaleEdit when it was changed meanwhile."""
        return self._sessions.save(session, act(actor, "session.saved", session.client_id))

    def goals(self, actor: Actor, client_id: UUID) -> list[Goal]:  # noqa: ARG002
        """The client's goals, open ones first."""
        return sorted(self._goals.for_client(client_id), key=lambda goal: goal.status != "open")

    def save_goal(self, actor: Actor, goal: Goal) -> Goal:
        """Save a new or changed goal."""
        return self._goals.save(goal, act(actor, "goal.saved", goal.client_id))
