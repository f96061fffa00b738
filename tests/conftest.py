"""A store made once and copied for each test, and a clock that stands still far from UTC."""

from __future__ import annotations

import shutil
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import UTC
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, settings

from core.access.keys import DEMO_KEY_FILE
from core.assembly import Practice, Services, create_demo_store
from core.cli import main
from core.clients.model import Client
from core.exchange.demo import fill_with_samples
from core.store.connection import Commits, Memory, Store
from core.store.migrate import migrate
from tests.command import Ran
from tests.people import CLINICIAN, MARA, NOW

KEY = bytes(range(32))

# A slow machine is no failure, and the same examples are tried on every machine.
settings.register_profile(
    "havenline",
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
settings.load_profile("havenline")


@pytest.fixture
def auckland(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Run the test where the calendar day is not the day in UTC."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Pacific/Auckland")
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(scope="session")
def blank_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty store that carries its own key; never opened, only copied."""
    directory = tmp_path_factory.mktemp("blank") / "store"
    directory.mkdir()
    store = Store(directory, KEY)
    migrate(store.connection())
    store.close()
    (directory / DEMO_KEY_FILE).write_text(b64encode(KEY).decode(), encoding="ascii")
    return directory


@pytest.fixture(scope="session")
def demo_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demo store with every sample client, closed; open it to read only."""
    directory = tmp_path_factory.mktemp("demo") / "demo"
    create_demo_store(directory, fill_with_samples)
    return directory


@pytest.fixture
def directory(blank_store: Path, tmp_path: Path) -> Path:
    """A store directory of one's own, closed."""
    return Path(shutil.copytree(blank_store, tmp_path / "store"))


class MovingStore(Store):
    """A store that moves to a new directory for every test.

    Starting DuckDB and loading its extension takes 80 ms, attaching another file 2 ms.
    """

    def move_to(self, directory: Path) -> None:
        self.directory = directory
        self._memory = Memory(Commits())
        try:
            self._database.execute("DETACH store")
            self._attach(self._database)
        except duckdb.Error:  # the last test closed it, or left it broken
            self._database.close()
            self._database = self._opened()


@pytest.fixture(scope="session")
def moving_store(blank_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """The store that every test with an open store is given in turn."""
    somewhere = tmp_path_factory.mktemp("first") / "store"
    store = MovingStore(Path(shutil.copytree(blank_store, somewhere)), KEY)
    yield store
    store.close()


@pytest.fixture
def store(directory: Path, moving_store: MovingStore) -> Store:
    """An open, empty store in a directory of its own."""
    moving_store.move_to(directory)
    return moving_store


@pytest.fixture
def practice(store: Store, auckland: None) -> Practice:  # noqa: ARG001
    """A practice with an empty store, on a Thursday morning in Auckland."""
    return Practice(store, demo=False, clock=lambda: NOW.astimezone(UTC))


@pytest.fixture
def services(practice: Practice) -> Services:
    """The services of an empty practice."""
    return practice.services()


@pytest.fixture
def mara(services: Services) -> Client:
    """Mara, on the books of the practice that `services` belongs to."""
    return services.clients.save(CLINICIAN, MARA)


@pytest.fixture
def here(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Ran]:
    """Run the command in this process, which is quicker."""
    monkeypatch.delenv("HAVENLINE_PASSPHRASE", raising=False)

    def run(*words: str) -> Ran:
        code = main(words)
        said = capsys.readouterr()
        return Ran(code, said.out, said.err)

    return run
