"""Processes that write to a store from four threads until they are killed.

Starting Python with everything imported takes a second, so one process imports and then
forks for each store. It never opens a store itself and has one thread when it forks: a
child begins with DuckDB loaded and nothing of it running.

Commands on stdin, one JSON list a line: ["start", directory, acknowledged], ["kill", pid].
"""

from __future__ import annotations

import json
import os
import random
import signal
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from core.assembly import Practice, Services, open_practice
from core.sessions.model import Goal
from tests.people import CLINICIAN, MARA, days_ago, episode, phq9, seen

Say = Callable[[str], None]


def new_records(services: Services, say: Say) -> None:
    """Episodes and session notes, short and long: a long one fills the log quickly."""
    words = "words " * random.choice([1, 300, 3_000])  # noqa: S311
    kept = services.triggers.save(CLINICIAN, episode(MARA, days_ago(3), situation=words))
    say(f"record {kept.id} {kept.version}")
    note = services.sessions.save(CLINICIAN, seen(MARA, days_ago(2), note=words))
    say(f"record {note.id} {note.version}")


def changes(services: Services, say: Say) -> None:
    """The next version of a goal that is there, or a first one."""
    known = services.sessions.goals(CLINICIAN, MARA.id)
    goal = known[0] if known else Goal(client_id=MARA.id, words="Ask once.")
    kept = services.sessions.save_goal(CLINICIAN, goal.amended(words=f"Ask once. {uuid4()}"))
    say(f"record {kept.id} {kept.version}")


def measures(services: Services, say: Say) -> None:
    """A measure, with its scores and flags in the same transaction."""
    kept = services.outcomes.record(CLINICIAN, phq9(MARA, 18, days_ago(7), item_9=1))
    say(f"record {kept.id} {kept.version}")


def reads(services: Services, say: Say) -> None:
    """A file read in a sign-in of its own, so that each reading is an event."""
    sign_in = uuid4().hex
    services.history.history(CLINICIAN._replace(sign_in=sign_in), MARA.id)
    say(f"read {sign_in} 1")


def write_until_killed(practice: Practice, acknowledged: Path) -> None:
    """Four threads; what each has done is noted the moment it is done."""
    notes = os.open(acknowledged, os.O_WRONLY | os.O_CREAT | os.O_APPEND)

    def say(line: str) -> None:
        os.write(notes, f"{line}\n".encode())  # in the system's hands: no kill takes it back

    def forever(act: Callable[[Services, Say], None]) -> None:
        try:
            services = practice.services()
            while True:
                act(services, say)
        except BaseException as error:
            os.write(2, f"{act.__name__}: {error!r}\n".encode())
            os._exit(3)

    for act in (new_records, changes, measures, reads):
        threading.Thread(target=forever, args=(act,), daemon=True).start()
    threading.Event().wait()


def start(directory: str, acknowledged: str) -> int:
    """Fork a writer; returns its process id."""
    if threading.active_count() != 1:
        raise RuntimeError("a process with threads must not be forked")
    child = os.fork()
    if child:
        return child
    try:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(2, 1)
        write_until_killed(open_practice(Path(directory), lambda: ""), Path(acknowledged))
    except BaseException as error:
        os.write(2, f"{error!r}\n".encode())
    os._exit(3)


def kill(pid: int) -> int:
    """Kill a writer and wait for its end; returns how it ended (-9 when it was alive)."""
    os.kill(pid, signal.SIGKILL)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    for line in sys.stdin:
        command, *words = json.loads(line)
        print({"start": start, "kill": kill}[command](*words), flush=True)
