"""Signing in through a practice's own login: its provider says whose e-mail address it is.

The store was opened by the server's key when the program started, so no secret of the person
is needed to read it. Everything that ends an account ends this way in as well.
"""

from __future__ import annotations

from typing import Protocol

from core.access.accounts import Account
from core.access.keys import KeyFile
from core.errors import WrongSecret

PRACTICE_LOGIN = "practice login"
NOBODY = (
    "Your practice's login does not belong to an open account here. "
    "Ask an owner of the practice to put your e-mail address into your account."
)


class WayIn(Protocol):
    """What is needed of the practice: who works there, the second step, and the trail."""

    def every_account(self) -> list[Account]:
        """All accounts, closed ones too."""

    def with_code(self, account: Account, code: str, sign_in: str) -> Account:
        """The account after its second step. Raises SecondFactorNeeded or WrongCode."""

    def note(self, action: str, account: str = "", sign_in: str = "", *, detail: str = "") -> None:
        """Tell the audit trail."""


class ByLogin:
    """Which account an address of the practice's own login opens."""

    def __init__(self, way_in: WayIn, key_file: KeyFile) -> None:
        self._way_in = way_in
        self._key_file = key_file

    def account_of(self, email: str) -> Account | None:
        """The one active account with this address; None also when two have it."""
        wanted = _folded(email)
        every = self._way_in.every_account()
        fitting = [a for a in every if a.active and _folded(a.email) == wanted]
        return fitting[0] if wanted and len(fitting) == 1 else None

    def sign_in(self, email: str, code: str = "", *, sign_in: str = "") -> Account:
        """The account of the person whose address the provider vouched for.

        A second step that the account has is asked for all the same. An invited person need
        not choose a passphrase. Raises WrongSecret, SecondFactorNeeded or WrongCode.
        """
        account = self.account_of(email)
        if account is None:
            self.refused(sign_in)
            raise WrongSecret(NOBODY)
        if account.second_factor:
            account = self._way_in.with_code(account, code, sign_in)
        self._way_in.note("account.signed_in", account.key, sign_in, detail=PRACTICE_LOGIN)
        return account

    def refused(self, sign_in: str = "") -> None:
        """Somebody came from the practice's login who may not come in."""
        self._way_in.note("account.refused", "unknown", sign_in, detail=PRACTICE_LOGIN)

    def has_passphrase(self, account: str) -> bool:
        """Whether this account chose a passphrase, with which it can unlock its screen."""
        return self._key_file.has(account, "passphrase")


def _folded(address: str) -> str:
    # Letters that only look alike fold into each other outside ASCII (the Kelvin sign and k).
    plain = address.strip()
    return plain.lower() if plain.isascii() else plain
