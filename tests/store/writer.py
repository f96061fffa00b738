"""A process that writes to a store, for tests that kill it or take its disk away.

Run as `python -m tests.store.writer WHAT DIRECTORY`; it prints one JSON document a line.
"""

from __future__ import annotations

import json
import resource
import secrets
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from core.access.audit import act
from core.assembly import Practice, open_practice, services_on
from core.clients.model import Client
from core.errors import HavenlineError
from core.store.sealing import sealed
from core.store.trail import write_event
from tests.people import CLINICIAN

SMALL, LARGE = 1_200_000, 20_000_000


def say(**what: object) -> None:
    print(json.dumps(what), flush=True)


def client(words: str = "") -> Client:
    number = uuid4()
    return Client(id=number, client_id=number, code=f"C-{number.hex[:8]}", name="x",
                  presenting=words)  # fmt: skip


def write_forever(practice: Practice) -> None:
    """Save clients and say the id of each once it is saved."""
    services = practice.services()
    while True:
        say(saved=str(services.clients.save(CLINICIAN, client("words " * 300)).id))


def limit_files(size: int) -> None:
    """No file may grow beyond `size` bytes from now on: writing fails as on a full disk."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))


def fill_the_log(practice: Practice) -> None:
    """Save until a commit no longer fits, twice, then make room and save once more."""
    services = practice.services()
    limit_files(SMALL)
    refused = 0
    while refused < 2:
        one = client(secrets.token_hex(9_000))
        refused += not attempt(
            "save", lambda one=one: str(services.clients.save(CLINICIAN, one).id)
        )
    attempt("read", lambda: len(services.clients.names(CLINICIAN)))
    limit_files(resource.RLIM_INFINITY)
    attempt("save", lambda: str(services.clients.save(CLINICIAN, client()).id))


def fill_at_a_checkpoint(practice: Practice) -> None:
    """Write until DuckDB itself gives the database up, make room, try everything again."""
    limit_files(LARGE)
    while attempt("save", lambda: large(practice)):
        pass
    attempt("read", lambda: len(practice.services().clients.names(CLINICIAN)))
    limit_files(resource.RLIM_INFINITY)
    attempt("save", lambda: str(practice.services().clients.save(CLINICIAN, client()).id))
    attempt("close", practice.close)


def large(practice: Practice) -> str:
    """Save a client and, in one transaction with it, a megabyte that fills the log."""
    connection, one = practice.connection(), client()
    services = services_on(connection, practice.today)
    with connection.transaction():
        services.clients.save(CLINICIAN, one)
        event = act(CLINICIAN, "node.saved", one.id)
        row = {
            "kind": "node", "id": uuid4(), "version": 1, "client_id": one.id, "filed_on": None,
            "state": "cue",
            "about": None, "retired": True, "recorded_at": event.happened_at,
            "recorded_by": CLINICIAN.account,
            "event_id": event.id, "body": json.dumps({"words": secrets.token_hex(500_000)}),
        }  # fmt: skip
        write_event(connection, event.model_copy(update={"content": sealed(row)}))
        connection.insert("records", [row])
    connection.close()
    return str(one.id)


def attempt(what: str, act: Callable[[], object]) -> bool:
    """Try something and say how it went; anything but a sentence of ours ends the process."""
    try:
        result = act()
    except HavenlineError as error:
        say(tried=what, sentence=error.sentence, kind=type(error).__name__)
        return False
    say(tried=what, result=result)
    return True


if __name__ == "__main__":
    what, directory = sys.argv[1:]
    jobs = {"forever": write_forever, "log": fill_the_log, "checkpoint": fill_at_a_checkpoint}
    jobs[what](open_practice(Path(directory), lambda: ""))
