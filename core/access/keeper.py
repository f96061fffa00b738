"""Handing out copies of the key to one open store."""

from __future__ import annotations

from core.access.keys import KeyFile, Lock


class Keeper:
    """Gives accounts copies of the data key of one open store."""

    def __init__(self, key_file: KeyFile, data_key: bytes) -> None:
        self._key_file = key_file
        self._data_key = data_key

    def lock_up(
        self,
        account: str,
        name: str,
        secrets_: dict[Lock, str],
        instead_of: tuple[Lock, ...] = (),
    ) -> None:
        """Give an account a copy under each secret; copies with the locks `instead_of` go."""
        self._key_file.lock_up(self._data_key, account, name, secrets_, instead_of)

    def shut_out(self, account: str, *locks: Lock) -> None:
        """Take an account's copies away: those with these locks, or all."""
        self._key_file.shut_out(account, *locks)
