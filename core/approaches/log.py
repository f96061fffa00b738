"""Where the work was in one session, in the approach's own terms. Pure."""

from __future__ import annotations

from datetime import date
from typing import Annotated
from uuid import UUID

from pydantic import Field

from core.record import Line, Part, Text
from core.vocabulary import Stage


class SessionStep(Part):
    """One therapy session of an approach: the stage and step, the moves made, what is blocked.

    `step`, `moves` and `blocked_step` are ids of the approach's definition (for EFT the steps 1
    to 9 and the five moves). `enactments` counts encounters set up between the partners. Every
    field may stay empty: "not yet" is an answer.
    """

    on: date
    session_id: UUID | None = None
    stage: Stage = ""
    step: Line = ""
    moves: tuple[Line, ...] = ()
    enactments: Annotated[int, Field(ge=0, le=50)] | None = None
    blocked_step: Line = ""
    blocked_by: Text = ""
    note: Text = ""
