"""What is kept about keeping: legal holds, and a clinician's private notes."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from core.record import Filing, Record, Text


class Hold(Record):
    """A reason why a file may not be erased, from a day until it is lifted.

    Several can stand at once; each is lifted by itself.
    """

    reason: Annotated[str, Field(min_length=1, max_length=2_000)]
    since: date
    lifted_on: date | None = None

    def filing(self) -> Filing:
        """Filed under the day it began and whether it stands."""
        return Filing(self.since, "stands" if self.stands else "lifted")

    @property
    def stands(self) -> bool:
        """Whether it keeps the file from being erased."""
        return self.lifted_on is None


class PrivateNote(Record):
    """A clinician's own note, apart from the clinical record (process note).

    Only who wrote it reads it; `recorded_by` is the author. It may be about one session.
    """

    text: Annotated[Text, Field(min_length=1)]
    session_id: UUID | None = None

    def filing(self) -> Filing:
        """Filed about its session, when it has one."""
        return Filing(about=str(self.session_id) if self.session_id else None)
