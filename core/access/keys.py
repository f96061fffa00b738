"""The key to the store: random, and locked in a copy of its own for every account.

The data key (256 bits) never touches the disk in the clear. `keys.json` holds copies of it
sealed under each account's passphrase and recovery code (sealing.py). A store at rest opens for
no one who cannot sign in.
"""

from __future__ import annotations

import contextlib
import json
import os
import secrets
import threading
from base64 import b32encode, b64decode
from pathlib import Path
from typing import Any

from argon2.exceptions import HashingError

from core.access.actor import FIRST_ACCOUNT
from core.access.passphrases import check_passphrase, normal
from core.access.sealing import (
    KEY_BYTES,
    Lock,
    Opened,
    Tries,
    as_typed,
    every_opened,
    first_opened,
    looks_like_code,
    plain,
    seal,
    stretch_on,
)
from core.errors import InvalidEntry, StorageError, StoreUnusable, WrongSecret

__all__ = ["KeyFile", "Lock", "Opened", "check_passphrase", "demo_key", "new_data_key"]

KEYS_FILE = "keys.json"
DEMO_KEY_FILE = "demo.key"
SERVER = "server"  # whose copy the server's key opens; it is no account
_DAMAGED = (
    f"The key file {KEYS_FILE} of this store is missing or damaged. "
    "Restore it from a backup: without it the store cannot be opened."
)
_WRONG = "That passphrase or recovery code does not open this store. Try again."
_WRONG_NAME = "That name with that passphrase or code does not open this store. Try again."
_WRONG_SERVER = (
    "The server's key does not open this store. Make a new one with 'havenline keyfile'."
)
_NOT_WRITTEN = (
    "The key file could not be written: the disk may be full or read-only. Nothing was changed."
)
_TWO_ACCOUNTS = (
    "This passphrase opens two accounts here. Set HAVENLINE_ACCOUNT to the name of yours."
)
_LOCKS = ("passphrase", "recovery", "invitation", "server")


def new_data_key() -> bytes:
    """A random 256-bit data key."""
    return secrets.token_bytes(KEY_BYTES)


def new_recovery_code() -> str:
    """A printable code: 160 random bits as 8 groups of 4 letters and digits."""
    letters = b32encode(secrets.token_bytes(20)).decode()
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def name_key(name: str) -> str:
    """What two spellings of one account name share."""
    return " ".join(normal(name).casefold().split())


