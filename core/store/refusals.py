"""Why a database does not open, in our own sentences."""

from __future__ import annotations

from core.errors import StorageError, StoreInUse, StoreUnusable

_WINDOWS = "used by another process"


def cannot_open(problem: str) -> StorageError:
    """The sentence for what DuckDB said, with the folder's name taken out of it."""
    if "set lock on file" in problem or "file handle conflict" in problem or _WINDOWS in problem:
        return StoreInUse(
            "This store is open in another Havenline. Close that one first, or use it instead."
        )
    if "Wrong encryption key" in problem:
        return StoreUnusable("The key does not fit this store's database. Restore a backup.")
    return StoreUnusable(
        "The database of this store cannot be opened: it is damaged or not a Havenline store. "
        "Restore it from a backup."
    )
