"""Opening and making a store directory: what a command or the server starts from."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from core.access import keys
from core.access.accounts import first_account
from core.access.settings import Settings
from core.errors import InvalidEntry
from core.practice import DEMO_CLINICIAN, OWNER, Clock, Practice
from core.record import build
from core.store.building import building_place, clear_abandoned
from core.store.connection import find_store
from core.wiring import Services, services_on

__all__ = [
    "DEMO_CLINICIAN", "OWNER", "Clock", "Practice", "Services", "create_demo_store",
    "create_store", "locked_practice", "new_store", "open_practice", "services_on",
]  # fmt: skip


def open_practice(
    directory: Path,
    secret: Callable[[], str],
    clock: Clock | None = None,
    code: Callable[[], str] = lambda: "",
    account: str | None = None,
) -> Practice:
    """Open a store. A demo store brings its own key; a real one asks for a secret.

    `secret` is anybody's passphrase or recovery code, `code` the second-factor code if that
    account has one, `account` the name of the account when the secret alone may not say whose
    it is. Raises NotFound, WrongSecret, SecondFactorNeeded, WrongCode, StoreInUse
    or StoreUnusable, each with one sentence.
    """
    find_store(directory)
    clear_abandoned(directory.resolve().parent)
    demo_key = keys.demo_key(directory)
    if demo_key is not None:
        practice = Practice(None, demo=True, clock=clock, directory=directory)
        practice.open_with(demo_key)
        return practice
    practice = Practice.shut(directory, clock)
    try:
        practice.enter(secret(), code, account)
    except BaseException:
        practice.close()
        raise
    return practice


def locked_practice(directory: Path) -> Practice:
    """A real store that stays locked until somebody signs in; a demo store is opened.

    Raises NotFound when there is none, StoreUnusable when its key file is damaged.
    """
    find_store(directory)
    clear_abandoned(directory.resolve().parent)
    if keys.demo_key(directory) is not None:
        return open_practice(directory, lambda: "")
    practice = Practice.shut(directory)
    practice.account_names()
    return practice


@contextmanager
def new_store(directory: Path) -> Iterator[Path]:
    """A place to build a store that appears at `directory` complete or not at all.

    Raises InvalidEntry when something is there already.
    """
    directory = directory.resolve()
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise InvalidEntry(f"{directory} is not empty. Choose a new folder for the store.")
    directory.parent.mkdir(parents=True, exist_ok=True)
    with building_place(directory) as scratch:
        yield scratch
        if directory.exists():
            directory.rmdir()
        scratch.rename(directory)


def create_store(directory: Path, passphrase: str, clinician: str) -> str:
    """Make an empty store locked by a passphrase; returns its recovery code, shown once.

    Raises InvalidEntry for a short passphrase or a folder in use. Nothing is half-made.
    """
    account = first_account(build(Settings, clinician=clinician).clinician)
    keys.check_passphrase(passphrase, account.name)
    recovery_code = keys.new_recovery_code()
    with new_store(directory) as scratch:
        data_key = keys.new_data_key()
        secrets_: dict[keys.Lock, str] = {"passphrase": passphrase, "recovery": recovery_code}
        keys.KeyFile(scratch).lock_up(data_key, account.key, account.name, secrets_)
        practice = Practice.shut(scratch)
        try:
            practice.open_with(data_key)
            practice.services().settings.save(
                account.as_actor(), build(Settings, clinician=clinician)
            )
        finally:
            practice.close()
    return recovery_code


def create_demo_store(directory: Path, fill: Callable[[Practice], None]) -> None:
    """Make a demo store with a throw-away key and let `fill` put the sample clients in."""
    with new_store(directory) as scratch:
        data_key = keys.new_data_key()
        (scratch / keys.DEMO_KEY_FILE).write_text(b64encode(data_key).decode(), encoding="ascii")
        practice = Practice(None, demo=True, directory=scratch)
        try:
            practice.open_with(data_key)
            fill(practice)
        finally:
            practice.close()
