"""Wrong tries: counted for whoever tries, with a wait that grows and is told.

A try is counted before the secret is looked at and forgiven when it was right, so that a
hundred requests at once count as a hundred. Names are treated alike whether they exist or not:
while very many tries go wrong, each name has one try at a time, and nobody waits for what
somebody else typed. A limit that all share would let one stranger keep everybody out.
"""

from __future__ import annotations

import math
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from threading import Lock

from core.access.keys import name_key
from dashboard.door.sign_ins import steady

FREE_TRIES = 5
FIRST_WAIT = 30.0
LONGEST_WAIT = 30 * 60.0
FORGOTTEN_AFTER = 24 * 3600.0
# Each costs a stranger a tenth of a second or more: pushing a count out takes over an hour.
MOST_NAMES = 50_000
# Everybody's wrong tries together: one person's mistakes never reach it.
FREE_TRIES_OVERALL = 40
OVERALL_FORGOTTEN_AFTER = 30 * 60.0


@dataclass(slots=True)
class _Count:
    wrong: int = 0
    latest: float = 0.0
    not_before: float = 0.0
    not_before_that: float = 0.0


def wait_after(wrong: int, free: int, longest: float) -> float:
    """Seconds to wait after so many wrong tries: none at first, then doubling."""
    if wrong < free:
        return 0.0
    return float(min(longest, FIRST_WAIT * 2 ** min(wrong - free, 30)))


def wait_sentence(seconds: float, now: datetime) -> str:
    """How long to wait, and until when, in words."""
    if seconds <= 90:
        whole = max(1, math.ceil(seconds))
        return f"Too many wrong tries. Wait {whole} second{'s' if whole != 1 else ''}."
    until = now + timedelta(seconds=seconds)
    return f"Too many wrong tries. Wait {math.ceil(seconds / 60)} minutes, until {until:%H:%M}."


class Tries:
    """The wrong tries of this server, by name or by sign-in."""

    def __init__(self, clock: Callable[[], float] = steady) -> None:
        self._clock = clock
        self._names: OrderedDict[bytes, _Count] = OrderedDict()
        self._overall = _Count()
        self._lock = Lock()

    def begin(self, name: str) -> float:
        """Count a try before it is looked at. Returns the seconds to wait; 0: go on."""
        with self._lock:
            now, mine = self._clock(), self._count_of(name)
            self._forget_old(mine, now)
            if mine.not_before > now:
                return mine.not_before - now
            least = FIRST_WAIT if self._overall.wrong >= FREE_TRIES_OVERALL else 0.0
            self._add(mine, now, max(least, wait_after(mine.wrong + 1, FREE_TRIES, LONGEST_WAIT)))
            self._add(self._overall, now, 0.0)
            return 0.0

    def right(self, name: str) -> None:
        """The whole sign-in was right: this name starts afresh."""
        with self._lock:
            self._names.pop(_kept(name), None)
            self._take_back(self._overall)

    def half_right(self, name: str) -> None:
        """The passphrase was right, the second factor is still to come: this try is no wrong one.

        Earlier wrong tries stay counted, so that codes cannot be guessed by starting over.
        """
        with self._lock:
            self._take_back(self._count_of(name))
            self._take_back(self._overall)

    def wait(self, name: str) -> float:
        """Seconds until the next try of this name is looked at."""
        with self._lock:
            mine = self._names.get(_kept(name), _Count())
            return max(0.0, mine.not_before - self._clock())

    def _count_of(self, name: str) -> _Count:
        key = _kept(name)
        mine = self._names.setdefault(key, _Count())
        self._names.move_to_end(key)
        while len(self._names) > MOST_NAMES:
            self._names.popitem(last=False)
        return mine

    def _forget_old(self, mine: _Count, now: float) -> None:
        if now - mine.latest > FORGOTTEN_AFTER:
            mine.wrong = 0
        if now - self._overall.latest > OVERALL_FORGOTTEN_AFTER:
            self._overall.wrong = 0

    @staticmethod
    def _add(count: _Count, now: float, wait: float) -> None:
        count.wrong += 1
        count.latest = now
        count.not_before_that = count.not_before
        count.not_before = now + wait

    @staticmethod
    def _take_back(count: _Count) -> None:
        count.wrong = max(0, count.wrong - 1)
        count.not_before = count.not_before_that


def _kept(name: str) -> bytes:
    # A name typed into the wrong field may be a passphrase; only its hash is remembered.
    return sha256(name_key(name).encode("utf-8", "replace")).digest()
