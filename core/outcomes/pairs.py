"""First and latest score of every client on one scale, for a view of the whole caseload."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from uuid import UUID


class Pair(NamedTuple):
    """One client's first and latest score. With one score both are the same measurement.

    `name` is the code where the account may not see the name.
    """

    client_id: UUID
    code: str
    name: str
    first_on: date
    pre: float
    latest_on: date
    post: float
    n_scores: int

    @property
    def has_change(self) -> bool:
        """Whether there are two scores to compare; one score is not "unchanged"."""
        return self.n_scores > 1
