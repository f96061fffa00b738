"""The ratings of an expectation in order of their days. Pure."""

from __future__ import annotations

from core.history.model import BeliefRating, WorkingModel


def ratings_in_order(model: WorkingModel) -> list[BeliefRating]:
    """The ratings by day, the oldest first; of two of one day the one entered later is last."""
    return sorted(model.ratings, key=lambda rating: rating.on)


def latest_rating(model: WorkingModel) -> BeliefRating | None:
    """How true it felt when it was last asked (0-100), whenever it was typed in; or None."""
    ordered = ratings_in_order(model)
    return ordered[-1] if ordered else None
