"""Who did what, when, to whose file. Events name records by id and never hold content."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import NamedTuple
from uuid import UUID, uuid4

from pydantic import AwareDatetime, Field

from core.record import Part


class Actor(NamedTuple):
    """The person who acts. Every service method takes one."""

    account: str
    name: str


class AuditEvent(Part):
    """One act on one client's file. `action` is a word such as "episode.saved"."""

    id: UUID = Field(default_factory=uuid4)
    happened_at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))
    actor: str
    action: str
    client_id: UUID | None = None


def act(actor: Actor, action: str, client_id: UUID | None = None) -> AuditEvent:
    """The event for something `actor` does now."""
    return AuditEvent(actor=actor.account, action=action, client_id=client_id)
