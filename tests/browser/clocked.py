"""The dashboard on a real store, still locked, with a clock that a test can move on.

Run as `python -m tests.browser.clocked STORE PORT FILE`; the file holds the seconds by which
the server's clock is ahead. Everything else is as `havenline serve` starts it.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

from core.assembly import locked_practice
from dashboard import app
from dashboard.door.sign_ins import steady


def main(store: Path, port: int, ahead: Path) -> None:
    def clock() -> float:
        return steady() + float(ahead.read_text() or 0)

    real = app.make_app

    def with_clock(*given: Any) -> Any:
        return real(*given, clock)

    app.make_app = with_clock  # type: ignore[assignment]
    app.run(locked_practice(store), host="127.0.0.1", port=port, browser=False)


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), Path(sys.argv[3]))
