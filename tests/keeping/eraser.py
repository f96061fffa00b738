"""A process that erases Mara and may die at a named moment of it, for tests of crashes.

Run as `python -m tests.keeping.eraser DIRECTORY [MOMENT]`; it says "ready" before it begins
and "done" at the end. With "small disk" it lives, but no file may grow until it has erased.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from core.assembly import Services, open_practice
from core.errors import StorageError
from core.keeping.erasing import Eraser
from core.reports.render import render
from core.store import rebuilding
from core.store.connection import Store
from tests.people import CLINICIAN, MARA
from tests.store.writer import SMALL, limit_files

# Where it dies: an owner of a function, the function, and whether before or after it.
MOMENTS: dict[str, tuple[Any, str, str]] = {
    "before anything": (Eraser, "take_out", "before"),
    "taken out, not committed": (Eraser, "take_out", "after"),
    "committed, not rewritten": (rebuilding, "snapshot", "before"),
    "new file written": (rebuilding, "snapshot", "after"),
    "new file checked": (rebuilding, "_exchange", "before"),
    "new file kept by the disk": (rebuilding, "_kept_by_disk", "after"),
    "old file let go": (Path, "replace", "before"),
    "new file in place": (Path, "replace", "after"),
    "exchanged": (rebuilding, "_exchange", "after"),
    "all but the last look": (Store, "forget", "after"),
}


def die() -> None:
    """As by a power cut: nothing is closed, nothing is written out."""
    os.kill(os.getpid(), signal.SIGKILL)


def dying(function: Callable[..., Any], when: str) -> Callable[..., Any]:
    def instead(*given: Any, **named: Any) -> Any:
        if when == "before":
            die()
        result = function(*given, **named)
        die()
        return result

    return instead


def on_a_small_disk(services: Services) -> None:
    """Erase while the new file does not fit; then make room, and try to rewrite again."""
    limit_files(SMALL)
    made = render(services.keeping.erase(CLINICIAN, MARA.id, "MA-1"), "md").decode()
    print("could not yet be written" in made, services.keeping.rewrite_is_due(CLINICIAN))
    try:
        services.keeping.rewrite(CLINICIAN)
    except StorageError as error:
        print(error.sentence)
    print(len(services.clients.names(CLINICIAN)), "left")
    limit_files(resource.RLIM_INFINITY)
    services.keeping.rewrite(CLINICIAN)
    print(services.keeping.rewrite_is_due(CLINICIAN), flush=True)


def main(directory: str, moment: str = "") -> None:
    practice = open_practice(Path(directory), lambda: "")
    services = practice.services()
    if moment == "small disk":
        print("ready", flush=True)
        on_a_small_disk(services)
        return
    if moment:
        owner, name, when = MOMENTS[moment]
        setattr(owner, name, dying(getattr(owner, name), when))
    print("ready", flush=True)
    services.keeping.erase(CLINICIAN, MARA.id, "MA-1")
    print("done", flush=True)
    practice.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
