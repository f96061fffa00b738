"""Accounts: who works in the practice, and in which role."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated
from uuid import NAMESPACE_URL, UUID, uuid5

from pydantic import Field

from core.access import policies
from core.access.actor import FIRST_ACCOUNT, Actor, Role
from core.access.audit import act
from core.access.keys import Lock, name_key, new_recovery_code
from core.errors import InvalidEntry, NotAllowedNow, NotFound, StaleEdit, StorageError
from core.record import Filing, Record, build

if TYPE_CHECKING:
    from core.access.admission import Admission
    from core.access.keeper import Keeper
    from core.store.records import RecordStore

PRACTICE_ID = uuid5(NAMESPACE_URL, "havenline:practice")
NO_KEY_FILE = "The demo has one account and no passphrase. Make a store of your own to add people."
CLOSED_ONLY = (
    "The account is closed and signed out, but the key file could not be written: the disk may be "
    "full or read-only. Make room and start Havenline again, so that its key goes too."
)


def account_id(key: str) -> UUID:
    """The record id of the account with this key."""
    return uuid5(PRACTICE_ID, key)


class Account(Record):
    """One person's way into the store.

    `key` is what records and the audit trail name the person by; it never changes. `name`
    is what they sign in with. `second_factor` is the secret an authenticator app holds,
    empty when there is none; of one-time codes only hashes are kept. `last_step` is the time
    step of the newest six-digit code that was used: no code of it or before it works again.
    """

    client_id: UUID = PRACTICE_ID
    key: Annotated[str, Field(pattern=r"^[a-z0-9]{1,40}$")]
    name: Annotated[str, Field(min_length=1, max_length=120)]
    role: Role = "clinician"
    active: bool = True
    email: Annotated[str, Field(max_length=200)] = ""
    second_factor: Annotated[str, Field(max_length=80)] = ""
    one_time_hashes: tuple[str, ...] = ()
    last_step: int = -1
    must_choose_password: bool = False

    def filing(self) -> Filing:
        """Filed under the role, about the key."""
        return Filing(state=self.role, about=self.key)

    def as_actor(self, sign_in: str = "", *, screen_share: bool = False) -> Actor:
        """This person, acting through one sign-in."""
        return Actor(self.key, self.name, self.role, sign_in, screen_share)


def new_account(key: str, name: str, role: Role, *, invited: bool = False) -> Account:
    """An account that is not saved yet. Raises InvalidEntry for a name that will not do."""
    return build(
        Account, id=account_id(key), key=key, name=name, role=role, must_choose_password=invited
    )


class AccountService:
    """Who works here. Only an owner changes it; everybody may read who is who."""

    def __init__(
        self,
        accounts: RecordStore[Account],
        admission: Admission,
        keeper: Keeper | None,
        ended: Callable[[str], None],
    ) -> None:
        self._accounts = accounts
        self._admission = admission
        self._keeper = keeper
        self._ended = ended

    def every(self, actor: Actor) -> list[Account]:  # noqa: ARG002
        """All accounts, active ones first, by name, without the secrets of their second factor."""
        found = [_shown(one) for one in self._known()]
        return sorted(found, key=lambda one: (not one.active, one.name.casefold()))

    def _known(self) -> list[Account]:
        return self._accounts.connection.remembered_by_store(
            "accounts", lambda: self._accounts.for_client(PRACTICE_ID)
        )

    def by_key(self, key: str) -> Account | None:
        """The account with this key, also a closed one, or None."""
        return next((one for one in self._known() if one.key == key), None)

    def names(self) -> dict[str, str]:
        """What to call the author of an entry, by account key."""
        found = self.every(Actor("", "", "auditor"))
        return {"demo": "Demo clinician", "server": "This computer"} | {
            a.key: a.name for a in found
        }

    def invite(self, actor: Actor, name: str, role: Role, email: str = "") -> tuple[Account, str]:
        """A new account and the code that opens it once, until a passphrase is chosen.

        Raises InvalidEntry when somebody has this name already.
        """
        self._admission.check(actor, "accounts.manage")
        if any(name_key(one.name) == name_key(name) for one in self.every(actor)):
            raise InvalidEntry("Name: somebody here has this name already. Choose another one.")
        account = new_account(secrets.token_hex(6), name, role, invited=True)
        account = account.amended(email=email)
        return account, self._invited(actor, account, "account.invited")

    def invite_again(self, actor: Actor, account: Account) -> str:
        """A new code for somebody who forgot everything; the old passphrase ends.

        It ends first of all, so that it never opens an account without its second factor. The
        only owner stays as they are: were this cut short, nobody could open the store.
        """
        self._admission.check(actor, "accounts.manage")
        account = self._stored(account)
        policies.check_can_lose_owner_now(self._now(), account)
        changed = account.amended(
            must_choose_password=True, second_factor="", one_time_hashes=(), last_step=-1
        )
        return self._invited(
            actor, changed, "account.invited_again", instead_of=("passphrase", "recovery")
        )

    def _invited(
        self, actor: Actor, account: Account, action: str, instead_of: tuple[Lock, ...] = ()
    ) -> str:
        keeper, code = self._need_keeper(), new_recovery_code()
        keeper.lock_up(account.key, account.name, {"invitation": code}, instead_of)
        if instead_of:
            self._ended(account.key)
        self._save(actor, account, action)
        return code

    def change(self, actor: Actor, account: Account, *, role: Role, email: str) -> Account:
        """Set somebody's role. The last owner stays owner."""
        self._admission.check(actor, "accounts.manage")
        account = self._stored(account)
        with self._accounts.connection.transaction():  # of two owners, one stays
            if role != "owner":
                policies.check_can_lose_owner_now(self._now(), account)
            return self._save(actor, account.amended(role=role, email=email), "account.role_set")

    def close(self, actor: Actor, account: Account) -> Account:
        """Close an account: its copies of the key go, its sign-ins end at once.

        Cut short between the two, it is closed all the same, and opening the store the next
        time takes the copies away (Practice.open_with).
        """
        self._admission.check(actor, "accounts.manage")
        account = self._stored(account)
        keeper = self._need_keeper()
        with self._accounts.connection.transaction():
            policies.check_can_lose_owner_now(self._now(), account)
            saved = self._save(actor, account.amended(active=False), "account.closed")
        self._ended(account.key)
        try:
            keeper.shut_out(account.key)
        except StorageError:
            raise StorageError(CLOSED_ONLY) from None
        return saved

    def reopen(self, actor: Actor, account: Account) -> str:
        """Open a closed account again; returns the invitation code."""
        self._admission.check(actor, "accounts.manage")
        account = self._stored(account)
        changed = account.amended(active=True, must_choose_password=True)
        return self._invited(actor, changed, "account.reopened")

    def _stored(self, account: Account) -> Account:
        """The whole account behind one that was shown. Raises StaleEdit when it was changed."""
        stored = self.one(account.key)
        if stored.version != account.version:
            raise StaleEdit(account, _shown(stored))
        return stored

    def _now(self) -> list[Account]:
        return self._accounts.for_client(PRACTICE_ID)

    def _save(self, actor: Actor, account: Account, action: str) -> Account:
        event = act(actor, action, detail=f"account:{account.key}")
        return self._accounts.save(account, event)

    def _need_keeper(self) -> Keeper:
        if self._keeper is None:
            raise NotAllowedNow(NO_KEY_FILE)
        return self._keeper

    def one(self, key: str) -> Account:
        """The account with this key. Raises NotFound."""
        found = self.by_key(key)
        if found is None:
            raise NotFound("There is no such account any more.")
        return found


def _shown(account: Account) -> Account:
    on = "on" if account.second_factor else ""
    return account.model_copy(update={"second_factor": on, "one_time_hashes": ()})


def first_account(name: str) -> Account:
    """The owner's account that a store is made with."""
    return new_account(FIRST_ACCOUNT, name or "Owner", "owner")
