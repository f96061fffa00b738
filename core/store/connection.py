"""The encrypted database: one process opens it, each script run takes a connection.

DuckDB facts this rests on are in docs/adr/0003. Every database error becomes one of our
sentences here; a sentence never holds SQL, a key or what somebody typed.
"""

from __future__ import annotations

import threading
from base64 import b64decode, b64encode
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

import duckdb
import duckdb_extension_httpfs

from core.errors import NotFound, StorageError, StoreInUse
from core.store.anchor import CUT_SHORT, Anchor
from core.store.log import REPAIRED, mended
from core.store.memory import Commits, Finding, Memory
from core.store.refusals import cannot_open

T = TypeVar("T")
DATABASE_FILE = "havenline.duckdb"
_DISK = (
    "The store could not be written: the disk may be full or read-only. Nothing was saved "
    "in part, and what you typed is still on the screen. Free some space and save again."
)
_FAULT = (
    "The database stopped after a fault of its own. What was saved before is safe. "
    "Reload the page and try again."
)
_EXTENSION = (
    Path(duckdb_extension_httpfs.__file__).parent
    / "extensions"
    / f"v{duckdb.__version__}"
    / "httpfs.duckdb_extension"
)


class Collision(StorageError):
    """A row with this key exists already: somebody saved the same version first."""


class GivenUp(StorageError):
    """DuckDB gave the database up, after a failed write or a fault; it must be taken up again."""


def _translated(error: duckdb.Error) -> StorageError:
    text = str(error)
    if "has been invalidated" in text:
        return GivenUp(_FAULT if isinstance(error, duckdb.FatalException) else _DISK)
    at_commit = isinstance(error, duckdb.TransactionException)
    if isinstance(error, duckdb.ConstraintException) or "onflict" in text:
        return Collision("This entry was saved by someone else at the same moment.")
    if at_commit and "constraint violation" in text:
        return Collision("This entry was saved by someone else at the same moment.")
    if isinstance(error, duckdb.IOException | duckdb.FatalException | duckdb.HTTPException):
        return StorageError(_DISK)
    if at_commit and "Could not" in text:
        return StorageError(_DISK)
    return StorageError("The store could not do this. Run 'havenline verify' to check it.")


class Connection:
    """One cursor on the store, for one script run or one thread at a time."""

    def __init__(self, cursor: duckdb.DuckDBPyConnection, store_memory: Memory) -> None:
        self._cursor = cursor
        self._store_memory = store_memory
        self._memory = Memory(store_memory.commits)
        self._depth = 0
        self._changed = False
        self.execute("USE store")

    @property
    def in_transaction(self) -> bool:
        """Whether what is done now stands or falls with more."""
        return self._depth > 0

    @property
    def commits(self) -> Commits:
        """The commits of the store this connection is on."""
        return self._store_memory.commits

    def remembered(self, name: Hashable, read: Callable[[], T]) -> T:
        """Read something once for this script run, and again after any commit."""
        return read() if self._depth else self._memory.get(name, read)

    def remembered_by_store(self, name: Hashable, read: Callable[[], T]) -> T:
        """Read something once for all runs, until the next commit (docs/adr/0006)."""
        return read() if self._depth else self._store_memory.get(name, read)

    def execute(self, sql: str, parameters: dict[str, Any] | None = None) -> None:
        """Run a statement. Raises StorageError, never the database's own error."""
        with self.commits.turnstile.passing():
            self._run(sql, parameters)

    def _run(self, sql: str, parameters: dict[str, Any] | None) -> None:
        try:
            self._cursor.execute(sql, parameters or {})
        except duckdb.Error as error:
            raise _translated(error) from None

    def insert(self, table: str, rows: Sequence[dict[str, Any]]) -> None:
        """Insert rows that share their columns. `table` and columns are our own words."""
        if not rows:
            return
        names = list(rows[0])
        marks = ", ".join(f"${name}" for name in names)
        sql = f"INSERT INTO {table} ({', '.join(names)}) VALUES ({marks})"  # noqa: S608
        for row in rows:
            self.execute(sql, row)

    def rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[tuple[Any, ...]]:
        """All rows of a query."""
        with self.commits.turnstile.passing():
            self._run(sql, parameters)
            try:
                found: list[tuple[Any, ...]] = self._cursor.fetchall()
            except duckdb.Error as error:
                raise _translated(error) from None
        return found

    @contextmanager
    def transaction(self, *, changes_records: bool = True) -> Iterator[None]:
        """All or nothing, one at a time. A transaction inside another joins it.

        One that only tells the audit trail something leaves what is remembered as it is.
        """
        if self._depth:
            self._changed = self._changed or changes_records
            self._depth += 1
            try:
                yield
            finally:
                self._depth -= 1
            return
        with self.commits.writing:
            self._changed = changes_records
            self._depth = 1
            try:
                self.execute("BEGIN")
                yield
                self.execute("COMMIT")
                self.commits.committed()
            except BaseException:
                self._roll_back()
                raise
            finally:
                if self._changed:  # also after a refused commit: what is remembered may be old
                    self.commits.add()
                self._depth = 0

    def _roll_back(self) -> None:
        self.commits.rolled_back()
        try:
            self._cursor.execute("ROLLBACK")
        except duckdb.Error:
            return  # the failed statement has already ended the transaction

    def close(self) -> None:
        """Give the cursor back."""
        self._cursor.close()


