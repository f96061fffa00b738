"""Clinical examples as small text tables, one example a line."""

from __future__ import annotations

import pytest

Row = dict[str, str]


def table(text: str) -> list[object]:
    """The lines of a table as pytest parameters, each named after its first column."""
    heading, *lines = [line for line in text.splitlines() if line.strip()]
    names = [name.strip() for name in heading.split("|")]
    rows = [
        dict(zip(names, (cell.strip() for cell in line.split("|")), strict=True))
        for line in lines
        if set(line.strip()) - set("-+")
    ]
    return [pytest.param(row, id=" ".join(list(row.values())[:3])) for row in rows]


def number(cell: str) -> float | None:
    """A number, or None for an empty cell."""
    return float(cell) if cell else None
