"""Secrets held for a moment on the server, so that they need not go into a page.

A right passphrase waits for its second factor, a new second factor for its first code. Each is
bound to one browser, kept in memory for minutes, and forgotten when used.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from typing import Generic, TypeVar

from dashboard.door.sign_ins import hashed, steady

T = TypeVar("T")
MOST = 500


class Waiting(Generic[T]):
    """What waits, each under the hash of a browser's cookie or the id of its sign-in."""

    def __init__(self, seconds: float, clock: Callable[[], float] = steady) -> None:
        self._seconds = seconds
        self._clock = clock
        self._held: OrderedDict[str, tuple[float, T]] = OrderedDict()
        self._lock = Lock()

    def put(self, browser: str, what: T) -> None:
        """Hold this for the browser, in place of what was held before."""
        with self._lock:
            self._drop_old()
            self._held.pop(hashed(browser), None)
            self._held[hashed(browser)] = (self._clock() + self._seconds, what)
            while len(self._held) > MOST:
                self._held.popitem(last=False)

    def get(self, browser: str) -> T | None:
        """What is held for the browser, or None when nothing is or its time is over."""
        with self._lock:
            self._drop_old()
            found = self._held.get(hashed(browser))
        return found[1] if found else None

    def take(self, browser: str) -> T | None:
        """What is held for the browser, given once and forgotten."""
        with self._lock:
            self._drop_old()
            found = self._held.pop(hashed(browser), None)
        return found[1] if found else None

    def drop(self, browser: str) -> None:
        """Forget what was held."""
        with self._lock:
            self._held.pop(hashed(browser), None)

    def drop_old(self) -> None:
        """Forget everything whose time is over."""
        with self._lock:
            self._drop_old()

    def _drop_old(self) -> None:
        now = self._clock()
        for key in [k for k, (until, _) in self._held.items() if until <= now]:
            del self._held[key]
