"""What a backup promises to hold, sealed under the store's own key.

Whoever changes a backup can make its checksum fit again, but not this: it names the hash of
every file in the backup, and the rows of every table of the copy. The header is bound to it.
"""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from hashlib import file_digest
from pathlib import Path
from typing import NamedTuple

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from core.backups.file import Header
from core.store.backup import Contents, Table, key_for
from core.store.connection import Store

_NONCE = 12
_PURPOSE = "backup promise"


class Promise(NamedTuple):
    """The hashes of the files in a backup, and what the tables of the copy hold."""

    files: dict[str, str]
    contents: Contents


def file_hashes(members: Sequence[Path]) -> dict[str, str]:
    """The SHA-256 of each file, by its name."""
    found = {}
    for member in members:
        with member.open("rb") as file:
            found[member.name] = file_digest(file, "sha256").hexdigest()
    return found


def seal(store: Store, header: Header, promise: Promise) -> bytes:
    """The promise as only somebody with the store's key can read or write it."""
    nonce = os.urandom(_NONCE)
    told = json.dumps({"files": promise.files, "contents": promise.contents}).encode()
    return nonce + _cipher(store).encrypt(nonce, told, header.model_dump_json().encode())


def unseal(store: Store, header: Header, sealed: bytes) -> Promise | None:
    """The promise, or None when it was not sealed with this key for this header."""
    about = header.model_dump_json().encode()
    try:
        told = json.loads(_cipher(store).decrypt(sealed[:_NONCE], sealed[_NONCE:], about))
    except (InvalidTag, ValueError):
        return None
    layout, tables = told["contents"]
    return Promise(told["files"], Contents(layout, {k: Table(*v) for k, v in tables.items()}))


def _cipher(store: Store) -> AESGCM:
    return AESGCM(key_for(store, _PURPOSE))
