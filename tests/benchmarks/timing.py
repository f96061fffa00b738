"""Timing things against each other: in turn, so that what else the machine does falls on all."""

from __future__ import annotations

import time
from collections.abc import Callable

ROUNDS = 80


def seconds(work: Callable[[], object]) -> float:
    """How long it takes once."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def quickest_of_each(*works: Callable[[], object], rounds: int = ROUNDS) -> list[float]:
    """The quickest time of each: the rest of the machine only ever adds."""
    rows = [[seconds(work) for work in works] for _ in range(rounds)]
    return [min(column) for column in zip(*rows, strict=True)]
