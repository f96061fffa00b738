"""Numbers as people and programs write them in tables."""

from __future__ import annotations

import math
import re

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.float64]
MISSING = frozenset({"", "na", "n/a", "#n/a", "nan", "null", "none", "."})
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?", re.ASCII | re.IGNORECASE)
_DECIMAL_COMMA = re.compile(r"[+-]?\d*,\d+", re.ASCII)
_THOUSANDS = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
_LARGEST = 1e9  # no score is near it, and squares of such numbers can still be added up
_TOO_LARGE = "this is too large."
_LETTERS = "this is not a number."
_COMMA = "a comma in a number can mean two things; write 1.5 for one and a half, 1234 for more."


def number_in(text: str, separator: str = ",", *, points: bool = False) -> tuple[float, str | None]:
    """The number a cell holds, NaN for an empty cell or NA; and what is wrong, or None.

    A comma is a decimal comma only in a file whose columns are separated by something else,
    and where no number of the column is written with a point (`points`). "1,234" between
    tabs may be a thousand or one and a bit, so it is refused.
    """
    bare = text.strip().replace("−", "-")
    if bare.casefold() in MISSING:
        return math.nan, None
    if _NUMBER.fullmatch(bare):
        number = float(bare)
        return (number, None) if abs(number) <= _LARGEST else (math.nan, _TOO_LARGE)
    if _DECIMAL_COMMA.fullmatch(bare):
        if separator == "," or points or (separator == "\t" and _THOUSANDS.fullmatch(bare)):
            return math.nan, _COMMA
        return float(bare.replace(",", ".")), None
    return math.nan, _LETTERS
