"""What every part of the door shares: the practice, who is signed in, and how tries are counted."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple, Protocol, TypeVar
from uuid import UUID

from starlette.types import Scope

from core.errors import HavenlineError, SecondFactorNeeded, UserFacingError, WrongCode, WrongSecret
from dashboard.door.addresses import Reached
from dashboard.door.forms import FormTokens
from dashboard.door.sign_ins import IDLE_MINUTES, SignIn, SignIns, steady
from dashboard.door.tries import Tries, wait_sentence
from dashboard.door.waiting import Waiting

if TYPE_CHECKING:
    from core.assembly import Practice

T = TypeVar("T")
DEMO_ACCOUNT = "demo"
AT_ONCE = 2  # argon2 takes 64 MiB and a core each time
MOST_IN_LINE = 20
PENDING_SECONDS = 180.0
SETTING_UP_SECONDS = 900.0
ROUND_SECONDS = 1.0


class TooManyTries(UserFacingError):
    """So many wrong secrets that the next one has to wait; `wait` is in seconds."""

    def __init__(self, wait: float) -> None:
        super().__init__(wait_sentence(wait, datetime.now()))
        self.wait = wait


class TooBusy(UserFacingError):
    """More people are signing in at once than the computer can check."""


class HalfWay(NamedTuple):
    """Whose passphrase was right, while the code is still to come."""

    name: str
    secret: str
    email: str = ""  # in place of both: what the practice's own login vouched for


class _Named(Protocol):
    @property
    def name(self) -> str: ...


class Lane:
    """Secrets that are checked in turn, each counted against whoever gives it."""

    def __init__(self, clock: Callable[[], float], at_once: int) -> None:
        self.tries = Tries(clock)
        self._turn = asyncio.Semaphore(at_once)
        self._in_line = 0

    async def tried(self, who: str, check: Callable[[], T]) -> T:
        """Check a secret in a thread, counted against `who` and in turn.

        Raises TooManyTries or TooBusy before looking, and whatever `check` raises.
        """
        if self._in_line >= MOST_IN_LINE:
            raise TooBusy("Many people are signing in just now. Try again in a moment.")
        if wait := self.tries.begin(who):
            raise TooManyTries(wait)
        self._in_line += 1
        try:
            async with self._turn:
                found = await asyncio.to_thread(check)
        except (WrongSecret, WrongCode):
            raise
        except (SecondFactorNeeded, HavenlineError):
            self.tries.half_right(who)
            raise
        finally:
            self._in_line -= 1
        self.tries.right(who)
        return found


class Door:
    """Who may come in to one practice, and who is in."""

    def __init__(
        self,
        practice: Practice,
        reached: Reached,
        clock: Callable[[], float] = steady,
        *,
        practice_login: bool = False,
    ) -> None:
        self.practice = practice
        self.reached = reached
        self.practice_login = practice_login
        self._idle_minutes: float = IDLE_MINUTES
        self.sign_ins = SignIns(lambda: self._idle_minutes, clock)
        self._coming_in = Lane(clock, AT_ONCE)
        self._inside = Lane(clock, 1)
        self.tries = self._coming_in.tries
        self.tokens = FormTokens()
        self.half_way: Waiting[HalfWay] = Waiting(PENDING_SECONDS, clock)
        self.setting_up: Waiting[str] = Waiting(SETTING_UP_SECONDS, clock)
        self.choosing: Waiting[str] = Waiting(SETTING_UP_SECONDS, clock)
        self._cookie_name = ""

    @property
    def cookie_name(self) -> str:
        """The name of the sign-in cookie on this server's port, once somebody has asked for it."""
        return self._cookie_name

    def token_of(self, scope: Scope) -> str:
        """The sign-in token a request carries, or an empty text."""
        self._cookie_name = self.reached.cookie_name(scope)
        return self.reached.cookie_of(scope)

    def sign_in_of(self, scope: Scope) -> SignIn | None:
        """The sign-in a request belongs to, or None."""
        token = self.token_of(scope)
        return self.sign_ins.find(token) if token else None

    def name_of(self, sign_in: SignIn) -> str:
        """The name of the account that is signed in, or an empty text when it has gone."""
        account: _Named | None = self.practice.account(sign_in.account)
        return account.name if account else ""

    def unlocks_by(self, sign_in: SignIn) -> dict[str, bool]:
        """By what a locked sign-in may be unlocked: its passphrase, the practice's own login."""
        if not self.practice_login:
            return {"passphrase": not self.practice.demo, "practice": False}
        has_one = self.practice.by_login.has_passphrase(sign_in.account)
        return {"passphrase": has_one, "practice": True}

    def account_ended(self, account: str) -> None:
        """The account was closed or opened anew by an owner: all its sign-ins end at once."""
        self.sign_ins.end_all(account)

    async def tried(self, name: str, check: Callable[[], T]) -> T:
        """Check the secret of somebody who wants to come in under this name (see Lane)."""
        return await self._coming_in.tried(name, check)

    async def tried_inside(self, one: SignIn, check: Callable[[], T]) -> T:
        """Check a secret of somebody who is signed in: strangers' tries do not hold them up."""
        return await self._inside.tried(one.id, check)

    async def note(
        self, action: str, sign_in: SignIn, client: UUID | None = None, detail: str = ""
    ) -> None:
        """Save an audit event of what somebody did at the door."""
        who = (action, sign_in.account, sign_in.id)
        await asyncio.to_thread(self.practice.note, *who, client_id=client, detail=detail)

    @contextlib.asynccontextmanager
    async def kept(self, _app: object = None) -> AsyncIterator[None]:
        """While the server runs: make the rounds every second."""
        rounds = asyncio.create_task(self._make_rounds())
        try:
            yield
        finally:
            rounds.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await rounds

    async def _make_rounds(self) -> None:
        while True:
            # A round that fails (a full disk, say) must not leave the door unwatched.
            with contextlib.suppress(Exception):
                await self.make_round()
            await asyncio.sleep(ROUND_SECONDS)

    async def make_round(self) -> None:
        """Lock what was left alone, end what may no longer be, forget old secrets."""
        self.half_way.drop_old()
        self.setting_up.drop_old()
        self.choosing.drop_old()
        for one in self.sign_ins.fell_asleep():
            with contextlib.suppress(Exception):  # the next one is told all the same
                await self.note("account.locked", one)
        if accounts := self.sign_ins.accounts():
            self._idle_minutes = await asyncio.to_thread(self.practice.idle_minutes)
            for key in await asyncio.to_thread(self._gone, accounts):
                self.sign_ins.end_all(key)

    def _gone(self, accounts: set[str]) -> set[str]:
        return {key for key in accounts if not self._still_there(key)}

    def _still_there(self, account: str) -> bool:
        demo = self.practice.demo and account == DEMO_ACCOUNT
        return demo or self.practice.account(account) is not None
