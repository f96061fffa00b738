"""Sealing a copy of the data key under one secret, and trying a secret on sealed copies.

Every copy is sealed by AES-GCM under a key that argon2id makes from the secret (argon2-cffi and
cryptography; parameters of RFC 9106, section 4, second recommended option).
"""

from __future__ import annotations

import os
from base64 import b64decode, b64encode
from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal, NamedTuple

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.access.actor import FIRST_ACCOUNT
from core.access.passphrases import normal

KEY_BYTES = 32
_CODE_LETTERS = 32
_ARGON2 = {"time_cost": 3, "memory_cost": 64 * 1024, "parallelism": 4}
_MOST = {"time_cost": 12, "memory_cost": 1024 * 1024, "parallelism": 16}
# Letters that the code never has, and the ones they are misread from.
_MISREAD = str.maketrans("018", "OIB")
_MOST_TRIES = 3  # passphrase, recovery and invitation: the copies a person may have
Lock = Literal["passphrase", "recovery", "invitation", "server"]
Tries = list[tuple[dict[str, Any], str]]


class Opened(NamedTuple):
    """Whose copy a secret opened, with which lock, and the data key in it."""

    account: str
    lock: Lock
    data_key: bytes


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


def as_typed(secret: str, lock: Lock) -> str:
    """What is stretched for this lock of a secret as somebody typed it."""
    return normal(secret) if lock == "passphrase" else plain(secret)


def plain(code: str) -> str:
    """The letters of a printed code, however it was spaced or misread from paper."""
    letters = "".join(letter for letter in code.upper() if letter.isalnum())
    return letters.translate(_MISREAD) if len(letters) == _CODE_LETTERS else letters


def _bound_to(copy: dict[str, Any]) -> bytes:
    # A copy of version 0.1 knows no account.
    account = copy.get("account")
    return f"{copy['lock']} {account}".encode() if account else str(copy["lock"]).encode()


def seal(data_key: bytes, secret: str, lock: Lock, account: str) -> dict[str, Any]:
    """A copy of the data key that only this secret of this account opens."""
    salt, nonce = os.urandom(16), os.urandom(12)
    copy: dict[str, Any] = {"account": account, "lock": lock, "kdf": "argon2id", **_ARGON2}
    key = _stretch(as_typed(secret, lock), salt, _ARGON2)
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


def _opened(tries: Tries) -> Iterator[Opened]:
    for copy, typed in tries:
        if data_key := _unseal(copy, typed):
            yield Opened(copy.get("account", FIRST_ACCOUNT), copy["lock"], data_key)


def first_opened(tries: Tries) -> list[Opened]:
    """The first copy that opens, alone; nothing when none does."""
    return list(islice(_opened(tries), 1))


def every_opened(tries: Tries) -> list[Opened]:
    """All copies that open."""
    return list(_opened(tries))


def stretch_on(secret: str, done: int) -> None:
    """Stretch on, after `done` copies, to as many as any account has for such a secret.

    So the time a refusal takes does not tell whether there is an account with the name.
    """
    for _ in range(done, _MOST_TRIES if looks_like_code(secret) else 1):
        _stretch(normal(secret), bytes(16), _ARGON2)


def looks_like_code(secret: str) -> bool:
    """Whether this may be a recovery or invitation code."""
    return len(plain(secret)) == _CODE_LETTERS
