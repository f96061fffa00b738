"""The one place that builds services from stores, and opens a store directory."""

from __future__ import annotations

import shutil
import tempfile
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple
from uuid import UUID

from core.access import keys
from core.access.audit import Actor
from core.access.settings import Settings, SettingsService
from core.approaches.model import Plan, Target
from core.approaches.service import ApproachService
from core.clients.file import ClientFile
from core.clients.service import ClientService
from core.clients.store import ClientStore, CoupleStore
from core.errors import InvalidEntry
from core.formulation.model import Link, Node
from core.formulation.service import FormulationService
from core.history.model import Figure, HistoryEvent, Period, WorkingModel
from core.history.service import HistoryService
from core.outcomes.service import OutcomeService
from core.outcomes.store import AdministrationStore
from core.record import build
from core.sessions.model import Acknowledgement, Goal, Session
from core.sessions.service import SessionService
from core.store.connection import Connection, Store, find_store
from core.store.migrate import migrate
from core.store.records import RecordStore
from core.triggers.model import Episode
from core.triggers.service import TriggerService

Clock = Callable[[], datetime]
OWNER = Actor("owner", "Owner")
DEMO_CLINICIAN = Actor("demo", "Demo clinician")


class Services(NamedTuple):
    """Everything a screen may call, on one connection: one set per script run."""

    clients: ClientService
    history: HistoryService
    triggers: TriggerService
    formulation: FormulationService
    approaches: ApproachService
    outcomes: OutcomeService
    sessions: SessionService
    settings: SettingsService
    today: Callable[[], date]

    def file(self, actor: Actor, client_id: UUID) -> ClientFile:
        """Everything recorded about one client. Raises NotFound for an unknown id."""
        return ClientFile(
            client=self.clients.open(actor, client_id),
            today=self.today(),
            history=self.history.history(actor, client_id),
            episodes=self.triggers.episodes(actor, client_id),
            formulation=self.formulation.formulation(actor, client_id),
            plans=self.approaches.plans(actor, client_id),
            targets=self.approaches.targets(actor, client_id),
            sessions=self.sessions.sessions(actor, client_id),
            goals=self.sessions.goals(actor, client_id),
            courses=self.outcomes.courses(actor, client_id),
            flags=self.outcomes.flags(actor, client_id),
        )


def services_on(connection: Connection, today: Callable[[], date]) -> Services:
    """Wire the services to one connection."""

    def of(kind: str, model: type) -> RecordStore:  # type: ignore[type-arg]
        return RecordStore(connection, kind, model)

    return Services(
        clients=ClientService(ClientStore(connection), CoupleStore(connection), today),
        history=HistoryService(
            of("figure", Figure),
            of("period", Period),
            of("history_event", HistoryEvent),
            of("working_model", WorkingModel),
        ),
        triggers=TriggerService(of("episode", Episode)),
        formulation=FormulationService(of("node", Node), of("link", Link)),
        approaches=ApproachService(of("plan", Plan), of("target", Target)),
        outcomes=OutcomeService(
            AdministrationStore(connection), of("acknowledgement", Acknowledgement)
        ),
        sessions=SessionService(of("session", Session), of("goal", Goal)),
        settings=SettingsService(of("settings", Settings)),
        today=today,
    )


class Practice:
    """An open store and who works in it. The server holds one for as long as it runs."""

    def __init__(self, store: Store, *, demo: bool, clock: Clock | None = None) -> None:
        self._store = store
        self._clock = clock or (lambda: datetime.now(UTC))
        self.demo = demo
        self.directory = store.directory

    @property
    def actor(self) -> Actor:
        """Who works in this practice: the owner, or the demo clinician."""
        return DEMO_CLINICIAN if self.demo else OWNER

    def today(self) -> date:
        """The calendar day where the program runs."""
        return self._clock().astimezone().date()

    def check_secret(self, secret: str) -> None:
        """Raises WrongSecret when this passphrase or recovery code does not fit."""
        keys.unlock(self.directory, secret)

    def connection(self) -> Connection:
        """A connection of one's own: one per script run."""
        return self._store.connection()

    def services(self) -> Services:
        """A set of services on a connection of its own."""
        return services_on(self._store.connection(), self.today)

    def close(self) -> None:
        """Write everything out and release the store for others."""
        self._store.close()


def open_practice(
    directory: Path, secret: Callable[[], str], clock: Clock | None = None
) -> Practice:
    """Open a store. A demo store brings its own key; a real one asks for its secret.

    Raises NotFound, WrongSecret, StoreInUse or StoreUnusable, each with one sentence.
    """
    find_store(directory)
    demo_key = keys.demo_key(directory)
    data_key = demo_key or keys.unlock(directory, secret())
    store = Store(directory, data_key)
    try:
        migrate(store.connection())
    except BaseException:
        store.close()
        raise
    return Practice(store, demo=demo_key is not None, clock=clock)


@contextmanager
def new_store(directory: Path) -> Iterator[Path]:
    """A place to build a store that appears at `directory` complete or not at all.

    Raises InvalidEntry when something is there already.
    """
    directory = directory.resolve()
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise InvalidEntry(f"{directory} is not empty. Choose a new folder for the store.")
    directory.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=f".{directory.name}-", dir=directory.parent))
    try:
        yield scratch
        if directory.exists():
            directory.rmdir()
        scratch.rename(directory)
    except BaseException:
        shutil.rmtree(scratch, ignore_errors=True)
        raise


def create_store(directory: Path, passphrase: str, clinician: str) -> str:
    """Make an empty store locked by a passphrase; returns its recovery code, shown once.

    Raises InvalidEntry for a short passphrase or a folder in use. Nothing is half-made.
    """
    keys.check_passphrase(passphrase)
    settings = build(Settings, clinician=clinician)
    recovery_code = keys.new_recovery_code()
    with new_store(directory) as scratch:
        data_key = keys.new_data_key()
        locked = keys.lock_up(data_key, passphrase, recovery_code)
        (scratch / keys.KEYS_FILE).write_text(locked, encoding="utf-8")
        practice = _new_practice(scratch, data_key, demo=False)
        try:
            practice.services().settings.save(OWNER, settings)
        finally:
            practice.close()
    return recovery_code


def create_demo_store(directory: Path, fill: Callable[[Practice], None]) -> None:
    """Make a demo store with a throw-away key and let `fill` put the sample clients in."""
    with new_store(directory) as scratch:
        data_key = keys.new_data_key()
        (scratch / keys.DEMO_KEY_FILE).write_text(b64encode(data_key).decode(), encoding="ascii")
        practice = _new_practice(scratch, data_key, demo=True)
        try:
            fill(practice)
        finally:
            practice.close()


def _new_practice(directory: Path, data_key: bytes, *, demo: bool) -> Practice:
    store = Store(directory, data_key)
    migrate(store.connection())
    return Practice(store, demo=demo)
