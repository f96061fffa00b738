"""Who did what, when, to whose file. Events name records by id and never hold content."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Annotated
from uuid import UUID, uuid4

from pydantic import AwareDatetime, Field

from core.access.actor import Actor
from core.record import Part

__all__ = ["Actor", "AuditEvent", "act"]

# Words of our own and keys of accounts: nothing a person typed fits into them.
Word = Annotated[str, Field(max_length=80, pattern=r"^[a-z0-9_ .:-]*$")]


class AuditEvent(Part):
    """One act. `action` is a word such as "episode.saved"; `detail` says more in our own
    words, or names an account ("account:owner"); `content` is a hash that fits one version
    of one record only, and only together with the salt that is erased with it.
    """

    id: UUID = Field(default_factory=uuid4)
    happened_at: AwareDatetime = Field(default_factory=lambda: datetime.now(UTC))
    actor: str
    sign_in: Word = ""
    action: Word
    client_id: UUID | None = None
    detail: Word = ""
    content: Word = ""


def act(actor: Actor, action: str, client_id: UUID | None = None, detail: str = "") -> AuditEvent:
    """The event for something `actor` does now."""
    return AuditEvent(
        actor=actor.account,
        sign_in=actor.sign_in,
        action=action,
        client_id=client_id,
        detail=detail,
    )
