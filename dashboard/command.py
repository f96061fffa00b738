"""The `havenline` command with a dashboard to open: core knows nothing about screens."""

from __future__ import annotations

import sys
from typing import Any

from core import cli


def main() -> int:
    """Run one command; only `demo` and `serve` load the screens."""
    return cli.main(open_dashboard=_open)


def _open(*given: Any, **more: Any) -> None:
    from dashboard.app import run

    run(*given, **more)


if __name__ == "__main__":
    sys.exit(main())
