"""The second step of signing in, for an account that has one: each code works once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from core.access import second_factor
from core.access.accounts import Account
from core.errors import StorageError, WrongCode


class WayIn(Protocol):
    """What is needed of the practice: the account as it is now, saving it, and the trail."""

    def known(self, key: str) -> Account:
        """The open account. Raises NotAllowedNow."""

    def save_account(self, account: Account, action: str) -> Account:
        """Save the account with its audit event."""

    def note(self, action: str, account: str = "", sign_in: str = "", *, detail: str = "") -> None:
        """Tell the audit trail."""


class SecondStep:
    """Checks codes one after the other, and saves what was used before anybody is let in."""

    def __init__(self, way_in: WayIn, clock: Callable[[], datetime]) -> None:
        self._way_in = way_in
        self._clock = clock
        self._one_at_a_time = threading.Lock()
        self._unsaved: dict[str, int] = {}

    def passed(self, key: str, code: str, sign_in: str) -> Account:
        """The account after its second step. Raises SecondFactorNeeded or WrongCode."""
        with self._one_at_a_time:
            account = self._way_in.known(key)
            last = max(account.last_step, self._unsaved.get(key, -1))
            try:
                hashes, step = second_factor.checked(
                    account.second_factor, account.one_time_hashes, code, self._clock(), last
                )
            except WrongCode:
                self._way_in.note("account.refused", key, sign_in, detail="second factor")
                raise
            return self._saved(account.amended(one_time_hashes=hashes, last_step=step), step > last)

    def _saved(self, used: Account, by_app: bool) -> Account:
        if not by_app:
            return self._way_in.save_account(used, "account.one_time_code_used")
        try:
            return self._way_in.save_account(used, "account.app_code_used")
        except (
            StorageError
        ):  # a full disk must not keep anybody out; the code is spent all the same
            self._unsaved[used.key] = used.last_step
            return self._way_in.known(used.key)
