"""A practice: its store, locked or open, and the accounts that sign in to it."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self
from uuid import UUID

from core.access.accounts import NO_KEY_FILE, Account, first_account, new_account
from core.access.admission import Reads
from core.access.audit import Actor, AuditEvent, act
from core.access.by_login import ByLogin
from core.access.keeper import Keeper
from core.access.keys import KeyFile
from core.access.own_account import OwnAccount
from core.access.refusals import Refusals
from core.access.second_step import SecondStep
from core.errors import NotAllowedNow, StorageError, StoreUnusable, WrongSecret
from core.store.connection import Connection, Store
from core.store.migrate import migrate
from core.store.rebuilding import finish_rebuilding, rebuild
from core.store.records import RecordStore
from core.store.trail import write_event
from core.wiring import Services, Surroundings, wired

Clock = Callable[[], datetime]
OWNER = Actor("owner", "Owner", "owner")
DEMO_CLINICIAN = Actor("demo", "Demo clinician", "owner")
_DEMO_ACCOUNT = new_account("demo", "Demo clinician", "owner")
_NO_ENTRY = "That name with that passphrase or code does not open this store. Try again."
_CHOOSE_FIRST = (
    "This account has no passphrase of its own yet. Sign in in the dashboard first and choose one."
)
IDLE_MINUTES = 15


class Practice:
    """A store and who works in it. The server holds one for as long as it runs.

    It may begin locked: then nothing can be read until somebody signs in, because the key
    to the store is nowhere but in their passphrase.
    """

    def __init__(self, store: Store | None, *, demo: bool, clock: Clock | None = None,
                 directory: Path | None = None) -> None:  # fmt: skip
        if store is None and directory is None:
            raise ValueError("a practice needs a store or the folder of one")
        self.directory = store.directory if store else directory or Path()
        self.demo = demo
        self.actor = DEMO_CLINICIAN if demo else OWNER
        self.on_ended: list[Callable[[str], None]] = []
        self.erased: set[UUID] = set()
        self._store = store
        self._clock = clock or (lambda: datetime.now(UTC))
        self._keys = KeyFile(self.directory)
        self._keeper: Keeper | None = None
        self._reads = Reads()
        self._opening = threading.Lock()
        self._waiting: list[AuditEvent] = []
        self._refusals = Refusals(self._clock)
        self._second_step = SecondStep(self, self._clock)
        self.own = OwnAccount(self, self._clock)
        self.by_login = ByLogin(self, self._keys)

    @classmethod
    def shut(cls, directory: Path, clock: Clock | None = None) -> Self:
        """The practice of a real store that nobody has opened yet."""
        return cls(None, demo=False, clock=clock, directory=directory)

    @property
    def locked(self) -> bool:
        """Whether nobody has opened the store since the program started."""
        return self._store is None

    def open_with(self, data_key: bytes) -> None:
        """Open the store with its key, bring it up to date, and name its first account."""
        with self._opening:
            first = self._store is None
            if self._store is None:
                store = Store(self.directory, data_key)
                try:
                    migrate(store.connection())
                    finish_rebuilding(store)
                except BaseException:
                    store.close()
                    raise
                self._store = store
            if not self.demo:
                self._keeper = Keeper(self._keys, data_key)
                self._name_first_account()
                if first:  # later, somebody may be in the middle of being invited
                    self._keep_keys_of_open_accounts()
        self._flush()

    def _name_first_account(self) -> None:
        if not self._accounts().for_client(first_account("").client_id):
            known = self._keys.names().get(OWNER.account)
            name = known or self.services().settings.current(OWNER).clinician
            self.save_account(first_account(name), "account.created")
        for account in self._accounts().for_client(first_account("").client_id):
            if account.active and account.key not in self._keys.names():
                self._keys.name_account(account.key, account.name)

    def _keep_keys_of_open_accounts(self) -> None:
        # Whoever closed an account may have been stopped before its copies of the key were gone.
        every = self._accounts().for_client(first_account("").client_id)
        with contextlib.suppress(StorageError):  # tried again on the next opening
            self._keys.keep_only({account.key for account in every if account.active})

    def now(self) -> datetime:
        """The moment it is."""
        return self._clock()

    def today(self) -> date:
        """The calendar day where the program runs."""
        return self._clock().astimezone().date()

    def idle_minutes(self) -> int:
        """After how many minutes without a touch a screen locks itself."""
        if self.locked:
            return IDLE_MINUTES
        return self.services().settings.current(self.actor).idle_minutes

    # Who signs in

    def account_names(self) -> list[str]:
        """The names that can sign in; empty for a store that version 0.1 made."""
        return sorted(self._keys.names().values())

    def sign_in(self, name: str, secret: str, code: str = "", *, sign_in: str = "") -> Account:
        """The account of a person who knows its secret, and the store opened by it.

        Raises WrongSecret, SecondFactorNeeded or WrongCode. Takes 0.2 s on purpose.
        """
        try:
            opened = self._keys.open(secret, name)
        except WrongSecret:
            if (more := self._refusals.detail()) is not None:
                self.note("account.refused", "unknown", sign_in, detail=more)
            raise
        self.open_with(opened.data_key)
        account = self.account(opened.account)
        if account is None:
            self._tell(AuditEvent(actor=opened.account, sign_in=sign_in, action="account.refused"))
            raise WrongSecret(_NO_ENTRY)
        if account.second_factor and opened.lock != "invitation":
            account = self.with_code(account, code, sign_in)
        if opened.lock != "passphrase" and not account.must_choose_password:
            account = self.save_account(
                account.amended(must_choose_password=True), "account.opened_by_code"
            )
        self._tell(act(account.as_actor(sign_in), "account.signed_in", detail=opened.lock))
        return account

    def enter(self, secret: str, code: Callable[[], str], name: str | None = None) -> None:
        """Sign in from the command line, where without a name the secret says whose it is.

        Raises InvalidEntry when it is two people's, NotAllowedNow before a passphrase is chosen.
        """
        opened = self._keys.open(secret, name)
        self.open_with(opened.data_key)
        account = self.account(opened.account)
        if account is None:
            raise WrongSecret(_NO_ENTRY)
        if account.must_choose_password or opened.lock not in ("passphrase", "recovery"):
            raise NotAllowedNow(_CHOOSE_FIRST)
        if account.second_factor:
            account = self.with_code(account, code(), "")
        self.actor = account.as_actor()
        self._tell(act(self.actor, "account.signed_in", detail="command line"))

    def with_code(self, account: Account, code: str, sign_in: str) -> Account:
        """The account after its second step. Raises SecondFactorNeeded or WrongCode."""
        return self._second_step.passed(account.key, code, sign_in)

    def account(self, key: str) -> Account | None:
        """The account with this key while it is open to its owner, else None."""
        if self.demo:
            return _DEMO_ACCOUNT if key == _DEMO_ACCOUNT.key else None
        found = None if self.locked else self.services().accounts.by_key(key)
        return found if found and found.active else None

    def check_again(self, key: str, secret: str) -> None:
        """Raises WrongSecret when this is not the passphrase (or code) of this account."""
        account = self.known(key)
        try:
            opened = self._keys.open(secret, account.name)
        except WrongSecret:
            self._tell(act(account.as_actor(), "account.refused", detail="asked again"))
            raise
        if opened.account != key:
            raise WrongSecret(_NO_ENTRY)

    def note(self, action: str, account: str = "", sign_in: str = "",
             client_id: UUID | None = None, detail: str = "") -> None:  # fmt: skip
        """Tell the audit trail something that happened outside a service."""
        self._tell(
            AuditEvent(actor=account or self.actor.account, sign_in=sign_in, action=action,
                       client_id=client_id, detail=detail)
        )  # fmt: skip

    def save_account(self, account: Account, action: str) -> Account:
        """Save what a person changed about their own account."""
        event = act(account.as_actor(), action, detail=f"account:{account.key}")
        return self._accounts().save(account, event)

    def known(self, key: str) -> Account:
        """The account with this key. Raises NotAllowedNow when it is closed, or in the demo."""
        account = self.account(key)
        if self.demo or account is None:
            raise NotAllowedNow(NO_KEY_FILE if self.demo else "This account is closed.")
        return account

    def keeper(self) -> Keeper:
        """Who hands out copies of the key. Raises NotAllowedNow in the demo."""
        if self._keeper is None:
            raise NotAllowedNow(NO_KEY_FILE)
        return self._keeper

    def every_account(self) -> list[Account]:
        """All accounts, closed ones too; none while the store is locked, or in the demo."""
        if self.locked or self.demo:
            return []
        return self.services().accounts.every(self.actor)

    # The store

    def _accounts(self) -> RecordStore[Account]:
        return RecordStore(self.connection(), "account", Account)

    @property
    def store(self) -> Store:
        """The open store. Raises StoreUnusable while it is locked."""
        if self._store is None:
            raise StoreUnusable("This store is locked. Sign in to open it.")
        return self._store

    def connection(self) -> Connection:
        """A connection of one's own: one per script run."""
        return self.store.connection()

    def services(self) -> Services:
        """A set of services on a connection of its own."""
        around = Surroundings(
            self.today, self._clock, self._reads, self._keeper, self._account_ended,
            self._rewritten, self._client_erased,
        )  # fmt: skip
        return wired(self.connection(), around)

    def _rewritten(self) -> bool:
        try:
            rebuild(self.store)
        except StorageError:  # what was taken out stays out; it is tried again on opening
            return False
        return True

    def _client_erased(self, client_id: UUID) -> None:
        self.erased.add(client_id)

    def _account_ended(self, key: str) -> None:
        for tell in self.on_ended:
            tell(key)

    def _tell(self, event: AuditEvent) -> None:
        if self.locked:
            self._waiting.append(event)  # it goes into the trail when the store is opened
            return
        connection = self.connection()
        try:
            with connection.transaction(changes_records=False):
                write_event(connection, event)
        except StorageError:  # a full disk must not keep anybody out; it is told later
            self._reads.wait(event)
        connection.close()

    def _flush(self) -> None:
        waiting, self._waiting = self._waiting, []
        for event in waiting:
            self._tell(event)

    def close(self) -> None:
        """Write everything out and release the store for others."""
        if self._store is not None:
            self._store.close()