class KeyFile:
    """The key file of one store. Every change of it is written whole or not at all."""

    def __init__(self, directory: Path) -> None:
        self._path = directory / KEYS_FILE
        self._changing = threading.Lock()

    def names(self) -> dict[str, str]:
        """Account keys and names; empty in a store that version 0.1 made."""
        return dict(self._read().get("names", {}))

    def open(self, secret: str, name: str | None = None) -> Opened:
        """The copy that this secret opens, among those of the account with this name.

        Without a name every copy is tried, and a secret of two accounts raises InvalidEntry.
        Raises WrongSecret after as long a time for an unknown name as for a wrong passphrase;
        StoreUnusable when the file is damaged.
        """
        try:
            tries = _tries(self._read(), secret, name)
            opened = every_opened(tries) if name is None else first_opened(tries)
            if not opened:
                stretch_on(secret, len(tries))
        except (ValueError, KeyError, TypeError, AttributeError, HashingError):
            raise StoreUnusable(_DAMAGED) from None
        if len({one.account for one in opened}) > 1:
            raise InvalidEntry(_TWO_ACCOUNTS)
        if not opened:
            raise WrongSecret(_WRONG if name is None else _WRONG_NAME)
        return opened[0]

    def open_for_server(self, code: str) -> bytes:
        """The data key in the copy of this server. Raises WrongSecret or StoreUnusable.

        Nobody is signed in by it, and `open` does not look at that copy.
        """
        try:
            copies = [c for c in self._read()["copies"] if c["lock"] == "server"]
            opened = first_opened([(copy, plain(code)) for copy in copies])
        except (ValueError, KeyError, TypeError, AttributeError, HashingError):
            raise StoreUnusable(_DAMAGED) from None
        if not opened:
            raise WrongSecret(_WRONG_SERVER)
        return opened[0].data_key

    def has(self, account: str, lock: Lock) -> bool:
        """Whether an account has a copy with this lock."""
        return any(_is_copy(copy, account, (lock,)) for copy in self._read()["copies"])

    def lock_up(
        self,
        data_key: bytes,
        account: str,
        name: str,
        secrets_: dict[Lock, str],
        instead_of: tuple[Lock, ...] = (),
    ) -> None:
        """Give an account copies under these secrets, in place of those with these locks.

        Copies with the locks `instead_of` go in the same write. Without a name (the server's
        copy) nobody can sign in by them.
        """
        made = [seal(data_key, secret, lock, account) for lock, secret in secrets_.items()]
        with self._changing:
            held = self._read() if self._path.exists() else {"copies": [], "names": {}}
            gone = (*secrets_, *instead_of)
            kept = [c for c in held["copies"] if not _is_copy(c, account, gone)]
            names = held.get("names", {}) | ({account: name} if name else {})
            self._write({"format": 2, "names": names, "copies": kept + made})

    def shut_out(self, account: str, *locks: Lock) -> None:
        """Take away an account's copies with these locks; all of them, and its name, if none."""
        with self._changing:
            held = self._read()
            kept = [c for c in held["copies"] if not _is_copy(c, account, locks)]
            gone = set() if locks else {account}
            names = {k: n for k, n in held.get("names", {}).items() if k not in gone}
            self._write({"format": 2, "names": names, "copies": kept})

    def keep_only(self, accounts: set[str]) -> None:
        """Take away the copies of everybody else, should any be left; never the server's."""
        with self._changing:
            held, staying = self._read(), {*accounts, SERVER}
            kept = [c for c in held["copies"] if c.get("account", FIRST_ACCOUNT) in staying]
            if kept and len(kept) < len(held["copies"]):
                names = {k: n for k, n in held.get("names", {}).items() if k in staying}
                self._write({"format": 2, "names": names, "copies": kept})

    def name_account(self, account: str, name: str) -> None:
        """Set the name an account signs in with."""
        with self._changing:
            held = self._read()
            names = held.get("names", {}) | {account: name}
            self._write({"format": 2, "names": names, "copies": held["copies"]})

    def _read(self) -> dict[str, Any]:
        try:
            held: dict[str, Any] = json.loads(self._path.read_text(encoding="utf-8"))
            if not held["copies"] or not isinstance(held["copies"], list):
                raise ValueError("no copy of the data key")
        except (OSError, ValueError, KeyError, TypeError):
            raise StoreUnusable(_DAMAGED) from None
        return held

    def _write(self, held: dict[str, Any]) -> None:
        scratch = self._path.with_name(f".{self._path.name}.part")
        try:
            with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
                file.write(json.dumps(held, indent=1))
                file.flush()
                os.fsync(file.fileno())
            scratch.replace(self._path)
        except OSError:
            with contextlib.suppress(OSError):
                scratch.unlink(missing_ok=True)
            raise StorageError(_NOT_WRITTEN) from None
        _write_down_folder(self._path.parent)


def _write_down_folder(folder: Path) -> None:
    # The new file is in place by now; a system that cannot do this has written it all the same.
    with contextlib.suppress(OSError):
        opened = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(opened)
        finally:
            os.close(opened)


def _is_copy(copy: dict[str, Any], account: str, locks: tuple[Lock, ...]) -> bool:
    of_account = copy.get("account", FIRST_ACCOUNT) == account
    return of_account and (not locks or copy["lock"] in locks)


def _tries(held: dict[str, Any], secret: str, name: str | None) -> Tries:
    names = {account: name_key(known) for account, known in held.get("names", {}).items()}
    may_be_code = looks_like_code(secret)
    found = []
    for copy in held["copies"]:
        account = copy.get("account", FIRST_ACCOUNT)
        if name is not None and names and names.get(account) != name_key(name):
            continue
        if copy["lock"] == "passphrase":
            found.append((copy, as_typed(secret, "passphrase")))
            if "account" not in copy and secret != as_typed(secret, "passphrase"):
                found.append((copy, secret))  # version 0.1 took it letter by letter
        elif copy["lock"] not in _LOCKS:
            raise ValueError("a lock of an unknown kind")
        elif may_be_code and copy["lock"] != "server":
            found.append((copy, plain(secret)))
    return found


def demo_key(directory: Path) -> bytes | None:
    """The throw-away key of a demo store, or None when the store is a real one."""
    try:
        return b64decode((directory / DEMO_KEY_FILE).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise StoreUnusable("The demo store's key is damaged. Delete the demo store.") from None
