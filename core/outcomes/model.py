"""A measure filled in once: the answers, or a total that somebody typed."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal
from uuid import UUID

from pydantic import Field, model_validator

from core.record import Filing, Line, Record


class Administration(Record):
    """One completed measure.

    `answers` has one entry per item in the instrument's order, None for an item left out.
    `total_only` holds the main scale's total when only that is known, `typed` scores by scale
    id; they are marked as such and no item or risk answer can be read from them. `about` says
    whom or what a
    measure is about: a relationship for ECR-RS, a target id for SUD and VOC.
    """

    instrument: Annotated[str, Field(pattern=r"^[a-z0-9-]+$", max_length=40)]
    instrument_version: str
    taken_on: date
    order: Annotated[int, Field(ge=0, le=99)] = 0
    answers: tuple[int | None, ...] | None = None
    total_only: float | None = None
    typed: dict[Annotated[str, Field(max_length=40)], float] = Field(default_factory=dict)
    about: Line = ""
    session_id: UUID | None = None
    entered_as: Literal["answers", "total", "client_form", "import"] = "answers"
    note: Line = ""

    @model_validator(mode="after")
    def _answers_or_total(self) -> Administration:
        given = (self.answers is not None, self.total_only is not None, bool(self.typed))
        if sum(given) != 1:
            raise ValueError("give either the answers or a total, not both and not neither")
        return self

    def scores_typed(self, main_scale: str) -> dict[str, float]:
        """Scores that were typed without answers, by scale id; empty when there are answers."""
        return self.typed if self.total_only is None else {main_scale: self.total_only}

    def filing(self) -> Filing:
        """Filed under the day it was taken and the instrument."""
        return Filing(self.taken_on, self.instrument, self.about)
