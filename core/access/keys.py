"""The key to the store: random, and locked in a copy of its own for every account.

The data key (256 bits) never touches the disk in the clear. `keys.json` holds copies of it
sealed by AES-GCM under keys that argon2id makes from each account's passphrase and recovery
code (argon2-cffi and cryptography; parameters of RFC 9106, section 4, second recommended
option). A store at rest opens for no one who cannot sign in.
"""

from __future__ import annotations

import json
import os
import secrets
import threading
from base64 import b32encode, b64decode, b64encode
from pathlib import Path
from typing import Any, Literal, NamedTuple

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.access.actor import FIRST_ACCOUNT
from core.access.passphrases import check_passphrase, normal
from core.errors import StoreUnusable, WrongSecret

__all__ = ["KeyFile", "Opened", "check_passphrase", "demo_key", "new_data_key"]

KEY_BYTES = 32
KEYS_FILE = "keys.json"
DEMO_KEY_FILE = "demo.key"
_CODE_LETTERS = 32
_ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
_MOST = {"time_cost": 12, "memory_cost": 1024 * 1024, "parallelism": 16}
_DAMAGED = (
    f"The key file {KEYS_FILE} of this store is missing or damaged. "
    "Restore it from a backup: without it the store cannot be opened."
)
_WRONG = "That passphrase or recovery code does not open this store. Try again."
_WRONG_NAME = "That name with that passphrase or code does not open this store. Try again."
_LOCKS = ("passphrase", "recovery", "invitation", "server")
# Letters that the code never has, and the ones they are misread from.
_MISREAD = str.maketrans("018", "OIB")
Lock = Literal["passphrase", "recovery", "invitation", "server"]


class Opened(NamedTuple):
    """Whose copy a secret opened, with which lock, and the data key in it."""

    account: str
    lock: Lock
    data_key: bytes


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


def _stretch(secret: str, salt: bytes, cost: dict[str, int]) -> bytes:
    return hash_secret_raw(
        secret.encode("utf-8", "surrogatepass"),
        salt,
        hash_len=KEY_BYTES,
        type=Type.ID,
        time_cost=cost["time_cost"],
        memory_cost=cost["memory_cost"],
        parallelism=cost["parallelism"],
    )


def _as_typed(secret: str, lock: Lock) -> str:
    return normal(secret) if lock == "passphrase" else _plain(secret)


def _plain(code: str) -> str:
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return letters.translate(_MISREAD) if len(letters) == _CODE_LETTERS else letters


def _bound_to(copy: dict[str, Any]) -> bytes:
    # A copy of version 0.1 knows no account.
    account = copy.get("account")
    return f"{copy['lock']} {account}".encode() if account else str(copy["lock"]).encode()


def _seal(data_key: bytes, secret: str, lock: Lock, account: str) -> dict[str, Any]:
    salt, nonce = os.urandom(16), os.urandom(12)
    copy: dict[str, Any] = {"account": account, "lock": lock, "kdf": "argon2id", **_ARGON2}
    key = _stretch(_as_typed(secret, lock), salt, _ARGON2)
    sealed = AESGCM(key).encrypt(nonce, data_key, _bound_to(copy))
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    return copy | {name: b64encode(value).decode() for name, value in parts.items()}


def _unseal(copy: dict[str, Any], typed: str) -> bytes | None:
    cost = {name: int(copy[name]) for name in _ARGON2}
    if any(cost[name] > _MOST[name] for name in cost):
        raise ValueError("a copy that would take this computer's memory or the whole day")
    salt, nonce, sealed = (b64decode(copy[k]) for k in ("salt", "nonce", "sealed"))
    try:
        return AESGCM(_stretch(typed, salt, cost)).decrypt(nonce, sealed, _bound_to(copy))
    except InvalidTag:
        return None


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

        Without a name every copy is tried. Raises WrongSecret after as long a time for an
        unknown name as for a wrong passphrase; StoreUnusable when the file is damaged.
        """
        try:
            held = self._read()
            tries = _tries(held, secret, name)
            for copy, typed in tries:
                if data_key := _unseal(copy, typed):
                    account = copy.get("account", FIRST_ACCOUNT)
                    return Opened(account, copy["lock"], data_key)
            if not tries:
                _stretch(normal(secret), bytes(16), _ARGON2)
        except (ValueError, KeyError, TypeError, AttributeError, HashingError):
            raise StoreUnusable(_DAMAGED) from None
        raise WrongSecret(_WRONG if name is None else _WRONG_NAME)

    def lock_up(self, data_key: bytes, account: str, name: str, secrets_: dict[Lock, str]) -> None:
        """Give an account copies under these secrets, in place of those with these locks."""
        made = [_seal(data_key, secret, lock, account) for lock, secret in secrets_.items()]
        with self._changing:
            held = self._read() if self._path.exists() else {"copies": [], "names": {}}
            kept = [c for c in held["copies"] if not _is_copy(c, account, tuple(secrets_))]
            names = held.get("names", {}) | {account: name}
            self._write({"format": 2, "names": names, "copies": kept + made})

    def shut_out(self, account: str, *locks: Lock) -> None:
        """Take away an account's copies with these locks; all of them, and its name, if none."""
        with self._changing:
            held = self._read()
            kept = [c for c in held["copies"] if not _is_copy(c, account, locks)]
            gone = set() if locks else {account}
            names = {k: n for k, n in held.get("names", {}).items() if k not in gone}
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
        with open(os.open(scratch, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(json.dumps(held, indent=1))
            file.flush()
            os.fsync(file.fileno())
        scratch.replace(self._path)


def _is_copy(copy: dict[str, Any], account: str, locks: tuple[Lock, ...]) -> bool:
    of_account = copy.get("account", FIRST_ACCOUNT) == account
    return of_account and (not locks or copy["lock"] in locks)


def _tries(held: dict[str, Any], secret: str, name: str | None) -> list[tuple[dict[str, Any], str]]:
    names = {account: name_key(known) for account, known in held.get("names", {}).items()}
    looks_like_code = len(_plain(secret)) == _CODE_LETTERS
    found = []
    for copy in held["copies"]:
        account = copy.get("account", FIRST_ACCOUNT)
        if name is not None and names and names.get(account) != name_key(name):
            continue
        if copy["lock"] == "passphrase":
            found.append((copy, _as_typed(secret, "passphrase")))
            if "account" not in copy and secret != _as_typed(secret, "passphrase"):
                found.append((copy, secret))  # version 0.1 took it letter by letter
        elif copy["lock"] not in _LOCKS:
            raise ValueError("a lock of an unknown kind")
        elif looks_like_code:
            found.append((copy, _plain(secret)))
    return found


def demo_key(directory: Path) -> bytes | None:
    """The throw-away key of a demo store, or None when the store is a real one."""
    try:
        return b64decode((directory / DEMO_KEY_FILE).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise StoreUnusable("The demo store's key is damaged. Delete the demo store.") from None
