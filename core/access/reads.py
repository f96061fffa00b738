"""Which reads are in the audit trail already, and which events wait for room on the disk."""

from __future__ import annotations

import threading
import time

from core.access.audit import AuditEvent

READ_AGAIN_SECONDS = 15 * 60


class Reads:
    """Which reads of this process are in the trail already, and which wait for room on disk."""

    MOST = 10_000

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._told: dict[tuple[object, ...], float] = {}
        self._waiting: list[AuditEvent] = []

    def is_due(self, what: tuple[object, ...]) -> bool:
        """Whether this read was not told within the last quarter of an hour."""
        with self._lock:
            return time.monotonic() - self._told.get(what, -1e9) > READ_AGAIN_SECONDS

    def told(self, what: tuple[object, ...]) -> None:
        """This read is in the trail now."""
        with self._lock:
            if len(self._told) >= self.MOST:
                self._told.clear()
            self._told[what] = time.monotonic()

    def wait(self, *events: AuditEvent) -> None:
        """Keep events that could not be written, for the next one that can."""
        with self._lock:
            self._waiting.extend(events)

    def take_waiting(self) -> list[AuditEvent]:
        """The events that wait, to be written now."""
        with self._lock:
            waiting, self._waiting = self._waiting, []
        return waiting
