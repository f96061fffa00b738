"""How large each proof is: small in `make test`, large in `make soak`. Read in this one place."""

from __future__ import annotations

import os
from typing import NamedTuple

SOAK = os.environ.get("HAVENLINE_SOAK") == "1"


class Sizes(NamedTuple):
    """How often each proof is tried."""

    kills: int
    cuts_of_the_log: int
    flips_in_the_log: int
    clock_saves: int
    inputs_to_services: int
    inputs_to_readers: int
    inputs_to_commands: int
    rounds_of_forms: int
    tries_of_time: int


SMALL = Sizes(
    kills=200, cuts_of_the_log=50, flips_in_the_log=30, clock_saves=60,
    inputs_to_services=3_000, inputs_to_readers=4_600, inputs_to_commands=2_400,
    rounds_of_forms=4, tries_of_time=8,
)  # fmt: skip
LARGE = Sizes(
    kills=2_000, cuts_of_the_log=4_000, flips_in_the_log=2_000, clock_saves=1_000,
    inputs_to_services=60_000, inputs_to_readers=20_000, inputs_to_commands=5_000,
    rounds_of_forms=42, tries_of_time=40,
)  # fmt: skip
SIZES = LARGE if SOAK else SMALL
