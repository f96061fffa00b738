"""Who is signed in: records in the memory of this server, forgotten when it stops.

The browser holds a random token, the server a hash of it. Time is a steady clock, so that a
computer whose clock is set neither unlocks a screen nor throws anybody out, and one that was
asleep is locked when it wakes; the wall clock is kept only to be read by people.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from hashlib import sha256
from threading import Lock

LONGEST = 12 * 3600.0
IDLE_MINUTES = 15
MOST = 5_000


def steady() -> float:
    """Seconds on a clock that nobody can set and that goes on while the computer sleeps."""
    for name in ("CLOCK_BOOTTIME", "CLOCK_MONOTONIC"):  # Linux, macOS
        if hasattr(time, name):
            return time.clock_gettime(getattr(time, name))
    return time.monotonic()  # Windows


def hashed(token: str) -> str:
    """What is kept of a token."""
    return sha256(token.encode()).hexdigest()


@dataclass(frozen=True)
class SignIn:
    """One browser of one account, as it stood when it was looked up."""

    id: str
    account: str
    began: float
    last_active: float
    began_at: datetime
    active_at: datetime
    locked: bool = False
    must_choose_passphrase: bool = False


class SignIns:
    """Every sign-in of this server. Safe to ask from several threads."""

    def __init__(
        self,
        idle_minutes: Callable[[], float] = lambda: IDLE_MINUTES,
        clock: Callable[[], float] = steady,
        wall: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._idle_minutes = idle_minutes
        self._clock = clock
        self._wall = wall
        self._known: dict[str, SignIn] = {}
        self._fell_asleep: list[SignIn] = []
        self._lock = Lock()

    def start(
        self, account: str, *, must_choose_passphrase: bool = False, sign_in: str = ""
    ) -> tuple[str, SignIn]:
        """Sign in: a fresh random token, of which only the hash is kept, and the record."""
        token, now, at = secrets.token_urlsafe(32), self._clock(), self._wall()
        name = sign_in or secrets.token_hex(8)
        fresh = SignIn(name, account, now, now, at, at, False, must_choose_passphrase)
        with self._lock:
            while len(self._known) >= MOST:
                del self._known[next(iter(self._known))]
            self._known[hashed(token)] = fresh
        return token, fresh

    def find(self, token: str) -> SignIn | None:
        """The sign-in of a token, locked when nobody was there for too long; None when over."""
        with self._lock:
            key = self._key(token)
            return self._now(key) if key else None

    def touch(self, token: str) -> SignIn | None:
        """Somebody is there. A locked sign-in stays locked."""
        return self._change(token, only_open=True)

    def lock(self, token: str) -> SignIn | None:
        """Cover this sign-in until its passphrase is given again."""
        return self._change(token, locked=True)

    def unlock(self, token: str) -> SignIn | None:
        """Go on after the passphrase was given again."""
        return self._change(token, locked=False)

    def passphrase_chosen(self, token: str) -> SignIn | None:
        """The account has a passphrase of its own now; everything else opens."""
        return self._change(token, must_choose_passphrase=False)

    def end(self, token: str) -> SignIn | None:
        """Sign out; what was ended, or None."""
        with self._lock:
            key = self._key(token)
            return self._known.pop(key) if key else None

    def end_all(self, account: str, keep: str = "") -> int:
        """End every sign-in of an account but the one with the id `keep`; how many ended."""
        with self._lock:
            gone = [k for k, s in self._known.items() if s.account == account and s.id != keep]
            for key in gone:
                del self._known[key]
        return len(gone)

    def of_account(self, account: str) -> list[SignIn]:
        """This account's sign-ins, the latest first."""
        mine = [s for s in self._current() if s.account == account]
        return sorted(mine, key=lambda s: s.began, reverse=True)

    def accounts(self) -> set[str]:
        """The accounts that are signed in somewhere."""
        return {s.account for s in self._current()}

    def fell_asleep(self) -> list[SignIn]:
        """The sign-ins that were locked because nobody was there, each told once."""
        self._current()
        with self._lock:
            told, self._fell_asleep = self._fell_asleep, []
        return told

    def seconds_left(self, one: SignIn) -> float:
        """How long until this sign-in locks itself or ends, whichever comes first."""
        now = self._clock()
        idle = one.last_active + self._idle_minutes() * 60 - now
        return max(0.0, min(idle, one.began + LONGEST - now))

    def _key(self, token: str) -> str | None:
        # Every hash is compared, so that the time taken says nothing about any of them.
        wanted = hashed(token)
        return next(iter([k for k in self._known if hmac.compare_digest(wanted, k)]), None)

    def _now(self, key: str) -> SignIn | None:
        one, now = self._known[key], self._clock()
        if now - one.began >= LONGEST:
            del self._known[key]
            return None
        if not one.locked and now - one.last_active >= self._idle_minutes() * 60:
            one = self._known[key] = replace(one, locked=True)
            self._fell_asleep.append(one)
        return one

    def _current(self) -> Iterable[SignIn]:
        with self._lock:
            standing = [self._now(key) for key in list(self._known)]
        return [one for one in standing if one is not None]

    def _change(
        self,
        token: str,
        *,
        only_open: bool = False,
        locked: bool | None = None,
        must_choose_passphrase: bool | None = None,
    ) -> SignIn | None:
        with self._lock:
            key = self._key(token)
            one = self._now(key) if key else None
            if one is None or key is None or (only_open and one.locked):
                return one
            changed = replace(
                one,
                locked=one.locked if locked is None else locked,
                must_choose_passphrase=one.must_choose_passphrase
                if must_choose_passphrase is None
                else must_choose_passphrase,
            )
            if not changed.locked:
                changed = replace(changed, last_active=self._clock(), active_at=self._wall())
            self._known[key] = changed
            return changed
