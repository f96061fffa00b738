"""What a person changes about their own way in: passphrase, codes, second factor."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from core.access import second_factor
from core.access.accounts import Account
from core.access.keeper import Keeper
from core.access.keys import new_recovery_code
from core.access.passphrases import check_passphrase
from core.errors import NotAllowedNow


class WayIn(Protocol):
    """What is needed of the practice: who somebody is, and saving what they changed."""

    def check_again(self, key: str, secret: str) -> None:
        """Raises WrongSecret."""

    def known(self, key: str) -> Account:
        """The open account. Raises NotAllowedNow."""

    def keeper(self) -> Keeper:
        """Who hands out copies of the key. Raises NotAllowedNow in the demo."""

    def save_account(self, account: Account, action: str) -> Account:
        """Save the account with its audit event."""


class OwnAccount:
    """A person's own account; nobody changes these things for somebody else."""

    def __init__(self, way_in: WayIn, clock: Callable[[], datetime]) -> None:
        self._way_in = way_in
        self._clock = clock
        self._enrolling: dict[str, str] = {}

    def set_password(self, key: str, old_secret: str, new: str) -> None:
        """Choose a new passphrase; an invitation ends in the same write.

        Raises WrongSecret or InvalidEntry; the old one stays then.
        """
        self._way_in.check_again(key, old_secret)
        account = self._way_in.known(key)
        passphrase = check_passphrase(new, account.name)
        self._way_in.keeper().lock_up(
            key, account.name, {"passphrase": passphrase}, instead_of=("invitation",)
        )
        if account.must_choose_password:
            account = account.amended(must_choose_password=False)
        self._way_in.save_account(account, "account.passphrase_set")

    def new_recovery_code(self, key: str, secret: str) -> str:
        """A new recovery code in place of the old one; shown once."""
        self._way_in.check_again(key, secret)
        account, code = self._way_in.known(key), new_recovery_code()
        self._way_in.keeper().lock_up(key, account.name, {"recovery": code})
        self._way_in.save_account(account, "account.recovery_code_made")
        return code

    def begin_second_factor(self, key: str) -> str:
        """The address for an authenticator app; counts only once a code was confirmed."""
        account = self._way_in.known(key)
        self._way_in.keeper()
        self._enrolling[key] = second_factor.new_secret()
        return second_factor.address(self._enrolling[key], account.name)

    def confirm_second_factor(self, key: str, code: str) -> list[str]:
        """Turn the second factor on; returns the one-time codes. Raises WrongCode."""
        account, secret = self._way_in.known(key), self._enrolling.get(key, "")
        if not secret:
            raise NotAllowedNow("Begin again: scan the picture first, then type the code.")
        _, step = second_factor.checked(secret, (), code, self._clock(), -1)
        codes = second_factor.new_one_time_codes()
        hashes = tuple(second_factor.one_time_hash(one) for one in codes)
        changed = account.amended(second_factor=secret, one_time_hashes=hashes, last_step=step)
        self._way_in.save_account(changed, "account.second_factor_on")
        del self._enrolling[key]
        return codes

    def end_second_factor(self, key: str, secret: str) -> None:
        """Turn the second factor off. Raises WrongSecret."""
        self._way_in.check_again(key, secret)
        changed = self._way_in.known(key).amended(
            second_factor="", one_time_hashes=(), last_step=-1
        )
        self._way_in.save_account(changed, "account.second_factor_off")
