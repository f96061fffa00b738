"""What one process knows of an open store: its commits, who may use it now, what was read."""

from __future__ import annotations

import threading
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

from core.store.anchor import Anchor

T = TypeVar("T")


class Turnstile:
    """Lets any number of statements pass at once, or one that needs the store to itself."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._inside = 0
        self._closed = False

    @contextmanager
    def passing(self) -> Iterator[None]:
        """Pass with the others; waits while somebody has the store to themselves."""
        with self._changed:
            while self._closed:
                self._changed.wait()
            self._inside += 1
        try:
            yield
        finally:
            with self._changed:
                self._inside -= 1
                if not self._inside:
                    self._changed.notify_all()

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Be the only one: waits for those inside, and lets nobody in meanwhile."""
        with self._changed:
            while self._closed:
                self._changed.wait()
            self._closed = True
            while self._inside:
                self._changed.wait()
        try:
            yield
        finally:
            with self._changed:
                self._closed = False
                self._changed.notify_all()


class Finding(NamedTuple):
    """Something opening the store found out, which the trail has still to be told."""

    at: datetime
    action: str
    detail: str


class Commits:
    """How many transactions this process has committed to one store, and who may write now.

    One transaction writes at a time, because the audit trail has one end (`trail_end`: the
    number and hash of its last event, None when it has to be read). `copying` is held while
    the whole store is copied; who needs both takes it before `writing`. `erased` are the
    clients that were erased, None when they have to be read. `found` is what opening the
    store found out, until a commit has told the trail.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self.writing = threading.RLock()
        self.copying = threading.RLock()
        self.turnstile = Turnstile()
        self.trail_end: tuple[int, str] | None = None
        self.erased: frozenset[UUID] | None = None
        self.found: tuple[Finding, ...] = ()
        self.anchor: Anchor | None = None
        self._telling = False
        self.count = 0

    def add(self) -> None:
        """Count one more."""
        with self._lock:
            self.count += 1

    def to_be_told(self) -> tuple[Finding, ...]:
        """What the transaction that is going on has to tell the trail first."""
        if self._telling:
            return ()
        self._telling = True
        return self.found

    def committed(self) -> None:
        """After each commit: what was found is told, and the trail's end is written down."""
        if self._telling:
            self.found, self._telling = (), False
        if self.anchor and self.trail_end:
            self.anchor.write(*self.trail_end)

    def rolled_back(self) -> None:
        """After a transaction that came to nothing: what it did is not known any more."""
        self.trail_end = self.erased = None
        self._telling = False


class Memory:
    """What was read since the last commit; one process owns the store, so this is exact."""

    MOST = 64

    def __init__(self, commits: Commits) -> None:
        self.commits = commits
        self._lock = threading.Lock()
        self._at = -1
        self._known: dict[Hashable, Any] = {}

    def get(self, name: Hashable, read: Callable[[], T]) -> T:
        """What is known under this name, read now when it is not."""
        at = self.commits.count
        with self._lock:
            if self._at != at or len(self._known) >= self.MOST:
                self._at, self._known = at, {}
            if name in self._known:
                value: T = self._known[name]
                return value
        value = read()
        with self._lock:
            if self._at == at == self.commits.count:
                self._known[name] = value
        return value

    def forget(self) -> None:
        """Let go of everything now, not only when the next is read."""
        with self._lock:
            self._at, self._known = -1, {}