class Store:
    """An open store directory. Raises StoreInUse, StoreUnusable or StorageError."""

    def __init__(self, directory: Path, data_key: bytes) -> None:
        self.directory = directory
        self._key = b64encode(data_key).decode()
        self._lock = threading.Lock()
        self._memory = Memory(Commits())
        self._database = self._opened()

    def _opened(self) -> duckdb.DuckDBPyConnection:
        # ":memory:name" keeps two stores of one process apart; spilling to disk is off, so
        # that no client data reaches a temporary file.
        database = duckdb.connect(":memory:", config={"autoinstall_known_extensions": "false"})
        try:
            database.execute(f"LOAD '{_quoted(_EXTENSION)}'")
            database.execute("SET temp_directory = ''")
            self._attach(database)
            database.execute("SET lock_configuration = true")
        except duckdb.Error as error:
            database.close()
            raise cannot_open(self._said(error)) from None
        return database

    def _attach(self, database: duckdb.DuckDBPyConnection) -> None:
        file = self.directory / DATABASE_FILE
        if failed := self._failure(database):
            if isinstance(cannot_open(self._said(failed)), StoreInUse):
                raise failed
            zeros = mended(file, lambda: self._failure(database) is None)
            if not zeros:
                raise failed
            self._found(REPAIRED, f"{zeros} zero bytes")
        self.commits.anchor = Anchor(file, self.data_key)
        if lost := self.commits.anchor.cut_short(lambda sql: database.execute(sql).fetchall()):
            self._found(CUT_SHORT, lost)

    def _failure(self, database: duckdb.DuckDBPyConnection) -> duckdb.Error | None:
        try:
            database.execute(self.attaching(self.directory / DATABASE_FILE, "store"))
        except duckdb.Error as error:
            return error
        return None

    def _said(self, error: duckdb.Error) -> str:
        return str(error).replace(str(self.directory), "")

    def _found(self, action: str, detail: str) -> None:
        self.commits.found += (Finding(datetime.now(UTC), action, detail),)

    def attaching(self, file: Path, name: str) -> str:
        """The statement that attaches a database file under this store's key. Never shown."""
        return f"ATTACH '{_quoted(file)}' AS {name} (ENCRYPTION_KEY '{self._key}')"

    @property
    def data_key(self) -> bytes:
        """The key to everything in this store. It never leaves the process."""
        return b64decode(self._key)

    def connection(self) -> Connection:
        """A new connection. One per script run; never shared between threads."""
        with self._lock:
            try:
                try:
                    return Connection(self._database.cursor(), self._memory)
                except GivenUp:
                    self._take_up_again()
                    return Connection(self._database.cursor(), self._memory)
            except duckdb.Error as error:
                raise _translated(error) from None

    def _take_up_again(self) -> None:
        # What was saved is in the file and its log. After a failed write DuckDB gives up
        # this database only; after a fault of its own, everything in the process.
        try:
            self._database.execute("DETACH store")
            self._attach(self._database)
        except duckdb.FatalException:
            self._database.close()
            self._database = self._opened()

    @property
    def commits(self) -> Commits:
        """The commits of this store, and who may use it now."""
        return self._memory.commits

    def forget(self) -> None:
        """Let go of everything that was read and is remembered."""
        self._memory.forget()

    @contextmanager
    def let_go(self) -> Iterator[None]:
        """Give the file up for a moment in which another may be put in its place.

        Statements of other threads wait. The caller holds `commits.writing`, so that nothing
        is half-written, and `commits.copying`, so that nobody reads in a long transaction.
        """
        with self._lock, self.commits.turnstile.alone():
            try:
                self._database.execute("DETACH store")
                try:
                    yield
                finally:
                    self._attach(self._database)
            except duckdb.Error as error:
                raise cannot_open(self._said(error)) from None

    def close(self) -> None:
        """Write everything to the file and let go of it."""
        with self._lock:
            self._database.close()


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def find_store(directory: Path) -> Path:
    """Return the directory when a store is in it; raises NotFound with what to do."""
    if not (directory / DATABASE_FILE).is_file():
        raise NotFound(
            f"There is no Havenline store in {directory}. "
            "Make one with 'havenline init --store DIR --clinician \"Name\"'."
        )
    return directory
