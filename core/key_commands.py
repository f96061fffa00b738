"""The command that gives a server a key of its own, and takes it away."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from core.access.keys import SERVER, KeyFile, new_recovery_code
from core.access.permissions import check_can
from core.assembly import Practice
from core.commands import Outcome, opened
from core.errors import InvalidEntry, StoreInUse
from core.server_key import KEY_FILE


def keyfile(asked: argparse.Namespace) -> Outcome:
    """Make a key for the server and write it into a file, or take it away. Owners only."""
    if asked.to is not None:
        _check_place(asked.to, asked.store)
    try:
        practice = opened(asked)
    except StoreInUse:
        raise StoreInUse(
            "This store is open in the dashboard. Stop the dashboard first, then try again."
        ) from None
    try:
        check_can(practice.actor, "accounts.manage")
        return _revoked(practice) if asked.revoke else _made(practice, asked.to)
    finally:
        practice.close()


def _check_place(file: Path, store: Path) -> None:
    if file.exists() or file.is_symlink():
        raise InvalidEntry(f"{file} is there already. Choose a new file for the key.")
    if file.resolve().is_relative_to(store.resolve()):
        raise InvalidEntry("Keep the key apart from the store: choose a file outside its folder.")


def _made(practice: Practice, file: Path) -> Outcome:
    keeper, code = practice.keeper(), new_recovery_code()
    _write_new(file, code)
    try:
        keeper.lock_up(SERVER, "", {"server": code})
    except BaseException:
        file.unlink(missing_ok=True)
        raise
    practice.note("account.server_key_made")
    lines = [
        f"The server's key is in {file}. Start the server with {KEY_FILE}={file}.",
        "Whoever has this file and the store can read everything: keep it where only the server "
        "can read it, and out of the backups. An earlier key of the server has stopped working.",
    ]
    return Outcome(lines, {"file": str(file)})


def _write_new(file: Path, code: str) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL
    try:
        with open(os.open(file, flags, 0o600), "w", encoding="ascii") as writing:
            writing.write(f"{code}\n")
            writing.flush()
            os.fsync(writing.fileno())
    except FileExistsError:
        raise InvalidEntry(f"{file} is there already. Choose a new file for the key.") from None


def _revoked(practice: Practice) -> Outcome:
    if not KeyFile(practice.directory).has(SERVER, "server"):
        raise InvalidEntry("This store has no key for the server, so there is none to take away.")
    practice.keeper().shut_out(SERVER, "server")
    practice.note("account.server_key_revoked")
    lines = ["The server's key opens this store no more. Backups made before hold a copy for it."]
    return Outcome(lines, {"revoked": True})
