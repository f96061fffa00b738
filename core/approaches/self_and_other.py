"""How true the expectations of self and others felt: first, as a stage began, latest. Pure.

Ratings are the client's own, 0-100, of one sentence at a time. They are told with their days
and never added up; nothing is said about why one moved.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Literal, NamedTuple

from core.approaches.model import Plan
from core.history.beliefs import ratings_in_order
from core.history.model import BeliefRating, WorkingModel

About = Literal["self", "others", "both", "unsaid"]
_UNSAID = ("", "not_asked", "declined", "unknown")


class Expectation(NamedTuple):
    """One expectation and its ratings; `at_stage` is the last one up to the stage's first day."""

    model: WorkingModel
    about: About
    ratings: tuple[BeliefRating, ...]
    at_stage: BeliefRating | None

    @property
    def first(self) -> BeliefRating | None:
        """The earliest rating, or None."""
        return self.ratings[0] if self.ratings else None

    @property
    def latest(self) -> BeliefRating | None:
        """The latest rating, or None."""
        return self.ratings[-1] if self.ratings else None


def stage_began(plan: Plan | None) -> date | None:
    """The day the current stage was reached, the first one since which it has not changed."""
    if plan is None or not plan.stages:
        return None
    ordered = sorted(plan.stages, key=lambda reached: reached.on)
    began = ordered[-1]
    for reached in ordered[::-1]:
        if reached.stage != began.stage:
            break
        began = reached
    return began.on


def self_and_other(models: Sequence[WorkingModel], began: date | None) -> list[Expectation]:
    """Every expectation of self or others, those of the self first; taken-out ones left out.

    A rating of the stage's first day counts as before it: it is asked as the session opens.
    """
    order = ("self", "both", "others", "unsaid")
    found = [_expectation(one, began) for one in models if not one.retired]
    return sorted(found, key=lambda one: order.index(one.about))


def _expectation(model: WorkingModel, began: date | None) -> Expectation:
    rated = ratings_in_order(model)
    before = [rating for rating in rated if began and rating.on <= began]
    return Expectation(model, about(model), tuple(rated), before[-1] if before else None)


def about(model: WorkingModel) -> About:
    """Whom an expectation is about, by the words chosen from the two lists."""
    of_self, of_others = model.self_view not in _UNSAID, model.other_view not in _UNSAID
    if of_self and of_others:
        return "both"
    return "self" if of_self else "others" if of_others else "unsaid"


def rated_on(model: WorkingModel, on: date, percent: int) -> WorkingModel:
    """The expectation with a rating of a day; another one of that day is corrected by it.

    Earlier days stay as they are. Raises InvalidEntry outside 0-100.
    """
    others = tuple(rating for rating in model.ratings if rating.on != on)
    return model.amended(ratings=(*others, {"on": on, "percent": percent}))
