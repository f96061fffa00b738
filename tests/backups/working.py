"""A process that makes backups, for tests that kill it or take its disk away.

Run as `python -m tests.backups.working WHAT STORE FOLDER`; it prints one JSON document a line.
"""

from __future__ import annotations

import resource
import secrets
import sys
from pathlib import Path

from core.assembly import Practice, open_practice
from core.backups.making import make_backup
from core.backups.restoring import restore_backup
from tests.people import CLINICIAN
from tests.store.writer import attempt, client, limit_files, say

MEGABYTE = 1_000_000


def fill(practice: Practice) -> None:
    """Several megabytes, so that a backup takes a while."""
    services = practice.services()
    for _ in range(120):
        services.clients.save(CLINICIAN, client(secrets.token_hex(9_000)))


def back_up_forever(practice: Practice, folder: Path) -> None:
    """Make one backup after the other and say the name of each."""
    fill(practice)
    say(ready=True)
    number = 0
    while True:
        number += 1
        services = practice.services()
        saved = services.clients.save(CLINICIAN, client())
        say(saved=str(saved.id))
        say(made=str(make_backup(practice, folder / f"{number}.backup").file))


def run_out_of_disk(practice: Practice, folder: Path) -> None:
    """Back up on a disk with less and less room, then with enough of it."""
    fill(practice)
    practice.connection().execute("CHECKPOINT store")
    for size in (4_096, 50_000, MEGABYTE, 3 * MEGABYTE):
        limit_files(size)
        attempt("backup", lambda: make_backup(practice, folder / "one.backup") and None)
        say(left=sorted(file.name for file in folder.iterdir()))
        attempt("read", lambda: len(practice.services().clients.names(CLINICIAN)))
    limit_files(resource.RLIM_INFINITY)
    attempt("save", lambda: str(practice.services().clients.save(CLINICIAN, client()).id))
    attempt("backup", lambda: str(make_backup(practice, folder / "one.backup").file))
    practice.close()
    limit_files(MEGABYTE)
    restored = folder / "restored"
    attempt("restore", lambda: str(restore_backup(folder / "one.backup", restored, str)))
    say(left=sorted(file.name for file in folder.iterdir()))


if __name__ == "__main__":
    what, store, folder = sys.argv[1:]
    jobs = {"forever": back_up_forever, "full": run_out_of_disk}
    jobs[what](open_practice(Path(store), lambda: ""), Path(folder))
