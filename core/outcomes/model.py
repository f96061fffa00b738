"""A measure filled in once: the answers, or a total that somebody typed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from core.clients.model import Line
from core.record import Filing, Record


class Administration(Record):
    """One completed measure.

    `answers` has one entry per item in the instrument's order, None for an item left out.
    `total_only` holds the scale's total when only that is known; it is marked as such and
    no item, band by item or risk answer can be read from it. `about` says whom or what a
    measure is about: a relationship for ECR-RS, a target id for SUD and VOC.
    """

    instrument: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=40)]
    instrument_version: str
    taken_on: date
    order: Annotated[int, Field(ge=0, le=99)] = 0
    answers: tuple[int | None, ...] | None = None
    total_only: float | None = None
    about: Line = ""
    session_id: UUID | None = None
    entered_as: Literal["answers", "total", "client_form", "import"] = "answers"
    note: Line = ""

    @model_validator(mode="after")
    def _answers_or_total(self) -> Administration:
        if (self.answers is None) == (self.total_only is None):
            raise ValueError("give either the answers or a total, not both and not neither")
        return self

    def filing(self) -> Filing:
        """Filed under the day it was taken and the instrument."""
        return Filing(self.taken_on, self.instrument, self.about)
