"""Who works with a client, and who opened a file in an emergency."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Annotated, Literal
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import AwareDatetime, Field

from core.record import Filing, Record

_ASSIGNMENTS = uuid5(NAMESPACE_URL, "havenline:assignment")
BREAK_GLASS_HOURS = (1, 4, 24)
SHORTEST_REASON = 10


def assignment_id(client_id: UUID, account: str) -> UUID:
    """One assignment for each client and account, however often it changes."""
    return uuid5(_ASSIGNMENTS, f"{client_id}:{account}")


class Assignment(Record):
    """What an account has to do with a client.

    `named` lets a supervisor see the client's name; otherwise they see codes. A file to
    which no clinician is assigned belongs to the owners of the practice.
    """

    account: str
    relation: Literal["clinician", "supervisor", "assistant"]
    named: bool = False

    def filing(self) -> Filing:
        """Filed under the relation, about the account."""
        return Filing(state=self.relation, about=self.account)


class BreakGlass(Record):
    """A file opened in an emergency by somebody who does not work with the client.

    It ends by itself at `until`. The client's clinician is told, with the reason, until
    they have marked it as read.
    """

    account: str
    reason: Annotated[str, Field(min_length=SHORTEST_REASON, max_length=500)]
    until: AwareDatetime
    read_by: str = ""

    def filing(self) -> Filing:
        """Filed under the day it ends and whether it was read, about the account."""
        return Filing(self.until.date(), "read" if self.read_by else "new", self.account)


def opening(
    client_id: UUID, account: str, reason: str, hours: int, now: datetime
) -> dict[str, object]:
    """The fields of an opening that begins now."""
    return {
        "client_id": client_id,
        "account": account,
        "reason": reason,
        "until": now + timedelta(hours=hours),
    }
