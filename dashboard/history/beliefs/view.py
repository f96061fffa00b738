"""How true an expectation felt over time: its ratings in order, 0-100."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID

from core.history.beliefs import ratings_in_order
from core.history.model import WorkingModel
from dashboard.components.text import day


class BeliefCourse(NamedTuple):
    """One expectation's ratings, oldest first."""

    entry: UUID
    days: tuple[date, ...]
    percents: tuple[int, ...]

    @property
    def alt(self) -> str:
        """The ratings in words."""
        said = ", ".join(
            f"{percent} on {day(on, year=True)}"
            for on, percent in zip(self.days, self.percents, strict=True)
        )
        return f"How true it felt, 0 to 100: {said}."


def belief_course(model: WorkingModel) -> BeliefCourse | None:
    """The ratings as a course, or None below two: one rating is no course."""
    rated = ratings_in_order(model)
    if len(rated) < 2:
        return None
    return BeliefCourse(
        model.id, tuple(one.on for one in rated), tuple(one.percent for one in rated)
    )
