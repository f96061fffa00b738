"""A practice with something in every table, and a backup of a real store, made once."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import NamedTuple

import pytest

from core.assembly import Practice, create_store, open_practice
from core.backups.making import make_backup
from core.store.backup import Contents, contents
from core.store.connection import Store
from tests.people import CLINICIAN, MARA, acknowledged, days_ago, episode, phq9

PASSPHRASE = "four unrelated words here"
MARKER = "zq-planted-marker-zq"


def fill(practice: Practice) -> None:
    """Mara's file, with a flag and what was done about it."""
    services = practice.services()
    services.clients.save(CLINICIAN, MARA.amended(presenting=MARKER))
    flagged = services.outcomes.record(CLINICIAN, phq9(MARA, 18, days_ago(7), item_9=1))
    services.outcomes.acknowledge(CLINICIAN, acknowledged(flagged, 9, days_ago(6)))
    services.triggers.save(CLINICIAN, episode(MARA, days_ago(3), situation=MARKER))


def held(store: Store) -> Contents:
    """What an open store holds."""
    connection = store.connection()
    try:
        return contents(connection)
    finally:
        connection.close()


@pytest.fixture
def filled(practice: Practice) -> Practice:
    """An open practice with Mara in it; its store carries its own key."""
    fill(practice)
    return practice


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where backups go."""
    place = tmp_path / "backups"
    place.mkdir()
    return place


@pytest.fixture(scope="session")
def made_once(blank_store: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A backup of a store that carries its own key; only copied."""
    place = tmp_path_factory.mktemp("made")
    practice = open_practice(Path(shutil.copytree(blank_store, place / "store")), str)
    fill(practice)
    file = make_backup(practice, place / "one.backup").file
    practice.close()
    return file


@pytest.fixture
def made(made_once: Path, folder: Path) -> Path:
    """A backup of one's own, with Mara in it."""
    return Path(shutil.copy(made_once, folder / "one.backup"))


class Real(NamedTuple):
    """A backup of a store with a passphrase, and the recovery code of the store."""

    file: Path
    code: str


@pytest.fixture(scope="session")
def real(tmp_path_factory: pytest.TempPathFactory) -> Real:
    """Made once; only read."""
    place = tmp_path_factory.mktemp("real")
    code = create_store(place / "store", PASSPHRASE, "Dr Ines Falk")
    practice = open_practice(place / "store", lambda: PASSPHRASE)
    fill(practice)
    file = make_backup(practice, place / "real.backup").file
    practice.close()
    return Real(file, code)
