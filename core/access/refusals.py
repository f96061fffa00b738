"""Refused sign-ins in the trail: each of them, until a stranger could fill the disk with them."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

TOLD_EACH = 40
QUIET = timedelta(minutes=30)
THEN_EVERY = timedelta(minutes=1)


class Refusals:
    """Which refusals are told one by one, and which only as a number with the next."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._latest = self._told = clock()
        self._row = 0
        self._untold = 0

    def detail(self) -> str | None:
        """What to say of the refusal there is now; None: it is counted, and told later."""
        with self._lock:
            now = self._clock()
            # A clock that was set back must not keep refusals out of the trail.
            self._row = 1 if abs(now - self._latest) > QUIET else self._row + 1
            self._latest = now
            if self._row > TOLD_EACH and abs(now - self._told) < THEN_EVERY:
                self._untold += 1
                return None
            told, self._untold, self._told = self._untold, 0, now
            return f"and {told} more before" if told else ""
