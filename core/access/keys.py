"""The key to the store: random, and itself locked under a passphrase and a recovery code.

The data key (256 bits) never touches the disk in the clear. `keys.json` holds copies of
it sealed by AES-GCM under keys that argon2id makes from the passphrase and from the
recovery code (argon2-cffi and cryptography; parameters of RFC 9106, section 4, second
recommended option).
"""

from __future__ import annotations

import json
import os
import secrets
from base64 import b32encode, b64decode, b64encode
from pathlib import Path
from typing import Literal

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.errors import InvalidEntry, StoreUnusable, WrongSecret

KEY_BYTES = 32
SHORTEST_PASSPHRASE = 12
KEYS_FILE = "keys.json"
DEMO_KEY_FILE = "demo.key"
_ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
_Lock = Literal["passphrase", "recovery"]


def new_data_key() -> bytes:
    """A random 256-bit data key."""
    return secrets.token_bytes(KEY_BYTES)


def new_recovery_code() -> str:
    """A printable recovery code: 160 random bits as 8 groups of 4 letters and digits."""
    letters = b32encode(secrets.token_bytes(20)).decode()
    return "-".join(letters[i : i + 4] for i in range(0, len(letters), 4))


def check_passphrase(passphrase: str) -> str:
    """Return the passphrase when it is long enough; raises InvalidEntry otherwise."""
    if len(passphrase.strip()) < SHORTEST_PASSPHRASE:
        raise InvalidEntry(
            f"The passphrase is too short: use at least {SHORTEST_PASSPHRASE} characters, "
            "for example four unrelated words."
        )
    return passphrase


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


def _seal(data_key: bytes, secret: str, lock: _Lock) -> dict[str, object]:
    salt, nonce = os.urandom(16), os.urandom(12)
    sealed = AESGCM(_stretch(secret, salt, _ARGON2)).encrypt(nonce, data_key, lock.encode())
    parts = {"salt": salt, "nonce": nonce, "sealed": sealed}
    about: dict[str, object] = {"lock": lock, "kdf": "argon2id", **_ARGON2}
    return about | {name: b64encode(value).decode() for name, value in parts.items()}


def _unseal(copy: dict[str, object], secret: str) -> bytes | None:
    cost = {name: int(str(copy[name])) for name in _ARGON2}
    salt, nonce, sealed = (b64decode(str(copy[k])) for k in ("salt", "nonce", "sealed"))
    try:
        return AESGCM(_stretch(secret, salt, cost)).decrypt(
            nonce, sealed, str(copy["lock"]).encode()
        )
    except InvalidTag:
        return None


def lock_up(data_key: bytes, passphrase: str, recovery_code: str) -> str:
    """The text of `keys.json`: the data key sealed twice."""
    copies = [
        _seal(data_key, passphrase, "passphrase"),
        _seal(data_key, _plain(recovery_code), "recovery"),
    ]
    return json.dumps({"format": 1, "copies": copies}, indent=1)


def _plain(recovery_code: str) -> str:
    return "".join(letter for letter in recovery_code.upper() if letter.isalnum())


def unlock(directory: Path, secret: str) -> bytes:
    """The data key of the store in `directory`, from its passphrase or recovery code.

    Raises WrongSecret when neither fits, StoreUnusable when the key file is damaged.
    """
    tries = {"passphrase": secret, "recovery": _plain(secret)}
    try:
        copies = json.loads((directory / KEYS_FILE).read_text(encoding="utf-8"))["copies"]
        if not copies:
            raise ValueError("no copy of the data key")
        for copy in copies:
            if data_key := _unseal(copy, tries[copy["lock"]]):
                return data_key
    except (OSError, ValueError, KeyError, TypeError, HashingError):
        raise StoreUnusable(
            f"The key file {KEYS_FILE} of this store is missing or damaged. "
            "Restore it from a backup: without it the store cannot be opened."
        ) from None
    raise WrongSecret("That passphrase or recovery code does not open this store. Try again.")


def demo_key(directory: Path) -> bytes | None:
    """The throw-away key of a demo store, or None when the store is a real one."""
    try:
        return b64decode((directory / DEMO_KEY_FILE).read_text(encoding="ascii"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError):
        raise StoreUnusable("The demo store's key is damaged. Delete the demo store.") from None
